"""Lines to type in within a choice, and words that are longer than there is room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from shopdesk.gui.theme import theme_for
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.typed_line import let_type


def test_a_line_in_a_choice_looks_as_qt_makes_it(qtbot: QtBot, qapp) -> None:
    """With padding and border of its own, what stands in it was cut on all sides."""
    theme_for("light", rise_is_red=True).apply(qapp)
    own, ours = QComboBox(), QComboBox()
    for box in (own, ours):
        qtbot.addWidget(box)
    own.setEditable(True)
    let_type(ours)
    for box in (own, ours):
        box.lineEdit().setPlaceholderText("检查人 Checked by")
        box.show()
    assert ours.lineEdit().sizeHint() == own.lineEdit().sizeHint()
    assert ours.lineEdit().geometry() == own.lineEdit().geometry()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("W" * 30, ["W" * 12, "W" * 12, "W" * 6]),
        ("short words stay as they are", None),
        ("2300000010116227302", None),
        ("T200P2199000000000000017", None),
        ("中文" * 40, None),
    ],
)
def test_only_words_longer_than_any_real_one_break_within(qtbot: QtBot, text: str, pieces: list[str] | None) -> None:
    label = words(text)
    qtbot.addWidget(label)
    assert label.text().split("\u200b") == (pieces or [text])
    assert words(text, wrap=False).text() == text

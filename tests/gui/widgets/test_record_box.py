"""Fields kept without a button: what is typed stays until it is kept, also what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind, Item
from shopdesk.domain.daily.nouns import ITEM, PROBLEM
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_box import RecordBox

DAY = date(2026, 3, 16)
FIRST = Item(code="a", area="pages", zh="", en="First", kind=AnswerKind.NUMBER)


@pytest.fixture
def box(qtbot: QtBot) -> RecordBox:
    made = RecordBox(ITEM, Reader(DAY), "box")
    made.add_fields("en", "minimum", "kind", "verify", widgets={"en": QLineEdit()})
    qtbot.addWidget(made)
    made.show_record(FIRST, other=True)
    made.show()
    return made


def test_what_is_refused_stays_marked_and_leaves_the_old_value(box: RecordBox) -> None:
    QTest.keyClicks(box["minimum"], "ten")
    box.settle()
    assert box["minimum"].property("invalid") is True
    assert "is not a number" in box.said()
    assert box.typed_record().minimum is None
    assert box.dirty and box.refused == ["minimum"]
    box.show_record(FIRST, other=False)
    assert box["minimum"].text() == "ten", "shown anew by something else, what is typed stays"
    box["minimum"].setText("10")
    assert box.said() == "" and not box.refused
    assert box.typed_record().minimum == 10
    box.show_record(FIRST, other=True)
    assert (box["minimum"].text(), box.dirty) == ("", False)


def test_choices_and_ticks_settle_at_once_and_texts_with_enter(box: RecordBox) -> None:
    settled: list[object] = []
    box.settled.connect(lambda: settled.append(box.typed_record()))
    chooser = box["kind"]
    assert isinstance(chooser, QComboBox)
    chooser.setCurrentIndex(chooser.findData(AnswerKind.TEXT.value))
    assert settled[-1].kind is AnswerKind.TEXT
    box["verify"].click()
    assert settled[-1].verify is True
    count = len(settled)
    box["en"].end(False)
    QTest.keyClicks(box["en"], " and more")
    assert len(settled) == count
    QTest.keyClick(box["en"], Qt.Key.Key_Return)
    assert settled[-1].en == "First and more"


def test_what_could_not_be_kept_is_still_typed_and_a_refusal_stands_at_its_field(box: RecordBox) -> None:
    QTest.keyClicks(box["en"], "!")
    fresh = box.typed_record()
    box.accept(fresh)
    assert not box.dirty
    box.take_back(FIRST)
    assert box.dirty and box.typed_record().en == fresh.en
    assert box.complain(FieldError(ITEM.field("en"), Text("No.")))
    assert box.said() == "No."
    assert not box.complain(FieldError(PROBLEM.field("title"), Text("No.")))


def test_a_day_is_read_by_the_day_it_is_now(qtbot: QtBot) -> None:
    box = RecordBox(PROBLEM, Reader(DAY), "due")
    box.add_fields("due")
    qtbot.addWidget(box)
    box.show_record(Problem(store_id=1, title="x", opened_on=DAY), other=True)
    box.be_on(date(2026, 3, 20))
    box["due"].setText("today")
    assert box.typed_record().due == date(2026, 3, 20)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30))
def test_nothing_typed_is_ever_changed_by_showing_the_record_anew(box: RecordBox, typed: str) -> None:
    box.show_record(FIRST, other=True)
    for name in ("en", "minimum"):
        box[name].setText(typed)
        stood = box[name].text()
        box.show_record(FIRST, other=False)
        assert box[name].text() == stood
    assert box.dirty or (box.typed_record() == FIRST)

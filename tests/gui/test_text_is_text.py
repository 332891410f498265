"""What a user typed is shown as typed, in labels, tips, messages and prints: no tags, no keys, nothing turned."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.cli.main import run as command
from shopdesk.domain.campaigns.nouns import CAMPAIGN
from shopdesk.domain.fields import TEXTS, FieldError, Reader, check
from shopdesk.domain.nouns import NOUNS
from shopdesk.domain.typed import parse
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle
from tests.gui.walk import views

TAGGED = "<b>x</b> A&B \u202egnp"
SHOWN = "<b>x</b> A&B [U+202E]gnp"
MARK = "x</b>"
TURNING = "\u202e"


OF_FILES = {
    "product_days": ("title", "brand", "category"),
    "orders": ("title", "status", "buyer_name", "closed_reason"),
    "order_items": ("title", "variant"),
    "statement_lines": ("business_type", "remark", "description", "title"),
}
"""Texts that come in with files, by table. What an earlier version or another program wrote stands there as it was."""


def name_everything(database: Path) -> int:
    """Write the name into every text of every noun that is declared, a number behind it where rows must differ.

    Texts of files are the same in all rows, as titles and states are.
    """
    changed = 0
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        for table, columns in OF_FILES.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} <> ''", (TAGGED,))
        # What was kept of the sums holds the texts as they were.
        connection.execute("DELETE FROM kept_answers")
        connection.commit()
        for noun in NOUNS.values():
            for field in noun.fields:
                if field.kind not in TEXTS:
                    continue
                try:
                    connection.execute(
                        f"UPDATE {noun.table} SET {field.name} = ? || rowid WHERE {field.name} <> ''", (TAGGED,)
                    )
                except (sqlite3.IntegrityError, sqlite3.OperationalError):
                    connection.rollback()
                    continue
                connection.commit()
                changed += 1
    return changed


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store with every name of it made hostile."""
    folder = make_sample(tmp_path / "data", "en")
    assert name_everything(next(folder.glob("*.db"))) > 30
    app = bootstrap.prepare(folder, "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    opened.window.show()
    opened.open_data()
    settle(qtbot, opened)
    yield opened
    close(opened)
    i18n.set_language("en")


def wrong(root: QWidget, *, hidden: bool = True) -> Iterator[str]:
    """What of the widgets would be read as more than text; perhaps only of those that are seen now."""
    for one in root.findChildren(QWidget):
        if not (hidden or one.isVisible()):
            continue
        where = f"{type(one).__name__} {one.objectName()}"
        for said in (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle()):
            if TURNING in said:
                yield f"{where}: turned {said[:60]!r}"
        if isinstance(one, QLabel):
            yield from (f"{where}: {trouble}" for trouble in _of_label(one))
        elif isinstance(one, QAbstractButton) and MARK in one.text() and "A&B" in one.text():
            yield f"{where}: a key made of {one.text()!r}"
        elif isinstance(one, QTabBar):
            yield from (
                f"{where}: a key" for n in range(one.count()) if MARK in one.tabText(n) and "A&B" in one.tabText(n)
            )
        elif isinstance(one, QComboBox):
            yield from (f"{where}: turned" for n in range(one.count()) if TURNING in one.itemText(n))
        elif isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from (f"{where}: turned" for text in _cells(one) if TURNING in text)


def _of_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if TURNING in text:
        yield f"turned {text[:60]!r}"
    if MARK in text and label.textFormat() is not Qt.TextFormat.PlainText:
        yield f"rich {text[:60]!r}"
    if MARK in text and label.buddy() is not None:
        yield f"a key made of {text[:60]!r}"


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), 60)):
        for column in range(columns):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.data(model.index(row, column), role) or "")


@pytest.mark.timeout(300)
def test_names_are_text_wherever_they_are_shown(qtbot: QtBot, desktop: Desktop) -> None:
    found: dict[str, str] = {}
    shown = 0
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        for line in wrong(desktop.window, hidden=False):
            found.setdefault(line, view)
        shown += sum(MARK in one.text() for one in desktop.window.findChildren(QLabel) if one.isVisible())
    # Everything once, and not once for each view: pages that were opened stay, with all their tables.
    found |= {line: "somewhere" for line in wrong(desktop.window) if line not in found}
    assert shown > 20, "the names were not shown"
    assert not found, "\n".join(f"{view}: {line}" for line, view in found.items())
    messages = desktop.window.messages
    messages.success(SHOWN, SHOWN.replace("&", "&&"), lambda: None)
    assert not list(wrong(messages))
    QToolTip.showText(desktop.window.pos(), SHOWN, desktop.window)
    tip = next(one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QTipLabel")
    assert tip.property("textFormat") is Qt.TextFormat.PlainText
    QToolTip.hideText()


PRINTS = (
    "print daily --date 2026-03-16",
    "print roster --week 2026-W12",
    "print campaign 1",
    "print setup",
)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) reads the prints back")
@pytest.mark.parametrize("words", PRINTS)
def test_names_are_text_on_paper(
    qapp: QApplication, tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_sample(tmp_path / "data", "en")
    name_everything(next(folder.glob("*.db")))
    target = tmp_path / "page.pdf"
    assert command(["--data-dir", str(folder), "--lang", "en", *words.split(), "-o", str(target)]) == 0
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, check=True).stdout.decode()
    flat = "".join(text.split())
    assert "<b>x</b>A&B[U+202E]gnp" in flat, html.escape(text[:400])
    assert TURNING not in text


def test_what_a_refusal_quotes_does_not_turn_it_around() -> None:
    field = CAMPAIGN.field("plan_visitors")
    with pytest.raises(FieldError) as refused:
        parse(field, f"1{TURNING}2", Reader(NOW.date(), i18n.tr))
    assert "“1[U+202E]2”" in i18n.tr(refused.value.text)


_NAME_FIELDS = [(noun, field) for noun in NOUNS.values() for field in noun.fields if field.kind in TEXTS]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_NAME_FIELDS), st.text("ab<>&\u202e\u2066\u200f\0\x1b\x7f王 ", min_size=1, max_size=30))
def test_every_field_keeps_what_was_typed_with_turning_signs_written_out_and_no_controls(
    place: tuple[object, object], typed: str
) -> None:
    _noun, field = place
    try:
        kept = check(field, typed, empty="")  # type: ignore[arg-type]
    except FieldError:
        return
    assert not any(sign in kept for sign in "\u202e\u2066\u200f\0\x1b\x7f")
    bare = typed.replace("\u202e", "[U+202E]").replace("\u2066", "[U+2066]").replace("\u200f", "[U+200F]")
    bare = bare.translate(dict.fromkeys(map(ord, "\0\x1b\x7f")))
    assert "".join(kept.split()) == "".join(bare.split())


@pytest.mark.parametrize("place", _NAME_FIELDS, ids=lambda place: f"{place[0].table}.{place[1].name}")
def test_a_text_longer_than_its_field_is_refused_in_words(place: tuple[object, object]) -> None:
    field = place[1]
    most = field.most_characters  # type: ignore[attr-defined]
    assert check(field, "字" * most) == "字" * most  # type: ignore[arg-type]
    with pytest.raises(FieldError, match=str(most)):
        check(field, "字" * (most + 1))  # type: ignore[arg-type]

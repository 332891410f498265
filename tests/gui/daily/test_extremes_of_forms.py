"""The extremes of every field in the forms of Daily and People: refused at the field with nothing lost, or kept; tags
and signs that turn the reading direction are shown as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QToolTip
from pytestqt.qtbot import QtBot

from shopdesk.domain.fields import TEXTS, Kind
from shopdesk.domain.roster import RosterDay
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.pages.daily.templates.name_dialog import NameDialog
from shopdesk.gui.pages.people.roster.note_dialog import NoteDialog
from shopdesk.gui.pages.people.roster.shifts_dialog import ShiftsDialog
from shopdesk.gui.widgets.record_form import RecordForm

DAY = date(2026, 3, 16)
TAGS = "<b>x</b><img src='file:///etc/hostname'>"
WRONG_DAYS = ("1027-03-01", "10000-01-01", "2026-02-30", "never")


def note(context: PageContext) -> RecordForm:
    """The note of a shift that stands on the roster."""
    person = context.services.people.hire(context.store_id, "谷雨", "service", DAY)
    context.services.roster.set(context.store_id, [(person.id or 0, DAY)], "early")
    entry = RosterDay(store_id=context.store_id, person_id=person.id or 0, day=DAY, duty="early")
    return NoteDialog(context, person, entry, context.window)


def name(context: PageContext) -> RecordForm:
    """The name of a form of the store's own."""
    checklists = context.services.checklists
    return NameDialog(context, "Name", "", lambda words: checklists.add(context.store_id, words), lambda _kept: None)


def problem(context: PageContext) -> RecordForm:
    """A new problem."""
    view = DailyPage(context).view("problems")
    form = NewProblemDialog(context, view.loaded)
    form["title"].setText("Courier")
    return form


def type_in(widget: QLineEdit | QPlainTextEdit | QComboBox, text: str) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        (widget.lineEdit() if isinstance(widget, QComboBox) else widget).setText(text)


@pytest.mark.parametrize("make", [note, name, problem])
def test_a_value_beyond_its_field_is_refused_there_and_stays(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], make: Callable[[PageContext], RecordForm]
) -> None:
    form = make(page_context)
    settle()
    form.show()
    tried = 0
    for field_name, editor in form.editors.items():
        before, field = editor.raw(), editor.field
        if field.kind in TEXTS:
            wrong: tuple[str, ...] = ("x" * (field.most_characters + 1),)
        else:
            wrong = WRONG_DAYS if field.kind is Kind.DAY else ()
        for text in wrong:
            tried += 1
            type_in(editor.widget, text)
            form.ok.click()
            settle()
            assert form.isVisible(), f"{field_name} took {text[:20]}"
            assert form.said(), "a refusal says why"
            assert editor.raw() == text, "nothing typed is lost"
        if wrong:
            type_in(editor.widget, before)
    assert tried
    editor = next(one for one in form.editors.values() if one.field.kind in TEXTS)
    type_in(editor.widget, TAGS)
    with qtbot.waitSignal(form.saved) as kept:
        form.ok.click()
    assert TAGS in str(kept.args)


@pytest.mark.parametrize(
    ("part", "text"), [("pause", "-1"), ("pause", "1e400"), ("pause", "9" * 20), ("name", "x" * 21), ("ends", "99:99")]
)
def test_a_shift_beyond_its_fields_is_refused_by_name(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], part: str, text: str
) -> None:
    roster = page_context.services.roster
    form = ShiftsDialog(page_context, roster.week(page_context.store_id, DAY), page_context.window)
    form.show()
    type_in(getattr(form.rows[0], part), text)
    form.ok.click()
    settle()
    assert form.isVisible()
    assert form.said()
    assert form.dirty
    assert roster.shifts.of_store(page_context.store_id)[0].pause_minutes == 60


def test_tags_in_labels_and_tips_are_text(qtbot: QtBot, page_context: PageContext) -> None:
    label, rich = QLabel(TAGS), QLabel("<b>x</b>")
    rich.setTextFormat(Qt.TextFormat.RichText)
    for one in (label, rich):
        qtbot.addWidget(one)
        one.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert rich.textFormat() is Qt.TextFormat.RichText
    QToolTip.showText(QPoint(1, 1), TAGS, label)
    tip = next(one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QTipLabel")
    assert tip.property("textFormat") is Qt.TextFormat.PlainText
    assert tip.property("text") == TAGS
    QToolTip.hideText()

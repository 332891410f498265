"""A form made from declared fields: what is typed is kept, refused at its field, asked about and never just lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.people import PERSON, Person
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, lettered, plain
from shopdesk.gui.widgets.editors import LineEditor
from shopdesk.gui.widgets.field_rows import widget_name
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import set_language, tr

DAY = date(2026, 3, 16)
READER = Reader(today=DAY, say=tr, names={"department_code": {"service": "Service"}, "role_code": {"staff": "Staff"}})
LEFT = Qt.MouseButton.LeftButton


class Probe(RecordForm):
    """Keeps persons in a list, or fails with ``trouble``."""

    trouble: Exception | None = None

    def __init__(self, context: PageContext, record: Person | None = None) -> None:
        super().__init__(
            context.tasks, PERSON, name="probe", title="Probe", confirm="Keep", reader=READER, record=record
        )
        self.kept: list[Person] = []
        self.wait = threading.Event()
        self.wait.set()
        self.add_fields(*fields_in(PERSON), values=None if record else {"hired_on": DAY})

    def work(self) -> Callable[[], None]:
        person = self.changed_record(**({} if self.record else {"store_id": 1}))

        def keep() -> None:
            self.wait.wait(10)
            if self.trouble is not None:
                raise self.trouble
            self.kept.append(person)

        return keep


@pytest.fixture
def form(qtbot: QtBot, page_context: PageContext) -> Probe:
    made = Probe(page_context)
    qtbot.addWidget(made)
    made.show()
    return made


def press_ok(qtbot: QtBot, form: Probe, settle: Callable[[], None]) -> None:
    qtbot.mouseClick(form.ok, LEFT)
    settle()


def problem(form: Probe, name: str) -> QLabel:
    found = form.findChild(QLabel, f"probe.{name}.problem")
    assert found is not None
    return found


def test_what_is_typed_becomes_a_record(qtbot: QtBot, form: Probe, settle: Callable[[], None]) -> None:
    qtbot.keyClicks(form["name"], " Li   Na ")
    form["base_fen"].clear()
    qtbot.keyClicks(form["base_fen"], "0.35w")
    press_ok(qtbot, form, settle)
    (kept,) = form.kept
    assert (kept.name, kept.base_fen, kept.hired_on, kept.phone, kept.note) == ("Li Na", 350_000, DAY, None, "")
    assert not form.isVisible()


def test_a_text_that_is_too_long_is_said_at_once_never_cut_and_the_sentence_goes(qtbot: QtBot, form: Probe) -> None:
    qtbot.keyClicks(form["name"], "x" * 41)
    assert form["name"].text() == "x" * 41
    assert "41 characters, 40 fit" in problem(form, "name").text()
    assert problem(form, "name").isVisible()
    qtbot.keyClick(form["name"], Qt.Key.Key_Backspace)
    assert not problem(form, "name").isVisible()


def test_nonsense_is_said_when_the_cursor_leaves_and_not_before(qtbot: QtBot, form: Probe) -> None:
    form["hired_on"].setFocus()
    form["hired_on"].selectAll()
    qtbot.keyClicks(form["hired_on"], "31-")
    assert not problem(form, "hiredOn").isVisible()
    form["name"].setFocus()
    assert problem(form, "hiredOn").isVisible()
    form["hired_on"].setFocus()
    form["hired_on"].selectAll()
    qtbot.keyClicks(form["hired_on"], "3-1")
    assert not problem(form, "hiredOn").isVisible()


def test_an_unusual_day_is_asked_about_once_and_kept_when_meant(
    qtbot: QtBot, form: Probe, settle: Callable[[], None]
) -> None:
    qtbot.keyClicks(form["name"], "Li")
    form["hired_on"].selectAll()
    qtbot.keyClicks(form["hired_on"], "1995-5-1")
    press_ok(qtbot, form, settle)
    assert form.isVisible() and form.kept == []
    assert "1995-05-01 is unusual here" in problem(form, "hiredOn").text()
    press_ok(qtbot, form, settle)
    assert [one.hired_on for one in form.kept] == [date(1995, 5, 1)]


def test_a_day_outside_the_century_is_refused(qtbot: QtBot, form: Probe, settle: Callable[[], None]) -> None:
    qtbot.keyClicks(form["name"], "Li")
    form["hired_on"].selectAll()
    qtbot.keyClicks(form["hired_on"], "1800-1-1")
    press_ok(qtbot, form, settle)
    assert "1990-01-01 or later" in form.said() and form.kept == []


def test_every_refusal_is_marked_at_once_and_said_where_the_cursor_is(
    qtbot: QtBot, form: Probe, settle: Callable[[], None]
) -> None:
    form["base_fen"].setText("9" * 20)
    form["hired_on"].clear()
    press_ok(qtbot, form, settle)
    refused = {"name": "name", "hired_on": "hiredOn", "base_fen": "base"}
    assert [form[name].property("invalid") for name in refused] == [True, True, True]
    assert len(form.said().splitlines()) == 3
    assert form["name"].hasFocus()
    for name in refused:
        form[name].setFocus()
        shown = [one for one in refused if problem(form, refused[one]).isVisible()]
        assert shown == [name], "one sentence at a time, so that none covers a field that has something to say itself"
        assert form[name].accessibleDescription() == problem(form, refused[name]).text()


def test_a_service_refuses_at_the_field_or_below_all(qtbot: QtBot, form: Probe, settle: Callable[[], None]) -> None:
    qtbot.keyClicks(form["name"], "Li")
    form.trouble = FieldError(PERSON.field("phone"), Text("Choose one of them."))
    press_ok(qtbot, form, settle)
    assert problem(form, "phone").text() == "Choose one of them."
    form.trouble = UserError(Text("Choose one of them."))
    press_ok(qtbot, form, settle)
    assert form.problem.isVisible() and form["name"].text() == "Li", "what was typed is still there"
    form.trouble = None
    press_ok(qtbot, form, settle)
    assert len(form.kept) == 1


def test_slow_saving_shows_progress_and_takes_no_second_press(
    qtbot: QtBot, form: Probe, settle: Callable[[], None]
) -> None:
    qtbot.keyClicks(form["name"], "Li")
    form.wait.clear()
    qtbot.mouseClick(form.ok, LEFT)
    assert not form.ok.isEnabled() and not form.progress.isVisible()
    qtbot.waitUntil(form.progress.isVisible)
    qtbot.mouseClick(form.ok, LEFT)
    form.wait.set()
    settle()
    assert len(form.kept) == 1


def test_closing_with_something_typed_asks(qtbot: QtBot, form: Probe) -> None:
    qtbot.keyClicks(form["name"], "Li")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    stay = form.findChild(QPushButton, "form.stay")
    assert stay is not None
    qtbot.waitUntil(stay.hasFocus)
    qtbot.keyClick(stay, Qt.Key.Key_Return)
    assert form.ok.isVisible() and form["name"].text() == "Li"
    form.close()
    assert form.isVisible(), "the window's cross asks too"
    qtbot.mouseClick(form.findChild(QPushButton, "form.discard"), LEFT)
    assert not form.isVisible() and form.kept == []


def test_closing_an_untouched_form_does_not_ask(qtbot: QtBot, form: Probe) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_field_has_its_names_and_letter_without_anybody_saying_them(
    qtbot: QtBot, page_context: PageContext, language: str
) -> None:
    set_language(language)
    form = Probe(page_context)
    qtbot.addWidget(form)
    labels = []
    for name, made in form.editors.items():
        assert made.widget.objectName() == f"probe.{widget_name(name)}"
        assert made.widget.accessibleName() and "&" not in made.widget.accessibleName()
        labels.append(form.form.labelForField(made.widget).text())
    letters = [label[label.index("&") + 1].casefold() for label in labels if "&" in label]
    assert len(letters) == len(set(letters)) >= 6


def test_letters_and_names_of_controls() -> None:
    assert lettered("First day", "f") == "&First day"
    assert lettered("入职日期", "f") == "入职日期(&F)"
    assert plain("导出到 Excel(&E)…") == "导出到 Excel"
    assert plain("&Hire somebody…") == "Hire somebody"


def test_a_button_says_its_key_in_its_tip(qtbot: QtBot) -> None:
    pressed: list[int] = []
    made = button("probe.add", "&Add…", lambda: pressed.append(1), shortcut="Ctrl+N")
    qtbot.addWidget(made)
    made.show()
    qtbot.mouseClick(made, LEFT)
    assert (made.objectName(), made.accessibleName(), made.toolTip(), pressed) == (
        "probe.add",
        "Add",
        "Add (Ctrl+N)",
        [1],
    )


def test_the_buttons_stay_where_they_are_when_a_sentence_comes_and_goes(qtbot: QtBot, form: RecordForm) -> None:
    place = form.ok.mapTo(form, form.ok.rect().topLeft())
    form.ok.click()
    assert form.said()
    assert form.ok.mapTo(form, form.ok.rect().topLeft()) == place
    form._hide_problem(next(iter(form.editors)))
    qtbot.wait(0)
    assert form.ok.mapTo(form, form.ok.rect().topLeft()) == place


def test_an_editor_that_goes_with_the_cursor_in_it_says_nothing(qtbot: QtBot) -> None:
    """Who asked for ``left`` reads the line, and a list that is destroyed gives up its line before the cursor."""
    holder = QWidget()
    box = QComboBox()
    box.setEditable(True)
    QVBoxLayout(holder).addWidget(box)
    editor = LineEditor(PERSON.field("name"), box, READER)
    left: list[str] = []
    editor.left.connect(lambda: left.append(editor.raw()))
    holder.show()
    qtbot.waitExposed(holder)
    holder.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    shiboken6.delete(holder)
    assert left == []

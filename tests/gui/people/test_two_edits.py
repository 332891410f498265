"""Two people edit one person at the same time: both edits are kept, and of one field the later editor is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.people import Person
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.person_dialogs import EditDialog
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.infra.i18n import set_language
from shopdesk.infra.settings import ACTOR
from tests.gui import hands

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def person(page_context: PageContext) -> Person:
    people = page_context.services.people
    people.set_optional_fields(page_context.store_id, True)
    return people.hire(page_context.store_id, "Li Na", "service", date(2026, 3, 2))


@pytest.fixture
def form(qtbot: QtBot, page_context: PageContext, person: Person, settle: Callable[[], None]) -> EditDialog:
    """A form that was opened before anybody else wrote."""
    services = page_context.services
    team = services.people.team(page_context.store_id)
    page_context.window.messages = page_context.messages  # type: ignore[attr-defined]
    page_context.window.show()
    made = EditDialog(page_context, team, person, page_context.window)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def meanwhile(context: PageContext, **fields: Any) -> Person:
    """Xiaoman changes the person elsewhere."""
    context.app.settings.set(ACTOR, "小满")
    (stored,) = context.services.people.everyone(context.store_id)
    return context.services.people.edit(replace(stored, **fields))


def kept(context: PageContext) -> Person:
    (found,) = context.services.people.everyone(context.store_id)
    return found


def type_into(form: EditDialog, name: str, text: str) -> None:
    field = form.findChild(QLineEdit, f"people.edit.{name}") or form.findChild(QPlainTextEdit, f"people.edit.{name}")
    assert field is not None
    field.setFocus()
    field.selectAll()
    hands.write(text)


def test_different_fields_are_both_kept_and_both_are_told(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None]
) -> None:
    type_into(form, "note", "likes the early shift")
    meanwhile(page_context, email="lina@example.com")
    hands.click(form, "form.ok")
    settle()
    assert (kept(page_context).note, kept(page_context).email) == ("likes the early shift", "lina@example.com")
    bar = page_context.messages
    assert isinstance(bar, MessageBar)
    assert "Both are kept: 小满 changed “E-mail”, you changed “Note”." in bar.text


def test_of_one_field_the_later_editor_is_asked_and_may_take_either(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None]
) -> None:
    type_into(form, "note", "mine")
    meanwhile(page_context, note="theirs", email="lina@example.com")
    hands.click(form, "form.ok")
    settle()
    assert form.isVisible() and kept(page_context).note == "theirs"
    said = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "小满 changed this too, at 09:00. “Save” keeps what stands here." in said
    assert "Note: theirs" in said
    # Their other change stands in the form already.
    email = form.findChild(QLineEdit, "people.edit.email")
    assert email is not None and email.text() == "lina@example.com"
    hands.click(form, "form.ok")
    settle()
    assert (kept(page_context).note, kept(page_context).email) == ("mine", "lina@example.com")


def test_taking_theirs_gives_up_mine_in_that_field_only(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None]
) -> None:
    type_into(form, "note", "mine")
    type_into(form, "name", "Li Nana")
    meanwhile(page_context, note="theirs")
    hands.click(form, "form.ok")
    settle()
    hands.click(form, "form.theirs.take.note")
    assert (
        form.findChild(QPushButton, "form.theirs.take.note") is None
        or not form.findChild(QPushButton, "form.theirs.take.note").isVisible()
    )
    assert form.dirty
    hands.click(form, "form.ok")
    settle()
    assert (kept(page_context).name, kept(page_context).note) == ("Li Nana", "theirs")


def test_the_same_change_by_two_is_no_question(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None]
) -> None:
    type_into(form, "note", "alike")
    meanwhile(page_context, note="alike")
    hands.click(form, "form.ok")
    settle()
    assert not form.isVisible() and kept(page_context).note == "alike"


def test_a_rule_holds_for_both_edits_together(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None], person: Person
) -> None:
    """The name was free when the form was opened; the other edit of this very person changes nothing about that."""
    services = page_context.services
    type_into(form, "name", "Wu Min")
    meanwhile(page_context, note="theirs")
    services.people.take_in(replace(person, id=None, version=0, name="Wu Min"))
    hands.click(form, "form.ok")
    settle()
    assert form.isVisible() and "already somebody called Wu Min" in form.said()
    assert {one.name for one in services.people.everyone(page_context.store_id)} == {"Li Na", "Wu Min"}


def test_chinese_names_what_both_changed(
    form: EditDialog, page_context: PageContext, settle: Callable[[], None]
) -> None:
    set_language("zh_CN")
    type_into(form, "note", "早班")
    meanwhile(page_context, email="lina@example.com")
    hands.click(form, "form.ok")
    settle()
    bar = page_context.messages
    assert isinstance(bar, MessageBar)
    assert "两处改动都已保存：小满改了“电子邮箱”，您改了“备注”。" in bar.text


def test_a_stale_save_below_the_window_still_refuses_and_keeps_both_records(
    page_context: PageContext, person: Person
) -> None:
    now = meanwhile(page_context, note="theirs")
    with pytest.raises(ChangedMeanwhile) as refused:
        page_context.services.people.edit(replace(person, note="mine"))
    assert (refused.value.mine.note, refused.value.now) == ("mine", now)  # type: ignore[attr-defined]
    assert refused.value.who == "小满"

"""A note of the setup that two people edit: the later one is asked with both values, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.setup.records import StepState
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.services.setup.views import StepView
from tests.gui.hands import choose_data, click, write
from tests.gui.setup.support import step

Settle = Callable[[], None]


def elsewhere(page: SetupPage, act: Callable[[], Any]) -> None:
    """Another program does this on the same data; this window has not heard of it yet."""
    listeners = page.context.services.ctx.listeners
    heard, listeners[:] = list(listeners), []
    act()
    listeners[:] = heard


def of(page: SetupPage, code: str) -> StepView:
    """A step as it is kept, whatever the page shows."""
    return page.context.services.setup.board(page.context.store_id).step(code)


@pytest.mark.parametrize("heard", [False, True])
@pytest.mark.parametrize("mine", [False, True])
def test_the_note_of_a_step_is_asked_about(
    qtbot: QtBot, page: SetupPage, settle: Settle, heard: bool, mine: bool
) -> None:
    detail, setup = page.steps.detail, page.context.services.setup
    number = step(page, "plan.market").step.id or 0
    detail.note.setFocus()
    qtbot.keyClicks(detail.note, "mine")

    def theirs() -> None:
        setup.set_note(number, "theirs")
        setup.assign([number], "惊蛰")

    if heard:
        theirs()
        settle()
    else:
        elsewhere(page, theirs)
    page.steps.tree.setFocus()
    settle()
    assert of(page, "plan.market").step.note == "theirs"
    assert detail.note.toPlainText() == "mine"
    click(detail, "form.theirs.keep" if mine else "form.theirs.take.note")
    settle()
    kept = of(page, "plan.market").step
    assert (kept.note, kept.owner) == ("mine" if mine else "theirs", "惊蛰")
    assert detail.note.toPlainText() == kept.note
    assert not detail.box.dirty


@pytest.mark.parametrize("mine", [False, True])
@pytest.mark.parametrize("field", ["state", "owner", "due_on"])
def test_what_is_set_at_once_is_asked_about_too(page: SetupPage, settle: Settle, field: str, mine: bool) -> None:
    detail, setup = page.steps.detail, page.context.services.setup
    number = step(page, "plan.market").step.id or 0
    theirs, own = {
        "state": (StepState.WAITING, StepState.DOING),
        "owner": ("惊蛰", "谷雨"),
        "due_on": (date(2026, 4, 1), date(2026, 5, 1)),
    }[field]
    set_by = {"state": setup.set_state, "owner": setup.assign, "due_on": setup.set_due}[field]
    elsewhere(page, lambda: set_by([number], theirs))
    elsewhere(page, lambda: setup.set_note(number, "theirs"))
    if field == "state":
        choose_data(detail.state, own)
    else:
        line = detail.owner.lineEdit() if field == "owner" else detail.due
        line.setFocus()
        line.selectAll()
        write(str(own))
        page.steps.tree.setFocus()
    settle()
    assert getattr(of(page, "plan.market").step, field) == theirs
    click(detail, "form.theirs.keep" if mine else f"form.theirs.take.{field}")
    settle()
    kept = of(page, "plan.market").step
    assert (getattr(kept, field), kept.note) == (own if mine else theirs, "theirs")
    assert not detail.box.dirty


def test_a_step_set_elsewhere_is_not_put_on_by_a_key(page: SetupPage, settle: Settle) -> None:
    setup = page.context.services.setup
    number = step(page, "plan.market").step.id or 0
    elsewhere(page, lambda: setup.set_state([number], StepState.DONE))
    page.step_actions.cycle("plan.market")
    settle()
    assert of(page, "plan.market").step.state is StepState.DONE
    assert page.context.messages.text
    page.refresh()
    settle()
    page.step_actions.cycle("plan.market")
    settle()
    assert of(page, "plan.market").step.state is not StepState.DONE


def test_several_steps_are_set_where_nobody_set_another_value(page: SetupPage, settle: Settle) -> None:
    setup = page.context.services.setup
    shown = [step(page, code).step for code in ("plan.market", "plan.budget")]
    numbers = [one.id or 0 for one in shown]
    elsewhere(page, lambda: setup.set_note(numbers[0], "theirs"))
    setup.assign(numbers, "谷雨", shown)
    assert [(one.owner, one.note) for one in (of(page, "plan.market").step, of(page, "plan.budget").step)] == [
        ("谷雨", "theirs"),
        ("谷雨", ""),
    ]
    with pytest.raises(ChangedMeanwhile):
        setup.assign(numbers, "惊蛰", shown)


def test_a_note_that_waits_for_the_answer_is_told_when_another_step_comes_into_view(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    detail, setup = page.steps.detail, page.context.services.setup
    number = step(page, "plan.market").step.id or 0
    detail.note.setFocus()
    qtbot.keyClicks(detail.note, "mine")
    elsewhere(page, lambda: setup.set_note(number, "theirs"))
    page.steps.tree.setFocus()
    settle()
    page.steps.go_to("plan.budget")
    settle()
    assert "mine" in page.context.messages.text
    assert detail.note.toPlainText() == ""
    assert of(page, "plan.market").step.note == "theirs"


def test_a_note_refused_behind_another_step_is_told(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    detail, setup = page.steps.detail, page.context.services.setup
    number = step(page, "plan.market").step.id or 0
    detail.note.setFocus()
    qtbot.keyClicks(detail.note, "mine")
    elsewhere(page, lambda: setup.set_note(number, "theirs"))
    page.steps.go_to("plan.budget")
    settle()
    assert "mine" in page.context.messages.text
    assert "changed meanwhile" in page.context.messages.text
    assert of(page, "plan.market").step.note == "theirs"


@pytest.mark.parametrize("mine", [False, True])
def test_a_field_of_a_document_is_asked_about_and_the_others_are_kept(
    qtbot: QtBot, page: SetupPage, settle: Settle, mine: bool
) -> None:
    documents = page.context.services.setup.documents
    page.tabs.open("documents")
    settle()
    view = page.documents.table.current()
    assert view is not None
    number, code = view.document.id or 0, view.document.code
    detail = page.documents.detail
    detail.note.setFocus()
    qtbot.keyClicks(detail.note, "mine")
    elsewhere(page, lambda: documents.edit(number, {"note": "theirs", "owner": "惊蛰"}))
    page.documents.table.setFocus()
    settle()

    def kept() -> tuple[str, str]:
        board = page.context.services.setup.board(page.context.store_id)
        found = next(one.document for one in board.documents if one.document.code == code)
        return found.note, found.owner

    assert kept() == ("theirs", "惊蛰")
    click(detail, "form.theirs.keep" if mine else "form.theirs.take.note")
    settle()
    assert kept() == ("mine" if mine else "theirs", "惊蛰")
    assert detail.note.toPlainText() == kept()[0]

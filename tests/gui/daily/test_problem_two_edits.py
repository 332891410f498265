"""Two people edit one field of a problem: the later one is asked with both values, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.view import ProblemsPart
from tests.gui.daily.test_problem_ways import Make, Settle, elsewhere, stored
from tests.gui.hands import click


@pytest.fixture
def type_title(view: ProblemsPart, qtbot: QtBot) -> Callable[[str], None]:
    def type_it(words: str) -> None:
        view.detail.title.setFocus()
        view.detail.title.selectAll()
        qtbot.keyClicks(view.detail.title, words)

    return type_it


@pytest.mark.parametrize("heard", [False, True])
@pytest.mark.parametrize("mine", [False, True])
def test_the_later_one_is_asked_and_both_values_are_there(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle,
    page_context: PageContext, type_title: Callable[[str], None], heard: bool, mine: bool,
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    show()
    type_title("Banner mine")
    theirs = replace(problem, title="Banner theirs", owner="惊蛰")
    if heard:  # the new title comes in while this one is half typed
        page_context.services.problems.update(theirs)
        settle()
        assert view.detail.title.text() == "Banner mine"
    else:
        elsewhere(page_context, theirs)
    view.detail.words.setFocus()
    settle()
    assert stored(page_context, problem).title == "Banner theirs"
    assert view.detail.title.text() == "Banner mine"
    assert view.detail.owner.owner() == "惊蛰"
    shown = "\n".join(
        label.text() for label in view.detail.box.findChildren(type(view.detail.hint)) if label.isVisible()
    )
    assert "changed this too" in shown
    assert "Banner theirs" in shown
    # Going through the fields decides nothing.
    view.detail.title.setFocus()
    view.detail.words.setFocus()
    settle()
    assert stored(page_context, problem).title == "Banner theirs"
    click(view.detail, "form.theirs.keep" if mine else "form.theirs.take.title")
    settle()
    kept = stored(page_context, problem)
    assert (kept.title, kept.owner) == ("Banner mine" if mine else "Banner theirs", "惊蛰")
    assert view.detail.title.text() == kept.title
    assert not view.detail.box.asked
    assert not view.detail.box.dirty


def test_another_field_is_kept_while_one_is_asked_about(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle, qtbot: QtBot,
    page_context: PageContext, type_title: Callable[[str], None],
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    show()
    type_title("Banner mine")
    elsewhere(page_context, replace(problem, title="Banner theirs"))
    view.detail.words.setFocus()
    settle()
    qtbot.keyClicks(view.detail.words, "leads nowhere")
    view.detail.title.setFocus()
    settle()
    kept = stored(page_context, problem)
    assert (kept.title, kept.detail) == ("Banner theirs", "leads nowhere")
    assert view.detail.title.text() == "Banner mine"


def test_what_was_typed_is_told_when_another_problem_comes_into_view(
    page: DailyPage, view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle,
    page_context: PageContext, type_title: Callable[[str], None],
) -> None:  # fmt: skip
    problem, other = make_problem("Banner"), make_problem("Other")
    show()
    view.show_problem(problem.id or 0)
    settle()
    type_title("Banner mine")
    elsewhere(page_context, replace(problem, title="Banner theirs"))
    view.detail.words.setFocus()
    settle()
    assert page.unsaved()
    view.show_problem(other.id or 0)
    settle()
    assert "Banner mine" in page_context.messages.text
    assert view.detail.title.text() == "Other"
    assert stored(page_context, problem).title == "Banner theirs"


def test_what_is_refused_after_another_problem_came_into_view_is_told_too(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle,
    page_context: PageContext, type_title: Callable[[str], None],
) -> None:  # fmt: skip
    problem, other = make_problem("Banner"), make_problem("Other")
    show()
    view.show_problem(problem.id or 0)
    settle()
    type_title("Banner mine")
    elsewhere(page_context, replace(problem, title="Banner theirs"))
    view.show_problem(other.id or 0)
    settle()
    assert view.detail.title.text() == "Other"
    assert "Banner mine" in page_context.messages.text
    assert "changed meanwhile" in page_context.messages.text
    assert stored(page_context, problem).title == "Banner theirs"

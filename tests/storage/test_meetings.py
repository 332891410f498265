"""The agenda: points of meetings, their decisions followed up as problems, both kept together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint
from shopdesk.domain.daily.problems import ProblemState
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import By, month_of, week_of
from shopdesk.domain.stores import Store
from tests.kpi_data import add_store_days

FRIDAY, MONDAY = date(2026, 3, 13), date(2026, 3, 16)


def decided(store: Store, **more: object) -> MeetingPoint:
    point = MeetingPoint(
        store_id=store.id or 0,
        kind=MeetingKind.WEEKLY,
        day=FRIDAY,
        topic="Late shift answers slowly",
        decision="Sort the quick replies",
        owner="小满",
        due=date(2026, 3, 20),
    )
    return replace(point, **more)  # type: ignore[arg-type]


def test_a_decision_is_a_problem_and_ends_with_it(app: App, store: Store) -> None:
    meetings, problems, store_id = app.services.meetings, app.services.problems, store.id or 0
    point = meetings.keep(decided(store))
    (problem,) = problems.open(store_id)
    assert (problem.id, problem.title, problem.owner, problem.due) == (
        point.problem_id, "Sort the quick replies", "小满", date(2026, 3, 20),
    )  # fmt: skip
    assert problems.view(problem.id or 0).meeting == point
    # Done on the board is done in the agenda, and the other way round.
    problems.step(problem.id or 0, ProblemState.CLOSED, who="惊蛰")
    (minute,) = meetings.agenda(store_id).minutes
    assert not minute.is_open
    problems.step(problem.id or 0, ProblemState.OPEN)
    assert meetings.agenda(store_id).minutes[0].is_open
    meetings.done(point, note="sorted")
    (closed,) = problems.all(store_id)
    assert (closed.state, closed.result) == (ProblemState.CLOSED, "sorted")


def test_changing_a_point_changes_the_problem_in_what_was_changed(app: App, store: Store) -> None:
    meetings, problems, store_id = app.services.meetings, app.services.problems, store.id or 0
    point = meetings.keep(decided(store))
    (problem,) = problems.open(store_id)
    problems.update(replace(problem, owner="惊蛰"))
    meetings.keep(replace(point, due=date(2026, 3, 25)))
    (problem,) = problems.open(store_id)
    assert (problem.owner, problem.due) == ("惊蛰", date(2026, 3, 25)), "who took it over stays"
    with pytest.raises(UserError, match="followed up"):
        meetings.keep(replace(meetings.agenda(store_id).minutes[0].point, decision="", owner="", due=None))


def test_a_point_without_decision_is_no_problem_until_something_is_decided(app: App, store: Store) -> None:
    meetings, problems, store_id = app.services.meetings, app.services.problems, store.id or 0
    point = meetings.keep(decided(store, decision="", owner="", due=None))
    assert not problems.open(store_id)
    with pytest.raises(UserError, match="Nothing was decided"):
        meetings.done(point)
    meetings.keep(replace(point, decision="Buy a second chair"))
    assert [one.title for one in problems.open(store_id)] == ["Buy a second chair"]


@pytest.mark.parametrize(
    "more",
    [
        {"decision": ""},
        {"decision": "", "owner": ""},
        {"decision": "", "due": None},
        {"due": date(2026, 3, 12)},
        {"topic": " "},
    ],
)
def test_a_point_that_contradicts_itself_is_refused(app: App, store: Store, more: dict[str, object]) -> None:
    with pytest.raises(UserError):
        app.services.meetings.keep(decided(store, **more))
    assert not app.services.problems.open(store.id or 0)


def test_undo_takes_back_the_point_with_its_problem(app: App, store: Store) -> None:
    app.services.meetings.keep(decided(store))
    app.services.history.undo()
    assert not app.services.meetings.agenda(store.id or 0).minutes
    assert not app.services.problems.all(store.id or 0)
    app.services.history.redo()
    (minute,) = app.services.meetings.agenda(store.id or 0).minutes
    assert minute.is_open


def test_a_removed_point_leaves_its_problem(app: App, store: Store) -> None:
    meetings = app.services.meetings
    meetings.remove(meetings.keep(decided(store)))
    assert not meetings.agenda(store.id or 0).minutes
    assert len(app.services.problems.open(store.id or 0)) == 1
    app.services.history.undo()
    assert meetings.agenda(store.id or 0).minutes[0].is_open


def test_the_morning_sees_its_points_and_what_is_still_open(app: App, store: Store) -> None:
    meetings, store_id = app.services.meetings, store.id or 0
    meetings.keep(decided(store))
    meetings.done(meetings.keep(decided(store, topic="Chairs", decision="Buy one")))
    today = MeetingPoint(store_id=store_id, kind=MeetingKind.MORNING, day=MONDAY, topic="Heroes")
    meetings.keep(today)
    meetings.keep(replace(today, kind=MeetingKind.MONTHLY, topic="Month"))
    agenda = app.services.daily.meeting(store_id, MONDAY).agenda
    assert [one.point.topic for one in agenda.points] == ["Heroes"]
    assert [one.point.topic for one in agenda.open] == ["Late shift answers slowly"]


def test_the_reports_show_the_points_of_their_span_and_what_is_still_open(app: App, store: Store) -> None:
    meetings, reports, store_id = app.services.meetings, app.services.reports, store.id or 0
    meetings.keep(decided(store))
    meetings.done(meetings.keep(decided(store, topic="Chairs", decision="Buy one")))
    held = reports.weekly(store_id, week_of(FRIDAY)).minutes
    assert [(one.point.topic, one.is_open) for one in held] == [("Late shift answers slowly", True), ("Chairs", False)]
    after = reports.weekly(store_id, week_of(MONDAY)).minutes
    assert [one.point.topic for one in after] == ["Late shift answers slowly"]


def test_the_page_of_the_month_holds_what_was_decided(app: App, store: Store) -> None:
    meetings, store_id = app.services.meetings, store.id or 0
    figures = [{"day": FRIDAY, "visitors": 100, "paid_fen": 50_000}]
    add_store_days(app.services.ctx, store_id, figures)
    for number in range(12):
        meetings.keep(decided(store, topic=f"Topic {number}", decision=f"Do <b>{number}</b>"))
    meetings.keep(decided(store, topic="Only talked about", decision="", owner="", due=None))
    html = app.services.reports.page(store_id, month_of(FRIDAY), By.MONTH).html
    shown = [f"Do &lt;b&gt;{number}&lt;/b&gt;" in html for number in range(12)]
    assert sum(shown) == 10
    assert "2 more in the agenda" in html
    assert "Only talked about" not in html

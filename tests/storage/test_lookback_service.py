"""Looking back: each answer counts once, today as far as it is due, and the workbook says the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from shopdesk.bootstrap import App
from shopdesk.domain.daily.problems import ProblemState
from shopdesk.domain.daily.worksheet import Result, Standing
from shopdesk.domain.periods import Period, week_of
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.views import NewProblem
from tests.storage.test_daily_services import at, fail, plain_code, sheet

TODAY = date(2026, 3, 16)


def test_looking_back_counts_each_answer_once(app: App, store: Store, clock: FixedClock) -> None:
    first = TODAY - timedelta(days=3)
    for back in (3, 1, 0):
        day = TODAY - timedelta(days=back)
        clock.set(at(day, "09:00"))
        fail(app, store, day, who="小满")
    look = app.services.lookback.span(store.id or 0, Period(TODAY - timedelta(days=30), TODAY))
    assert [one.day for one in look.days] == [first + timedelta(days=n) for n in range(4)]
    in_the_morning = sum(line.standing in (Standing.LATE, Standing.FAILED) for line in sheet(app, store).lines)
    assert in_the_morning == 6, "what is not due yet was not missed"
    # Each day has the one answer of a person, and with it the two that the data give.
    assert (look.completion.done, look.completion.asked, look.failed) == (3 + 6, 33 * 3 + 6 + 2, 3)
    clock.set(at(TODAY, "23:59"))
    look = app.services.lookback.span(store.id or 0, Period(TODAY - timedelta(days=30), TODAY))
    assert (look.completion.done, look.completion.asked, look.failed) == (3 + 6, 33 * 4, 3)
    assert sum(share.asked for share in look.by_area.values()) == 33 * 4
    assert [(one.who, one.answered, one.failed, one.days) for one in look.people] == [("小满", 3, 3, 3)]
    assert sum(share.done for share in look.by_area.values()) == 3 + 6
    assert (look.problems.opened, look.problems.still_open, look.streak) == (3, 3, 0)
    heat = {one.day: one.answered for one in app.services.lookback.heat_map(store.id or 0, 2026)}
    assert heat == {one.day: one.answered for one in look.days}
    assert app.services.lookback.years(store.id or 0) == [2026]


def test_the_running_week_is_judged_up_to_today_only(app: App, store: Store) -> None:
    fail(app, store, TODAY)
    look = app.services.lookback.span(store.id or 0, week_of(TODAY))
    assert (look.problems.overdue, look.problems.still_open) == (0, 1)
    assert app.services.lookback.week_summary(store.id or 0, week_of(TODAY)).problems.overdue == 0


def test_the_workbook_holds_text_as_text_and_sums_that_add_up(app: App, store: Store, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    code = plain_code(app, store)
    nasty = NewProblem(title='=HYPERLINK("http://x","y")', owner="@cmd", due=TODAY)
    app.services.daily.answer(sheet(app, store), code, Result.FAIL, who="+小满", problem=nasty)
    problem = app.services.problems.open(store.id or 0)[0]
    app.services.problems.step(problem.id or 0, ProblemState.CLOSED, who="-1+1", note="=1+1")
    target = tmp_path / "回顾.xlsx"
    app.services.lookback.export(store.id or 0, Period(TODAY - timedelta(days=6), TODAY), target)
    book = load_workbook(target)
    assert book.sheetnames == ["Days", "Completion", "Items", "Problems"]
    problems = book["Problems"]
    cells = {cell.value: cell for row in problems.iter_rows() for cell in row if cell.value is not None}
    for words in ('=HYPERLINK("http://x","y")', "@cmd", "=1+1"):
        assert cells[words].data_type == "s"
    people = [cell for row in book["Completion"].iter_rows() for cell in row if cell.value == "+小满"]
    assert people[0].data_type == "s"
    formulas = [cell.value for row in book["Days"].iter_rows() for cell in row if cell.data_type == "f"]
    assert any(str(one).startswith("=SUM(") for one in formulas)

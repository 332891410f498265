"""Standing tasks are kept, ticked off and taken back, come up on the form, the paper, the bell and in the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.standing_tasks import StandingTask, TaskRhythm
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import week_of
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import set_language
from shopdesk.services.daily.papers import PaperWish, daily_papers
from shopdesk.services.daily.reminders import collect
from tests.conftest import MONDAY

TODAY = MONDAY.date()


def kept(app: App, store: Store, title: str = "排名", **more: object) -> StandingTask:
    fields: dict[str, object] = {"rhythm": TaskRhythm.WEEKS, "start": TODAY, "owner": "小满", **more}
    return app.services.standing.keep(StandingTask(store_id=store.id or 0, title=title, **fields))  # type: ignore[arg-type]


def test_a_tick_is_kept_once_taken_back_and_undone(app: App, store: Store) -> None:
    standing, store_id, task = app.services.standing, store.id or 0, kept(app, store)
    for _twice in range(2):
        standing.tick(task.id or 0, TODAY, done=True, who=" 惊蛰 ")
    (due,) = standing.on_day(store_id, TODAY)
    assert due.done is not None and (due.done.who, due.done.done_on) == ("惊蛰", TODAY)
    standing.tick(task.id or 0, TODAY, done=False)
    assert standing.on_day(store_id, TODAY)[0].done is None
    app.services.history.undo()
    assert standing.on_day(store_id, TODAY)[0].done is not None


def test_a_day_that_is_none_of_the_task_is_refused(app: App, store: Store) -> None:
    standing, task = app.services.standing, kept(app, store)
    with pytest.raises(UserError, match="has not come yet"):
        standing.tick(task.id or 0, TODAY + timedelta(days=7), done=True)
    standing.keep(replace(task, start=TODAY - timedelta(days=1)))
    with pytest.raises(UserError, match="is not due on 2026-03-16 any more"):
        standing.tick(task.id or 0, TODAY, done=True)


def test_a_removed_task_comes_back_with_what_was_done(app: App, store: Store) -> None:
    standing, task = app.services.standing, kept(app, store)
    standing.tick(task.id or 0, TODAY, done=True)
    standing.remove(task)
    assert standing.board(store.id or 0).tasks == ()
    app.services.history.undo()
    assert standing.on_day(store.id or 0, TODAY)[0].done is not None


def test_it_is_on_the_paper_with_who_and_how_late(app: App, store: Store, clock: FixedClock) -> None:
    kept(app, store)
    kept(app, store, "标题", owner="", role_code="design", start=TODAY + timedelta(days=1))
    wish = PaperWish(store_ids=(store.id or 0,), day=TODAY + timedelta(days=1), filled=False, back=True)
    (paper,) = daily_papers(app.services, wish)
    texts = [block.text for block in paper.timetable or ()]
    # The day has not come: what may be done until then is left out.
    assert "标题 — Designer" in texts and not [one for one in texts if one.startswith("排名")]
    clock.set(MONDAY + timedelta(days=1))
    (paper,) = daily_papers(app.services, wish)
    assert "排名 — 小满 · 1 day late" in [block.text for block in paper.timetable or ()]


def test_the_bell_says_what_is_due_and_what_is_late(app: App, store: Store, clock: FixedClock) -> None:
    kept(app, store, start=TODAY - timedelta(days=2))
    kept(app, store, "标题")
    said = {str(one.sentence): one.late for one in collect(app.services, TODAY) if one.kind.value == "standing"}
    assert said == {
        "Standing task late: 小满: 排名 (2026-03-14)": True,
        "Standing task due today: 小满: 标题": False,
    }


def test_the_weekly_report_lists_every_turn_of_the_week(app: App, store: Store, tmp_path: Path) -> None:
    task = kept(app, store, rhythm=TaskRhythm.DAYS, start=TODAY - timedelta(days=3))
    app.services.standing.tick(task.id or 0, TODAY - timedelta(days=2), done=True, who="小满")
    sheet = app.services.daily.sheet(store.id or 0, TODAY - timedelta(days=2))
    app.services.daily.answer(sheet, sheet.lines[0].item.code, Result.PASS, who="小满")
    target = tmp_path / "week.xlsx"
    app.services.reports.write_weekly(store.id or 0, week_of(TODAY - timedelta(days=1)), target)
    rows = [row for row in openpyxl.load_workbook(target)["Daily checks"].iter_rows(values_only=True) if "排名" in row]
    days = [(row[row.index("排名") + 1].date(), row[row.index("排名") + 4]) for row in rows]
    assert days == [
        (date(2026, 3, 13), None),
        (date(2026, 3, 14), "小满"),
        (date(2026, 3, 15), None),
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_ships_comes_once_and_begins_today(app: App, store: Store, language: str) -> None:
    set_language(language)
    standing, store_id = app.services.standing, store.id or 0
    offered = standing.board(store_id).offered
    assert standing.take_shipped(store_id) == offered > 0
    board = standing.board(store_id)
    assert (board.offered, standing.take_shipped(store_id)) == (0, 0)
    assert {one.role_code for one in board.tasks} <= set(board.roles)
    assert {one.start for one in board.tasks} == {TODAY}
    for one in board.tasks:
        assert one.title and one.what and one.review_on is not None

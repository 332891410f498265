"""What a newer program brings to the stores that are there: texts, blocks, ticks, looks, service levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.checklist import form_from_plain, form_to_plain
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.checklist_templates import shipped_form
from shopdesk.services.daily.levels import LevelFinding
from shopdesk.services.daily.papers import EACH_ROLE, PaperWish, daily_papers
from shopdesk.services.daily.reminders import collect
from shopdesk.storage.repositories.daily import ChecklistVersions

TODAY = date(2026, 3, 16)


def older(app: App, store: Store, **edits: str) -> int:
    """The store's normal form as an earlier program left it: without the texts, and with an edit of the store's."""
    checklist = app.services.checklists.all(store.id or 0)[0].checklist
    shipped = shipped_form("normal").form
    silent = replace(shipped, items=tuple(replace(one, requirement_zh="", requirement_en="") for one in shipped.items))
    first = replace(silent.items[12], **edits)
    own = replace(silent, items=(*silent.items[:12], first, *silent.items[13:]))
    with app.services.ctx.open_uow(Text("An earlier program")) as uow:
        versions = uow.repository(ChecklistVersions)
        newest = versions.of(checklist.id or 0)[0]
        versions.update(replace(newest, shipped=1, base=form_to_plain(silent), content=form_to_plain(own)))
        uow.commit()
    return checklist.id or 0


def test_a_store_of_an_earlier_program_gets_the_missing_texts_and_keeps_its_edits(app: App, store: Store) -> None:
    number = older(app, store, zh="自己的写法", requirement_zh="")
    yesterday = app.services.daily.sheet(store.id or 0, TODAY - timedelta(days=1))
    app.services.stores.complete(store)
    newest, before = app.services.checklists.versions(number)
    assert (newest.number, newest.shipped, newest.valid_from) == (before.number + 1, 3, TODAY)
    mine = newest.form.items[12]
    assert mine.zh == "自己的写法"
    assert all(item.requirement_zh and item.requirement_en for item in newest.form.items)
    assert form_from_plain(before.content).items[12].requirement_zh == "", "past versions stay what they were"
    assert app.services.daily.sheet(store.id or 0, TODAY - timedelta(days=1)).form == yesterday.form
    app.services.stores.complete(store)
    assert len(app.services.checklists.versions(number)) == 2, "once"
    assert not app.services.checklists.all(store.id or 0)[0].update


def test_a_text_that_the_store_wrote_itself_stays(app: App, store: Store) -> None:
    number = older(app, store, requirement_zh="我们自己的要求")
    app.services.stores.complete(store)
    mine = app.services.checklists.versions(number)[0].form.items[12]
    assert (mine.requirement_zh, mine.requirement_en) == ("我们自己的要求", ""), "a text and its translation are one"


# --- ticks ------------------------------------------------------------------------------------------------------------


def test_a_block_is_ticked_once_for_each_turn_and_undone(app: App, store: Store) -> None:
    daily = app.services.daily
    sheet = daily.sheet(store.id or 0, TODAY)
    assert sheet.worksheet is None
    daily.blocks.tick(sheet, "assistants", time(9), who="小满")
    daily.blocks.tick(sheet, "assistants", time(9), who="阿远")
    daily.blocks.tick(sheet, "assistants", time(10), who="阿远")
    ticks = daily.sheet(store.id or 0, TODAY).ticks
    assert [(one.turn, one.who) for one in ticks] == [(time(9), "小满"), (time(10), "阿远")]
    daily.blocks.untick(daily.sheet(store.id or 0, TODAY), "assistants", time(9))
    assert [one.turn for one in daily.sheet(store.id or 0, TODAY).ticks] == [time(10)]
    app.services.history.undo()
    assert len(daily.sheet(store.id or 0, TODAY).ticks) == 2
    with pytest.raises(NotFound):
        daily.blocks.tick(sheet, "assistants", time(9, 30))
    with pytest.raises(NotFound):
        daily.blocks.tick(sheet, "nothing", time(9))
    with pytest.raises(UserError, match="has not come yet"):
        daily.blocks.tick(daily.sheet(store.id or 0, TODAY + timedelta(days=1)), "assistants", time(9))


# --- looking again ----------------------------------------------------------------------------------------------------


def closed(app: App, store: Store, again: date) -> Problem:
    problems = app.services.problems
    made = problems.create(Problem(store_id=store.id or 0, title="横幅链接打不开", opened_on=TODAY, inspect_on=again))
    return problems.step(made.id or 0, ProblemState.CLOSED, who="小满", note="换了链接")


def test_a_closed_problem_comes_back_on_its_day(app: App, store: Store, clock: FixedClock) -> None:
    problems, store_id = app.services.problems, store.id or 0
    problem = closed(app, store, TODAY + timedelta(days=3))
    assert app.services.daily.sheet(store_id, TODAY).inspections == ()
    clock.set(datetime(2026, 3, 20, 9))
    day = clock.today()
    assert [one.id for one in app.services.daily.sheet(store_id, day).inspections] == [problem.id]
    said = [str(one.sentence) for one in collect(app.services, day) if one.kind is ReminderKind.PROBLEM]
    assert said == ["Look again whether it stayed right: 横幅链接打不开"]
    (paper,) = daily_papers(app.services, PaperWish(store_ids=(store_id,), day=day, back=True))
    assert [(one.title, one.state) for one in paper.problems or ()] == [("横幅链接打不开", "Look again")]
    with pytest.raises(UserError, match="later day"):
        problems.look_again(problem.id or 0, right=True, next_on=day)
    looked = problems.look_again(problem.id or 0, right=True, who="阿远", next_on=day + timedelta(days=7))
    assert (looked.state, looked.inspect_on, looked.closed_by) == (ProblemState.CLOSED, date(2026, 3, 27), "小满")
    assert app.services.daily.sheet(store_id, day).inspections == ()
    assert [event.who for event in problems.view(problem.id or 0).events][-1] == "阿远"


def test_what_did_not_stay_right_is_open_again(app: App, store: Store) -> None:
    problems = app.services.problems
    problem = closed(app, store, TODAY)
    again = problems.look_again(problem.id or 0, right=False, who="阿远", note="又坏了")
    assert (again.state, again.reopened, again.inspect_on) == (ProblemState.OPEN, 1, None)
    with pytest.raises(UserError, match="is open"):
        problems.look_again(problem.id or 0, right=True)


# --- paper ------------------------------------------------------------------------------------------------------------


def test_a_form_for_each_role_has_everything_once(app: App, store: Store) -> None:
    (whole,) = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, filled=False, back=True))
    parts = daily_papers(
        app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, filled=False, back=True, role=EACH_ROLE)
    )
    assert sorted((row.number, row.item) for part in parts for row in part.rows) == [
        (row.number, row.item) for row in whole.rows
    ]
    assert len({part.title for part in parts}) == len(parts)
    (design,) = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, role="design", back=True))
    assert all("Designer" in row.duty for row in design.rows)
    assert any("Pages planned" in block.text for block in design.timetable or ())
    assert not any("Affiliates" in block.text for block in design.timetable or ())
    none = daily_papers(app.services, PaperWish(store_ids=(store.id or 0,), day=TODAY, role="nobody"))
    assert none == []


# --- service levels ---------------------------------------------------------------------------------------------------


def levels(app: App, store: Store) -> list[LevelFinding]:
    return list(app.services.daily.levels.of_day(store.id or 0, TODAY).findings)


def test_without_data_nothing_is_said_to_be_kept(app: App, store: Store) -> None:
    assert [one.kept for one in levels(app, store)] == [None] * 4
    assert all(str(one.sentence).startswith("No data") for one in levels(app, store))


def test_the_levels_follow_the_orders_and_the_cut_off(app: App, store: Store, tmp_path: Path) -> None:
    header = "订单编号,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,发货时间\n"
    rows = [
        "1,10,10,卖家已发货,2026-03-15 09:00,2026-03-15 09:00,2026-03-15 17:00",
        "2,10,10,卖家已发货,2026-03-15 15:30,2026-03-15 15:30,2026-03-16 08:00",
        "3,10,10,卖家已发货,2026-03-14 09:00,2026-03-14 09:00,2026-03-15 08:59",
        "4,10,10,卖家已发货,2026-03-13 09:00,2026-03-13 09:00,2026-03-15 09:01",
        "5,10,10,买家已付款，等待卖家发货,2026-03-13 10:00,2026-03-13 10:00,",
    ]
    file = tmp_path / "orders.csv"
    file.write_text(header + "\n".join(rows), encoding="utf-8")
    app.services.imports.run([file], store)
    cutoff, day, two_days, replies = levels(app, store)
    assert str(cutoff.sentence) == "1 of 2 paid on 03-15 by 16:00, left the same day"
    assert (cutoff.kept, day.kept, two_days.kept, replies.kept) == (False, True, False, None)
    assert str(two_days.sentence) == "0 of 2 paid on 03-13, left within 48 hours"
    app.services.daily.levels.set_cutoff(store.id or 0, time(15))
    assert str(levels(app, store)[0].sentence) == "1 of 1 paid on 03-15 by 15:00, left the same day"

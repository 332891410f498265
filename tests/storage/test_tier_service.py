"""Tier tables in the data file: presets, own copies, reset, undo, and the plan over today's team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.domain.tiers.checks import FindingKind
from shopdesk.domain.tiers.planner import MoveKind
from shopdesk.domain.tiers.records import Ladder, Post, blank_step
from shopdesk.infra import i18n
from shopdesk.services.tiers import HintKind, TierService
from shopdesk.storage.tables.figures import store_days


@pytest.fixture
def tiers(app: App) -> TierService:
    return app.services.tiers


@pytest.fixture
def store_id(store: Store) -> int:
    assert store.id is not None
    return store.id


def ladder(tiers: TierService, store_id: int, key: str) -> Ladder:
    return next(choice.ladder for choice in tiers.choices(store_id) if choice.key == key)


def test_both_presets_are_offered_and_the_first_is_chosen(tiers: TierService, store_id: int) -> None:
    assert [(choice.key, choice.name) for choice in tiers.choices(store_id)] == [
        ("standard", "Standard"),
        ("lean", "Lean start"),
    ]
    assert tiers.chosen(store_id) == "standard"
    i18n.set_language("zh_CN")
    assert tiers.choices(store_id)[1].name == "精简起步"


def test_choosing_is_kept_and_a_removed_table_falls_back(tiers: TierService, store_id: int) -> None:
    tiers.choose(store_id, "lean")
    assert tiers.chosen(store_id) == "lean"
    own = tiers.copy(store_id, "lean", "我的配置")
    assert tiers.chosen(store_id) == own.key
    tiers.remove(own.ladder)
    assert tiers.chosen(store_id) == "standard"


def test_a_copy_equals_its_preset_and_can_be_edited_and_reset(tiers: TierService, store_id: int) -> None:
    own = tiers.copy(store_id, "lean", "我的配置").ladder
    preset = ladder(tiers, store_id, "lean")
    assert own.steps == preset.steps
    assert own.departments == preset.departments
    assert own.editable
    step = own.steps[1].with_post(Post(department_code="design", leads=1, staff=2, cost_fen=900_000))
    edited = own.with_step(1, replace(step, total_fen=1_650_000))
    edited = replace(edited, steps=(*edited.steps, blank_step(edited)))
    tiers.save(edited)
    stored = ladder(tiers, store_id, f"own:{own.table_id}")
    assert stored.steps[1].post("design") == Post(department_code="design", leads=1, staff=2, cost_fen=900_000)
    assert stored.steps[1].total_fen == 1_650_000
    assert len(stored.steps) == 5
    assert stored.steps[4].turnover_fen == 20_000_000
    assert FindingKind.TOTAL_DIFFERS in {finding.kind for finding in tiers.findings(store_id, stored)}
    tiers.reset(stored)
    assert ladder(tiers, store_id, f"own:{own.table_id}").steps == preset.steps


def test_undo_of_an_edit_and_of_a_removal(app: App, tiers: TierService, store_id: int) -> None:
    own = tiers.copy(store_id, "standard", "我的配置").ladder
    tiers.save(replace(own, steps=own.steps[:2]))
    app.services.history.undo()
    key = f"own:{own.table_id}"
    assert ladder(tiers, store_id, key).steps == own.steps
    tiers.remove(own)
    assert len(tiers.choices(store_id)) == 2
    app.services.history.undo()
    assert ladder(tiers, store_id, key).steps == own.steps


def test_a_preset_cannot_be_changed(tiers: TierService, store_id: int) -> None:
    preset = ladder(tiers, store_id, "standard")
    for act in (tiers.save, tiers.reset, tiers.remove):
        with pytest.raises(UserError, match="Copy it first"):
            act(preset)


def test_names_of_own_tables_are_unique(tiers: TierService, store_id: int) -> None:
    first = tiers.copy(store_id, "lean", "我的配置")
    with pytest.raises(UserError, match="already a tier table"):
        tiers.copy(store_id, "standard", " 我的配置 ")
    with pytest.raises(UserError, match="Give the tier table a name"):
        tiers.rename(first.ladder, "  ")
    tiers.rename(first.ladder, "新配置")
    assert tiers.choices(store_id)[-1].name == "新配置"


def test_the_plan_reckons_with_today_s_team(app: App, tiers: TierService, store_id: int) -> None:
    people = app.services.people
    for name in ("甲", "乙", "丙"):
        people.hire(store_id, name, "service", date(2025, 1, 1), base_fen=200_000)
    people.hire(store_id, "丁", "finance", date(2025, 1, 1))
    answer = tiers.plan(store_id, ladder(tiers, store_id, "standard"), 20_000_000)
    assert [(move.kind, move.department_code, move.count) for move in answer.moves] == [
        (MoveKind.PROMOTE, "service", 1),
        (MoveKind.HIRE, "design", 1),
        (MoveKind.HIRE, "promotion", 1),
        (MoveKind.HIRE, "logistics", 1),
    ]
    assert answer.outside == {"finance": 1}
    assert (answer.team_fen, answer.team_without_base) == (600_000, 1)


def test_without_data_nothing_is_proposed(tiers: TierService, store_id: int) -> None:
    assert tiers.hints(store_id) == []


def add_days(app: App, store_id: int, first: date, last: date, fen: int) -> None:
    with app.services.ctx.open_uow("figures of the store") as uow:
        day = first
        while day <= last:
            uow.connection.execute(insert(store_days).values(store_id=store_id, day=day, paid_fen=fen))
            day += timedelta(days=1)
        uow.touch("store_days")
        uow.commit()


def test_the_mean_of_the_last_full_months_and_the_target_are_proposed(
    app: App, tiers: TierService, store_id: int
) -> None:
    add_days(app, store_id, date(2025, 12, 20), date(2025, 12, 31), 999)
    add_days(app, store_id, date(2026, 1, 1), date(2026, 1, 31), 100_000)
    add_days(app, store_id, date(2026, 2, 1), date(2026, 2, 28), 100_000)
    add_days(app, store_id, date(2026, 3, 1), date(2026, 3, 15), 999)
    app.services.targets.set_month(store_id, date(2026, 3, 1), 40_000_000)
    mean, target = tiers.hints(store_id)
    assert (mean.kind, mean.turnover_fen, mean.months) == (
        HintKind.MEAN,
        2_950_000,
        (date(2026, 1, 1), date(2026, 2, 1)),
    )
    assert (target.kind, target.turnover_fen, target.months) == (HintKind.TARGET, 40_000_000, (date(2026, 3, 1),))


def test_data_that_end_years_ago_are_answered_from_their_last_months(
    app: App, tiers: TierService, store_id: int
) -> None:
    add_days(app, store_id, date(2020, 1, 1), date(2020, 2, 29), 100_000)
    (mean,) = tiers.hints(store_id)
    assert mean.months == (date(2020, 1, 1), date(2020, 2, 1))
    assert mean.turnover_fen == 3_000_000


def test_a_month_only_touched_by_the_data_proposes_nothing(app: App, tiers: TierService, store_id: int) -> None:
    add_days(app, store_id, date(2020, 2, 10), date(2020, 2, 29), 100_000)
    assert tiers.hints(store_id) == []


def test_the_view_plans_with_every_table_and_remembers_what_was_entered(
    app: App, tiers: TierService, store_id: int
) -> None:
    empty = tiers.view(store_id)
    assert (empty.turnover_fen, empty.plans) == (None, {})
    could = app.services.history.can_undo
    tiers.remember_turnover(store_id, 20_000_000)
    assert app.services.history.can_undo is could
    view = tiers.view(store_id)
    assert view.turnover_fen == 20_000_000
    assert {key: answer.cost_fen for key, answer in view.plans.items()} == {"standard": 1_650_000, "lean": 3_400_000}
    assert view.plan is view.plans["standard"]
    assert view.findings["lean"]
    assert tiers.view(store_id, 5_000_000).plans["lean"].cost_fen == 1_500_000

"""Own fees as versions on a real data file, two stores reckoned side by side, and one taken over into the budget."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.budget import BudgetFee, BudgetLine, MoneyKind
from shopdesk.domain.setup.fees import FeeItem, OwnFee
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.services.setup.fees import SetupFees
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine

TODAY = date(2026, 3, 16)
MAY = date(2026, 5, 1)


@pytest.fixture
def fees(app: App, store: Store) -> SetupFees:
    app.services.setup.start(store)
    app.services.stores.update(replace(store, opened_on=None))
    return app.services.setup.fees


def figure(store: Store, **more: object) -> OwnFee:
    given = {"item": FeeItem.DEPOSIT, "amount_fen": 30_000_00, "source": "商家后台", "platform": Platform.TMALL}
    return OwnFee(store_id=store.id or 0, as_of=date(2020, 1, 1), **{**given, **more})  # type: ignore[arg-type]


def deposit(fees: SetupFees, store: Store, day: date) -> int | None:
    return fees.view(store.id or 0, day).estimate.tied_up_fen


def test_a_version_holds_from_its_day_is_told_before_and_is_undone(app: App, fees: SetupFees, store: Store) -> None:
    kept = fees.versions.keep(figure(store, valid_from=MAY))
    assert kept.as_of == TODAY, "it is dated on the day on which it was entered"
    assert (deposit(fees, store, TODAY), deposit(fees, store, MAY)) == (50_000_00, 30_000_00)
    (later,) = fees.view(store.id or 0, TODAY).later()
    assert (later.day, later.item, later.after.amount_fen) == (MAY, FeeItem.DEPOSIT, 30_000_00)
    app.services.history.undo()
    assert deposit(fees, store, MAY) == 50_000_00
    app.services.history.redo()
    assert deposit(fees, store, MAY) == 30_000_00


def test_two_who_change_one_version_are_told(fees: SetupFees, store: Store) -> None:
    kept = fees.versions.keep(figure(store))
    fees.versions.keep(replace(kept, amount_fen=31_000_00))
    with pytest.raises(ChangedMeanwhile):
        fees.versions.keep(replace(kept, amount_fen=32_000_00))
    with pytest.raises(ChangedMeanwhile):
        fees.versions.remove(kept)
    assert deposit(fees, store, TODAY) == 31_000_00
    with pytest.raises(FieldError):
        fees.versions.keep(figure(store))


def test_back_to_what_ships_and_what_ships_is_never_written(app: App, fees: SetupFees, store: Store) -> None:
    store_id = store.id or 0
    shipped = fees.versions.of(store_id).shipped
    fees.versions.keep(figure(store))
    fees.versions.keep(figure(store, item=FeeItem.COMMISSION, rate=Decimal("0.01"), category="手工皂"))
    view = fees.versions.of(store_id)
    assert ([one.item.value for one in view.own], view.shipped) == (["deposit", "commission"], shipped)
    assert "手工皂" in view.categories
    assert dict(fees.view(store_id).categories)["手工皂"] == "手工皂"
    assert fees.versions.all_shipped(store_id) == 2
    assert (fees.versions.of(store_id).own, deposit(fees, store, TODAY)) == ((), 50_000_00)
    app.services.history.undo()
    assert len(fees.versions.of(store_id).own) == 2


def test_every_shipped_rule_is_listed_as_it_holds(fees: SetupFees, store: Store) -> None:
    shipped = [(one.figure, one.valid_to) for one in fees.versions.of(store.id or 0).shipped]
    (womens,) = [
        (one, until)
        for one, until in shipped
        if one.item is FeeItem.YEARLY_FEE and one.category in ("Women's wear", "女装")
    ]
    assert (womens[0].amount_fen, womens[0].valid_from, womens[1]) == (60_000_00, date(2012, 1, 1), date(2024, 8, 31))
    assert womens[0].ladder == "360,000.00: 50%; 1,200,000.00: 100%"
    assert all(one.source and one.platform for one, _ in shipped)
    assert {one.platform for one, _ in shipped} == {Platform.TMALL, Platform.TAOBAO}


def test_a_figure_moved_to_what_was_given_back_holds_all_the_same(fees: SetupFees, store: Store) -> None:
    store_id = store.id or 0
    kept = fees.versions.keep(figure(store))
    fees.withdraw_own(store_id, FeeItem.YEARLY_FEE)
    moved = fees.versions.keep(replace(kept, item=FeeItem.YEARLY_FEE))
    assert [(one.id, one.item) for one in fees.versions.of(store_id).own] == [(moved.id, FeeItem.YEARLY_FEE)]
    assert fees.view(store_id).estimate.line(FeeItem.YEARLY_FEE).amount_fen == 30_000_00


def test_what_a_figure_replaced_does_not_stand_up_again(fees: SetupFees, store: Store) -> None:
    store_id = store.id or 0
    for yuan in (1, 2):
        fees.add_own(store_id, FeeItem.DEPOSIT, amount_fen=yuan * 100, source="电话")
    (kept,) = fees.versions.of(store_id).own
    assert kept.amount_fen == 2_00
    fees.versions.remove(kept)
    assert deposit(fees, store, TODAY) == 50_000_00
    fees.versions.keep(figure(store, store_type=StoreType.FLAGSHIP, amount_fen=29_000_00))
    line = fees.view(store_id).estimate.line(FeeItem.DEPOSIT)
    assert line.figure is not None
    assert (line.amount_fen, line.figure.store_type, line.verified, line.link) == (
        29_000_00, StoreType.FLAGSHIP, False, "",
    )  # fmt: skip
    fees.withdraw_own(store_id, FeeItem.DEPOSIT)
    assert deposit(fees, store, TODAY) == 50_000_00


def test_the_chosen_store_goes_into_plan_and_budget_in_one_step(app: App, fees: SetupFees, store: Store) -> None:
    store_id, budget = store.id or 0, app.services.setup.budget
    desk = fees.scenarios.desk(store_id)
    assert (desk.start.platform, desk.start.store_type, desk.start.category) == ("tmall", "flagship", "other")
    wanted = replace(
        desk.start, trademark=Trademark.PENDING, category="womens_wear", expected_year_fen=1_000_000_00, day=MAY
    )
    answer = desk.answer(wanted)
    assert answer.estimate.first_year_cash_fen == (100_000 + 6_000 + 50_000) * 100
    taken = fees.scenarios.take_over(answer, store_id)
    assert (taken.deposit_fen, taken.other_deposits) == (100_000_00, 0)
    view = budget.view(store_id)
    assert view.plan.commission == Decimal("0.056")
    (phase,) = view.phases
    assert phase.phase.starts_on == MAY
    assert [(line.kind, line.amount_fen) for line in phase.lines] == [(MoneyKind.DEPOSIT, 100_000_00)]
    plan = fees.view(store_id).plan
    assert (plan.trademark, plan.category, plan.expected_year_fen) == (Trademark.PENDING, "womens_wear", 1_000_000_00)
    app.services.history.undo()
    assert (budget.view(store_id).phases, fees.view(store_id).plan.category) == ((), "other")


def test_taken_over_again_the_lines_are_changed_and_no_second_ones_made(
    app: App, fees: SetupFees, store: Store
) -> None:
    store_id, budget = store.id or 0, app.services.setup.budget
    budget.apply_preset(store_id, "exclusive_year", MAY)
    desk = fees.scenarios.desk(store_id)
    before = sum(money.total_fen for money in budget.view(store_id).phases)
    old = replace(desk.start, category="womens_wear", day=date(2024, 8, 31), expected_year_fen=0)
    fees.scenarios.take_over(desk.answer(old), store_id)
    lines = [line for money in budget.view(store_id).phases for line in money.lines]
    (yearly,) = (line for line in lines if line.fee_item is BudgetFee.YEARLY_FEE)
    assert (yearly.amount_fen, yearly.note) == (60_000_00, "Yearly service fee")
    # The deposit of the example is 50,000 now instead of 110,000, and the yearly fee of 60,000 came on top.
    assert sum(line.amount_fen for line in lines) == before
    more = next(line for line in lines if line.kind is MoneyKind.DEPOSIT)
    budget.save_line(BudgetLine(store_id=store_id, phase_id=more.phase_id, kind=MoneyKind.DEPOSIT, amount_fen=1_00))
    taken = fees.scenarios.take_over(desk.answer(replace(old, day=TODAY)), store_id)
    assert taken.other_deposits == 1
    lines = [line for money in budget.view(store_id).phases for line in money.lines]
    assert not [line for line in lines if line.fee_item is not None], "there is none to pay any more"


def test_the_line_of_the_yearly_fee_is_known_whatever_it_is_called(app: App, fees: SetupFees, store: Store) -> None:
    store_id, budget = store.id or 0, app.services.setup.budget
    budget.apply_preset(store_id, "exclusive_year", MAY)
    phase = budget.view(store_id).phases[0].phase
    own = BudgetLine(
        store_id=store_id, phase_id=phase.id or 0, kind=MoneyKind.SOFTWARE, amount_fen=1, name="天猫年费",
        note="typed by the owner", fee_item=BudgetFee.YEARLY_FEE,
    )  # fmt: skip
    mine = budget.save_line(own)
    other = budget.save_line(replace(own, fee_item=None, name="", note="Yearly service fee"))
    desk = fees.scenarios.desk(store_id)
    dear = replace(desk.start, category="womens_wear", day=date(2024, 8, 31), expected_year_fen=0)
    fees.scenarios.take_over(desk.answer(dear), store_id)
    found = {line.id: line for money in budget.view(store_id).phases for line in money.lines}
    assert replace(found[mine.id], version=mine.version) == replace(mine, amount_fen=60_000_00)
    assert found[other.id] == other, "its words alone say nothing"
    with pytest.raises(FieldError, match="Another line of this budget stands for this fee"):
        budget.save_line(replace(other, fee_item=BudgetFee.YEARLY_FEE))
    kept = budget.save_line(replace(found[mine.id], note="a word more"))
    budget.save_line(replace(kept, fee_item=None))
    assert budget.save_line(replace(other, fee_item=BudgetFee.YEARLY_FEE)).fee_item is BudgetFee.YEARLY_FEE


def test_what_is_not_known_leaves_the_budget_as_it_was(app: App, fees: SetupFees, store: Store) -> None:
    store_id, budget = store.id or 0, app.services.setup.budget
    budget.apply_preset(store_id, "exclusive_year", MAY)
    before = [(line.kind, line.amount_fen) for money in budget.view(store_id).phases for line in money.lines]
    desk = fees.scenarios.desk(store_id)
    unknown = replace(desk.start, platform=Platform.DOUYIN, store_type=StoreType.GENERAL)
    taken = fees.scenarios.take_over(desk.answer(unknown), store_id)
    assert taken.deposit_fen is None
    view = budget.view(store_id)
    assert [(line.kind, line.amount_fen) for money in view.phases for line in money.lines] == before
    assert view.plan.commission == Decimal("0.05")


def test_figures_of_older_files_are_for_the_stores_platform_and_go_back_with_it(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    engine = make_engine(file)
    migrate.migrate(engine, "0036")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO stores (id, name, platform, store_type, sample, buyer_salt, position, archived) "
            "VALUES (7, '店', 'taobao', 'personal', 0, 'x', 0, 0)"
        )
        connection.execute(
            "INSERT INTO setup_fees (id, store_id, item, amount_fen, source, as_of, withdrawn) "
            "VALUES (1, 7, 'deposit', 200000, '后台', '2026-01-01', 0)"
        )
    migrate.migrate(engine, "0037")
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = connection.execute(
            "SELECT platform, store_type, trademark, ladder, link, verified, note FROM setup_fees"
        )
        assert rows.fetchall() == [("taobao", None, None, "", "", 1, "")]
        connection.execute(
            "INSERT INTO setup_fees (store_id, item, amount_fen, source, as_of, withdrawn, platform, trademark) VALUES "
            "(7, 'deposit', 1, 'x', '2026-01-01', 0, 'douyin', NULL), "
            "(7, 'deposit', 2, 'x', '2026-01-01', 0, 'taobao', 'tm'), "
            "(7, 'deposit', 3, 'x', '2026-01-01', 0, 'taobao', 'r')"
        )
    migrate.migrate(engine, "0036")
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute("SELECT amount_fen FROM setup_fees ORDER BY id").fetchall() == [(200000,), (3,)]
    engine.dispose()

"""Months of profit that are kept are those that would be reckoned, whatever was changed in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, update

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.ledger.costs import CostKind, DatedCost, UnitCost
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import ProfitTable, Split
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.stores import Store
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import PROFIT
from shopdesk.storage.tables.kept import kept_answers as answers
from tests import money_files
from tests.storage.profit_stores import FIRST, LAST, PRODUCTS, world, write
from tests.storage.test_payroll_corrections import MARCH, Shop

SPANS = ((date(2026, 1, 1), date(2026, 4, 30)), (date(2026, 2, 11), date(2026, 3, 17)))


def kept(app: App, *, sure: bool = True) -> int:
    """How many months are kept and sure (or not)."""
    query = (
        select(func.count())
        .select_from(answers)
        .where(answers.c.sure if sure else ~answers.c.sure, answers.c.name == PROFIT.name)
    )
    with app.services.ctx.read() as uow:
        return int(uow.connection.execute(query).scalar_one())


def keep_all(app: App) -> None:
    while app.services.kept.keep_some(0):
        pass


def asked(app: App, store_id: int) -> dict[tuple[date, Split], ProfitTable]:
    """Every split of two spans, one of which cuts its first and last month."""
    return {(first, by): app.services.profit.table(store_id, first, last, by) for first, last in SPANS for by in Split}


def fresh(app: App, store_id: int) -> dict[tuple[date, Split], ProfitTable]:
    """The same, reckoned as if nothing were kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_answers, "__version__", "nobody")
        app.services.ctx.reader.forget()
        found = asked(app, store_id)
    app.services.ctx.reader.forget()
    return found


class Owner:
    """Does to a store what changes its profit, one thing after the other."""

    def __init__(self, app: App, store: Store, files: list[Path], chance: Random) -> None:
        self.app, self.store, self.chance = app, store, chance
        self.store_id = store.id or 0
        self.files = list(files)
        self.steps: list[Callable[[], Any]] = [
            self.take, self.take, self.take, self.take_back, self.cost, self.rent, self.rate, self.campaign, self.hire,
            self.undo, self.rule_of_keeping, self.rule_of_keeping,
        ]  # fmt: skip

    def take(self) -> None:
        if self.files:
            self.app.services.imports.run_file(self.files.pop(self.chance.randrange(len(self.files))), self.store)

    def take_back(self) -> None:
        runs = [run for run in self.app.services.imports.list(self.store_id) if run.undone_at is None]
        if runs:
            self.app.services.imports.undo(self.chance.choice(runs).id or 0)

    def cost(self) -> None:
        self.app.services.costs.keep(
            UnitCost(
                store_id=self.store_id,
                product_id=str(610_000_000_001 + self.chance.randrange(4)),
                cost_fen=self.chance.randint(1, 900),
                valid_from=date(2026, self.chance.randint(1, 4), self.chance.randint(1, 28)),
            )
        )

    def rent(self) -> None:
        day = date(2026, self.chance.randint(1, 4), self.chance.randint(1, 28))
        self.app.services.costs.keep(
            DatedCost(store_id=self.store_id, kind=CostKind.RENT, amount_fen=self.chance.randint(1, 999), first_day=day)
        )

    def rate(self) -> None:
        self.app.services.setup.fees.add_own(
            self.store_id, FeeItem.COMMISSION, rate=Decimal(self.chance.randint(1, 9)) / 100, source="合同"
        )

    def campaign(self) -> None:
        first = date(2026, self.chance.randint(1, 4), self.chance.randint(1, 20))
        self.app.services.campaigns.create(
            Campaign(store_id=self.store_id, name="活动", start=first, end=first.replace(day=first.day + 5))
        )

    def hire(self) -> None:
        self.app.services.people.hire(
            self.store_id, f"小满{self.chance.randrange(10**9)}", "service", date(2026, 2, 3), base_fen=4_000_01
        )

    def undo(self) -> None:
        self.app.services.history.undo()

    def rule_of_keeping(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.app.services.kept.keep_some(0)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_would_be_reckoned(app: App, store: Store, tmp_path: Path, seed: int) -> None:
    files = money_files.write_all(money_files.Maker(seed, 12).shop, tmp_path)
    app.services.setup.start(store)
    owner = Owner(app, store, files, Random(seed))
    for _ in range(3):
        owner.take()
    for _ in range(5):
        owner.chance.choice(owner.steps)()
        assert asked(app, owner.store_id) == fresh(app, owner.store_id)
        keep_all(app)
        app.services.ctx.reader.forget()
        assert asked(app, owner.store_id) == fresh(app, owner.store_id)


def test_a_lock_of_the_payroll_counts_at_once(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    store = next(iter(shop.app.services.stores.all()))
    file = money_files.write_orders(money_files.Maker(3, 12).shop, tmp_path)
    shop.app.services.imports.run_file(file, store)
    keep_all(shop.app)
    before = shop.app.services.profit.table(shop.store_id, MARCH, date(2026, 3, 31)).total[Part.PEOPLE]
    shop.lock(MARCH)
    assert kept(shop.app) == 0
    after = shop.app.services.profit.table(shop.store_id, MARCH, date(2026, 3, 31)).total[Part.PEOPLE]
    assert after is not None and after != before
    shop.app.close()


def test_everything_that_profit_is_read_from_ends_what_is_kept(app: App, store: Store) -> None:
    """Whatever table a reckoning reads is one whose change makes every month unsure."""
    write(app, store, world(1, PRODUCTS))
    with app.services.ctx.reading() as reading:
        app.services.profit.table(store.id or 0, FIRST, LAST)
        read = set(reading.tables)
    assert read - {"kept_answers"} <= PROFIT.sources
    for table in sorted(PROFIT.sources):
        keep_all(app)
        assert kept(app) > 0
        with app.services.ctx.open_uow("change") as uow:
            uow.touch(table)
            uow.commit()
        assert kept(app) == 0, table


def test_a_page_of_kept_months_listens_to_what_they_are_made_of(app: App, store: Store) -> None:
    write(app, store, world(2, PRODUCTS))
    keep_all(app)
    with app.services.ctx.reading() as reading:
        app.services.profit.table(store.id or 0, FIRST, LAST)
        assert reading.tables >= PROFIT.sources


def test_months_of_another_program_or_cut_otherwise_are_not_read(app: App, store: Store) -> None:
    write(app, store, world(4, PRODUCTS))
    keep_all(app)
    right = asked(app, store.id or 0)
    empty = "[[],[],[],{},{}]"
    for wrong in ({"made_by": "0.0.9/1"}, {"key": func.substr(answers.c.key, 1, 18) + "04"}, {"value": "[[7]]"}):
        keep_all(app)
        with app.services.ctx.open_uow("wrong") as uow:
            uow.connection.execute(update(answers).values(**{"value": empty, **wrong}))
            uow.make_lasting()
        app.services.ctx.reader.forget()
        assert asked(app, store.id or 0) == right


def test_another_process_that_changes_data_ends_it_too(app: App, store: Store) -> None:
    write(app, store, world(5, PRODUCTS))
    keep_all(app)
    other = open_app(app.paths.data, "en", clock=app.clock)
    other.services.costs.keep(
        DatedCost(store_id=store.id or 0, kind=CostKind.RENT, amount_fen=100, first_day=date(2026, 1, 1))
    )
    other.close()
    assert kept(app) == 0
    assert asked(app, store.id or 0) == fresh(app, store.id or 0)

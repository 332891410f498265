"""How often a range held is kept: it is what would be reckoned, after whatever changes, and a report finds it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import By
from shopdesk.domain.stores import Store
from shopdesk.domain.target_range import HitRate
from shopdesk.domain.target_weights import TargetWeights
from shopdesk.services import targets as target_service
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import HIT_RATE
from tests.kpi_data import add_orders, add_store_days, order
from tests.storage.test_kept_answers import fresh, keep_all, sure

SUNDAY = date(2026, 3, 15)
_HISTORY = 400


def fill(app: App, store_id: int) -> None:
    """A year of sales that jump about, and a target of this month."""
    chance = Random(3)
    days = [SUNDAY - timedelta(days=age) for age in range(_HISTORY)]
    add_orders(
        app.services.ctx, store_id,
        [order(f"{day}", day, chance.randint(500, 90_000), paid=day) for day in days],
    )  # fmt: skip
    app.services.targets.set_month(store_id, SUNDAY, 900_000)


class Owner:
    """Does what past months are judged by."""

    def __init__(self, app: App, store_id: int, chance: Random) -> None:
        self.app, self.store_id, self.chance = app, store_id, chance
        self.number = 0

    def day(self) -> date:
        return SUNDAY - timedelta(days=self.chance.randrange(_HISTORY))

    def order(self) -> None:
        self.number += 1
        day = self.day()
        add_orders(self.app.services.ctx, self.store_id, [order(f"new {self.number}", day, 5_000_000, paid=day)])

    def store_day(self) -> None:
        self.number += 1
        day = SUNDAY - timedelta(days=_HISTORY + self.number)
        add_store_days(self.app.services.ctx, self.store_id, [{"day": day, "paid_fen": 7_000}])

    def campaign(self) -> None:
        first = self.day()
        self.app.services.campaigns.create(
            Campaign(store_id=self.store_id, name="活动", start=first, end=first + timedelta(days=20),
                     state=CampaignState.ENDED)
        )  # fmt: skip

    def weights(self) -> None:
        weekdays = tuple(Decimal(self.chance.randint(1, 9)) for _weekday in range(7))
        factor = Decimal(self.chance.randint(1, 20))
        self.app.services.targets.set_weights(self.store_id, TargetWeights(weekdays=weekdays, campaign=factor))

    def undo(self) -> None:
        self.app.services.history.undo()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_kept_is_what_would_be_reckoned(app: App, store: Store, seed: int) -> None:
    fill(app, store.id or 0)
    owner = Owner(app, store.id or 0, Random(seed))
    steps: list[Callable[[], Any]] = [owner.order, owner.store_day, owner.campaign, owner.weights, owner.undo]

    def ask() -> list[HitRate]:
        return [
            app.services.targets.hit_rate(owner.store_id, SUNDAY, "paid_amount", until, basis)
            for basis in Basis
            for until in (SUNDAY, SUNDAY - timedelta(days=6))
        ]

    said = set()
    for step in (lambda: None, owner.weights, owner.campaign, *owner.chance.choices(steps, k=5)):
        step()
        ask()
        keep_all(app)
        app.services.ctx.reader.forget()
        assert HIT_RATE.name in sure(app)
        found = ask()
        assert found == fresh(app, ask)
        said |= set(found)
    assert len(said) > 1, said


def test_every_table_that_it_is_read_from_ends_it(app: App, store: Store) -> None:
    store_id = store.id or 0
    fill(app, store_id)
    with app.services.ctx.reading() as reading:
        app.services.targets.hit_rate(store_id, SUNDAY, "paid_amount", SUNDAY)
        assert reading.tables - {"kept_answers", "change_sets"} <= HIT_RATE.sources
    for table in sorted(HIT_RATE.sources):
        with app.services.ctx.open_uow("") as uow:
            kept_answers.keep(uow.connection, HIT_RATE, store_id, "some", [1, 2])
            uow.make_lasting()
        assert HIT_RATE.name in sure(app)
        with app.services.ctx.open_uow("change") as uow:
            uow.touch(table)
            uow.commit()
        assert HIT_RATE.name not in sure(app), table


def test_the_next_report_finds_it_there(app: App, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store_id = store.id or 0
    fill(app, store_id)
    app.services.reports.think_ahead(store_id)
    keep_all(app)
    app.services.ctx.reader.forget()
    monkeypatch.setattr(target_service, "hit_rate", None)
    week = app.services.reports.last_whole(store_id, By.WEEK)
    end = app.services.reports.weekly(store_id, week).month_end
    assert end is not None and end.hits.months == 12


def test_nothing_is_thought_of_a_store_without_figures(app: App, store: Store) -> None:
    app.services.reports.think_ahead(store.id or 0)
    keep_all(app)
    assert HIT_RATE.name not in sure(app)

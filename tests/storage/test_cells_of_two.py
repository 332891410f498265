"""Cells without a version: what another program wrote there since it was shown is not written over unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.ads.records import AdsBudget, AdsChannel
from shopdesk.domain.ads.spend import Programme
from shopdesk.domain.campaigns.records import CampaignKind
from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.joining import Was
from shopdesk.domain.stores import Store
from shopdesk.domain.target_weights import TargetWeights
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr

MARCH = date(2026, 3, 1)
SEARCH = Programme(AdsChannel.SEARCH_ADS)


@pytest.fixture
def other(app: App, clock: FixedClock) -> App:
    opened = open_app(app.paths.data, "en", clock=clock)
    yield opened
    opened.close()


def test_a_target_of_a_month_that_another_program_set_is_not_written_over_unseen(
    app: App, other: App, store: Store
) -> None:
    mine, theirs, number = app.services.targets, other.services.targets, store.id or 0
    theirs.set_month(number, MARCH, 20_000_00)
    with pytest.raises(UserError, match=r"20,000\.00 stands there now"):
        mine.set_month(number, MARCH, 30_000_00, was=Was(None))
    with pytest.raises(UserError, match=r"20,000\.00 stands there now"):
        mine.set_month(number, MARCH, None, was=Was(10_000_00))
    assert mine.month(number, MARCH) == 20_000_00
    mine.set_month(number, MARCH, 20_000_00, was=Was(None))  # both mean the same
    mine.set_month(number, MARCH, 30_000_00, was=Was(20_000_00))
    theirs.set_month(number, MARCH, None)
    with pytest.raises(UserError, match="— stands there now"):
        mine.set_month(number, MARCH, 40_000_00, was=Was(30_000_00))
    assert mine.month(number, MARCH) is None


def test_a_budget_that_another_program_typed_is_not_written_over_unseen(app: App, other: App, store: Store) -> None:
    mine, theirs, number = app.services.ads, other.services.ads, store.id or 0
    theirs.set_budget(number, MARCH, SEARCH, 1_800_00)
    with pytest.raises(UserError, match=r"1,800\.00 stands there now"):
        mine.set_budget(number, MARCH, SEARCH, 2_000_00, was=Was(None))
    with pytest.raises(UserError, match=r"1,800\.00 stands there now"):
        mine.set_budget(number, MARCH, SEARCH, None, was=Was(2_000_00))
    assert [one.amount_fen for one in mine.budgets(number)] == [1_800_00]
    mine.set_budget(number, MARCH, SEARCH, 2_000_00, was=Was(1_800_00))
    assert [one.amount_fen for one in mine.budgets(number)] == [2_000_00]


def test_what_a_cell_shows_is_what_is_compared_also_where_products_have_budgets_of_their_own(
    app: App, store: Store
) -> None:
    ads, number = app.services.ads, store.id or 0
    for product, fen in (("600001", 300_00), ("600002", 200_00)):
        ads.keep_budget(
            AdsBudget(store_id=number, month=MARCH, channel=AdsChannel.SEARCH_ADS, product_id=product, amount_fen=fen)
        )
    shown = ads.year(number, 2026).months[2].cells[SEARCH].budget_fen
    ads.set_budget(number, MARCH, SEARCH, 900_00, was=Was(shown))
    assert sorted(one.amount_fen for one in ads.budgets(number)) == [200_00, 300_00, 900_00]


def test_milestones_and_entry_rules_that_another_program_changed_are_not_written_over(
    app: App, other: App, store: Store
) -> None:
    mine, theirs, number, kind = app.services.campaigns, other.services.campaigns, store.id or 0, CampaignKind.LIVE
    rules = mine.milestone_rules(number, kind)
    theirs.save_milestone_rules(number, kind, rules[:2], rules)
    with pytest.raises(UserError, match="Somebody changed the milestones"):
        mine.save_milestone_rules(number, kind, rules[1:], rules)
    now = mine.milestone_rules(number, kind)
    assert len(now) == 2
    mine.save_milestone_rules(number, kind, now[:1], now)
    gate = mine.gates.of_store(number)[0]
    theirs.gates.save(number, replace(gate, rules=gate.rules[:1]), "page", gate)
    with pytest.raises(UserError, match="Somebody changed these rules"):
        mine.gates.save(number, replace(gate, rules=gate.rules[1:]), "page", gate)
    there = next(one for one in mine.gates.of_store(number) if one.code == gate.code)
    assert [one.metric for one in there.rules] == [gate.rules[0].metric]
    mine.gates.save(number, replace(there, rules=gate.rules), "page", there)


def test_bars_of_alerts_that_another_program_set_are_not_written_over_unseen(
    app: App, other: App, store: Store
) -> None:
    mine, theirs, number = app.services.alerts, other.services.alerts, store.id or 0
    shown = mine.limits(number)
    strict = replace(shown, stock_days=20)
    theirs.set_limits(number, strict, shown)
    with pytest.raises(ChangedMeanwhile) as refused:
        mine.set_limits(number, replace(shown, stale_days=4), shown)
    assert (refused.value.now, refused.value.at is not None) == (strict, True)
    assert mine.limits(number) == strict
    mine.set_limits(number, strict, shown)  # both mean the same
    mine.set_limits(number, replace(strict, stale_days=4), strict)
    assert theirs.limits(number) == replace(shown, stock_days=20, stale_days=4)


def test_weights_of_days_that_another_program_set_are_not_written_over_unseen(
    app: App, other: App, store: Store
) -> None:
    mine, theirs, number = app.services.targets, other.services.targets, store.id or 0
    even = TargetWeights(weekdays=(Decimal(1),) * 7)
    theirs.set_weights(number, even, mine.weights(number))
    with pytest.raises(ChangedMeanwhile) as refused:
        mine.set_weights(number, TargetWeights(campaign=Decimal(3)), TargetWeights())
    assert refused.value.now == even
    assert mine.weights(number) == even
    mine.set_weights(number, TargetWeights(campaign=Decimal(3)), even)
    assert theirs.weights(number) == TargetWeights(campaign=Decimal(3))


def test_who_goes_over_a_duty_that_another_program_gave_is_told(app: App, other: App, store: Store) -> None:
    person = app.services.people.hire(store.id or 0, "小满", "service", date(2025, 3, 1))
    mine, number, cell = app.services.roster, store.id or 0, (person.id or 0, date(2026, 3, 9))
    mine.set(number, [cell], "early")
    assert not mine.changed_since(number, {cell: {"early"}}, "late")
    other.services.roster.set(number, [cell], "off")
    (told,) = mine.changed_since(number, {cell: {"early"}}, "late")
    assert "小满, 2026-03-09: somebody else changed it to “Off” meanwhile" in tr(told)
    assert not mine.changed_since(number, {cell: {"early"}}, "off"), "both mean the same"
    other.services.roster.clear(number, [cell])
    (told,) = mine.changed_since(number, {cell: {"early"}}, "late")
    assert "“nothing planned”" in tr(told)

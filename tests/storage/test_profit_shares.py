"""What makes up a figure of profit adds up to it to the fen, for every row, part and split; what lacks is named."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_shares import Cause, Figure
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from tests.storage.profit_stores import COST, FIRST, LAST, PRODUCTS, world, write

SPANS = (Period(FIRST, LAST), Period(date(2026, 1, 29), date(2026, 2, 6)))


@pytest.mark.parametrize("seed", [1, 7])
def test_shares_of_every_product_campaign_and_of_all_come_to_the_figure(app: App, store: Store, seed: int) -> None:
    mine = store.id or 0
    # One product of four has no cost, so that figures are also unknown.
    made = world(seed, PRODUCTS if seed == 1 else list(COST))
    write(app, store, made)
    app.services.campaigns.create(
        Campaign(
            store_id=mine, name="年货节", start=date(2026, 1, 25), end=date(2026, 2, 8), state=CampaignState.RUNNING
        ),
        [CampaignProduct(store_id=mine, campaign_id=0, product_id="600002")],
    )
    carts = {order["no"]: {item["product"] for item in order["items"]} for order in made["orders"]}
    known = unknown = shared = 0
    for span in SPANS:
        for by in (Split.PRODUCT, Split.CAMPAIGN):
            table = app.services.profit.table(mine, span.start, span.end, by)
            assert table.period is not None
            rows = [(row, {by.value: row.key}) for row in table.rows] + [(table.total, {})]
            assert len(rows) > 2
            for row, narrowed in rows:
                for part in Part:
                    found = app.services.profit.shares(mine, Figure(table.period, part, **narrowed))
                    assert all(one.product in carts[one.order_no] for one in found.found if one.order_no)
                    assert len({one.id for one in found.found}) == len(found.found)
                    shared += any(one.cause is Cause.ORDER and one.fen != one.whole for one in found.found)
                    if row[part] is None:
                        unknown += 1
                        assert found.unknown, (row.key, part)
                    else:
                        known += found.known != 0
                        assert (found.known, found.unknown) == (row[part], 0), (row.key, part)
    assert known > 50 and shared > 10
    assert bool(unknown) == (seed == 1)


def test_what_belongs_to_nothing_or_lies_on_no_day_has_no_shares(app: App, store: Store) -> None:
    mine = store.id or 0
    whole = Period(FIRST, LAST)
    assert not app.services.profit.shares(mine, Figure(whole, Part.SALES)).found
    write(app, store, world(1, PRODUCTS))
    assert not app.services.profit.shares(mine, Figure(whole, Part.SALES, campaign="77")).found
    assert not app.services.profit.shares(mine, Figure(whole, Part.SALES, product="no such")).found
    assert not app.services.profit.shares(mine, Figure(Period(date(2020, 1, 1), date(2020, 1, 9)), Part.SALES)).found

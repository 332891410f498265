"""What a look at the targets costs, and that it says the same as the parts that it is put together from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from shopdesk.bootstrap import App
from shopdesk.domain.kpi import Basis
from shopdesk.domain.stores import Store
from shopdesk.gui.pages.kpi.target_view import TargetView, Wanted, load_targets
from shopdesk.gui.pages.kpi.target_words import week_words
from tests.kpi_data import lively_store

MARCH, SUNDAY = date(2026, 3, 1), date(2026, 3, 15)


def looked_at(app: App, store_id: int, metric: str) -> tuple[TargetView, list[str]]:
    """The view of March, and the statements that read it."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    engine = app.services.ctx.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with app.services.reading():
            return load_targets(app.services, store_id, Wanted(MARCH, metric), SUNDAY, Basis.CREATED), found
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("metric", "most"), [("paid_amount", 24), ("visitors_per_day", 27), ("net_amount", 24)])
def test_a_look_at_the_targets_reads_little_and_says_what_its_parts_say(
    app: App, store: Store, metric: str, most: int
) -> None:
    assert store.id is not None
    targets = app.services.targets
    lively_store(app.services.ctx, store.id, SUNDAY)
    if metric == "paid_amount":
        targets.set_year(store.id, 2026, 1_200_000_00, metric)
    targets.set_months(store.id, MARCH, {metric: 1_300_000_00, "conversion": 50_000})
    view, statements = looked_at(app, store.id, metric)
    assert len(statements) <= most
    assert view.pace == targets.pace(store.id, MARCH, metric, SUNDAY)
    assert view.target == targets.month(store.id, MARCH, metric) == 1_300_000_00
    assert view.drivers == {
        code: targets.month(store.id, MARCH, code) for code in ("paid_amount", "visitors_per_day", "conversion", "aov")
    }
    assert view.left == (-100_000_00 if metric == "paid_amount" else 0)


def test_the_weeks_of_a_month_say_which_days_they_have_there(app: App, store: Store) -> None:
    assert store.id is not None
    app.services.targets.set_months(store.id, MARCH, {"paid_amount": 310_000_00})
    view, _ = looked_at(app, store.id, "paid_amount")
    said = week_words(view).removeprefix("By week, with its days: ").split("   ")
    assert [one.partition(":")[0] for one in said] == ["1", "2-8", "9-15", "16-22", "23-29", "30-31"]
    amounts = [Decimal(one.partition(":")[2].strip().replace(",", "")) for one in said]
    assert sum(amounts) == 310_000
    # A line breaks between weeks only.
    assert not any(" " in one for one in said)

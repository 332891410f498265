"""How far the forecast of campaigns would have been off: each is forecast from those before it alone.

    python tools/backtest.py ORDERS [ORDERS …]      files of orders, imported into a store that is thrown away
    python tools/backtest.py --sample               the sample store

On the days of the usual festivals within the span of the files campaigns are laid, as far as the files tell of four
weeks before them. The forecast is the app's own: ordinary days times what the store's campaigns before brought in the
middle. Beside it stand two naive ones: as on an ordinary day, and as on the same festival a year before. Errors are
shares of what came; a dash where nothing can be said.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from sqlalchemy import update

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.campaigns.forecast import Learned, usual_factors
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import Period
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.queries import order_days
from shopdesk.storage.tables.orders import orders

FESTIVALS = (
    ("New Year", (1, 1), 1), ("8 March", (3, 6), 3), ("20 May", (5, 18), 3), ("618", (6, 16), 3), ("818", (8, 16), 3),
    ("9 September", (9, 7), 3), ("National Day", (10, 1), 3), ("Double 11", (11, 9), 3), ("Double 12", (12, 10), 3),
)  # fmt: skip
"""Name, first day and number of days."""
_BEFORE = timedelta(days=28)
NOW = datetime(2026, 11, 23, 9, 0)


@dataclass(frozen=True, slots=True)
class Tried:
    """A campaign with what came a day and what each way would have said before, in fen; ``None``: nothing."""

    name: str
    days: Period
    came: Decimal
    own: Decimal | None
    ordinary: Decimal
    last_year: Decimal | None

    def off(self, said: Decimal | None) -> Decimal | None:
        """By which share of what came a forecast is off."""
        return None if said is None or not self.came else abs(said - self.came) / self.came


def lay_campaigns(app: App, store_id: int, span: Period) -> None:
    """A campaign on every festival that has four weeks of the span before it."""
    for year in range(span.start.year, span.end.year + 1):
        for name, (month, day), length in FESTIVALS:
            start = date(year, month, day)
            end = start + timedelta(days=length - 1)
            if span.start <= start - _BEFORE and end <= span.end:
                app.services.campaigns.create(
                    Campaign(store_id=store_id, name=f"{name} {year}", state=CampaignState.ENDED, start=start, end=end)
                )


def count_received(app: App, store_id: int) -> None:
    """Take what was received of an order for what was paid, where files say nothing of refunds."""
    with app.services.ctx.open_uow("backtest") as uow:
        nothing = update(orders).where(orders.c.store_id == store_id, orders.c.refund_fen.is_(None))
        uow.connection.execute(nothing.values(refund_fen=0))
        order_days.rebuild(uow.connection, store_id)
        uow.touch("orders", "order_days", "order_hours")
        uow.commit()


def tried(app: App, store_id: int) -> list[Tried]:
    """Every campaign of which the sales are known, oldest first."""
    last = app.services.campaigns.create(
        Campaign(store_id=store_id, name="-", start=app.clock.today() + timedelta(days=40),
                 end=app.clock.today() + timedelta(days=40))
    )  # fmt: skip
    grounds = app.services.campaigns.reviews.grounds(last.id or 0)
    spans = {one.name: one.period for one in app.services.campaigns.of_store(store_id)}
    found: list[Tried] = []
    seen: list[Learned] = []
    times: list[Decimal] = []
    for one in sorted((*grounds.past, *grounds.unseen), key=lambda one: one.start):
        own = None
        if isinstance(one, Learned):
            if seen:
                visitors, rate, value = usual_factors(seen)
                own = one.usual_per_day * visitors * rate * value
            seen.append(one)
        else:
            own = one.usual_per_day * Decimal(median(times)) if times else None
            times.append(one.sales_per_day / one.usual_per_day)
        days = spans[one.name]
        found.append(
            Tried(one.name, days, one.sales_per_day, own, one.usual_per_day, _year_before(app, store_id, days))
        )
    return found


def _year_before(app: App, store_id: int, days: Period) -> Decimal | None:
    """What the same days of the year before brought a day."""
    start = days.start.replace(year=days.start.year - 1)
    span = Period(start, start + timedelta(days=days.length - 1))
    known = app.services.kpi.data_range(store_id)
    if known is None or span.start < known.start:
        return None
    sold = app.services.kpi.totals(store_id, span.start, span.end)["paid_amount"]
    return None if sold is None else Decimal(sold) / span.length


def table(rows: Sequence[Tried]) -> list[str]:
    """The lines of the answer, in Markdown."""
    told = ["| campaign | came a day | own factors | ordinary day | last year |", "| --- | ---: | ---: | ---: | ---: |"]
    told += [
        f"| {one.name} | {one.came / 100:,.0f} | {percent_text(one.off(one.own), 0)} | "
        f"{percent_text(one.off(one.ordinary), 0)} | {percent_text(one.off(one.last_year), 0)} |"
        for one in rows
    ]
    ways = [[one.off(getattr(one, way)) for one in rows] for way in ("own", "ordinary", "last_year")]
    middle = [[off for off in some if off is not None] for some in ways]
    shown = " | ".join(percent_text(median(some), 0) if some else "—" for some in middle)
    return [*told, f"| middle | | {shown} |"]


def main() -> int:
    """Make the store, lay the campaigns where it has none, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("orders", nargs="*", type=Path)
    parser.add_argument("--sample", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shopdesk-backtest-") as folder:
        app = open_app(Path(folder), "en", clock=FixedClock(NOW))
        try:
            if args.sample:
                store = app.services.demo.create()
            else:
                store = app.services.stores.create("Backtest")
                for file in args.orders:
                    app.services.imports.run_file(file, store)
            span = app.services.kpi.data_range(store.id or 0)
            if span is None:
                print("No figures.")
                return 1
            if app.services.kpi.totals(store.id or 0, span.start, span.end)["paid_amount"] is None:
                count_received(app, store.id or 0)
                print("The files state no refunds: what sellers received is taken for what was paid.\n")
            if not args.sample:
                lay_campaigns(app, store.id or 0, span)
            print("\n".join(table(tried(app, store.id or 0))))
        finally:
            app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

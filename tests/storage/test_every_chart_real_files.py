"""Every chart of all real files and of the sample store, reckoned a second time by pandas from the bare rows.

A chart without a reckoning here fails the test; nothing is shared with the program but the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.pay_hours import AMOUNT
from shopdesk.domain.periods import By, Period
from shopdesk.domain.stores import Store
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, ChartQuestion
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.sample_store import NOW, make_sample
from tests.storage.test_imports_real_files import FILES

REAL = (
    Period(date(2018, 1, 1), date(2020, 3, 1)),
    Period(date(2018, 6, 1), date(2018, 6, 30)),
    Period(date(2019, 11, 1), date(2019, 11, 30)),
    Period(date(2020, 2, 3), date(2020, 2, 29)),
)
SAMPLE = (Period(date(2025, 3, 1), date(2026, 3, 15)), Period(date(2026, 2, 2), date(2026, 3, 15)))
ELSEWHERE = frozenset({"competitors"})
"""Held against pandas where its looks are entered (test_competitors.py): no file holds any."""


class Asked(NamedTuple):
    """A question: the rows of the data file, the days, how orders count, the measure, the step in letters of a day."""

    read: Callable[[str, str], pd.DataFrame]
    basis: str
    measure: str


def _paid(orders: pd.DataFrame) -> pd.Series:
    return (orders.received_fen + orders.refund_fen).fillna(orders.gross_fen)


def _lines(grouped: pd.DataFrame) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(None if pd.isna(one) else one for one in row) for key, row in zip(
        grouped.index, grouped.itertuples(index=False), strict=True)}  # fmt: skip


def about(value: Any) -> Any:
    """A quotient, which the program gives with six places."""
    return pytest.approx(float(value), abs=2e-6, rel=1e-6)


def hours(asked: Asked) -> dict[Any, Any]:
    found = asked.read("orders", "paid_day")
    at = pd.to_datetime(found.paid_at)
    found = found.assign(fen=_paid(found), weekday=at.dt.day_of_week, hour=at.dt.hour)
    if asked.measure == AMOUNT and found.fen.isna().all():
        return {}
    return _lines(found.groupby(["weekday", "hour"]).fen.agg(["size", "sum"]))


def provinces(asked: Asked) -> dict[Any, Any]:
    found = asked.read("orders", f"{asked.basis}_day")
    found = found[found.paid_day.notna() & found.province.notna()]
    sums = found.assign(fen=_paid(found)).groupby("province").fen.agg(["sum", "count"])
    return _lines(sums[sums["sum"] > 0])


def closed(asked: Asked) -> dict[Any, Any]:
    found = asked.read("orders", "created_day")
    return {reason: (count,) for reason, count in found.closed_reason.value_counts().items() if reason}


def _sales(found: pd.DataFrame) -> pd.Series:
    """What products took: at list price where no row of the days says what was paid."""
    return found.list_fen if found.paid_fen.isna().all() else found.paid_fen


def pareto(asked: Asked) -> dict[Any, Any]:
    found = asked.read("product_days", "day")
    sums = found.assign(fen=_sales(found)).groupby("product_id").fen.sum(min_count=1)
    return {place: (fen,) for place, fen in enumerate(sums[sums > 0].sort_values(ascending=False), 1)}


def traffic(asked: Asked) -> dict[Any, Any]:
    found = asked.read("product_days", "day")
    both = found.dropna(subset=["visitors", "buyers"]).groupby("product_id")[["visitors", "buyers"]].sum()
    both = both[both.visitors > 0]
    mean = found.groupby("product_id").visitors.mean()[both.index]
    rate = both.buyers / both.visitors
    pairs = sorted((mean[key], rate[key]) for key in both.index)
    return {place: (about(views), about(share)) for place, (views, share) in enumerate(pairs)}


def by_class(asked: Asked) -> dict[Any, Any]:
    found, said = asked.read("product_days", "day"), asked.read("products", "")
    column = {"role": "role", "life": "life", "group": "product_group"}[asked.measure]
    whole = found.assign(fen=_sales(found)).merge(said[["product_id", column]], how="left", on="product_id")
    of = whole[column].fillna("")
    if asked.measure == "group":
        # The newest category that a product's report says.
        newest = found.sort_values("day").dropna(subset=["category"]).groupby("product_id").category.last()
        of = of.where(of != "", whole.product_id.map(newest).fillna(""))
    sums = whole.assign(of=of).groupby("of").fen.sum(min_count=1)
    # Where nothing is said of any product, nothing is drawn.
    return {name: (fen,) for name, fen in sums.items() if fen > 0} if set(of) - {""} else {}


def funnel(asked: Asked) -> dict[Any, Any]:
    people, orders = asked.read("store_days", "day"), asked.read("orders", "created_day")
    paid = orders.paid_day.notna()
    by_day = orders.assign(orders=paid, kept=paid & (orders.received_fen > 0)).groupby("created_day")[
        ["orders", "kept"]
    ]
    steps = {
        "Visitors a day": (people, "visitors", "visitors"),
        "Put something into the cart": (people, "visitors", "cart_buyers"),
        "Placed an order": (people, "visitors", "placed_buyers"), "Paid for an order": (people, "visitors", "buyers"),
        "Paid orders a day": (by_day.sum(), "orders", "orders"),
        "Orders with money left after refunds": (by_day.sum(), "orders", "kept"),
    }  # fmt: skip
    kept = {}
    for step, (days, first, column) in steps.items():
        both = days.dropna(subset=[first, column])
        if len(both):
            kept[step] = (about(both[column].mean()), about(both[column].sum() / both[first].sum()), len(both))
    return kept


def channels(asked: Asked) -> dict[Any, Any]:
    found = asked.read("channel_days", "day")
    found = found.dropna(subset=[asked.measure])
    whole = set(zip(*(found[found.subject == ""][name] for name in ("channel", "day")), strict=True))
    # Of a channel's day the whole counts where it states a figure, else its parts.
    counts = [not one.subject or (one.channel, one.day) not in whole for one in found.itertuples()]
    found = found[pd.Series(counts, index=found.index, dtype=bool)]
    sums = found.groupby([found.day.str[:7], "channel"])[asked.measure].sum()
    return {key: (value,) for key, value in sums.items()}


def ads(asked: Asked) -> dict[Any, Any]:
    found = asked.read("channel_days", "day")
    found = found[found.channel.isin(["search_ads", "display_ads", "site_ads"])].dropna(
        subset=["spend_fen", "sales_fen"]
    )
    sums = found.groupby(["channel", "subject"])[["spend_fen", "sales_fen"]].sum()
    return _lines(sums[sums.spend_fen > 0])


def service(asked: Asked) -> dict[Any, Any]:
    found = asked.read("service_days", "day")
    found = found[found.agent != ""].groupby("agent")[["sales_fen", "received"]].sum(min_count=1)
    return _lines(found)


def ratings(asked: Asked) -> dict[Any, Any]:
    found, kept = asked.read("store_days", "day").sort_values("day"), {}
    for column in found.columns:
        if column.startswith(("dsr_", "experience")):
            last = found.dropna(subset=[column]).groupby(found.day.str[:7])[column].last()
            kept.update({(month, column): (float(value),) for month, value in last.items()})
    return kept


RECKONED: dict[str, tuple[Callable[[Asked], dict[Any, Any]], Callable[[list[dict[str, Any]]], dict[Any, Any]]]] = {
    "hours": (hours, lambda rows: {
        (one["weekday"], int(one["hour"][:2])): (one["orders"], one["paid"] or 0) for one in rows if one["orders"]
    }),
    "provinces": (provinces, lambda rows: {one["province"]: (one["paid"], one["orders"]) for one in rows}),
    "closed": (closed, lambda rows: {one["reason"]: (one["orders"],) for one in rows}),
    "pareto": (pareto, lambda rows: {one["place"]: (one["sales"],) for one in rows if one["sales"]}),
    "traffic": (traffic, lambda rows: dict(enumerate(sorted(
        (float(one["visitors"]), float(one["conversion"])) for one in rows)))),
    "range": (by_class, lambda rows: {str(one["class"]): (one["sales"],) for one in rows}),
    "funnel": (funnel, lambda rows: {
        one["step"]: (float(one["mean"]), float(one["share"]), one["days"]) for one in rows}),
    "channels": (channels, lambda rows: {(one["period"], str(one["channel"])): (one["value"],) for one in rows}),
    "ads": (ads, lambda rows: {(str(one["channel"]), one["subject"] or ""): (
        one["spend"], one["sales"]) for one in rows}),
    "service": (service, lambda rows: {one["agent"]: (one["sales"], one["received"]) for one in rows}),
    "ratings": (ratings, lambda rows: {(one["period"], one["rating"]): (float(one["score"]),) for one in rows}),
}  # fmt: skip
"""By chart: what pandas makes of the rows, and how the points of the program are put beside that."""


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[list[tuple[App, Store, Any]]]:
    """A store with all real files, and the sample store, each with the spans that are asked for."""
    real = open_app(tmp_path_factory.mktemp("real"), "en", clock=FixedClock(NOW))
    store = real.services.stores.create("real", opened_on=date(2017, 1, 1))
    for name in FILES:
        real.services.imports.run_file(shared_data / "real" / name, store)
    sample = open_app(make_sample(tmp_path_factory.mktemp("sample"), "en"), "en", clock=FixedClock(NOW))
    yield [(real, store, REAL), (sample, sample.services.stores.all()[0], SAMPLE)]
    real.close()
    sample.close()


def rows_of(file: Path, store: int, span: Period) -> Callable[[str, str], pd.DataFrame]:
    def read(table: str, day: str) -> pd.DataFrame:
        within = f" AND {day} BETWEEN '{span.start}' AND '{span.end}'" if day else ""
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute(f"SELECT * FROM {table} WHERE store_id = {store}{within}")
            return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description])

    return read


def test_every_chart_has_a_second_reckoning() -> None:
    assert RECKONED.keys() | ELSEWHERE == {chart.name for chart in CHARTS}


@pytest.mark.parametrize("name", sorted(RECKONED))
def test_a_chart_shows_what_pandas_makes_of_the_rows(shops: list[tuple[App, Store, Any]], name: str) -> None:
    chart = next(one for one in CHARTS if one.name == name)
    reckon, put = RECKONED[name]
    seen = 0
    for app, store, spans in shops:
        for span in spans:
            for basis in Basis:
                for measure in [code for code, _said in chart.measures] or [""]:
                    question = ChartQuestion(store.id or 0, span, By.MONTH, basis, measure)
                    answer = chart.answer(app.services, question)
                    names = [field.name for field in answer.fields]
                    points = [dict(zip(names, one.cells, strict=True)) for one in answer.points]
                    ours = put(points)
                    asked = Asked(rows_of(app.paths.database, store.id or 0, span), basis.value, measure)
                    assert ours == reckon(asked), (span, basis, measure)
                    seen += len(ours)
    assert seen > 3, "a chart that is never drawn proves nothing"
    assert name != "hours" or {AMOUNT} <= {code for code, _said in chart.measures}

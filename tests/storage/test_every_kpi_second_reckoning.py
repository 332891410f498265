"""Every KPI of the dictionary, reckoned a second time by pandas from the bare rows: nothing is shared with the program.

The sample store gives all sources; days, sources and single figures are taken out of it, so that stand-ins, unknown
values and spans that are not whole are met as well. A KPI without a formula here fails the test.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from shopdesk.bootstrap import App, prepare
from shopdesk.domain.kpi import KPIS, Basis
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.sample_store import NOW, make_sample
from tests.kpi_data import sum_orders
from tests.storage.test_imports_real_files import FILES

ADS = ("search_ads", "display_ads", "site_ads")
STORE = 1

Cell = Decimal | None
Day = dict[str, Cell]
"""The base figures of a day; a figure that is not known is missing or ``None``."""


def dec(value: Any) -> Cell:
    return None if value is None or pd.isna(value) else Decimal(str(value))


def total(values: list[Cell]) -> Cell:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def sum_of(column: pd.Series) -> Any:
    return column.sum(min_count=1)


class Raw:
    """The rows of a data file as frames, and its base figures by day."""

    def __init__(self, file: Path, basis: str) -> None:
        with closing(sqlite3.connect(file)) as connection:

            def read(name: str) -> pd.DataFrame:
                found = connection.execute(f"SELECT * FROM {name} WHERE store_id = {STORE}")
                return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description])

            self.orders, self.store = read("orders"), read("store_days")
            self.channels, self.products, self.service = (
                read("channel_days"),
                read("product_days"),
                read("service_days"),
            )
        self.by = "created_day" if basis == "created" else "paid_day"
        self.days: dict[str, Day] = {}
        self._orders()
        self._store()
        self._channels()
        self._products()
        self._service()
        for day in self.days.values():
            day["codes"] = day.get("buyers")
            for name, other in (
                ("paid_orders", "s.orders"), ("paid", "s.paid_fen"), ("buyers", "s.buyers"), ("spend", "s.ads_fen"),
            ):  # fmt: skip
                if day.get(name) is None:
                    day[name] = day.get(other)

    def put(self, day: str, **figures: Any) -> None:
        self.days.setdefault(day, {}).update({name: dec(value) for name, value in figures.items()})

    def _orders(self) -> None:
        for day, rows in self.orders.groupby("created_day"):
            paid = rows.paid_day.notna()
            self.put(day, made=len(rows), made_paid=paid.sum(), unpaid=(~paid).sum(), gross=sum_of(rows.gross_fen))
        for day, rows in self.orders[self.orders[self.by].notna()].groupby(self.by):
            paid = rows[rows.paid_day.notna()]
            people = paid.buyer_key.nunique()
            self.put(
                day,
                paid_orders=len(paid),
                paid=sum_of((paid.received_fen + paid.refund_fen).fillna(paid.gross_fen)),
                refund=sum_of(rows.refund_fen),
                refunded=(rows.refund_fen > 0).sum() if rows.refund_fen.notna().any() else None,
                effective=(paid.received_fen > 0).sum(),
                net=sum_of(rows.received_fen),
                buyers=people or None,
            )

    def _store(self) -> None:
        for row in self.store.to_dict("records"):
            self.put(
                row["day"],
                **{f"s.{name}": value for name, value in row.items() if name != "day" and name[-3:] != "_id"},
            )

    def _channels(self) -> None:
        ads = self.channels[self.channels.channel.isin(ADS)]
        for day, of_day in ads.groupby("day"):
            channels = [parts.to_dict("records") for _channel, parts in of_day.groupby("channel")]

            def told(name: str, beside: str = "", channels: list[list[dict[str, Any]]] = channels) -> list[Cell]:
                """What rows tell of a figure, of rows that know another one too: the whole's before its parts'."""
                found: list[Cell] = []
                for rows in channels:
                    some = [
                        (row["subject"], dec(row[name])) for row in rows if not beside or dec(row[beside]) is not None
                    ]
                    known = [(subject, value) for subject, value in some if value is not None]
                    whole = [value for subject, value in known if not subject]
                    found += whole or [value for _subject, value in known]
                return found

            named = told("new_buyers")
            self.put(
                day,
                spend=total(told("spend_fen")),
                ad_sales=total(told("sales_fen")),
                impressions=total(told("impressions")),
                clicks=total(told("clicks")),
                ad_carts=total(told("cart_adds")),
                ad_new=named[0] if len(named) == 1 else None,
                costed_sales=total(told("sales_fen", "spend_fen")),
                costed_clicks=total(told("clicks", "spend_fen")),
            )

    def _products(self) -> None:
        for day, rows in self.products.groupby("day"):
            sums = {name: total([dec(value) for value in rows[name]])
                    for name in ("page_views", "paid_pieces", "paid_fen", "list_fen")}  # fmt: skip
            self.put(
                day,
                **{f"p.{name}": value for name, value in sums.items()},
                listed=rows.paid_pieces.notna().sum(),
                sold=(rows.paid_pieces > 0).sum(),
            )

    def _service(self) -> None:
        for day, of_day in self.service.groupby("day"):
            whole = of_day[of_day.agent == ""]
            rows = (whole if len(whole) else of_day).to_dict("records")
            for name in ("received", "replied", "inquiries", "paid_inquiries", "good_ratings", "ratings", "sales_fen"):
                self.put(day, **{f"c.{name}": total([dec(row[name]) for row in rows])})
            seconds = [(dec(row["first_reply_seconds"]), dec(row["received"])) for row in rows]
            both = [(one, two) for one, two in seconds if one is not None and two is not None]
            self.put(day, waited=total([one * two for one, two in both]))
            self.put(day, waiting=total([two for one, two in seconds if one is not None]))

    def span(self, first: str, last: str) -> list[Day]:
        return [self.days[day] for day in sorted(self.days) if first <= day <= last]

    def people(self, first: str, last: str) -> Cell:
        """The buyers, each once; of several days only where the orders of every day with sales name theirs."""
        days = self.span(first, last)
        with_sales = [day for day in days if day.get("paid_orders")]
        if with_sales and all(day.get("codes") for day in with_sales):
            rows = self.orders[(self.orders[self.by] >= first) & (self.orders[self.by] <= last)]
            rows = rows[rows.paid_day.notna()]
            if rows.buyer_key.notna().all():
                return dec(rows.buyer_key.nunique() or None)
        return next((day["buyers"] for day in days if day.get("buyers") is not None), None) if first == last else None


Formula = Callable[[Raw, str, str], Cell]
NAMES: dict[Formula, tuple[str, ...]] = {}
"""The base figures of a day that a formula is made of, all of which a day has to know for it to count."""


def made_of(of: Formula, *names: str) -> Formula:
    NAMES[of] = names
    return of


def add(name: str) -> Formula:
    return made_of(lambda raw, first, last: total([day.get(name) for day in raw.span(first, last)]), name)


def share(top: str, bottom: str, *, money: bool = False) -> Formula:
    def of(raw: Raw, first: str, last: str) -> Cell:
        both = [(day.get(top), day.get(bottom)) for day in raw.span(first, last)]
        known = [(one, two) for one, two in both if one is not None and two is not None]
        below = sum((two for _one, two in known), Decimal(0))
        if not known or not below:
            return None
        return whole(sum((one for one, _two in known), Decimal(0)) / below, money)

    return made_of(of, top, bottom)


def weighed(name: str, by: str) -> Formula:
    def of(raw: Raw, first: str, last: str) -> Cell:
        both = [(day.get(name), day.get(by)) for day in raw.span(first, last)]
        known = [(one, two) for one, two in both if one is not None and two is not None]
        below = sum((two for _one, two in known), Decimal(0))
        if not known or not below:
            return None
        return whole(sum((one * two for one, two in known), Decimal(0)) / below, money=False)

    return made_of(of, name, by)


def one_day(name: str) -> Formula:
    return made_of(lambda raw, first, last: add(name)(raw, first, last) if first == last else None, name)


def newest(name: str) -> Formula:
    def of(raw: Raw, first: str, last: str) -> Cell:
        known = [day[name] for day in raw.span(first, last) if day.get(name) is not None]
        return known[-1] if known else None

    return of


def mean(name: str) -> Formula:
    def of(raw: Raw, first: str, last: str) -> Cell:
        known = [value for day in raw.span(first, last) if (value := day.get(name)) is not None]
        return whole(sum(known, Decimal(0)) / len(known), money=False) if known else None

    return made_of(of, name)


def each(raw: Raw, first: str, last: str) -> Cell:
    paid, people = add("paid")(raw, first, last), raw.people(first, last)
    return None if paid is None or not people else whole(paid / people, money=True)


def whole(value: Decimal, money: bool) -> Decimal:
    """Whole fen; other quotients have six places."""
    return value.quantize(Decimal(1) if money else Decimal("0.000001"), rounding=ROUND_HALF_UP)


FORMULAS: dict[str, Formula] = {
    "orders": add("made"), "paid_orders": add("paid_orders"), "gross_amount": add("gross"), "paid_amount": add("paid"),
    "refund_amount": add("refund"), "net_amount": add("net"), "paying_rate": share("made_paid", "made"),
    "amount_per_order": share("paid", "paid_orders", money=True), "refund_rate": share("refund", "paid"),
    "refund_rate_orders": share("refunded", "paid_orders"), "unpaid_orders": add("unpaid"),
    "effective_orders": add("effective"), "refunded_orders": add("refunded"),
    "net_per_order": share("net", "paid_orders", money=True),
    "net_per_effective_order": share("net", "effective", money=True), "platform_refunds": add("s.refund_fen"),
    "paid_pieces": add("s.paid_pieces"), "buyers": Raw.people, "aov": each, "new_buyers": one_day("s.new_buyers"),
    "returning_buyers": one_day("s.returning_buyers"), "repeat_rate": share("s.returning_buyers", "s.buyers"),
    "visitors": one_day("s.visitors"), "page_views": add("s.page_views"), "conversion": share("buyers", "s.visitors"),
    "visitors_per_day": mean("s.visitors"), "views_per_visitor": share("s.page_views", "s.visitors"),
    "value_per_visitor": share("paid", "s.visitors", money=True),
    "stay_seconds": weighed("s.stay_seconds", "s.visitors"),
    "bounce_rate": weighed("s.bounce_rate", "s.visitors"), "cart_rate": share("s.cart_buyers", "s.visitors"),
    "favourite_rate": share("s.favourite_buyers", "s.visitors"), "ad_spend": add("spend"), "ad_sales": add("ad_sales"),
    "roi": share("costed_sales", "spend"), "impressions": add("impressions"), "clicks": add("clicks"),
    "click_rate": share("clicks", "impressions"), "cost_per_click": share("spend", "costed_clicks", money=True),
    "cost_per_visitor": share("spend", "s.visitors", money=True), "ad_share": share("spend", "paid"),
    "ad_cart_adds": add("ad_carts"), "ad_new_buyers": one_day("ad_new"), "affiliate_cost": add("s.affiliate_fen"),
    "product_views": add("p.page_views"), "product_pieces": add("p.paid_pieces"), "product_sales": add("p.paid_fen"),
    "list_price_sales": add("p.list_fen"), "active_products": share("sold", "listed"),
    "inquiry_conversion": share("c.paid_inquiries", "c.inquiries"), "reply_rate": share("c.replied", "c.received"),
    "first_reply_seconds": share("waited", "waiting"), "satisfaction": share("c.good_ratings", "c.ratings"),
    "service_sales": add("c.sales_fen"), "reviews": add("s.reviews"),
    "good_review_rate": share("s.good_reviews", "s.reviews"), "bad_reviews": add("s.bad_reviews"),
    "shipped_parcels": add("s.shipped_parcels"), "followers": newest("s.followers"), "members": newest("s.members"),
    **{code: newest(f"s.{code}") for code in (
        "dsr_description", "dsr_service", "dsr_logistics", "experience", "experience_goods", "experience_logistics",
        "experience_service",
    )},
}  # fmt: skip


def holed(file: Path, seed: int) -> None:
    """Take days, parts of days and single figures out of the sample store's sources, its orders included.

    Before that, figures that no source of the sample states are made up.
    """
    chance = random.Random(seed)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE product_days SET list_fen = id * 37 % 9973")
        connection.execute("UPDATE store_days SET refund_fen = id * 41 % 9967, followers = id, members = id / 2")
        connection.execute("UPDATE channel_days SET new_buyers = id % 7")
        for column in ("experience", "experience_goods", "experience_logistics", "experience_service"):
            connection.execute(f"UPDATE store_days SET {column} = CAST(id % 50 / 10.0 AS TEXT)")
        for table in ("store_days", "channel_days", "product_days", "service_days"):
            keys = [key for (key,) in connection.execute(f"SELECT id FROM {table} WHERE store_id = {STORE}")]
            gone = chance.sample(keys, len(keys) // 12)
            connection.execute(f"DELETE FROM {table} WHERE id IN ({','.join(map(str, gone))})")
            left = sorted(set(keys) - set(gone))
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if not row[3]]
            for column in columns:
                if not column.endswith("_id") and column not in ("title", "file_row"):
                    some = ",".join(map(str, chance.sample(left, len(left) // 15)))
                    connection.execute(f"UPDATE {table} SET {column} = NULL WHERE id IN ({some})")
        days = [day for (day,) in connection.execute("SELECT DISTINCT created_day FROM orders")]
        for day in chance.sample(days, 25):
            connection.execute("DELETE FROM orders WHERE created_day = ? OR paid_day = ?", (day, day))
        connection.commit()


@pytest.fixture(scope="module", params=[None, 1])
def sample(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[App, Path, bool]]:
    """The sample store, whole or with holes."""
    folder = make_sample(tmp_path_factory.mktemp("kpis"), "en")
    app = prepare(folder, "en", clock=FixedClock(NOW))
    if request.param is not None:
        holed(app.paths.database, request.param)
    app.open()
    if request.param is not None:
        sum_orders(app.services.ctx, STORE)
    yield app, app.paths.database, request.param is not None
    app.close()


def spans(seed: int) -> list[tuple[date, date]]:
    """Days, weeks, months and the whole."""
    chance, end = random.Random(seed), date(2026, 3, 15)
    found = [(end - timedelta(days=485), end), (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 9), end)]
    for length in (1, 1, 1, 2, 7, 30, 91):
        first = end - timedelta(days=chance.randrange(length, 480))
        found.append((first, first + timedelta(days=length - 1)))
    return found


def differences(app: App, raw: Raw, asked: list[tuple[date, date]], basis: Basis) -> tuple[list[Any], set[str]]:
    """Where the program and pandas say different things, and the KPIs that pandas knows anything of."""
    wrong, known = [], set()
    for first, last in asked:
        figures = app.services.kpi.totals(STORE, first, last, basis)
        for item in KPIS:
            ours, theirs = figures[item.code], FORMULAS[item.code](raw, first.isoformat(), last.isoformat())
            if theirs is not None:
                known.add(item.code)
            if (None if ours is None else Decimal(ours)) != theirs:
                wrong.append((item.code, first, last, ours, theirs))
    return wrong, known


@pytest.mark.parametrize("basis", list(Basis))
def test_every_kpi_is_what_pandas_says(sample: tuple[App, Path, bool], basis: Basis) -> None:
    app, file, holes = sample
    assert set(FORMULAS) == {item.code for item in KPIS}
    wrong, known = differences(app, Raw(file, basis.value), spans(7), basis)
    assert not wrong
    if holes:
        assert known == {item.code for item in KPIS}, "a figure that is never known proves nothing"


@pytest.mark.parametrize("basis", list(Basis))
def test_every_kpi_of_the_real_files_is_what_pandas_says(
    app: App, store: Store, shared_data: Path, basis: Basis
) -> None:
    for name in FILES:
        app.services.imports.run_file(shared_data / "real" / name, store)
    asked = [
        (date(2018, 1, 1), date(2020, 3, 1)),
        (date(2018, 6, 1), date(2018, 6, 30)),
        (date(2018, 11, 11), date(2018, 11, 11)),
        (date(2019, 11, 11), date(2019, 11, 17)),
        (date(2020, 2, 1), date(2020, 2, 29)),
        (date(2020, 2, 14), date(2020, 2, 14)),
        (date(2020, 2, 8), date(2020, 2, 8)),
    ]
    wrong, known = differences(app, Raw(app.paths.database, basis.value), asked, basis)
    assert not wrong
    assert {"paid_amount", "refund_rate", "product_views", "list_price_sales", "active_products", "ad_sales"} <= known

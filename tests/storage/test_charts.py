"""Every chart held against pandas: on the real order report, and on each table of the sample store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest
from sqlalchemy import text

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.kpi.chart_answer import ChartAnswer, one_of
from shopdesk.domain.kpi.definitions import OwnChange
from shopdesk.domain.kpi.pay_hours import AMOUNT
from shopdesk.domain.kpi.rows import Wish
from shopdesk.domain.kpi.slice_charts import CHANNEL_MEASURES
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.periods import By, Period, label
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.queries import order_days
from tests.gui.sample_store import NOW, make_sample
from tests.kpi_data import add_product_days

FEBRUARY = Period(date(2020, 2, 1), date(2020, 2, 29))
DAYS = Period(date(2026, 1, 5), date(2026, 3, 15))


@pytest.fixture(scope="module")
def tmall(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[tuple[App, Store, pandas.DataFrame]]:
    """A store into which the program imported the real report, and the report itself."""
    file = shared_data / "real" / "tmall_order_report.csv"
    app = open_app(tmp_path_factory.mktemp("charts"), "en")
    store = app.services.stores.create("云裳旗舰店")
    app.services.imports.run_file(file, store)
    frame = pandas.read_csv(file, dtype=str).rename(columns=str.strip)
    frame["made"] = pandas.to_datetime(frame["订单创建时间"])
    frame["paid"] = pandas.to_datetime(frame["订单付款时间"])
    frame["fen"] = frame[["买家实际支付金额", "退款金额"]].map(lambda cell: round(Decimal(cell) * 100)).sum(axis=1)
    yield app, store, frame
    app.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, Store]]:
    """The sample store as of Monday 2026-03-16."""
    app = open_app(make_sample(tmp_path_factory.mktemp("sample"), "en"), "en", clock=FixedClock(NOW))
    (store,) = app.services.stores.all()
    yield app, store
    app.close()


def key(store: Store) -> int:
    return store.id or 0


def cells(answer: ChartAnswer, *names: str) -> list[tuple[Any, ...]]:
    places = [[field.name for field in answer.fields].index(name) for name in names]
    return [tuple(point.cells[place] for place in places) for point in answer.points]


def frame_of(app: App, store: Store, table: str, period: Period = DAYS, day: str = "day") -> pandas.DataFrame:
    with app.services.ctx.read() as uow:
        query = text(f"SELECT * FROM {table} WHERE store_id = :s AND {day} BETWEEN :a AND :b").execution_options(
            reads=(table,)
        )
        given = {"s": key(store), "a": str(period.start), "b": str(period.end)}
        found = uow.connection.execute(query, given)
        return pandas.DataFrame(found.fetchall(), columns=list(found.keys()))


def opens_to_itself(app: App, store: Store, answer: ChartAnswer, name: str, places: list[int]) -> None:
    """The rows behind these points come to what the points say."""
    at = [field.name for field in answer.fields].index(name)
    for place in places:
        point = answer.points[place]
        behind = point.behind
        assert behind is not None
        totals = app.services.figure_rows.totals(
            key(store),
            figure_of(behind.code),
            behind.period,
            behind.basis or Basis.CREATED,
            0,
            Wish(),
            only=behind.only,
        )
        assert totals.wished.amount == point.cells[at]


def test_the_map_of_weekdays_and_hours_is_that_of_the_real_report(tmall: tuple[App, Store, pandas.DataFrame]) -> None:
    app, store, frame = tmall
    answer = app.services.charts.pay_hours(key(store), FEBRUARY, AMOUNT)
    paid = frame[frame["paid"].between("2020-02-01", "2020-02-29 23:59:59")]
    grouped = paid.groupby([paid["paid"].dt.day_of_week, paid["paid"].dt.hour])["fen"].agg(["count", "sum"])
    known = {*frame["made"].dt.date, *frame["paid"].dropna().dt.date}
    found = cells(answer, "weekday", "hour", "orders", "paid", "days", "mean_fen")
    assert len(found) == 7 * 24
    for weekday, hour, orders, fen, days, mean in found:
        key_of = (weekday, int(hour[:2]))
        count, total = grouped.loc[key_of] if key_of in grouped.index else (0, 0)
        assert (orders, fen or 0) == (count, total)
        assert days == sum(day.weekday() == weekday for day in FEBRUARY.days() if day in known)
        assert abs(mean - fen / days) <= 0.5
    assert sum(orders for _, _, orders, *_ in found) == len(paid)
    (best,) = answer.mark
    assert found[best][5] == max(mean for *_, mean in found)
    opens_to_itself(app, store, answer, "paid", [best, next(place for place, one in enumerate(found) if one[2])])


def test_hours_are_the_same_by_the_index_and_through_the_whole_table(
    tmall: tuple[App, Store, pandas.DataFrame],
) -> None:
    app, store, _ = tmall
    with app.services.ctx.read() as uow:
        by_index, through_all = (
            sorted(map(tuple, uow.connection.execute(order_days.hours(key(store), all_rows=whole))))
            for whole in (False, True)
        )
    assert by_index == through_all != []


def test_hours_follow_an_import_and_its_undoing(app: App, store: Store, tmp_path: Path) -> None:
    def kept() -> list[tuple[Any, ...]]:
        with app.services.ctx.read() as uow:
            query = text("SELECT day, hour, paid_orders, paid_fen FROM order_hours ORDER BY day, hour")
            return [tuple(row) for row in uow.connection.execute(query.execution_options(reads=("order_hours",)))]

    head = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
    file = tmp_path / "one.csv"
    file.write_text(head + "7,50,50,上海,2026/3/1 9:00,2026/3/1 9:05,0\n8,20,15,上海,2026/3/1 9:50,2026/3/1 9:59,5\n")
    app.services.imports.run_file(file, store)
    first = [("2026-03-01", 9, 2, 70_00)]
    assert kept() == first
    # An order whose pay time was corrected leaves its old hour.
    file.write_text(head + "7,50,50,上海,2026/3/1 9:00,2026/3/2 23:05,0\n")
    again = app.services.imports.run_file(file, store)
    assert kept() == [("2026-03-01", 9, 1, 20_00), ("2026-03-02", 23, 1, 50_00)]
    app.services.imports.undo(again.run.id or 0)
    assert kept() == first


def test_a_day_without_any_order_counts_in_no_mean(tmall: tuple[App, Store, pandas.DataFrame]) -> None:
    app, store, _frame = tmall
    longer = Period(date(2020, 1, 1), FEBRUARY.end)
    answer = app.services.charts.pay_hours(key(store), longer)
    one, other = (
        cells(each, "weekday", "hour", "mean_orders", "days")
        for each in (answer, app.services.charts.pay_hours(key(store), FEBRUARY))
    )
    known = sum(dict(cells(answer, "weekday", "days")).values())
    assert one == other and str(answer.lacking[0]).startswith(f"{longer.length - known} of {longer.length} days")
    empty = app.services.charts.pay_hours(key(store), Period(date(2019, 1, 1), date(2019, 1, 9)))
    assert (empty.points, empty.said, empty.mark) == ((), (), ())


def test_provinces_are_those_of_the_real_report(tmall: tuple[App, Store, pandas.DataFrame]) -> None:
    app, store, frame = tmall
    answer = app.services.charts.provinces(key(store), FEBRUARY, Basis.PAID)
    paid = frame[frame["paid"].between("2020-02-01", "2020-02-29 23:59:59")]
    expected = paid.groupby("收货地址")["fen"].agg(["sum", "count"])
    found = {name: (fen, count) for name, fen, count in cells(answer, "province", "paid", "orders")}
    assert found == {name: (row["sum"], row["count"]) for name, row in expected.iterrows() if row["sum"]}
    fen = [one for (one,) in cells(answer, "paid")]
    assert fen == sorted(fen, reverse=True)
    assert sum(share for (share,) in cells(answer, "share")) == pytest.approx(1, abs=1e-4)


def test_pareto_and_traffic_are_those_of_the_product_days(sample: tuple[App, Store]) -> None:
    app, store = sample
    frame = frame_of(app, store, "product_days")
    sums = frame.groupby("product_id")["paid_fen"].sum().sort_values(ascending=False)
    answer = app.services.charts.pareto(key(store), DAYS)
    assert [fen for (fen,) in cells(answer, "sales")] == list(sums)
    shares = (sums.cumsum() / sums.sum()).tolist()
    assert [float(one) for (one,) in cells(answer, "up_to_here")] == pytest.approx(shares, abs=1e-6)
    needed = next(place for place, share in enumerate(shares, 1) if share >= 0.8)
    assert answer.mark == (needed - 1,) and answer.drawn["bar_at"] == needed - 1
    opens_to_itself(app, store, answer, "sales", [0, needed])

    both = frame.dropna(subset=["visitors", "buyers"])
    of = both.groupby("title")[["visitors", "buyers"]].sum()
    # Visitors a day are those of all days that state them, as in the list of products.
    mean = frame.dropna(subset=["visitors"]).groupby("title")["visitors"].mean()
    points = app.services.charts.traffic(key(store), DAYS)
    found = cells(points, "product", "visitors", "conversion", "group")
    assert {name for name, *_ in found} == set(of.index[of["visitors"] > 0])
    across = mean[of.index].median()
    up = (of["buyers"] / of["visitors"]).median()
    for name, visitors, conversion, group in found:
        assert float(visitors) == pytest.approx(mean[name], abs=1e-5)
        assert float(conversion) == pytest.approx(of["buyers"][name] / of["visitors"][name], abs=1e-6)
        assert group == (0 if conversion >= Decimal(str(up)) - Decimal("1e-6") else 2) + (float(visitors) > across)


def test_visitors_a_day_are_the_same_on_the_chart_and_in_the_list(app: App, store: Store) -> None:
    """Days that state visitors and no buyers count for the mean, and not for the conversion."""
    days = [DAYS.start + timedelta(days=offset) for offset in range(4)]
    rows = [
        {"day": day, "product_id": "7", "visitors": 100 * (place + 1), "buyers": 5 if place < 2 else None}
        for place, day in enumerate(days)
    ]
    add_product_days(app.services.ctx, key(store), rows)
    (one,) = app.services.charts.traffic(key(store), DAYS).points
    assert one.cells[1:3] == (Decimal(250), Decimal("0.033333"))
    only = (("product_id", one_of("7")),)
    totals = app.services.figure_rows.totals(
        key(store), figure_of("item_visitors"), DAYS, Basis.CREATED, 0, Wish(), only=only
    )
    assert totals.figure == 250


def test_the_range_by_role_stage_and_group_is_that_of_the_product_days(sample: tuple[App, Store]) -> None:
    app, store = sample
    frame = frame_of(app, store, "product_days")
    with app.services.ctx.read() as uow:
        query = text("SELECT product_id, role, life, product_group FROM products WHERE store_id = :s")
        kept = uow.connection.execute(query.execution_options(reads=("products",)), {"s": key(store)})
        said = pandas.DataFrame(kept.fetchall(), columns=["product_id", "role", "life", "group"])
    whole = frame.merge(said, how="left", on="product_id")
    # The owner's group goes before the category of the report.
    whole["group"] = whole["group"].where(whole["group"].fillna("") != "", whole["category"])
    for measure in ("role", "life", "group"):
        sums = whole.assign(of=whole[measure].fillna("")).groupby("of")["paid_fen"].sum()
        answer = app.services.charts.by_class(key(store), DAYS, measure)
        assert dict(cells(answer, "class", "sales")) == {name: fen for name, fen in sums.items() if fen}
        assert len(answer.points) > 2
        assert answer.points[-1].cells[0] == "" or "" not in dict(sums)
        assert sum(float(share) for (share,) in cells(answer, "share")) == pytest.approx(1, abs=1e-5)
        opens_to_itself(app, store, answer, "sales", list(range(len(answer.points))))


def test_the_funnel_adds_no_visitor_over_days(sample: tuple[App, Store]) -> None:
    app, store = sample
    frame = frame_of(app, store, "store_days")
    answer = app.services.charts.funnel(key(store), DAYS)
    columns = dict(zip(("visitors", "cart_buyers", "placed_buyers", "buyers"), cells(answer, "mean", "share", "days"),
                       strict=False))  # fmt: skip
    for column, (mean, share, days) in columns.items():
        both = frame.dropna(subset=["visitors", column])
        assert float(mean) == pytest.approx(both[column].mean(), abs=1e-5)
        assert float(share) == pytest.approx(both[column].sum() / both["visitors"].sum(), abs=1e-6)
        assert days == len(both) and float(mean) <= frame["visitors"].max()
    # Orders are not held against people.
    assert cells(answer, "share")[4] == (Decimal("1.000000"),) and answer.drawn["breaks"] == (4,)


def test_what_no_import_states_is_named_and_not_drawn(app: App, store: Store) -> None:
    answer = app.services.charts.funnel(key(store), DAYS)
    assert answer.points == () and len(answer.lacking) == 6


def test_channels_ads_and_service_people_are_those_of_their_days(sample: tuple[App, Store]) -> None:
    app, store = sample
    charts, frame = app.services.charts, frame_of(app, store, "channel_days")
    for measure, _label in CHANNEL_MEASURES:
        answer = charts.channels(key(store), DAYS, By.MONTH, measure)
        month = frame["day"].str[:7]
        known = frame.dropna(subset=[measure]).groupby([month, "channel"])[measure].sum()
        found = {(span, channel.value): value for span, channel, value in cells(answer, "period", "channel", "value")}
        assert found == known.to_dict()
        ads = [place for place, (channel,) in enumerate(cells(answer, "channel")) if channel is Channel.SEARCH_ADS]
        opens_to_itself(app, store, answer, "value", ads[:1])
    ads_known = frame[frame["channel"].isin(["search_ads", "display_ads", "site_ads"])]
    ads_known = ads_known.dropna(subset=["spend_fen", "sales_fen"]).groupby(["channel", "subject"])
    answer = charts.ads(key(store), DAYS)
    found_ads = {(cell[0].value, cell[1] or ""): cell[2:4] for cell in (point.cells for point in answer.points)}
    sums = ads_known[["spend_fen", "sales_fen"]].sum()
    assert found_ads == {at: tuple(row) for at, row in sums.iterrows() if row["spend_fen"]}
    opens_to_itself(app, store, answer, "sales", [0])

    people = frame_of(app, store, "service_days")
    people = people[people["agent"] != ""].groupby("agent")
    answer = charts.service_people(key(store), DAYS)
    sums = people[["sales_fen", "received", "inquiries", "paid_inquiries"]].sum()
    for agent, sales, received, conversion in (point.cells for point in answer.points):
        row = sums.loc[agent]
        assert (sales, received) == (row["sales_fen"], row["received"])
        assert float(conversion) == pytest.approx(row["paid_inquiries"] / row["inquiries"], abs=1e-6)
    opens_to_itself(app, store, answer, "sales", [0])


def test_closed_orders_are_counted_by_their_reason(sample: tuple[App, Store]) -> None:
    app, store = sample
    frame = frame_of(app, store, "orders", day="created_day")
    reasons = frame["closed_reason"].dropna().value_counts().to_dict()
    answer = app.services.charts.closed_orders(key(store), DAYS)
    assert dict(cells(answer, "reason", "orders")) == reasons and reasons
    opens_to_itself(app, store, answer, "orders", [0])


@pytest.mark.parametrize("by", [By.DAY, By.WEEK])
def test_ratings_are_the_last_of_each_step_and_marked_where_they_are_counted_otherwise(
    sample: tuple[App, Store], by: By
) -> None:
    app, store = sample
    middle = DAYS.start + timedelta(days=DAYS.length // 2)
    app.services.definitions.add(key(store), OwnChange(code="dsr_service", day=middle, words="of thirty days"))
    answer = app.services.charts.ratings(key(store), DAYS, by)
    frame = frame_of(app, store, "store_days")
    known = {rating for _, rating, _ in cells(answer, "period", "rating", "score")}
    assert known >= {"dsr_description", "dsr_service", "dsr_logistics"}
    for period, rating, score in cells(answer, "period", "rating", "score"):
        days = frame[frame["day"].map(lambda day: label(date.fromisoformat(str(day)), by)) == period]
        last = days.sort_values("day")[rating].dropna().iloc[-1]
        assert score == Decimal(last), (period, rating)
    for point in (answer.points[0], answer.points[-1]):
        assert point.behind is not None
        rows = app.services.figure_rows.totals(
            key(store), kpi(point.behind.code), point.behind.period, Basis.CREATED, 0, Wish()
        )
        assert rows.figure == point.cells[2]
    columns = answer.drawn["columns"]
    assert [columns[place] for place in answer.drawn["breaks"]] == [label(middle, by)]
    assert str(middle) in str(answer.lacking[0])
    app.services.history.undo()

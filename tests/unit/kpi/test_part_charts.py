"""Charts of products and of parts of the store, each over a few figures whose answer can be worked out on paper."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import RegionLine
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, one_of
from shopdesk.domain.kpi.funnel import funnel
from shopdesk.domain.kpi.product_charts import ProductSum, by_class, few_products, pareto, traffic
from shopdesk.domain.kpi.slice_charts import (
    AdSum,
    AgentSum,
    ads,
    channels_over_time,
    closed_orders,
    provinces,
    service_people,
)
from shopdesk.domain.periods import By, Period
from shopdesk.domain.product_figures import bringing_most
from shopdesk.domain.text import Text

D = Decimal
MONDAY = date(2026, 3, 9)
WEEKS = Period(MONDAY, MONDAY + timedelta(days=13))


def cells(answer: ChartAnswer, *names: str) -> list[tuple[Any, ...]]:
    places = [[field.name for field in answer.fields].index(name) for name in names]
    return [tuple(point.cells[place] for place in places) for point in answer.points]


def said(answer: ChartAnswer) -> list[str]:
    return [str(one) for one in answer.said]


def lacking(answer: ChartAnswer) -> list[str]:
    return [str(one) for one in answer.lacking]


def rows_behind(answer: ChartAnswer) -> list[tuple[str, Any]]:
    return [(point.behind.code, point.behind.only) if point.behind else ("", None) for point in answer.points]


# --- products ---------------------------------------------------------------------------------------------------------


def sold(code: str, fen: int | None, **more: Any) -> ProductSum:
    return ProductSum(product_id=code, title=f"T{code}", sales_fen=fen, **more)


def test_the_few_products_that_bring_four_fifths_are_counted() -> None:
    found = pareto(WEEKS, [sold("3", 200), sold("1", 500), sold("4", 0), sold("2", 300), sold("5", None)])
    assert cells(found, "place", "product", "sales", "share", "up_to_here") == [
        (1, "T1", 500, D("0.5"), D("0.5")), (2, "T2", 300, D("0.3"), D("0.8")), (3, "T3", 200, D("0.2"), D(1)),
        (4, "T4", 0, D(0), D(1)),
    ]  # fmt: skip
    assert said(found) == ["2 of 4 products (50%) bring four fifths of sales of 10.00."], "just four fifths are enough"
    assert (found.mark, found.drawn["bar_at"]) == ((1,), 1)
    assert (found.drawn["bars"], found.drawn["line"]) == ((500, 300, 200, 0), (D("0.5"), D("0.8"), D(1), D(1)))
    assert lacking(found) == ["Of 1 products the sales are not known."]
    assert rows_behind(found)[0] == ("product_sales", (("product_id", one_of("1")),))
    more = pareto(WEEKS, [sold("1", 500), sold("2", 299), sold("3", 201)])
    assert said(more) == ["3 of 3 products (100%) bring four fifths of sales of 10.00."], "a fen short takes one more"


@given(st.lists(st.none() | st.integers(-50, 10**12), max_size=12))
@example([799_999_999, 100_000_000, 100_000_001])  # a share that rounds to four fifths and is none
def test_list_chart_and_sentence_end_four_fifths_at_the_same_product(sales: list[int | None]) -> None:
    by_number = {f"{place:02}": fen for place, fen in enumerate(sales)}
    best = bringing_most(by_number)
    known = sorted((fen for fen in sales if fen is not None), reverse=True)
    fewest = next((count for count in range(len(known) + 1) if sum(known[:count]) * 5 >= sum(known) * 4), 0)
    assert len(best) == (fewest if sum(known) > 0 else 0)
    assert [by_number[one] for one in best] == known[: len(best)]
    chart = pareto(WEEKS, [sold(number, fen) for number, fen in by_number.items()])
    assert chart.mark == ((len(best) - 1,) if best else ())
    assert [str(one).split(" ")[0] for one in few_products(sales)] == ([f"{len(best)}"] if best else [])


def test_products_that_sold_nothing_have_no_curve() -> None:
    for products in ([], [sold("1", 0)], [sold("1", None)]):
        found = pareto(WEEKS, products)
        assert (found.points, found.said, found.mark) == ((), (), ())
    (one,) = pareto(WEEKS, [sold("1", 1)]).points
    assert one.cells[2:] == (1, D(1), D(1)), "a single fen is a sale"
    assert lacking(pareto(WEEKS, [sold("1", 0)])) == []


def test_turnover_at_list_price_is_named_and_opens_its_own_rows() -> None:
    found = pareto(WEEKS, [sold("1", 500, at_list=True)])
    assert lacking(found) == ["The report has turnover at list price only, not money received."]
    assert rows_behind(found)[0][0] == "list_price_sales"
    parts = by_class(WEEKS, [sold("1", 500, at_list=True)], {"1": "hit"}, {"hit": "Hits"})
    assert lacking(parts) == lacking(found)
    assert rows_behind(parts)[0][0] == "list_price_sales"


def test_classes_stand_by_their_sales_and_what_has_none_stands_last() -> None:
    names: dict[str, Text | str] = {"lead": Text("Leads"), "hit": "My hits", "slow": "Slow"}
    products = [sold("1", 100), sold("2", 200), sold("3", 300), sold("4", 900), sold("5", None), sold("6", 300)]
    classes = {"1": "hit", "2": "hit", "3": "lead", "6": "slow"}
    found = by_class(WEEKS, products, classes, names)
    assert cells(found, "class", "sales", "share", "products") == [
        ("lead", 300, D("0.166667"), 1), ("hit", 300, D("0.166667"), 2), ("slow", 300, D("0.166667"), 1),
        ("", 900, D("0.5"), 1),
    ]  # fmt: skip
    assert said(found) == ["“Leads” brings most: 17% of 18.00."]
    assert lacking(found) == [
        "Of 1 products the sales are not known.",
        "Of 1 of 5 products nothing is said yet: Products, “List of products…”.",
    ]
    assert rows_behind(found)[1] == ("product_sales", (("product_id", one_of("1", "2")),))


@pytest.mark.parametrize(
    ("products", "classes", "points"),
    [([sold("1", 5)], {}, 0), ([sold("1", 0)], {"1": "hit"}, 0), ([sold("1", 1)], {"1": "hit"}, 1), ([], {}, 0)],
)
def test_without_a_class_or_a_sale_there_are_no_parts(
    products: list[ProductSum], classes: dict[str, str], points: int
) -> None:
    found = by_class(WEEKS, products, classes, {"hit": "Hits"})
    assert (len(found.points), len(found.said)) == (points, points)
    assert (lacking(found) == []) is (bool(classes) or not products)


def seen(code: str, visitors: int | None, buyers: int | None, days: int = 10, fen: int = 0) -> ProductSum:
    return sold(code, fen, visitors=visitors, buyers=buyers, visits=visitors, visit_days=days)


def test_products_are_parted_by_the_middle_one() -> None:
    products = [
        seen("1", 100, 10, fen=1), seen("2", 900, 90), seen("3", 800, 8), seen("4", 200, 2), seen("5", 500, 25),
        seen("6", 700, 7), seen("7", None, 3), seen("8", 0, 0),
    ]  # fmt: skip
    found = traffic(WEEKS, products)
    assert cells(found, "product", "visitors", "conversion", "group") == [
        ("T1", D(10), D("0.1"), 0), ("T2", D(90), D("0.1"), 1), ("T3", D(80), D("0.01"), 3),
        ("T4", D(20), D("0.01"), 2), ("T5", D(50), D("0.05"), 0), ("T6", D(70), D("0.01"), 3),
    ]  # fmt: skip
    assert said(found) == [
        "2 of 6 products have more visitors than the middle one and convert worse.",
        "Look first at “T3”.",
    ]
    assert lacking(found) == ["Of 2 products visitors and buyers are not known together."]
    assert found.drawn["size"] == (1, 0, 0, 0, 0, 0), "a dot is as large as its sales"
    assert (found.mark, found.drawn["across"], found.drawn["up"]) == ((2,), D(60), D("0.03"))


def test_the_middle_product_itself_has_few_visitors_and_converts_well() -> None:
    (one,) = traffic(WEEKS, [seen("1", 100, 10)]).points
    assert one.cells[-1] == 0
    assert said(traffic(WEEKS, [seen("1", 100, 10)])) == [
        "0 of 1 products have more visitors than the middle one and convert worse."
    ]
    assert (traffic(WEEKS, []).points, traffic(WEEKS, []).said, traffic(WEEKS, []).lacking) == ((), (), ())
    two = [seen("1", 100, 50), seen("2", 300, 3), seen("3", 300, 3)]
    assert said(traffic(WEEKS, two))[1:] == [], "as many as the middle one is not more"


# --- parts of the store -----------------------------------------------------------------------------------------------


def test_channels_are_stacked_by_week_the_strongest_first() -> None:
    days = {
        (Channel.SEARCH_ADS, MONDAY): 10, (Channel.SEARCH_ADS, MONDAY + timedelta(days=6)): 5,
        (Channel.AFFILIATES, MONDAY + timedelta(days=7)): 45, (Channel.SEARCH_ADS, WEEKS.end): 15,
    }  # fmt: skip
    found = channels_over_time(WEEKS, By.WEEK, "sales_fen", days)
    assert cells(found, "channel", "value") == [
        (Channel.SEARCH_ADS, 15), (Channel.AFFILIATES, 45), (Channel.SEARCH_ADS, 15),
    ]  # fmt: skip
    assert [str(one) for one in found.drawn["names"]] == ["Affiliates", "Search ads"], (
        "who brings nothing has no colour"
    )
    assert (found.drawn["groups"], found.drawn["series"]) == ((0, 1, 1), (1, 0, 1))
    assert said(found) == ["“Affiliates” brings most: 60% of all."]
    behind = {name: ("channel_sales_fen", (("channel", one_of(name)),)) for name in ("search_ads", "affiliates")}
    expected = [behind["search_ads"], behind["affiliates"], behind["search_ads"]]
    assert rows_behind(found) == expected, "what is no ad opens as well"
    assert found.drawn["money"] is True
    assert channels_over_time(WEEKS, By.WEEK, "clicks", days).drawn["money"] is False
    assert channels_over_time(WEEKS, By.DAY, "clicks", {}).said == ()
    half = Period(MONDAY + timedelta(days=2), WEEKS.end)
    assert channels_over_time(half, By.WEEK, "clicks", {}).drawn["spans"][0] == Period(
        half.start, MONDAY + timedelta(6)
    )


def region(name: str, fen: int | None, before: int | None = None) -> RegionLine:
    return RegionLine(province=name, orders=9, paid_orders=3, paid_fen=fen, paid_before_fen=before)


def test_the_three_strongest_provinces_and_orders_that_name_none() -> None:
    lines = [
        region("浙江", 400, 7),
        region("江苏", 300),
        region("上海", 200),
        region("西藏", 100),
        region("青海", None),
    ]
    found = provinces(WEEKS, lines, 2)
    assert cells(found, "province", "paid", "share", "orders", "before")[:2] == [
        ("浙江", 400, D("0.4"), 3, 7), ("江苏", 300, D("0.3"), 3, None),
    ]  # fmt: skip
    assert said(found) == ["4 provinces; the three strongest (浙江, 江苏, 上海) bring 90% of 10.00."]
    assert lacking(found) == ["2 paid orders name no province."]
    assert lacking(provinces(WEEKS, lines, 0)) == []
    nothing = provinces(WEEKS, [region("青海", None)], 2)
    assert (nothing.points, nothing.said, nothing.lacking) == ((), (), ())


def test_service_people_stand_by_sales_and_the_best_is_named_among_those_who_were_asked() -> None:
    people = [
        AgentSum(agent="d", sales_fen=None, received=None, inquiries=1, paid_inquiries=1),
        AgentSum(agent="b", sales_fen=500, received=40, inquiries=40, paid_inquiries=10),
        AgentSum(agent="a", sales_fen=500, received=50, inquiries=0, paid_inquiries=0),
        AgentSum(agent="c", received=9, inquiries=2, paid_inquiries=1),
        AgentSum(agent="e", sales_fen=1, inquiries=1, paid_inquiries=None),
    ]
    found = service_people(WEEKS, people)
    assert cells(found, "agent", "sales", "received", "conversion") == [
        ("a", 500, 50, None), ("b", 500, 40, D("0.25")), ("e", 1, None, None), ("c", None, 9, D("0.5")),
    ]  # fmt: skip
    assert said(found) == ["Of those who asked, most bought with c: 50.0%."]
    assert service_people(WEEKS, people[:1]).points == ()
    assert service_people(WEEKS, people[2:3]).said == ()


def test_ads_below_one_are_counted_with_what_they_cost() -> None:
    sums = [
        AdSum(channel=Channel.SEARCH_ADS, subject="lamp", spend_fen=1000, sales_fen=999),
        AdSum(channel=Channel.DISPLAY_ADS, spend_fen=2000, sales_fen=2000),
        AdSum(channel=Channel.SEARCH_ADS, subject="chair", spend_fen=3000, sales_fen=0),
        AdSum(channel=Channel.SEARCH_ADS, subject="free", spend_fen=0, sales_fen=100),
        AdSum(channel=Channel.SEARCH_ADS, subject="fen", spend_fen=1, sales_fen=3),
    ]
    found = ads(WEEKS, sums)
    assert cells(found, "subject", "spend", "roi") == [
        ("chair", 3000, D(0)), (None, 2000, D(1)), ("lamp", 1000, D("0.999")), ("fen", 1, D(3)),
    ]  # fmt: skip
    assert said(found) == ["2 of 4 cost more than they sold, together 40.00."]
    assert found.drawn["groups"] == (0, 1, 0, 0)
    assert (found.drawn["x"], found.drawn["size"]) == ((3000, 2000, 1000, 1), (0, 2000, 999, 3))
    assert found.drawn["up"] == 1, "below this line an ad costs more than it sells"
    assert said(ads(WEEKS, sums[1:2])) == ["Every ad sold more than it cost."]
    assert ads(WEEKS, []).said == ()


def test_orders_were_closed_most_for_the_reason_that_stands_first() -> None:
    found = closed_orders(WEEKS, {"买家不要了": 1, "超时未付": 3, "缺货": 1})
    assert cells(found, "reason", "orders", "share") == [
        ("超时未付", 3, D("0.6")), ("买家不要了", 1, D("0.2")), ("缺货", 1, D("0.2")),
    ]  # fmt: skip
    assert said(found) == ["5 orders were closed, most for “超时未付”."]
    assert closed_orders(WEEKS, {}).said == ()


# --- the funnel -------------------------------------------------------------------------------------------------------


def test_each_step_is_a_mean_of_the_days_that_state_it_with_its_first() -> None:
    days: list[dict[str, int | None]] = [
        {"visitors": 1000, "cart": 100, "placed": 50, "paid": 40, "orders": 60, "kept": 57},
        {"visitors": 3000, "cart": 200, "placed": None, "paid": 60, "orders": 40, "kept": 38},
        {"cart": 900, "orders": None, "kept": 5},
    ]
    found = funnel(WEEKS, days)
    assert cells(found, "mean", "share", "of_before", "days") == [
        (D(2000), D(1), None, 2),
        (D(150), D("0.075"), D("0.075"), 2),
        (D(50), D("0.05"), D("0.666667"), 1),
        (D(50), D("0.025"), D("0.5"), 2),
        (D(50), D(1), None, 2),
        (D("47.5"), D("0.95"), D("0.95"), 2),
    ]
    assert said(found) == ["Most are lost before “Put something into the cart”: 7.5% of the step before get there."]
    assert (found.lacking, found.drawn["breaks"]) == ((), (4,))
    assert [point.behind and point.behind.code for point in found.points] == [
        "visitors_per_day", None, None, None, "paid_orders", "effective_orders",
    ]  # fmt: skip
    assert found.points[0].behind == Behind("visitors_per_day", WEEKS)


def test_a_day_without_a_visitor_counts_as_a_day_and_as_no_visitor() -> None:
    found = funnel(WEEKS, [{"visitors": 0, "cart": 0}, {"visitors": 100, "cart": 10}])
    assert cells(found, "mean", "share", "days") == [(D(50), D(1), 2), (D(5), D("0.1"), 2)]


def test_a_step_that_no_day_states_is_named_and_left_out() -> None:
    found = funnel(WEEKS, [{"visitors": 10, "paid": 1, "orders": 2}])
    assert cells(found, "mean", "of_before") == [(D(10), None), (D(1), D("0.1")), (D(2), None)]
    assert len(found.lacking) == 3
    assert str(found.lacking[-1]) == "Refunds are not known: import an order report with refunds."
    assert (funnel(WEEKS, []).points, funnel(WEEKS, []).said, len(funnel(WEEKS, []).lacking)) == ((), (), 6)

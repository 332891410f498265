"""What a report states one by one: each figure with its sheet, its days and what its rows are found by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import ReviewFigures, Takings
from shopdesk.domain.daily.lookback import ProblemFigures, Share, WeekSummary
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, Facts, Figures, kpi
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.parts import PART_NAMES, Origin, Part, ProfitRow
from shopdesk.domain.ledger.profit_table import ProfitTable, Split
from shopdesk.domain.payroll.people_cost import MonthCost
from shopdesk.domain.periods import By, Period
from shopdesk.domain.report.money import MoneySpan
from shopdesk.domain.report.people_cost import PeopleCost
from shopdesk.domain.report.records import (
    AgentLine,
    CampaignLine,
    DayLine,
    KeyFigure,
    PastLine,
    PeriodReport,
    SourceLine,
)
from shopdesk.domain.report.stated import PAY, PROFIT, TARGETS, Stated, stated
from shopdesk.domain.text import Text

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
LAST_YEAR = Period(date(2025, 3, 1), date(2025, 3, 31))
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
_NONE = ProblemFigures(opened=0, closed=0, still_open=0, overdue=0, mean_days=None)
EMPTY = PeriodReport(
    store="店", by=By.MONTH, period=MARCH, before=FEBRUARY, last_year=LAST_YEAR, next_period=APRIL,
    basis=Basis.CREATED, made_at=datetime(2026, 4, 2, 9), figures=Figures(Facts([], {}), MARCH), key_figures=(),
    days=(), past=(), sources=(), products=(), falling=(), heroes=(), agents=(), campaigns_run=(),
    campaigns_running=(), campaigns_coming=(),
    checks=WeekSummary(
        completion=Share(done=0, asked=0), failed=0, days=(), by_area={}, problems=_NONE, open_problems=(), repeated=(),
    ),
)  # fmt: skip


def of(**parts: Any) -> list[Stated]:
    """What a report of nothing but these parts states."""
    return stated(replace(EMPTY, **parts))


def told(found: list[Stated]) -> list[tuple[str, str, Period, Any]]:
    """Sheet, name, days and value."""
    return [(str(one.sheet), str(one.name), one.period, one.value) for one in found]


def test_a_report_without_figures_states_nothing() -> None:
    assert of() == []


def test_a_key_figure_is_stated_for_each_span_in_which_it_is_known() -> None:
    found = of(key_figures=(KeyFigure(kpi=kpi("visitors_per_day"), now=30, before=None, last_year=0),))
    name = str(kpi("visitors_per_day").name)
    # Nought is a figure, an unknown one is none.
    assert told(found) == [("Key figures", name, MARCH, 30), ("Key figures", name, LAST_YEAR, 0)]
    (before,) = of(key_figures=(KeyFigure(kpi=kpi("aov"), now=None, before=7, last_year=None),))
    assert (before.period, before.item) == (FEBRUARY, kpi("aov"))


def test_a_day_and_an_earlier_month_state_their_columns() -> None:
    day = date(2026, 3, 9)
    blank = dict.fromkeys(("paid_amount", "orders", "paid_orders", "paying_rate", "amount_per_order", "refund_amount",
                           "net_amount", "visitors", "buyers", "conversion", "page_views", "ad_spend", "ad_sales",
                           "roi", "visitors_per_day"))  # fmt: skip
    line = DayLine(day=day, values={**blank, "orders": 5, "roi": Decimal(3)}, before=None, target=None)
    past = PastLine(period=FEBRUARY, values={**blank, "ad_spend": 900, "orders": 7})
    found = of(days=(line,), past=(past,))
    assert told(found) == [
        ("Day by day", str(kpi("orders").name), Period(day, day), 5),
        ("Day by day", str(kpi("roi").name), Period(day, day), Decimal(3)),
        # Orders are no column of the earlier months.
        ("The last months", str(kpi("ad_spend").name), FEBRUARY, 900),
    ]


def test_a_paid_channel_states_what_it_cost_and_brought_and_a_free_one_nothing() -> None:
    def line(channel: Channel, **more: int) -> SourceLine:
        return SourceLine(line=ChannelLine(channel=channel, **more), visitors_a_day=None, page_visits=None)

    full = {"spend_fen": 1, "sales_fen": 2, "impressions": 3, "clicks": 4}
    sources = [line(channel, **full) for channel in Channel]
    found = of(sources=tuple(sources))
    assert {one.channel for one in found} == {Channel.SEARCH_ADS, Channel.DISPLAY_ADS, Channel.SITE_ADS}
    assert [(one.item, one.value) for one in found if one.channel is Channel.SITE_ADS] == [
        (kpi("ad_spend"), 1), (kpi("ad_sales"), 2), (kpi("impressions"), 3), (kpi("clicks"), 4),
    ]  # fmt: skip
    assert {(str(one.sheet), one.period) for one in found} == {("Traffic and ads", MARCH)}
    assert [one.value for one in of(sources=(line(Channel.SEARCH_ADS, clicks=4),))] == [4]


@pytest.mark.parametrize(("at_list", "sales"), [(False, "product_sales"), (True, "list_price_sales")])
def test_a_product_states_its_sales_as_its_report_has_them(at_list: bool, sales: str) -> None:
    one = ProductLine(product_id="600001", title="裙", page_views=9, pieces=3, sales_fen=500, at_list=at_list)
    other = ProductLine(product_id="600002", title="衫", pieces=1)
    # One that both sells best and falls is stated once.
    found = of(products=(one,), falling=(one, other))
    assert [(line.item, line.value, line.product) for line in found] == [
        (kpi(sales), 500, ("600001", "裙")),
        (kpi("product_pieces"), 3, ("600001", "裙")),
        (kpi("product_views"), 9, ("600001", "裙")),
        (kpi("product_pieces"), 1, ("600002", "衫")),
    ]
    assert {(str(line.sheet), line.period) for line in found} == {("Products", MARCH)}


def review(sales: int | None, orders: int | None) -> ReviewFigures:
    """Of a review, what its whole store took."""
    nothing: dict[str, Any] = dict.fromkeys(ReviewFigures.__dataclass_fields__)
    return ReviewFigures(**{**nothing, "store": Takings(days=4, sales_fen=sales, orders=orders)})


def test_a_campaign_states_what_the_store_took_on_its_days_by_payment() -> None:
    def line(name: str, found: ReviewFigures | None) -> CampaignLine:
        campaign = Campaign(store_id=1, name=name, start=date(2026, 3, 5), end=date(2026, 3, 8))
        return CampaignLine(campaign=campaign, review=found)

    found = of(
        campaigns_run=(line("女王节", review(900, 6)),),
        campaigns_running=(line("新品", review(None, 2)), line("以后", None)),
    )
    days = Period(date(2026, 3, 5), date(2026, 3, 8))
    assert [(one.about, one.item, one.value) for one in found] == [
        ("女王节", kpi("paid_amount"), 900), ("女王节", kpi("paid_orders"), 6), ("新品", kpi("paid_orders"), 2),
    ]  # fmt: skip
    assert {(str(one.sheet), one.period, one.basis) for one in found} == {("Campaigns", days, Basis.PAID)}


def cost_of(span: Period, paid: int | None, **more: Any) -> PeopleCost:
    """Three people for eight yuan."""
    low, high = Decimal("0.05"), Decimal("0.1")
    return PeopleCost(
        span=span, people=3, without_base=0, cost_fen=800, paid_fen=paid, band_low=low, band_high=high, **more
    )


def test_pay_is_made_elsewhere_and_sales_of_a_service_person_are_its_own() -> None:
    span = Period(MARCH.start, date(2026, 3, 15))
    cost = cost_of(span, 9_000)
    agents = tuple(AgentLine(agent=name, received=1, inquiries=1, paid_inquiries=1, first_reply_seconds=1,
                             sales_fen=sales) for name, sales in (("小满", 70), ("阿青", None)))  # fmt: skip
    found = of(people=cost, agents=agents)
    assert told(found) == [
        ("People", "Base pay of these days", span, 800),
        ("People", str(kpi("paid_amount").name), span, 9_000),
        ("People", str(kpi("service_sales").name), MARCH, 70),
    ]
    assert [(one.place, one.agent, one.item) for one in found] == [
        (PAY, "", None), ((), "", kpi("paid_amount")), ((), "小满", kpi("service_sales")),
    ]  # fmt: skip
    assert {one.basis for one in found} == {Basis.CREATED}


def test_locked_wages_are_called_wages() -> None:
    locked: Any = MonthCost.__new__(MonthCost)
    cost = cost_of(MARCH, None, wages=locked)
    assert told(of(people=cost)) == [("People", "Wages of these days", MARCH, 800)]


def profit(sales: int | None, account: dict[LineKind, int]) -> MoneySpan:
    parts: dict[Part, int | None] = dict.fromkeys(Part, 0) | {Part.SALES: sales, Part.COST_OF_GOODS: 400}
    total = ProfitRow(key="", parts=parts, origins=dict.fromkeys(Part, Origin.TYPED))
    table = ProfitTable(store_id=1, asked=MARCH, period=MARCH, by=Split.DAY, rows=(total,), total=total)
    return MoneySpan(account, table, ())


def test_the_account_states_its_kinds_in_their_order_and_profit_all_that_makes_it() -> None:
    kinds = list(LineKind)[:2]
    found = of(money=profit(1000, {kinds[1]: -5, kinds[0]: 7}))
    account = [one for one in found if one.kinds]
    assert [(str(one.label), one.value, one.kinds) for one in account] == [
        (str(LINE_KIND_NAMES[kinds[0]]), 7, (kinds[0],)), (str(LINE_KIND_NAMES[kinds[1]]), -5, (kinds[1],)),
    ]  # fmt: skip
    made = [one for one in found if not one.kinds]
    assert {(str(one.sheet), one.place, one.item) for one in made} == {("Profit", PROFIT, None)}
    assert [str(one.label) for one in made] == [*(str(PART_NAMES[part]) for part in Part), "Contribution", "Profit"]
    by_name = {str(one.label): one.value for one in made}
    assert (by_name[str(PART_NAMES[Part.SALES])], by_name["Contribution"], by_name["Profit"]) == (1000, 600, 600)


def test_without_sales_no_profit_is_stated_and_the_account_is() -> None:
    found = of(money=profit(None, {LineKind.SALE: 7}))
    assert [(str(one.sheet), one.value) for one in found] == [("Account", 7)]


def test_targets_of_the_next_month_are_called_targets_in_the_order_of_the_aims() -> None:
    found = of(next_targets={"conversion": Decimal("0.03"), "paid_amount": 900, "ad_spend": None})
    assert told(found) == [
        ("Next month and agenda", f"Target: {kpi('paid_amount').name}", APRIL, 900),
        ("Next month and agenda", f"Target: {kpi('conversion').name}", APRIL, Decimal("0.03")),
    ]
    assert {one.place for one in found} == {TARGETS}


@pytest.mark.parametrize(
    ("more", "name", "shown"),
    [
        ({"item": kpi("orders"), "value": 1234}, str(kpi("orders").name), "1,234"),
        ({"item": kpi("conversion"), "value": Decimal("0.03"), "label": Text("Yes")}, "Yes", "3.00%"),
        ({"label": Text("No"), "value": 123_456}, "No", "1,234.56"),
        ({"value": 123_456}, str(kpi("paid_amount").name), "1,234.56"),
        ({"item": kpi("orders"), "value": None}, str(kpi("orders").name), "—"),
    ],
)
def test_how_a_figure_is_called_and_read(more: dict[str, Any], name: str, shown: str) -> None:
    one = Stated(sheet=Text("People"), period=MARCH, **more)
    assert (str(one.name), one.shown) == (name, shown)

"""The report in words: each sentence where its figures ask for it, and none where they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.campaigns.records import Hero
from shopdesk.domain.daily.lookback import ProblemFigures, Share, WeekSummary
from shopdesk.domain.daily.problems import Problem, ProblemState, Repeat
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, Facts, Figures, kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, ChannelLine, ProductLine
from shopdesk.domain.kpi.decompose import AOV, CONVERSION, DAYS, OTHER, REST, VISITORS, Part, Split
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import Origin, ProfitRow
from shopdesk.domain.ledger.parts import Part as ProfitPart
from shopdesk.domain.ledger.profit_table import ProfitTable
from shopdesk.domain.ledger.profit_table import Split as ProfitSplit
from shopdesk.domain.periods import By, Period
from shopdesk.domain.report.money import MoneySpan, MonthState
from shopdesk.domain.report.people_cost import PeopleCost, part_of_month
from shopdesk.domain.report.records import Gap, HeroLine, KeyFigure, NextDay, PeriodReport, SourceLine, same_last_year
from shopdesk.domain.report.summary import change_figure, factor_name, month_remarks, signed, summary
from shopdesk.domain.text import Text

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))


def problems_of(opened: int = 0, closed: int = 0, still_open: int = 0, overdue: int = 0) -> ProblemFigures:
    """How many problems of which kind."""
    return ProblemFigures(opened=opened, closed=closed, still_open=still_open, overdue=overdue, mean_days=None)


CHECKS = WeekSummary(
    completion=Share(done=0, asked=0), failed=0, days=(), by_area={}, problems=problems_of(), open_problems=(),
    repeated=(),
)  # fmt: skip
EMPTY = PeriodReport(
    store="店", by=By.MONTH, period=MARCH, before=Period(date(2026, 2, 1), date(2026, 2, 28)), last_year=MARCH,
    next_period=APRIL, basis=next(iter(Basis)), made_at=datetime(2026, 4, 2, 9), figures=Figures(Facts([], {}), MARCH),
    key_figures=(), days=(), past=(), sources=(), products=(), falling=(), heroes=(), agents=(), campaigns_run=(),
    campaigns_running=(), campaigns_coming=(), checks=CHECKS,
    next_days=tuple(NextDay(day=day, target=100) for day in APRIL.days()),
)  # fmt: skip


def key(code: str, now: Value, before: Value = None, target: int | None = None) -> KeyFigure:
    """A key figure."""
    return KeyFigure(kpi=kpi(code), now=now, before=before, last_year=None, target=target)


def happened(**more: object) -> list[str]:
    """What happened, in a report of nothing but what is given."""
    return [str(one) for one in summary(replace(EMPTY, **more)).happened]  # type: ignore[arg-type]


def why(**more: object) -> list[str]:
    """Why."""
    return [str(one) for one in summary(replace(EMPTY, **more)).why]  # type: ignore[arg-type]


def todo(**more: object) -> list[str]:
    """What to do."""
    return [str(one) for one in summary(replace(EMPTY, **more)).todo]  # type: ignore[arg-type]


def row(name: str, contribution: int | None, profit: bool = True) -> ProfitRow:
    """A row of profit with sales of 1000."""
    parts: dict[ProfitPart, int | None] = dict.fromkeys(ProfitPart, 0)
    parts |= {ProfitPart.SALES: 1000, ProfitPart.COST_OF_GOODS: None if contribution is None else 1000 - contribution}
    parts |= {ProfitPart.PEOPLE: 50 if profit else None}
    return ProfitRow(key=name, parts=parts, origins=dict.fromkeys(ProfitPart, Origin.TYPED))


def money(total: ProfitRow, *products: ProfitRow, **more: object) -> MoneySpan:
    """The money of the month."""
    table = ProfitTable(store_id=1, asked=MARCH, period=MARCH, by=ProfitSplit.DAY, rows=(), total=total)
    return MoneySpan(more.pop("account", {}), table, products, **more)  # type: ignore[arg-type]


def test_where_nothing_is_known_it_says_so() -> None:
    found = summary(EMPTY)
    assert happened() == ["No sales figures for this month."]
    assert why() == ["The figures do not say why: a cause needs both spans."]
    assert todo() == ["Nothing stands out. Keep to the plan."]
    assert [sentences for _question, sentences in found.blocks] == [found.happened, found.why, found.todo]


def test_sales_with_their_move_and_their_target() -> None:
    assert happened(key_figures=(key("paid_amount", 110_000),)) == ["Paid amount: 1,100.00."]
    moved = key("paid_amount", 110_000, 100_000, 220_000)
    assert happened(key_figures=(moved,)) == [
        "Paid amount: 1,100.00 (Month before: 1,000.00, +10.0%). Target 2,200.00, reached to 50.0%."
    ]
    short = replace(moved, before_short=Shortfall(3, 28, before=True), target=None)
    assert happened(key_figures=(short,)) == ["Paid amount: 1,100.00."]
    told = happened(key_figures=(moved, key("conversion", Decimal("0.03"), Decimal("0.025")), key("roi", None)))
    assert len(told) == 2 and "+0.50 percentage points" in told[1]


@pytest.mark.parametrize(
    ("code", "now", "before", "said"),
    [
        ("conversion", Decimal("0.03"), Decimal("0.035"), "-0.50"),
        ("roi", Decimal("3.5"), Decimal(3), "+0.50"),
        ("dsr_service", Decimal("4.80"), Decimal("4.85"), "-0.05"),
        ("paid_amount", 150, 100, "+50.0%"),
        ("paid_amount", 50, 100, "-50.0%"),
        ("net_amount", -50, -100, "+50.0%"),
        ("paid_amount", 5, 0, "—"),
        ("paid_amount", None, 5, "—"),
        ("paid_amount", 5, None, "—"),
    ],
)
def test_how_a_figure_moved(code: str, now: Value, before: Value, said: str) -> None:
    assert change_figure(kpi(code), now, before) == said
    assert [signed(text) for text in ("1", "-1", "—")] == ["+1", "-1", "—"]


def test_profit_contribution_and_the_account() -> None:
    def said(found: MoneySpan) -> list[str]:
        return happened(money=found)[1:]

    assert said(money(row("", 400))) == ["Profit: 3.50, 35.0% of net sales."]
    assert said(money(row("", 400, profit=False))) == [
        "Contribution: 4.00; the profit is not known, because a running cost is missing."
    ]
    assert said(money(row("", None))) == ["The profit is not known; the sheet about profit says what is missing."]
    unsold = replace(row("", 400), parts={**row("", 400).parts, ProfitPart.SALES: None})
    assert said(money(unsold)) == []
    account = {LineKind.SALE: 500, LineKind.REFUND: -100}
    assert said(money(unsold, account=account)) == ["The account moved by +4.00."]
    assert said(replace(money(row("", 400)), days=replace(money(row("", 400)).days, period=None))) == []


def test_people_and_problems() -> None:
    cost = PeopleCost(
        span=MARCH, people=2, without_base=0, cost_fen=700, paid_fen=10_000, band_low=Decimal("0.05"),
        band_high=Decimal("0.06"),
    )  # fmt: skip
    assert happened(people=cost)[1:] == ["People cost 7.00, 7.0% of the paid amount of these days."]
    assert happened(people=replace(cost, paid_fen=None))[1:] == []
    assert todo(people=cost) == [
        "People cost more than the band of 5.0%–6.0% allows: look at the tiers before hiring."
    ]  # fmt: skip
    assert todo(people=replace(cost, cost_fen=600)) == todo()
    for figures in (problems_of(opened=1), problems_of(still_open=1, overdue=1)):
        said = f"{figures.opened} opened, 0 closed, {figures.still_open} open, {figures.overdue} of them overdue"
        assert happened(checks=replace(CHECKS, problems=figures))[1:] == [f"Problems: {said}."]
    assert happened(checks=replace(CHECKS, problems=problems_of(closed=3)))[1:] == []
    assert part_of_month(310, Period(MARCH.start, date(2026, 3, 1))) == 10
    assert part_of_month(155, Period(MARCH.start, date(2026, 3, 3))) == 15 and part_of_month(31 * 7, MARCH) == 217
    assert part_of_month(1, Period(APRIL.start, date(2026, 4, 15))) == 1, "half a fen goes up"


def test_the_largest_causes_are_named_by_what_they_did() -> None:
    def part(factor: str, effect: int) -> Part:
        return Part(factor=factor, before=None, after=None, effect=effect)

    named = [part("a", 5), part("b", -300), part("c", 100), part("d", 200), part(OTHER, 900), part(REST, 800)]
    assert why(by_product=tuple(named)) == ["By product: b -3.00, d +2.00, c +1.00."]
    assert why(by_region=(part("x", 0), part("y", 1), part("z", 1))) == ["By province: y +0.01, z +0.01."]
    assert "ads" not in why(by_channel=(part(Channel.ORGANIC.value, 100),))[0]
    split = Split(before=1000, after=1600, parts=(part(VISITORS, 500), part(CONVERSION, 0), part(DAYS, 100)))
    (told,) = why(split=split)
    assert told.startswith("The paid amount moved by +6.00: ") and told.count("+") == 3
    five = tuple(part(factor, 10 * place) for place, factor in enumerate((VISITORS, CONVERSION, AOV, DAYS, REST), 1))
    assert why(split=Split(before=0, after=150, parts=five))[0].count("+") == 1 + 4
    assert why(split=replace(split, after=1000, parts=())) == ["The paid amount did not move."]
    assert why(uneven={Source.ORDERS: Shortfall(3, 28, before=True)}) == [
        "Nothing is compared: figures are known for 3 of the 28 days before only."
    ]
    assert str(factor_name(AOV)) == "Amount per buyer and day" and str(factor_name(CONVERSION)) == "Conversion"
    # What to do follows the cause that took most away; more days are no merit and fewer no fault.
    lost = (part(VISITORS, -5), part(CONVERSION, -6), part(DAYS, -900))
    assert todo(split=Split(before=1000, after=89, parts=lost))[0].startswith("A lower conversion")
    assert todo(split=Split(before=0, after=5, parts=(part(VISITORS, 5), part(CONVERSION, 0)))) == todo()
    assert todo(split=Split(before=9, after=8, parts=(part(REST, -1),))) == todo()
    assert todo(split=Split(before=9, after=8, parts=(part(AOV, -1),)))[0].startswith("A lower amount per buyer")


def test_targets_missed_and_not_set() -> None:
    assert todo(key_figures=(key("paid_amount", 99, target=100),)) == [
        "0.01 were missing to the target: keep the next one or change it."
    ]
    assert todo(key_figures=(key("paid_amount", 100, target=100),)) == todo()
    assert todo(next_days=()) == ["Set the target from 2026-04-01 on, on the KPI page."]
    half = (NextDay(day=APRIL.start, target=None), *EMPTY.next_days[1:])
    assert todo(next_days=half) == todo(next_days=())


def test_an_ad_that_does_not_bring_back_what_it_costs() -> None:
    def source(channel: Channel, sales: int, spend: int | None = 100) -> SourceLine:
        pair = None if spend is None else (sales, spend)
        line = ChannelLine(channel=channel, spend_fen=spend, sales_fen=sales, sales_by_spend=pair)
        return SourceLine(line=line, visitors_a_day=None, page_visits=None)

    ad = sorted(AD_CHANNELS)[0]
    assert "0.99 for each yuan" in todo(sources=(source(ad, 99),))[0]
    assert todo(sources=(source(ad, 100),)) == todo(sources=(source(ad, 9, None),)) == todo()
    assert todo(sources=(source(Channel.ORGANIC, 9),)) == todo()


@pytest.mark.parametrize(
    ("stock", "least", "asked"),
    [(0, None, True), (0, 5, True), (4, 5, True), (5, 5, False), (1, None, False), (None, 5, False)],
)
def test_a_hero_that_runs_out_is_ordered_again(stock: int | None, least: int | None, asked: bool) -> None:
    hero = HeroLine(hero=Hero(store_id=1, product_id="p", minimum_pieces=least), stock_pieces=stock)
    assert todo(heroes=(hero,)) == ([f"Order “p” again: {stock} pieces are left."] if asked else todo())


def test_products_that_fell_and_products_that_lose() -> None:
    fell = ProductLine(product_id="p", title="灯", sales_fen=100, sales_before_fen=300)
    assert todo(falling=(fell,)) == ["Look at “灯”: its sales moved by -2.00."]
    assert todo(falling=(replace(fell, sales_before_fen=None),)) == todo()
    found = money(row("", 400), row("a", -1), row("b", -300), row("c", 0), row("d", None), row("", -900))
    assert todo(money=found) == ["Products that lose money: 2. “b” loses most, 3.00."]
    assert todo(money=money(row("", 400), row("c", 0))) == todo()


def test_problems_late_on_the_last_day_and_checks_that_fail_again() -> None:
    late = Problem(store_id=1, title="水", opened_on=MARCH.start, due=MARCH.end - timedelta(days=1))
    assert todo(checks=replace(CHECKS, open_problems=(late, replace(late, title="火")))) == [
        "Close the overdue problems, 2 of them, beginning with “水”."
    ]
    for calm in (replace(late, due=MARCH.end), replace(late, state=ProblemState.CLOSED, closed_on=APRIL.start)):
        assert todo(checks=replace(CHECKS, open_problems=(calm,))) == todo()
    assert "3 times" not in todo(checks=replace(CHECKS, repeated=(Repeat(item_code="x", days=()),)))[0]
    assert todo(checks=replace(CHECKS, repeated=(Repeat(item_code="x", days=()),))) == [
        "Mend the cause of the 1 checks that failed three times or more."
    ]
    assert todo(gaps=(Gap(what=Text("x")), Gap(what=Text("y"))))[0].endswith("lists: 2.")


@pytest.mark.parametrize(
    ("state", "made", "said"),
    [
        (MonthState(31, 31, changed=1), 2, "Accept the changed figures"),
        (MonthState(31, 31), 1, "Every day stands in a statement"),
        (MonthState(31, 31), 0, ""),
        (MonthState(31, 31, closed_on=APRIL.start), 1, ""),
        (MonthState(31, 30), 1, "Import the statements of the days"),
        (MonthState(31, 30), 0, "Import the statements of the days"),
    ],
)
def test_the_month_of_the_account_is_finished_step_by_step(state: MonthState, made: int, said: str) -> None:
    at = datetime.combine(MARCH.end + timedelta(days=made), datetime.min.time())
    found = todo(money=money(row("", 400), month=state), made_at=at)
    assert found[0].startswith(said) if said else found == todo()


def test_how_far_the_month_of_the_account_is() -> None:
    def said(state: MonthState) -> list[str]:
        return [str(one) for one in month_remarks(state)]

    assert said(MonthState(31, 30)) == [
        "Statements cover 30 of the 31 days of the month.", "The month is not checked off yet.",
    ]  # fmt: skip
    assert said(MonthState(31, 31, APRIL.start)) == ["The month was checked off on 2026-04-01."]
    assert said(MonthState(31, 31, APRIL.start, "Lin", 2)) == [
        "The month was checked off on 2026-04-01 by Lin.",
        "2 of its figures changed since and are not accepted.",
    ]


def test_the_same_month_a_year_before() -> None:
    assert same_last_year(MARCH, By.MONTH) == Period(date(2025, 3, 1), date(2025, 3, 31))
    leap = Period(date(2025, 2, 1), date(2025, 2, 28))
    assert same_last_year(leap, By.MONTH) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert EMPTY.known_until == MARCH.end
    assert replace(EMPTY, made_at=datetime(2026, 3, 9, 8)).known_until == date(2026, 3, 9)
    assert [len(week) for week in EMPTY.next_weeks] == [5, 7, 7, 7, 4] and EMPTY.next_target == 3000

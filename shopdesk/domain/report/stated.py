"""Every figure that a report states, with what its rows are found by.

The workbook shows them on its sheets; here each stands alone, so that the program can open the rows behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, Kpi, Value, kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, ProductLine
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.parts import PART_NAMES, Part
from shopdesk.domain.periods import Period
from shopdesk.domain.report.records import DAY_FIGURES, PAST_FIGURES, PeriodReport
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.text import Text

_OF_A_CHANNEL = {"ad_spend": "spend_fen", "ad_sales": "sales_fen", "impressions": "impressions", "clicks": "clicks"}


TARGETS, PAY, PROFIT = ("kpi", "targets"), ("people", "pay"), ("kpi", "money", "profit")
"""Where figures are made that are no rows: the page and the parts within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure of a report: on which sheet, of which days, its value.

    Most are a KPI (``item``), of a channel, product or service person where they name one, and open to its rows on
    ``basis``. Others have a ``label``: lines of the statements of ``kinds``, or what is made at a ``place``, which
    targets name, too. Without an item the value is fen. ``about`` is the campaign of its days.
    """

    sheet: Text
    period: Period
    value: Value
    item: Kpi | None = None
    label: Text | None = None
    channel: Channel | None = None
    product: tuple[str, str] | None = None
    agent: str = ""
    about: str = ""
    basis: Basis = Basis.CREATED
    kinds: tuple[LineKind, ...] = ()
    place: tuple[str, ...] = ()

    @property
    def name(self) -> Text:
        """What it is called."""
        return self.label or (self.item or kpi("paid_amount")).name

    @property
    def shown(self) -> str:
        """Its value as people read it."""
        return shown(self.item or kpi("paid_amount"), self.value)


def stated(report: PeriodReport) -> list[Stated]:
    """The figures with a value, in the order of the sheets.

    Left out is what is made of these (changes, targets reached, means) and what is in no KPI: free traffic and
    affiliates, whose figures are their own.
    """
    found = [
        *_key(report), *_days(report), *_past(report), *_channels(report), *_products(report), *_campaigns(report),
        *_people(report), *_money(report), *_plan(report),
    ]  # fmt: skip
    return [one for one in found if one.value is not None]


def _key(report: PeriodReport) -> Iterator[Stated]:
    for one in report.key_figures:
        for period, value in ((report.period, one.now), (report.before, one.before), (report.last_year, one.last_year)):
            yield Stated(sheet=Text("Key figures"), item=one.kpi, period=period, value=value)


def _days(report: PeriodReport) -> Iterator[Stated]:
    for line in report.days:
        for code in DAY_FIGURES:
            yield Stated(
                sheet=Text("Day by day"), item=kpi(code), period=Period(line.day, line.day), value=line.values[code]
            )


def _past(report: PeriodReport) -> Iterator[Stated]:
    for line in report.past:
        for code in PAST_FIGURES:
            yield Stated(sheet=report.words.past, item=kpi(code), period=line.period, value=line.values[code])


def _channels(report: PeriodReport) -> Iterator[Stated]:
    for line in (source.line for source in report.sources if source.line.channel in AD_CHANNELS):
        for code, name in _OF_A_CHANNEL.items():
            value = getattr(line, name)
            yield Stated(
                sheet=Text("Traffic and ads"), item=kpi(code), period=report.period, value=value, channel=line.channel
            )


def _products(report: PeriodReport) -> Iterator[Stated]:
    for line in dict.fromkeys((*report.products, *report.falling)):
        for code, value in _of_a_product(line):
            yield Stated(
                sheet=Text("Products"), item=kpi(code), period=report.period, value=value,
                product=(line.product_id, line.title),
            )  # fmt: skip


def _of_a_product(line: ProductLine) -> tuple[tuple[str, Value], ...]:
    sales = "list_price_sales" if line.at_list else "product_sales"
    return ((sales, line.sales_fen), ("product_pieces", line.pieces), ("product_views", line.page_views))


def _campaigns(report: PeriodReport) -> Iterator[Stated]:
    """What the whole store took on the days of each campaign, by the day of payment, as its review says it."""
    for line in (*report.campaigns_run, *report.campaigns_running):
        review = line.review
        for code, value in () if review is None else (("paid_amount", review.store.sales_fen),
                                                      ("paid_orders", review.store.orders)):  # fmt: skip
            yield Stated(
                sheet=Text("Campaigns"), item=kpi(code), period=line.campaign.period, value=value,
                about=line.campaign.name, basis=Basis.PAID,
            )  # fmt: skip


def _people(report: PeriodReport) -> Iterator[Stated]:
    cost = report.people
    if cost is not None:
        label = Text("Base pay of these days") if cost.wages is None else Text("Wages of these days")
        yield Stated(sheet=Text("People"), label=label, period=cost.span, value=cost.cost_fen, place=PAY)
        yield Stated(sheet=Text("People"), item=kpi("paid_amount"), period=cost.span, value=cost.paid_fen)
    for one in report.agents:
        yield Stated(
            sheet=Text("People"), item=kpi("service_sales"), period=report.period, value=one.sales_fen, agent=one.agent
        )


def _money(report: PeriodReport) -> Iterator[Stated]:
    money = report.money
    if money is None:
        return
    for kind in (kind for kind in LineKind if kind in money.account):
        yield Stated(
            sheet=Text("Account", context="money"), label=LINE_KIND_NAMES[kind], period=report.period,
            value=money.account[kind], kinds=(kind,),
        )  # fmt: skip
    if money.has_profit:
        total = money.days.total
        made = [(PART_NAMES[part], total[part]) for part in Part]
        for label, value in (*made, (Text("Contribution"), total.contribution), (Text("Profit"), total.profit)):
            yield Stated(sheet=Text("Profit"), label=label, period=report.period, value=value, place=PROFIT)


def _plan(report: PeriodReport) -> Iterator[Stated]:
    for code in (code for code in AIMS if code in report.next_targets):
        yield Stated(
            sheet=report.words.plan, item=kpi(code), period=report.next_period, value=report.next_targets[code],
            label=Text("Target: {figure}", figure=kpi(code).name), place=TARGETS,
        )  # fmt: skip

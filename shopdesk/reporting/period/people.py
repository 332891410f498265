"""The sheet with the people: what they cost this month against the band, and customer service person by person."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.periods import month_of
from shopdesk.domain.report.people_cost import PeopleCost
from shopdesk.domain.report.records import AgentLine, PeriodReport
from shopdesk.domain.tiers.band import BandPosition
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Total, add_table
from shopdesk.reporting.book.values import Number, pairs, quotient, yuan

_WIDTHS = (30, 27, 14, 16, 16, 16, 16)


def add_people(book: Book, report: PeriodReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("People"), about, _WIDTHS)
    sheet.section(tr(report.words.people))
    if report.people is None:
        sheet.nothing(tr("No people are recorded in this store."))
    else:
        _cost(sheet, report.people)
    sheet.section(tr(report.words.agents))
    if report.agents:
        _agents(sheet, report.agents)
    else:
        sheet.nothing(tr(report.words.no_agents))


def _cost(sheet: Sheet, cost: PeopleCost) -> None:
    sheet.head((tr("Figure"), tr("Value")))
    top = sheet.row
    low, high = cost.band or (None, None)
    sheet.text(top, 1, tr("Days", context="report"))
    sheet.text(top, 2, tr("{start} to {end}", start=cost.span.start.isoformat(), end=cost.span.end.isoformat()))
    rows: tuple[tuple[str, Number, str], ...] = (
        (tr("People on the last day"), cost.people, "count"),
        (
            tr("Base pay of these days") if cost.wages is None else tr("Wages of these days"),
            yuan(cost.cost_fen),
            "money",
        ),
        (tr("Paid amount of these days"), yuan(cost.paid_fen), "money"),
    )
    for offset, (name, value, kind) in enumerate(rows, start=1):
        sheet.text(top + offset, 1, name)
        sheet.number(top + offset, 2, value, kind)
    paid, pay = sheet.place(2, top + 3), sheet.place(2, top + 2)
    formulas = (
        (tr("Share of the paid amount"), f"ROUND({pay}/{paid},6)", cost.share, "rate"),
        (tr("The band allows from"), f"ROUND({paid}*{cost.band_low},2)", yuan(low), "money"),
        (tr("The band allows to"), f"ROUND({paid}*{cost.band_high},2)", yuan(high), "money"),
    )
    for offset, (name, formula, expected, kind) in enumerate(formulas, start=4):
        sheet.text(top + offset, 1, name)
        sheet.formula(top + offset, 2, formula, expected, kind)
    sheet.text(top + 7, 1, tr("Against the band"))
    sheet.text(top + 7, 2, _position(cost), kind="middle")
    sheet.row = top + 9
    band = f"{percent_text(cost.band_low, 1)}–{percent_text(cost.band_high, 1)}"
    sheet.note(tr("The band is {band} of the paid amount, from the chosen tier table.", band=band))
    _about_wages(sheet, cost)
    if cost.without_base:
        sheet.note(tr("Base pay is not recorded for {count} people.", count=cost.without_base))
    sheet.row += 1


def _about_wages(sheet: Sheet, cost: PeopleCost) -> None:
    month = f"{cost.span.start:%Y-%m}"
    if cost.wages is not None:
        sheet.note(
            tr(
                "People cost: wages of {month}, locked, with the employer's insurance and housing fund: {cost}. These "
                "days are {days} of {all} days of it.",
                month=month,
                cost=format_yuan(cost.wages.cost_fen or 0),
                days=cost.span.length,
                all=month_of(cost.span.start).length,
            )
        )
        return
    sheet.note(tr("Only recorded base pay is counted, by the day; commission, bonuses and insurance are not in it."))
    if cost.drafted:
        sheet.note(tr("The wages of {month} are a draft, which is not counted.", month=month))
    else:
        sheet.note(tr("The wages of {month} are not computed yet.", month=month))
    if cost.last is not None:
        sheet.note(
            tr(
                "Last locked month: wages of {month}, {cost}, {share} of its turnover.",
                month=f"{cost.last.month:%Y-%m}",
                cost=format_yuan(cost.last.cost_fen or 0),
                share=percent_text(cost.last.share),
            )
        )


def _position(cost: PeopleCost) -> str:
    if cost.position is None:
        return tr("cannot be said")
    return {
        BandPosition.BELOW: tr("below the band"),
        BandPosition.INSIDE: tr("within the band"),
        BandPosition.ABOVE: tr("above the band"),
    }[cost.position]


def _agents(sheet: Sheet, lines: Sequence[AgentLine]) -> None:
    both = [line for line in lines if line.inquiries is not None and line.paid_inquiries is not None]
    rate = ratio(sum(line.paid_inquiries or 0 for line in both), sum(line.inquiries or 0 for line in both))
    columns: list[Column[AgentLine]] = [
        Column(title=tr("Name"), kind="strong", value=lambda line: line.agent),
        Column(title=tr("Chats"), kind="count", value=lambda line: line.received, total=True),
        Column(title=tr("Inquiries"), kind="count", key="asked", value=lambda line: line.inquiries, total=True),
        Column(
            title=tr("Inquiries that paid"),
            kind="count",
            key="paid",
            value=lambda line: line.paid_inquiries,
            total=True,
        ),
        Column(
            title=tr("Inquiry conversion"),
            kind="rate",
            value=lambda line: ratio(line.paid_inquiries, line.inquiries),
            formula=quotient("paid", "asked"),
            total=Total(formula=pairs("paid", "asked"), expected=rate),
        ),
        Column(title=tr("First reply (s)"), kind="number", value=lambda line: line.first_reply_seconds),
        Column(title=tr("Sales"), kind="money", value=lambda line: yuan(line.sales_fen), total=True),
    ]
    add_table(sheet, columns, lines, total=tr("Total"))
    sheet.row += 1

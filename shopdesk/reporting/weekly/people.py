"""The sheet with the people: what they cost this month against the band, and customer service person by person."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.report.people_cost import PeopleCost
from shopdesk.domain.report.records import AgentLine, WeeklyReport
from shopdesk.domain.tiers.planner import BandPosition
from shopdesk.infra.i18n import tr
from shopdesk.reporting.weekly.book import Book, Number, Sheet, sum_of, yuan

_WIDTHS = (30, 27, 14, 16, 16, 16, 16)


def add_people(book: Book, report: WeeklyReport, about: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(tr("People"), about, _WIDTHS)
    sheet.section(tr("People cost, month to date"))
    if report.people is None:
        sheet.nothing(tr("No people are recorded in this store."))
    else:
        _cost(sheet, report.people)
    sheet.section(tr("Customer service this week"))
    if report.agents:
        _agents(sheet, report.agents)
    else:
        sheet.nothing(tr("No customer service report covers this week."))


def _cost(sheet: Sheet, cost: PeopleCost) -> None:
    sheet.head((tr("Figure"), tr("Value")))
    top = sheet.row
    low, high = cost.band or (None, None)
    sheet.text(top, 1, tr("Days", context="report"))
    sheet.text(top, 2, tr("{start} to {end}", start=cost.span.start.isoformat(), end=cost.span.end.isoformat()))
    rows: tuple[tuple[str, Number, str], ...] = (
        (tr("People on the last day"), cost.people, "count"),
        (tr("Base pay of these days"), yuan(cost.cost_fen), "money"),
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
    sheet.note(tr("Only recorded base pay is counted, by the day; commission, bonuses and insurance are not in it."))
    if cost.without_base:
        sheet.note(tr("Base pay is not recorded for {count} people.", count=cost.without_base))
    sheet.row += 1


def _position(cost: PeopleCost) -> str:
    if cost.position is None:
        return tr("cannot be said")
    return {
        BandPosition.BELOW: tr("below the band"),
        BandPosition.INSIDE: tr("within the band"),
        BandPosition.ABOVE: tr("above the band"),
    }[cost.position]


def _agents(sheet: Sheet, lines: Sequence[AgentLine]) -> None:
    first = sheet.head(
        (
            tr("Name"),
            tr("Chats"),
            tr("Inquiries"),
            tr("Inquiries that paid"),
            tr("Inquiry conversion"),
            tr("First reply (s)"),
            tr("Sales"),
        )
    )
    for line in lines:
        row = sheet.row
        sheet.text(row, 1, line.agent, kind="strong")
        sheet.number(row, 2, line.received, "count")
        sheet.number(row, 3, line.inquiries, "count")
        sheet.number(row, 4, line.paid_inquiries, "count")
        expected = ratio(line.paid_inquiries, line.inquiries)
        sheet.formula(row, 5, f"ROUND({sheet.place(4, row)}/{sheet.place(3, row)},6)", expected, "rate")
        sheet.number(row, 6, line.first_reply_seconds, "number")
        sheet.number(row, 7, yuan(line.sales_fen), "money")
        sheet.row += 1
    row, last = sheet.row, sheet.row - 1
    sheet.text(row, 1, tr("Total"), kind="strong", total=True)
    sums: tuple[tuple[int, Number, str], ...] = (
        (2, sum_of([line.received for line in lines]), "count"),
        (3, sum_of([line.inquiries for line in lines]), "count"),
        (4, sum_of([line.paid_inquiries for line in lines]), "count"),
        (7, yuan(sum_of([line.sales_fen for line in lines])), "money"),
    )
    for column, whole, kind in sums:
        sheet.formula(row, column, f"SUM({sheet.span(column, first, last)})", whole, kind, total=True)
    rate = ratio(sums[2][1], sums[1][1]) if all(line.inquiries is not None for line in lines) else None
    sheet.formula(row, 5, f"ROUND({sheet.place(4, row)}/{sheet.place(3, row)},6)", rate, "rate", total=True)
    sheet.number(row, 6, None, "number", total=True)
    sheet.row += 2

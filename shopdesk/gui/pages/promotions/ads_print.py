"""Ads on paper: a page for each month of which anything is known, to print or to save as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.ads.affiliates import AffiliateLine, together
from shopdesk.domain.ads.months import Cell, ProductCell
from shopdesk.domain.ads.records import AFFILIATE_KINDS
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.promotions.ads_grid import balance_words
from shopdesk.gui.pages.promotions.ads_lists import affiliates_told
from shopdesk.gui.pages.promotions.ads_rows import money, names
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.paper.daily import Leaf
    from shopdesk.gui.print_dialog import Printable
    from shopdesk.reporting.paper_tables import PaperTable
    from shopdesk.services.ads import AdsBalance, AdsPaper, AdsPapers

MOST_PRODUCTS, MOST_PROGRAMMES, MOST_CAMPAIGNS, MOST_PLANS = 9, 6, 3, 4
"""So many lines of each table have a page; the others are a line together."""
_WIDEST_NAME = 28  # narrow letters


def print_ads(
    context: PageContext, year: int, month: date | None, owner: QWidget, refused: Callable[[str], object]
) -> None:
    """Load the months of a year and show them as pages, ``month`` first; ``refused`` says why there are none."""
    services, store_id = context.services, context.store_id

    def show(papers: AdsPapers) -> None:
        from shopdesk.gui.print_dialog import PrintDialog

        made = ads_printables(papers, context.store.name, month)
        if made:
            heading = tr("What to print")
            open_once(PrintDialog(context, "promotions.adsPrinting", tr("Print ads and affiliates"), made, heading))
        else:
            refused(tr("Nothing is known of ads in {year}: there is nothing to print.", year=year))

    context.tasks.database(lambda: services.ads.papers(store_id, year), done=show, owner=owner)


def ads_printables(papers: AdsPapers, store: str, first: date | None) -> list[Printable]:
    """The month that is looked at, the other months, and all of the year."""
    from shopdesk.gui.print_dialog import Printable
    from shopdesk.gui.printing import html_pages

    def pages(some: Sequence[AdsPaper], title: str) -> list[Leaf]:
        return [
            leaf
            for one in some
            for leaf in html_pages(_month_html(one, papers.balance, _title(one, store)), title=title)
        ]

    def printable(one: AdsPaper) -> Printable:
        said = f"{one.month.month.start:%Y-%m}"
        title = _title(one, store)
        return Printable(said, said, title, lambda: pages([one], title))

    ordered = sorted(papers.months, key=lambda one: one.month.month.start != first)
    made = [printable(one) for one in ordered]
    if len(made) > 1:
        title = tr("Ads and affiliates of {month}, {store}", month=papers.year, store=store)
        label = tr("All months of {year}", year=papers.year)
        made.append(Printable("year", label, title, lambda: pages(papers.months, title)))
    return made


def _title(paper: AdsPaper, store: str) -> str:
    return tr("Ads and affiliates of {month}, {store}", month=f"{paper.month.month.start:%Y-%m}", store=store)


def _month_html(paper: AdsPaper, balance: AdsBalance | None, title: str) -> str:
    from shopdesk.reporting.paper_tables import tables_html

    month = paper.month
    about = []
    if month.last is None:
        about.append(tr("No report says what ads cost in this month."))
    else:
        about.append(
            tr(
                "Spent {spent} of {budget}, {used}; {passed} of the days are gone, and {known} of {days} have figures.",
                spent=money(month.total.spent_fen), budget=money(month.total.budget_fen),
                used=percent_text(month.total.used, 1), passed=percent_text(month.passed, 1),
                known=month.known, days=month.month.length,
            )
        )  # fmt: skip
    about.append(sentences(balance_words(balance)))
    tables = [_programmes(paper), _products(paper.products), _campaigns(paper), _affiliates(paper)]
    notes = [sentences([tr(text) for text in paper.warnings]), sentences(affiliates_told(paper.affiliates))]
    return tables_html(title, about, tables, [note for note in notes if note])


def _cells(cell: Cell) -> list[str]:
    return [money(cell.budget_fen), money(cell.spent_fen), money(cell.left_fen), percent_text(cell.used, 1)]


def _heads() -> list[str]:
    return [tr("Budget"), tr("Ads cost"), tr("Budget left"), tr("Used")]


def _programmes(paper: AdsPaper) -> PaperTable:
    from shopdesk.reporting.paper_tables import PaperTable

    month = paper.month
    called = names(tuple(month.cells))
    lines = [(called[one], cell) for one, cell in month.cells.items()]
    rows = [[_short(name), *_cells(cell)] for name, cell in lines[:MOST_PROGRAMMES]]
    rest = [cell for _name, cell in lines[MOST_PROGRAMMES:]]
    if rest:
        rows.append([tr("{count} more", count=len(rest)), *_cells(_together(rest))])
    return PaperTable(tr("By programme"), [tr("Programme"), *_heads()], rows, [tr("All ads"), *_cells(month.total)])


def _products(products: Sequence[ProductCell]) -> PaperTable:
    from shopdesk.reporting.paper_tables import PaperTable

    named = [one for one in products if one.product_id]
    nameless = [one for one in products if not one.product_id]
    rows = [[_short(one.title or NO_DATA), one.product_id, *_cells(one.cell)] for one in named[:MOST_PRODUCTS]]
    rest = [one.cell for one in named[MOST_PRODUCTS:]]
    if rest:
        rows.append([tr("{count} more", count=len(rest)), "", *_cells(_together(rest))])
    rows += [[tr("Names no product"), "", *_cells(one.cell)] for one in nameless]
    total = _cells(_together([one.cell for one in products]))
    # What a programme may spend beyond its products' budgets is nobody's: their sum is no budget of all ads.
    return PaperTable(
        tr("By product"), [tr("Product"), tr("Product ID"), *_heads()], rows if named else [],
        [tr("All together"), "", "", total[1], "", ""], texts=2,
    )  # fmt: skip


def _together(cells: Sequence[Cell]) -> Cell:
    """Several lines as one; what one of them does not know, all of them do not."""

    def summed(values: list[int | None]) -> int | None:
        known = [one for one in values if one is not None]
        return sum(known) if known else None

    return Cell(summed([one.budget_fen for one in cells]), summed([one.spent_fen for one in cells]))


def _campaigns(paper: AdsPaper) -> PaperTable:
    from shopdesk.reporting.paper_tables import PaperTable

    some = paper.month.campaigns
    rows = [
        [_short(one.name), f"{one.days.start.isoformat()} – {one.days.end.isoformat()}", format_yuan(one.budget_fen),
         money(one.ads_fen)]
        for one in some[:MOST_CAMPAIGNS]
    ]  # fmt: skip
    if len(some) > MOST_CAMPAIGNS:
        budget = sum(one.budget_fen for one in some[MOST_CAMPAIGNS:])
        rows.append([tr("{count} more", count=len(some) - MOST_CAMPAIGNS), "", format_yuan(budget), ""])
    head = [tr("Campaign"), tr("Days"), tr("Budget"), tr("All ads of the store on its days")]
    return PaperTable(tr("Campaigns that begin in the month, spent from the programmes"), head, rows, texts=2)


def _affiliates(paper: AdsPaper) -> PaperTable:
    from shopdesk.reporting.paper_tables import PaperTable

    span = paper.month.month
    lines = [
        one for one in paper.affiliates.lines
        if one.plan is None or one.cost_fen is not None or one.sales_fen is not None
        or (one.plan.start <= span.end and (one.plan.until is None or one.plan.until >= span.start))
    ]  # fmt: skip
    # The dearest first: of many plans the page names those that count.
    plans = sorted((one for one in lines if one.plan is not None), key=lambda one: -(one.cost_fen or -1))
    rows = [_plan(one) for one in [*plans[:MOST_PLANS], *(one for one in lines if one.plan is None)]]
    if len(plans) > MOST_PLANS:
        more = plans[MOST_PLANS:]
        rows.insert(MOST_PLANS, [tr("{count} more", count=len(more)), "", "", *_brought(together(more))])
    head = [tr("Plan"), tr("Kind"), tr("Commission"), tr("Sales"), tr("Orders"), tr("Commission paid"),
            tr("Paid ÷ sales")]  # fmt: skip
    total = [tr("All together"), "", "", *_brought(paper.affiliates.total)]
    return PaperTable(tr("Affiliate plans"), head, rows, total, texts=2)


def _plan(line: AffiliateLine) -> list[str]:
    if line.plan is None:
        return [tr("Names no plan"), "", "", *_brought(line)]
    kind = tr(AFFILIATE_KINDS[line.plan.kind])
    return [_short(line.plan.name), kind, percent_text(line.plan.rate, 2), *_brought(line)]


def _brought(line: AffiliateLine) -> list[str]:
    orders = NO_DATA if line.orders is None else f"{line.orders:,}"
    return [money(line.sales_fen), orders, money(line.cost_fen), percent_text(line.cost_share, 1)]


def _short(name: str) -> str:
    """A name that fits a line of the page; Chinese letters are twice as wide as others."""
    wide = 0
    for place, letter in enumerate(name):
        wide += 1 if letter < "\u2e80" else 2
        if wide > _WIDEST_NAME:
            return f"{name[:place]}…"
    return name

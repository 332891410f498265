"""What a campaign brought, in groups of figures; a dash where nothing is known. Prints as a page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Beside, ReviewFigures, Takings
from shopdesk.domain.campaigns.review_plan import PlanLine
from shopdesk.domain.money import decimal_text, format_yuan, percent_text, round_half_up, signed_yuan
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.reporting.review_sheet import Group
from shopdesk.services.campaigns.results import CampaignResult

if TYPE_CHECKING:
    from shopdesk.gui.print_dialog import PrintDialog

_MANY = 100
"""From here on parts of a person or visitor say nothing."""


class ReviewList(QWidget):
    """The groups below each other, with a button to print them."""

    print_asked = Signal()

    def __init__(self) -> None:
        """Without figures."""
        super().__init__()
        self.figures: CampaignResult | None = None
        content = QWidget()
        self._form = QFormLayout(content)
        self._form.setContentsMargins(0, 0, 8, 0)
        self.why = words(name="promotions.review.why", role="muted")
        self.why.hide()
        self.print = button("promotions.printReview", tr("Print…"), self.print_asked.emit)
        self.print.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.why)
        layout.addWidget(VerticalScroll(content, name="promotions.review", label=tr("Review")), 1)
        layout.addWidget(self.print, 0, Qt.AlignmentFlag.AlignRight)

    def show_figures(self, figures: CampaignResult) -> None:
        """Show what another campaign brought."""
        self.figures = figures
        self.print.setEnabled(True)
        store = figures.figures.store
        self.why.setText("" if (store.sales_fen, store.orders) != (None, None) else tr(
            "Nothing is known of its days: they have not come yet, or no report of them is imported."))  # fmt: skip
        self.why.setVisible(bool(self.why.text()))
        while self._form.rowCount():
            self._form.removeRow(0)
        for heading, lines in review_groups(figures):
            title = QLabel(heading)
            title.setProperty("role", "heading")
            self._form.addRow(title)
            for label, value in lines:
                shown = words(value, wrap=False)
                shown.setAlignment(Qt.AlignmentFlag.AlignRight)
                shown.setAccessibleName(label)
                self._form.addRow(label, shown)


def print_review(context: PageContext, campaign: Campaign, figures: CampaignResult) -> PrintDialog:
    """The dialog that shows the review as a page, prints it or saves it as PDF."""
    from shopdesk.gui.print_dialog import Printable, PrintDialog
    from shopdesk.gui.printing import html_pages
    from shopdesk.reporting.review_sheet import review_html

    title = tr("Review of “{campaign}”", campaign=campaign.name)
    kind, state = tr(KIND_NAMES[campaign.kind]), tr(STATE_NAMES[campaign.state])
    days = tr("{start} – {end}", start=campaign.start.isoformat(), end=campaign.end.isoformat())
    about = [f"{context.store.name} · {kind} · {state} · {days}", *filter(None, (campaign.offer,))]
    notes = [tr("Lessons: {lessons}", lessons=campaign.lessons)] if campaign.lessons else []
    html = review_html(title, about, review_groups(figures), notes)
    page = Printable("review", tr("Review"), title, lambda: html_pages(html, title=title))
    return PrintDialog(context, "promotions.reviewPrinting", tr("Print the review"), [page])


def review_groups(result: CampaignResult) -> list[Group]:
    """The review's figures with their names; a dash where nothing is known."""
    figures = result.figures
    store, usual = figures.store, figures.usual
    return [
        (
            tr("Store"),
            [
                (tr("Paid amount"), _money(store.sales_fen)),
                (tr("Paid orders"), _count(store.orders)),
                (tr("Visitors per day"), _whole(store.visitors_per_day)),
                (tr("Conversion"), percent_text(store.conversion)),
            ],
        ),
        (
            tr("Against ordinary days ({days})", days=usual.days),
            [
                (tr("Sales per day"), _signed(figures.sales_change)),
                (tr("Visitors per day, ordinary"), _whole(usual.visitors_per_day)),
                (tr("Conversion, ordinary days"), percent_text(usual.conversion)),
                (tr("Sold more on its days"), _around(figures.extra)),
                (tr("In its warm-up"), _around(figures.warm_up)),
                (tr("In the days after"), _around(figures.after)),
                (tr("Other products on its days"), _around(figures.others)),
                (
                    tr("Brought in all"),
                    NO_DATA if figures.net_extra_fen is None else signed_yuan(figures.net_extra_fen),
                ),
            ],
        ),
        (tr("Campaign products"), _own(figures, figures.campaign)),
        (
            tr("Given back of these sales, open until {day}", day=figures.refunds_until.isoformat()),
            [
                (tr("Given back so far"), _money(store.refund_fen)),
                (tr("Share of the sales"), percent_text(store.refund_share)),
                (tr("Share on ordinary days"), percent_text(usual.refund_share)),
            ],
        ),
        (
            tr("Against the plan (actual / planned)"),
            [(tr(line.name), _against(line)) for line in result.plan],
        ),
    ]


def _against(line: PlanLine) -> str:
    """What came, what was planned, and the one as part of the other."""
    actual, planned = (_planned(value, line.money) for value in (line.actual, line.planned))
    if line.share is None:
        return f"{actual} / {planned}"
    return f"{actual} / {planned}\n= {percent_text(line.share)}"


def _planned(value: Decimal | int | None, money: bool) -> str:
    if value is None or isinstance(value, int):
        return _money(value) if money else _count(value)
    if money:
        return format_yuan(round_half_up(value))
    return decimal_text(value, 0 if value >= _MANY else 1)


def _own(figures: ReviewFigures, own: Takings | None) -> list[tuple[str, str]]:
    return [
        (tr("Campaign products, paid amount"), _money(own.sales_fen if own else None)),
        (tr("Campaign products, pieces"), _count(own.pieces if own else None)),
        (tr("Share of the store's orders"), percent_text(figures.share_of_orders)),
        (tr("Share of the store's sales"), percent_text(figures.share_of_sales)),
        (tr("Clicks per visitor"), _number(figures.clicks_per_visitor)),
        (tr("ROI (products' sales ÷ spend)"), _number(figures.roi)),
    ]


def _money(fen: int | None) -> str:
    return NO_DATA if fen is None else format_yuan(fen)


def _number(value: Decimal | None) -> str:
    return NO_DATA if value is None else decimal_text(value)


def _count(value: int | None) -> str:
    return NO_DATA if value is None else f"{value:,}"


def _whole(value: Decimal | None) -> str:
    return NO_DATA if value is None else decimal_text(value, 0)


def _around(found: Beside | None) -> str:
    """By how much some days differ from ordinary ones, and how many they are."""
    if found is None:
        return NO_DATA
    return tr("{amount} in {days} days", amount=signed_yuan(found.change_fen), days=found.days)


def _signed(change: Decimal | None) -> str:
    """A change in percent with its sign."""
    return ("+" if change is not None and change > 0 else "") + percent_text(change)

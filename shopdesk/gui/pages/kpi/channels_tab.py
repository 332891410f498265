"""Traffic and sales by channel, with what each channel cost and brought."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES, ChannelLine
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel, column
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import tr

_KPIS = {
    "impressions": "impressions", "clicks": "clicks", "click_rate": "click_rate", "spend": "ad_spend",
    "cpc": "cost_per_click", "roi": "roi", "cart_adds": "ad_cart_adds",
}  # fmt: skip


class _Totals:
    """The sums of all channels; a quotient is rebuilt from the channels that have both of its parts."""

    def __init__(self, lines: list[ChannelLine]) -> None:
        for name in ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds", "sales_before_fen"):
            known = [value for line in lines if (value := getattr(line, name)) is not None]
            setattr(self, name, sum(known) if known else None)
        self.channel = None

        clicks, shown = self._both(lines, "clicks", "impressions")
        self.click_rate = ratio(clicks, shown)
        ads = [line for line in lines if line.channel in AD_CHANNELS]
        spend, paid_clicks = self._both(ads, "spend_fen", "costed_clicks")
        self.cost_per_click = divide_fen(spend, paid_clicks)
        sales, cost = self._both(ads, "costed_sales_fen", "spend_fen")
        self.roi = ratio(sales, cost)

    @staticmethod
    def _both(lines: list[ChannelLine], one: str, other: str) -> tuple[int | None, int | None]:
        """The sums of two figures over the channels that have both; free traffic has no ROI."""
        pairs = [(getattr(line, one), getattr(line, other)) for line in lines]
        known = [(first, second) for first, second in pairs if first is not None and second is not None]
        if not known:
            return None, None
        return sum(first for first, _ in known), sum(second for _, second in known)


class ChannelsTab(QWidget):
    """A table of channels with their totals.

    ``rows_wanted`` carries a KPI and the channel whose rows the reader wants to see, no channel for all of them.
    """

    rows_wanted = Signal(str, object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        super().__init__(parent)
        self._theme = context.theme
        self.view = FiguresPanel(context, "kpi.channels", tr("Traffic and sales by channel"), self._columns())
        self.view.offer_rows(self._on_opened)
        self.note = words(
            tr("One person can come through several channels, so visitors of channels are never added up.")
        )
        self.empty = EmptyState(
            tr("No channel figures in these days"),
            tr("Import an ads report or a traffic report of these days, or choose other days."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.empty, 1)

    def show_lines(self, lines: list[ChannelLine]) -> None:
        """Show the channels of a span."""
        for widget in (self.view, self.note):
            widget.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.view.show_lines(lines, _Totals(lines) if lines else None)

    def _on_opened(self, column: str, line: ChannelLine) -> None:
        # What is no ad is in no KPI, so there are no rows of one behind it.
        if line.channel is None or line.channel in AD_CHANNELS:
            self.rows_wanted.emit(_KPIS.get(column, "ad_sales"), line.channel)

    def _columns(self) -> list[Column[Any]]:
        money, count, rate = Kind.MONEY, Kind.COUNT, Kind.RATE
        return [
            Column(
                tr("Channel"),
                lambda line: tr("Total") if line.channel is None else tr(CHANNEL_NAMES[line.channel]),
                name="channel",
            ),
            column("impressions", tr("Impressions"), lambda line: line.impressions, count, adds_up=True),
            column("clicks", tr("Ad clicks"), lambda line: line.clicks, count, adds_up=True),
            column("click_rate", tr("Click rate"), lambda line: line.click_rate, rate, tr("Ad clicks ÷ impressions")),
            column("spend", tr("Ad spend"), lambda line: line.spend_fen, money, adds_up=True),
            column("cpc", tr("Cost per click"), lambda line: line.cost_per_click, money, tr("Ad spend ÷ ad clicks")),
            column("sales", tr("Sales"), lambda line: line.sales_fen, money, adds_up=True),
            column("sales_before", tr("Sales before"), lambda line: line.sales_before_fen, money,
                   tr("In the days compared with"), adds_up=True),
            column("roi", tr("ROI"), lambda line: line.roi, Kind.DECIMAL, tr(kpi("roi").formula), ink=self._roi_ink),
            column("orders", tr("Orders"), lambda line: line.orders, count, adds_up=True),
            column("cart_adds", tr("Added to the cart"), lambda line: line.cart_adds, count, adds_up=True),
        ]  # fmt: skip

    def _roi_ink(self, line: ChannelLine) -> QColor | None:
        return self._theme.bad if line.roi is not None and line.roi < 1 else None

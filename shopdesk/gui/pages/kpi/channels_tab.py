"""Traffic and sales by channel, with what each channel cost and brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import Figures, kpi
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES, ChannelLine
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel
from shopdesk.gui.pages.kpi.loading import Lines
from shopdesk.gui.pages.kpi.no_lines import NoLines
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.figure_column import column
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import tr

_FIGURES = {
    "impressions": "channel_impressions", "clicks": "channel_clicks", "click_rate": "channel_click_rate",
    "spend": "channel_spend_fen", "cpc": "channel_cpc", "roi": "channel_roi", "orders": "channel_orders",
    "cart_adds": "channel_cart_adds",
}  # fmt: skip
_OF_THE_ADS = {"click_rate": "click_rate", "cpc": "cost_per_click", "roi": "roi"}
"""The quotients of the last row, by column: they are the store's own, of its ads together."""
_SUMS = ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds", "sales_before_fen")


class _Totals:
    """The sums of all channels beside the quotients of the ads together; quotients of channels make no other one."""

    channel = None

    def __init__(self, lines: Sequence[ChannelLine], ads: Figures) -> None:
        for name in _SUMS:
            known = [value for line in lines if (value := getattr(line, name)) is not None]
            setattr(self, name, sum(known) if known else None)
        self.click_rate, self.cost_per_click, self.roi = (ads[code] for code in _OF_THE_ADS.values())


class ChannelsTab(QWidget):
    """A table of channels with their totals.

    ``rows_wanted`` carries a figure, the channels whose rows the reader wants to see, and whether of the days before;
    ``days_wanted`` the nearest days that have lines.
    """

    rows_wanted = Signal(str, object, bool)
    days_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        super().__init__(parent)
        self._theme = context.theme
        self._lines: list[ChannelLine] = []
        self.view = FiguresPanel(context, "kpi.channels", tr("Traffic and sales by channel"), self._columns())
        self.view.offer_rows(self._on_opened)
        self.note = words(
            tr("One person can come through several channels, so visitors of channels are never added up.")
        )
        self.empty = NoLines(
            "kpi.channelsNear",
            tr("No channel figures in these days"),
            tr("Import an ads report or a traffic report of these days, or choose other days."),
            self.days_wanted.emit,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.empty, 1)

    def show_lines(self, found: Lines) -> None:
        """Show the channels of a span, and of the ads together what they divide."""
        lines, ads = found.lines, found.ads
        self._lines = lines
        for widget in (self.view, self.note):
            widget.setVisible(bool(lines))
        self.empty.offer_days(found.near)
        self.empty.setVisible(not lines)
        self.view.show_lines(lines, _Totals(lines, ads) if lines and ads is not None else None)

    def _on_opened(self, name: str, line: Any) -> None:
        if line.channel is None and name in _OF_THE_ADS:
            self.rows_wanted.emit(_OF_THE_ADS[name], [], False)
            return
        channels = [line.channel] if line.channel is not None else [one.channel for one in self._lines]
        self.rows_wanted.emit(_FIGURES.get(name, "channel_sales_fen"), channels, name == "sales_before")

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
            column("click_rate", tr("Click rate"), lambda line: line.click_rate, rate,
                   tr("Ad clicks ÷ impressions of the days that have both")),
            column("spend", tr("Ad spend"), lambda line: line.spend_fen, money, adds_up=True),
            column("cpc", tr("Cost per click"), lambda line: line.cost_per_click, money,
                   tr("Ad spend ÷ ad clicks of the days that have both")),
            column("sales", tr("Sales"), lambda line: line.sales_fen, money, adds_up=True),
            column("sales_before", tr("Sales before"), lambda line: line.sales_before_fen, money,
                   tr("In the days compared with"), adds_up=True),
            column("roi", tr("ROI"), lambda line: line.roi, Kind.DECIMAL, tr(kpi("roi").formula), ink=self._roi_ink),
            column("orders", tr("Orders"), lambda line: line.orders, count, adds_up=True),
            column("cart_adds", tr("Added to the cart"), lambda line: line.cart_adds, count, adds_up=True),
        ]  # fmt: skip

    def _roi_ink(self, line: ChannelLine) -> QColor | None:
        return self._theme.bad if line.roi is not None and line.roi < 1 else None

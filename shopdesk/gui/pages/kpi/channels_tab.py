"""Traffic and sales by channel, with what each channel cost and brought."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES, ChannelLine
from shopdesk.domain.money import divide_fen, percent_text, ratio
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import column, count, multiple, yuan
from shopdesk.gui.pages.kpi.grid import GridColumn, GridView
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr


class _Totals:
    """The sums of all channels; a quotient is rebuilt from the channels that have both of its parts."""

    def __init__(self, lines: list[ChannelLine]) -> None:
        for name in ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds", "new_buyers",
                     "sales_before_fen"):  # fmt: skip
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
    """A table of channels with their totals."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        super().__init__(parent)
        self._theme = context.theme
        self.view = GridView("kpi.channels", tr("Traffic and sales by channel"))
        self.view.copied.connect(
            lambda lines: context.messages.success(
                tr("Copied {count} lines. Paste them into a spreadsheet.", count=lines)
            )
        )
        self.note = QLabel(
            tr("One person can come through several channels, so visitors of channels are never added up.")
        )
        self.note.setProperty("role", "muted")
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
        columns = [
            GridColumn(
                title=tr("Channel"),
                text=lambda line: tr("Total") if line.channel is None else tr(CHANNEL_NAMES[line.channel]),
                key=lambda line: tr(CHANNEL_NAMES[line.channel]),
                number=False,
            ),
            column(tr("Impressions"), lambda line: line.impressions, count),
            column(tr("Ad clicks"), lambda line: line.clicks, count),
            column(tr("Click rate"), lambda line: line.click_rate, percent_text, tr("Ad clicks ÷ impressions")),
            column(tr("Ad spend"), lambda line: line.spend_fen, yuan),
            column(tr("Cost per click"), lambda line: line.cost_per_click, yuan, tr("Ad spend ÷ ad clicks")),
            column(tr("Sales"), lambda line: line.sales_fen, yuan),
            column(tr("Sales before"), lambda line: line.sales_before_fen, yuan, tr("In the days compared with")),
            column(tr("ROI"), lambda line: line.roi, multiple, tr(kpi("roi").formula), ink=self._roi_ink),
            column(tr("Orders"), lambda line: line.orders, count),
            column(tr("Added to the cart"), lambda line: line.cart_adds, count),
            column(tr("New customers"), lambda line: line.new_buyers, count),
        ]
        self.view.show_lines(columns, lines, _Totals(lines) if lines else None)

    def _roi_ink(self, line: ChannelLine) -> QColor | None:
        return self._theme.bad if line.roi is not None and line.roi < 1 else None

"""The row of key figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.chosen import MOST_TILES
from shopdesk.gui.charts.data import chart_data
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.loading import KpiView, has_orders
from shopdesk.gui.pages.kpi.tile import KpiTile
from shopdesk.gui.theme import Theme

MOST = 8
_GAP = 8
_ALWAYS = ("paid_amount", "net_amount", "orders", "paying_rate", "amount_per_order", "refund_rate")
_IF_KNOWN = ("conversion", "roi", "ad_spend", "buyers", "ad_sales", "impressions", "click_rate", "list_price_sales",
             "product_pieces", "product_views", "paid_pieces", "inquiry_conversion")  # fmt: skip


def tile_codes(view: KpiView) -> list[str]:
    """The key figures chosen for the store, else those that fit what was imported: sales, visitors, what else there is.

    What was chosen stays in its place also where the days say nothing of it.
    """
    assert view.table is not None
    if view.tiles:
        return list(view.tiles)
    totals = view.table.totals
    known = set(view.table.codes_with_data())
    codes = list(_ALWAYS) if has_orders(totals) else [code for code in _ALWAYS if code in known]
    if "visitors" in known:
        codes.append("visitors" if view.period.length == 1 else "visitors_per_day")
    codes += [code for code in _IF_KNOWN if code in known and code not in codes]
    return codes[:MOST]


class TileRow(QWidget):
    """The tiles that were chosen, else as many as fit what is known, at most eight."""

    chosen = Signal(str)
    explained = Signal(str)
    rows_wanted = Signal(str)
    looked_up = Signal(str)
    choice_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No tiles."""
        super().__init__(parent)
        self._theme = theme
        self._tiles: dict[str, KpiTile] = {}
        self._rows = 1
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)

    def tile(self, code: str) -> KpiTile | None:
        """The tile of a KPI, if it is shown."""
        return self._tiles.get(code)

    @property
    def codes(self) -> list[str]:
        """The KPIs shown, in order."""
        return list(self._tiles)

    def show_view(self, view: KpiView) -> None:
        """Show the key figures of a view."""
        assert view.table is not None
        assert view.daily is not None
        assert view.comparison is not None
        codes = tile_codes(view)
        if codes != list(self._tiles):
            self._rebuild(codes)
        against = days_text(view.comparison.before.period)
        course = chart_data(view.daily, codes)
        for series in course.series:
            item = series.item
            known = view.table.totals.known_days(item.code)
            self._tiles[item.code].show_change(view.comparison.change(item), series, known, view.period.length, against)
        self._arrange()

    def _rebuild(self, codes: list[str]) -> None:
        for tile in self._tiles.values():
            self._layout.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {}
        for code in codes:
            tile = KpiTile(kpi(code), self._theme)
            tile.chosen.connect(self.chosen)
            tile.explained.connect(self.explained)
            tile.rows_wanted.connect(self.rows_wanted)
            tile.looked_up.connect(self.looked_up)
            tile.choice_wanted.connect(lambda _code: self.choice_wanted.emit())
            self._tiles[code] = tile
        self._rows = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second row where one is too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as half of the tiles side by side; the height is that of the present rows."""
        half = -(-len(self._tiles) // 2)
        return QSize(half * self._needed() + (half - 1) * _GAP, self._layout.minimumSize().height())

    def _needed(self) -> int:
        return max((tile.wanted_width for tile in self._tiles.values()), default=0)

    def _arrange(self) -> None:
        if not self._tiles:
            return
        fitting = max(1, (self.width() + _GAP) // (self._needed() + _GAP))
        rows = -(-len(self._tiles) // fitting)
        if rows == self._rows:
            return
        self._rows = rows
        columns = -(-len(self._tiles) // rows)
        for place, tile in enumerate(self._tiles.values()):
            tile.set_compact(rows > 1)
            self._layout.addWidget(tile, place // columns, place % columns)
        for column in range(max(MOST, MOST_TILES)):
            self._layout.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

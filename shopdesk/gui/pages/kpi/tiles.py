"""The row of key figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.domain.kpi.chosen import MOST_TILES, Tile
from shopdesk.gui.charts.data import chart_data
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.loading import KpiView, has_orders
from shopdesk.gui.pages.kpi.tile import KpiTile

MOST = 8
_GAP = 8
_ALWAYS = ("paid_amount", "net_amount", "orders", "paying_rate", "amount_per_order", "refund_rate")
_IF_KNOWN = ("conversion", "roi", "ad_spend", "buyers", "ad_sales", "impressions", "click_rate", "list_price_sales",
             "product_pieces", "product_views", "paid_pieces", "inquiry_conversion")  # fmt: skip


def tiles_of(view: KpiView) -> list[Tile]:
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
    return [Tile(code) for code in codes[:MOST]]


class TileRow(QWidget):
    """The tiles that were chosen, else as many as fit what is known, at most eight."""

    chosen = Signal(str)
    explained = Signal(str)
    rows_wanted = Signal(str)
    looked_up = Signal(str)
    choice_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """No tiles; what is changed of one is kept for the store in view."""
        super().__init__(parent)
        self._context = context
        self._tiles: dict[str, KpiTile] = {}
        self._shape = (0, 0)
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

    @property
    def tiles(self) -> list[Tile]:
        """The tiles shown, in order, with what each is held against and its size."""
        return [one.tile for one in self._tiles.values()]

    def show_view(self, view: KpiView) -> None:
        """Show the key figures of a view."""
        assert view.table is not None
        assert view.daily is not None
        assert view.comparison is not None
        tiles = tiles_of(view)
        if tiles != self.tiles:
            self._rebuild(tiles)
        course = chart_data(view.daily, self.codes)
        for series in course.series:
            item = series.item
            known = view.table.totals.known_days(item.code)
            self._tiles[item.code].show_held(view.held_against(item), series, known, view.period.length)
        self._arrange()

    def _rebuild(self, tiles: list[Tile]) -> None:
        focused = next((code for code, one in self._tiles.items() if one.hasFocus()), "")
        for tile in self._tiles.values():
            self._layout.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {}
        for one in tiles:
            tile = KpiTile(one, self._context.theme)
            tile.chosen.connect(self.chosen)
            tile.explained.connect(self.explained)
            tile.rows_wanted.connect(self.rows_wanted)
            tile.looked_up.connect(self.looked_up)
            tile.choice_wanted.connect(lambda _code: self.choice_wanted.emit())
            tile.changed.connect(self._keep)
            self._tiles[one.code] = tile
        self._shape = (0, 0)
        self._arrange()
        if focused in self._tiles:
            # What was changed by its menu is where the keyboard still is.
            self._tiles[focused].setFocus()

    def _keep(self, changed: Tile) -> None:
        """Keep one tile as it is wanted now; the others stay, also where the program had proposed them."""
        wanted = [changed if one.code == changed.code else one for one in self.tiles]
        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(lambda: services.kpi.choose_tiles(store_id, wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second row where one is too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as half of the tiles side by side; the height is that of the present rows."""
        half = max(-(-self._units // 2), 2 if any(one.wide for one in self.tiles) else 1)
        return QSize(half * self._needed() + (half - 1) * _GAP, self._layout.minimumSize().height())

    @property
    def _units(self) -> int:
        """How many small tiles take as much room as all of them."""
        return sum(_room(one) for one in self.tiles)

    def _needed(self) -> int:
        """The width of a small tile; a wide one has two of them."""
        small = (one.wanted_width for one in self._tiles.values() if not one.tile.wide)
        wide = (-(-one.wanted_width // 2) for one in self._tiles.values() if one.tile.wide)
        return max((*small, *wide), default=0)

    def _arrange(self) -> None:
        if not self._tiles:
            return
        fitting = max(1, (self.width() + _GAP) // (self._needed() + _GAP))
        shape = shape_of([_room(one) for one in self.tiles], fitting)
        if shape == self._shape:
            return
        self._shape = shape
        rows, columns = shape
        row = column = 0
        for tile in self._tiles.values():
            room = min(_room(tile.tile), columns)
            if column + room > columns:
                row, column = row + 1, 0
            tile.set_compact(rows > 1)
            self._layout.addWidget(tile, row, column, 1, room)
            column += room
        for place in range(2 * max(MOST, MOST_TILES)):
            self._layout.setColumnStretch(place, 1 if place < columns else 0)
        self.updateGeometry()


def _room(tile: Tile) -> int:
    return 2 if tile.wide else 1


def shape_of(rooms: Sequence[int], fitting: int) -> tuple[int, int]:
    """Rows and columns for tiles of one or two columns, of which ``fitting`` have room: few rows, evenly filled."""

    def rows_in(columns: int) -> int:
        rows, used = 1, 0
        for room in rooms:
            needed = min(room, columns)
            if used + needed > columns:
                rows, used = rows + 1, 0
            used += needed
        return rows

    widest = max(1, min(fitting, sum(rooms)))
    rows = rows_in(widest)
    # As few columns as these rows need, so that the last row is not left nearly empty.
    columns = next(count for count in range(1, widest + 1) if rows_in(count) == rows)
    return rows, columns

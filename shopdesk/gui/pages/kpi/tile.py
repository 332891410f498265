"""One key figure: its value, how it moved, its course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Kpi, Unit, Value, kpi
from shopdesk.domain.kpi.chosen import TILE_AGAINST_NAMES, Tile, TileAgainst
from shopdesk.domain.kpi.compare import Change, Direction
from shopdesk.domain.kpi.output import change_shown, shown
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.charts.data import Series
from shopdesk.gui.charts.sparkline import Sparkline
from shopdesk.gui.pages.kpi.definitions import said
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.tile_changes import Held
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import action, push
from shopdesk.infra.i18n import in_a_row, tr

_ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.SAME: "＝"}
_SHORTEST_COURSE = 44
_WHOLE_YUAN_FROM = 10_000_000  # fen: from 100,000 yuan on, fen are noise in a tile


class KpiTile(QFrame):
    """Shows one KPI.

    A click or Enter puts it on the chart, a double click or Ctrl+Enter opens its rows; the small button, or F1,
    explains it. The menu has all three.
    """

    chosen = Signal(str)
    explained = Signal(str)
    rows_wanted = Signal(str)
    looked_up = Signal(str)
    choice_wanted = Signal(str)
    changed = Signal(object)

    def __init__(self, tile: Tile, theme: Theme, parent: QWidget | None = None) -> None:
        """A tile without figures; ``changed`` carries it as it is wanted."""
        super().__init__(parent)
        self.tile = tile
        self.item = item = kpi(tile.code)
        self._theme = theme
        self.setProperty("role", "card")
        self.setObjectName(f"kpi.tile.{item.code}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # As high as the highest beside it: a wide one with its course is a little higher than the others.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.name = QLabel(tr(item.name))
        self.name.setStyleSheet(f"font-size: 9pt; color: {theme.muted.name()};")
        self.name.setToolTip(tr(item.name))
        self.button = push(
            f"kpi.explain.{item.code}",
            "ⓘ",
            lambda: self.explained.emit(self.item.code),
            spoken=tr("Explain {name}", name=item.name),
            tip=tr("Formula, source and days (F1)"),
            stays=False,
        )
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setStyleSheet(f"QToolButton {{ padding: 0; border: none; color: {theme.text.name()}; }}")
        side = self.button.fontMetrics().height() * 5 // 4
        self.button.setFixedSize(side, side)
        self.value = QLabel(NO_DATA)
        self.value.setObjectName(f"kpi.value.{item.code}")
        self.value.setStyleSheet("font-size: 15pt; font-weight: 600;")
        self.change = QLabel()
        self.change.setObjectName(f"kpi.change.{item.code}")
        self.coverage = QLabel()
        self.coverage.setProperty("role", "muted")
        self.coverage.setStyleSheet(f"font-size: 8pt; color: {theme.muted.name()};")
        self.spark = Sparkline()
        self._arrange()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 6, 8)
        layout.setSpacing(2)
        layout.addWidget(self.name)
        layout.addWidget(self.value)
        self._middle, self._low = QHBoxLayout(), QHBoxLayout()
        for row, first in ((self._middle, self.change), (self._low, self.spark)):
            row.setSpacing(2)
            row.addWidget(first, 1)
            layout.addLayout(row)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Leave the course out, where the tiles stand in several rows; a wide one has it beside its change."""
        self.spark.setVisible(not compact or self.tile.wide)
        row = self._middle if compact else self._low
        row.insertWidget(1 if compact else 0, self.spark, 1)
        for widget in (self.coverage, self.button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def wanted_width(self) -> int:
        """The width in which nothing is cut while all tiles stand in one row."""
        edges = self.contentsMargins() + self.layout().contentsMargins()
        below = self.coverage.sizeHint().width() + self.button.width() + _SHORTEST_COURSE
        texts = (label.sizeHint().width() for label in (self.name, self.value, self.change))
        return edges.left() + edges.right() + max(below, *texts)

    def show_held(self, held: Held, series: Series, known: int, days: int) -> None:
        """Show a value with what it is held against, its course and how many of the days have figures."""
        change = held.change
        self.value.setText(tile_value(self.item, change.now))
        self.value.setToolTip(shown(self.item, change.now))
        self.change.setText(change_words(held))
        self.change.setToolTip(change_tip(held))
        self.change.setStyleSheet(f"color: {self._ink(change)};")
        partial = 0 < known < days
        self.coverage.setText(f"{known}/{days}" if partial else "")
        self.coverage.setToolTip(tr("{known} of {all} days have this figure", known=known, all=days) if partial else "")
        self.spark.set_values(series.numbers(), self._theme.accent)
        said = f"{tr(self.item.name)} {self.value.text()} {self.change.text()}"
        self.setAccessibleName(said)
        course = in_a_row(shown(self.item, value) for value in series.values)
        self.setAccessibleDescription(tr("Day by day: {values}", values=course))

    def _ink(self, change: Change) -> str:
        theme = self._theme
        if change.direction is Direction.UP:
            return theme.rise.name()
        return theme.fall.name() if change.direction is Direction.DOWN else theme.muted.name()

    def event(self, event: QEvent) -> bool:
        """Keep F1 for itself, which elsewhere opens the user guide."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_F1
        ):
            event.accept()
            return True
        return super().event(event)

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """A screen reader presses it like a button, and asks for the explanation as F1 does."""
        code = self.item.code
        return {
            "Press": lambda: self.chosen.emit(code),
            "ShowMenu": lambda: self.explained.emit(code),
            tr("Show rows"): lambda: self.rows_wanted.emit(code),
        }

    def make_menu(self) -> QMenu:
        """What can be done with the figure."""
        menu, code = QMenu(self), self.item.code
        menu.setObjectName(f"kpi.tileMenu.{code}")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, label, signal, keys in (
            ("rows", tr("Show rows"), self.rows_wanted, "Ctrl+Return"),
            ("chart", tr("Put on the chart"), self.chosen, "Return"),
            ("explain", tr("Explain"), self.explained, "F1"),
            ("dictionary", tr("Look up in the dictionary"), self.looked_up, ""),
            ("choose", tr("Choose the figures above…"), self.choice_wanted, ""),
        ):
            one = action(f"kpi.tileMenu.{name}", label, lambda signal=signal: signal.emit(code), menu, shortcut=keys)
            # The tile answers the keys itself; here they are only said.
            one.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            one.setShortcutVisibleInContextMenu(True)
            menu.addAction(one)
        menu.addSection(tr("Held against"))
        group = QActionGroup(menu)
        for against, words in TILE_AGAINST_NAMES.items():
            one = self._choice(menu, against.value, tr(words), replace(self.tile, against=against))
            one.setChecked(against is self.tile.against)
            group.addAction(one)
        menu.addSeparator()
        wide = self._choice(menu, "wide", tr("Wide"), replace(self.tile, wide=not self.tile.wide))
        wide.setChecked(self.tile.wide)
        return menu

    def _choice(self, menu: QMenu, name: str, words: str, wanted: Tile) -> QAction:
        """An entry of the menu that changes the tile itself."""
        one = action(f"kpi.tileMenu.{name}", words, lambda: self.changed.emit(wanted), menu)
        one.setCheckable(True)
        menu.addAction(one)
        return one

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the figure; the menu key does too."""
        self.make_menu().popup(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the rows."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.rows_wanted.emit(self.item.code)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the figure on the chart."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.item.code)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by keyboard, and the explanation."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rows_wanted.emit(self.item.code)
        elif enter or event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.item.code)
        elif event.key() == Qt.Key.Key_F1:
            self.explained.emit(self.item.code)
        else:
            super().keyPressEvent(event)


def change_words(held: Held) -> str:
    """How a figure moved, with what it is held against where that is not the span before."""
    change = held.change
    if held.against is TileAgainst.TARGET:
        reached = ratio(change.now, change.before)
        return tr("no target") if reached is None else tr("{share} of target", share=percent_text(reached, 1))
    if change.lacking is not None:
        return tr(change.lacking.brief)
    if change.direction is None:
        return tr("no comparison")
    words = change_shown(change, points=tr("pp"))
    moved = (
        f"{_ARROWS[change.direction]} {words.lstrip('+-')}"
        if words not in (NO_DATA, "0")
        else _ARROWS[change.direction]
    )
    if held.against is TileAgainst.YEAR:
        moved = tr("{change} on the year", change=moved)
    elif held.against is TileAgainst.FESTIVAL:
        moved = tr("{change} on the festival", change=moved)
    return tr("{change}, counted otherwise", change=moved) if held.parted else moved


def change_tip(held: Held) -> str:
    """What the figure is held against, and why nothing is compared where that is so."""
    change = held.change
    before = shown(change.kpi, change.before)
    if held.against is TileAgainst.TARGET:
        if change.before is None:
            return tr("Not every day shown has a target of this figure.")
        return tr("Target of the days shown: {value}", value=before)
    if held.period is None:
        return tr("The calendar has no span to hold these days against.")
    if change.before is None:
        return tr("No figures before ({days})", days=days_text(held.period))
    more = [tr(change.lacking.sentence)] if change.lacking is not None else []
    more += [tr("Not the same definition. {change}", change=said(one)) for one in held.parted]
    return "\n".join([tr("Before ({days}): {value}", days=days_text(held.period), value=before), *more])


def tile_value(item: Kpi, value: Value) -> str:
    """As everywhere, but large amounts in whole yuan; the exact amount is in the tool tip."""
    if item.unit is Unit.MONEY and value is not None and abs(value) >= _WHOLE_YUAN_FROM:
        return f"{int((Decimal(value) / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)):,}"
    return shown(item, value)

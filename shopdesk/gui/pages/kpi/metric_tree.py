"""The metric tree (指标树): what drives sales, opened level by level, each with what it did to them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from shopdesk.domain.kpi import Unit
from shopdesk.domain.kpi.tree import Node
from shopdesk.domain.money import format_yuan, percent_text, ratio, round_half_up
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.kpi.effect_bars import arrowed
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import action, named
from shopdesk.gui.widgets.filling_column import FillingColumn
from shopdesk.gui.widgets.line_tree import Line, LineModel, LineTree
from shopdesk.infra.i18n import tr

_LEAST_NAME = 200
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Lines(LineModel):
    """The drivers; what they did has the colour that it has everywhere, in whichever theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__((tr("Driver"), tr("Earlier → now"), tr("Change"), tr("Effect on sales")))
        self._theme = theme

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.ForegroundRole or not index.isValid():
            return super().data(index, role)
        node = self.line(index).stands_for
        if not isinstance(node, Node):
            return self._theme.muted
        if index.column() == 3 and node.effect:
            return self._theme.rise if node.effect > 0 else self._theme.fall
        return None


class MetricTree(LineTree):
    """As high as its open lines. A click opens and closes a line, Enter and the menu open its rows."""

    rows_wanted = Signal(str)
    node_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(_Lines(theme), parent)
        named(self, "kpi.tree", tr("What drives sales"))
        self.rows = action("kpi.tree.rows", tr("Show rows"), self.show_rows, self)
        self.rows.setEnabled(False)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in (1, 2, 3):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        FillingColumn(self, 0, _LEAST_NAME)
        self.addAction(self.rows)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.clicked.connect(self._turn)
        self.doubleClicked.connect(lambda _index: self.show_rows())
        self.expanded.connect(lambda _index: self._fit())
        self.collapsed.connect(lambda _index: self._fit())

    @property
    def node(self) -> Node | None:
        """The chosen driver."""
        found = self.lines.line(self.currentIndex()).stands_for
        return found if isinstance(found, Node) else None

    def show_tree(self, root: Node) -> None:
        """Show the drivers, the first two levels open."""
        self.lines.show_lines([_line(root)])
        for index in self.lines.walk():
            if self.lines.line(index).stands_for is None:  # a sentence has the width of all columns
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
        self.expandToDepth(1)
        self._fit()
        self._choose()

    def show_rows(self) -> None:
        """Ask for the rows of the chosen driver."""
        node = self.node
        if node is not None and node.driver.code:
            self.rows_wanted.emit(node.driver.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rows, the space bar opens and closes; the arrows are Qt's."""
        if event.key() in _OPEN:
            self.show_rows()
        elif event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say which line the cursor is on, whole."""
        super().currentChanged(current, previous)
        if current.isValid():
            say(self, self.lines.line(current).spoken)
            self._choose()

    def _choose(self) -> None:
        node = self.node
        self.rows.setEnabled(node is not None and bool(node.driver.code))
        self.node_chosen.emit()

    def _turn(self, index: QModelIndex | QPersistentModelIndex) -> None:
        first = index.siblingAtColumn(0)
        self.setExpanded(first, not self.isExpanded(first))

    def _fit(self) -> None:
        """Be as high as the open lines, so that the page scrolls and not the tree within it."""
        count, index = 0, self.lines.index(0, 0)
        while index.isValid():
            count, index = count + 1, self.indexBelow(index)
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        below = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.header().sizeHint().height() + count * row + below + 2 * self.frameWidth())


def _line(node: Node) -> Line:
    notes = [*(one.sentence for one in node.lacking), *filter(None, [node.driver.note])]
    below = [Line((tr(note),), tip=tr(note)) for note in notes]
    return Line(_cells(node), node, below=[*below, *map(_line, node.children)])


def _cells(node: Node) -> tuple[str, str, str, str]:
    name = tr(node.driver.name)
    if node.before is None or node.after is None:
        return name, NO_DATA, "", tr("not known") if node.lacking else NO_DATA
    levels = f"{level(node.driver.unit, node.before)} → {level(node.driver.unit, node.after)}"
    return name, levels, moved(node.driver.unit, node.before, node.after), arrowed(node.effect or 0)


def level(unit: Unit, value: Fraction) -> str:
    """A driver's level as people read it."""
    if unit is Unit.MONEY:
        return format_yuan(_whole(value))
    if unit is Unit.RATE:
        return percent_text(ratio(value.numerator, value.denominator))
    if unit is Unit.COUNT:
        return f"{_whole(value):,}"
    hundredths = _whole(value * 100)
    return f"{hundredths // 100:,}.{hundredths % 100:02}"


def moved(unit: Unit, before: Fraction, after: Fraction) -> str:
    """How far a level moved: percentage points of a rate, otherwise by what it was; empty where it was nothing."""
    if unit is Unit.RATE:
        points = _whole((after - before) * 10_000)
        sign = "-" if points < 0 else "+" if points else ""
        return f"{sign}{abs(points) // 100}.{abs(points) % 100:02} {tr('pp')}"
    if not before:
        return ""
    share = (after - before) / abs(before)
    tenths = _whole(share * 1000)
    return f"{'-' if tenths < 0 else '+' if tenths else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}%"


def _whole(value: Fraction) -> int:
    exact = ratio(value.numerator, value.denominator)
    assert exact is not None
    return round_half_up(exact)

"""The steps with their bars: a table whose last column is painted with days."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.domain.setup.records import STEP_STATE_NAMES
from shopdesk.domain.setup.schedule import Slot, days_after
from shopdesk.gui.pages.setup.step_model import STATE_SIGNS
from shopdesk.gui.pages.setup.timeline import arrows
from shopdesk.gui.pages.setup.timeline.ruler import opening_lines
from shopdesk.gui.pages.setup.timeline.scale import Scale
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import RECORD_ROLE, Column, RecordTableModel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, tr
from shopdesk.services.setup.timeline import Timeline, TimelineRow

_NAME = "setup.timeline.table"
_WEEK = 20  # pixels of the narrowest week that has a line


def slack_words(row: TimelineRow) -> str | None:
    """How late a step may be; nothing where it is settled or holds up nothing."""
    if row.slack is None:
        return None
    return tr("none: critical") if row.critical else tr("{count} days", count=row.slack)


def bar_words(row: TimelineRow) -> str | None:
    """What the bar shows, for whoever cannot see it: its days, and whether it begins too early."""
    if row.bar is None:
        return None
    days = f"{row.bar.start} – {row.bar.end}"
    return tr("{days}: begins before what it waits for is done", days=days) if row.clash else days


class TimelineTable(RecordTable):
    """``moved`` carries a step and the day on which it is to be done; a bar is dragged, or moved by + and −."""

    moved = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        """Without steps."""
        columns: list[Column[TimelineRow]] = [
            Column(tr("Step"), lambda row: row.view.title, name="title", width=230,
                   said=lambda row: f"{STATE_SIGNS[row.view.step.state]} {row.view.title}",
                   tip=lambda row: row.view.title),
            Column(tr("Phase"), lambda row: row.phase, name="phase", hidden=True),
            Column(tr("State"), lambda row: row.view.step.state,
                   text=lambda state: f"{STATE_SIGNS[state]} {tr(STEP_STATE_NAMES[state])}", name="state",
                   hidden=True),
            Column(tr("Owner"), lambda row: row.view.step.owner or None, name="owner", hidden=True),
            Column(tr("Due"), lambda row: row.view.step.due_on, text=str, name="due"),
            Column(tr("Slack"), lambda row: row.slack, said=slack_words, numeric=True, name="slack",
                   ink=lambda row: theme.bad if row.critical else None,
                   header_tip=tr("Days by which a step may be late without the opening being later")),
            Column(tr("Waits for"), lambda row: in_a_row(one.title for one in row.view.waits) or None, name="waits",
                   hidden=True),
            Column(tr("Days of the steps"), lambda row: row.bar.start if row.bar is not None else None,
                   said=bar_words, name="bar", tip=lambda row: bar_words(row) or ""),
        ]  # fmt: skip
        super().__init__(RecordTableModel(columns), _NAME, tr("Timeline of the setup"))
        self.bar_column = len(columns) - 1
        self.shown: Timeline | None = None
        self.span: tuple[date, int] = (date.min, 1)
        self.drag: tuple[TimelineRow, date, int] | None = None  # the row, the day that was taken hold of, days moved
        self._press = QPoint()
        self.painter = BarDelegate(theme, self)
        self.setItemDelegateForColumn(self.bar_column, self.painter)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 26))
        self.head.setSectionsMovable(False)
        self.last_has_the_room = True
        self.viewport().setMouseTracking(True)
        self._links: arrows.Links | None = None
        model = self.records_model
        for changed in (model.modelReset, model.layoutChanged, model.dataChanged):
            changed.connect(self._forget_links)
        # The arrows of the chosen step stand out wherever they lead.
        self.selectionModel().currentRowChanged.connect(lambda *_: self.viewport().update())

    def show_timeline(self, shown: Timeline, first: date, days: int) -> None:
        """Show the steps over so many days."""
        self.shown, self.span = shown, (first, days)
        self.set_records(shown.rows)
        self.viewport().update()

    def show_span(self, first: date, days: int) -> None:
        """Show other days."""
        self.span = first, days
        self.viewport().update()

    @property
    def scale(self) -> Scale:
        """The days across the column of bars."""
        return Scale(*self.span, max(self.columnWidth(self.bar_column), 1))

    def bar_left(self) -> int:
        """Where the column of bars begins, from the table's left edge."""
        return self.viewport().x() + self.columnViewportPosition(self.bar_column)

    # --- arrows ----------------------------------------------------------------------------------------------------

    def _forget_links(self) -> None:
        self._links = None

    def shown_arrows(self) -> list[tuple[arrows.Link, list[QPoint]]]:
        """The arrows that have an end among the rows in view, with their corners."""
        model = self.records_model
        if self._links is None:
            self._links = arrows.Links(model.records)
        first, last = max(self.rowAt(0), 0), self.rowAt(self.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        return [
            (link, arrows.path(self._box(link.before), self._box(link.after)))
            for link in self._links.touching(first, last)
        ]

    def _box(self, place: int) -> QRect:
        row: TimelineRow = self.records_model.record(place)
        assert row.bar is not None
        return self.painter.bar_rect(row.bar, self.visualRect(self.records_model.index(place, self.bar_column)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the arrows over them."""
        super().paintEvent(event)
        if self.shown is None or self.drag is not None:
            return
        left = self.columnViewportPosition(self.bar_column)
        area = QRect(left, 0, self.columnWidth(self.bar_column), self.viewport().height())
        painter = QPainter(self.viewport())
        painter.setClipRegion(QRegion(area) & event.region())
        chosen = self.currentIndex().row()
        found = self.shown_arrows()
        for _link, corners in found:
            arrows.paint(painter, corners, self.painter.theme, chosen=False)
        for link, corners in found:
            if chosen in (link.before, link.after):
                arrows.paint(painter, corners, self.painter.theme, chosen=True)
        painter.end()

    # --- mouse and keys --------------------------------------------------------------------------------------------

    def _bar_under(self, point: QPoint) -> TimelineRow | None:
        index = self.indexAt(point)
        if not index.isValid() or index.column() != self.bar_column:
            return None
        row: TimelineRow = self.records_model.record(index.row())
        if row.bar is None or row.view.step.settled:
            return None
        return row if self.painter.bar_rect(row.bar, self.visualRect(index)).contains(point) else None

    def _day_at(self, point: QPoint) -> date:
        return self.scale.day_at(point.x() - self.columnViewportPosition(self.bar_column))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar."""
        point = event.position().toPoint()
        row = self._bar_under(point) if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)
        if row is not None:
            self.drag, self._press = (row, self._day_at(point), 0), point

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with what it holds, or show that a bar can be taken hold of."""
        point = event.position().toPoint()
        if self.drag is None:
            over = self._bar_under(point) is not None
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
            return
        row, held, moved = self.drag
        far = (point - self._press).manhattanLength() >= QApplication.startDragDistance()
        days = (self._day_at(point) - held).days
        if (far or moved) and days != moved:
            self.drag = (row, held, days)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: ask for the days that the drag means."""
        drag, self.drag = self.drag, None
        super().mouseReleaseEvent(event)
        if drag is not None and drag[2]:
            self._ask(drag[0], drag[2])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − move the chosen step by a day, then the usual keys."""
        step = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        row = self.current()
        if step is None or row is None:
            super().keyPressEvent(event)
        elif row.bar is not None and not row.view.step.settled:
            self._ask(row, step)

    def _ask(self, row: TimelineRow, days: int) -> None:
        self.viewport().update()
        if row.bar is not None:
            self.moved.emit(row.view, days_after(row.bar.end, days))


class BarDelegate(QStyledItemDelegate):
    """Paints a step's days: what is done quietly, the critical path framed and hatched, slack as a line behind it."""

    def __init__(self, theme: Theme, table: TimelineTable) -> None:
        """For ``table``, whose scale it takes."""
        super().__init__(table)
        self.theme = theme
        self._table = table

    def bar_rect(self, bar: Slot, cell: QRect) -> QRect:
        """Where a bar is painted within its cell; a short one is three pixels at least."""
        scale = self._table.scale
        left, right = scale.left(bar.start), scale.left(days_after(bar.end, 1))
        edge = cell.height() // 5
        return QRect(cell.left() + left, cell.top() + edge, max(right - left - 1, 3), cell.height() - 2 * edge)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and choice as any cell, then lines and bar."""
        row, shown = index.data(RECORD_ROLE), self._table.shown
        if not isinstance(row, TimelineRow) or shown is None:
            super().paint(painter, option, index)
            return
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setClipRect(option.rect)
        self._lines(painter, option.rect, shown)
        drag = self._table.drag
        shift = drag[2] if drag is not None and drag[0].id == row.id else 0
        if row.bar is not None:
            self._bar(painter, option.rect, row, Slot(days_after(row.bar.start, shift), days_after(row.bar.end, shift)))
        painter.restore()

    def _lines(self, painter: QPainter, cell: QRect, shown: Timeline) -> None:
        scale = self._table.scale
        painter.setPen(QPen(self.theme.line, 1))
        for day, _month in scale.marks(_WEEK):
            painter.drawLine(cell.left() + scale.left(day), cell.top(), cell.left() + scale.left(day), cell.bottom())
        for day, color, style, _said in opening_lines(shown, self.theme):
            painter.setPen(QPen(color, 2 if style is not Qt.PenStyle.DotLine else 1, style))
            place = cell.left() + scale.left(day)
            painter.drawLine(place, cell.top(), place, cell.bottom())

    def _bar(self, painter: QPainter, cell: QRect, row: TimelineRow, bar: Slot) -> None:
        theme, box = self.theme, self.bar_rect(bar, cell)
        if box.left() > cell.right() or box.right() < cell.left():
            later = box.left() > cell.right()
            side = Qt.AlignmentFlag.AlignRight if later else Qt.AlignmentFlag.AlignLeft
            painter.setPen(theme.muted)
            painter.drawText(cell.adjusted(2, 0, -4, 0), side | Qt.AlignmentFlag.AlignVCenter, "▸" if later else "◂")
            return
        settled = row.view.step.settled
        color: Any = theme.good if settled else theme.bad if row.critical else theme.accent
        if row.latest is not None and row.latest > bar.end:
            scale = self._table.scale
            end = cell.left() + scale.left(days_after(row.latest, 1))
            painter.setPen(QPen(theme.muted, 1))
            painter.drawLine(box.right(), box.center().y(), end, box.center().y())
            painter.drawLine(end, box.top() + 2, end, box.bottom() - 2)
        painter.fillRect(box, theme.good_soft if settled else theme.bad_soft if row.critical else theme.accent_soft)
        if row.critical:
            painter.fillRect(box, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(color, 2 if row.critical else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        if row.clash:
            painter.setPen(theme.bad)
            painter.drawText(QRect(box.left() - 14, cell.top(), 12, cell.height()), Qt.AlignmentFlag.AlignCenter, "!")

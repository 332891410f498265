"""The month grid: six weeks, campaigns as bars that are drawn, moved and stretched with the mouse or the keyboard.

Mouse: drag over empty days to draw a campaign, drag a bar to move it, drag its edge to change its length, double-click
to open, Esc lets go without a change. Keyboard: arrows move the day, with Shift they mark days, Space selects the
campaigns of the day one after another, Enter opens the selected campaign or draws one over the marked days, Alt+arrows
move the selected campaign, Alt+Shift+arrows move its last day, Delete removes it, Page Up and Page Down change month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES, STATE_SIGNS
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.gui.pages.promotions.bar_drag import Drag, Grip, nudged
from shopdesk.gui.pages.promotions.calendar_data import FIRST_DAY, LAST_DAY, CalendarData
from shopdesk.gui.pages.promotions.grid_geometry import HEADER, GridGeometry
from shopdesk.gui.pages.promotions.grid_painter import GridPainter, GridView
from shopdesk.gui.pages.promotions.month_layout import Segment, grid_start, place, with_cut_bars
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language, in_a_row, tr

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


class MonthGrid(QWidget):
    """Six weeks of one month.

    ``range_chosen`` asks for a new campaign over some days, ``span_changed`` for a campaign's new first and last day,
    ``campaign_opened`` and ``campaign_removed`` for an editor and a removal; the grid itself changes nothing.
    """

    range_chosen = Signal(object, object)
    span_changed = Signal(int, object, object)
    campaign_selected = Signal(object)
    campaign_opened = Signal(int)
    campaign_removed = Signal(int)
    day_changed = Signal(object)
    month_stepped = Signal(int)

    def __init__(self, theme: Theme, today: date) -> None:
        """An empty grid of this month."""
        super().__init__()
        self._theme = theme
        self._today = today
        self._data = CalendarData(today, today)
        self._month = (today.year, today.month)
        self._cursor = today
        self._marked: date | None = None
        self._selected_id: int | None = None
        self._drag: Drag | None = None
        self._press = QPoint()
        self.setObjectName("promotions.monthGrid")
        self.setAccessibleName(tr("Month calendar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(420, max(420, self._geometry().least_height)))
        self._place()

    # --- what others ask and say ---

    @property
    def cursor_day(self) -> date:
        """The day in view."""
        return self._cursor

    @property
    def selected_id(self) -> int | None:
        """The selected campaign."""
        return self._selected_id

    @property
    def marked_days(self) -> tuple[date, date]:
        """The marked days; the day in view alone when none are marked."""
        other = self._marked or self._cursor
        return min(self._cursor, other), max(self._cursor, other)

    def show_month(self, year: int, month: int) -> None:
        """Show another month; the day in view moves along."""
        self._month = (year, month)
        if (self._cursor.year, self._cursor.month) != (year, month):
            self._cursor = (
                self._today if (self._today.year, self._today.month) == (year, month) else date(year, month, 1)
            )
        self._marked = None
        self._place()

    def set_data(self, data: CalendarData) -> None:
        """Show fresh entries and campaigns."""
        self._data = data
        self._place()

    def select(self, campaign_id: int | None) -> None:
        """Select a campaign, or none."""
        if campaign_id != self._selected_id:
            self._selected_id = campaign_id
            self._describe()
            self.update()
            self.campaign_selected.emit(campaign_id)

    def go_to(self, day: date, *, marking: bool = False) -> None:
        """Bring a day into view."""
        day = min(max(day, FIRST_DAY), LAST_DAY)
        self._marked = (self._marked or self._cursor) if marking else None
        self._cursor = day
        if (day.year, day.month) != self._month:
            step = (day.year - self._month[0]) * 12 + day.month - self._month[1]
            if self._geometry().index_of(day) is None:
                self.month_stepped.emit(step)
        self._describe()
        self.day_changed.emit(day)
        self.update()

    def rect_of(self, day: date) -> QRect:
        """Where a day is painted; an empty rectangle if it is not shown."""
        index = self._geometry().index_of(day)
        return QRect() if index is None else self._geometry().cell(index)

    day_rect = rect_of

    def day_at(self, point: QPoint) -> date:
        """The day under a point, or the nearest one."""
        return self._geometry().day_at(point)

    def bar_rects(self, campaign_id: int) -> list[QRect]:
        """Where a campaign's bars are painted."""
        return [self._geometry().bar(segment) for segment in self._segments if segment.campaign.id == campaign_id]

    def hidden_counts(self) -> dict[date, int]:
        """How many campaigns each crowded day tells as "+n more"."""
        start = grid_start(*self._month)
        return {start + timedelta(days=week * 7 + column): count for (week, column), count in self._more.items()}

    # --- layout and painting ---

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(self.font().pointSizeF() - 1, 7))
        return font

    def _geometry(self) -> GridGeometry:
        line = QFontMetrics(self._small()).height()
        return GridGeometry(self.width(), self.height(), line, grid_start(*self._month))

    def _place(self) -> None:
        geometry = self._geometry()
        self._lanes = geometry.lanes()
        everything = place(self._data.campaigns, geometry.start)
        self._segments, self._more = with_cut_bars(everything, self._lanes)
        self._describe()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bars as many lanes as fit."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the month."""
        view = GridView(
            geometry=self._geometry(), data=self._data, month=self._month[1], today=self._today, cursor=self._cursor,
            segments=self._segments, more=self._more, lanes=self._lanes, selected_id=self._selected_id,
            drag=self._drag, selection=self.marked_days if self._marked is not None else None, focused=self.hasFocus(),
        )  # fmt: skip
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        GridPainter(painter, self._theme, self.font(), self._small()).paint(view)
        painter.end()

    def _describe(self) -> None:
        """Tell a screen reader where we are."""
        say(self, self._words(self._cursor))

    def _words(self, day: date) -> str:
        names = [entry.name(current_language()) for entry in self._data.told(day)]
        names += [f"{c.name} ({tr(STATE_NAMES[c.state])})" for c in self._data.on(day)]
        return f"{day.isoformat()} " + in_a_row(names)

    def reader_points(self) -> list[str]:
        """A line for each of the month's days."""
        first = date(*self._month, 1)
        days = (first + timedelta(days=step) for step in range(31))
        return [self._words(day) for day in days if day.month == first.month]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What Enter does."""
        return {"Press": self._open_or_draw}

    def _open_or_draw(self) -> None:
        if self._selected_id is not None and self._marked is None:
            self.campaign_opened.emit(self._selected_id)
        else:
            self.range_chosen.emit(*self.marked_days)

    # --- mouse ---

    def _segment_at(self, point: QPoint) -> Segment | None:
        geometry = self._geometry()
        return next((s for s in reversed(self._segments) if geometry.bar(s).contains(point)), None)

    def _more_at(self, point: QPoint) -> date | None:
        geometry = self._geometry()
        for week, column in self._more:
            if geometry.more(week, column, self._lanes).contains(point):
                return geometry.start + timedelta(days=week * 7 + column)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar, or of an empty day."""
        point = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton or point.y() < HEADER:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        crowded = self._more_at(point)
        if crowded is not None:
            self._list_day(crowded, event.globalPosition().toPoint())
            return
        day, segment = self._geometry().day_at(point), self._segment_at(point)
        self._press = point
        if segment is None:
            self.go_to(day, marking=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            self.select(None)
            self._drag = Drag(Grip.EMPTY, day)
        else:
            self._drag = Drag(self._geometry().grip(segment, point), day, segment.campaign)
            self._cursor = day
            self._marked = None
            self.day_changed.emit(day)
            self.select(segment.campaign.id)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with what it holds, or show what it would take hold of."""
        point = event.position().toPoint()
        if self._drag is None:
            self._show_grip(point)
            return
        far = (point - self._press).manhattanLength() >= QApplication.startDragDistance()
        if self._drag.active or far:
            self._drag = replace(self._drag, current=self._geometry().day_at(point), active=True)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: ask for the change that the drag means."""
        drag, self._drag = self._drag, None
        self.update()
        if drag is None or not drag.active or event.button() is not Qt.MouseButton.LeftButton:
            return
        first, last = drag.span()
        if drag.campaign is None:
            self._cursor, self._marked = drag.current or drag.origin, drag.origin
            self.range_chosen.emit(first, last)
        elif drag.changes and drag.campaign.id is not None:
            self.span_changed.emit(drag.campaign.id, first, last)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the campaign, or draw one on the day."""
        point = event.position().toPoint()
        if point.y() < HEADER:
            return
        segment = self._segment_at(point)
        if segment is not None and segment.campaign.id is not None:
            self.campaign_opened.emit(segment.campaign.id)
        elif segment is None:
            day = self._geometry().day_at(point)
            self.range_chosen.emit(day, day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the month, one for each notch."""
        if event.angleDelta().y():
            self.month_stepped.emit(-1 if event.angleDelta().y() > 0 else 1)

    def _show_grip(self, point: QPoint) -> None:
        segment = self._segment_at(point)
        shape = Qt.CursorShape.ArrowCursor
        if segment is not None:
            on_edge = self._geometry().grip(segment, point) is not Grip.BODY
            shape = Qt.CursorShape.SizeHorCursor if on_edge else Qt.CursorShape.OpenHandCursor
        elif self._more_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    def _list_day(self, day: date, where: QPoint) -> None:
        """The campaigns of a crowded day as a menu."""
        menu = QMenu(self)
        menu.setObjectName("promotions.dayMenu")
        for campaign in self._data.on(day):
            action = menu.addAction(f"{STATE_SIGNS[campaign.state]} {campaign.name}")
            action.triggered.connect(lambda _checked=False, chosen=campaign.id: self.select(chosen))
        self.go_to(day)
        menu.popup(where)

    def event(self, event: QEvent) -> bool:
        """Show what a day or a bar is in a tip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """The words for what lies under a point."""
        segment = self._segment_at(point)
        if segment is not None:
            return _campaign_tip(segment.campaign)
        day = self._geometry().day_at(point)
        lines = [entry.name(current_language()) for entry in self._data.told(day)]
        return "\n".join(dict.fromkeys(lines))

    # --- keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, mark, select, open, remove; other keys go to the window."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._on_arrow(_STEPS[key], event.modifiers())
        elif key is Qt.Key.Key_Escape and (self._drag is not None or self._marked is not None):
            self._drag = self._marked = None
            self.update()
        elif key is Qt.Key.Key_Space:
            self._select_next()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_or_draw()
        elif key is Qt.Key.Key_Delete and self._selected_id is not None:
            self.campaign_removed.emit(self._selected_id)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_stepped.emit(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_Home:
            self.go_to(self._today)
        else:
            super().keyPressEvent(event)

    def _on_arrow(self, days: int, modifiers: Qt.KeyboardModifier) -> None:
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if not modifiers & Qt.KeyboardModifier.AltModifier:
            self.go_to(self._cursor + timedelta(days=days), marking=shift)
            return
        campaign = next((c for c in self._data.campaigns if c.id == self._selected_id), None)
        span = nudged(campaign, days, end_only=shift) if campaign is not None else None
        if campaign is not None and campaign.id is not None and span is not None:
            self.span_changed.emit(campaign.id, *span)

    def _select_next(self) -> None:
        here: list[Campaign] = self._data.on(self._cursor)
        ids = [campaign.id for campaign in here]
        if not ids:
            self.select(None)
        elif self._selected_id in ids:
            self.select(ids[(ids.index(self._selected_id) + 1) % len(ids)])
        else:
            self.select(ids[0])


def _campaign_tip(campaign: Campaign) -> str:
    return "\n".join(
        line
        for line in (
            campaign.name,
            f"{STATE_SIGNS[campaign.state]} {tr(STATE_NAMES[campaign.state])} · {tr(KIND_NAMES[campaign.kind])}",
            tr("{start} – {end}", start=campaign.start.isoformat(), end=campaign.end.isoformat()),
            campaign.offer,
        )
        if line
    )

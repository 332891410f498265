"""A row of tabs that goes on in the next line where it is too long, so that every tab is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QHoverEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QStylePainter, QTabBar, QTabWidget, QToolTip

_SPARE = 14
"""Pixels of a tab's width that are only room around its words: they go before a second line is begun."""


class WrappingTabBar(QTabBar):
    """Stands above a tab widget and is as wide as that; its tabs have their places by :meth:`tabRect`.

    Qt's own row hides what has no room behind arrows. Names, keys and what is said to a screen reader stay Qt's.
    """

    def __init__(self, holder: QTabWidget) -> None:
        """Without tabs."""
        super().__init__(holder)
        self._holder = holder
        self._pointed = -1
        self._placed: dict[tuple[int, int], list[QRect]] = {}
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)

    def tabLayoutChange(self) -> None:
        """Qt says so wherever tabs have other sizes: other words, another font, another style."""
        self._placed.clear()

    def tabRect(self, index: int) -> QRect:
        """Where a tab is seen."""
        places = self._places(self.width())
        return QRect(places[index]) if 0 <= index < len(places) else QRect()

    def tabAt(self, position: QPoint) -> int:
        """Which tab is seen at a place, -1 where there is none."""
        return next((at for at, place in enumerate(self._places(self.width())) if place.contains(position)), -1)

    def sizeHint(self) -> QSize:
        """All lines at the width of the tab widget."""
        places = self._places(self._holder.width())
        return QSize(self._holder.width(), max((place.bottom() + 1 for place in places), default=0))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest tab; the height is that of the lines that there are now."""
        widest = max((self.tabSizeHint(at).width() for at in range(self.count())), default=0)
        return QSize(widest, self.sizeHint().height())

    def _places(self, width: int) -> list[QRect]:
        """Where each tab stands; a layout asks for it dozens of times. The current tab is bold, and wider."""
        at = (width, self.currentIndex())
        if at not in self._placed:
            self._placed[at] = self._measured(width)
        return self._placed[at]

    def _measured(self, width: int) -> list[QRect]:
        sizes = [self.tabSizeHint(at) for at in range(self.count())]
        lacking = sum(size.width() for size in sizes) - width
        if 0 < lacking <= _SPARE * len(sizes):
            for at, size in enumerate(sizes):
                less = lacking // (len(sizes) - at)
                size.setWidth(size.width() - less)
                lacking -= less
        places: list[QRect] = []
        x = y = 0
        for size in sizes:
            if x and x + size.width() > width:
                x, y = 0, places[-1].bottom() + 1
            places.append(QRect(QPoint(x, y), size))
            x += size.width()
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each tab where it has its place; styles write its words where Qt's own row would have it."""
        painter = QStylePainter(self)
        for at, place in enumerate(self._places(self.width())):
            option = QStyleOptionTab()
            self.initStyleOption(option, at)
            option.text = self.tabText(at)
            option.state &= ~QStyle.StateFlag.State_MouseOver
            if at == self._pointed:
                option.state |= QStyle.StateFlag.State_MouseOver
            painter.save()
            painter.setClipRect(place)
            painter.translate(place.center() - option.rect.center())
            painter.drawControl(QStyle.ControlElement.CE_TabBarTab, option)
            painter.restore()

    def event(self, event: QEvent) -> bool:
        """Tips and the tab below the mouse go by the places that are seen."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.tabAt(event.pos())
            QToolTip.showText(event.globalPos(), self.tabToolTip(at) if at >= 0 else "", self)
            return True
        if isinstance(event, QHoverEvent):
            self._point(-1 if event.type() == QEvent.Type.HoverLeave else self.tabAt(event.position().toPoint()))
            return True
        return super().event(event)

    def _point(self, at: int) -> None:
        if at != self._pointed:
            self._pointed = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the tab below the mouse."""
        at = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and at >= 0:
            self.setCurrentIndex(at)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has opened it."""

"""What a figure is: formula, source, days and basis, in a small card beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Basis, Kpi, Rebuild
from shopdesk.domain.kpi.chosen import TileAgainst
from shopdesk.domain.kpi.kinds import BASIS_NAMES, SOURCE_NAMES
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.periods import Period
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.kpi.definitions import said
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.pages.kpi.tile_changes import Held

_WIDTH = 380


def days_text(period: Period) -> str:
    """``2020-02-01 to 2020-02-29``, or the one day."""
    if period.length == 1:
        return period.start.isoformat()
    return tr("{start} to {end}", start=period.start, end=period.end)


def rebuilt_text(item: Kpi) -> str:
    """How the figure of several days comes from the days."""
    return {
        Rebuild.SUM: tr("Days are added up."),
        Rebuild.RATIO: tr("Rebuilt from the sums of the days that have both parts; daily values are never averaged."),
        Rebuild.WEIGHTED: tr("Daily values weighted by visitors."),
        Rebuild.MEAN: tr("Mean of the days that have a value."),
    }.get(item.rebuild) or tr(item.why_no_total or "")


def facts_of(item: Kpi, held: Held, period: Period, basis: Basis, known_days: int) -> list[tuple[str, str]]:
    """The lines of the explanation: heading and text."""
    source = tr(SOURCE_NAMES[item.source])
    counted = tr("by order day") if item.fixed_basis else tr(BASIS_NAMES[basis])
    lines = [
        (tr("Formula"), tr(item.formula)),
        (tr("Several days"), rebuilt_text(item)),
        (tr("Comes from"), source if item.source.value != "orders" else f"{source}, {counted}"),
        (
            tr("Days"),
            tr("{days}; {known} of {all} with figures", days=days_text(period), known=known_days, all=period.length),
        ),
    ]
    change = held.change
    if change.now is not None:
        lines.append((tr("Exactly"), shown(item, change.now)))
        name = tr("Target") if held.against is TileAgainst.TARGET else tr("Before")
        days = f" ({days_text(held.period)})" if held.period is not None and change.before is not None else ""
        lines.append((name, (shown(item, change.before) if change.before is not None else NO_DATA) + days))
        if change.lacking is not None:
            lines.append((tr("Change"), tr(change.lacking.sentence)))
    lines += [(tr("Not the same definition"), said(one)) for one in held.parted]
    if item.note is not None:
        lines.append((tr("Note"), tr(item.note)))
    return lines


class Explanation(QFrame):
    """A card over the page that closes with Escape, Enter or when the reader turns elsewhere."""

    def __init__(self, title: str, lines: list[tuple[str, str]], parent: QWidget) -> None:
        """The card for one figure, over ``parent``."""
        super().__init__(parent)
        self.setObjectName("kpi.explanation")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH)
        self._back: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        heading = QLabel(title)
        heading.setProperty("role", "subtitle")
        outer.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(lines):
            label = QLabel(name)
            label.setProperty("role", "muted")
            body = QLabel(text)
            body.setWordWrap(True)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, row, 1)
        outer.addLayout(grid)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(f"{name}: {text}" for name, text in lines))

    def show_below(self, widget: QWidget) -> None:
        """Open below a widget, kept within the page; the focus goes back there afterwards."""
        page = self.parentWidget()
        self._back = widget
        self.adjustSize()
        where = widget.mapTo(page, QPoint(0, widget.height() + 4))
        where.setX(max(0, min(where.x(), page.width() - self.width())))
        where.setY(max(0, min(where.y(), page.height() - self.height())))
        self.move(where)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by keyboard."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._back is not None:
                self._back.setFocus()
            self._away()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The reader turned elsewhere."""
        super().focusOutEvent(event)
        self._away()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the card closes it too."""
        self._away()

    def _away(self) -> None:
        self.hide()
        self.deleteLater()

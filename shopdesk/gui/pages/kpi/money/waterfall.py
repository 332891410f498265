"""A waterfall as a table: each step has its amount, and a bar from where it begins to where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import RECORD_ROLE
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

_EDGE = 8


@dataclass(frozen=True, slots=True)
class WaterStep:
    """A step: its amount in fen, signed, and what stands after it; ``None`` where it is not known.

    ``is_sum`` says what those before come to. ``more`` holds what its table shows besides, ``what`` whatever the page
    wants to find again.
    """

    place: int
    name: str
    fen: int | None
    after: int | None
    is_sum: bool = False
    more: tuple[str, ...] = ()
    what: Any = field(default=None, compare=False)

    @property
    def before(self) -> int:
        """Where the bar begins: sums begin at zero."""
        if self.is_sum or self.after is None or self.fen is None:
            return 0
        return self.after - self.fen


class Waterfall(RecordTable):
    """The steps in their order; a click on the heading of the bars brings the order back."""

    def __init__(
        self, theme: Theme, name: str, title: str, more: Sequence[tuple[str, str]] = (), width: int = 220
    ) -> None:
        """Without steps; ``more`` are further columns: name and heading; ``width`` is that of the bars."""
        columns = [
            Column[WaterStep](tr("Step"), lambda step: step.name, name="step", tip=lambda step: step.name),
            Column[WaterStep](
                tr("Amount"),
                lambda step: step.fen,
                text=money,
                said=lambda step: money(step.fen) if step.is_sum else signed(step.fen),
                numeric=True,
                name="amount",
                ink=lambda step: None if step.is_sum or not step.fen else theme.bad if step.fen < 0 else theme.good,
            ),
            Column[WaterStep](
                tr("Stands at"), lambda step: step.place, said=lambda step: money(step.after), name="way", width=width
            ),
            *(
                Column[WaterStep](
                    heading,
                    lambda step, place=place: step.more[place] if place < len(step.more) else None,
                    name=key,
                    tip=lambda step, place=place: step.more[place] if place < len(step.more) else "",
                )
                for place, (key, heading) in enumerate(more)
            ),
        ]
        super().__init__(RecordTableModel(columns), name, title)
        self._painter = WayDelegate(theme, self)
        self.setItemDelegateForColumn(2, self._painter)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 26))

    def set_steps(self, steps: Sequence[WaterStep]) -> None:
        """Show other steps; the cursor stays on the step of the same place."""
        kept = self.current()
        self._painter.reach(steps)
        self.set_records(list(steps))
        if kept is not None:
            self.select(lambda step: step.place == kept.place)


class WayDelegate(QStyledItemDelegate):
    """Paints the bar of a step, with what stands after it beside it; the cell's text says the same."""

    def __init__(self, theme: Theme, parent: RecordTable) -> None:
        """Without a scale."""
        super().__init__(parent)
        self._theme = theme
        self._low, self._high = 0, 1
        self._widest = ""

    def reach(self, steps: Sequence[WaterStep]) -> None:
        """Take the scale from these steps."""
        ends = [end for step in steps if step.after is not None for end in (step.before, step.after)]
        self._low, self._high = min([0, *ends]), max([0, *ends])
        self._widest = max((money(step.after) for step in steps), key=len, default="")

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and choice as any cell, then the bar and the amount."""
        step = index.data(RECORD_ROLE)
        if not isinstance(step, WaterStep):
            super().paint(painter, option, index)
            return
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        amounts = option.fontMetrics.horizontalAdvance(self._widest) + _EDGE
        whole = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        area = whole.adjusted(0, 0, -amounts, 0)
        painter.setPen(self._theme.text)
        where = QRectF(area.right(), whole.top(), amounts, whole.height())
        said = NO_DATA if step.after is None else money(step.after)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        if step.after is not None and area.width() > 20:
            self._bar(painter, step, area)
        painter.restore()

    def _bar(self, painter: QPainter, step: WaterStep, area: QRectF) -> None:
        scale = area.width() / max(self._high - self._low, 1)
        start, end = sorted((step.before, step.after or 0))
        left = area.left() + (start - self._low) * scale
        bar = QRectF(left, area.top() + 7, max((end - start) * scale, 1.5), max(area.height() - 14, 3))
        painter.fillRect(bar, self._colour(step))
        zero = area.left() - self._low * scale
        painter.setPen(QPen(self._theme.muted, 1))
        painter.drawLine(int(zero), int(area.top()), int(zero), int(area.bottom()))

    def _colour(self, step: WaterStep) -> QColor:
        if step.is_sum:
            return self._theme.series[0]
        if not step.fen:
            return self._theme.muted
        return self._theme.bad if (step.fen or 0) < 0 else self._theme.good

"""How wide the columns of a table have to be for their names and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.scaled import scaled

_WIDEST = 360
_MARGIN = 34
_DIGITS = "0123456789"


def fitting_widths(table: QWidget, columns: Sequence[Column[Any]], records: Sequence[Any]) -> list[int]:
    """The width in pixels that each of ``columns`` needs for ``records``, or the one that it declares."""
    # The head is set in heavier letters, and a long name there is as often what decides the width.
    heavy = QFont(table.font())
    heavy.setWeight(QFont.Weight.DemiBold)
    named, said = QFontMetrics(heavy).horizontalAdvance, QFontMetrics(table.font()).horizontalAdvance
    # Figures of one length are measured once, with the widest digit throughout: measuring costs most of all.
    widest = str.maketrans(dict.fromkeys(_DIGITS, max(_DIGITS, key=said)))

    def needed(column: Column[Any]) -> int:
        texts = {column.shown(record).translate(widest) for record in records}
        return min(_WIDEST, max((named(column.header), *map(said, texts))) + _MARGIN)

    return [scaled(table, column.width) if column.width else needed(column) for column in columns]

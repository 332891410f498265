"""How wide the columns of a table have to be for their names and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView, QWidget

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


def longer_figures(
    table: QTableView, columns: Sequence[Column[Any]], fits: Iterable[int], records: Sequence[Any]
) -> dict[int, int]:
    """The width of those of the columns ``fits`` that are too narrow for a figure: cut off, it would look like another.

    Words may be cut off, and their columns stay as they are; no column becomes narrower.
    """
    numbers = [number for number in fits if columns[number].numeric and not table.isColumnHidden(number)]
    widths = fitting_widths(table, [columns[number] for number in numbers], records)
    return {number: width for number, width in zip(numbers, widths, strict=True) if width > table.columnWidth(number)}

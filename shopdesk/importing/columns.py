"""Whole columns at once: the same answers as :mod:`shopdesk.importing.cells`, without a call for each ordinary cell.

A column of a large export is nearly always uniform, so its ordinary form is dealt with in one expression and only what
differs goes through the careful reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from shopdesk.domain.imports import Cell
from shopdesk.importing.cells import READERS, identifier, moment
from shopdesk.importing.provinces import province

Column = Sequence[Any]
_LONG_AMOUNT = 16
_LONGEST_PROVINCE = 9
_WRAPPED = "=' \t\""
_REPEATING = frozenset({Cell.STATUS, Cell.TEXT, Cell.MONEY, Cell.COUNT, Cell.DAY, Cell.PERCENT, Cell.FRACTION})
_is_moment = dt.datetime.fromisoformat


class Remembered(dict[Any, Any]):
    """A reader that remembers what it read: exports repeat the same words and amounts over and over."""

    def __init__(self, read: Callable[[Any], Any], most: int = 50_000) -> None:
        """Remember up to ``most`` different cells."""
        super().__init__()
        self._read = read
        self._most = most

    def __missing__(self, value: Any) -> Any:
        """Read a cell not seen before."""
        result = self._read(value)
        if len(self) < self._most:
            self[value] = result
        return result


def column_reader(cell: Cell) -> Callable[[Column], Column]:
    """The function that reads a column of such cells.

    Raises (when called):
        CellError: a cell cannot be read.
    """
    if cell is Cell.ID:
        return _identifiers
    if cell is Cell.MOMENT:
        return _moments
    if cell is Cell.PROVINCE:
        return _Provinces()
    if cell is Cell.MONEY:
        return _Amounts()
    # 1 and 1.0 and True are one key of a dictionary, and are read alike, so the memory cannot confuse them.
    read = Remembered(READERS[cell]).__getitem__ if cell in _REPEATING else READERS[cell]
    return lambda column: list(map(read, column))


def _identifiers(column: Column) -> Column:
    try:
        joined = "".join(column)
    except TypeError:
        joined = ""
    if joined.isascii() and joined.isdigit() and "" not in column:
        return column
    return list(map(identifier, column))


def _moments(column: Column) -> Column:
    try:
        return [
            value
            if len(value) == 19
            and value[4] == "-"
            and value[10] == " "
            and "2000" <= value < "2100"
            and _is_moment(value)
            else moment(value)
            if value
            else None
            for value in column
        ]
    except (TypeError, ValueError):
        return list(map(moment, column))


class _Amounts:
    """Amounts in yuan as fen; ``12.30`` is its digits, anything else is read with care and remembered."""

    def __init__(self) -> None:
        self._careful = Remembered(READERS[Cell.MONEY])

    def __call__(self, column: Column) -> Column:
        careful = self._careful
        try:
            return [
                int(value.replace(".", "", 1))
                if value[-3:-2] == "." and value[-2:].isdigit() and len(value) < _LONG_AMOUNT
                else careful[value]
                for value in column
            ]
        except (TypeError, ValueError):
            return list(map(careful.__getitem__, column))


class _Provinces:
    """The province stands in the first letters; the streets behind it differ in every row and are not looked at."""

    def __init__(self) -> None:
        self._known = Remembered(province)

    def __call__(self, column: Column) -> Column:
        known = self._known
        try:
            return [
                known[value[:_LONGEST_PROVINCE]] if value[:1] not in _WRAPPED else province(value) for value in column
            ]
        except TypeError:
            return [province(value) for value in column]

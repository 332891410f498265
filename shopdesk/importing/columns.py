"""Whole columns at once: the same answers as :mod:`shopdesk.importing.cells`, without a call for each ordinary cell.

A column of a large export is nearly always uniform, so its ordinary form is dealt with in one expression and only what
differs goes through the careful reader.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from shopdesk.domain.hidden_signs import has_hidden
from shopdesk.domain.import_fields import Cell
from shopdesk.domain.ledger.order_numbers import are_trades
from shopdesk.domain.text import Text
from shopdesk.importing.cells import (
    NOTHING,
    READERS,
    CellError,
    identifier,
    is_rounded,
    is_trimmed,
    is_zero,
    moment,
    money,
    number,
    text,
)
from shopdesk.importing.provinces import province

Column = Sequence[Any]
Reader = Callable[[Column], Column]
_LONG_AMOUNT = 16
_SAME = 4
"""Where no more than every fourth amount is another one, remembering is faster: most refunds and freights are 0.00."""
# Statements end every value with a tab.
_AMOUNTS = re.compile(r"(?:-?[0-9]{1,12}\.[0-9]{2}\t?\n)*-?[0-9]{1,12}\.[0-9]{2}\t?")
_BLANK = frozenset({"", "\t"})
_first_letters = itemgetter(slice(9))
"""No province is longer."""
_BEHIND = object()
_WRAPPED = "=' \t\""
_REPEATING = frozenset({Cell.STATUS, Cell.COUNT, Cell.DAY, Cell.PERCENT, Cell.FRACTION})
_WRAPPING_STARTS = "='N"
_WRAPPING_LINES = tuple(f"\n{start}" for start in _WRAPPING_STARTS)
_LONGEST_NOTHING = max(map(len, NOTHING))
_NOTHING_ODD: Mapping[Any, Text] = {}
ROUNDED = Text("An amount has more than two decimals; it was rounded to fen")
TRIMMED = Text("An order or product number was written like 1234.0 by another program; it was read as 1234")
ZERO = Text("An order or product number is 0, which spreadsheets write where there is none; it was taken as a number")
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

    def learn(self, values: Sequence[Any], results: Sequence[Any]) -> None:
        """Take over what was read together, while there is room."""
        if len(self) + len(values) <= self._most:
            self.update(zip(values, results, strict=True))


def oddities(read: Reader) -> Mapping[Any, Text]:
    """The cells that a reader took in a way worth telling, each with what to tell."""
    return read.odd if isinstance(read, _Telling) else _NOTHING_ODD


def not_below_zero(read: Reader) -> Reader:
    """The same reader of numbers, that refuses what is below zero."""

    def checked(column: Column) -> Column:
        found = read(column)
        least = min(filter(None, found), default=0)
        if least < 0:
            raise CellError(Text("“{value}” is below zero, which no number of people or views can be.", value=least))
        return found

    return checked


def column_reader(cell: Cell) -> Reader:
    """The function that reads a column of such cells.

    Raises (when called):
        CellError: a cell cannot be read.
    """
    if cell is Cell.ID:
        return _identifiers
    if cell is Cell.NUMBER:
        return _Numbers()
    if cell is Cell.MOMENT:
        return _moments
    if cell is Cell.PROVINCE:
        return _Provinces()
    if cell is Cell.MONEY:
        return _Amounts()
    if cell in (Cell.TEXT, Cell.BUYER, Cell.PRIVATE):
        return _Texts()
    # 1 and 1.0 and True are one key of a dictionary, and are read alike, so the memory cannot confuse them.
    read = Remembered(READERS[cell]).__getitem__ if cell in _REPEATING else READERS[cell]
    return lambda column: list(map(read, column))


def _identifiers(column: Column) -> Column:
    try:
        joined = "".join(column)
    except TypeError:
        return list(map(identifier, column))
    if joined.isascii():
        if joined.isdigit() and "" not in column:
            return column
        if not joined:
            return [None] * len(column)
        if are_trades("\n".join(column)):
            return column
    return list(map(identifier, column))


class _Texts:
    """Free texts: nearly all are taken as they stand, and those that are not are remembered."""

    def __init__(self) -> None:
        self._careful = Remembered(text)

    def __call__(self, column: Column) -> Column:
        careful = self._careful
        try:
            together = "".join(column)
            if not together or len(set(column)) <= len(column) // _SAME:
                return list(map(careful.__getitem__, column))
            if "\t" in together:
                column = list(map(str.strip, column))
            if not has_hidden(together):
                filled = list(filter(None, column))
                if _stand(filled):
                    return column if len(filled) == len(column) else [value or None for value in column]
                return [
                    value
                    if len(value) > _LONGEST_NOTHING and value[0] not in _WRAPPING_STARTS and value.strip() == value
                    else careful[value]
                    for value in column
                ]
        except TypeError:
            pass
        return list(map(careful.__getitem__, column))


def _stand(column: Column) -> bool:
    """Whether every text of a column is taken as it stands, asked of all of them at once."""
    if tuple(map(str.strip, column)) != tuple(column) or not NOTHING.isdisjoint(column):
        return False
    lines = "\n" + "\n".join(column)
    return not any(start in lines for start in _WRAPPING_LINES)


class _Telling:
    """A reader that notes which cells it read in a way worth telling."""

    def __init__(self) -> None:
        self.odd: dict[Any, Text] = {}


class _Numbers(_Telling):
    """Numbers of orders and products; zeros and what a program made of them are looked at one by one."""

    def __call__(self, column: Column) -> Column:
        try:
            joined = "".join(column)
        except TypeError:
            joined = ""
        if joined.isascii() and joined.isdigit() and all(map(str.strip, column, repeat("0"))):
            return column
        for value in column:
            if is_trimmed(value):
                self.odd[value] = TRIMMED
            elif is_zero(value):
                self.odd[value] = ZERO
        return list(map(number, column))


def _moments(column: Column) -> Column:
    filled = list(filter(None, column))
    if not filled:
        return [None] * len(column)
    if _are_moments(filled):
        return column if len(filled) == len(column) else [value or None for value in column]
    return list(map(moment, column))


def _are_moments(column: Column) -> bool:
    """Whether all are written like ``2020-02-01 09:30:00``, which is how they are kept."""
    count = len(column)
    try:
        together = "\n".join(column)
        if (
            len(together) != 20 * count - 1
            or together.count("\n") != count - 1
            or together[19::20] != "\n" * (count - 1)
            or together[4::20] != "-" * count
            or together[10::20] != " " * count
            or together[::20] != "2" * count
            or together[1::20] != "0" * count
        ):
            return False
        return all(map(_is_moment, column))
    except (TypeError, ValueError):
        return False


class _Amounts(_Telling):
    """Amounts in yuan as fen; ``12.30`` is its digits, anything else is read with care and remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._careful = Remembered(self._with_care)

    def _with_care(self, value: Any) -> int | None:
        fen = money(value)
        if fen is not None and is_rounded(value):
            self.odd[value] = ROUNDED
        return fen

    @staticmethod
    def _ordinary(column: Column) -> list[int] | None:
        """Amounts that are all written like ``12.30``."""
        try:
            together = "\n".join(column)
        except TypeError:
            return None
        if not _AMOUNTS.fullmatch(together):
            return None
        amounts = list(map(int, together.replace(".", "").split("\n")))
        # A value of two lines would be two.
        return amounts if len(amounts) == len(column) else None

    def __call__(self, column: Column) -> Column:
        careful = self._careful
        few = set(column)
        if len(few) <= len(column) // _SAME:
            new = [value for value in few if value not in careful]
            amounts = self._ordinary(new)
            if amounts is not None:
                careful.learn(new, amounts)
            return list(map(careful.__getitem__, column))
        # Of the two columns for money in and money out one is blank in every row.
        filled = column if _BLANK.isdisjoint(few) else [value for value in column if value not in _BLANK]
        amounts = self._ordinary(filled)
        if amounts is not None:
            if filled is column:
                return amounts
            one = iter(amounts)
            return [None if value in _BLANK else next(one) for value in column]
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
        self._known = Remembered(_province_at)

    def __call__(self, column: Column) -> Column:
        try:
            found = list(map(self._known.__getitem__, map(_first_letters, column)))
        except TypeError:
            return list(map(province, column))
        if _BEHIND not in set(found):
            return found
        return [province(value) if known is _BEHIND else known for value, known in zip(column, found, strict=True)]


def _province_at(start: str) -> Any:
    """The province of an address that starts so; ``_BEHIND`` where it may stand behind a sign or a space."""
    return _BEHIND if start[:1] in _WRAPPED else province(start)

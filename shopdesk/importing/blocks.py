"""Some rows of a table at once, as columns or as rows, whichever is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

Column = Sequence[Any]
BATCH = 100
"""Rows at a time: few enough to stay in the processor's cache, a thousand at once took a quarter longer."""
MARK = "\x1f"
"""Stands between the cells of a column that is handed on as one text; a column that has it itself is not."""


class Block(ABC):
    """Consecutive rows of a table."""

    def __init__(self, count: int) -> None:
        """Of so many rows."""
        self.count = count

    @property
    @abstractmethod
    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows."""

    @abstractmethod
    def columns(self) -> Sequence[Column]:
        """The columns.

        Raises:
            ValueError: the rows are of different lengths.
        """

    @abstractmethod
    def after(self, count: int) -> Block:
        """The rows without the first ``count``."""


class Rows(Block):
    """Rows as they were read."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        """Of these rows."""
        super().__init__(len(rows))
        self._rows = rows

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows."""
        return self._rows

    def columns(self) -> Sequence[Column]:
        """The columns."""
        return list(zip(*self._rows, strict=True))

    def after(self, count: int) -> Rows:
        """The rows without the first ``count``."""
        return Rows(self._rows[count:])


class Joined(Block):
    """Columns as another process hands them over: one text where all of a column's cells are texts."""

    def __init__(self, count: int, given: Sequence[str | Column]) -> None:
        """Of so many rows."""
        super().__init__(count)
        self._given = given
        self._rows: Sequence[Sequence[Any]] | None = None

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows."""
        if self._rows is None:
            cells = zip(*self.columns(), strict=True) if self._given else [()] * self.count
            self._rows = list(map(list, cells))
        return self._rows

    def columns(self) -> Sequence[Column]:
        """The columns."""
        return _Columns(self._given)

    def after(self, count: int) -> Block:
        """The rows without the first ``count``."""
        return Joined(self.count - count, [column[count:] for column in self.columns()])


class _Columns(Sequence[Column]):
    """Columns of which those that are texts are cut up when they are taken."""

    def __init__(self, given: Sequence[str | Column]) -> None:
        self._given = given

    def __len__(self) -> int:
        return len(self._given)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return list(map(cells, self._given[place]))
        return cells(self._given[place])


def cells(column: str | Column) -> Column:
    """The cells of a column that was :func:`together`."""
    return column.split(MARK) if isinstance(column, str) else column


def joined(rows: Sequence[Sequence[Any]]) -> tuple[int, list[str | Column]] | None:
    """What makes a :class:`Joined` of these rows; ``None`` where they are of different lengths."""
    try:
        columns = list(zip(*rows, strict=True))
    except ValueError:
        return None
    return len(rows), [together(column) for column in columns]


def together(column: Column) -> str | Column:
    """A column of texts as one text, any other as it is."""
    try:
        text = MARK.join(column)
    except TypeError:
        return column
    return text if text.count(MARK) == len(column) - 1 else column


def in_blocks(rows: Iterator[Sequence[Any]]) -> Iterator[Block]:
    """Blocks of rows that come one by one."""
    while some := list(islice(rows, BATCH)):
        yield Rows(some)


def rows_of(blocks: Iterable[Block]) -> Iterator[Sequence[Any]]:
    """The rows of blocks one by one."""
    for block in blocks:
        yield from block.rows

"""What writing in bulk means, whichever engine does it: where rows go, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Table

FILE_ROW = "file_row"
"""Where a row stands in its file: the last column, written with the row but nothing by which rows differ."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where rows go: a table, its key within a store, its two import columns, the days its sums hang on.

    ``traced`` columns are those by whose values other rows hang on these.

    ``keep_known`` keeps a stored figure where the file has none, for figures may come from several exports.
    ``derived`` columns follow from others, so that comparing those is enough; they exclude ``keep_known``.
    ``hanging`` columns are brought to agree with the others after the writing where a file does not state them, so what
    they were is kept with an overwritten row.
    """

    table: Table
    key: tuple[str, ...]
    first_column: str = "first_import_id"
    last_column: str = "import_id"
    day_columns: tuple[str, ...] = ()
    traced: tuple[str, ...] = ()
    keep_known: bool = True
    derived: frozenset[str] = frozenset()
    hanging: tuple[str, ...] = ()

    def kept_of(self, columns: Sequence[str]) -> list[str]:
        """What is kept of a row that a file with these columns overwrites."""
        own = columns[len(self.key) :]
        return [*own, *(name for name in self.hanging if name not in own), self.last_column]

    @property
    def noted(self) -> tuple[str, ...]:
        """The columns whose values in touched rows, before and after, are noted."""
        return (*self.day_columns, *self.traced)


@dataclass(slots=True)
class Written:
    """How many rows were what, and the values of the noted columns in the rows that were touched, by column."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    days: dict[str, set[str]] = field(default_factory=dict)


class Writer(Protocol):
    """Writes (or, without an import, only compares) the batches of one file."""

    def take(self, rows: list[Row]) -> None:
        """Take a batch in stored form; every key stands in it once, and in no batch before it."""

    def take_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """The same of a batch that is laid out by column."""

    def finish(self) -> Written:
        """See that all of it is written; what became of every row."""


class WriterMaker(Protocol):
    """Makes a writer."""

    def __call__(
        self,
        connection: Any,
        target: Target,
        store_id: int,
        columns: Sequence[str],
        *,
        import_id: int | None,
        insert_only: Sequence[str] = (),
    ) -> Writer:
        """A writer within the transaction of ``connection``.

        Args:
            connection: within a transaction.
            target: the table.
            store_id: the store that the rows belong to.
            columns: the layout of the rows, the key's columns first, :data:`FILE_ROW` last.
            import_id: the import that writes; ``None`` only compares.
            insert_only: columns of the rows that count for new ones only and never replace what is stored.
        """

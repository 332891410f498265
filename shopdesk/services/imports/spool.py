"""Rows that were read and wait to be written: some in memory, many in a file that nobody else sees."""

from __future__ import annotations

import marshal
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

from shopdesk.importing.blocks import cells, together
from shopdesk.infra.atomic import explain_os_error
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.watching import Watch

_IN_MEMORY = 48 * 1024 * 1024  # bytes, some 100,000 orders; more than that is set aside on the disk
_BYTES_OF_ONE = 40  # that a number takes with its place in a list
_BYTES_OF_PLACE = 8  # that the place alone takes
_SAME = 4
# The oldest form that knows text and whole numbers: later ones look for objects met before, which takes twice as long.
_FORM = 2


class Batch(NamedTuple):
    """Some rows of a sheet in stored form: the sheet's place in the file, the layout, the values of each column.

    ``insert_only`` columns count for new rows only.
    """

    place: int
    columns: tuple[str, ...]
    insert_only: tuple[str, ...]
    values: list[Sequence[Any]]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.values[0])


class Spool:
    """Batches set aside in the order they came: the first ones in memory, more of them in a file that nobody else sees.

    Attributes:
        rows: how many are set aside.
    """

    def __init__(self, folder: Path, *, any_order: bool = False) -> None:
        """Use the disk of ``folder``, where the data are going to be written anyway.

        ``any_order`` says that nothing tells by the place of a row which came first.
        """
        self._folder = folder
        self._any_order = any_order
        self._file: Any = None
        self._kept: list[tuple[Any, ...]] = []
        self._room = _IN_MEMORY
        self._sizes: list[int] = []
        self._ends: tuple[Any, Any] = ("", "")
        self.rows = 0

    def close(self) -> None:
        """Throw the rows away."""
        self._kept.clear()
        if self._file is not None:
            self._file.close()

    def fill(self, batches: Iterable[Batch]) -> None:
        """Set every batch aside.

        Raises:
            EnvironmentFault: the disk is full.
        """
        columns: tuple[str, ...] = ()
        repeated: list[bool] = []
        for batch in batches:
            # A column of texts goes as one text: hundreds of short ones take twice as long, and much more memory. Words
            # that repeat are the same few objects while they stay in memory; the first rows tell which do.
            if batch.columns != columns:
                columns, repeated = batch.columns, list(map(_repeats, batch.values))
            keys = batch.values[0]
            self._ends = (self._ends[0] if self.rows else keys[0], keys[-1])
            self.rows += batch.rows
            if self._room > 0:
                values = [one if same else together(one) for same, one in zip(repeated, batch.values, strict=True)]
                self._kept.append((*batch[:-1], values))
                self._room -= sum(map(_room, values, repeated))
                continue
            packed = marshal.dumps((*batch[:-1], list(map(together, batch.values))), _FORM)
            try:
                self._opened().write(packed)
            except OSError as error:
                raise explain_os_error(error, self._folder / "import") from error
            self._sizes.append(len(packed))

    def _opened(self) -> Any:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix=".import-", dir=str(self._folder))  # noqa: SIM115
            # Nobody may be left to close it where the window that asked is gone.
            weakref.finalize(self, self._file.close)
        return self._file

    @property
    def _falls(self) -> bool:
        """Whether the keys go downwards, as those of orders do in an export that begins with the newest."""
        first, last = self._ends
        return self._any_order and first > last

    def batches(self, watch: Watch) -> Iterator[Batch]:
        """What was set aside, from the beginning; from the end where keys fall and any order does.

        An index that grows at its end is written in half the time of one that grows at its beginning, and lies denser.
        """
        done, falls = 0, self._falls

        def words() -> str:
            return tr("{rows} of {all} rows compared and written", rows=f"{done:,}", all=f"{self.rows:,}")

        kept = chain(self._unpacked(falls), reversed(self._kept)) if falls else chain(self._kept, self._unpacked(falls))
        for place, columns, insert_only, values in kept:
            watch.stop_if_asked()
            columns_of_it = map(cells, values)
            batch = Batch(place, columns, insert_only, [one[::-1] if falls else one for one in columns_of_it])
            yield batch
            done += batch.rows
            watch.tell(done / self.rows, words)

    def _unpacked(self, backwards: bool) -> Iterator[tuple[Any, ...]]:
        starts = [0, *accumulate(self._sizes)]
        places = list(zip(starts, self._sizes, strict=False))
        for start, size in reversed(places) if backwards else places:
            self._file.seek(start)
            yield marshal.loads(self._file.read(size))


def _repeats(column: Sequence[Any]) -> bool:
    """Whether a column's values are the same few objects over and over, and no numbers, each of which has its place."""
    return len(column) > _SAME and len(set(map(id, column))) * _SAME <= len(column) and not isinstance(column[0], int)


def _room(column: Any, repeated: bool) -> int:
    """About how many bytes a column takes in memory."""
    if isinstance(column, str):
        return sys.getsizeof(column)
    return (_BYTES_OF_PLACE if repeated else _BYTES_OF_ONE) * len(column)

"""The rows of a file on their way into the data: read first, set aside, then written in one go.

Reading a workbook takes longer than writing what is in it, and whoever writes holds everybody else's writing up. So the
rows are read, converted and set aside before the transaction begins, on the disk where there are many.
"""

from __future__ import annotations

import marshal
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, chain
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportKind, RowProblem, Tally
from shopdesk.domain.text import Text
from shopdesk.importing.blocks import cells, together
from shopdesk.importing.detect import locked
from shopdesk.importing.plan import Privacy
from shopdesk.importing.rows import RowReader
from shopdesk.infra.atomic import explain_os_error
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.reading import Export, file_hash
from shopdesk.services.imports.statements import Intake, foresee, sum_notes
from shopdesk.storage import port
from shopdesk.storage.bulk import FILE_ROW, Writer, Written
from shopdesk.storage.queries import imports as queries
from shopdesk.storage.queries.ledger_settle import Incoming
from shopdesk.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

_STEPS = 200
_READ = 0.7  # of the time that an import takes, about
_IN_MEMORY = 48 * 1024 * 1024  # bytes, some 100,000 orders; more than that is set aside on the disk
_BYTES_OF_ONE = 40  # that a number takes with its place in a list
# The oldest form that knows text and whole numbers: later ones look for objects met before, which takes twice as long.
_FORM = 2


class ImportCancelled(UserError):
    """The user stopped an import; nothing of it stays."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(Text("The import was stopped; nothing was changed."))


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


class Watch:
    """Tells how far an import is and stops it where that is asked for."""

    def __init__(
        self,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        start: float = 0.0,
        end: float = 1.0,
    ) -> None:
        """Report from ``start`` to ``end``, shares of the whole between 0 and 1."""
        self._progress = progress
        self._cancelled = cancelled
        self._start = start
        self._length = end - start
        self._told = -1

    def of_reading(self) -> Watch:
        """The part in which a file is read."""
        return Watch(self._progress, self._cancelled, 0.0, _READ)

    def of_writing(self) -> Watch:
        """The part in which the rows are compared or written."""
        return Watch(self._progress, self._cancelled, _READ, 1.0)

    def stop_if_asked(self) -> None:
        """Raise :class:`ImportCancelled` where the user stopped it."""
        if self._cancelled is not None and self._cancelled():
            raise ImportCancelled

    def tell(self, share: float, words: Callable[[], str]) -> None:
        """Say that so much of this part is done, if it is a step more than was said last."""
        if self._progress is None:
            return
        step = int((self._start + share * self._length) * _STEPS)
        if step != self._told:
            self._told = step
            self._progress(step, _STEPS, words())


class Arriving:
    """The rows of an open export; once they are read, :meth:`tally` says what was met."""

    def __init__(self, export: Export, privacy: Privacy, intake: Intake | None = None) -> None:
        """Read from ``export``, which has a template; a statement is gathered in ``intake``, too."""
        self._export = export
        self._reader = RowReader(export.table, privacy)
        self._intake = intake
        self._first: str | None = None
        self._last: str | None = None

    def batches(self, watch: Watch) -> Iterator[Batch]:
        """The rows of every sheet.

        Raises:
            ImportCancelled: the user stopped it.
            UserError: the file has no rows, or none of them can be imported.
        """
        export, reader = self._export, self._reader
        for place, (sheet, plan) in enumerate(export.parts):
            for records, values in reader.batches(sheet, plan):
                watch.stop_if_asked()
                self._note_days(records.columns, records.day_column, values)
                if self._intake is not None:
                    columns, values = self._intake.completed(tuple(records.columns), values)
                else:
                    columns = (*records.columns, FILE_ROW)
                yield Batch(place, columns, records.insert_only, values)
                done = (place + export.table.share_read()) / len(export.parts)
                watch.tell(done, lambda: tr("{rows} rows read", rows=f"{reader.reading.rows:,}"))
        found = reader.reading
        if self._intake is not None:
            self._intake.heads = reader.heads
            self._intake.first, self._intake.last = self._days()
            if self._intake.says_something and not found.failed:
                return
        _refuse_useless(export.path, found.rows, found.failed, next(iter(found.problems), None))

    def tally(self, written: Written) -> Tally:
        """What was read and what became of it, every row accounted for."""
        found = self._reader.reading
        checks = self._intake.checks() if self._intake is not None else ()
        first, last = self._days()
        return Tally(
            rows=found.rows,
            new=written.new,
            updated=written.updated,
            unchanged=written.unchanged,
            skipped=found.skipped,
            added=found.added,
            repeats=found.repeats,
            reasons=found.skip_reasons(),
            problems=tuple(found.problems),
            notes=(*found.all_notes(), *sum_notes(checks)),
            checks=checks,
            first_day=first,
            last_day=last,
        ).checked()

    def _days(self) -> tuple[date | None, date | None]:
        """The first and the last day of the rows."""
        return (
            date.fromisoformat(self._first[:10]) if self._first else None,
            date.fromisoformat(self._last[:10]) if self._last else None,
        )

    def _note_days(self, columns: Sequence[str], day_column: str | None, values: list[Sequence[Any]]) -> None:
        if not day_column:
            return
        days = {*values[columns.index(day_column)]} - {None}
        self._first = min({self._first, *days} - {None}, default=None)
        self._last = max({self._last, *days} - {None}, default=None)


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
        for batch in batches:
            # A column of texts goes as one text: hundreds of short ones take twice as long, and much more memory.
            plain = (*batch[:-1], list(map(together, batch.values)))
            keys = batch.values[0]
            self._ends = (self._ends[0] if self.rows else keys[0], keys[-1])
            self.rows += batch.rows
            if self._room > 0:
                self._kept.append(plain)
                self._room -= sum(map(_room, plain[-1]))
                continue
            packed = marshal.dumps(plain, _FORM)
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


def _room(column: Any) -> int:
    """About how many bytes a column takes in memory."""
    return sys.getsizeof(column) if isinstance(column, str) else _BYTES_OF_ONE * len(column)


def take_in(
    uow: UnitOfWork, export: Export, store_id: int, batches: Iterable[Batch], import_id: int | None, coming: int = 0
) -> Written:
    """Bring rows to the table, ``coming`` of them at most, or only compare them where there is no import."""
    target = queries.TARGETS[export.parts[0][1].kind]
    bulk = port.of(uow.connection)
    writers: dict[int, Writer] = {}
    with bulk.filling(uow.connection, target.table, 0 if import_id is None else coming):
        for batch in batches:
            if batch.place not in writers:
                writers[batch.place] = bulk.writer(
                    uow.connection,
                    target,
                    store_id,
                    batch.columns,
                    import_id=import_id,
                    insert_only=batch.insert_only,
                )
            writers[batch.place].take_columns(batch.values)
    total = Written(days={name: set() for name in target.noted})
    for writer in writers.values():
        _add(total, writer.finish())
    return total


class Content(NamedTuple):
    """What tells a file's content: its :func:`file_state`, and what its bytes come to."""

    state: tuple[int, int]
    digest: str


def content(path: Path) -> Content:
    """What is in a file now.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    return Content(file_state(path), file_hash(path))


class ReadFile:
    """An export read to its end, its rows set aside: it can be compared and imported without reading it again."""

    def __init__(
        self,
        path: Path,
        content: Content,
        export: Export,
        privacy: Privacy,
        intake: Intake | None = None,
        key: str = "",
    ) -> None:
        """Not read yet; see :meth:`fill`.

        Args:
            path: where it lies.
            content: what it was when it was opened.
            export: what it was recognised as.
            privacy: what may be kept of buyers.
            intake: gathers what a statement says.
            key: under what it is kept once all of it stands.
        """
        self.path = path
        self.digest = content.digest
        self.key = key
        self.export = export
        self._privacy = privacy
        self._state = content.state
        self.intake = intake
        self._incoming = Arriving(export, privacy, intake) if export.parts else None
        self._spool: Spool | None = None
        self.account = ""

    def __enter__(self) -> Self:
        """Keep the rows until the end of the ``with``."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Throw the rows away."""
        self.close()

    def close(self) -> None:
        """Throw the rows away."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def fill(self, folder: Path, watch: Watch) -> None:
        """Read the file to its end; one with unknown headings has nothing to read.

        Raises:
            ImportCancelled: the user stopped it.
            UserError: no row of the file can be imported.
            EnvironmentFault: the disk of ``folder`` is full.
        """
        if self._incoming is not None:
            is_orders = self.export.parts[0][1].kind is ImportKind.ORDERS
            self._spool = Spool(folder, any_order=is_orders)
            self._spool.fill(self._incoming.batches(watch))

    def still_true(self, privacy: Privacy) -> bool:
        """Whether the rows are still there, the file is the one that was read, and as much of buyers is to be kept."""
        return self._spool is not None and file_state(self.path) == self._state and privacy == self._privacy

    def take_in(self, uow: UnitOfWork, store_id: int, watch: Watch, import_id: int | None) -> tuple[Tally, Written]:
        """Bring the rows to the table, or only compare them where there is no import."""
        assert self._incoming is not None
        assert self._spool is not None
        batches = self._spool.batches(watch)
        if self.intake is not None:
            batches = self._placed(batches, self.intake, uow, store_id, import_id)
        written = take_in(uow, self.export, store_id, batches, import_id, self._spool.rows)
        return self._incoming.tally(written), written

    def foreseen(self, uow: UnitOfWork, store_id: int, tally: Tally) -> Tally:
        """The tally of a statement that was compared only, with what the running balance says of its days."""
        intake, spool = self.intake, self._spool
        if intake is None or spool is None:
            return tally

        def lines() -> Iterator[tuple[str, Incoming]]:
            for batch in spool.batches(Watch()):
                yield from intake.lines(batch.columns, batch.values, self.account)

        return foresee(uow.connection, store_id, tally, intake, self.account, lines)

    def _placed(
        self, batches: Iterator[Batch], intake: Intake, uow: UnitOfWork, store_id: int, import_id: int | None
    ) -> Iterator[Batch]:
        """The rows of a statement under the account that they are of."""
        if import_id is not None:
            intake.adopt(uow.connection, store_id)
        self.account = intake.account(uow.connection, store_id)
        intake.look_around(uow.connection, store_id, self.account)
        for batch in batches:
            yield batch._replace(values=intake.placed(batch.values, self.account))


def file_state(path: Path) -> tuple[int, int]:
    """What tells whether a file was written again: its size and the moment of its last change.

    Raises:
        EnvironmentFault: it is not there any more.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise locked(path, error) from error
    return found.st_size, found.st_mtime_ns


def _refuse_useless(path: Path, rows: int, failed: int, problem: RowProblem | None) -> None:
    if rows == 0:
        raise UserError(
            Text("{file} has headings but no rows. Choose another period and export again.", file=path.name)
        )
    if failed == rows and problem is not None:
        raise UserError(
            Text(
                "{file}: no row can be imported. Row {row}, {column}: {message}",
                file=path.name,
                row=problem.row,
                column=problem.column or "–",
                message=problem.message,
            )
        )


def _add(total: Written, part: Written) -> None:
    total.new += part.new
    total.updated += part.updated
    total.unchanged += part.unchanged
    for name, days in part.days.items():
        total.days[name] |= days

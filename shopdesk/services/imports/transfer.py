"""The rows of a file on their way into the data: read first, set aside, then written in one go.

Reading a workbook takes longer than writing what is in it, and whoever writes holds everybody else's writing up. So the
rows are read, converted and set aside before the transaction begins, on the disk where there are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportKind, RowProblem, Tally
from shopdesk.domain.text import Text
from shopdesk.importing.apart_rows import ApartRows, head_above, is_worth_a_process, rows_apart
from shopdesk.importing.detect import locked
from shopdesk.importing.plan import Privacy
from shopdesk.importing.rows import RowReader
from shopdesk.importing.sheets import TableFile
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.reading import Export, file_hash
from shopdesk.services.imports.spool import Batch, Spool
from shopdesk.services.imports.statements import Intake, foresee, sum_notes
from shopdesk.services.imports.watching import Watch
from shopdesk.storage import port
from shopdesk.storage.bulk import FILE_ROW, Writer, Written
from shopdesk.storage.queries import imports as queries
from shopdesk.storage.queries import ledger_settle
from shopdesk.storage.queries.ledger_settle import Incoming
from shopdesk.storage.unit_of_work import JoinedUnit, UnitOfWork

_BYTES_OF_LINE = 200
"""About; a few more or less only decide how indexes are made."""


class Arriving:
    """The rows of an open export; once they are read, :meth:`tally` says what was met."""

    def __init__(self, export: Export, privacy: Privacy, today: date, intake: Intake | None = None) -> None:
        """Read from ``export``, which has a template; a statement is gathered in ``intake``, too."""
        self._export = export
        self._today = today
        self._privacy = privacy
        self._reader: RowReader | ApartRows = RowReader(export.table, privacy)
        self._intake = intake
        self._first: str | None = None
        self._last: str | None = None

    def batches(self, watch: Watch) -> Iterator[Batch]:
        """The rows of every sheet.

        Raises:
            ImportCancelled: the user stopped it.
            UserError: the file has no rows, or none of them can be imported.
        """
        apart = rows_apart(self._export.table, self._export.parts, self._privacy)
        if apart is None:
            yield from self._batches(watch, self._reader, self._export.table)
            return
        self._reader = apart
        try:
            yield from self._batches(watch, apart, apart)
        finally:
            apart.end()

    def close(self) -> None:
        """Stop reading; what reads for it ends."""
        if isinstance(self._reader, ApartRows):
            self._reader.end()

    def _batches(self, watch: Watch, reader: RowReader | ApartRows, table: TableFile | ApartRows) -> Iterator[Batch]:
        export = self._export
        for place, (sheet, plan) in enumerate(export.parts):
            for records, values in reader.batches(sheet, plan):
                watch.stop_if_asked()
                self._note_days(records.columns, records.day_column, values)
                if self._intake is not None:
                    columns, values = self._intake.completed(tuple(records.columns), values)
                else:
                    columns = (*records.columns, FILE_ROW)
                yield Batch(place, columns, records.insert_only, values)
                done = (place + table.share_read()) / len(export.parts)
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
            notes=(*found.all_notes(), *sum_notes(checks), *_still_to_come(last, self._today)),
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


def _still_to_come(last: date | None, today: date) -> tuple[Text, ...]:
    """What is said of rows of days that nobody can have figures of: their year is mistyped, or the PC's clock wrong."""
    if last is None or last <= today:
        return ()
    return (Text("Some rows are of days that are still to come, up to {day}. Check the year in the file.", day=last),)


def take_in(
    uow: UnitOfWork, export: Export, store_id: int, batches: Iterable[Batch], import_id: int | None, coming: int = 0
) -> Written:
    """Bring rows to the table, ``coming`` of them at most, or only compare them where there is no import."""
    target = queries.TARGETS[export.parts[0][1].kind]
    bulk = port.of(uow.connection)
    writers: dict[int, Writer] = {}
    columns: set[str] = set()
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
            columns.update(batch.columns)
    total = Written(days={name: set() for name in target.noted})
    for writer in writers.values():
        _add(total, writer.finish())
    if import_id is not None and total.updated:
        queries.settle(uow.connection, target, store_id, import_id, columns)
    return total


class OtherwiseError(Exception):
    """The end of a file says that its rows stand otherwise than its beginning said."""


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
        *,
        today: date,
    ) -> None:
        """Not read yet; see :meth:`fill`.

        Args:
            path: where it lies.
            content: what it was when it was opened.
            export: what it was recognised as.
            privacy: what may be kept of buyers.
            intake: gathers what a statement says.
            key: under what it is kept once all of it stands.
            today: rows of later days are spoken of.
        """
        self.path = path
        self.digest = content.digest
        self.key = key
        self.export = export
        self._privacy = privacy
        self._state = content.state
        self.intake = intake
        self._incoming = Arriving(export, privacy, today, intake) if export.parts else None
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
        """Throw the rows away, and stop reading them."""
        if self._incoming is not None:
            self._incoming.close()
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

    @property
    def is_filled(self) -> bool:
        """Whether it was read to its end."""
        return self._spool is not None

    def still_true(self, privacy: Privacy) -> bool:
        """Whether the rows are still there, the file is the one that was read, and as much of buyers is to be kept."""
        return self._spool is not None and file_state(self.path) == self._state and privacy == self._privacy

    def may_flow(self, uow: UnitOfWork, store_id: int) -> bool:
        """Whether its rows may be written while it is read, though that keeps others from writing for longer.

        A process reads it, it is the first statement of its store and names its account, so that its beginning tells
        how rows are written; and nobody but the programs of this machine waits.
        """
        parts, intake = self.export.parts, self.intake
        if intake is None or self._spool is not None or not is_worth_a_process(self.export.table, parts):
            return False
        if isinstance(uow, JoinedUnit) or not port.of(uow.connection).is_of_one_machine:
            return False
        intake.heads = [head_above(parts, self._privacy)]
        return bool(intake.heads[0].account) and not ledger_settle.has_statements(uow.connection, store_id)

    def _flow_in(
        self, incoming: Arriving, intake: Intake, uow: UnitOfWork, store_id: int, watch: Watch, import_id: int | None
    ) -> Written:
        """Bring the rows to the table while the file is read.

        Raises:
            OtherwiseError: they have to be read to the end first.
        """

        def placed() -> Iterator[Batch]:
            for batch in incoming.batches(watch.of_reading()):
                yield batch._replace(values=intake.placed_ahead(batch.values))
            if not intake.settled_ahead():
                raise OtherwiseError

        coming = self._state[0] // _BYTES_OF_LINE
        return take_in(uow, self.export, store_id, placed(), import_id, coming)

    def take_in(self, uow: UnitOfWork, store_id: int, watch: Watch, import_id: int | None) -> tuple[Tally, Written]:
        """Bring the rows to the table, or only compare them where there is no import.

        Raises:
            OtherwiseError: the file was not read yet (:meth:`may_flow`), and has to be before.
        """
        assert self._incoming is not None
        if self._spool is None:
            assert self.intake is not None
            written = self._flow_in(self._incoming, self.intake, uow, store_id, watch, import_id)
            return self._incoming.tally(written), written
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

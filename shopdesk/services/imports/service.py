"""Importing exports: look at a file first, import it in one transaction, take a whole import back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.import_fields import check_mapping
from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind, ImportPreview, ImportResult, ImportRun, Tally
from shopdesk.domain.ledger.classify import Classifier
from shopdesk.domain.ledger.lines import STATEMENT_SOURCES
from shopdesk.domain.pasting import MOST_LINES
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.importing.plan import Privacy
from shopdesk.importing.recognise import known_kinds
from shopdesk.infra.garbage import without_search
from shopdesk.infra.settings import KEEP_BUYER_DETAILS
from shopdesk.services.context import ServiceContext
from shopdesk.services.imports import known_files, reading, statements, transfer
from shopdesk.services.imports.known_files import KnownFile, finished
from shopdesk.services.imports.watching import Watch
from shopdesk.services.ledger.rulebook import classifier
from shopdesk.services.reading import NotedAnswer
from shopdesk.storage import change_log, port
from shopdesk.storage.bulk import Written
from shopdesk.storage.kept_answers import FILES
from shopdesk.storage.queries import imports as queries
from shopdesk.storage.unit_of_work import UnitOfWork

ReadFile = transfer.ReadFile
Content = transfer.Content
Choices = reading.Choices

_NO_CHOICES = Choices()

Follow = Callable[[UnitOfWork, ImportRun, Mapping[str, Collection[str | None]], Text], None]
"""What follows an import or its taking back: the unit of work, the import, the values of the noted columns in touched
rows, and what was done in words."""


def _nothing(_uow: UnitOfWork, _run: ImportRun, _noted: Mapping[str, Collection[str | None]], _words: Text) -> None:
    """Follow nothing."""


class OtherAccountError(UserError):
    """A statement of an account that this store had none of; :attr:`Choices.any_account` takes it in."""


class ImportService:
    """Imports files into a store; each file is one transaction, wholly there or wholly absent."""

    def __init__(self, ctx: ServiceContext, follow: Follow | None = None) -> None:
        """Work within ``ctx``; ``follow`` does, in the same unit of work, what other nouns have to do after it."""
        self._ctx = ctx
        self._follow = follow or _nothing

    @staticmethod
    def kinds() -> tuple[str, ...]:
        """The kinds and templates that ``kind`` may name."""
        return known_kinds(reading.templates())

    def read(
        self,
        path: Path,
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> ReadFile:
        """Read a file to its end, once for :meth:`compare` and :meth:`bring_in`; the caller closes it.

        Raises:
            UserError: the file cannot be imported; the sentence says why and what to do.
            EnvironmentFault: the file cannot be read, or its rows cannot be set aside.
        """
        return self._filled(self._opened(path, transfer.content(path), store, choices), watch)

    def _filled(self, read: ReadFile, watch: Watch | None) -> ReadFile:
        try:
            read.fill(self._ctx.paths.data, (watch or Watch()).of_reading())
        except BaseException:
            read.close()
            raise
        return read

    def _opened(self, path: Path, content: Content, store: Store, choices: Choices) -> ReadFile:
        if choices.mapping is not None:
            check_mapping(choices.mapping)
        privacy = self._privacy(store)
        with self._ctx.read() as uow:
            remembered = queries.mappings(uow.connection)
            rules = known_files.rules(uow.connection, choices, privacy)
        export = reading.open_export(path, privacy, remembered, choices)
        key = rules.key(path.name, content.digest)
        intake = self._intake(export, store, content.digest)
        return ReadFile(path, content, export, privacy, intake, key, today=self._ctx.clock.today())

    def compare(
        self,
        read: ReadFile,
        store: Store,
        watch: Watch | None = None,
        known: KnownFile | None = None,
    ) -> ImportPreview:
        """What importing a file that was read, or is ``known``, would do; nothing is written."""
        assert store.id is not None
        export, tally = read.export, Tally()
        with self._ctx.read() as uow:
            same = queries.same_file(uow.connection, store.id, read.digest)
            if known is not None:
                tally = known.tally
            elif export.parts:
                tally, _ = read.take_in(uow, store.id, (watch or Watch()).of_writing(), None)
                tally = read.foreseen(uow, store.id, tally)
            other = self._other_account(uow, read, store)
        template = export.template
        return ImportPreview(
            path=str(read.path),
            file_name=read.path.name,
            store_id=store.id,
            kind=template.kind if template else None,
            template=template.id if template else "",
            template_name=reading.template_name(template),
            encoding=export.table.encoding,
            sheets=export.sheet_names(),
            header_row=export.header_row,
            columns=export.columns(),
            tally=tally,
            proposed_kind=export.proposed_kind,
            mapping=export.mapping,
            same_key=export.same_key,
            channel=template.channel if template else "",
            same_file_import=same.id if same else None,
            other_account=other,
        )

    def look(
        self,
        path: Path,
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> tuple[ReadFile, ImportPreview]:
        """Read a file and compare it; the caller closes the file or hands it to :meth:`bring_in`.

        Raises:
            UserError: as :meth:`read`.
            EnvironmentFault: as :meth:`read`.
        """
        read = self._opened(path, transfer.content(path), store, choices)
        try:
            with self._ctx.read() as uow:
                known = known_files.find(uow.connection, store, read.key)
            if known is None:
                read.fill(self._ctx.paths.data, (watch or Watch()).of_reading())
            return read, self.compare(read, store, watch, known)
        except BaseException:
            read.close()
            raise

    def rows_of(self, path: Path) -> list[list[str | Decimal]]:
        """The rows of a file's first sheet that has any, as text and numbers; no more than can be pasted, and a few.

        Raises:
            UserError: it cannot be read.
            EnvironmentFault: the system does not let us read it.
        """
        from shopdesk.importing.sheets import open_table

        file = open_table(path)
        for sheet in file.sheets:
            some = itertools.islice(file.rows(sheet.index), MOST_LINES + 2)
            rows = [[_plain_cell(cell) for cell in row] for row in some]
            if any(any(row) for row in rows):
                return rows
        return []

    def preview(
        self,
        path: Path,
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> ImportPreview:
        """Read a file to its end and say what importing it would do, without writing anything.

        Raises:
            UserError: as :meth:`read`.
            EnvironmentFault: as :meth:`read`.
        """
        read, preview = self.look(path, store, choices, watch)
        read.close()
        return preview

    def run(
        self,
        paths: Iterable[Path],
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> list[ImportResult]:
        """Import files one after the other; those before one that fails stay imported.

        Raises:
            UserError: as :meth:`preview`.
            EnvironmentFault: as :meth:`preview`, or the disk is full; nothing of that file stays.
            OtherAccountError: a statement of an account that this store had none of, although it has others or
                another store has that one.
            ImportCancelled: ``watch`` was told to stop.
        """
        return [self.run_file(path, store, choices, watch) for path in paths]

    def run_file(
        self,
        path: Path,
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> ImportResult:
        """Import one file. One that holds nothing new leaves no trace, and its run has no id."""
        content = transfer.content(path)
        known = self._known(path, content, store, choices)
        if known is not None:
            return known
        with without_search(), self._opened(path, content, store, choices) as read:
            with self._ctx.read() as uow:
                flows = read.may_flow(uow, store.id or 0)
            if flows:
                with suppress(transfer.OtherwiseError):
                    return self._write(read, store, choices, watch or Watch())
                read = self._opened(path, content, store, choices)
            with self._filled(read, watch):
                return self._write(read, store, choices, (watch or Watch()).of_writing())

    def _known(self, path: Path, content: Content, store: Store, choices: Choices) -> ImportResult | None:
        """What importing a file comes to of which every row is known to stand, without reading it."""
        started = self._ctx.clock.now()
        if choices.mapping is not None:
            check_mapping(choices.mapping)
        with self._ctx.read() as uow:
            rules = known_files.rules(uow.connection, choices, self._privacy(store))
            known = known_files.find(uow.connection, store, rules.key(path.name, content.digest))
        if known is None:
            return None
        run = known.run(store.id or 0, path, content.digest, started)
        return ImportResult(path=str(path), run=finished(run, known.tally, self._ctx.clock.now()), tally=known.tally)

    def bring_in(
        self,
        read: ReadFile,
        store: Store,
        choices: Choices = _NO_CHOICES,
        watch: Watch | None = None,
    ) -> ImportResult:
        """Import a file that was read under the same choices; it is read anew only where it was changed since."""
        stale = not read.still_true(self._privacy(store))
        if stale or (read.intake is not None and read.intake.classifier.state != self._classifier(store).state):
            return self.run_file(read.path, store, choices, watch)
        return self._write(read, store, choices, watch or Watch())

    def _write(self, read: ReadFile, store: Store, choices: Choices, watch: Watch) -> ImportResult:
        assert store.id is not None
        started = self._ctx.clock.now()
        export = read.export
        template = export.template
        if template is None:
            raise reading.unknown(export, choices.kind)
        sheets = ", ".join(export.sheet_names()) or None
        file = KnownFile(template.kind, template.id, export.table.encoding, sheets, export.header_row, Tally())
        run = file.run(store.id, read.path, read.digest, started)
        # Nobody else can write once the unit of work is open, so it opens when everything is read.
        reason = Text("Import of {file}", file=read.path.name)
        with self._ctx.open_uow(reason) as uow, port.of(uow.connection).roomy(uow.connection):
            other = None if choices.any_account else self._other_account(uow, read, store)
            if other is not None:
                raise OtherAccountError(other)
            if not read.is_filled and not read.may_flow(uow, store.id):
                raise transfer.OtherwiseError  # another one came first
            run = replace(run, id=queries.start(uow.connection, run))
            tally, written = read.take_in(uow, store.id, watch, run.id)
            covers_more = read.intake is not None and statements.covers_more(
                uow.connection, store.id, read.intake, read.account
            )
            if not tally.changes_something and not covers_more:
                tally = read.foreseen(uow, store.id, tally)
                done = finished(replace(run, id=None), tally, self._ctx.clock.now())
                self._note(uow, store.id, read, KnownFile.of(run, tally))
                return ImportResult(path=str(read.path), run=done, tally=tally)
            rules = known_files.rules(uow.connection, choices, self._privacy(store))
            tally = self._finish(uow, run, tally, written, read)
            # Where something else was remembered meanwhile, the file would be read otherwise now.
            still = rules.key(read.path.name, read.digest) == read.key
            if choices.mapping is not None:
                queries.remember(uow.connection, replace(choices.mapping, id=None, headings=export.told_headings()))
            elif choices.kind:
                # Saying what the file is outranks what was once said about its columns.
                queries.forget(uow.connection, export.told_headings())
            if still:
                now = known_files.rules(uow.connection, choices, self._privacy(store))
                key = now.key(read.path.name, read.digest)
                known_files.keep(uow.connection, store.id, key, KnownFile.of(run, tally))
            watch.stop_if_asked()
            uow.commit()
        return ImportResult(path=str(read.path), run=finished(run, tally, self._ctx.clock.now()), tally=tally)

    def refuse_unknown(self, path: Path, store: Store, choices: Choices = _NO_CHOICES) -> None:
        """Raise the sentence for a file with unknown headings, where no mapping can be asked for.

        Raises:
            UserError: the headings are unknown.
        """
        with self._ctx.read() as uow:
            remembered = queries.mappings(uow.connection)
        export = reading.open_export(path, self._privacy(store), remembered, choices)
        if export.template is None:
            raise reading.unknown(export, choices.kind)

    def _note(self, uow: UnitOfWork, store_id: int, read: ReadFile, file: KnownFile) -> None:
        """Note a file that said nothing new, to be kept while nobody waits: this unit of work writes nothing."""
        value = known_files.plain_file(file)
        if value is not None:
            newest = change_log.newest(uow.connection)
            self._ctx.reader.note_answer(NotedAnswer(FILES[file.kind], store_id, read.key, value, newest))

    def undo(self, import_id: int) -> ImportRun:
        """Take a whole import back: what it brought goes, what it overwrote returns.

        Raises:
            NotFound: there is no such import.
            UserError: it was taken back already, or something later changed the same rows.
        """
        with self._ctx.open_uow(Text("Import taken back")) as uow:
            near = uow.home.store_id  # the number comes from a list of that store, as a rule
            run = None if near is None else queries.find(uow.connection, import_id, near)
            run = run or queries.find(uow.connection, import_id)
            if run is None:
                raise NotFound(Text("There is no import number {id}. See the list of imports.", id=import_id))
            if run.undone_at is not None:
                raise UserError(Text("The import of {file} was already taken back.", file=run.file_name))
            later = queries.later_change(uow.connection, run)
            if later is not None:
                raise _refusal(run, later)
            uow.reason = Text("Import of {file} taken back", file=run.file_name)
            uow.kind = ChangeKind.IMPORT
            uow.import_id = import_id
            now = self._ctx.clock.now()
            noted = queries.take_back(uow.connection, run, now)
            self._follow(uow, replace(run, undone_at=now), noted, uow.reason)
            _touch(uow, run)
            uow.commit()
        return replace(run, undone_at=now)

    def list(self, store_id: int | None = None, limit: int = 500) -> list[ImportRun]:
        """The imports of a store, or of all, the newest first."""
        with self._ctx.read() as uow:
            return queries.listed(uow.connection, store_id, limit)

    def _privacy(self, store: Store) -> Privacy:
        return Privacy(salt=store.buyer_salt, keep_details=self._ctx.settings.get(KEEP_BUYER_DETAILS))

    def _classifier(self, store: Store) -> Classifier:
        with self._ctx.read() as uow:
            return classifier(uow, store.id or 0)

    def _other_account(self, uow: UnitOfWork, read: ReadFile, store: Store) -> Text | None:
        # Whoever tries a file of theirs on the sample store knows that it is of another account.
        if read.intake is None or store.sample:
            return None
        return read.intake.other_account(uow.connection, store.id or 0, read.path.name)

    def _intake(self, export: reading.Export, store: Store, digest: str) -> statements.Intake | None:
        source = STATEMENT_SOURCES.get(export.parts[0][1].kind) if export.parts else None
        if source is None:
            return None
        with self._ctx.read() as uow:
            seen = queries.first_seen(uow.connection, store.id or 0, export.path.name, digest)
        there_on = (seen or self._ctx.clock.now()).date()
        return statements.Intake(source, self._classifier(store), export.summaries, there_on)

    def _finish(self, uow: UnitOfWork, run: ImportRun, tally: Tally, written: Written, read: ReadFile) -> Tally:
        if read.intake is not None:
            tally = statements.finish(uow.connection, run, tally, read.intake, read.account, written.days["day"])
        queries.follow(uow.connection, run, written.days)
        if tally.updated:
            queries.end_known(uow.connection, run)
        queries.finish(uow.connection, finished(run, tally, self._ctx.clock.now()))
        queries.analyze(uow.connection, queries.TARGETS[run.kind].table, written.new + written.updated)
        uow.kind = ChangeKind.IMPORT
        uow.import_id = run.id
        _touch(uow, run)
        self._follow(uow, run, written.days, uow.reason)
        return tally


def _refusal(run: ImportRun, later: ImportRun | str) -> UserError:
    if isinstance(later, ImportRun):
        return UserError(
            Text(
                "The import of {file} cannot be taken back: the import of {later} (number {id}) changed the same rows "
                "afterwards. Take that one back first.",
                file=run.file_name,
                later=later.file_name,
                id=later.id,
            )
        )
    return UserError(
        Text(
            "The import of {file} cannot be taken back: some of its figures were changed by hand since.",
            file=run.file_name,
        )
    )


def _touch(uow: UnitOfWork, run: ImportRun) -> None:
    kind, store_id = run.kind, run.store_id
    uow.touch("imports", queries.TARGETS[kind].table.name, store_id=store_id)
    if kind is ImportKind.ORDERS:
        uow.touch("order_days", "order_hours", store_id=store_id)
    elif kind is ImportKind.ORDER_ITEMS:
        uow.touch("statement_lines", store_id=store_id)
    elif kind in STATEMENT_KINDS:
        uow.touch("statement_days", "statement_gaps", "statement_spans", store_id=store_id)


def _plain_cell(cell: Any) -> str | Decimal:
    """A number of a workbook stays a number; a day at midnight is a day; everything else is text without wrapping."""
    from shopdesk.importing.cells import text

    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return Decimal(repr(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return text(cell) or ""

"""A large statement, read ahead and converted in a process of its own: whoever asks writes its lines meanwhile.

The process does what :class:`~shopdesk.importing.rows.RowReader` does and hands its batches over by column, a column of
texts as one text. What it met is told at the end, in plain values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.imports import STATEMENT_KINDS, RowProblem
from shopdesk.domain.ledger.head import StatedSum, StatementHead
from shopdesk.domain.sentences import plain, sentence
from shopdesk.importing.apart import AHEAD, Apart
from shopdesk.importing.blocks import cells, together
from shopdesk.importing.cells import clean
from shopdesk.importing.columns import Column
from shopdesk.importing.plan import Plan, Privacy, make_plan
from shopdesk.importing.recognise import Recognised
from shopdesk.importing.records import Records, records_for
from shopdesk.importing.rows import Reading, RowReader
from shopdesk.importing.sheets import DelimitedFile, TableFile

LARGE = 32 * 1024 * 1024
"""Bytes from which a statement is read by a process of its own, some 180,000 lines: starting it takes a third of a
second."""

_AT_ONCE = 10
"""Batches in one answer."""

Parts = tuple[tuple[Recognised, Plan], ...]
_Packed = tuple[Any, ...]


class ApartRows(Apart):
    """Reads the one sheet of a statement as :class:`RowReader` does, in a process of its own."""

    def __init__(self, table: DelimitedFile, privacy: Privacy) -> None:
        """Start a process for ``table``.

        Raises:
            EnvironmentFault: the system does not let us read it, or start a process.
        """
        super().__init__(table.path)
        self._file = (str(table.path.absolute()), table.encoding, table.cut)
        self._privacy = privacy
        self.reading = Reading()
        self.heads: list[StatementHead] = []

    def batches(self, sheet: Recognised, plan: Plan) -> Iterator[tuple[Records, list[Column]]]:
        """The records of the sheet, laid out as :meth:`RowReader.batches` lays them out.

        Raises:
            UserError: the file is damaged, or cannot be read within the limits.
        """
        records = records_for(plan, self._privacy)
        self._ask("convert", 1, (self._file, sheet, self._privacy))
        for _ahead in range(AHEAD):
            self._ask("some")
        while (found := self._answer("some", 1))[0] is not None:
            packed, self.reading.rows, self._share = found
            self._ask("some")
            for batch in packed:
                yield records, list(map(_unpacked, batch))
        self.reading, self.heads = _heard(*found[1:])
        self.end()


def rows_apart(table: TableFile, parts: Parts, privacy: Privacy) -> ApartRows | None:
    """What reads a file in a process of its own; ``None`` where it is not worth it, or no process can be started."""
    if not is_worth_a_process(table, parts):
        return None
    assert isinstance(table, DelimitedFile)
    try:
        return ApartRows(table, privacy)
    except EnvironmentFault:
        return None


def is_worth_a_process(table: TableFile, parts: Parts) -> bool:
    """Whether a file is a large statement in delimited text."""
    return (
        isinstance(table, DelimitedFile)
        and table.size >= LARGE
        and [plan.kind in STATEMENT_KINDS for _, plan in parts] == [True]
    )


def head_above(parts: Parts, privacy: Privacy) -> StatementHead:
    """What a statement of one sheet says about itself before its rows."""
    ((sheet, plan),) = parts
    records = records_for(plan, privacy)
    assert records.head is not None
    for above in sheet.above:
        records.is_aside([clean(cell) for cell in above])
    return records.head


def converted(file: tuple[str, str, bool], sheet: Recognised, privacy: Privacy) -> Iterator[_Packed]:
    """In the process: some batches with the rows read so far and the share of the file, and last what was met."""
    path, encoding, cut = file
    table = DelimitedFile(Path(path), encoding, cut=cut)
    reader = RowReader(table, privacy)
    plan = make_plan(sheet.template, sheet.headings, table.path.name, privacy)
    batches = reader.batches(sheet, plan)
    while some := [list(map(_packed, values)) for _, values in islice(batches, _AT_ONCE)]:
        yield some, reader.reading.rows, table.share_read()
    yield None, *_told(reader.reading, reader.heads)


def _packed(column: Column) -> Any:
    """A column for the way: a pair of text and count where all are the same, one text of all texts, else a list."""
    first = column[0]
    # The last one nearly always tells that not all are the same, without counting them.
    if isinstance(first, str) and column[-1] == first and column.count(first) == len(column):
        return first, len(column)
    found = together(column)
    return found if isinstance(found, str) else list(found)


def _unpacked(column: Any) -> Column:
    return [column[0]] * column[1] if isinstance(column, tuple) else cells(column)


def _told(reading: Reading, heads: list[StatementHead]) -> _Packed:
    """What was met, in plain values."""
    met = (
        reading.rows,
        reading.skipped,
        reading.added,
        reading.repeats,
        [(one.row, one.column, plain(one.message), one.sheet) for one in reading.problems],
        reading.failed,
        _told_counts(reading.reasons, reading.counts),
        list(map(plain, reading.notes)),
        _told_counts(reading.odd, reading.odd_counts),
    )
    return met, [
        (
            head.account,
            head.first_day,
            head.last_day,
            *(None if one is None else (one.lines, one.amount) for one in (head.income, head.expense)),
            head.exported,
        )
        for head in heads
    ]


def _told_counts(rows: dict[Any, list[int]], counts: Counter[Any]) -> list[_Packed]:
    return [(plain(what), count, rows[what]) for what, count in counts.items()]


def _heard(met: _Packed, heads: list[_Packed]) -> tuple[Reading, list[StatementHead]]:
    """What was :func:`_told`."""
    rows, skipped, added, repeats, problems, failed, reasons, notes, odd = met
    return Reading(
        rows=rows,
        skipped=skipped,
        added=added,
        repeats=repeats,
        problems=[
            RowProblem(row=row, column=column, message=sentence(message), sheet=sheet)
            for row, column, message, sheet in problems
        ],
        failed=failed,
        reasons={sentence(what): first for what, _, first in reasons},
        counts=Counter({sentence(what): count for what, count, _ in reasons}),
        notes=list(map(sentence, notes)),
        odd={sentence(what): first for what, _, first in odd},
        odd_counts=Counter({sentence(what): count for what, count, _ in odd}),
    ), [
        StatementHead(
            account,
            first,
            last,
            None if income is None else StatedSum(*income),
            None if expense is None else StatedSum(*expense),
            exported,
        )
        for account, first, last, income, expense, exported in heads
    ]

"""The rows of an export as records in stored form, a hundred at a time.

Whole columns are converted at once and stay columns until they are written: that is what makes a hundred thousand rows
a matter of seconds. Only a batch in which something is odd (an unreadable cell, a totals row, a field too many, a key
met before) is gone through row by row.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shopdesk.domain.imports import ImportKind, RowProblem, SameKey, SkipReason
from shopdesk.domain.ledger.head import StatementHead
from shopdesk.domain.text import Text
from shopdesk.domain.totals import is_total
from shopdesk.importing.blocks import BATCH, Block, Rows
from shopdesk.importing.cells import CellError, clean
from shopdesk.importing.columns import Column, oddities
from shopdesk.importing.plan import Plan, Privacy
from shopdesk.importing.recognise import Recognised
from shopdesk.importing.records import Records, records_for
from shopdesk.importing.same_key import Gathering, Group
from shopdesk.importing.sheets import TableFile

MOST_PROBLEMS = 1000
FIRST_ROWS = 5

TOTALS_ROW = Text("Totals row")
NOTE = Text("A note or heading, no figures")
SAME_ROW = Text("The same row stands further up in this file")
OTHER_SHEET = Text("Another sheet of this file has the same row")
OTHER_FIGURES = Text("A row further up has the same order number or day but other figures; the first one was taken")
UNREADABLE = Text("A value cannot be read")
MISSING = Text("A value is missing that the row cannot do without")
ADDED = Text("Counted in another row of the same order or day: their figures were added up")
NOT_APART = Text("Several rows of one product and day that are not its SKUs")
SHORTER_CYCLE = Text("Another row of the same day has a longer conversion cycle")
ONLY_PAID = Text(
    "The file only says when orders were paid: all of them are paid orders, and the day of payment also counts as the "
    "day of the order."
)
NOT_PAID = Text("Without a time of payment, in a file that does not say when orders were placed")
TOO_MANY_FIELDS = Text("More fields than headings: a text with an unprotected comma")


@dataclass(slots=True)
class Reading:
    """What was met while reading: counted here, told to the user at the end."""

    rows: int = 0
    skipped: int = 0
    added: int = 0
    repeats: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    failed: int = 0
    reasons: dict[Text, list[int]] = field(default_factory=dict)
    counts: Counter[Text] = field(default_factory=Counter)
    notes: list[Text] = field(default_factory=list)
    odd: dict[Text, list[int]] = field(default_factory=dict)
    odd_counts: Counter[Text] = field(default_factory=Counter)

    def skip(self, reason: Text, row: int) -> None:
        """Count a row that was left out."""
        self.skipped += 1
        self.counts[reason] += 1
        rows = self.reasons.setdefault(reason, [])
        if len(rows) < FIRST_ROWS:
            rows.append(row)

    def note(self, what: Text) -> None:
        """Say something about the whole file, once."""
        if what not in self.notes:
            self.notes.append(what)

    def all_notes(self) -> tuple[Text, ...]:
        """What is to be said about the file, and about cells that were read in an unusual way."""
        return (
            *self.notes,
            *(
                Text(
                    "{what}: {count} cells (row {rows}).",
                    what=what,
                    count=count,
                    rows=", ".join(map(str, self.odd[what])) + (" …" if count > len(self.odd[what]) else ""),
                )
                for what, count in self.odd_counts.items()
            ),
        )

    def problem(self, reason: Text, row: int, column: str | None, message: Text, sheet: str) -> None:
        """Count a row that was left out because something in it is wrong."""
        self.skip(reason, row)
        self.failed += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(row=row, column=column, message=message, sheet=sheet or None))

    def skip_reasons(self) -> tuple[SkipReason, ...]:
        """The reasons, the commonest first."""
        return tuple(
            SkipReason(message=reason, count=count, first_rows=tuple(self.reasons[reason]), added=reason == ADDED)
            for reason, count in self.counts.most_common()
        )


class RowReader:
    """Reads the sheets of one file that share a kind; keys met on one sheet count as repeated on the next."""

    def __init__(self, table: TableFile, privacy: Privacy) -> None:
        """Read from ``table``."""
        self._table = table
        self._privacy = privacy
        self.reading = Reading()
        self.heads: list[StatementHead] = []
        self._seen: dict[Any, int] = {}
        self._seen_before_sheet: set[Any] = set()
        self._likenesses: set[int] = set()
        self._occurrences: dict[str, int] = {}

    def batches(self, sheet: Recognised, plan: Plan) -> Iterator[tuple[Records, list[Column]]]:
        """The records of a sheet: how they are laid out, and the columns of a batch, the rows in the file last."""
        records = records_for(plan, self._privacy)
        self._seen_before_sheet = set(self._seen)
        self._likenesses, self._occurrences = set(), {}
        if records.head is not None:
            self.heads.append(records.head)
            for above in sheet.above:
                records.is_aside([clean(cell) for cell in above])
        if plan.stand_ins:
            self.reading.note(ONLY_PAID)
        for column in plan.twice:
            self.reading.note(
                Text("“{column}” stands more than once in the file; the first column is read.", column=column)
            )
        if not records.cycled and (plan.same_key is SameKey.FIRST or records.numbered):
            for _, batch, numbers in self._converted(records, plan, sheet):
                kept = self._without_repeats(records, batch, numbers, sheet.sheet.name) if numbers else []
                if kept:
                    yield records, kept
            return
        gathering = Gathering(records, plan.same_key)
        for rows, batch, numbers in self._converted(records, plan, sheet):
            hashes = [hash(tuple(map(str, rows[number]))) for number in numbers]
            gathering.take(_rows(batch), numbers, hashes, [_variant(plan, rows[number]) for number in numbers])
        gathered = self._gathered(gathering, sheet.sheet.name)
        for start in range(0, len(gathered), BATCH):
            yield records, _rows(gathered[start : start + BATCH])

    def _converted(
        self, records: Records, plan: Plan, sheet: Recognised
    ) -> Iterator[tuple[_Numbered, list[Column], Sequence[int]]]:
        """The rows of a sheet, some at a time: as they are in the file, records by column, the records' row numbers."""
        before = sheet.header_row
        above = _Above(plan.as_above) if plan.as_above else None
        for read in self._table.blocks(sheet.sheet.index, before):
            block = read if above is None else Rows(above.fill(read.rows))
            batch, numbers = self._convert(records, plan, block, before, sheet.sheet.name)
            self._note_oddities(plan, block, before, numbers)
            yield _Numbered(block, before + 1), batch, numbers
            before += block.count

    def _note_oddities(self, plan: Plan, block: Block, before: int, numbers: Sequence[int]) -> None:
        """Look for cells that were read in a way worth telling; nearly no file has any."""
        for source in plan.sources:
            odd = oddities(source.read)
            if not odd:
                continue
            for number in numbers:
                cells = block.rows[number - before - 1]
                for index in source.indexes:
                    told = odd.get(cells[index]) if index < len(cells) else None
                    if told is not None:
                        self.reading.odd_counts[told] += 1
                        rows = self.reading.odd.setdefault(told, [])
                        if len(rows) < FIRST_ROWS:
                            rows.append(number)

    def _gathered(self, gathering: Gathering, sheet: str) -> list[tuple[Any, ...]]:
        """The records of a sheet's gathered rows, and the count of those that went into others."""
        kept: list[tuple[Any, ...]] = []
        reading = self.reading
        for key, group in gathering.groups():
            self._left_out(group, key, sheet)
            if group.refused is not None:
                continue
            print_of, known = hash(group.record), self._seen.get(key)
            if known is None:
                self._seen[key] = print_of
                kept.append((*group.record, group.number))
                reading.added += len(group.added)
                for number in group.added:
                    reading.skip(ADDED, number)
            else:
                for number in group.numbers:
                    if known == print_of:
                        reading.skip(OTHER_SHEET, number)
                    else:
                        reading.problem(OTHER_FIGURES, number, None, _other_figures(_shown_key(key)), sheet)
        for told in gathering.notes():
            reading.note(told)
        return kept

    def _left_out(self, group: Group, key: Any, sheet: str) -> None:
        """Count the rows of a key that are no part of its record."""
        for number in group.shorter:
            self.reading.skip(SHORTER_CYCLE, number)
        for number in group.repeated:
            self.reading.skip(SAME_ROW, number)
        for number in group.different:
            self.reading.problem(OTHER_FIGURES, number, None, _other_figures(_shown_key(key)), sheet)
        if group.refused is not None:
            for number in group.numbers:
                self.reading.problem(NOT_APART, number, None, group.refused, sheet)

    def _convert(
        self, records: Records, plan: Plan, block: Block, before: int, sheet: str
    ) -> tuple[list[Column], Sequence[int]]:
        try:
            converted = records.convert(block.columns(), block.count)
        except (CellError, ValueError, IndexError):
            return self._one_by_one(records, plan, block.rows, before, sheet)
        self.reading.rows += block.count
        return converted, range(before + 1, before + 1 + block.count)

    def _one_by_one(
        self, records: Records, plan: Plan, raw: Sequence[Sequence[Any]], before: int, sheet: str
    ) -> tuple[list[Column], Sequence[int]]:
        width = len(plan.headings)
        batch: list[tuple[Any, ...]] = []
        numbers: list[int] = []
        for number, cells in enumerate(raw, start=before + 1):
            texts = [clean(cell) for cell in cells]
            filled = [shown for shown in texts if shown]
            first = filled[0] if filled else None
            if first is None or records.is_aside(texts):
                continue
            self.reading.rows += 1
            if any(texts[width:]):
                self.reading.problem(TOO_MANY_FIELDS, number, None, _too_many(len(cells), width), sheet)
                continue
            padded = [*cells, *[None] * (width - len(cells))]
            try:
                one = records.convert([(cell,) for cell in padded], 1)
            except CellError as error:
                if is_total(first) or is_total(texts[1] if len(texts) > 1 else None) or records.is_sum(texts):
                    self.reading.skip(TOTALS_ROW, number)
                elif len(filled) == 1 and width > 1:
                    self.reading.skip(NOTE, number)
                elif plan.stand_ins and blame(plan, padded, error)[2]:
                    self.reading.skip(NOT_PAID, number)
                else:
                    column, message, missing = blame(plan, padded, error)
                    self.reading.problem(MISSING if missing else UNREADABLE, number, column, message, sheet)
                continue
            batch.extend(_rows(one))
            numbers.append(number)
        return _rows(batch), numbers

    def _without_repeats(
        self, records: Records, batch: list[Column], numbers: Sequence[int], sheet: str
    ) -> list[Column]:
        """The columns of the records whose keys were not met before, and of their numbers in the file."""
        seen = self._seen
        kept: list[tuple[Any, ...]] = []
        if records.numbered:
            batch = _rows(self._numbered(records, _rows(batch)))
        width = records.key_width
        keys: Sequence[Any] = batch[0] if width == 1 else _rows(batch[:width])
        prints = list(map(hash, zip(*batch, strict=True)))
        before = len(seen)
        # One look for each key, which takes half as long as looking first whether any is there.
        deque(map(seen.setdefault, keys, prints), maxlen=0)
        if len(seen) - before == len(keys):
            return [*batch, list(numbers)]
        for key in list(islice(reversed(seen), len(seen) - before)):
            del seen[key]
        for record, key, number, print_of in zip(_rows(batch), keys, numbers, prints, strict=True):
            known = seen.get(key)
            if known is None:
                seen[key] = print_of
                kept.append((*record, number))
            elif known == print_of:
                self.reading.skip(OTHER_SHEET if key in self._seen_before_sheet else SAME_ROW, number)
            else:
                self.reading.problem(OTHER_FIGURES, number, None, _other_figures(_shown_key(key)), sheet)
        return _rows(kept)

    def _numbered(self, records: Records, batch: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Rows without a number of their own: the n-th row that looks alike gets n in its key, so none is lost."""
        numbered = []
        for record in batch:
            bare = hash(records.without_private(record[records.key_width :]))
            if bare in self._likenesses:
                self.reading.repeats += 1
            self._likenesses.add(bare)
            base = record[0]
            occurrence = self._occurrences[base] = self._occurrences.get(base, 0) + 1
            numbered.append((f"{base}:{occurrence}", *record[1:]))
        return numbered


def blame(plan: Plan, cells: Sequence[Any], error: CellError) -> tuple[str | None, Text, bool]:
    """Which column of a row is at fault, the sentence, and whether the value is just missing."""
    for source in plan.sources:
        for index in source.indexes:
            try:
                value = source.read((cells[index],))[0]
            except CellError as found:
                return plan.headings[index], found.text, False
            if value is None and source.field.name in plan.needed:
                return plan.headings[index], Text("“{column}” is empty.", column=plan.headings[index]), True
    name = {ImportKind.ORDERS: "order_no", ImportKind.ORDER_ITEMS: "item_no"}.get(plan.kind)
    number = plan.source(name) if name is not None else None
    if number is not None:
        column = plan.headings[number.indexes[0]]
        return column, Text("“{column}” is empty.", column=column), True
    return None, error.text, False


class _Numbered:
    """Raw rows by their number in the file."""

    def __init__(self, block: Block, first: int) -> None:
        self._block = block
        self._first = first

    def __getitem__(self, number: int) -> Sequence[Any]:
        return self._block.rows[number - self._first]


class _Above:
    """Fills blank cells with the cell above, where a file says a value only once for several rows."""

    def __init__(self, indexes: Sequence[int]) -> None:
        self._last: dict[int, Any] = dict.fromkeys(indexes)

    def fill(self, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """The rows with their blanks filled; empty rows and totals stay as they are and are nobody's "above"."""
        return [self._filled(row) for row in rows]

    def _filled(self, row: Sequence[Any]) -> Sequence[Any]:
        first = next(filter(None, map(clean, row)), None)
        if first is None or is_total(first):
            return row
        filled = list(row)
        for index, last in self._last.items():
            if index < len(filled):
                if clean(filled[index]) is None:
                    filled[index] = last
                else:
                    self._last[index] = filled[index]
        return filled


def _rows(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """The rows of columns, or the columns of rows."""
    return list(zip(*columns, strict=True))


def _shown_key(key: Any) -> str:
    return " ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)


def _too_many(fields: int, width: int) -> Text:
    return Text("The row has {fields} fields, the header {width}.", fields=fields, width=width)


def _other_figures(key: str) -> Text:
    return Text("“{key}” stands further up with other figures; this row was left out.", key=key)


def _variant(plan: Plan, cells: Sequence[Any]) -> tuple[str, ...]:
    """Of which SKU a row is."""
    return tuple((clean(cells[index]) or "") if index < len(cells) else "" for index in plan.variants)

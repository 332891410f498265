"""The rows of an export as records in stored form, a hundred at a time.

Whole columns are converted at once, which is what makes a hundred thousand rows a matter of seconds. Only a batch in
which something is odd (an unreadable cell, a totals row, a field too many) is gone through row by row.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopdesk.domain.imports import ImportKind, RowProblem, SkipReason
from shopdesk.domain.text import Text
from shopdesk.importing.cells import CellError, clean
from shopdesk.importing.plan import Plan, Privacy
from shopdesk.importing.recognise import Recognised
from shopdesk.importing.records import Records, records_for
from shopdesk.importing.sheets import TableFile

# Small enough for the rows to stay in the processor's cache: a thousand at once took a quarter longer.
BATCH = 100
MOST_PROBLEMS = 1000
FIRST_ROWS = 5

_TOTALS = frozenset(
    {"合计", "总计", "汇总", "小计", "全店", "同行", "平均", "均值", "全部", "总和", "合计值", "日均", "店铺",
     "同行平均", "Total", "total", "TOTAL", "Sum", "Average", "Grand Total"}
)  # fmt: skip
_TOTALS_START = ("合计", "总计", "汇总", "小计", "总和", "平均值", "同行")

TOTALS_ROW = Text("Totals row")
NOTE = Text("A note or heading, no figures")
SAME_ROW = Text("The same row stands further up in this file")
OTHER_SHEET = Text("Another sheet of this file has the same row")
OTHER_FIGURES = Text("A row further up has the same order number or day but other figures; the first one was taken")
UNREADABLE = Text("A value cannot be read")
MISSING = Text("A value is missing that the row cannot do without")
TOO_MANY_FIELDS = Text("More fields than headings: a text with an unprotected comma")


@dataclass(slots=True)
class Reading:
    """What was met while reading: counted here, told to the user at the end."""

    rows: int = 0
    skipped: int = 0
    repeats: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    failed: int = 0
    reasons: dict[Text, list[int]] = field(default_factory=dict)
    counts: Counter[Text] = field(default_factory=Counter)

    def skip(self, reason: Text, row: int) -> None:
        """Count a row that was left out."""
        self.skipped += 1
        self.counts[reason] += 1
        rows = self.reasons.setdefault(reason, [])
        if len(rows) < FIRST_ROWS:
            rows.append(row)

    def problem(self, reason: Text, row: int, column: str | None, message: Text, sheet: str) -> None:
        """Count a row that was left out because something in it is wrong."""
        self.skip(reason, row)
        self.failed += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(row=row, column=column, message=message, sheet=sheet or None))

    def skip_reasons(self) -> tuple[SkipReason, ...]:
        """The reasons, the commonest first."""
        return tuple(
            SkipReason(message=reason, count=count, first_rows=tuple(self.reasons[reason]))
            for reason, count in self.counts.most_common()
        )


class RowReader:
    """Reads the sheets of one file that share a kind; keys met on one sheet count as repeated on the next."""

    def __init__(self, table: TableFile, privacy: Privacy) -> None:
        """Read from ``table``."""
        self._table = table
        self._privacy = privacy
        self.reading = Reading()
        self._seen: dict[Any, int] = {}
        self._seen_before_sheet: set[Any] = set()
        self._likenesses: set[int] = set()
        self._occurrences: dict[str, int] = {}

    def batches(self, sheet: Recognised, plan: Plan) -> Iterator[tuple[Records, list[tuple[Any, ...]]]]:
        """The records of a sheet: how they are laid out, and a batch of them."""
        records = records_for(plan, self._privacy)
        self._seen_before_sheet = set(self._seen)
        self._likenesses, self._occurrences = set(), {}
        rows = itertools.islice(self._table.rows(sheet.sheet.index), sheet.header_row, None)
        number = sheet.header_row
        while True:
            raw = list(itertools.islice(rows, BATCH))
            if not raw:
                break
            batch, numbers = self._convert(records, plan, raw, number, sheet.sheet.name)
            number += len(raw)
            batch = self._without_repeats(records, batch, numbers, sheet.sheet.name)
            if batch:
                yield records, batch

    def _convert(
        self, records: Records, plan: Plan, raw: list[Sequence[Any]], before: int, sheet: str
    ) -> tuple[list[tuple[Any, ...]], Sequence[int]]:
        try:
            converted = records.convert(list(zip(*raw, strict=True)), len(raw))
        except (CellError, ValueError, IndexError):
            return self._one_by_one(records, plan, raw, before, sheet)
        self.reading.rows += len(raw)
        return converted, range(before + 1, before + 1 + len(raw))

    def _one_by_one(
        self, records: Records, plan: Plan, raw: list[Sequence[Any]], before: int, sheet: str
    ) -> tuple[list[tuple[Any, ...]], Sequence[int]]:
        width = len(plan.headings)
        batch: list[tuple[Any, ...]] = []
        numbers: list[int] = []
        for number, cells in enumerate(raw, start=before + 1):
            texts = [clean(cell) for cell in cells]
            filled = [shown for shown in texts if shown]
            first = filled[0] if filled else None
            if first is None or (first.startswith("#") and texts[0] == first):
                continue
            self.reading.rows += 1
            if any(texts[width:]):
                self.reading.problem(TOO_MANY_FIELDS, number, None, _too_many(len(cells), width), sheet)
                continue
            padded = [*cells, *[None] * (width - len(cells))]
            try:
                one = records.convert([(cell,) for cell in padded], 1)
            except CellError as error:
                if is_total(first) or is_total(texts[1] if len(texts) > 1 else None):
                    self.reading.skip(TOTALS_ROW, number)
                elif len(filled) == 1 and width > 1:
                    self.reading.skip(NOTE, number)
                else:
                    column, message, missing = blame(plan, padded, error)
                    self.reading.problem(MISSING if missing else UNREADABLE, number, column, message, sheet)
                continue
            batch.extend(one)
            numbers.append(number)
        return batch, numbers

    def _without_repeats(
        self, records: Records, batch: list[tuple[Any, ...]], numbers: Sequence[int], sheet: str
    ) -> list[tuple[Any, ...]]:
        seen = self._seen
        kept: list[tuple[Any, ...]] = []
        if records.numbered:
            batch = self._numbered(records, batch)
        key_of: Callable[[tuple[Any, ...]], Any] = records.key_of
        keys = list(map(key_of, batch))
        if len(set(keys)) == len(keys) and seen.keys().isdisjoint(keys):
            seen.update(zip(keys, map(hash, batch), strict=True))
            return batch
        for record, key, number in zip(batch, keys, numbers, strict=True):
            print_of = hash(record)
            known = seen.get(key)
            if known is None:
                seen[key] = print_of
                kept.append(record)
            elif known == print_of:
                self.reading.skip(OTHER_SHEET if key in self._seen_before_sheet else SAME_ROW, number)
            else:
                shown = " ".join(str(part) for part in record[: records.key_width] if part)
                self.reading.problem(OTHER_FIGURES, number, None, _other_figures(shown), sheet)
        return kept

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


def is_total(shown: str | None) -> bool:
    """Whether a cell names a sum over other rows."""
    return shown is not None and (shown in _TOTALS or shown.startswith(_TOTALS_START))


def blame(plan: Plan, cells: Sequence[Any], error: CellError) -> tuple[str | None, Text, bool]:
    """Which column of a row is at fault, the sentence, and whether the value is just missing."""
    for source in plan.sources:
        for index in source.indexes:
            try:
                value = source.read((cells[index],))[0]
            except CellError as found:
                return plan.headings[index], found.text, False
            if value is None and source.field.required:
                return plan.headings[index], Text("“{column}” is empty.", column=plan.headings[index]), True
    number = plan.source("order_no" if plan.kind is ImportKind.ORDERS else "item_no")
    if number is not None:
        column = plan.headings[number.indexes[0]]
        return column, Text("“{column}” is empty.", column=column), True
    return None, error.text, False


def _too_many(fields: int, width: int) -> Text:
    return Text("The row has {fields} fields, the header {width}.", fields=fields, width=width)


def _other_figures(key: str) -> Text:
    return Text("“{key}” stands further up with other figures; this row was left out.", key=key)

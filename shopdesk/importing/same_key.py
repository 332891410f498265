"""Several rows of one key: added up, or of several conversion cycles only the longest.

An advertising report has a row for each plan, place or device of a day, and repeats all of them for every conversion
cycle. The rows of a sheet are held until its end, because only then is it known which cycle is the longest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopdesk.domain.fields import HIGHEST_COUNT
from shopdesk.domain.import_fields import FIELDS, Cell, FileField
from shopdesk.domain.imports import SameKey
from shopdesk.domain.text import Text
from shopdesk.domain.variant_rows import not_apart
from shopdesk.importing.records import Records

_RATES = frozenset({Cell.PERCENT, Cell.FRACTION, Cell.DECIMAL, Cell.SECONDS})

Row = tuple[Any, ...]


@dataclass(slots=True)
class Group:
    """What became of the rows of one key: the record, the rows it is made of, and those that do not count."""

    record: Row
    number: int
    added: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    shorter: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    refused: Text | None = None

    @property
    def numbers(self) -> list[int]:
        """The rows of the file that this record is."""
        return sorted([self.number, *self.added])


class Gathering:
    """The rows of a sheet by key, until all are there."""

    def __init__(self, records: Records, same_key: SameKey) -> None:
        """Nothing yet."""
        self._records = records
        self._same_key = same_key
        self._width = records.key_width
        kind = FIELDS[records.plan.kind]
        names = {known.name: known for known in kind.fields}
        self._fields = [names.get(name) for name in records.columns]
        # Where plan and product are named, a row that is equal in everything is the same row once more.
        self._key_is_whole = set(kind.key) <= {*records.sources, "channel", "day"}
        self._rows: dict[Any, list[tuple[int, Row, int]]] = {}
        self._cycles: set[int] = set()
        self._not_added: set[str] = set()
        self._partly: set[str] = set()
        self._variants: dict[int, tuple[str, ...]] | None = {} if records.plan.variants else None

    def take(
        self,
        batch: Sequence[Row],
        numbers: Sequence[int],
        raw_hashes: Sequence[int],
        variants: Sequence[tuple[str, ...]] = (),
    ) -> None:
        """More rows, with their numbers in the file and what tells whether two are equal in every cell.

        ``variants``: of which SKU each row is, where the file has rows for each.
        """
        if self._variants is not None:
            self._variants.update(zip(numbers, variants, strict=True))
        key_of: Callable[[Row], Any] = self._records.key_of
        for record, number, raw_hash in zip(batch, numbers, raw_hashes, strict=True):
            self._rows.setdefault(key_of(record), []).append((number, record, raw_hash))

    def groups(self) -> list[tuple[Any, Group]]:
        """Each key with its record."""
        return [(key, self._group(rows)) for key, rows in self._rows.items()]

    def notes(self) -> list[Text]:
        """What is to be said about the sheet, once :meth:`groups` were asked for."""
        told = []
        if len(self._cycles) > 1:
            cycles = ", ".join(map(str, sorted(self._cycles)))
            told.append(
                Text(
                    "The file has conversion cycles of {cycles} days; for each day the longest one counts.",
                    cycles=cycles,
                )
            )
        told += [
            Text("“{field}” does not add up over rows; it stays empty where rows were added.", field=known.label)
            for known in self._fields
            if known is not None and known.name in self._not_added
        ]
        told += [
            Text("“{field}” is missing in some SKU rows; it stays empty for their products.", field=known.label)
            for known in self._fields
            if known is not None and known.name in self._partly
        ]
        return told

    def _group(self, rows: list[tuple[int, Row, int]]) -> Group:
        shorter: list[int] = []
        if self._records.cycled:
            longest = max(record[-1] or 0 for _, record, _ in rows)
            self._cycles.update(record[-1] for _, record, _ in rows if record[-1])
            shorter = [number for number, record, _ in rows if (record[-1] or 0) != longest]
            rows = [(number, record[:-1], seen) for number, record, seen in rows if (record[-1] or 0) == longest]
        number, first, _ = rows[0]
        group = Group(first, number, shorter=shorter)
        counted = [first]
        seen_hashes = {rows[0][2]}
        for other_number, record, raw_hash in rows[1:]:
            if self._same_key is SameKey.ADD and not (self._key_is_whole and raw_hash in seen_hashes):
                group.added.append(other_number)
                counted.append(record)
            elif self._same_key is SameKey.ADD or record == first:
                group.repeated.append(other_number)
            else:
                group.different.append(other_number)
            seen_hashes.add(raw_hash)
        if len(counted) > 1:
            if self._variants is not None:
                group.refused = not_apart([(one, self._variants[one]) for one in group.numbers])
            group.record = self._added_up(counted)
        return group

    def _added_up(self, rows: list[Row]) -> Row:
        key = rows[0][: self._width]
        columns = list(zip(*rows, strict=True))[self._width :]
        return (*key, *(self._one(known, column) for known, column in zip(self._fields[self._width :], columns,
                                                                           strict=True)))  # fmt: skip

    def _one(self, known: FileField | None, column: Sequence[Any]) -> Any:
        values = [value for value in column if value is not None]
        if known is not None and known.adds_up:
            if self._variants is not None and values and len(values) < len(column):
                self._partly.add(known.name)  # the sum of some SKUs would pass for that of the product
                return None
            total = sum(values) if values else None
            if total is not None and known.cell is Cell.COUNT and abs(total) > HIGHEST_COUNT:
                self._not_added.add(known.name)
                return None
            return total
        if known is not None and (known.people or known.cell in _RATES):
            # One person may stand in several rows, and a rate is no sum: what is not in one row alone is not known.
            told = {value for value in values if value} if known.people else set(values)
            if len(told) > 1 or (known.people and sum(1 for value in values if value) > 1):
                self._not_added.add(known.name)
                return None
            return next(iter(told), values[0] if values else None)
        return values[0] if values else None

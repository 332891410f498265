"""How the columns of one file become the columns of a table: which cell goes where, through which reader."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shopdesk.domain.errors import UserError
from shopdesk.domain.import_fields import FIELDS, Cell, FileField
from shopdesk.domain.imports import ImportKind, SameKey
from shopdesk.domain.text import Text
from shopdesk.importing.cells import CellError, day
from shopdesk.importing.columns import Column, column_reader, not_below_zero
from shopdesk.importing.templates import Template

_DAY_IN_NAME = re.compile(r"(20\d{2})[-_.年]?(\d{2})[-_.月]?(\d{2})")


@lru_cache(maxsize=4)
def _keyed(salt: str) -> hashlib.blake2b:
    """A keyed hash of nothing yet: copying it takes half the time of making it anew."""
    return hashlib.blake2b(key=salt.encode()[:64], digest_size=12)


@dataclass(frozen=True, slots=True)
class Source:
    """A field, the columns that fill it, and their reader; several columns are added up or joined."""

    field: FileField
    indexes: tuple[int, ...]
    read: Callable[[Column], Column]
    combine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What may be kept of a buyer: always the keyed hash, the rest only if the owner turned it on."""

    salt: str
    keep_details: bool = False

    def buyer_key(self, name: str | None) -> str | None:
        """A name's keyed hash: tells buyers apart within a store, and says nothing without the store's key."""
        if not name:
            return None
        return self.buyer_keys((name,))[0]

    def buyer_keys(self, names: Iterable[str]) -> list[str]:
        """The same of many names, none of them empty."""
        fresh = _keyed(self.salt).copy
        keys = []
        for name in names:
            keyed = fresh()
            keyed.update(name.encode())
            keys.append(keyed.hexdigest())
        return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a file's rows need to become records.

    ``as_above`` are the columns whose blank cells repeat the cell above; ``stand_ins`` the fields that take the place
    of a required one which the file lacks. ``variants`` are the columns that tell the rows of one key apart as parts.
    ``twice`` are headings that stand more than once in the file and are read where they stand first.
    """

    kind: ImportKind
    template: Template
    sources: tuple[Source, ...]
    headings: tuple[str, ...]
    same_key: SameKey
    fixed_day: str | None = None
    as_above: tuple[int, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def needed(self) -> frozenset[str]:
        """The fields that every row must have."""
        required = {source.field.name for source in self.sources if source.field.required}
        return frozenset(required | set(self.stand_ins.values()))

    def source(self, name: str) -> Source | None:
        """Where a field comes from."""
        for source in self.sources:
            if source.field.name == name:
                return source
        return None

    def fields_of(self, index: int) -> tuple[str, ...]:
        """The fields that a column fills."""
        return tuple(source.field.name for source in self.sources if index in source.indexes)


def make_plan(template: Template, headings: Sequence[str], file_name: str, privacy: Privacy) -> Plan:
    """Match a template with the headings of a file.

    Raises:
        UserError: the day stands in no column and not in the file's name either.
    """
    known = FIELDS[template.kind]
    place: dict[str, int] = {}
    for index, shown in enumerate(headings):
        if shown and shown not in place:
            place[shown] = index
    sources: list[Source] = []
    for wanted in known.fields:
        if wanted.cell is Cell.PRIVATE and not privacy.keep_details:
            continue
        indexes, combine = template.columns.find(wanted.name, place)
        if indexes:
            read = column_reader(wanted.cell)
            sources.append(Source(wanted, indexes, not_below_zero(read) if wanted.never_below_zero else read, combine))
    filled = {source.field.name for source in sources}
    fixed_day = None
    if template.day_from_name and "day" not in filled:
        fixed_day = day_in_name(file_name)
    used = {index for source in sources for index in source.indexes}
    names = {name.casefold() for name in known.variants}
    variants = tuple(index for shown, index in place.items() if shown.casefold() in names and index not in used)
    twice = dict.fromkeys(
        shown for index, shown in enumerate(headings) if shown and place[shown] != index and place[shown] in used
    )
    return Plan(
        kind=template.kind,
        template=template,
        sources=tuple(sources),
        headings=tuple(headings),
        same_key=template.same_key or (SameKey.ADD if variants else known.same_key),
        variants=variants,
        twice=tuple(twice),
        fixed_day=fixed_day,
        as_above=tuple(place[shown] for shown in place if shown in template.columns.as_above),
        stand_ins={name: other for name, other in known.stand_ins.items() if name not in filled and other in filled},
    )


def day_in_name(file_name: str) -> str:
    """The day that a file's name carries; where it names a span, its end must equal its beginning.

    Raises:
        UserError: no day or several.
    """
    found = {"-".join(parts) for parts in _DAY_IN_NAME.findall(file_name)}
    if len(found) == 1:
        try:
            read = day(next(iter(found)))
        except CellError:
            read = None
        if read:
            return read
    raise UserError(
        Text(
            "{file} has no column with the day. Put the one day it is about into its name, like 客服_2026-03-15.xlsx, "
            "and import it again.",
            file=file_name,
        )
    )

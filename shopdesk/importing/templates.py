"""Which export a file is, and what its columns mean: shipped data, matched by exact heading, never by position.

A template tells an export by its headings. What a heading means is said once for each kind of file, so a column that
is known fills its field whichever template recognised the file.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind, SameKey, SavedMapping


def heading(value: Any) -> str:
    """A heading as it is compared: text, trimmed, in one width."""
    if value is None:
        return ""
    shown = value if isinstance(value, str) else str(value)
    return unicodedata.normalize("NFKC", shown).replace("\ufeff", "").replace("\u200b", "").strip().strip('"').strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What headings mean.

    ``fields`` names for each field the headings that may carry it, the preferred one first. ``sums`` adds up several
    columns, each known by any of a few names; ``joins`` puts several side by side. ``likely`` headings are only
    proposed. ``as_above`` names the headings whose blank cells repeat the cell above.
    """

    fields: Mapping[str, tuple[str, ...]]
    sums: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_above: frozenset[str] = frozenset()

    def known(self) -> frozenset[str]:
        """Every heading that fills a field."""
        parts = (*self.fields.values(), *self.joins.values(), *(group for sums in self.sums.values() for group in sums))
        return frozenset(name for names in parts for name in names)

    def find(self, name: str, place: Mapping[str, int]) -> tuple[tuple[int, ...], str]:
        """The columns that fill a field, and how several are put together (``sum`` or ``join``)."""
        for shown in self.fields.get(name, ()):
            if shown in place:
                return (place[shown],), ""
        groups = self.sums.get(name, ())
        found = [next((place[shown] for shown in group if shown in place), None) for group in groups]
        indexes = tuple(index for index in found if index is not None)
        if indexes:
            return indexes, "sum"
        return tuple(place[shown] for shown in self.joins.get(name, ()) if shown in place), "join"

    def proposed(self, shown: str) -> tuple[str, ...]:
        """The fields that a heading fills, or is likely to."""
        parts = {**{name: tuple(n for group in sums for n in group) for name, sums in self.sums.items()}, **self.joins}
        sure = tuple(name for source in (self.fields, parts) for name, names in source.items() if shown in names)
        return sure or tuple(name for name, names in self.likely.items() if shown in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of export.

    ``required`` lists groups of headings, one of each must be there; ``absent`` those that must not. ``columns`` are
    those of its kind, or the user's own.
    """

    id: str
    kind: ImportKind
    zh: str
    en: str
    columns: Columns
    required: tuple[tuple[str, ...], ...] = ()
    absent: tuple[str, ...] = ()
    channel: str = ""
    day_from_name: bool = False
    same_key: SameKey | None = None

    def score(self, headings: Sequence[str]) -> tuple[int, int]:
        """How many of the headings its kind knows, and how much it asked for; nothing where it does not fit."""
        present = set(headings)
        if present.intersection(self.absent) or not all(present.intersection(group) for group in self.required):
            return (0, 0)
        known = self.columns.known() | {name for group in self.required for name in group}
        return len(present & known), len(self.required)


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(heading(value) for value in values)


def _groups(values: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(_names(value.split("|")) for value in values)


def parse_columns(kind: ImportKind, raw: Mapping[str, Any]) -> Columns:
    """The columns of a kind from their TOML form.

    Raises:
        KeyError: they name a field that the kind does not have.
    """
    columns = Columns(
        fields={name: _names(headings) for name, headings in raw.get("fields", {}).items()},
        sums={name: _groups(headings) for name, headings in raw.get("sums", {}).items()},
        joins={name: _names(headings) for name, headings in raw.get("joins", {}).items()},
        likely={name: _names(headings) for name, headings in raw.get("likely", {}).items()},
    )
    for name in (*columns.fields, *columns.sums, *columns.joins, *columns.likely):
        FIELDS[kind].field(name)
    return columns


def parse(raw: Mapping[str, Any], columns: Columns) -> Template:
    """A template from its TOML form."""
    return Template(
        id=raw["id"],
        kind=ImportKind(raw["kind"]),
        zh=raw["zh"],
        en=raw["en"],
        columns=columns,
        required=_groups(raw.get("required", ())),
        absent=_names(raw.get("absent", ())),
        channel=raw.get("channel", ""),
        day_from_name=raw.get("day_from_name", False),
    )


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def load_columns(folder: Path) -> Mapping[ImportKind, Columns]:
    """What headings mean, by kind; the files of the folder are named after the kinds."""
    return {kind: parse_columns(kind, _toml(folder / f"{kind}.toml")) for kind in FIELDS}


@lru_cache(maxsize=4)
def load(folder: Path, columns_folder: Path) -> tuple[Template, ...]:
    """The shipped templates of a folder, by file name, with the columns of their kinds."""
    columns = load_columns(columns_folder)
    nothing = Columns(fields={})
    return tuple(
        parse(raw, columns.get(ImportKind(raw["kind"]), nothing)) for raw in map(_toml, sorted(folder.glob("*.toml")))
    )


def of_kind(kind: ImportKind, columns: Columns) -> Template:
    """What reads a file by the known columns of a kind where no template fits; it has no name of its own."""
    return Template(id=str(kind), kind=kind, zh="", en="", columns=columns)


def from_mapping(mapping: SavedMapping) -> Template:
    """The template that the user's own mapping amounts to."""
    known = FIELDS[mapping.kind]
    by_field: dict[str, list[str]] = {}
    for shown, names in mapping.fields.items():
        for name in names:
            by_field.setdefault(name, []).append(heading(shown))
    several = {name for name, shown in by_field.items() if len(shown) > 1}
    sums = {name for name in several if known.field(name).adds_up}
    return Template(
        id="custom",
        kind=mapping.kind,
        zh="自定义对应",
        en="Own mapping",
        columns=Columns(
            fields={name: tuple(shown) for name, shown in by_field.items() if name not in several},
            sums={name: tuple((one,) for one in by_field[name]) for name in sums},
            joins={name: tuple(by_field[name]) for name in several - sums},
            as_above=frozenset(map(heading, mapping.as_above)),
        ),
        channel=mapping.channel,
        same_key=mapping.same_key,
    )

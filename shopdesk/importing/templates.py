"""Which export a file is: templates as shipped data, matched by exact heading, never by position or likeness."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopdesk.domain.imports import FIELDS, Cell, ImportKind


def heading(value: Any) -> str:
    """A heading as it is compared: text, trimmed, in one width."""
    if value is None:
        return ""
    shown = value if isinstance(value, str) else str(value)
    return unicodedata.normalize("NFKC", shown).replace("\ufeff", "").replace("\u200b", "").strip().strip('"').strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of export.

    ``fields`` names for each field the headings that may carry it, the preferred one first. ``sums`` adds up several
    columns, ``joins`` puts several side by side. ``required`` lists groups of headings, one of each must be there;
    ``absent`` those that must not. ``refuse`` is the answer for an export that is known but of no use here.
    """

    id: str
    kind: ImportKind
    zh: str
    en: str
    fields: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...] = ()
    absent: tuple[str, ...] = ()
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    channel: str = ""
    day_from_name: bool = False
    refuse: tuple[str, str] | None = None

    def score(self, headings: Sequence[str]) -> int:
        """How many of the headings it knows; 0 where a required one is missing or a forbidden one is there."""
        present = set(headings)
        if not all(present.intersection(group) for group in self.required):
            return 0
        if present.intersection(self.absent):
            return 0
        return len(present.intersection(self.known_headings()))

    def known_headings(self) -> frozenset[str]:
        """Every heading that fills a field."""
        return frozenset(
            name for source in (self.fields, self.sums, self.joins) for names in source.values() for name in names
        ) | frozenset(name for group in self.required for name in group)

    def cell(self, name: str) -> Cell:
        """How the cells of a field are read here."""
        return self.cells.get(name) or FIELDS[self.kind].field(name).cell


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(heading(value) for value in values)


def parse(raw: Mapping[str, Any]) -> Template:
    """A template from its TOML form.

    Raises:
        KeyError: it names a field that its kind does not have.
    """
    kind = ImportKind(raw["kind"])
    template = Template(
        id=raw["id"],
        kind=kind,
        zh=raw["zh"],
        en=raw["en"],
        fields={name: _names(headings) for name, headings in raw.get("fields", {}).items()},
        required=tuple(_names(group.split("|")) for group in raw.get("required", ())),
        absent=_names(raw.get("absent", ())),
        sums={name: _names(headings) for name, headings in raw.get("sums", {}).items()},
        joins={name: _names(headings) for name, headings in raw.get("joins", {}).items()},
        cells={name: Cell(cell) for name, cell in raw.get("cells", {}).items()},
        channel=raw.get("channel", ""),
        day_from_name=raw.get("day_from_name", False),
        refuse=(raw["refuse"]["zh"], raw["refuse"]["en"]) if "refuse" in raw else None,
    )
    if kind in FIELDS:
        for name in (*template.fields, *template.sums, *template.joins):
            FIELDS[kind].field(name)
    return template


@lru_cache(maxsize=4)
def load(folder: Path) -> tuple[Template, ...]:
    """The shipped templates of a folder, by file name."""
    return tuple(parse(tomllib.loads(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("*.toml")))


def from_mapping(kind: ImportKind, fields: Mapping[str, str], channel: str = "") -> Template:
    """The template that the user's own mapping (heading to field) amounts to."""
    return Template(
        id="custom",
        kind=kind,
        zh="自定义对应",
        en="Own mapping",
        fields={name: (heading(shown),) for shown, name in fields.items()},
        channel=channel,
    )

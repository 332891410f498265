"""Opening an export: which template or remembered mapping fits, on which sheets, under which plan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import KIND_NAMES, ColumnMatch, ImportKind, SavedMapping
from shopdesk.domain.text import Text
from shopdesk.importing.cells import clean
from shopdesk.importing.detect import locked
from shopdesk.importing.plan import Plan, Privacy, make_plan
from shopdesk.importing.recognise import Opening, Recognised, likely_header_row, opening, recognise
from shopdesk.importing.sheets import TableFile, open_table
from shopdesk.importing.templates import Template, from_mapping, heading, load
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick

_SAMPLES = 3
_SHOWN_HEADINGS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user said about a file instead of letting it be recognised."""

    kind: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    mapping: SavedMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An open file; ``parts`` is empty where no template and no remembered mapping knows its headings."""

    path: Path
    table: TableFile
    start: Opening
    header_row: int
    parts: tuple[tuple[Recognised, Plan], ...]

    @property
    def template(self) -> Template | None:
        """What the file was recognised as."""
        return self.parts[0][1].template if self.parts else None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the first sheet that is read."""
        return self.start.headings[self.header_row - 1] if self.start.headings else ()

    def columns(self) -> tuple[ColumnMatch, ...]:
        """Each column with the fields it fills and some of its values."""
        plan = self.parts[0][1] if self.parts else None
        below = self.start.rows[self.header_row :]
        return tuple(
            ColumnMatch(
                index=index,
                heading=shown,
                fields=plan.fields_of(index) if plan else (),
                samples=_samples(below, index),
            )
            for index, shown in enumerate(self.headings)
        )

    def sheet_names(self) -> tuple[str, ...]:
        """The sheets that are read."""
        return tuple(part.sheet.name for part, _ in self.parts if part.sheet.name)


def templates() -> tuple[Template, ...]:
    """The shipped templates."""
    return load(paths.resource("import_templates"))


def template_name(template: Template | None) -> str:
    """A template's name in the language in use."""
    return pick(template.zh, template.en) if template else ""


def file_hash(path: Path) -> str:
    """What tells whether two files are the same bytes.

    Raises:
        EnvironmentFault: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise locked(path, error) from error


def open_export(path: Path, privacy: Privacy, remembered: Sequence[SavedMapping], choices: Choices) -> Export:
    """Open a file and find out what it is.

    Raises:
        UserError: it is no table, or a known export that is of no use here.
        EnvironmentFault: it cannot be read.
    """
    table = open_table(path, choices.encoding)
    starts = [opening(table, sheet) for sheet in table.sheets if not sheet.hidden]
    starts = [start for start in starts if any(any(row) for row in start.headings)]
    if not starts:
        raise UserError(Text("{file} is empty. Export it again from the platform.", file=path.name))
    parts: list[tuple[Recognised, Plan]] = []
    first: Opening | None = None
    for start in starts:
        found = _recognised(start, remembered, choices)
        if found is None or (parts and found.template.kind is not parts[0][1].kind):
            continue
        if found.template.refuse:
            raise UserError(Text("{file}: {answer}", file=path.name, answer=pick(*found.template.refuse)))
        first = first or start
        parts.append((found, make_plan(found.template, found.headings, path.name, privacy)))
    start = first or max(starts, key=lambda candidate: max(len(row) for row in candidate.rows))
    header_row = parts[0][0].header_row if parts else choices.header_row or likely_header_row(start)
    return Export(path=path, table=table, start=start, header_row=header_row, parts=tuple(parts))


def _recognised(start: Opening, remembered: Sequence[SavedMapping], choices: Choices) -> Recognised | None:
    if choices.mapping is not None:
        row = choices.header_row or likely_header_row(start)
        return _by_mapping(start, choices.mapping, row)
    found = recognise(start, templates(), kind=choices.kind, header_row=choices.header_row)
    if found is not None:
        return found
    for mapping in remembered:
        if choices.kind and choices.kind != mapping.kind:
            continue
        for row, headings in enumerate(start.headings, start=1):
            if set(mapping.headings) == set(filter(None, headings)):
                return _by_mapping(start, mapping, row)
    return None


def _by_mapping(start: Opening, mapping: SavedMapping, row: int) -> Recognised | None:
    if row > len(start.headings):
        return None
    headings = start.headings[row - 1]
    fields = {heading(shown): name for shown, name in mapping.fields.items()}
    if not set(fields).intersection(headings):
        return None
    template = from_mapping(mapping.kind, fields, mapping.channel)
    return Recognised(sheet=start.sheet, template=template, header_row=row, headings=headings)


def unknown(export: Export, kind: str | None) -> UserError:
    """The sentence for a file that no template knows, for where no mapping can be asked for."""
    headings = [shown for shown in export.headings if shown]
    shown = ", ".join(headings[:_SHOWN_HEADINGS]) + (" …" if len(headings) > _SHOWN_HEADINGS else "")
    if kind:
        name = KIND_NAMES[ImportKind(kind)] if kind in tuple(ImportKind) else kind
        return UserError(
            Text(
                "{file} is no export of the kind “{kind}”: row {row} has the headings {headings}. Leave the kind out, "
                "or choose another file.",
                file=export.path.name,
                kind=name,
                row=export.header_row,
                headings=shown,
            )
        )
    return UserError(
        Text(
            "{file} has unknown headings (row {row}: {headings}). Import it in the window, where you can say what each "
            "column means; ShopDesk remembers it.",
            file=export.path.name,
            row=export.header_row,
            headings=shown,
        )
    )


def _samples(rows: Sequence[Sequence[Any]], index: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        shown = clean(row[index]) if index < len(row) else None
        if shown and shown not in found:
            found.append(shown)
        if len(found) == _SAMPLES:
            break
    return tuple(found)

"""Opening an export: which template or remembered mapping fits, on which sheets, under which plan."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import KIND_NAMES, STATEMENT_KINDS, ColumnMatch, ImportKind, SameKey, SavedMapping
from shopdesk.domain.ledger.head import StatementHead, is_summary
from shopdesk.domain.text import Text
from shopdesk.importing.cells import clean
from shopdesk.importing.detect import locked, packed_archive
from shopdesk.importing.packed import PackedFile
from shopdesk.importing.plan import Plan, Privacy, make_plan
from shopdesk.importing.recognise import Opening, Recognised, by_columns, likely_header_row, opening, recognise
from shopdesk.importing.sheets import TableFile, open_table
from shopdesk.importing.statements import stated_in
from shopdesk.importing.templates import Columns, Template, from_mapping, heading, load, load_columns, of_kind
from shopdesk.infra import paths
from shopdesk.infra.i18n import in_a_row, pick, tr

_SAMPLES = 3
_SHOWN_HEADINGS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user said about a file instead of letting it be recognised.

    ``kind`` is a kind or the id of a template; it outranks what was remembered about the file's headings.
    ``any_account`` takes in a statement of an account that this store had none of yet.
    """

    kind: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    mapping: SavedMapping | None = None
    any_account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An open file; ``parts`` is empty where no template and no remembered mapping knows its headings.

    ``summaries`` of a statement lie beside it and were left aside but for their sums.
    """

    path: Path
    table: TableFile
    start: Opening
    header_row: int
    parts: tuple[tuple[Recognised, Plan], ...]
    mapping: SavedMapping | None = None
    proposed_kind: ImportKind | None = None
    summaries: tuple[StatementHead, ...] = ()

    @property
    def template(self) -> Template | None:
        """What the file was recognised as."""
        return self.parts[0][1].template if self.parts else None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the first sheet that is read."""
        return self.start.headings[self.header_row - 1] if self.start.headings else ()

    def told_headings(self) -> tuple[str, ...]:
        """The headings that a mapping is remembered by."""
        return tuple(shown for shown in self.headings if shown)

    @property
    def same_key(self) -> SameKey:
        """What becomes of several rows of one key."""
        return self.parts[0][1].same_key if self.parts else SameKey.FIRST

    def columns(self) -> tuple[ColumnMatch, ...]:
        """Each column with some of its values and the fields it fills, or may fill where the file is unknown."""
        plan = self.parts[0][1] if self.parts else None
        proposed = propose(self.headings, self.proposed_kind)
        below = self.start.rows[self.header_row :]
        return tuple(
            ColumnMatch(
                index=index,
                heading=shown,
                fields=plan.fields_of(index) if plan else proposed.get(shown, ()),
                samples=_samples(below, index),
            )
            for index, shown in enumerate(self.headings)
        )

    def sheet_names(self) -> tuple[str, ...]:
        """The sheets that are read."""
        return tuple(part.sheet.name for part, _ in self.parts if part.sheet.name)


def templates() -> tuple[Template, ...]:
    """The shipped templates."""
    return load(paths.resource("import_templates"), paths.resource("import_columns"))


def known_columns() -> Mapping[ImportKind, Columns]:
    """What headings mean, by kind of file."""
    return load_columns(paths.resource("import_columns"))


def propose(headings: Sequence[str], kind: ImportKind | None) -> dict[str, tuple[str, ...]]:
    """The fields of a kind that the headings of an unknown file may fill, each field once where it must be."""
    if kind is None:
        return {}
    columns, known = known_columns()[kind], FIELDS[kind]
    taken: set[str] = set()
    proposed: dict[str, tuple[str, ...]] = {}
    for shown in headings:
        names = tuple(name for name in columns.proposed(shown) if known.field(name).several or name not in taken)
        taken.update(names)
        if names:
            proposed[shown] = names
    return proposed


def likely_kind(headings: Sequence[str]) -> ImportKind | None:
    """The kind that knows most of an unknown file's headings; ``None`` where none knows any."""
    known = {kind: len(propose(headings, kind)) for kind in FIELDS}
    best = max(known, key=lambda kind: known[kind])
    return best if known[best] else None


def template_name(template: Template | None) -> str:
    """A template's name in the language in use; its kind's where it has none."""
    if template is None:
        return ""
    return pick(template.zh, template.en) or tr(KIND_NAMES[template.kind])


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
        UserError: it is no table, or only the summary of a statement.
        EnvironmentFault: it cannot be read.
    """
    table = open_table(path, choices.encoding)
    starts = [opening(table, sheet) for sheet in table.sheets if not sheet.hidden]
    starts = [start for start in starts if any(any(row) for row in start.headings)]
    if not starts:
        raise UserError(Text("{file} is empty. Export it again from the platform.", file=path.name))
    parts: list[tuple[Recognised, Plan]] = []
    summaries: list[Opening] = []
    first: Opening | None = None
    used: SavedMapping | None = None
    for start in starts:
        if is_summary(shown for row in start.headings for shown in row):
            summaries.append(start)
            continue
        found, mapping = _recognised(start, remembered, choices)
        if found is None or (parts and found.template.kind is not parts[0][1].kind):
            continue
        first, used = first or start, used or mapping
        parts.append((found, make_plan(found.template, found.headings, path.name, privacy)))
    if not parts and summaries:
        raise UserError(
            Text(
                "{file} is the summary of an Alipay statement (账务汇总), which has no lines. Import the detail file "
                "(账务明细) that was downloaded with it.",
                file=path.name,
            )
        )
    if isinstance(table, PackedFile) and (not parts or parts[0][1].kind not in STATEMENT_KINDS):
        raise packed_archive(path)
    start = first or max(starts, key=lambda candidate: max(len(row) for row in candidate.rows))
    header_row = parts[0][0].header_row if parts else choices.header_row or _likely_row(start)
    proposed = None
    if not parts:
        named = ImportKind(choices.kind) if choices.kind in tuple(FIELDS) else None
        proposed = named or likely_kind(start.headings[header_row - 1])
    return Export(
        path=path,
        table=table,
        start=start,
        header_row=header_row,
        parts=tuple(parts),
        mapping=used,
        proposed_kind=proposed,
        summaries=tuple(stated_in(table.rows(one.sheet.index)) for one in summaries),
    )


def _likely_row(start: Opening) -> int:
    """The row of which most is known, or else the one that looks most like headings."""
    known = [max(len(propose(headings, kind)) for kind in FIELDS) for headings in start.headings]
    most = max(known)
    return known.index(most) + 1 if most > 1 else likely_header_row(start)


def _recognised(
    start: Opening, remembered: Sequence[SavedMapping], choices: Choices
) -> tuple[Recognised | None, SavedMapping | None]:
    said = choices.mapping
    if said is not None:
        rows = [choices.header_row] if choices.header_row else range(1, len(start.headings) + 1)
        fitting = [one for one in (_by_mapping(start, said, row) for row in rows) if one is not None]
        wanted = {heading(shown) for shown in said.fields}
        return max(fitting, key=lambda one: len(wanted.intersection(one.headings)), default=None), said
    if not choices.kind:
        for mapping in remembered:
            for row, headings in enumerate(start.headings, start=1):
                if set(mapping.headings) != set(filter(None, headings)):
                    continue
                found = _by_mapping(start, mapping, row)
                if found is not None:
                    return found, mapping
    found = recognise(start, templates(), kind=choices.kind, header_row=choices.header_row)
    if found is None and choices.kind in tuple(FIELDS):
        kind = ImportKind(choices.kind)
        template = of_kind(kind, known_columns()[kind])
        found = by_columns(start, template, choices.header_row)
    return found, None


def _by_mapping(start: Opening, mapping: SavedMapping, row: int) -> Recognised | None:
    if row > len(start.headings):
        return None
    headings = start.headings[row - 1]
    wanted = {heading(shown) for shown in mapping.fields}
    filled = {name for shown, names in mapping.fields.items() if heading(shown) in headings for name in names}
    if not wanted.intersection(headings) or FIELDS[mapping.kind].missing(filled) is not None:
        return None
    return start.recognised(from_mapping(mapping), row)


def unknown(export: Export, kind: str | None) -> UserError:
    """The sentence for a file that no template knows, for where no mapping can be asked for."""
    headings = [shown for shown in export.headings if shown]
    shown = in_a_row(headings[:_SHOWN_HEADINGS]) + (" …" if len(headings) > _SHOWN_HEADINGS else "")
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
            "column means, or say it in a file of --map; ShopDesk remembers it.",
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

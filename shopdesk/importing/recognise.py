"""Finding the header row and the kind of an export by its headings."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind
from shopdesk.importing.sheets import SheetInfo, TableFile
from shopdesk.importing.templates import Template, heading

HEADER_WITHIN = 20
SAMPLE_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A sheet whose headings a template knows, and the rows above the headings."""

    sheet: SheetInfo
    template: Template
    header_row: int
    headings: tuple[str, ...]
    above: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The first rows of a sheet, headings compared form; rows count from 1."""

    sheet: SheetInfo
    rows: tuple[tuple[Any, ...], ...]
    headings: tuple[tuple[str, ...], ...]

    def recognised(self, template: Template, header_row: int) -> Recognised:
        """The sheet with these headings, counted from 1."""
        return Recognised(
            sheet=self.sheet,
            template=template,
            header_row=header_row,
            headings=self.headings[header_row - 1],
            above=self.rows[: header_row - 1],
        )


def opening(table: TableFile, sheet: SheetInfo) -> Opening:
    """The first rows of a sheet."""
    rows = tuple(tuple(row) for row in itertools.islice(table.rows(sheet.index), HEADER_WITHIN + SAMPLE_ROWS))
    return Opening(
        sheet=sheet,
        rows=rows,
        headings=tuple(tuple(heading(cell) for cell in row) for row in rows[:HEADER_WITHIN]),
    )


def recognise(
    start: Opening, templates: Sequence[Template], *, kind: str | None = None, header_row: int | None = None
) -> Recognised | None:
    """The template that knows most headings of any row near the top.

    Args:
        start: the sheet's first rows.
        templates: in order of preference; the earlier one wins a tie.
        kind: only templates of this kind or with this id.
        header_row: only this row, counted from 1.
    """
    best: tuple[tuple[int, int], int, Template] | None = None
    for number, headings in enumerate(start.headings, start=1):
        if header_row is not None and number != header_row:
            continue
        for template in templates:
            if kind and kind not in (template.id, str(template.kind)):
                continue
            score = template.score(headings)
            if score[0] and (best is None or score > best[0]) and _fills(template, headings):
                best = (score, number, template)
    if best is None:
        return None
    _, number, template = best
    return start.recognised(template, number)


def _fills(template: Template, headings: Sequence[str]) -> bool:
    """Whether these headings fill every field that the kind cannot do without: one wrong letter may hide a column."""
    known = FIELDS[template.kind]
    filled = _filled(template, headings)
    return known.missing([*filled, "day"] if template.day_from_name else filled) is None


def _filled(template: Template, headings: Sequence[str]) -> list[str]:
    place = {shown: index for index, shown in enumerate(headings)}
    return [field.name for field in FIELDS[template.kind].fields if template.columns.find(field.name, place)[0]]


def by_columns(start: Opening, template: Template, header_row: int | None = None) -> Recognised | None:
    """The row whose known headings are enough for a kind, where the user says which kind it is."""
    known = FIELDS[template.kind]
    best: Recognised | None = None
    most = 0
    for number, headings in enumerate(start.headings, start=1):
        if header_row is not None and number != header_row:
            continue
        filled = _filled(template, headings)
        if known.missing(filled) is None and len(filled) > most:
            most = len(filled)
            best = start.recognised(template, number)
    return best


def likely_header_row(start: Opening) -> int:
    """The row that looks most like headings where no template fits: the first with most cells of plain words."""
    best, best_count = 1, -1
    for number, headings in enumerate(start.headings, start=1):
        words = {cell for cell in headings if cell and not cell[0].isdigit()}
        if len(words) > best_count:
            best, best_count = number, len(words)
    return best


def known_kinds(templates: Sequence[Template]) -> tuple[str, ...]:
    """What ``kind`` may be: every kind, then every template's id."""
    return (*(str(kind) for kind in ImportKind), *(template.id for template in templates))

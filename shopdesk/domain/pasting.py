"""Rows from a spreadsheet become records: which are new, what changes, and what each cell that is refused lacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, Reader, default
from shopdesk.domain.text import Text
from shopdesk.domain.totals import is_name_of_a_sum, is_total
from shopdesk.domain.typed import narrow, parse, read_range
from shopdesk.domain.variant_rows import join_variants

MOST_ROWS = 5000
"""So many records are taken at once."""
MOST_LINES = 100_000
"""So many rows may mean them: a product has one for each of its SKUs."""
_LONGEST_BEGIN = 80
_ABOVE = 10
"""Among so many first rows of a file the headings are looked for, below a title or a note of the platform."""
_EXACT = 10**15
"""From here on a spreadsheet has cut the digits of a number: it keeps fifteen."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that was refused: its column and why."""

    field: Field
    message: Text


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One pasted row: ``number`` counts from 1 as pasted, the heading included.

    ``record`` is what would be kept, ``None`` where a cell is refused; ``old`` is the record that it changes, ``None``
    for a new one. ``made_of``: how many rows of variants were added up in it.
    """

    number: int
    cells: tuple[str, ...]
    record: Any = None
    old: Any = None
    problems: tuple[CellProblem, ...] = ()
    made_of: int = 1

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields that would change."""
        if self.record is None or self.old is None:
            return ()
        return tuple(
            one.name
            for one in dataclasses.fields(self.record)
            if getattr(self.record, one.name) != getattr(self.old, one.name)
        )


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted: the fields of its columns in order, and its rows."""

    fields: tuple[Field | None, ...]
    rows: tuple[PastedRow, ...]

    @property
    def ready(self) -> tuple[PastedRow, ...]:
        """The rows that can be kept and would change something."""
        return tuple(row for row in self.rows if row.record is not None and row.record != row.old)


def as_copied(rows: Sequence[Sequence[Any]], noun: Noun, shown: Sequence[Field | None], reader: Reader) -> str:
    """The rows of a sheet as a spreadsheet copies them.

    A number in a column of rates is a share, as spreadsheets keep what they show as per cent; a whole number has no
    point, for it may be the number of a product, and one that has lost digits is left shortened, so that it is refused
    and no other product is meant; written text is taken as it is. Blank rows go, and those above the headings.
    """
    plain = [[_text(cell) for cell in row] for row in rows]
    filled = [number for number, row in enumerate(plain) if any(cell.strip() for cell in row)]
    if not filled:
        return ""
    above = _above_the_headings([plain[number] for number in filled[:_ABOVE]], noun, reader)
    filled = filled[above:]
    fields = _heading(plain[filled[0]], noun, reader) or tuple(shown)
    rates = {place for place, one in enumerate(fields) if one is not None and one.kind is Kind.RATE}
    lines = []
    for number in filled:
        for place in rates:
            cell = rows[number][place] if place < len(rows[number]) else None
            share = _number(cell)
            if share is not None:
                plain[number][place] = f"{_text(share * 100)}%"
        lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in plain[number]))
    return "\n".join(lines)


def _above_the_headings(rows: Sequence[Sequence[str]], noun: Noun, reader: Reader) -> int:
    """How many rows stand above the headings: those of a title. Headings name two fields, or what names a record."""
    for place, row in enumerate(rows):
        named = [one for one in _heading(row, noun, reader) if one is not None]
        if len(named) > 1 or any(one.name in noun.identity for one in named):
            return place
    return 0


def _number(cell: Any) -> Decimal | None:
    """The number of a cell, a float by its shortest decimal form; ``None`` for what is none."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    return number if number.is_finite() else None


def _text(cell: Any) -> str:
    """A cell as text; a number without exponent and without zeros behind its point."""
    number = _number(cell)
    if number is None:
        return "" if cell is None else str(cell)
    if abs(number) >= _EXACT:
        return f"{number.normalize():E}"
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def read_rows(
    text: str,
    noun: Noun,
    shown: Sequence[Field | None],
    reader: Reader,
    existing: Sequence[Any],
    *,
    start: Mapping[str, Any],
    locked: Sequence[str] = (),
) -> Pasted:
    """Read tab-separated lines as a spreadsheet copies them.

    A first line that holds names of fields says which column is which; without one the columns are ``shown`` from the
    left. A row means the existing record that has the same :attr:`Noun.identity`; a cell that is empty leaves what it
    has. Rows of the variants of one record are put together first (:func:`join_variants`).

    Args:
        text: the clipboard's text.
        noun: what the rows are.
        shown: the fields of the table's columns, in the order shown; ``None`` for a column of no field.
        reader: how cells are read.
        existing: the records that a row can mean.
        start: what a new record begins with, the store for one.
        locked: fields that an existing record does not change this way.

    Raises:
        UserError: there is nothing, or too much.
    """
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        raise UserError(Text("There are no cells to paste. Copy some in your spreadsheet first."))
    if len(lines) > MOST_LINES:
        raise too_many(f"> {MOST_LINES:,}", MOST_LINES)
    columns = _heading(lines[0], noun, reader)
    body = list(enumerate(lines, 1))[1 if columns else 0 :]
    fields = columns or tuple(shown)
    known = {_identity(noun, one): one for one in existing} if noun.identity else {}
    joined = join_variants(body, lines[0] if columns else (), fields, noun, reader)
    if len(joined.lines) > MOST_ROWS:
        raise too_many(f"{len(joined.lines):,}", MOST_ROWS)
    rows = []
    for number, cells in joined.lines:
        row = _row(number, cells, noun, fields, reader, known, start, locked)
        why = joined.refused.get(number)
        if why is not None:
            blamed = noun.field(noun.over_variants[0])
            row = dataclasses.replace(row, record=None, problems=(*row.problems, CellProblem(blamed, why)))
        rows.append(dataclasses.replace(row, made_of=joined.made_of.get(number, 1)))
    return Pasted(fields, tuple(_without_doubles(rows, noun)))


def read_file(
    rows: Sequence[Sequence[Any]],
    noun: Noun,
    reader: Reader,
    existing: Sequence[Any],
    *,
    start: Mapping[str, Any],
    locked: Sequence[str] = (),
) -> Pasted:
    """The same of the rows of a file, which names its columns: nobody saw beside what its cells would come to stand.

    Raises:
        UserError: there is nothing, or too much, or no heading is known.
    """
    text = as_copied(rows, noun, (), reader)
    first = text.partition("\n")[0].split("\t")
    wanted = " / ".join(f"“{reader.say(one.label)}”" for one in noun.fields if one.required and one.label is not None)
    if not any(_heading(first, noun, reader)):
        if text:
            begins = " | ".join(cell.strip() for cell in first if cell.strip())
            raise UserError(
                Text("No heading of this file is known here; it begins with “{cells}”. Name its columns as the list "
                     "does ({columns} for one) and take it again.", cells=begins[:_LONGEST_BEGIN], columns=wanted)
            )  # fmt: skip
        raise UserError(Text("This file has no rows. Export it again, and look whether its first sheet is filled."))
    pasted = read_rows(text, noun, (), reader, existing, start=start, locked=locked)
    if not pasted.rows:
        raise UserError(Text("This file has headings and no row below them. Export it again with the rows in it."))
    return pasted


def too_many(count: str, most: int) -> UserError:
    """The refusal of so many rows at once."""
    return UserError(
        Text("{count} rows are too many at once. Take them in parts of at most {most}.", count=count, most=f"{most:,}")
    )


def _heading(cells: Sequence[str], noun: Noun, reader: Reader) -> tuple[Field | None, ...]:
    names = {_plain(word): one for one in noun.fields for word in one.also}
    names |= {
        _plain(word): one
        for one in noun.fields
        if one.label is not None
        for word in (reader.say(one.label), str(one.label), one.name)
    }
    found = [names.get(_plain(cell)) for cell in cells]
    # An export may have several columns that say a field (a code and an outer code): the first one counts.
    once = tuple(one if found.index(one) == place else None for place, one in enumerate(found))
    return once if any(once) else ()


def _plain(heading: str) -> str:
    """A heading in whatever width and case it is written."""
    return narrow(heading).casefold()


def _row(
    number: int,
    cells: Sequence[str],
    noun: Noun,
    fields: Sequence[Field | None],
    reader: Reader,
    known: Mapping[Any, Any],
    start: Mapping[str, Any],
    locked: Sequence[str],
) -> PastedRow:
    said: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for one, cell in _both_ends(fields, cells, noun):
        if _adds_up(one, cell, noun):
            problems.append(CellProblem(one, Text("This row is the sum of others and is left out.")))
            continue
        try:
            said[one.name] = parse(one, cell, reader, empty=noun.empty(one.name))
        except FieldError as error:
            problems.append(CellProblem(one, error.text))
    whole = {one.name: default(noun.record, one.name) for one in noun.fields} | dict(start) | said
    old = known.get(tuple(whole.get(name) for name in noun.identity)) if noun.identity else None
    if old is not None:
        for name in locked:
            if name in said and said[name] != getattr(old, name):
                problems.append(CellProblem(noun.field(name), Text("This is not changed by pasting, but with a date.")))
    else:
        missing = [one for one in noun.fields if one.required and whole.get(one.name) in (None, "")]
        blamed = {problem.field.name for problem in problems}
        problems += [
            CellProblem(one, Text("“{field}” is empty. Fill it in.", field=one.label))
            for one in missing
            if one.name not in blamed
        ]
    if problems:
        return PastedRow(number, tuple(cells), None, old, tuple(problems))
    record = dataclasses.replace(old, **said) if old is not None else noun.record(**whole)
    return PastedRow(number, tuple(cells), record, old)


def _adds_up(one: Field, cell: str, noun: Noun) -> bool:
    """Whether a cell says that its row is the sum of others: it stands where the thing itself is named."""
    if one.plain and one.name in noun.identity and is_total(cell.strip()):
        return True
    names = one.kind is Kind.LINE and (one.required or one.name in noun.identity)
    return names and is_name_of_a_sum(cell)


def _both_ends(fields: Sequence[Field | None], cells: Sequence[str], noun: Noun) -> Iterator[tuple[Field, str]]:
    """The cells that say something, each with its field; one that says both ends of a range says two.

    An end that has a filled cell of its own in the row is read from there. An open end is said, too: it is empty, so
    that “100+” takes away the end that was kept before.
    """
    filled = [(one, cell) for one, cell in zip(fields, cells, strict=False) if one is not None and cell.strip()]
    own = {one.name for one, _cell in filled}
    other = {name: pair for pair in noun.ranges for name in pair}
    for one, cell in filled:
        ends = read_range(cell) if one.name in other else None
        if ends is None:
            yield one, cell
            continue
        for name, end in zip(other[one.name], ends, strict=True):
            if name == one.name or name not in own:
                yield noun.field(name), end


def _identity(noun: Noun, record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in noun.identity)


def _without_doubles(rows: Sequence[PastedRow], noun: Noun) -> list[PastedRow]:
    """Refuse a row that means the same record as one above it."""
    seen: dict[tuple[Any, ...], int] = {}
    checked = []
    for row in rows:
        if row.record is not None and noun.identity:
            first = seen.setdefault(_identity(noun, row.record), row.number)
            if first != row.number:
                message = Text("Row {row} says the same one already.", row=first)
                row = dataclasses.replace(
                    row, record=None, problems=(CellProblem(noun.field(noun.identity[0]), message),)
                )
        checked.append(row)
    return checked

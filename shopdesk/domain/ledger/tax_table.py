"""A table of quarters as a platform or an accountant writes it, read into what each quarter's figures would become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.tax import TaxQuarter, quarter_label
from shopdesk.domain.ledger.tax_headings import (
    AMOUNTS,
    Role,
    heading_role,
    heading_unit,
    is_of_one,
    read_amount,
    said_unit,
)
from shopdesk.domain.ledger.tax_periods import TaxSpan, plain, read_span, settled, year_in
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Names, Text

MOST_ROWS = 2000
_HEADING_WITHIN = 20
_TOTALS = ("合计", "总计", "小计", "累计", "total", "sum", "subtotal", "grandtotal")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One row: where it stands, whose it is (empty where the table does not say), its span and amounts in fen."""

    number: int
    shop: str
    span: TaxSpan
    amounts: Mapping[Role, int | None]


@dataclass(frozen=True, slots=True)
class TaxTable:
    """What a table says. ``problems`` are rows that are refused, ``notes`` what was left aside or does not add up."""

    rows: tuple[TaxRow, ...]
    problems: tuple[tuple[int, Text], ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def shops(self) -> tuple[str, ...]:
        """Whose figures stand in it, in their order; one empty name where the table names nobody."""
        return tuple(dict.fromkeys(row.shop for row in self.rows))

    def of_shop(self, shop: str) -> TaxTable:
        """The rows of one shop alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.shop == shop))

    def in_sheet(self, sheet: str) -> TaxTable:
        """The table as one of several sheets: whose figures they are, and what is wrong, begins with its name."""
        named = " · ".join
        return TaxTable(
            tuple(replace(row, shop=named(filter(None, (sheet, row.shop)))) for row in self.rows),
            tuple((row, Text("Sheet “{sheet}”: {problem}", sheet=sheet, problem=text)) for row, text in self.problems),
            tuple(Text("Sheet “{sheet}”: {problem}", sheet=sheet, problem=text) for text in self.notes),
        )


@dataclass(frozen=True, slots=True)
class QuarterSums:
    """What the rows of a quarter come to, and whose they are; an amount is ``None`` as soon as one of them lacks it."""

    quarter: date
    rows: tuple[int, ...]
    amounts: Mapping[Role, int | None]
    shops: tuple[str, ...] = ("",)

    def onto(self, known: TaxQuarter) -> TaxQuarter:
        """The figures of the quarter with what the table says of it; what it does not say stays as it was.

        The platform's own net figure belongs to its income, so new income without one takes the old one away.
        """
        said = {role: fen for role, fen in self.amounts.items() if fen is not None}
        figures = known
        if Role.INCOME in said or Role.NET in said:
            figures = replace(figures, net_fen=said.get(Role.NET))
        if Role.INCOME in said:
            figures = replace(figures, income_fen=said[Role.INCOME])
        if Role.RETURNED in said:
            figures = replace(figures, returned_fen=abs(said[Role.RETURNED]))
        if Role.DECLARED in said:
            figures = replace(figures, declared_fen=said[Role.DECLARED])
        if Role.FEES in said:
            figures = replace(figures, fees_fen=abs(said[Role.FEES]))
        return figures


@dataclass(slots=True)
class _Heading:
    """Which column holds what, where the table begins, and what the lines above it say."""

    row: int
    columns: dict[Role, int]
    units: dict[Role, int]
    year: int | None
    span: TaxSpan | None
    aside: list[str] = field(default_factory=list)


def read_table(rows: Rows) -> TaxTable:
    """Read the cells of a sheet or of a paste, rows first; where no row is a heading, the table is read sideways.

    Raises:
        UserError: it has no heading with a quarter and an amount, two columns claim the same, or it is too long.
    """
    if len(rows) > MOST_ROWS:
        raise UserError(
            Text("{count} rows are too many for a table of quarters. At most {most}.", count=len(rows), most=MOST_ROWS)
        )
    heading = _heading(rows)
    if heading is None:
        rows = _turned(rows)
        heading = _heading(rows)
    if heading is None:
        raise UserError(
            Text(
                "This is no table of quarters. It needs a heading with the quarter (季度, 所属期) and an amount: total "
                "income, refunds or net sales (收入总额, 退款金额, 收入净额)."
            )
        )
    return _body(rows, heading)


def sums_of(table: TaxTable) -> tuple[list[QuarterSums], list[tuple[int, Text]]]:
    """The quarters of a table, the rows of all its shops added up, and the rows that are refused.

    A shop's quarter is one row, or its three months; a quarter and its months together have to agree.
    """
    problems: list[tuple[int, Text]] = []
    whole: defaultdict[date, list[TaxRow]] = defaultdict(list)
    groups: defaultdict[tuple[date, str], list[TaxRow]] = defaultdict(list)
    for row in table.rows:
        groups[row.span.quarter, row.shop].append(row)
    for (quarter, _shop), rows in groups.items():
        taken, problem = _one_shop(quarter, rows)
        whole[quarter] += taken
        if problem is not None:
            problems.append((rows[-1].number, problem))
    bad = {number for number, _text in problems}
    found = [
        QuarterSums(
            quarter,
            tuple(row.number for row in rows),
            _added(rows),
            tuple(dict.fromkeys(row.shop for row in rows)),
        )
        for quarter, rows in sorted(whole.items())
        if not any(row.number in bad for key, group in groups.items() if key[0] == quarter for row in group)
    ]
    return found, problems


def _one_shop(quarter: date, rows: Sequence[TaxRow]) -> tuple[list[TaxRow], Text | None]:
    """The rows that count of one shop's quarter, or why they cannot."""
    label = quarter_label(quarter)
    wholes = [row for row in rows if row.span.months == 3]
    months = [row for row in rows if row.span.months == 1]
    doubles = len(wholes) > 1 or len({row.span.first for row in months}) < len(months)
    if doubles:
        return [], Text(
            "{quarter} stands in several rows ({rows}). Name the shop of each in a column, or delete one.",
            quarter=label,
            rows=Names(str(row.number) for row in rows),
        )
    if wholes and len(months) == 3 and _added(months) != dict(wholes[0].amounts):
        return [], Text("The months of {quarter} do not add up to its own row.", quarter=label)
    if wholes:
        return wholes, None
    if len(months) < 3:
        return [], Text("{quarter} has {count} of its three months. Add the others.", quarter=label, count=len(months))
    return months, None


def _added(rows: Sequence[TaxRow]) -> dict[Role, int | None]:
    found: dict[Role, int | None] = {}
    for role in dict.fromkeys(role for row in rows for role in row.amounts):
        values = [row.amounts.get(role) for row in rows]
        found[role] = None if None in values else sum(value for value in values if value is not None)
    return found


def _turned(rows: Rows) -> Rows:
    width = max((len(row) for row in rows), default=0)
    return [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]


# --- the heading -----------------------------------------------------------------------------------------------------


def _heading(rows: Rows) -> _Heading | None:
    for number, row in enumerate(rows[:_HEADING_WITHIN]):
        if any(_is_figure(cell) or is_of_one(cell) for cell in row):
            continue
        columns = _columns(row)
        if not any(role in columns for role in AMOUNTS):
            continue
        if number:
            # A heading of two lines: what stands beside the amounts is merged over both.
            beside = _columns([over if not cell else "" for over, cell in zip(rows[number - 1], row, strict=False)])
            columns = {role: place for role, place in beside.items() if role not in AMOUNTS} | columns
        above = [cell for line in rows[:number] for cell in line if cell]
        year = next((found for found in map(year_in, above) if found is not None), None)
        span = _named_above(above)
        if not ({Role.PERIOD, Role.FIRST} & columns.keys()):
            named = _column_of_spans(rows[number + 1 :], columns, year)
            if named is not None:
                columns[Role.PERIOD] = named
            elif span is None:
                continue
        general = said_unit(above) or said_unit([*row]) or 100
        units = {role: heading_unit(row[place]) or general for role, place in columns.items() if role in AMOUNTS}
        aside = [cell for place, cell in enumerate(row) if cell and place not in columns.values()]
        return _Heading(number, columns, units, year, span, aside)
    return None


def _columns(row: Sequence[str]) -> dict[Role, int]:
    """The column of each role; what leaves no doubt goes before what only sounds like it.

    Raises:
        UserError: two columns could both be the same.
    """
    found: defaultdict[Role, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for place, cell in enumerate(row):
        known = heading_role(cell)
        if known is not None:
            found[known[0]][known[1]].append(place)
    columns: dict[Role, int] = {}
    for role, places in found.items():
        claimed = places[True] or places[False]
        if len(claimed) > 1 and role in AMOUNTS and len(found) > 1:
            raise UserError(
                Text(
                    "The columns “{one}” and “{other}” could both be the same figure. Delete one of them.",
                    one=row[claimed[0]],
                    other=row[claimed[1]],
                )
            )
        columns[role] = claimed[0]
    if Role.FIRST in columns and Role.LAST not in columns:
        columns.setdefault(Role.PERIOD, columns.pop(Role.FIRST))
    return columns


def _is_figure(cell: str) -> bool:
    return bool(cell.strip(" -—/0.")) and not _refused(cell)


def _refused(cell: str) -> bool:
    try:
        return read_amount(cell) is None
    except UserError:
        return True


def _named_above(above: Sequence[str]) -> TaxSpan | None:
    """The one quarter or month that the lines above the heading name."""
    found = {span for span in map(_span_or_none, above) if span is not None and not span.by_day}
    return found.pop() if len(found) == 1 else None


def _span_or_none(cell: str, year: int | None = None) -> TaxSpan | None:
    try:
        return read_span(cell, year)
    except UserError:
        return None


def _column_of_spans(rows: Rows, columns: Mapping[Role, int], year: int | None) -> int | None:
    """The column without a heading of its own in whose first cell a quarter or month stands."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), ())
    free = (place for place in range(len(first)) if place not in columns.values())
    return next((place for place in free if _span_or_none(first[place], year) is not None), None)


# --- the rows --------------------------------------------------------------------------------------------------------


def _body(rows: Rows, heading: _Heading) -> TaxTable:
    read: list[TaxRow] = []
    problems: list[tuple[int, Text]] = []
    totals: list[tuple[int, dict[Role, int | None]]] = []
    last = ""
    for number, row in enumerate(rows[heading.row + 1 :], heading.row + 2):
        cells = {role: row[place].strip() if place < len(row) else "" for role, place in heading.columns.items()}
        if not any(cells.get(role) for role in AMOUNTS) or _is_heading(row):
            continue
        try:
            amounts = {role: read_amount(cells[role], heading.units[role]) for role in AMOUNTS if role in cells}
            if _is_total(row):
                totals.append((number, amounts))
                continue
            shop = " · ".join(cells[role] for role in (Role.PLATFORM, Role.SHOP) if cells.get(role))
            span, last = _span_of(cells, heading, last, carried=bool(shop))
        except UserError as error:
            problems.append((number, error.text))
            continue
        read.append(TaxRow(number, shop, span, amounts))
    spans = settled([row.span for row in read])
    found = tuple(replace(row, span=span) for row, span in zip(read, spans, strict=True))
    notes = [*_notes_of_totals(found, totals), *_notes_of_net(found)]
    if heading.aside:
        notes.append(Text("Columns left aside: {columns}.", columns=Names(heading.aside[:8])))
    return TaxTable(found, tuple(problems), tuple(notes))


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a heading is said again further down, as it is on each page of a printed table."""
    roles = [heading_role(cell) for cell in row if cell]
    return len(roles) > 1 and all(role is not None for role in roles)


def _is_total(row: Sequence[str]) -> bool:
    words = [plain(cell).strip(":：") for cell in row if cell.strip()]
    return any(word in _TOTALS or word.endswith(("合计", "总计", "小计")) for word in words)


def _span_of(cells: Mapping[Role, str], heading: _Heading, last: str, *, carried: bool) -> tuple[TaxSpan, str]:
    """The span of a row and the words that named it; a cell merged over several shops is said in the first row only."""
    words = cells.get(Role.PERIOD, "")
    if Role.FIRST in cells:
        words = f"{cells[Role.FIRST]} - {cells[Role.LAST]}" if cells[Role.FIRST] else ""
    year = heading.year
    if cells.get(Role.YEAR):
        year = year_in(cells[Role.YEAR]) or year
    words = words or (last if carried else "")
    if words.strip() in ("1", "2", "3", "4"):
        words = f"Q{words.strip()}"
    span = read_span(words, year) if words else heading.span
    if span is None:
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        raise UserError(
            Text("“{text}” is no quarter and no month. Write it like 2026-Q1 or 2026-01.", text=shown)
            if words
            else Text("This row names no quarter.")
        )
    return span, words


def _notes_of_totals(rows: Sequence[TaxRow], totals: Sequence[tuple[int, Mapping[Role, int | None]]]) -> Iterator[Text]:
    """What a sum at the foot says that the rows above it do not come to."""
    for number, said in totals:
        above = [row for row in rows if row.number < number]
        for role in (Role.INCOME, Role.RETURNED, Role.NET):
            total = said.get(role)
            values = [abs(row.amounts.get(role) or 0) if role is Role.RETURNED else row.amounts.get(role) or 0
                      for row in above]  # fmt: skip
            if total is None or abs(total) in _running(values):
                continue
            yield Text(
                "The sum in row {row} says {said}, the rows above it come to {found}.",
                row=number,
                said=format_yuan(total),
                found=format_yuan(sum(values)),
            )
            break


def _running(values: Sequence[int]) -> set[int]:
    """The sums of the last one, two, three … rows: a sum may stand below each year or shop."""
    sums, found = 0, set()
    for value in reversed(values):
        sums += value
        found.add(abs(sums))
    return found


def _notes_of_net(rows: Sequence[TaxRow]) -> Iterator[Text]:
    for row in rows:
        income, back, net = (row.amounts.get(role) for role in (Role.INCOME, Role.RETURNED, Role.NET))
        if income is None or back is None or net is None or net == income - abs(back):
            continue
        yield Text(
            "Row {row}: the net figure {net} is not income less refunds ({found}). The net figure counts.",
            row=row.number,
            net=format_yuan(net),
            found=format_yuan(income - abs(back)),
        )

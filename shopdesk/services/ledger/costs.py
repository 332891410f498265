"""Costs as the owner enters them: unit costs, courier prices, costs with a day; typed, pasted, or from a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Noun, Reader
from shopdesk.domain.ledger.cost_nouns import COURIER_RATE, DATED_COST, TAX_QUARTER, UNIT_COST
from shopdesk.domain.ledger.cost_sheets import recognise
from shopdesk.domain.ledger.costs import (
    CostBook,
    DatedCost,
    UnitCost,
    check_dated_cost,
    check_unit_cost,
)
from shopdesk.domain.ledger.couriers import CourierRate, checked_rate
from shopdesk.domain.ledger.tax import TaxQuarter, quarter_of
from shopdesk.domain.pasting import MOST_ROWS, CellProblem, Pasted, PastedRow, read_rows
from shopdesk.domain.text import Text
from shopdesk.domain.totals import is_total
from shopdesk.infra.i18n import speaker, tr
from shopdesk.services.ledger.couriers import put_rate, usual_courier
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.repositories.costs import CourierChoices, CourierRates, DatedCosts, UnitCosts
from shopdesk.storage.repositories.taxes import TaxQuarters

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.record_repository import RecordRepository
    from shopdesk.storage.unit_of_work import UnitOfWork

Cost = UnitCost | CourierRate | DatedCost | TaxQuarter

_KEPT_IN: dict[type[Any], tuple[Noun, type[RecordRepository[Any]]]] = {
    UnitCost: (UNIT_COST, UnitCosts),
    CourierRate: (COURIER_RATE, CourierRates),
    DatedCost: (DATED_COST, DatedCosts),
    TaxQuarter: (TAX_QUARTER, TaxQuarters),
}
_HEADING_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Uncosted:
    """A product that was sold and has no unit cost: its number or code, name, pieces and sales in fen.

    One that names no product stands for the orders of which no report says what was in them.
    """

    product_id: str
    merchant_code: str
    title: str
    pieces: int | None
    sales_fen: int

    @property
    def names_product(self) -> bool:
        """Whether it is a product, of which a unit cost can be entered."""
        return bool(self.product_id or self.merchant_code)


@dataclass(frozen=True, slots=True)
class CostBoard:
    """Everything that the owner entered about costs, and the products sold in the last 90 days without a cost.

    ``unit_costs`` go by product, then the newest day first; ``courier_rates`` by province; ``dated_costs`` by kind.
    ``uncosted`` goes by sales, the largest first. ``unpriced`` are the provinces, with their orders of the last 90
    days, to which the chosen courier has no price and no other price for a parcel holds, the most orders first.
    ``courier`` is whom a courier's price means that names nobody.
    """

    unit_costs: tuple[UnitCost, ...]
    courier_rates: tuple[CourierRate, ...]
    dated_costs: tuple[DatedCost, ...]
    uncosted: tuple[Uncosted, ...] = ()
    unpriced: tuple[tuple[str, int], ...] = ()
    courier: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not (self.unit_costs or self.courier_rates or self.dated_costs)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a sheet of a workbook holds: its name, the noun of its rows, and the rows as a paste would show them.

    ``sums`` are the numbers of rows that are sums over others and no costs.
    """

    sheet: str
    noun: Noun
    pasted: Pasted
    sums: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CostFile:
    """A workbook of costs as it was read; ``left`` are the names of sheets that hold no costs."""

    file: str
    sheets: tuple[SheetRows, ...]
    left: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many rows are new."""
        return sum(row.record is not None and row.old is None for row in self._rows)

    @property
    def updated(self) -> int:
        """How many rows change a record."""
        return sum(row.record is not None and row.old is not None and row.record != row.old for row in self._rows)

    @property
    def unchanged(self) -> int:
        """How many rows say what is known."""
        return sum(row.record is not None and row.record == row.old for row in self._rows)

    @property
    def problems(self) -> tuple[tuple[str, PastedRow], ...]:
        """The rows that are refused, with the name of their sheet."""
        return tuple((one.sheet, row) for one in self.sheets for row in one.pasted.rows if row.problems)

    @property
    def _rows(self) -> Iterable[PastedRow]:
        return (row for one in self.sheets for row in one.pasted.rows)


class CostService:
    """Keeps costs."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def board(self, store_id: int) -> CostBoard:
        """Everything that was entered, and what was sold without a unit cost."""
        with self._ctx.read() as uow:
            today = self._ctx.clock.today()
            self._ctx.ask_ahead(
                lambda: uow.repository(UnitCosts).of_store(store_id),
                lambda: uow.repository(CourierRates).of_store(store_id),
                lambda: uow.repository(DatedCosts).of_store(store_id),
                lambda: uow.repository(CourierChoices).of_store(store_id),
                lambda: queries.sold_lately(uow.connection, store_id, today),
                lambda: queries.parcels_lately(uow.connection, store_id, today),
            )
            units = uow.repository(UnitCosts).of_store(store_id)
            rates = uow.repository(CourierRates).of_store(store_id)
            dated = uow.repository(DatedCosts).of_store(store_id)
            choices = uow.repository(CourierChoices).of_store(store_id)
            sold = queries.sold_lately(uow.connection, store_id, today)
            # Without a table nothing is expected of it.
            parcels = queries.parcels_lately(uow.connection, store_id, today) if rates else []
        book = CostBook(units, rates, dated, choices)
        open_ones: dict[tuple[str, str], Uncosted] = {}
        for one in sold:
            if book.unit(one.product_id, one.variant, one.merchant_code, one.day) is not None:
                continue
            key = one.product_id, "" if one.product_id else one.merchant_code
            old = open_ones.get(key)
            pieces = one.pieces if old is None or one.pieces is None else (old.pieces or 0) + one.pieces
            open_ones[key] = Uncosted(
                one.product_id, one.merchant_code, one.title, pieces, one.fen + (old.sales_fen if old else 0)
            )
        newest_first = sorted(units, key=lambda one: one.valid_from, reverse=True)
        return CostBoard(
            tuple(sorted(newest_first, key=lambda one: (one.product_id, one.variant, one.merchant_code))),
            tuple(sorted(rates, key=lambda one: (one.province, one.valid_from))),
            tuple(sorted(dated, key=lambda one: (one.kind.value, one.first_day))),
            tuple(sorted(open_ones.values(), key=lambda one: (-one.sales_fen, one.product_id, one.merchant_code))),
            tuple((place, count) for place, count in parcels if book.parcel(place, None, today) is None),
            usual_courier(rates, choices, today),
        )

    def keep(self, cost: Any) -> Any:
        """Keep a new or changed unit cost, courier price, dated cost or quarter for the tax office.

        Raises:
            UserError: a value is out of bounds, contradicts another, or there is one of the same day already.
        """
        noun, repository = _KEPT_IN[type(cost)]
        cost = _checked(cost)
        words = (
            Text("{noun} changed", noun=noun.label) if cost.id is not None else Text("{noun} entered", noun=noun.label)
        )
        with self._ctx.open_uow(words) as uow:
            kept = _put(uow, repository, cost)
            uow.commit()
        return kept

    def remove(self, cost: Any) -> None:
        """Take a cost away; it can be undone."""
        noun, repository = _KEPT_IN[type(cost)]
        with self._ctx.open_uow(Text("{noun} removed", noun=noun.label)) as uow:
            uow.repository(repository).remove(cost)
            uow.commit()

    def read_file(self, store_id: int, path: Path) -> CostFile:
        """What a workbook or a csv says about costs, without keeping any of it.

        Each sheet is recognised by its heading: unit costs, courier prices, dated costs, quarters for the tax office.
        A row means the record of the same product and day (province and day, kind and first day), so a file read twice
        changes nothing the second time.

        Raises:
            UserError: it cannot be read, or no sheet has such a heading.
        """
        from shopdesk.importing.cells import clean
        from shopdesk.importing.sheets import open_table

        table = open_table(path)
        found: list[SheetRows] = []
        left: list[str] = []
        for sheet in table.sheets:
            rows = [[clean(cell) or "" for cell in row] for row in table.rows(sheet.index)]
            read = self._rows(store_id, rows)
            if read is None:
                left.append(sheet.name)
            else:
                found.append(SheetRows(sheet.name, *read))
        if not found:
            raise UserError(
                Text(
                    "No sheet of {file} holds costs. Unit costs need a heading with the product number or merchant "
                    "code and the cost of one piece (商品ID, 商家编码, 成本).",
                    file=path.name,
                )
            )
        return CostFile(path.name, tuple(found), tuple(left))

    def take(self, read: CostFile) -> int:
        """Keep what a file says, all of it as one step to undo; gives how many records were written.

        Raises:
            UserError: a row of it is refused; nothing was kept then.
        """
        if read.problems:
            sheet, row = read.problems[0]
            raise UserError(
                Text(
                    "{file}, sheet “{sheet}”, row {row}: {problem} Nothing was kept.",
                    file=read.file,
                    sheet=sheet,
                    row=row.number,
                    problem=row.problems[0].message,
                )
            )
        ready = [row.record for one in read.sheets for row in one.pasted.ready]
        if not ready:
            return 0
        with self._ctx.open_uow(Text("Costs taken from {file}", file=read.file)) as uow:
            for record in ready:
                _put(uow, _KEPT_IN[type(record)][1], _checked(record))
            uow.commit()
        return len(ready)

    def _rows(self, store_id: int, rows: Sequence[Sequence[str]]) -> tuple[Noun, Pasted, tuple[int, ...]] | None:
        say = [speaker("zh_CN"), speaker("en")]
        for number, row in enumerate(rows[:_HEADING_WITHIN]):
            heading = recognise(row, say)
            if heading is None:
                continue
            below = {place: row for place, row in enumerate(rows[number + 1 :], number + 2) if any(row)}
            sums = tuple(place for place, row in below.items() if _is_sum(heading.noun, row))
            places = [place for place in below if place not in set(sums)]
            if not places:
                return heading.noun, Pasted(heading.fields, ()), sums
            reader = Reader(today=self._ctx.clock.today(), say=tr)
            lines = "\n".join(
                "\t".join(_quarterly(heading.fields, place, below[place])) for place in places[: MOST_ROWS + 1]
            )
            names = "\t".join("" if field is None else field.name for field in heading.fields)
            with self._ctx.read() as uow:
                known = uow.repository(_KEPT_IN[heading.noun.record][1]).of_store(store_id)  # type: ignore[attr-defined]
                start: dict[str, Any] = {"store_id": store_id}
                if heading.noun is COURIER_RATE:
                    choices = uow.repository(CourierChoices).of_store(store_id)
                    start["courier"] = usual_courier(known, choices, self._ctx.clock.today())
            pasted = read_rows(f"{names}\n{lines}", heading.noun, (), reader, known, start=start)
            return heading.noun, _numbered(pasted, places), sums
        return None


def _is_sum(noun: Noun, row: Sequence[str]) -> bool:
    """Whether a row adds others up; a courier's “全部” is every province."""
    return noun is not COURIER_RATE and is_total(next(filter(None, row)).strip())


def _quarterly(fields: Sequence[Field | None], row: int, cells: Sequence[str]) -> list[str]:
    """The cells of a row as they are read: a quarter written 2026-Q1 as its first day, a moment as its day.

    Raises:
        UserError: there is no such quarter.
    """
    from shopdesk.domain.ledger.tax import parse_quarter

    found = []
    for place, cell in enumerate(cells):
        field = fields[place] if place < len(fields) else None
        text = " ".join(cell.split())
        if field is not None and field.name == "quarter" and "Q" in text.upper():
            try:
                text = parse_quarter(text).start.isoformat()
            except UserError as error:
                raise UserError(Text("Row {row}: {problem}", row=row, problem=error.text)) from error
        if field is not None and field.kind.value == "day":
            text = text.split(" ")[0]
        found.append(text)
    return found


def _numbered(pasted: Pasted, places: Sequence[int]) -> Pasted:
    """The rows with their numbers in the sheet, for blank ones and sums were left out."""
    return Pasted(pasted.fields, tuple(_whole(replace(row, number=places[row.number - 2])) for row in pasted.rows))


def _whole(row: PastedRow) -> PastedRow:
    """The row, refused where its record as a whole is."""
    if row.record is None:
        return row
    try:
        return replace(row, record=_checked(row.record))
    except UserError as error:
        field = _KEPT_IN[type(row.record)][0].fields[0]
        return replace(row, record=None, problems=(CellProblem(field, error.text),))


def _checked(cost: Any) -> Any:
    noun, _repository = _KEPT_IN[type(cost)]
    cost = noun.tidy(cost)
    if isinstance(cost, UnitCost):
        check_unit_cost(cost)
    if isinstance(cost, CourierRate):
        cost = checked_rate(cost)
    if isinstance(cost, DatedCost):
        check_dated_cost(cost)
    if isinstance(cost, TaxQuarter):
        cost = replace(cost, quarter=quarter_of(cost.quarter).start)
    return cost


def _put(uow: UnitOfWork, repository: type[RecordRepository[Any]], cost: Any) -> Any:
    if isinstance(cost, CourierRate):
        return put_rate(uow, cost)
    records = uow.repository(repository)
    return records.update(cost) if cost.id is not None else records.add(cost)

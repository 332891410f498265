"""The quarter for the tax office: what the platform reported beside the store's own figures and what was declared."""

from __future__ import annotations

import csv
import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.cost_nouns import TAX_QUARTER
from shopdesk.domain.ledger.kinds import FEE_KINDS, LineKind
from shopdesk.domain.ledger.tax import (
    Column,
    TaxBridge,
    TaxQuarter,
    VatRate,
    bridge,
    parse_vat_rates,
    quarter_label,
    quarter_of,
)
from shopdesk.domain.ledger.tax_headings import Role
from shopdesk.domain.ledger.tax_table import MOST_ROWS, TaxTable, read_table, sums_of
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.queries import profit_sources as sources
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.repositories.taxes import TaxQuarters

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_ONE_DAY = timedelta(days=1)


@lru_cache
def vat_rates() -> tuple[VatRate, ...]:
    """The rates of value-added tax that ship, with their days and sources."""
    return parse_vat_rates(tomllib.loads(paths.resource("rules/vat-rates.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class TaxChange:
    """What a table makes of a quarter: its figures then, and what is kept of it now (``None``: nothing).

    ``fees_fen`` are the fees that the table says, ``charged_fen`` those of the statement: they are only compared.
    ``lacking`` are the shops of the table that have no row of this quarter although all of them were to be added up.
    """

    new: TaxQuarter
    old: TaxQuarter | None
    rows: tuple[int, ...]
    fees_fen: int | None
    charged_fen: int | None
    lacking: tuple[str, ...] = ()

    @property
    def id(self) -> date:
        """By what the cursor finds it again."""
        return self.new.quarter

    @property
    def is_same(self) -> bool:
        """Whether it says what is kept already."""
        return self.new == self.old


@dataclass(frozen=True, slots=True)
class TaxProposal:
    """What a table would change, quarter by quarter, and its rows that are refused, with why."""

    changes: tuple[TaxChange, ...]
    problems: tuple[tuple[int, Text], ...]

    @property
    def ready(self) -> tuple[TaxChange, ...]:
        """What there is to keep."""
        return tuple(one for one in self.changes if not one.is_same)


class TaxService:
    """Keeps figures of quarters and holds them against the store's."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def quarters(self, store_id: int) -> tuple[tuple[Period, ...], Period]:
        """The quarters from the first figures to today, the newest first, and the last that ended, to be proposed."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            known = queries.traded_span(uow.connection, store_id)
            typed = [one.quarter for one in uow.repository(TaxQuarters).of_store(store_id)]
        last = quarter_of(today)
        ended = quarter_of(last.start - _ONE_DAY)
        first = min([ended.start, *typed, *([known.start] if known is not None else [])])
        found = [last]
        while found[-1].start > first:
            found.append(quarter_of(found[-1].start - _ONE_DAY))
        return tuple(found), ended

    @one_read
    def bridge(self, store_id: int, quarter: Period) -> TaxBridge:
        """The columns of a quarter and the causes of the difference. Without typed figures it has the store's own only.

        Raises:
            NotFound: there is no such store.
        """
        with self._ctx.read() as uow:
            uow.repository(Stores).get(store_id)
            typed = uow.repository(TaxQuarters).of(store_id, quarter.start)
            connection = uow.connection
            paid = queries.order_column(connection, store_id, quarter, confirmed=False)
            confirmed = queries.order_column(connection, store_id, quarter, confirmed=True)
            sums = queries.kind_sums(connection, store_id, quarter)
            covered = sources.covered_days(connection, store_id, quarter)
        received = Column()
        fees = coupons = None
        if covered:
            received = Column(sums.get(LineKind.SALE, 0), -sums.get(LineKind.REFUND, 0))
            fees, coupons = _charged(sums)
        return bridge(
            quarter,
            typed or TaxQuarter(store_id=store_id, quarter=quarter.start),
            paid=paid,
            confirmed=confirmed,
            received=received,
            fees_fen=fees,
            coupons_fen=coupons,
            rates=vat_rates(),
        )

    @one_read
    def known(self, store_id: int) -> tuple[TaxBridge, ...]:
        """The bridge of every quarter of which anything is known, the newest first.

        Raises:
            NotFound: there is no such store.
        """
        found = (self.bridge(store_id, quarter) for quarter in self.quarters(store_id)[0])
        return tuple(one for one in found if not one.empty)

    def keep(self, figures: TaxQuarter) -> TaxQuarter:
        """Keep what the platform reported of a quarter and what was declared.

        Raises:
            UserError: a value is out of bounds, or somebody wrote it meanwhile.
        """
        figures = TAX_QUARTER.tidy(replace(figures, quarter=quarter_of(figures.quarter).start))
        with self._ctx.open_uow(Text("Figures of {quarter} entered", quarter=quarter_label(figures.quarter))) as uow:
            records = uow.repository(TaxQuarters)
            kept = _put(records, figures)
            uow.commit()
        return kept

    def read_file(self, path: Path) -> TaxTable:
        """What a workbook or a csv says of quarters, without keeping any of it; each sheet with such a table is read.

        Raises:
            UserError: it cannot be read, or no sheet holds a table of quarters.
        """
        from shopdesk.importing.cells import clean
        from shopdesk.importing.sheets import open_table

        found: dict[str, TaxTable] = {}
        refused: UserError | None = None
        file = open_table(path)
        for sheet in file.sheets:
            rows = itertools.islice(file.rows(sheet.index), MOST_ROWS + 1)
            try:
                found[sheet.name] = read_table([[clean(cell) or "" for cell in row] for row in rows])
            except UserError as error:
                refused = refused or error
        if refused is not None and not found:
            raise UserError(Text("{file}: {problem}", file=path.name, problem=refused.text))
        if len(found) == 1:
            return next(iter(found.values()))
        tables = [table.in_sheet(name) for name, table in found.items()]
        return TaxTable(*(tuple(itertools.chain(*parts)) for parts in zip(*map(_parts, tables), strict=True)))

    def read_text(self, text: str) -> TaxTable:
        """What copied cells say of quarters.

        Raises:
            UserError: they hold no table of quarters.
        """
        apart = next((one for one in "\t;," if one in text), "\t")
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=apart)]
        except csv.Error:
            rows = [line.split(apart) for line in text.splitlines()]
        return read_table(rows)

    @one_read
    def proposal(self, store_id: int, table: TaxTable, shop: str | None) -> TaxProposal:
        """What a table would change.

        Args:
            store_id: whose quarters.
            table: what was read.
            shop: whose rows count; ``None`` adds all of them up.
        """
        sums, problems = sums_of(table if shop is None else table.of_shop(shop))
        changes = []
        with self._ctx.read() as uow:
            for one in sums:
                old = uow.repository(TaxQuarters).of(store_id, one.quarter)
                quarter = quarter_of(one.quarter)
                charged = None
                if one.amounts.get(Role.FEES) is not None and sources.covered_days(uow.connection, store_id, quarter):
                    charged, _coupons = _charged(queries.kind_sums(uow.connection, store_id, quarter))
                new = one.onto(old or TaxQuarter(store_id=store_id, quarter=one.quarter))
                try:
                    new = TAX_QUARTER.tidy(new)
                except UserError as error:
                    problems.append((one.rows[0], error.text))
                    continue
                fees = one.amounts.get(Role.FEES)
                lacking = tuple(one_shop for one_shop in table.shops if shop is None and one_shop not in one.shops)
                changes.append(TaxChange(new, old, one.rows, None if fees is None else abs(fees), charged, lacking))
        return TaxProposal(tuple(changes), (*table.problems, *problems))

    def take(self, proposal: TaxProposal) -> int:
        """Keep what a table changes, all of it as one step to undo; gives how many quarters were written.

        Raises:
            UserError: somebody wrote one of them meanwhile; nothing was kept then.
        """
        ready = proposal.ready
        if not ready:
            return 0
        with self._ctx.open_uow(Text("Figures of {count} quarters taken from a table", count=len(ready))) as uow:
            records = uow.repository(TaxQuarters)
            for one in ready:
                _put(records, one.new)
            uow.commit()
        return len(ready)

    def write(self, store_id: int, quarter: Period, target: Path) -> Path:
        """Write the workbook for the accountant to ``target``, wholly or not at all.

        Raises:
            UserError: nothing is known of the quarter.
            EnvironmentFault: the file is open in another program or cannot be written.
        """
        from shopdesk.reporting.tax_book import tax_book

        tax_book(*self._known(store_id, quarter)).write(target)
        return target

    def page(self, store_id: int, quarter: Period) -> str:
        """The quarter as a page to print (HTML).

        Raises:
            UserError: nothing is known of the quarter.
        """
        from shopdesk.reporting.tax_sheet import tax_sheet

        return tax_sheet(*self._known(store_id, quarter))

    def _known(self, store_id: int, quarter: Period) -> tuple[TaxBridge, str]:
        found = self.bridge(store_id, quarter)
        if found.empty:
            raise UserError(
                Text(
                    "Nothing is known of {quarter}. Import order reports and statements of it, or enter the platform's "
                    "figures.",
                    quarter=found.label,
                )
            )
        with self._ctx.read() as uow:
            return found, uow.repository(Stores).get(store_id).name


def _charged(sums: Mapping[LineKind, int]) -> tuple[int, int]:
    """The fees of a statement, and the coupons paid back, costs positive."""
    fees = -sum(sums.get(kind, 0) for kind in FEE_KINDS if kind is not LineKind.COUPONS)
    return fees, -sums.get(LineKind.COUPONS, 0)


def _put(records: TaxQuarters, figures: TaxQuarter) -> TaxQuarter:
    return records.update(figures) if figures.id is not None else records.add(figures)


def _parts(table: TaxTable) -> tuple[tuple[Any, ...], ...]:
    return table.rows, table.problems, table.notes

"""The quarter for the tax office: what the platform reported beside the store's own figures and what was declared."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

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
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.queries import profit_sources as sources
from shopdesk.storage.repositories.costs import TaxQuarters
from shopdesk.storage.repositories.stores import Stores

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_ONE_DAY = timedelta(days=1)


@lru_cache
def vat_rates() -> tuple[VatRate, ...]:
    """The rates of value-added tax that ship, with their days and sources."""
    return parse_vat_rates(tomllib.loads(paths.resource("rules/vat-rates.toml").read_text(encoding="utf-8")))


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
            fees = -sum(sums.get(kind, 0) for kind in FEE_KINDS if kind is not LineKind.COUPONS)
            coupons = -sums.get(LineKind.COUPONS, 0)
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

    def keep(self, figures: TaxQuarter) -> TaxQuarter:
        """Keep what the platform reported of a quarter and what was declared.

        Raises:
            UserError: a value is out of bounds, or somebody wrote it meanwhile.
        """
        figures = TAX_QUARTER.tidy(replace(figures, quarter=quarter_of(figures.quarter).start))
        with self._ctx.open_uow(Text("Figures of {quarter} entered", quarter=quarter_label(figures.quarter))) as uow:
            records = uow.repository(TaxQuarters)
            kept = records.update(figures) if figures.id is not None else records.add(figures)
            uow.commit()
        return kept

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

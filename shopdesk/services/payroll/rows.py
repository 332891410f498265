"""What a source of a figure is made of: single rows of reports, orders, days of the roster, each with its import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis
from shopdesk.domain.periods import month_of
from shopdesk.domain.roster import Away
from shopdesk.storage.queries import payroll_rows
from shopdesk.storage.repositories.people import People
from shopdesk.storage.repositories.roster import RosterDays

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService

ORDERS_OF_DAY = "orders_of_day"
"""The kind of a row that can be opened further: the orders paid on the day that its ``opens`` names."""
OPENED = frozenset({"service_export", "orders", "roster", ORDERS_OF_DAY})
"""The kinds of sources that are made of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One row: its day, what it is (account, order number), its amount (fen, or days), its file and day of import.

    ``opens`` is the kind and id of the source that it can be opened to, empty where it is the last step.
    """

    day: date
    name: str
    amount: int | Decimal | None
    file_name: str = ""
    imported_on: date | None = None
    opens: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of a source as the data have them today, and their sum; amounts are fen where ``money``."""

    rows: tuple[SourceRow, ...]
    money: bool

    @property
    def total(self) -> int | Decimal:
        """The rows added up; those without an amount bring nothing."""
        return sum((row.amount for row in self.rows if row.amount is not None), 0)


class Rows:
    """Opens the sources of a store's months."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService) -> None:
        """Work within ``ctx``; ``kpi`` knows what the store was paid on each day."""
        self._ctx = ctx
        self._kpi = kpi

    def of_source(self, store_id: int, month: date, kind: str, source_id: str, person_id: int | None) -> SourceRows:
        """The rows behind a source of a month's figure; none for what was typed or reckoned.

        Args:
            store_id: whose data.
            month: a day of the month.
            kind: the source's kind, as a calculation names it.
            source_id: the source's id: an account, a month, a day.
            person_id: whose roster is meant.
        """
        period = month_of(month)
        with self._ctx.read() as uow:
            if kind == "service_export":
                return _reports(payroll_rows.service_rows(uow.connection, store_id, source_id, period))
            if kind == ORDERS_OF_DAY:
                return _reports(payroll_rows.paid_orders(uow.connection, store_id, date.fromisoformat(source_id)))
            if kind == "roster":
                entries = uow.repository(RosterDays).between(store_id, period.start, period.end)
                names = {person.id: person.label for person in uow.repository(People).of_store(store_id)}
                found = [
                    SourceRow(day=entry.day, name=names.get(entry.person_id, ""), amount=1)
                    for entry in entries
                    if entry.person_id == person_id and entry.away is Away.SICK and entry.day.isoformat() == source_id
                ]
                return SourceRows(tuple(found), money=False)
        if kind == "orders":
            daily = self._kpi.daily_values(store_id, period, "paid_amount", Basis.PAID)
            days = [
                SourceRow(day=day, name="", amount=amount, opens=(ORDERS_OF_DAY, day.isoformat()))
                for day, amount in sorted(daily.items())
            ]
            return SourceRows(tuple(days), money=True)
        return SourceRows((), money=True)


def _reports(rows: list[payroll_rows.ReportRow]) -> SourceRows:
    return SourceRows(
        tuple(
            SourceRow(
                day=row.day,
                name=row.name,
                amount=row.amount_fen,
                file_name="" if row.origin is None else row.origin.file_name,
                imported_on=None if row.origin is None else row.origin.imported_at.date(),
            )
            for row in rows
        ),
        money=True,
    )

"""The single rows behind the figures of a month: lines of service reports and orders, with the import of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from shopdesk.domain.imports import ImportKind
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.order_days import paid_by_buyers
from shopdesk.storage.tables.figures import service_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.orders import orders


@dataclass(frozen=True, slots=True)
class Origin:
    """An import: its number, its file, when it was taken."""

    import_id: int
    file_name: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a report or one order: its day, whose or which, what it brought in fen, and the import it is of."""

    day: date
    name: str
    amount_fen: int | None
    origin: Origin | None


def agent_origins(connection: Connection, store_id: int, period: Period) -> dict[str, list[Origin]]:
    """The imports that wrote the sales of each service account in a span, oldest first."""
    query = (
        select(service_days.c.agent, imports.c.id, imports.c.file_name, imports.c.finished_at)
        .join(imports, (imports.c.id == service_days.c.import_id) & (imports.c.store_id == service_days.c.store_id))
        .where(
            service_days.c.store_id == store_id,
            service_days.c.day.between(period.start, period.end),
            service_days.c.sales_fen.is_not(None),
        )
        .distinct()
        .order_by(imports.c.finished_at, imports.c.id)
    )
    found: dict[str, list[Origin]] = {}
    for row in connection.execute(query):
        found.setdefault(row.agent, []).append(Origin(row.id, row.file_name, row.finished_at))
    return found


def last_import(connection: Connection, store_id: int, kinds: Collection[ImportKind], period: Period) -> Origin | None:
    """The newest import of these kinds that touches a span and was not taken back."""
    query = (
        select(imports.c.id, imports.c.file_name, imports.c.finished_at)
        .where(
            imports.c.store_id == store_id,
            imports.c.kind.in_(kinds),
            imports.c.undone_at.is_(None),
            imports.c.first_day <= period.end,
            imports.c.last_day >= period.start,
        )
        .order_by(imports.c.finished_at.desc(), imports.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Origin(row.id, row.file_name, row.finished_at)


def service_rows(connection: Connection, store_id: int, agent: str, period: Period) -> list[ReportRow]:
    """What a service account sold on each day of a span, by the reports that state it."""
    query = (
        select(
            service_days.c.day,
            service_days.c.sales_fen,
            imports.c.id,
            imports.c.file_name,
            imports.c.finished_at,
        )
        .outerjoin(
            imports, (imports.c.id == service_days.c.import_id) & (imports.c.store_id == service_days.c.store_id)
        )
        .where(
            service_days.c.store_id == store_id,
            service_days.c.agent == agent,
            service_days.c.day.between(period.start, period.end),
            service_days.c.sales_fen.is_not(None),
        )
        .order_by(service_days.c.day)
    )
    return [
        ReportRow(row.day, agent, row.sales_fen, _origin(row.id, row.file_name, row.finished_at))
        for row in connection.execute(query)
    ]


def paid_orders(connection: Connection, store_id: int, day: date) -> list[ReportRow]:
    """The orders that were paid on a day, by their numbers."""
    query = (
        select(
            func.coalesce(orders.c.order_no, orders.c.order_key).label("name"),
            paid_by_buyers().label("amount"),
            imports.c.id,
            imports.c.file_name,
            imports.c.finished_at,
        )
        .outerjoin(imports, (imports.c.id == orders.c.last_import_id) & (imports.c.store_id == orders.c.store_id))
        .where(orders.c.store_id == store_id, orders.c.paid_day == day)
        .order_by(orders.c.paid_at, orders.c.id)
    )
    return [
        ReportRow(day, row.name, row.amount, _origin(row.id, row.file_name, row.finished_at))
        for row in connection.execute(query)
    ]


def _origin(import_id: int | None, file_name: str, imported_at: datetime) -> Origin | None:
    return None if import_id is None else Origin(import_id, file_name, imported_at)

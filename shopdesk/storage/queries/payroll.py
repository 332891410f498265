"""What the payroll takes from other tables, and what went on from the months before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, exists, func, select

from shopdesk.domain.payroll.slip import RunKind, RunState
from shopdesk.domain.periods import Period
from shopdesk.storage.tables.figures import service_days
from shopdesk.storage.tables.payroll import pay_runs, pay_slips


@dataclass(frozen=True, slots=True)
class LastSlip:
    """What a person's last computed month hands on. Sums are the tax year's, ``None`` where a figure was missing."""

    month: date
    state: RunState
    months: int | None
    income_fen: int | None
    insurance_fen: int | None
    special_fen: int | None
    withheld_fen: int | None
    bonus_apart_fen: int
    carried_fen: int | None
    advance_fen: int | None


def last_slips(connection: Connection, store_id: int, before: date) -> dict[int, LastSlip]:
    """The last computed run of every person before a month; what was reversed hands nothing on."""
    names = ("months", "income_fen", "insurance_fen", "special_fen", "withheld_fen", "bonus_apart_fen", "carried_fen",
             "advance_fen")  # fmt: skip
    later = pay_runs.alias()
    reversed_by = exists().where(
        later.c.store_id == pay_runs.c.store_id,
        later.c.month == pay_runs.c.month,
        later.c.reverses == pay_runs.c.number,
    )
    newest = func.row_number().over(
        partition_by=pay_slips.c.person_id, order_by=(pay_runs.c.month.desc(), pay_runs.c.number.desc())
    )
    found = (
        select(
            pay_slips.c.person_id,
            pay_runs.c.month,
            pay_runs.c.state,
            *(pay_slips.c[name] for name in names),
            newest.label("place"),
        )
        .join(pay_runs, pay_runs.c.id == pay_slips.c.run_id)
        .where(pay_runs.c.store_id == store_id, pay_runs.c.month < before, pay_slips.c.person_id.is_not(None))
        .where(pay_runs.c.kind != RunKind.REVERSAL, ~reversed_by)
        .subquery()
    )
    query = select(*(column for column in found.c if column.name != "place")).where(found.c.place == 1)
    return {row.person_id: LastSlip(*row[1:]) for row in connection.execute(query)}


def agent_sales(connection: Connection, store_id: int, period: Period) -> dict[str, int]:
    """What each service account sold in a span, by the service exports that state it."""
    query = (
        select(service_days.c.agent, func.sum(service_days.c.sales_fen))
        .where(
            service_days.c.store_id == store_id,
            service_days.c.day.between(period.start, period.end),
            service_days.c.sales_fen.is_not(None),
            service_days.c.agent != "",
        )
        .group_by(service_days.c.agent)
    )
    return {agent: int(amount) for agent, amount in connection.execute(query)}


def agent_days(connection: Connection, store_id: int, period: Period) -> set[date]:
    """The days of a span of which a service export by person is there."""
    query = (
        select(service_days.c.day)
        .where(
            service_days.c.store_id == store_id,
            service_days.c.day.between(period.start, period.end),
            service_days.c.sales_fen.is_not(None),
            service_days.c.agent != "",
        )
        .distinct()
    )
    return set(connection.execute(query).scalars())

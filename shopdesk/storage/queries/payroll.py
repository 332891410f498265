"""What the payroll takes from other tables, and what went on from the months before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, String, and_, exists, func, select, type_coerce

from shopdesk.domain.payroll.people_cost import MonthCost
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value
from shopdesk.storage.read_notes import asked_once
from shopdesk.storage.tables.figures import service_days
from shopdesk.storage.tables.pay_runs import pay_runs, pay_slips

_A_DAY = Text("a day of figures")


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


def stands() -> ColumnElement[bool]:
    """That a run was not reversed and is no reversal."""
    later = pay_runs.alias()
    reversed_by = exists().where(
        later.c.store_id == pay_runs.c.store_id,
        later.c.month == pay_runs.c.month,
        later.c.reverses == pay_runs.c.number,
    )
    return and_(pay_runs.c.kind != RunKind.REVERSAL, ~reversed_by)


def last_slips(connection: Connection, store_id: int, before: date) -> dict[int, LastSlip]:
    """The last computed run of every person before a month; what was reversed hands nothing on."""
    names = ("months", "income_fen", "insurance_fen", "special_fen", "withheld_fen", "bonus_apart_fen", "carried_fen",
             "advance_fen")  # fmt: skip
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
        .join(pay_runs, (pay_runs.c.id == pay_slips.c.run_id) & (pay_runs.c.store_id == pay_slips.c.store_id))
        .where(pay_runs.c.store_id == store_id, pay_runs.c.month < before, pay_slips.c.person_id.is_not(None))
        .where(stands())
        .subquery()
    )
    query = select(*(column for column in found.c if column.name != "place")).where(found.c.place == 1)
    return {row.person_id: LastSlip(*row[1:]) for row in connection.execute(query)}


@asked_once
def month_costs(connection: Connection, store_id: int) -> list[MonthCost]:
    """What everybody of each computed month costs, with what was paid apart from its wages, oldest first.

    A run that was reversed counts nothing, and neither does its reversal.
    """
    query = (
        select(
            pay_runs.c.month,
            pay_runs.c.kind,
            pay_runs.c.state,
            pay_runs.c.turnover_fen,
            func.sum(pay_slips.c.cost_fen),
            func.count(pay_slips.c.id) - func.count(pay_slips.c.cost_fen),
        )
        .join(pay_slips, (pay_slips.c.run_id == pay_runs.c.id) & (pay_slips.c.store_id == pay_runs.c.store_id))
        .where(pay_runs.c.store_id == store_id, stands())
        .group_by(
            *(pay_runs.c.id, pay_runs.c.month, pay_runs.c.number),
            *(pay_runs.c.kind, pay_runs.c.state, pay_runs.c.turnover_fen),
        )
        .order_by(pay_runs.c.month, pay_runs.c.number)
    )
    found: dict[date, MonthCost] = {}
    for month, kind, state, turnover, cost, unknown in connection.execute(query):
        known = None if unknown or cost is None else int(cost)
        if kind is RunKind.MONTHLY:
            found[month] = MonthCost(month, state, known, turnover)
        elif month in found:
            # What is paid apart goes on from the month's own wages, which cannot be reversed while it stands.
            wages = found[month]
            both = None if known is None or wages.cost_fen is None else wages.cost_fen + known
            found[month] = replace(wages, cost_fen=both)
    return list(found.values())


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


def agent_months(connection: Connection, store_id: int) -> dict[str, list[tuple[date, int]]]:
    """What each service account sold in each month, by the service exports that state it; months by first day."""
    month = func.substr(type_coerce(service_days.c.day, String), 1, 7)
    query = (
        select(service_days.c.agent, month, func.sum(service_days.c.sales_fen))
        .where(service_days.c.store_id == store_id, service_days.c.sales_fen.is_not(None), service_days.c.agent != "")
        .group_by(service_days.c.agent, month)
    )
    found: dict[str, list[tuple[date, int]]] = {}
    # Ordered here: engines differ in the order of names.
    for agent, in_month, amount in sorted(connection.execute(query).all(), key=lambda row: (row[0], row[1])):
        first = read_value(lambda found: date.fromisoformat(f"{found}-01"), in_month, _A_DAY)
        found.setdefault(agent, []).append((first, int(amount)))
    return found


def months_income(connection: Connection, store_id: int, year: int) -> dict[int, tuple[int, int]]:
    """How many months of a year each person has computed slips of, and the gross of these in fen.

    Somebody with a slip whose gross is missing is left out: nothing is known of the year then.
    """
    gross = pay_slips.c.gross_fen
    query = (
        select(
            pay_slips.c.person_id,
            func.count(pay_runs.c.month.distinct()),
            func.count() - func.count(gross),
            func.sum(gross),
        )
        .join(pay_runs, (pay_runs.c.id == pay_slips.c.run_id) & (pay_runs.c.store_id == pay_slips.c.store_id))
        .where(
            pay_runs.c.store_id == store_id,
            pay_runs.c.month.between(date(year, 1, 1), date(year, 12, 31)),
            pay_slips.c.person_id.is_not(None),
            stands(),
        )
        .group_by(pay_slips.c.person_id)
    )
    return {who: (months, int(total)) for who, months, lacking, total in connection.execute(query) if not lacking}

"""Keeps what follows from orders and statement lines: the row of each order, and what changed in closed months.

It works within the unit of work that changed the lines or the orders, so an import that is taken back takes its matches
back, and what changes a closed month is known by its cause.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.imports import ImportRun
from shopdesk.domain.ledger.months import differing, with_changes
from shopdesk.domain.ledger.rates import CommissionRates
from shopdesk.domain.periods import month_of
from shopdesk.domain.setup.fees import FeeInputs
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.text import Text
from shopdesk.services.setup.templates import rule_sets
from shopdesk.storage.queries import closed_months, order_money, statement_months
from shopdesk.storage.queries.bridge import figures_of
from shopdesk.storage.repositories.matching import ClosedMonths, MonthChanges
from shopdesk.storage.repositories.setup import OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.unit_of_work import UnitOfWork

MATCHES, CHANGES = "order_money", "month_changes"


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed lines or orders: words for the person who closed a month, and the import where it was one."""

    words: Text
    import_id: int | None = None


def follow_rows(
    uow: UnitOfWork, store_id: int, order_nos: Collection[str] | None, days: Collection[date], cause: Cause
) -> None:
    """Work out anew what hangs on lines and orders that this unit of work changed.

    Args:
        uow: the open unit of work.
        store_id: whose rows.
        order_nos: every order number, known or not, whose rows or lines were or are touched; ``None`` for all.
        days: days of statement lines that were or are touched.
        cause: what did it.
    """
    months = order_money.recount(uow.connection, store_id, commission_rates(uow, store_id), order_nos)
    uow.touch(MATCHES, store_id=store_id)
    follow_months(uow, store_id, months | {month_of(day).start for day in days}, cause)


def follow_statement(
    uow: UnitOfWork, run: ImportRun, numbers: set[str], days: Collection[str | None], cause: Cause
) -> None:
    """Work out anew what hangs on the lines that a statement brought, or that went when it was taken back.

    Args:
        uow: the unit of work of the import.
        run: the import.
        numbers: the orders and sub-orders that its lines name.
        days: the days of its lines.
        cause: the import, or its taking back.
    """
    connection, store_id = uow.connection, run.store_id
    touched = {date.fromisoformat(day) for day in days if day}
    # Lines of Qianniu begin or cease to count with the days that a statement of Alipay covers. Taken back, it no longer
    # says which days these were.
    covered = None if run.undone_at else statement_months.of_import(connection, store_id, run.id or 0)
    others = statement_months.qianniu_orders(connection, store_id, covered)
    orders: set[str] | None = numbers | others | order_money.of_items(connection, store_id, numbers)
    if order_money.never_counted(connection, store_id):
        orders = None
    months = order_money.recount(connection, store_id, commission_rates(uow, store_id), orders)
    uow.touch(MATCHES, store_id=store_id)
    if covered is not None:
        touched.update(day for span in covered for day in span.days())
    months |= {month_of(day).start for day in touched}
    follow_months(uow, store_id, None if run.undone_at else months, cause)


def follow_months(uow: UnitOfWork, store_id: int, months: Collection[date] | None, cause: Cause) -> None:
    """Note what became another figure in closed months (``None``: in any), and forget what is again as it was."""
    for closed in uow.repository(ClosedMonths).of_store(store_id):
        if months is not None and closed.month not in months:
            continue
        now = figures_of(uow.connection, store_id, closed.month)
        known = with_changes(closed.figures, uow.repository(MonthChanges).of(store_id, closed.month))
        found = differing(known, now)
        if not found:
            continue
        uow.touch(CHANGES, store_id=store_id)
        restored = {code for code, _, value in found if value == closed.figures[code]}
        if restored:
            closed_months.forget(uow.connection, store_id, closed.month, restored)
        left = [one for one in found if one[0] not in restored]
        closed_months.note(uow.connection, store_id, closed.month, left, cause.words, cause.import_id, uow.now)


def commission_rates(uow: UnitOfWork, store_id: int) -> CommissionRates:
    """The rates of a store, from its own figures and the shipped rules."""
    store = uow.repository(Stores).get(store_id)
    plan = uow.repository(SetupPlans).of(store_id)
    inputs = FeeInputs(
        platform=store.platform,
        store_type=store.store_type,
        trademark=plan.trademark if plan else Trademark.REGISTERED,
        category=plan.category if plan else "other",
        expected_year_fen=None,
    )
    return CommissionRates(inputs, rule_sets(), uow.repository(OwnFees).of(store_id))

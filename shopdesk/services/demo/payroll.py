"""The sample store's wages: three locked months and the draft of the month before this one."""

from __future__ import annotations

from datetime import date, timedelta

from shopdesk.domain.payroll.records import PayInput, PayValue
from shopdesk.domain.periods import month_of
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.payroll import PayInputs, PayValues

_LOCKED = 3
_RATINGS = ("4.7", "4.7", "4.8", "4.8", "4.8")
"""The store's rating by month, the month before the first computed one first."""
_EVERYBODY = {"social_base_fen": "500000", "fund_base_fen": "500000", "fund_rate": "0.05", "city": "杭州"}
"""A city whose bounds and rates are shipped."""


def enter_pay_data(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Enter what the reports do not say."""
    store_id = store.id or 0
    months = _months(plan.today)
    with ctx.open_uow(Text("Sample data written")) as uow:
        values, inputs = uow.repository(PayValues), uow.repository(PayInputs)
        for person in nouns.people.everyone(store_id):
            known = _EVERYBODY | ({"accounts": person.name} if person.role_code.startswith("service") else {})
            # Invented, and of no bank.
            known["bank_account"] = f"99990000{person.id or 0:08d}"
            for code, value in known.items():
                values.put(
                    PayValue(store_id=store_id, person_id=person.id, code=code, valid_from=months[0], value=value)
                )
        for place, month in enumerate(months):
            rated = {"rating_before": _RATINGS[place], "rating_now": _RATINGS[place + 1]}
            for code, value in rated.items():
                inputs.put(PayInput(store_id=store_id, month=month, code=code, value=value))
        uow.commit()


def add_wages(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Compute each month, and lock all but the last."""
    store_id = store.id or 0
    months = _months(plan.today)
    for month in months:
        run = nouns.payroll.compute(store_id, month)
        # Long before or after the years whose rules are shipped, a month stays a draft that names what it lacks.
        if month != months[-1] and not run.missing:
            nouns.payroll.lock(store_id, month)


def _months(today: date) -> list[date]:
    """The first days of the months, oldest first; the last is the month before ``today``'s."""
    found: list[date] = []
    month = month_of(today)
    for _ in range(_LOCKED + 1):
        month = month_of(month.start - timedelta(days=1))
        found.insert(0, month.start)
    return found

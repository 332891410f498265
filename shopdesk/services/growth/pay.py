"""What a score makes of the wage: the lines of a score component, by the rules of the payroll itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.payroll.agent_accounts import split_accounts
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.components import component_line
from shopdesk.domain.payroll.inputs import Figure, MonthInputs, PayrollInputs, PersonMonth
from shopdesk.domain.payroll.scheme_content import scheme_of
from shopdesk.domain.payroll.schemes import Basis
from shopdesk.domain.payroll.slip import PayLine
from shopdesk.services.payroll.standing import Span, Standing, pay_terms
from shopdesk.storage.repositories.payroll import SchemeVersions

if TYPE_CHECKING:
    from shopdesk.domain.payroll.records import PayValue
    from shopdesk.domain.people import Role
    from shopdesk.domain.periods import Period
    from shopdesk.storage.unit_of_work import UnitOfWork


class PayLook:
    """The pay schemes of a store."""

    def __init__(self, uow: UnitOfWork, store_id: int, roles: Iterable[Role]) -> None:
        """Read the store's own schemes; the shipped ones are known."""
        self._roles = {role.code: role for role in roles}
        self._schemes = tuple(
            scheme_of(kept.code, kept.valid_from, kept.person_id, kept.content)
            for kept in uow.repository(SchemeVersions).of_store(store_id)
        )

    def lines(
        self, standing: Standing, spans: tuple[Span, ...], month: Period, total: Decimal | None
    ) -> tuple[PayLine, ...]:
        """The lines that a score of ``total`` makes of the wage; empty without a total or a component for it."""
        if total is None:
            return ()
        terms = pay_terms(standing, self._roles, self._schemes, month.end)
        person = PersonMonth(
            id=standing.person.id or 0,
            name=standing.person.name,
            department=standing.person.department_code,
            role=standing.person.role_code,
            terms=terms,
            employments=spans,
            inputs=MonthInputs(score=Figure(total)),
        )
        case = Case(PayrollInputs(store="", month=month, people=(person,)), person)
        paying = [component for component in case.scheme.components if component.basis is Basis.SCORE]
        return tuple(component_line(case, component) for component in paying)


def accounts_of(values: Iterable[PayValue], day: date) -> tuple[str, ...]:
    """The names in the service reports that hold on a day, of a person's pay data."""
    known = [value for value in values if value.code == "accounts" and value.valid_from <= day]
    return tuple(split_accounts(known[-1].value)) if known else ()

"""One person's month as the rules see it: who is employed when, by which terms, and figures that have to be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from shopdesk.domain.payroll.inputs import Figure, PayrollInputs, PersonMonth, StoreMonth
from shopdesk.domain.payroll.rules import RULE_NAMES, Rule, RuleValue
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures
from shopdesk.domain.payroll.trace import Node, Unit, counted, given, term, total
from shopdesk.domain.text import Text


@dataclass(frozen=True)
class Case:
    """A person within the inputs of a month."""

    inputs: PayrollInputs
    person: PersonMonth

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The calendar days of the month on which the person was employed."""
        return tuple(day for day in self.inputs.month.days() if self.person.employed_on(day))

    @property
    def unbroken(self) -> bool:
        """Whether the person was employed on every day of the month."""
        return len(self.days) == self.inputs.month.length

    @cached_property
    def leaves(self) -> bool:
        """Whether the person is no longer employed on the day after the month."""
        return not self.person.employed_on(self.inputs.month.end + timedelta(days=1))

    @property
    def last_day(self) -> date:
        """The last day employed in the month; the month's end for somebody paid after leaving."""
        return self.days[-1] if self.days else self.inputs.month.end

    @property
    def scheme(self) -> Scheme:
        """The scheme at the end of the person's month, which holds for everything that has no day."""
        return self.person.terms_on(self.last_day).scheme

    @property
    def store(self) -> StoreMonth:
        """The figures of the store."""
        return self.inputs.figures

    def missing(self, code: Code, figure: Text) -> MissingFigures:
        """The exception that a figure of this person is missing."""
        return MissingFigures(Missing(code.value, figure, self.person.id))

    def need(self, code: Code, figure: Figure | None, unit: Unit, label: Text) -> Node:
        """A figure of the person as a leaf.

        Raises:
            MissingFigures: nobody knows it.
        """
        if figure is None:
            raise self.missing(code, label)
        return given(figure.value, unit, label, figure.sources)

    def found(self, rule: Rule) -> RuleValue | None:
        """The rule of the person's city, or of the country, that holds at the month's end; ``None``: none is known."""
        return self.inputs.rules.find(rule, self.inputs.month.end, self.person.pay.city)

    def rule(self, code: Code, rule: Rule) -> Node:
        """A rule of the person's city, or of the country, that holds at the month's end.

        Raises:
            MissingFigures: none is known.
        """
        value = self.found(rule)
        if value is None or value.value is None:
            raise self.missing(code, RULE_NAMES[rule])
        return value.node()

    def monthly(self, code: Code) -> Node:
        """Base pay and post allowance as at the month's end, or on the last day employed.

        Raises:
            MissingFigures: no base pay is known.
        """
        return monthly_pay(self, self.last_day, code)

    @property
    def days_node(self) -> Node:
        """The calendar days employed."""
        return counted(len(self.days), Unit.DAYS, Text("calendar days employed"))

    @property
    def month_days_node(self) -> Node:
        """The calendar days of the month."""
        return counted(self.inputs.month.length, Unit.DAYS, Text("calendar days of the month"))


def monthly_pay(case: Case, day: date, code: Code) -> Node:
    """The monthly base pay and allowance by the terms of a day, as one amount.

    Raises:
        MissingFigures: no base pay is known.
    """
    terms = case.person.terms_on(day)
    ref = terms.scheme.ref
    base = terms.scheme.base_fen if terms.base_fen is None else terms.base_fen
    allowance = terms.scheme.allowance_fen if terms.allowance_fen is None else terms.allowance_fen
    if base is None:
        raise case.missing(code, Text("base pay on {day}", day=day.isoformat()))
    return total(
        Text("base pay and post allowance a month"),
        term(base, Unit.FEN, Text("base pay"), ref),
        term(allowance or 0, Unit.FEN, Text("post allowance"), ref),
    )

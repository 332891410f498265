"""One line of a programme's entry rules: a figure, a comparison and a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

Facts = Mapping[str, Decimal | None]
"""Known figures by the code of their metric; yes is 1, no is 0; money in yuan; a missing one is absent or ``None``."""

MOST = Decimal(1_000_000_000)
"""No figure of an entry rule is larger."""


class Operator(StrEnum):
    """How a figure is compared with the rule's value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """One line of a programme's entry rules; ``upper`` is the far end of a range."""

    metric: str
    operator: Operator
    value: Decimal = Decimal(1)
    upper: Decimal | None = None
    source: str = ""
    as_of: date | None = None
    verified: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a figure passes."""
        upper = self.upper if self.upper is not None else self.value
        return {
            Operator.YES: value >= 1,
            Operator.AT_LEAST: value >= self.value,
            Operator.AT_MOST: value <= self.value,
            Operator.ABOVE: value > self.value,
            Operator.BELOW: value < self.value,
            Operator.BETWEEN: self.value <= value <= upper,
        }[self.operator]

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the largest figure that the rule names; ``None`` where it names none."""
        if self.operator in (Operator.AT_MOST, Operator.BELOW):
            return None, self.value
        if self.operator is Operator.BETWEEN:
            return self.value, self.upper if self.upper is not None else self.value
        return self.value, None

    @property
    def strict(self) -> bool:
        """Whether the named figure itself fails."""
        return self.operator in (Operator.ABOVE, Operator.BELOW)


def check_rule(rule: GateRule) -> GateRule:
    """The rule, where its values are ones that somebody can have meant.

    Raises:
        UserError: a value is no number or beyond reason.
    """
    for value in (rule.value, rule.upper):
        if value is not None and not (value.is_finite() and abs(value) <= MOST):
            raise UserError(Text("At most {limit}. Enter a smaller value.", limit=f"{MOST:,}"))
    return rule

"""The further figures of a product or a store that entry rules and prices ask for: kept as text, bounded as fields."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from shopdesk.domain.campaigns.discount_facts import DISCOUNT_FIELDS, YUAN_CODES, check_discounts
from shopdesk.domain.campaigns.gate_metrics import METRICS, Unit
from shopdesk.domain.campaigns.price_safety import COSTS, MOST_YUAN, read_amount
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, check
from shopdesk.domain.money import whole_fen
from shopdesk.domain.text import Text

COMMISSION = "commission_rate"
_MOST = Decimal(1_000_000_000)
_SMALLEST_RATE_LEFT = Decimal("0.0001")


@cache
def fact_field(code: str) -> Field:
    """How the figure of a code is typed and bounded: shares as a percentage, amounts in yuan, yes or no."""
    if code == COMMISSION:
        return Field(code, Kind.RATE, Text("Commission, %"), highest=1 - _SMALLEST_RATE_LEFT)
    if code in COSTS:
        return Field(code, Kind.DECIMAL, COSTS[code], lowest=Decimal(0), highest=MOST_YUAN)
    if code in DISCOUNT_FIELDS:
        return DISCOUNT_FIELDS[code]
    metric = METRICS[code]
    if metric.unit is Unit.YES_NO:
        return Field(code, Kind.FLAG, metric.name, lowest=0, highest=1)
    if metric.unit is Unit.SHARE:
        return Field(code, Kind.RATE, metric.name)
    most = MOST_YUAN if metric.unit is Unit.YUAN else _MOST
    # Good ratings minus bad ones can be below zero.
    lowest = -_MOST if metric.unit is Unit.CREDIT else Decimal(0)
    return Field(code, Kind.DECIMAL, metric.name, lowest=lowest, highest=most)


def fact_value(code: str, text: str) -> Any:
    """A kept figure as its field edits it; ``None`` where there is none or it cannot be read."""
    value = read_amount(text)
    return value if value is None or fact_field(code).kind is not Kind.FLAG else value >= 1


def fact_text(value: Decimal | bool | None) -> str:
    """A figure as it is kept; empty for nothing."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else f"{value:f}"


def check_facts(facts: Mapping[str, str]) -> dict[str, str]:
    """The figures that say something, each within its limits; codes that nobody knows are left as they are.

    Raises:
        FieldError: one is no number or out of bounds; the sentence names it.
    """
    kept: dict[str, str] = {}
    for code, text in facts.items():
        if not text.strip():
            continue
        if code == COMMISSION or code in COSTS or code in METRICS or code in DISCOUNT_FIELDS:
            field, value = fact_field(code), read_amount(text)
            if value is None:
                problem = Text("“{value}” is not a number.", value=text.strip()[:40])
                raise FieldError(field, Text("{field}: {problem}", field=field.label, problem=problem))
            check(field, value, named=True)
            if code in COSTS or code in YUAN_CODES:
                _refuse_parts_of_a_fen(field, value, text)
        kept[code] = text.strip()
    check_discounts(kept)
    return kept


def _refuse_parts_of_a_fen(field: Field, value: Decimal, text: str) -> None:
    try:
        whole_fen(value, text.strip())
    except UserError as error:
        raise FieldError(field, Text("{field}: {problem}", field=field.label, problem=error.text)) from None

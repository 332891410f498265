"""A column of figures that are no fields of a record."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.money import decimal_text, format_yuan, percent_text
from shopdesk.gui.widgets.record_model import Column

_SHOWN: dict[Kind, Callable[[Any], str]] = {
    Kind.MONEY: format_yuan,
    Kind.COUNT: "{:,}".format,
    Kind.RATE: percent_text,
    Kind.DECIMAL: decimal_text,
}


def column(
    name: str,
    title: str,
    get: Callable[[Any], Any],
    kind: Kind,
    meaning: str = "",
    *,
    adds_up: bool = False,
    **more: Any,
) -> Column[Any]:
    """A column of figures; only figures that ``adds_up`` are summed below the table."""
    lowest = None if kind is Kind.RATE else -Decimal(10**15) if kind is Kind.DECIMAL else -(10**15)
    field = Field(name, kind, lowest=lowest, additive=adds_up)
    more.setdefault("text", _SHOWN[kind])
    return Column(title, get, name=name, field=field, numeric=True, header_tip=meaning, **more)

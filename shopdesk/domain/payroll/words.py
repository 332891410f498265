"""Amounts, rates and counts of a calculation as they stand in explanations."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.trace import Node, Unit, half_away, plain


def money(value: Node | int | Fraction) -> str:
    """An amount in yuan with two decimals."""
    exact = value.value if isinstance(value, Node) else Fraction(value)
    return format_yuan(half_away(exact))


def yuan(fen: Decimal) -> str:
    """An amount of fen that may have parts, exact, with two decimals at least."""
    return money(int(fen)) if fen == fen.to_integral_value() else f"{plain(Fraction(fen) / 100)}"


def percent(value: Node | Decimal | Fraction) -> str:
    """A rate in percent, without needless zeros: ``0.2%``."""
    exact = value.value if isinstance(value, Node) else Fraction(value)
    return f"{plain(exact * 100)}%"


def number(node: Node) -> str:
    """A value of a node in its own unit: yuan, percent, or a plain number."""
    if node.unit is Unit.FEN:
        return money(node)
    return percent(node) if node.unit is Unit.RATE else plain(node.value)

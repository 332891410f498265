"""A month's sales and what makes them: days × visitors a day × conversion × amount per buyer.

Everything here is a whole number as targets are kept: fen, visitors, and conversion in millionths.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from shopdesk.domain.money import round_half_up
from shopdesk.domain.target_aims import AIMS, STEPS

SALES = "paid_amount"
DRIVERS = ("visitors_per_day", "conversion", "aov")
"""What makes the sales; the sum of buyers by day ÷ visitors is conversion, paid ÷ the same buyers the amount of one."""
EQUAL = dict.fromkeys(DRIVERS, Decimal(1))


@dataclass(frozen=True, slots=True)
class Balance:
    """Sales and drivers after an edit.

    ``missing`` is what the drivers leave of the sales (fen): more than zero is missing, less is too much, ``None``
    where something is not known. It ``fits`` where no whole visitor, millionth or fen of a driver that may move comes
    closer.
    """

    values: Mapping[str, int | None]
    missing: int | None
    fits: bool


def made_by(days: int, values: Mapping[str, int | None]) -> int | None:
    """The sales that the drivers make in so many days, in fen; ``None`` where one of them is not known."""
    exact = _product(days, values, DRIVERS)
    return None if exact is None else _nearest(exact)


def balance(
    days: int,
    values: Mapping[str, int | None],
    changed: str,
    stay: Collection[str] = (),
    weights: Mapping[str, Decimal] = EQUAL,
) -> Balance:
    """What sales and drivers have to be after one of them was changed.

    What was changed and what stays is never moved. A single unknown driver is what the others leave to it. Otherwise
    sales that may move are what the drivers make; sales that stay are shared out: each free driver changes by the same
    factor to the power of its weight. A driver without weight does not move.

    Args:
        days: of the month.
        values: sales and drivers as they are, with the edit; ``None`` for what has no target.
        changed: which one was edited.
        stay: which others may not move.
        weights: how the free drivers share a change.
    """
    found = {name: values.get(name) for name in (SALES, *DRIVERS)}
    fixed = {changed, *stay}
    free = [name for name in DRIVERS if name not in fixed and weights.get(name, Decimal(0)) > 0]
    unknown = [name for name in DRIVERS if not found[name]]
    if unknown:
        if len(unknown) == 1 and unknown[0] not in fixed and found[SALES]:
            found[unknown[0]] = _solved(days, found, unknown[0])
        elif SALES not in fixed and all(found[name] is not None for name in DRIVERS):
            found[SALES] = made_by(days, found)
        return _judged(days, found, unknown)
    if SALES not in fixed:
        found[SALES] = min(made_by(days, found) or 0, AIMS[SALES].highest)
        return _judged(days, found, ())
    if found[SALES] and free and not _judged(days, found, free[-1:]).fits:
        _share(days, found, free, weights)
    return _judged(days, found, free[-1:])


def standing(days: int, values: Mapping[str, int | None]) -> Balance:
    """How far the drivers are from the sales as they stand, with the steps of all of them."""
    return _judged(days, values, DRIVERS)


def _share(days: int, found: dict[str, int | None], free: list[str], weights: Mapping[str, Decimal]) -> None:
    """Move the free drivers so that they make the sales; the last one takes what rounding leaves."""
    with localcontext() as context:
        context.prec = 40
        factor = Decimal(found[SALES] or 0) / Decimal(made_by(days, found) or 1)
        whole = sum((weights[name] for name in free), Decimal(0))
        for name in free[:-1]:
            moved = Decimal(found[name] or 0) * factor ** (weights[name] / whole)
            found[name] = _held(name, round_half_up(moved))
    for name in reversed(free):
        found[name] = _solved(days, found, name)
        if _judged(days, found, (name,)).fits:
            return


def _solved(days: int, found: Mapping[str, int | None], name: str) -> int | None:
    others = _product(days, found, [other for other in DRIVERS if other != name])
    sales = found[SALES]
    if not others or sales is None:
        return found[name]
    return _held(name, _nearest(sales / others))


def _product(days: int, found: Mapping[str, int | None], names: Collection[str]) -> Fraction | None:
    """The product of days and drivers with the millionths of conversion taken out, exactly."""
    product = Fraction(days, STEPS)
    for name in names:
        value = found.get(name)
        if value is None:
            return None
        product *= value
    return product


def _held(name: str, value: int) -> int:
    return max(1, min(value, AIMS[name].highest))


def _nearest(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _judged(days: int, found: Mapping[str, int | None], moved: Collection[str]) -> Balance:
    """How far the drivers are from the sales, at the coarsest step of those that moved."""
    made, sales = _product(days, found, DRIVERS), found[SALES]
    if made is None or sales is None:
        return Balance(dict(found), None, False)
    steps = [_product(days, found, [other for other in DRIVERS if other != name]) or Fraction(0) for name in moved]
    off = abs(sales - made)
    return Balance(dict(found), sales - _nearest(made), off * 2 <= max(steps, default=Fraction(0)) or off * 2 <= 1)

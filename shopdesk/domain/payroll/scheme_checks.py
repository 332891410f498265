"""What a pay scheme is refused for, and what only looks like a slip of the finger, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.schemes import MONEY_BASES, Band, Basis, Component, Scheme
from shopdesk.domain.payroll.words import percent, yuan
from shopdesk.domain.text import Text

ONCE = frozenset({Basis.OWN_SALES, Basis.TEAM_SALES, Basis.SILENT_ORDERS})
"""Bases with a line of their own on the payslip: a scheme pays them once."""
USUAL_COMMISSION = (Decimal("0.0002"), Decimal("0.05"))
"""Commissions outside of these two are asked about: 0.2 percent was typed as 20 percent or as 0.002 percent."""
EXAMPLE_FEN = 50_000_00
"""The sales by which a commission is shown while it is typed."""


@dataclass(frozen=True, slots=True)
class BasisWords:
    """How a bound of a band is written: yuan for bases in money, else a plain number."""

    in_money: bool

    def bound(self, value: Decimal) -> str:
        """A bound as it is typed."""
        return yuan(value) if self.in_money else f"{value:f}"


def bound_words(basis: Basis) -> BasisWords:
    """How the bounds of a basis are written."""
    return BasisWords(basis in MONEY_BASES)


def check_bands(bands: tuple[Band, ...], basis: Basis = Basis.OWN_SALES) -> list[Text]:
    """What is wrong with bands, in words that name them: gaps, overlaps, an end before the beginning, no open end."""
    return list(_faults(bands, bound_words(basis)))


def _faults(bands: tuple[Band, ...], words: BasisWords) -> Iterator[Text]:
    reached: Decimal | None = Decimal(0)
    for number, band in enumerate(bands, 1):
        if reached is None:
            yield Text(
                "Band {number} comes after band {before}, which has no end. Give band {before} an end, or put it last.",
                number=number,
                before=number - 1,
            )
            return
        yield from _seam(number, band, reached, words)
        if band.end is not None and band.end <= band.start:
            yield Text(
                "Band {number} ends at {end}, before it begins at {start}. Correct one of them.",
                number=number,
                end=words.bound(band.end),
                start=words.bound(band.start),
            )
        reached = band.end
    if reached is not None and bands:
        yield Text(
            "Band {number}, the last one, ends at {end}, so what lies above has no rate. Leave its end empty.",
            number=len(bands),
            end=words.bound(reached),
        )


def _seam(number: int, band: Band, reached: Decimal, words: BasisWords) -> Iterator[Text]:
    if band.start == reached:
        return
    start, end = words.bound(band.start), words.bound(reached)
    if number == 1:
        yield Text("Band 1 begins at {start}. The first band begins at 0.", start=start)
    elif band.start > reached:
        yield Text(
            "From {end} to {start} there is a gap: band {before} ends at {end}, band {number} begins at {start}. Let "
            "band {number} begin at {end}.",
            end=end,
            start=start,
            before=number - 1,
            number=number,
        )
    else:
        yield Text(
            "From {start} to {end} two bands hold: band {before} ends at {end}, band {number} begins at {start}. Let "
            "band {number} begin at {end}.",
            end=end,
            start=start,
            before=number - 1,
            number=number,
        )


def commission_in_yuan(rate: Decimal) -> Text:
    """What a commission comes to, in yuan, so that a wrong place of the point is seen."""
    return Text(
        "{rate} of {sales} yuan of sales a month pays {amount} yuan.",
        rate=percent(rate),
        sales=yuan(Decimal(EXAMPLE_FEN)),
        amount=yuan(Decimal(EXAMPLE_FEN) * rate),
    )


def slip_of_percent(rate: Decimal) -> Text | None:
    """A warning, with what it comes to in yuan, where 0.2 percent seems to have been typed a hundred times too high.

    The same for a rate that is a hundred times too low; ``None`` for a usual one, and for none.
    """
    lowest, highest = USUAL_COMMISSION
    values = {"rate": percent(rate), "sales": yuan(Decimal(EXAMPLE_FEN)), "amount": yuan(Decimal(EXAMPLE_FEN) * rate)}
    if rate > highest:
        return Text(
            "{rate} is a lot for a commission: of {sales} yuan this pays {amount} yuan a month. Is {meant} meant?",
            **values,
            meant=percent(rate / 100),
        )
    if 0 < rate < lowest:
        return Text(
            "{rate} is next to nothing: of {sales} yuan this pays {amount} yuan a month. Is {meant} meant?",
            **values,
            meant=percent(rate * 100),
        )
    return None


def check_component(part: Component) -> None:
    """Refuse a component that the rules cannot pay.

    Raises:
        UserError: it has no rate, its bands do not fit together, or its cap lies below its floor.
    """
    if not part.bands and part.rate is None:
        raise UserError(Text("“{name}” says no rate and no amount. Enter one.", name=part.name.zh or part.name.en))
    faults = check_bands(part.bands, part.basis)
    if faults:
        raise UserError(faults[0])
    if part.bands and part.basis in (Basis.SILENT_ORDERS, Basis.FIXED):
        raise UserError(
            Text("A pool and a fixed amount have one rate. Take the bands of “{name}” away.", name=part.name.zh)
        )
    if part.cap_fen is not None and part.floor_fen is not None and part.cap_fen < part.floor_fen:
        raise UserError(
            Text(
                "“{name}” pays at least {floor}, but at most {cap}. Raise the cap or lower the floor.",
                name=part.name.zh or part.name.en,
                floor=yuan(Decimal(part.floor_fen)),
                cap=yuan(Decimal(part.cap_fen)),
            )
        )


def check_scheme(scheme: Scheme) -> None:
    """Refuse a scheme that would pay something else than it says.

    Raises:
        UserError: a component is refused, or two of them are reckoned from what a scheme pays once.
    """
    for part in scheme.components:
        check_component(part)
    twice = _twice(part.basis for part in scheme.components if part.basis in ONCE)
    if twice is not None:
        first, second = [part.name.zh or part.name.en for part in scheme.components if part.basis is twice][:2]
        raise UserError(
            Text(
                "“{first}” and “{second}” are reckoned from the same sales, and a scheme pays these once. Take one of "
                "them away; several rates go into bands.",
                first=first,
                second=second,
            )
        )


def _twice(bases: Iterable[Basis]) -> Basis | None:
    seen: set[Basis] = set()
    for basis in bases:
        if basis in seen:
            return basis
        seen.add(basis)
    return None

"""A person's tax year by month, as the tax office asks for it: income, insurance, fund, special items, tax."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shopdesk.domain.payroll.records import KeptRun, KeptSlip, PayOpening
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip import SOCIAL, Code


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """Fen of a month or of a year; ``None`` where a figure is missing.

    ``income_fen`` is the gross wage without a bonus that is taxed apart, ``tax_fen`` its tax. ``insurance_fen`` and
    ``fund_fen`` are what the person paid; of a balance brought along both stand in ``insurance_fen``.
    """

    income_fen: int | None = 0
    insurance_fen: int | None = 0
    fund_fen: int | None = 0
    special_fen: int | None = 0
    tax_fen: int | None = 0
    bonus_fen: int | None = 0
    bonus_tax_fen: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMonth:
    """One row: a computed month, or what was brought along before it (``state`` is ``None``)."""

    month: date
    state: RunState | None
    figures: YearFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonYear:
    """One person's year; ``whole`` is false where a draft or a missing figure is in it."""

    person_id: int | None
    name: str
    mark: str
    rows: tuple[YearMonth, ...]

    @property
    def sums(self) -> YearFigures:
        """Each figure over the year; ``None`` where a month misses it."""
        return total_of_figures(row.figures for row in self.rows)

    @property
    def whole(self) -> bool:
        """Whether every month in it is locked and known."""
        return all(row.state is not RunState.DRAFT for row in self.rows) and None not in _values(self.sums)


def years_of(runs: Sequence[KeptRun], openings: Iterable[PayOpening], year: int) -> list[PersonYear]:
    """Everybody who was paid in a year, in the order of their first month; ``runs`` stand, none is a reversal.

    A balance that somebody brought along stands for all months before it, as it does for the tax. A month's special
    items are the cumulative ones less those up to the month before, because that is what its tax was reckoned with,
    whatever was entered since.
    """
    slips: dict[tuple[int | None, str, str], list[tuple[KeptRun, KeptSlip]]] = {}
    for run in sorted((run for run in runs if run.month.year == year), key=lambda run: (run.month, run.number)):
        for slip in run.slips:
            slips.setdefault(slip.person_key, []).append((run, slip))
    brought: dict[int, list[PayOpening]] = {}
    for opening in openings:
        if opening.month.year == year:
            brought.setdefault(opening.person_id, []).append(opening)
    return [_year(found, brought.get(found[-1][1].person_id or 0, [])) for found in slips.values()]


def _year(found: Sequence[tuple[KeptRun, KeptSlip]], openings: Sequence[PayOpening]) -> PersonYear:
    last_run, last = found[-1]
    used = max((one for one in openings if one.month <= last_run.month), key=lambda one: one.month, default=None)
    rows = [] if used is None else [YearMonth(month=used.month, state=None, figures=_brought(used))]
    special: int | None = 0 if used is None else used.special_fen
    for run, slip in found:
        if used is None or run.month >= used.month:
            rows.append(YearMonth(month=run.month, state=run.state, figures=_figures(slip, special)))
            special = slip.special_fen
    return PersonYear(person_id=last.person_id, name=last.name, mark=last.mark, rows=tuple(rows))


def total_of_figures(parts: Iterable[YearFigures]) -> YearFigures:
    """The sum of each figure; ``None`` where a part misses it."""
    sums = YearFigures()
    for part in parts:
        both = zip(_NAMES, _values(sums), _values(part), strict=True)
        sums = replace(sums, **{name: None if one is None or two is None else one + two for name, one, two in both})
    return sums


_NAMES = ("income_fen", "insurance_fen", "fund_fen", "special_fen", "tax_fen", "bonus_fen", "bonus_tax_fen")


def _values(figures: YearFigures) -> list[int | None]:
    return [getattr(figures, name) for name in _NAMES]


def _brought(opening: PayOpening) -> YearFigures:
    return YearFigures(
        income_fen=opening.income_fen,
        insurance_fen=opening.insurance_fen,
        special_fen=opening.special_fen,
        tax_fen=opening.withheld_fen,
    )


def _figures(slip: KeptSlip, special_before: int | None) -> YearFigures:
    taxes = [line.amount_fen for line in slip.lines if line.code == Code.INCOME_TAX]
    # A second line of tax is that of a bonus taxed apart.
    bonus = _sum(slip, (Code.YEAR_END_BONUS,)) if len(taxes) > 1 else 0
    known = slip.special_fen is not None and special_before is not None
    return YearFigures(
        income_fen=None if slip.gross_fen is None or bonus is None else slip.gross_fen - bonus,
        insurance_fen=_sum(slip, SOCIAL),
        fund_fen=_sum(slip, (Code.HOUSING_FUND,)),
        special_fen=(slip.special_fen or 0) - (special_before or 0) if known else None,
        tax_fen=taxes[0] if taxes else 0,
        bonus_fen=bonus,
        bonus_tax_fen=taxes[1] if len(taxes) > 1 else 0,
    )


def _sum(slip: KeptSlip, codes: Sequence[Code]) -> int | None:
    found = [line.amount_fen for line in slip.lines if line.code in codes]
    return None if None in found else sum(fen for fen in found if fen is not None)

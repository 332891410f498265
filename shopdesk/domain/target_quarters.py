"""Months that follow amounts of quarters: months that stay keep what they have, the others share the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.assortment import quarter_months
from shopdesk.domain.money import format_yuan
from shopdesk.domain.target_cells import spread
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterMonths:
    """The months of a quarter, 1 to 12, as they are and as they would follow ``wanted_fen``.

    Where months that stay leave no way (``left_fen`` is not 0), ``after`` is what ``before`` is: nothing follows.
    """

    quarter: int
    wanted_fen: int
    before: dict[int, int]
    after: dict[int, int]
    stay: frozenset[int]
    left_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What would change in a year: by quarter, and the year's own target before and after; ``None``: it has none."""

    year: int
    quarters: tuple[QuarterMonths, ...]
    year_before: int | None
    year_after: int | None

    @property
    def changes(self) -> dict[date, int]:
        """The months with another target than before."""
        return {
            date(self.year, month, 1): value
            for one in self.quarters
            for month, value in one.after.items()
            if one.before.get(month) != value
        }

    @property
    def anything(self) -> bool:
        """Whether anything would change."""
        return bool(self.changes) or self.year_before != self.year_after


def follow_quarters(
    year: int,
    wanted: Mapping[int, int],
    weights: Sequence[Decimal],
    months: Mapping[int, int],
    stay: frozenset[int],
    year_total: int | None,
) -> Following:
    """What the months of a year become when they follow the amounts of its quarters.

    A quarter of which nothing is wanted keeps its months. The year's own target becomes the sum of its months, where
    all twelve have one.

    Args:
        year: which year.
        wanted: the amount of each quarter that has one, in fen.
        weights: of the twelve months.
        months: the targets that are there, by month.
        stay: the months that keep their target.
        year_total: what was set for the year as a whole.
    """
    quarters, found = [], dict(months)
    for quarter, amount in sorted(wanted.items()):
        of_quarter = quarter_months(quarter)
        before = {month: months[month] for month in of_quarter if month in months}
        kept = {month: value for month, value in before.items() if month in stay}
        shares = spread(amount, {month: weights[month - 1] for month in of_quarter}, kept)
        after = before if shares.left else dict(shares.values)
        found.update(after)
        quarters.append(
            QuarterMonths(
                quarter=quarter, wanted_fen=amount, before=before, after=after, stay=frozenset(kept),
                left_fen=shares.left,
            )
        )  # fmt: skip
    total = sum(found.values()) if len(found) == 12 and quarters else year_total
    return Following(year=year, quarters=tuple(quarters), year_before=year_total, year_after=total)


def following_words(following: Following) -> Iterator[Text]:
    """What would change, month by month, what stays, and where no way is left."""
    for one in following.quarters:
        if one.left_fen:
            template = (
                Text("Quarter {quarter}: the months that stay leave {left} yuan for no month. Nothing changes there.",
                     quarter=one.quarter, left=format_yuan(one.left_fen))
                if one.left_fen > 0
                else Text("Quarter {quarter}: the months that stay come to {left} yuan more than its {wanted} yuan. "
                          "Nothing changes there.",
                          quarter=one.quarter, left=format_yuan(-one.left_fen), wanted=format_yuan(one.wanted_fen))
            )  # fmt: skip
            yield template
            continue
        for month, value in one.after.items():
            before = one.before.get(month)
            name = f"{following.year}-{month:02}"
            if month in one.stay:
                yield Text("{month} stays at {value} yuan.", month=name, value=format_yuan(value))
            elif before is None:
                yield Text("{month}: {value} yuan, no target so far.", month=name, value=format_yuan(value))
            elif before != value:
                yield Text("{month}: {before} → {value} yuan.", month=name, before=format_yuan(before),
                           value=format_yuan(value))  # fmt: skip
    if following.year_after is not None and following.year_before != following.year_after:
        yield (
            Text("Year: {value} yuan, no target so far.", value=format_yuan(following.year_after))
            if following.year_before is None
            else Text("Year: {before} → {value} yuan.", before=format_yuan(following.year_before),
                      value=format_yuan(following.year_after))
        )  # fmt: skip

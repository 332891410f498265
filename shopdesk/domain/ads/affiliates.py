"""What plans of affiliates cost and brought, where the reports name them, and what speaks against the plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from shopdesk.domain.ads.records import AffiliateKind, AffiliatePlan
from shopdesk.domain.ads.spend import words_of
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.text import Text

TARGETED = (Decimal("0.05"), Decimal("0.15"))
"""The commission of targeted plans in published plans."""


@dataclass(frozen=True, slots=True)
class AffiliateDay:
    """What a report says of affiliates on a day; ``subject`` names the plan, empty: all of them."""

    day: date
    subject: str
    cost_fen: int | None
    sales_fen: int | None
    orders: int | None


@dataclass(frozen=True, slots=True)
class AffiliateLine:
    """What a plan cost and brought, fen; without a plan what the reports' rows name none for.

    ``subjects`` are those of its rows; ``None`` where what a whole day says beyond its parts is among them.
    """

    plan: AffiliatePlan | None
    cost_fen: int | None = None
    sales_fen: int | None = None
    orders: int | None = None
    subjects: tuple[str, ...] | None = ()

    @property
    def cost_share(self) -> Decimal | None:
        """Cost by sales."""
        return ratio(self.cost_fen, self.sales_fen)


_MEASURES = ("cost_fen", "sales_fen", "orders")


def affiliate_lines(plans: Sequence[AffiliatePlan], days: Iterable[AffiliateDay]) -> list[AffiliateLine]:
    """A line for each plan in order, and one for what names none; together they are what the reports say.

    A row belongs to the first plan in force on its day whose name has a word of the row. Where a day has a row of all
    affiliates, what that says beyond its parts names no plan, and where it leaves a figure open the parts tell,
    as everywhere.
    """
    words = [(place, plan, frozenset(words_of(plan.name))) for place, plan in enumerate(plans)]
    sums: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    subjects: defaultdict[int | None, set[str]] = defaultdict(set)
    for day, subject, name, amount in _amounts(days):
        found = frozenset(words_of(subject))
        place = next((place for place, plan, own in words if plan.holds_on(day) and own & found), None)
        sums[place][name] = sums[place].get(name, 0) + amount
        subjects[place].add(subject)
    lines = []
    for at, plan in [*enumerate(plans), (None, None)]:
        if at is None and at not in sums:
            continue
        named = subjects.get(at, set())
        lines.append(AffiliateLine(plan, **sums.get(at, {}), subjects=None if "" in named else tuple(sorted(named))))
    return lines


def _amounts(days: Iterable[AffiliateDay]) -> Iterator[tuple[date, str, str, int]]:
    """Day, subject, figure and amount, each fen once: of a row of all affiliates what it says beyond its parts."""
    by_day: defaultdict[date, dict[str, AffiliateDay]] = defaultdict(dict)
    for one in days:
        by_day[one.day][one.subject] = one
    for day, rows in by_day.items():
        whole = rows.pop("", None)
        for name in _MEASURES:
            parts = {subject: value for subject, row in rows.items() if (value := getattr(row, name)) is not None}
            stated = None if whole is None else getattr(whole, name)
            if stated is not None:
                yield day, "", name, stated - sum(parts.values())
            for subject, value in parts.items():
                yield day, subject, name, value


def together(lines: Sequence[AffiliateLine]) -> AffiliateLine:
    """All lines."""
    known = {name: [value for one in lines if (value := getattr(one, name)) is not None] for name in _MEASURES}
    return replace(AffiliateLine(None, subjects=None), **{name: sum(some) for name, some in known.items() if some})


def plan_warnings(plans: Sequence[AffiliatePlan], today: date) -> list[Text]:
    """What speaks against the plans in force: two general ones, a targeted one below a general one or unusual."""
    now = [one for one in plans if one.holds_on(today)]
    general = [one for one in now if one.kind is AffiliateKind.GENERAL]
    found = []
    if len(general) > 1:
        found.append(
            Text("{count} general plans are in force at once; one at the lowest rate is usual.", count=len(general))
        )
    lowest = min((one.rate for one in general), default=None)
    for one in now:
        if one.kind is AffiliateKind.GENERAL:
            continue
        if lowest is not None and one.rate <= lowest:
            found.append(
                Text(
                    "“{plan}” pays {rate}, no more than the general plan: nobody has a reason to take it.",
                    plan=one.name, rate=percent_text(one.rate, 2),
                )
            )  # fmt: skip
        elif not TARGETED[0] <= one.rate <= TARGETED[1]:
            found.append(
                Text(
                    "“{plan}” pays {rate}; published plans give targeted ones 5 to 15%.",
                    plan=one.name, rate=percent_text(one.rate, 2),
                )
            )  # fmt: skip
    return found

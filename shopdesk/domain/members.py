"""Members: who buys again, in figures and codes only. Levels by the owner's rule, cohorts, who is due for a repeat."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from shopdesk.domain.fields import Field, FieldError, Kind, Noun
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

MONTHS = 36
"""So many months of first orders are shown, the newest ones."""
AFTER = 12
"""For so many months after its first order a cohort is followed."""
CARE_DAYS = 28
"""Who became due within so many days before today, or does within as many after, is in the care calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLevel(Kept):
    """A level as the owner defines it: from how many paid orders and from what amount (fen), holding from a day on.

    A condition of ``None`` is none; a buyer is in the highest level whose conditions are all met.
    """

    store_id: int
    name: str
    orders_from: int | None = None
    paid_from_fen: int | None = None
    valid_from: date


MEMBER_LEVEL = Noun(
    "member_levels",
    MemberLevel,
    Text("Member level"),
    (
        Field("name", Kind.LINE, Text("Level", context="members"), key="l", required=True, longest=40),
        Field("orders_from", Kind.COUNT, Text("From paid orders"), key="o", lowest=1, additive=False),
        Field("paid_from_fen", Kind.MONEY, Text("From amount paid"), key="a", additive=False),
        Field("valid_from", Kind.DAY, Text("From the day"), key="d", required=True),
    ),
    titles=("name",),
    identity=("name", "valid_from"),
)


def check_level(level: MemberLevel) -> None:
    """Refuse a level that everybody is in.

    Raises:
        FieldError: it has no condition.
    """
    if level.orders_from is None and level.paid_from_fen is None:
        raise FieldError(
            MEMBER_LEVEL.field("orders_from"), Text("Enter from how many orders or from what amount the level is.")
        )


def in_force(levels: Iterable[MemberLevel], day: date) -> list[MemberLevel]:
    """The levels that hold on a day, each in its newest form, the lowest first."""
    newest: dict[str, MemberLevel] = {}
    for level in sorted(levels, key=lambda one: one.valid_from):
        if level.valid_from <= day:
            newest[level.name] = level
    return sorted(newest.values(), key=lambda one: (one.paid_from_fen or 0, one.orders_from or 0, one.name))


@dataclass(slots=True)
class Buyer:
    """What is known of one buyer: months since year 0 of the first order, last day, paid orders, amount in fen."""

    first: int
    last: str
    month: int
    orders: int = 0
    fen: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Cohort:
    """The buyers whose first order was paid in a month.

    ``again`` counts those who paid on a later day, too, until today. ``back`` counts those who paid in the first,
    second … month after it; months that have not begun are missing. Somebody may be in several, so they do not add up.
    """

    month: date
    buyers: int
    again: int
    back: tuple[int, ...]

    @property
    def repeat_rate(self) -> Decimal:
        """Share of the cohort that bought again."""
        return ratio(self.again, self.buyers) or Decimal(0)

    def rate(self, after: int) -> Decimal | None:
        """Share of the cohort that bought in the month so many after its first; ``None`` where it has not begun."""
        return ratio(self.back[after - 1], self.buyers) if after <= len(self.back) else None


@dataclass(frozen=True, slots=True)
class Care:
    """A buyer who is due for a repeat: the code, what was bought so far, and the day that the median interval gives."""

    code: str
    orders: int
    paid_fen: int
    last: date
    due: date


@dataclass(slots=True)
class Buyers:
    """Everybody who paid, by code, with the gaps between the days on which each paid; it is filled day after day.

    ``numbers`` are month since year 0 and number of each day by its ISO text.
    """

    known: dict[str, Buyer] = field(default_factory=dict)
    gaps: Counter[int] = field(default_factory=Counter)
    returns: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    nameless: int = 0
    first_day: date | None = None
    numbers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(
        self,
        days: Iterable[tuple[str, str | None]],
        amounts: Iterable[tuple[str, int | None]],
        read: Callable[[str], date] = date.fromisoformat,
    ) -> None:
        """Add paid orders that are later than those before.

        Args:
            days: ISO day of payment and code (or ``None``) of each, in the order of the days.
            amounts: code and what was paid in fen, of each that has a code, in any order.
            read: reads a day, and says in words where it cannot.

        An order is one row, so ``orders`` counts orders, while a repeat is another day: what one visit splits over two
        orders is none.
        """
        known, gaps, returns, numbers = self.known, self.gaps, self.returns, self.numbers
        for day, code in days:
            if code is None:
                self.nameless += 1
                continue
            if day not in numbers:
                known_day = read(day)
                numbers[day] = known_day.year * 12 + known_day.month - 1, known_day.toordinal()
                self.first_day = self.first_day or known_day
            month, number = numbers[day]
            buyer = known.get(code)
            if buyer is None:
                buyer = known[code] = Buyer(month, day, month)
            elif buyer.last != day:
                buyer.again = True
                gaps[number - numbers[buyer.last][1]] += 1
                if month != buyer.month:
                    returns[buyer.first][month - buyer.first] += 1
                    buyer.month = month
                buyer.last = day
            buyer.orders += 1
        for code, fen in amounts:
            if fen and code in known:
                known[code].fen += fen


@dataclass(slots=True)
class Members:
    """What is to be said of all buyers together, on any day of a month.

    Attributes:
        buyers: how many paid.
        repeating: how many paid on more than one day.
        nameless: paid orders that do not name their buyer.
        first_day: the first day on which somebody did.
        median_gap: the middle gap in days between two days on which the same buyer paid, ``None`` where nobody came
            back; of two middle ones the longer: nobody is reminded early.
        cohorts: month of the first order (since year 0), buyers, those who came back, and how many so many months
            after; the newest months.
        lasts: how many paid last on a day, by its ISO text.
        near: those who can be among the first of the due on any day of the month: code, orders, fen, last day.
    """

    buyers: int
    repeating: int
    nameless: int
    first_day: date | None
    median_gap: int | None
    cohorts: list[tuple[int, int, int, list[int]]]
    lasts: dict[str, int]
    near: list[tuple[str, int, int, str]]

    @property
    def repeat_rate(self) -> Decimal | None:
        """Share of all buyers who paid on more than one day."""
        return ratio(self.repeating, self.buyers)


def sum_up(buyers: Buyers, month: Period, most: int) -> Members:
    """What is to be said of everybody on any day of ``month``, of whom ``most`` at most are named as due."""
    sizes: Counter[int] = Counter()
    again: Counter[int] = Counter()
    for one in buyers.known.values():
        sizes[one.first] += 1
        again[one.first] += one.again
    gap = _median(buyers.gaps)
    lasts: Counter[str] = Counter()
    near: list[tuple[str, int, int, str]] = []
    if gap is not None:
        first, last = _last_days(month.start, gap)[0], _last_days(month.end, gap)[1]
        around = [(code, one) for code, one in buyers.known.items() if first <= one.last <= last]
        around.sort(key=lambda pair: (-pair[1].fen, pair[0]))
        lasts.update(one.last for _code, one in around)
        # Of each day of the month those who may be among its first.
        named: set[str] = set()
        for offset in range((month.end - month.start).days + 1):
            begin, end = _last_days(month.start + timedelta(days=offset), gap)
            named.update(islice((code for code, one in around if begin <= one.last <= end), most))
        near = [(code, one.orders, one.fen, one.last) for code, one in around if code in named]
    return Members(
        buyers=len(buyers.known),
        repeating=sum(again.values()),
        nameless=buyers.nameless,
        first_day=buyers.first_day,
        median_gap=gap,
        cohorts=[
            (one, sizes[one], again[one], [buyers.returns.get(one, Counter())[after] for after in range(1, AFTER + 1)])
            for one in sorted(sizes, reverse=True)[:MONTHS]
        ],
        lasts=dict(lasts),
        near=near,
    )  # fmt: skip


def _median(gaps: Mapping[int, int]) -> int | None:
    half, seen = sum(gaps.values()) // 2, 0
    for gap in sorted(gaps):
        seen += gaps[gap]
        if seen > half:
            return gap
    return None


def cohorts(members: Members, today: date) -> tuple[Cohort, ...]:
    """The newest months of first orders, the newest first, each as far as months have begun."""
    now = today.year * 12 + today.month - 1
    made = []
    for month, size, again, back in members.cohorts:
        followed = min(AFTER, max(0, now - month))
        made.append(Cohort(date(month // 12, month % 12 + 1, 1), size, again, tuple(back[:followed])))
    return tuple(made)


def level_counts(buyers: Buyers, levels: Sequence[MemberLevel]) -> Mapping[int, int]:
    """How many buyers are in each of the levels in force (lowest first), by id; everybody is in one at most."""
    counts: Counter[int] = Counter()
    for orders, fen in ((one.orders, one.fen) for one in buyers.known.values()):
        for level in reversed(levels):
            if orders >= (level.orders_from or 0) and fen >= (level.paid_from_fen or 0):
                counts[level.id or 0] += 1
                break
    return counts


def due_for_repeat(members: Members, today: date, most: int) -> tuple[tuple[Care, ...], int]:
    """Who is due around today by the median interval, those who paid most first, and how many are in all."""
    gap = members.median_gap
    if gap is None:
        return (), 0
    first, last = _last_days(today, gap)
    around = [one for one in members.near if first <= one[3] <= last]
    found = []
    for code, orders, fen, text in around[:most]:
        day = date.fromisoformat(text)
        found.append(Care(code, orders, fen, day, _day(day.toordinal() + gap)))
    return tuple(found), sum(count for day, count in members.lasts.items() if first <= day <= last)


def _last_days(today: date, gap: int) -> tuple[str, str]:
    """Who paid last between these two days is due around today; ISO texts."""
    first, last = (_day(today.toordinal() - gap + around).isoformat() for around in (-CARE_DAYS, CARE_DAYS))
    return first, last


def _day(number: int) -> date:
    """The day of a number, within the calendar: a day that was mistyped may lie at an end of it."""
    return date.fromordinal(max(1, min(number, date.max.toordinal())))


def plain_members(members: Members) -> list[Any]:
    """Members as JSON can hold them."""
    day = members.first_day
    return [
        members.buyers, members.repeating, members.nameless, day and day.isoformat(), members.median_gap,
        members.cohorts, members.lasts, members.near,
    ]  # fmt: skip


def read_members(value: Sequence[Any]) -> Members:
    """What :func:`plain_members` was given."""
    buyers, repeating, nameless, day, gap, months, lasts, near = value
    return Members(
        buyers=buyers,
        repeating=repeating,
        nameless=nameless,
        first_day=date.fromisoformat(day) if day else None,
        median_gap=gap,
        cohorts=[(month, size, again, list(back)) for month, size, again, back in months],
        lasts=dict(lasts),
        near=[(code, orders, fen, last) for code, orders, fen, last in near],
    )

"""By what a year's target is split: last year's shape of the months that are known, weekdays and campaign days."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.fields import Field, FieldError, Kind, Noun
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text

CAMPAIGN_FACTOR = Decimal("1.5")
"""How much a campaign day weighs against a plain day of the same weekday; our own default, the owner may change it."""

MOST = Decimal(20)
"""No day weighs more than this; beyond it somebody's finger slipped."""

KNOWN_DAYS = 7
"""From so many days with figures on, a month of last year is known."""

DayWeight = Callable[[date], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetWeights:
    """What the owner wants days to weigh. ``weekdays``, Monday first, is ``None`` for the store's own last weeks."""

    weekdays: tuple[Decimal, ...] | None = None
    campaign: Decimal = CAMPAIGN_FACTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWeights:
    """The weights as a form shows them; with ``past`` the weekdays weigh what they sold."""

    past: bool = True
    day1: Decimal = Decimal(1)
    day2: Decimal = Decimal(1)
    day3: Decimal = Decimal(1)
    day4: Decimal = Decimal(1)
    day5: Decimal = Decimal(1)
    day6: Decimal = Decimal(1)
    day7: Decimal = Decimal(1)
    campaign: Decimal = CAMPAIGN_FACTOR

    @classmethod
    def of(cls, weights: TargetWeights, past: Sequence[Decimal]) -> TypedWeights:
        """The form of ``weights``; where the owner has none, ``past`` fills the weekdays, to four places."""
        days = weights.weekdays or tuple(value.quantize(_PLACES) for value in past)
        return cls(past=weights.weekdays is None, campaign=weights.campaign, **dict(zip(WEEKDAYS, days, strict=True)))

    @property
    def weights(self) -> TargetWeights:
        """What is kept."""
        days = None if self.past else tuple(getattr(self, name) for name in WEEKDAYS)
        return TargetWeights(weekdays=days, campaign=self.campaign)


_PLACES = Decimal("0.0001")
WEEKDAYS = ("day1", "day2", "day3", "day4", "day5", "day6", "day7")
_NAMES = (Text("Mon"), Text("Tue"), Text("Wed"), Text("Thu"), Text("Fri"), Text("Sat"), Text("Sun"))
WEIGHTS = Noun(
    "store_settings",
    TypedWeights,
    Text("What days weigh in a target"),
    (
        Field("past", Kind.FLAG, Text("As they sold in the last twelve weeks")),
        *(
            Field(name, Kind.DECIMAL, label, required=True, lowest=Decimal(0), highest=MOST)
            for name, label in zip(WEEKDAYS, _NAMES, strict=True)
        ),
        Field("campaign", Kind.DECIMAL, Text("Campaign day, times"), required=True, lowest=Decimal("0.01"),
              highest=MOST),
    ),
)  # fmt: skip


def check_weights(weights: TargetWeights) -> TargetWeights:
    """Refuse weights below zero or beyond reason, and a week that weighs nothing.

    Raises:
        FieldError: with the sentence, at its field.
    """
    WEIGHTS.tidy(TypedWeights.of(weights, (Decimal(1),) * 7))
    if weights.weekdays is not None and not any(weights.weekdays):
        raise FieldError(WEIGHTS.field(WEEKDAYS[0]), Text("At least one weekday has to weigh something."))
    return weights


def month_weights(year: int, last_year: Mapping[date, int], weight: DayWeight) -> list[Decimal]:
    """What each month of ``year`` weighs.

    A month's level is what its days brought last year by what these days weighed, over the days with a figure, so that
    a month that is half known counts by its half. A month that is not known has the mean level of those that are. This
    year's month weighs its level times its own days, by their weekdays and campaigns.

    Args:
        year: the year to split.
        last_year: the daily figures of the year before, of the days that have one.
        weight: what a day weighs.
    """
    sums: dict[int, tuple[int, int, Decimal]] = {}
    for day, value in last_year.items():
        days, total, weighed = sums.get(day.month, (0, 0, Decimal(0)))
        sums[day.month] = (days + 1, total + value, weighed + weight(day))
    known = {month: one for month, one in sums.items() if one[0] >= KNOWN_DAYS and one[2] > 0}
    all_days = sum((weighed for _, _, weighed in known.values()), Decimal(0))
    mean = max(Decimal(sum(total for _, total, _ in known.values())), Decimal(0)) / all_days if known else Decimal(1)
    weights = []
    for month in range(1, 13):
        level = max(Decimal(known[month][1]), Decimal(0)) / known[month][2] if month in known else mean
        weights.append(level * sum((weight(day) for day in month_of(date(year, month, 1)).days()), Decimal(0)))
    return weights


def known_months(last_year: Mapping[date, int]) -> list[int]:
    """The months of last year whose own level counts."""
    months = [day.month for day in last_year]
    return [month for month in range(1, 13) if months.count(month) >= KNOWN_DAYS]


def written_weights(weights: TargetWeights) -> str:
    """The weights as a setting of the store keeps them."""
    weekdays = None if weights.weekdays is None else [str(value) for value in weights.weekdays]
    return json.dumps({"weekdays": weekdays, "campaign": str(weights.campaign)})


def read_weights(kept: str) -> TargetWeights:
    """What :func:`written_weights` was given."""
    values = json.loads(kept)
    weekdays = values["weekdays"]
    return TargetWeights(
        weekdays=None if weekdays is None else tuple(Decimal(value) for value in weekdays),
        campaign=Decimal(values["campaign"]),
    )

"""A month's targets as people type, paste and export them: a row for each month, a column for each figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

from shopdesk.domain.fields import Field, FieldError, Kind, Noun
from shopdesk.domain.kpi import kpi
from shopdesk.domain.periods import By, Period, label
from shopdesk.domain.records import Kept
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_drivers import DRIVERS, SALES
from shopdesk.domain.targets import Target
from shopdesk.domain.text import NO_DATA, Names, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan(Kept):
    """A month's targets of the whole store or of a product group, in the units of their KPIs; ``None`` for none."""

    store_id: int
    month: date
    product_group: str = ""
    paid_amount: int | None = None
    net_amount: int | None = None
    paid_orders: int | None = None
    ad_spend: int | None = None
    visitors_per_day: int | None = None
    conversion: Decimal | None = None
    aov: int | None = None
    refund_rate: Decimal | None = None

    def kept(self, code: str) -> int | None:
        """A figure's target as it is kept."""
        value = getattr(self, code)
        return None if value is None else AIMS[code].kept(value)

    @property
    def row(self) -> int:
        """By what a list tells it: made of the month and the group, for it is a row of none of the tables."""
        return crc32(self.product_group.encode()) * 1_000_000 + self.month.year * 100 + self.month.month


def check_plan(plan: MonthPlan, groups: Collection[str]) -> None:
    """Refuse what a product group cannot have.

    Args:
        plan: the targets of a month.
        groups: the product groups that are known.

    Raises:
        FieldError: the group is not known, or has a target of anything but sales.
    """
    if not plan.product_group:
        return
    if plan.product_group not in groups:
        raise FieldError(
            MONTH_PLAN.field("product_group"),
            Text("“{group}” is no product group of this store. Known are: {groups}.",
                 group=plan.product_group, groups=Names(groups) or NO_DATA),
        )  # fmt: skip
    for code in AIMS:
        if code != SALES and getattr(plan, code) is not None:
            raise FieldError(
                MONTH_PLAN.field(code),
                Text("A product group has a target of {sales} only. Leave {figure} empty.",
                     sales=kpi(SALES).name, figure=kpi(code).name),
            )  # fmt: skip


def plans_of(targets: Iterable[Target]) -> list[MonthPlan]:
    """The targets by month and group, in the order in which they come."""
    values: dict[tuple[int, date, str], dict[str, int | Decimal]] = {}
    for one in targets:
        if one.metric in AIMS:
            key = one.store_id, one.month, one.product_group
            values.setdefault(key, {})[one.metric] = AIMS[one.metric].value(one.value)
    plans = (
        MonthPlan(store_id=store, month=month, product_group=group, **found)  # type: ignore[arg-type]
        for (store, month, group), found in values.items()
    )
    return [replace(one, id=one.row) for one in plans]


MONTH_PLAN = Noun(
    "targets",
    MonthPlan,
    Text("Targets of a month"),
    (
        Field("month", Kind.MONTH, Text("Month"), required=True),
        Field("product_group", Kind.LINE, Text("Product group"), help=Text("Empty: the whole store.")),
        *(Field(code, aim.kind, kpi(code).name, additive=False) for code, aim in AIMS.items()),
    ),
    titles=("month",),
    identity=("month", "product_group"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDrivers:
    """Sales and what makes them as a form shows them, and what each driver weighs when a change is shared."""

    paid_amount: int | None = None
    visitors_per_day: int | None = None
    conversion: Decimal | None = None
    aov: int | None = None
    weight_visitors_per_day: Decimal = Decimal(1)
    weight_conversion: Decimal = Decimal(1)
    weight_aov: Decimal = Decimal(1)


DRIVEN = (SALES, *DRIVERS)
TARGET_DRIVERS = Noun(
    "targets",
    TypedDrivers,
    Text("What makes the sales of a month"),
    (
        *(Field(code, AIMS[code].kind, kpi(code).name) for code in DRIVEN),
        Field("weight_visitors_per_day", Kind.DECIMAL, Text("Weight of visitors"), required=True, lowest=Decimal(0),
              highest=Decimal(20)),
        Field("weight_conversion", Kind.DECIMAL, Text("Weight of conversion"), required=True, lowest=Decimal(0),
              highest=Decimal(20)),
        Field("weight_aov", Kind.DECIMAL, Text("Weight of the amount per buyer"), required=True, lowest=Decimal(0),
              highest=Decimal(20)),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A day's target in a list; ``typed`` says that it stays."""

    day: date
    value: int | None
    typed: bool


def day_plan(code: str) -> Noun:
    """The fields of a day's target of a figure."""
    return Noun(
        "target_days",
        DayPlan,
        Text("Target of a day"),
        (
            Field("day", Kind.DAY, Text("Day"), required=True),
            Field("value", AIMS[code].kind, Text("Target")),
            Field("typed", Kind.FLAG, Text("Stays")),
        ),
        titles=("day",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """A week's target in a list: of its days in the month in view, ``days``. ``typed`` says that all of these stay."""

    days: Period
    value: int | None
    typed: bool

    @property
    def week(self) -> str:
        """Which week of the year."""
        return label(self.days.start, By.WEEK)


def week_plans(days: Mapping[date, int], typed: Collection[date]) -> list[WeekPlan]:
    """The weeks of a month's daily targets; at its ends they hold the days of the month only."""
    found: dict[date, list[date]] = {}
    for day in sorted(days):
        found.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return [
        WeekPlan(
            days=Period(those[0], those[-1]),
            value=sum(days[day] for day in those),
            typed=all(day in typed for day in those),
        )
        for those in found.values()
    ]


def week_plan(code: str) -> Noun:
    """The fields of a week's target of a figure."""
    return Noun(
        "target_days",
        WeekPlan,
        Text("Target of a week"),
        (
            Field("week", Kind.LINE, Text("Week")),
            Field("value", AIMS[code].kind, Text("Target")),
            Field("typed", Kind.FLAG, Text("Stays")),
        ),
        titles=("week",),
    )

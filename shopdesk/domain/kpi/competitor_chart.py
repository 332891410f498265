"""A figure of the competitors over time beside the own one: what was seen stays a range where it was one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from shopdesk.domain.competitors import MEASURES, CompetitorLook, OwnDay, OwnProducts, own_figure
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point, Seen
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

COMPETITOR_MEASURES: tuple[tuple[str, Text], ...] = tuple((one.name, one.label) for one in MEASURES)
"""What the chart can show, as its choices."""

OURS = Text("Own store")
_OWN = "\0"
"""Stands for the own store among the names of competitors; no name can be this."""
_BEHIND = {"visitors_low": "visitors", "dsr_description": "dsr_description", "dsr_service": "dsr_service",
           "dsr_logistics": "dsr_logistics"}  # fmt: skip
"""The key figure whose rows an own point opens; the others are no key figure of one day."""


def competitor_chart(
    name: str,
    period: Period,
    looks: Iterable[CompetitorLook],
    names: Mapping[int, str],
    days: Mapping[date, OwnDay],
    products: Mapping[date, OwnProducts],
) -> ChartAnswer:
    """The points of each competitor by day, those of the own store first; nothing where no look has the figure.

    ``products`` are the own ones of the days of looks, for figures that no daily table has.
    """
    measure = next(one for one in MEASURES if one.name == name)
    points: list[Point] = []
    behind: Behind | Seen | None
    series: list[int] = []
    seen = [(look, *measure.ends(look)) for look in looks]
    seen = [one for one in seen if one[1] is not None or one[2] is not None]
    asked = period.days() if measure.by_day else sorted({look.day for look, _low, _high in seen})
    own = [(day, own_figure(measure, days, day, products.get(day))) for day in asked] if seen else []
    told: list[str] = []
    for day, value in own:
        if value is not None:
            code = _BEHIND.get(name)
            behind = Behind(code, Period(day, day), about=OURS) if code else None
            points.append(_point(_OWN, day, value, value, ranged=bool(measure.high), behind=behind))
            series.append(0)
    for competitor in sorted({look.competitor_id for look, _low, _high in seen}, key=lambda one: names.get(one, "")):
        told.append(names.get(competitor, ""))
        for look, low, high in seen:
            if look.competitor_id == competitor:
                behind = Seen(look.id) if look.id is not None else None
                points.append(_point(told[-1], look.day, low, high, ranged=bool(measure.high), behind=behind))
                series.append(len(told))
    label = measure.label
    ends = (
        (
            Field("low", measure.field.kind, Text("From", context="range"), additive=False),
            Field("high", measure.field.kind, Text("To", context="range"), additive=False),
        )
        if measure.high
        else (Field("value", measure.field.kind, label, additive=False),)
    )
    count = len({look.day for look, _low, _high in seen})
    missing = () if not points or 0 in series else (Text("The own figure is not known on these days."),)
    return ChartAnswer(
        fields=(
            Field("store", Kind.CHOICE, Text("Store"), choices={_OWN: OURS}),
            Field("day", Kind.DAY, Text("Day")),
            *ends,
        ),
        points=tuple(points),
        said=(
            Text("{figure}: {stores} competitors, seen on {days} days.", figure=label, stores=len(told), days=count),
            measure.remark,
        )
        if points
        else (),
        lacking=missing,
        source=Text("What was seen of competitors, and the own daily figures."),
        drawn={
            "series": tuple(series),
            "names": (OURS, *told),
            "first": period.start,
            "last": period.end,
            "ends": tuple((point.cells[2], point.cells[-1]) for point in points),
            "kind": measure.field.kind,
        },
    )


def _point(who: str, day: date, low: Any, high: Any, *, ranged: bool, behind: Behind | Seen | None = None) -> Point:
    return Point((who, day, low, high) if ranged else (who, day, low), behind)

"""Ratings over time: the last score of each day, week or month; scores are levels and are never added or averaged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point
from shopdesk.domain.kpi.declarations import KPIS, kpi
from shopdesk.domain.kpi.definitions import DefinitionChange, within
from shopdesk.domain.kpi.figures import KpiTable
from shopdesk.domain.kpi.kinds import Group, Unit
from shopdesk.domain.money import decimal_text
from shopdesk.domain.periods import label, split
from shopdesk.domain.text import Text

RATINGS = tuple(item.code for item in KPIS if item.group is Group.RATING and item.unit is Unit.SCORE)


def ratings(table: KpiTable, changes: Sequence[DefinitionChange] = ()) -> ChartAnswer:
    """Every score that is known on the days of ``table``, by its steps; ``changes`` are marked as breaks."""
    spans = split(table.period, table.by)
    labels = [label(span.start, table.by) for span in spans]
    places = {name: place for place, name in enumerate(labels)}
    known = [code for code in RATINGS if any(row[code] is not None for row in table.rows)]
    points, columns, series = [], [], []
    for number, code in enumerate(known):
        for row in table.rows:
            value = row[code]
            if value is not None:
                points.append(Point((table.label(row), code, value), Behind(code, row.period)))
                columns.append(places[table.label(row)])
                series.append(number)
    parting = {one for code in known for one in within(changes, code, table.period)}
    return ChartAnswer(
        fields=(
            Field("period", Kind.LINE, Text("Period")),
            Field("rating", Kind.CHOICE, Text("Rating"), choices={code: kpi(code).name for code in known}),
            Field("score", Kind.DECIMAL, Text("Score")),
        ),
        points=tuple(points),
        said=tuple(_moved(table, code) for code in known[:3]),
        lacking=tuple(
            Text("From {day} on a score is counted otherwise; before and after do not mean the same.", day=str(day))
            for day in sorted({one.day for one in parting})
        ),
        source=Text("The platform's daily store table. Each score is the last known one of its step."),
        drawn={
            "columns": tuple(labels),
            "spans": tuple(spans),
            "names": tuple(kpi(code).name for code in known),
            "places": tuple(columns),
            "series": tuple(series),
            "values": tuple(point.cells[2] for point in points),
            "breaks": tuple(
                sorted({next(i for i, span in enumerate(spans) if one.day in span) for one in parting})
            ),
        },
    )  # fmt: skip


def _moved(table: KpiTable, code: str) -> Text:
    """From where to where a score went."""
    found = [Decimal(value) for row in table.rows if (value := row[code]) is not None]
    return Text(
        "{name}: {first} to {last}, lowest {low}.",
        name=kpi(code).name,
        first=decimal_text(found[0]),
        last=decimal_text(found[-1]),
        low=decimal_text(min(found)),
    )

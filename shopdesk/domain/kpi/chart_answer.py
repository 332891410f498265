"""What a chart answers: its points as rows of figures, what they say in words, and the rows behind each.

A drawing, the table beside it, the exported file and a screen reader all read the same points, so none of them can
show what another does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shopdesk.domain.conditions import Condition
from shopdesk.domain.fields import Field
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a point: a KPI over a span, ``only`` narrowed to a slice, which ``about`` names.

    ``basis`` is the day orders count on where the chart decides it; otherwise the reader's.
    """

    code: str
    period: Period
    only: tuple[tuple[str, Condition], ...] = ()
    about: Text | str = ""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is behind a point that was written down: a look at a competitor, by its id."""

    look_id: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its cells in the order of the answer's fields, and what is behind it (``None``: nothing)."""

    cells: tuple[Any, ...]
    behind: Behind | Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAnswer:
    """The points of a chart in the order in which the arrows walk through them.

    Attributes:
        fields: what each cell of a point is.
        points: nothing is known where there are none; ``said`` then stays empty.
        said: what is seen, in sentences.
        lacking: what is not known, or what would have to be imported for it.
        source: which imports it comes from.
        drawn: what the drawing needs beyond the points, by name.
        mark: how many of the points the eye should find first (their places).
    """

    fields: tuple[Field, ...]
    points: tuple[Point, ...]
    said: tuple[Text, ...] = ()
    lacking: tuple[Text, ...] = ()
    source: Text
    drawn: Mapping[str, Any]
    mark: tuple[int, ...] = ()


def one_of(*values: Any) -> Condition:
    """The condition that a column holds exactly one of these values."""
    return Condition((("in", values),))

"""Alerts as plain values, so that they are reckoned once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shopdesk.domain.conditions import Condition
from shopdesk.domain.kpi.alert_marks import Record
from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.chart_answer import Behind
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.periods import Period
from shopdesk.domain.sentences import plain, sentence


@dataclass(frozen=True, slots=True)
class FigureAlerts:
    """What is told of figures whose newest day is ``last``, on whatever day anybody looks.

    ``daily`` are those of the store's days, ``others`` those of its targets, ads account, products and profit. ``last``
    is ``None`` where no figure is near enough.
    """

    last: date | None
    daily: tuple[Alert, ...] = ()
    others: tuple[Alert, ...] = ()


def plain_figure_alerts(found: FigureAlerts) -> list[Any]:
    """Alerts of figures so that JSON can hold them."""
    return [_plain_day(found.last), plain_alerts(found.daily), plain_alerts(found.others)]


def read_figure_alerts(value: Sequence[Any]) -> FigureAlerts:
    """What :func:`plain_figure_alerts` was given."""
    last, daily, others = value
    return FigureAlerts(_day(last), tuple(read_alerts(daily)), tuple(read_alerts(others)))


def plain_alerts(alerts: Sequence[Alert]) -> list[list[Any]]:
    """Alerts so that JSON can hold them; what narrows their rows has to be texts and whole numbers."""
    return [
        [
            one.code,
            one.severity.value,
            plain(one.text),
            one.kpi,
            *_plain_span(one.period),
            _plain_day(one.since),
            None if one.record is None else asdict(one.record),
            None if one.rows is None else _plain_rows(one.rows),
            one.learned,
            one.subject,
            plain(one.unjudged),
        ]
        for one in alerts
    ]


def read_alerts(values: Sequence[Sequence[Any]]) -> list[Alert]:
    """What :func:`plain_alerts` was given."""
    return [
        Alert(
            code=code, severity=Severity(severity), text=sentence(text), kpi=kpi, period=_span(start, end),
            since=_day(since), record=None if record is None else Record(**record),
            rows=None if rows is None else _rows(rows), learned=learned, subject=subject, unjudged=sentence(unjudged),
        )
        for code, severity, text, kpi, start, end, since, record, rows, learned, subject, unjudged in values
    ]  # fmt: skip


def _plain_rows(rows: Behind) -> list[Any]:
    only = [[column, [list(limit) for limit in wanted.limits], wanted.part] for column, wanted in rows.only]
    return [rows.code, *_plain_span(rows.period), only, plain(rows.about), rows.basis and rows.basis.value]


def _rows(value: Sequence[Any]) -> Behind:
    code, start, end, only, about, basis = value
    narrowed = tuple(
        (column, Condition(tuple((sign, _asked(asked)) for sign, asked in limits), part))
        for column, limits, part in only
    )
    return Behind(code, _span(start, end), narrowed, sentence(about), basis and Basis(basis))


def _asked(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _plain_span(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _span(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def _plain_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)

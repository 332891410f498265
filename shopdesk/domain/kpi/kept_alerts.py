"""Alerts of the money as plain values, so that they are reckoned once; those of figures are looked for each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.periods import Period
from shopdesk.domain.sentences import plain, sentence


def plain_alerts(alerts: Sequence[Alert]) -> list[list[Any]]:
    """Alerts that were not learned, so that JSON can hold them."""
    return [
        [
            one.code,
            one.severity.value,
            plain(one.text),
            one.kpi,
            str(one.period.start),
            str(one.period.end),
            None if one.unjudged is None else plain(one.unjudged),
        ]
        for one in alerts
    ]


def read_alerts(values: Sequence[Sequence[Any]]) -> list[Alert]:
    """What :func:`plain_alerts` was given."""
    return [
        Alert(
            code=code, severity=Severity(severity), text=sentence(text), kpi=kpi,
            period=Period(date.fromisoformat(start), date.fromisoformat(end)),
            unjudged=None if unjudged is None else sentence(unjudged),
        )
        for code, severity, text, kpi, start, end, unjudged in values
    ]  # fmt: skip

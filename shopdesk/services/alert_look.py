"""By what the alerts of a store are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.domain.kpi import Basis
    from shopdesk.domain.kpi.alert_marks import AlertMark
    from shopdesk.domain.kpi.alerts import AlertLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How the alerts were looked for: by which bars, with figures up to ``last``, which days were of campaigns.

    ``passed`` is the newest of those days that is over.
    """

    store_id: int
    basis: Basis
    today: date
    last: date
    passed: date
    limits: AlertLimits
    marks: Sequence[AlertMark]
    odd: frozenset[date] = frozenset()

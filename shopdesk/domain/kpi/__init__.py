"""KPIs: each declared once, rebuilt honestly over any span of days, compared, split, judged against targets."""

from __future__ import annotations

from shopdesk.domain.kpi.declarations import KPIS, kpi
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.figures import Figures, KpiTable
from shopdesk.domain.kpi.kinds import Basis, Better, Group, Kpi, Rebuild, Source, Unit

__all__ = [
    "KPIS",
    "Basis",
    "Better",
    "Facts",
    "Figures",
    "Group",
    "Kpi",
    "KpiTable",
    "Rebuild",
    "Source",
    "Unit",
    "Value",
    "kpi",
]

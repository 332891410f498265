"""What the reader chose to see."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import By, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The span (its days only for ``Range.CUSTOM``), the step and the basis."""

    choice: Range = Range.LAST_30
    period: Period | None = None
    by: By = By.DAY
    basis: Basis = Basis.CREATED

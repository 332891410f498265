"""Which rows are wanted: of which figure, of which days, and of which slice of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.kpi.slice_figures import CHANNEL_CODES
from shopdesk.domain.periods import Period
from shopdesk.infra.i18n import in_a_row, tr


@dataclass(frozen=True, slots=True)
class RowsOf:
    """A figure whose rows are wanted; ``only`` narrows them down to a slice of it, ``about`` says to which."""

    code: str
    period: Period
    basis: Basis
    only: tuple[tuple[str, Any], ...] = ()
    about: str = ""

    @classmethod
    def of(
        cls,
        code: str,
        period: Period,
        basis: Basis,
        *,
        channel: Channel | None = None,
        channels: Sequence[Channel] = (),
        product: tuple[str, str] | None = None,
        province: str = "",
    ) -> RowsOf:
        """All of a figure, or what channels, a product (number and title) or a province give to it.

        Of one channel, which may be no ad, a KPI of the ads is that channel's own figure.
        """
        if province:
            return cls(code, period, basis, (("province", one_of(province)),), province)
        if channels:
            about = in_a_row(tr(CHANNEL_NAMES[one]) for one in channels)
            return cls(code, period, basis, (("channel", one_of(*channels)),), about)
        if channel is not None:
            own = CHANNEL_CODES.get(code, code)
            return cls(own, period, basis, (("channel", one_of(channel)),), tr(CHANNEL_NAMES[channel]))
        if product is not None:
            number, title = product
            return cls(code, period, basis, (("product_id", one_of(number)),), title)
        return cls(code, period, basis)

    @classmethod
    def behind(cls, behind: Behind, basis: Basis) -> RowsOf:
        """Those behind a point of a chart; ``basis`` is the reader's."""
        about = behind.about if isinstance(behind.about, str) else tr(behind.about)
        return cls(behind.code, behind.period, behind.basis or basis, behind.only, about)

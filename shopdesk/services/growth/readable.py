"""Figures of scorecards and tests as they are stored, made safe to reckon with."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.growth.scorecards import finite
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value


def readable(value: Decimal) -> Decimal:
    """The value, where it can be reckoned with; a column of decimals takes "NaN", too.

    Raises:
        UserError: it cannot.
    """
    return read_value(finite, value, Text("a figure of a scorecard or a test"))

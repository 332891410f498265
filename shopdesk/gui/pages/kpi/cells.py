"""Figures as the cells of a table say them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from shopdesk.domain.money import format_yuan
from shopdesk.gui.pages.kpi.grid import GridColumn

NONE = "—"


def count(value: int | None) -> str:
    """A count, or a dash."""
    return NONE if value is None else f"{value:,}"


def yuan(value: int | None) -> str:
    """An amount, or a dash."""
    return NONE if value is None else format_yuan(value)


def multiple(value: Decimal | None) -> str:
    """A multiple with two places, or a dash."""
    return NONE if value is None else f"{value:.2f}"


def column(title: str, get: Callable[[Any], Any], show: Callable[[Any], str], tip: str = "", **more: Any) -> GridColumn:
    """A column of figures."""
    return GridColumn(title=title, text=lambda line: show(get(line)), key=get, tip=tip, **more)

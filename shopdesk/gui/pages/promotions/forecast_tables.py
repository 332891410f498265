"""The answer of a forecast as rich text: scenarios, what a stock costs, days as a past campaign had them, hours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shopdesk.domain.campaigns.forecast import Forecast
from shopdesk.domain.campaigns.forecast_hours import BusyHour
from shopdesk.domain.campaigns.forecast_replay import ReplayDay
from shopdesk.domain.campaigns.forecast_stock import StockRow
from shopdesk.domain.campaigns.forecast_words import outcome_words, scenario_lines
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text

_TABLE = '<table width="100%" cellspacing="0" cellpadding="3">'


def scenario_table(found: Forecast) -> str:
    """Every figure in the careful, the expected and the bold one."""
    return _table("", ["", *_scenarios()], [_row([tr(name), *figures]) for name, *figures in scenario_lines(found)])


def stock_table(rows: Sequence[StockRow]) -> str:
    """Pieces ready against what may come: what stays and what lacks, with its cost."""
    shown = [
        _row([f"{one.pieces:,}", *("\n".join(map(tr, outcome_words(each))) for each in one.outcomes)]) for one in rows
    ]
    return _table(tr("Too much or too little in stock"), [tr("Pieces ready"), *_scenarios()], shown)


def replay_table(days: Sequence[ReplayDay]) -> str:
    """Each day with the one that it takes after."""
    packers = any(one.packers is not None for one in days)
    heads = ["", tr("takes after"), tr("Sales then"), tr("Orders"), tr("Sales")]
    rows = [
        _row(
            [
                f"{one.day:%m-%d}\u00a0{weekday_text(one.day)}",
                f"{one.then:%m-%d}\u00a0{weekday_text(one.then)}",
                format_yuan(one.then_fen),
                f"{one.orders:,}",
                format_yuan(one.sales_fen),
                *([_count(one.packers)] if packers else []),
            ]
        )
        for one in days
    ]
    if not rows:
        return ""
    told = tr("What a weekday weighs at ordinary times is taken out of the old day and put into the new one.")
    table = _table(tr("Played again on these days"), [*heads, tr("Packers")] if packers else heads, rows)
    return f"{table}<p>{escape(told)}</p>"


def hour_table(busy: Sequence[BusyHour]) -> str:
    """The hours in which anything is expected, the busiest of them strong."""
    most = max((one.orders for one in busy), default=0)
    rows = [
        _row([f"{one.hour:02}:00", *map(_count, (one.orders, one.chats, one.people))], strong=one.orders == most)
        for one in busy
        if one.orders or one.chats
    ]
    heads = ["", tr("Orders"), tr("Chats"), tr("People at once")]
    return _table(tr("Expected by hour, all days together"), heads, rows) if busy else ""


def word_lines(lines: Sequence[Text]) -> str:
    """Sentences below one another."""
    return "".join(f'<div style="margin-bottom:4px">{escape(tr(line))}</div>' for line in lines)


def _scenarios() -> tuple[str, str, str]:
    return tr("careful"), tr("expected"), tr("bold")


def _table(heading: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    if not rows:
        return ""
    title = f"<p><b>{escape(heading)}</b></p>" if heading else ""
    return f"{title}{_TABLE}{_row(heads, strong=True)}{''.join(rows)}</table>"


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _row(cells: Sequence[str], *, strong: bool = False) -> str:
    words = (escape(one).replace("\n", "<br/>") for one in cells)
    first, *others = (f"<b>{one}</b>" if strong else one for one in words)
    return f"<tr><td>{first}</td>" + "".join(f'<td align="right">{one}</td>' for one in others) + "</tr>"

"""What scorecards take from other tables: the service reports by account and month, and which wages are locked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, select, type_coerce

from shopdesk.domain.growth.sources import AgentMonth
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value
from shopdesk.storage.queries.payroll import stands
from shopdesk.storage.tables.figures import service_days
from shopdesk.storage.tables.pay_runs import pay_runs
from shopdesk.storage.tables.payroll import pay_inputs

_SUMS = ("received", "replied", "inquiries", "paid_inquiries", "ratings", "good_ratings", "sales_fen")
# A rate needs both of its parts on the same day.
_PAIRS = (("received", "replied"), ("inquiries", "paid_inquiries"), ("ratings", "good_ratings"))


@dataclass(slots=True)
class ServiceMonth:
    """What the service reports state of a month: each account, and the days that any of them covers."""

    agents: list[AgentMonth] = field(default_factory=list)
    days: set[str] = field(default_factory=set)


def service_months(connection: Connection, store_id: int, first: date, last: date) -> dict[date, ServiceMonth]:
    """What the service reports state from ``first`` to ``last``, by the first day of the month.

    Of the two parts of a share only days count that state both.
    """
    c = service_days.c
    query = select(
        c.agent,
        type_coerce(c.day, String),
        *(c[name] for name in _SUMS),
        c.first_reply_seconds,
    ).where(c.store_id == store_id, c.day.between(first, last), c.agent != "")
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    days: dict[str, set[str]] = defaultdict(set)
    rows = sorted(connection.execute(query).all(), key=lambda row: (row[0], str(row[1])))
    for agent, day, *values, seconds in rows:
        figures: dict[str, Any] = dict(zip(_SUMS, values, strict=True))
        timed_chats = figures["received"]
        for whole, part in _PAIRS:
            if figures[whole] is None or figures[part] is None:
                figures[whole] = figures[part] = None
        if seconds is not None and timed_chats is not None:
            figures["timed_seconds"] = seconds * timed_chats
            figures["timed_chats"] = timed_chats
        month = sums[agent, str(day)[:7]]
        days[str(day)[:7]].add(str(day))
        for name, value in figures.items():
            if value is not None:
                month[name] = month.get(name, 0) + value
    found: dict[date, ServiceMonth] = {}
    for (agent, text), known in sums.items():
        start = _month(text)
        found.setdefault(start, ServiceMonth(days=days[text])).agents.append(
            AgentMonth(account=agent, month=start, **known)
        )
    return found


def entered_sales(
    connection: Connection, store_id: int, first: date, last: date
) -> dict[tuple[int, date], dict[str, int]]:
    """Own sales and their refunds as entered for the wages, in fen, by person and month."""
    c = pay_inputs.c
    query = select(c.person_id, c.month, c.code, c.value).where(
        c.store_id == store_id,
        c.month.between(first, last),
        c.person_id.is_not(None),
        c.code.in_(("own_sales", "own_refunds")),
    )
    found: dict[tuple[int, date], dict[str, int]] = defaultdict(dict)
    for person_id, month, code, value in connection.execute(query):
        found[person_id, month][code] = read_value(int, value, Text("a figure of the wages"))
    return found


def _month(text: str) -> date:
    return read_value(lambda words: date.fromisoformat(f"{words}-01"), text, Text("a day of figures"))


def locked_months(connection: Connection, store_id: int) -> set[date]:
    """The months whose wages are locked."""
    query = select(pay_runs.c.month).where(
        pay_runs.c.store_id == store_id,
        pay_runs.c.state == RunState.LOCKED,
        pay_runs.c.kind == RunKind.MONTHLY,
        stands(),
    )
    return set(connection.execute(query).scalars())

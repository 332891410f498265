"""How a campaign's orders and chats spread over the hours of the day, and how many people answer in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shopdesk.domain.campaigns.forecast import Scenario
from shopdesk.domain.money import round_up, share_out


@dataclass(frozen=True, slots=True)
class BusyHour:
    """One hour of the day: orders and chats of all days together, and the people whom one such hour needs."""

    hour: int
    orders: int
    chats: int | None
    people: int | None


def busy_hours(found: Scenario, days: int, hours: Sequence[int], chats_per_hour: int | None) -> tuple[BusyHour, ...]:
    """A scenario by hour; nothing where no order ever said when it was paid.

    Orders are dealt out as past ones were paid, and chats with them: nobody's files say when buyers ask. The parts add
    up to the scenario.

    Args:
        found: the scenario.
        days: how many days it lasts.
        hours: past paid orders by hour of the day, 24 of them or none.
        chats_per_hour: how many chats one person answers in an hour; ``None``: nobody said.
    """
    if not any(hours):
        return ()
    orders = share_out(found.orders, hours)
    chats: Sequence[int | None] = [None] * len(hours) if found.chats is None else share_out(found.chats, hours)
    return tuple(
        BusyHour(
            hour=hour,
            orders=orders[hour],
            chats=asked,
            people=None if asked is None or not chats_per_hour else round_up(Fraction(asked, days * chats_per_hour)),
        )
        for hour, asked in enumerate(chats)
    )

"""Months that the owner checked off: their sums stay said, and whatever changes them later is pointed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.ledger.bridge import STEP_NAMES, Bridge, Step
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

OPENING, CLOSING, UNCONFIRMED = "opening_balance", "closing_balance", "not_confirmed"

FIGURE_NAMES: dict[str, Text] = {
    OPENING: Text("Opening balance"),
    CLOSING: Text("Closing balance"),
    **{kind.value: name for kind, name in LINE_KIND_NAMES.items()},
    Step.PAID_ORDERS.value: STEP_NAMES[Step.PAID_ORDERS],
    Step.CONFIRMED_FROM_EARLIER.value: STEP_NAMES[Step.CONFIRMED_FROM_EARLIER],
    UNCONFIRMED: Text("not confirmed in the month, or closed"),
}
"""What a closed month asserts.

An order that was open at the end of its month may close later, which is the course of things: so orders not confirmed
and orders closed are one figure.
"""

Figures = Mapping[str, int | None]


def figure_name(code: str) -> Text:
    """What a figure of a month is called."""
    return FIGURE_NAMES[code] if code in FIGURE_NAMES else Text("{code}", code=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedMonth(Kept):
    """A month, given by its first day, that was checked off, with the sums that it then had, in fen by code."""

    store_id: int
    month: date
    figures: dict[str, int | None]
    closed_by: str = ""
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthChange(Kept):
    """A figure of a closed month that became another one: by which import, or by what else (``cause``)."""

    store_id: int
    month: date
    code: str
    before_fen: int | None
    after_fen: int | None
    import_id: int | None = None
    cause: Text
    at: datetime

    @property
    def difference(self) -> int:
        """By how much; a balance that nobody knew counts from nothing."""
        return (self.after_fen or 0) - (self.before_fen or 0)

    @property
    def name(self) -> Text:
        """What the figure is called."""
        return figure_name(self.code)


def asserted(bridge: Bridge, sums: Mapping[LineKind, int]) -> dict[str, int | None]:
    """The figures of a month that closing asserts."""
    open_orders = bridge.step(Step.NOT_YET_CONFIRMED).amount + bridge.step(Step.CLOSED_BEFORE_RECEIPT).amount
    return {
        OPENING: bridge.opening,
        CLOSING: bridge.closing,
        **{kind.value: sums.get(kind, 0) for kind in LineKind},
        Step.PAID_ORDERS.value: bridge.step(Step.PAID_ORDERS).amount,
        Step.CONFIRMED_FROM_EARLIER.value: bridge.step(Step.CONFIRMED_FROM_EARLIER).amount,
        UNCONFIRMED: open_orders,
    }


def differing(before: Figures, after: Figures) -> list[tuple[str, int | None, int | None]]:
    """Code, old and new value of every figure that is not as it was; a figure that one of them lacks is left out."""
    return [(code, was, after[code]) for code, was in before.items() if code in after and after[code] != was]


def with_changes(closed: Figures, changes: list[MonthChange]) -> dict[str, int | None]:
    """The figures as they were known last: those asserted, with the changes found since, oldest first."""
    found = dict(closed)
    for change in changes:
        found[change.code] = change.after_fen
    return found


CLOSED_MONTH = Noun(
    "closed_months",
    ClosedMonth,
    Text("Closed month"),
    (
        Field("month", Kind.MONTH, Text("Month")),
        Field("figures", Kind.DATA),
        Field("closed_by", Kind.LINE, Text("Closed by")),
        Field("closed_at", Kind.MOMENT, Text("Closed at")),
    ),
)
"""A month is closed and opened again by a button; nothing of it is typed."""

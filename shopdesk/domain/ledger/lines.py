"""One line of a statement, the days that a statement covers, and the stretches that are missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from shopdesk.domain.imports import ImportKind
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text


class StatementSource(StrEnum):
    """Where a statement comes from. For a day that both cover only the one of Alipay counts."""

    ALIPAY = "alipay"
    QIANNIU = "qianniu"


SOURCE_NAMES: dict[StatementSource, Text] = {
    StatementSource.ALIPAY: Text("Alipay statement"),
    StatementSource.QIANNIU: Text("Qianniu money statement"),
}


STATEMENT_SOURCES = {
    ImportKind.ALIPAY_STATEMENT: StatementSource.ALIPAY,
    ImportKind.QIANNIU_STATEMENT: StatementSource.QIANNIU,
}
"""Whose statement a kind of file is."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What moved at one moment; amounts in fen, money in positive, money out negative.

    ``position`` tells the lines of one second apart, in the order that keeps the balance. ``balance`` is the one after
    the line, ``None`` where the statement has none. ``order_no`` is the order that the line belongs to, ``number`` the
    one that the line itself names: an order's or a sub-order's. ``rule`` says which rule gave the kind, and is empty
    where none did.
    """

    at: datetime
    day: date
    source: StatementSource
    account: str
    key: str
    position: int
    amount: int
    balance: int | None
    business_type: str
    remark: str
    description: str
    title: str
    order_no: str | None
    kind: LineKind
    number: str | None = None
    rule: str = ""
    id: int | None = field(default=None, compare=False)
    import_id: int | None = field(default=None, compare=False)
    file_row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StatementGap:
    """A stretch that no statement tells: the balance before a line is not the one after the line before it.

    ``missing`` is what must have moved in between, in fen, signed like an amount.
    """

    source: StatementSource
    account: str
    after: datetime
    before: datetime
    missing: int

    @property
    def day(self) -> date:
        """The day of the row after the gap."""
        return self.before.date()

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the missing lines may lie: from the day of the row before to that of the row after."""
        first = self.after.date()
        return tuple(first + timedelta(days=more) for more in range((self.day - first).days + 1))


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines that profit counts on some days: of the orders paid on them, whenever they were charged.

    ``product`` narrows them to the orders with this product; empty for all, with the lines that name no order.
    """

    paid: Period
    product: str = ""


@dataclass(frozen=True, slots=True)
class StatementSpan:
    """The days that one statement covers, with or without lines on them."""

    source: StatementSource
    account: str
    first_day: date
    last_day: date
    import_id: int

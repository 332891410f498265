"""Lines of a money statement: signs and keys in one form, and what stands before and after the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from shopdesk.domain.import_fields import Cell
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.ledger.head import StatedSum, StatementHead, is_aside
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.ledger.order_numbers import are_trades, number_of, numbers_of
from shopdesk.domain.text import Text
from shopdesk.domain.totals import is_total
from shopdesk.importing.cells import CellError, clean, moment, money
from shopdesk.importing.columns import Column
from shopdesk.importing.plan import Plan, Privacy, Source
from shopdesk.importing.records import Records

_WORDS = ("business_type", "remark", "description", "title")
_TABS_AND_ALL = frozenset({Cell.MONEY, Cell.TEXT})
"""Cells whose readers take a tab at the end off by themselves, where that is quicker than for each value."""
_NO_AMOUNT = Text("The row has neither money in nor money out.")
_NONE_OF_AN_ORDER = frozenset({"0"})


class StatementRecords(Records):
    """Lines of an Alipay or Qianniu statement, in the order of ``columns``; the account is what the head says.

    Money out is written negative or positive, both mean out; a line may have both and counts with the difference.
    """

    def __init__(self, plan: Plan, privacy: Privacy) -> None:
        """Prepare for one file."""
        super().__init__(plan, privacy)
        self.head: StatementHead = StatementHead()
        self._alipay = plan.kind is ImportKind.ALIPAY_STATEMENT
        self.source = StatementSource.ALIPAY if self._alipay else StatementSource.QIANNIU
        self._more = tuple(name for name in ("balance_fen", *_WORDS) if name in self.sources)
        self.columns = ("source", "account", "line_key", "at", "day", "amount_fen", *self._more, "number")

    def is_aside(self, texts: Sequence[str | None]) -> bool:
        """Read what stands beside the table; a row of the table begins with its number or is blank there."""
        filled = [shown for shown in texts if shown]
        if not filled or not is_aside(filled[0]):
            return not filled
        self.head.take(",".join(filled))
        return True

    @staticmethod
    def _column(source: Source, raw: Sequence[Column]) -> Column:
        """As usual, but without the tabs that end every value: with them no value would be an ordinary one."""
        column = raw[source.indexes[0]]
        if source.field.name == "merchant_no" and (trades := _trades(column)) is not None:
            return trades
        if source.field.cell not in _TABS_AND_ALL:
            with suppress(TypeError):
                column = list(map(str.strip, column))
        return source.read(column)

    def build(self, values: dict[str, Column], count: int) -> list[Column]:
        """Lines under their keys."""
        empty: Column = [None] * count
        amounts = _amounts(values.get("income", empty), values.get("expense", empty))
        if self._alipay:
            keys = values["line_no"]
            moments = values["at"]
            numbers = numbers_of(
                values.get("basis_no", empty), values.get("merchant_no", empty), values.get("remark", empty)
            )
        else:
            kinds = values["business_type"]
            keys = [f"{no}|{kind}|{amount}" for no, kind, amount in zip(values["line_no"], kinds, amounts, strict=True)]
            moments = list(map(_moment, values["on"], values.get("clock", empty)))
            numbers = list(
                map(_order, values.get("order_no", empty), values.get("item_no", empty), values.get("remark", empty))
            )
        return [
            [self.source.value] * count,
            [self.head.account] * count,
            keys,
            moments,
            [at[:10] for at in moments],
            amounts,
            *(values[name] for name in self._more),
            numbers,
        ]


def _trades(column: Column) -> list[str] | None:
    """The values without their tabs where each is an order in the form of a payment, which no reader has to look at."""
    try:
        together = "\n".join(column).replace("\t", "")
    except TypeError:
        return None
    found = together.split("\n") if are_trades(together) else []
    # A value of two lines would be two.
    return found if len(found) == len(column) else None


def _amounts(income: Column, expense: Column) -> list[int]:
    both = list(zip(income, expense, strict=True))
    if (None, None) in both:
        raise CellError(_NO_AMOUNT)
    return [(came or 0) - abs(went or 0) for came, went in both]


def _moment(on: str, clock: Any) -> str:
    """The moment of a line of which day and time stand in two columns; the second may repeat the day."""
    if not clock:
        return f"{on} 00:00:00"
    try:
        return f"{on} {dt.time.fromisoformat(clock.zfill(8)).isoformat(timespec='seconds')}"
    except ValueError:
        return moment(clock) or f"{on} 00:00:00"


def _order(order: str | None, item: str | None, remark: str | None) -> str | None:
    if order and order not in _NONE_OF_AN_ORDER:
        return order
    return item if item and item not in _NONE_OF_AN_ORDER else number_of(None, None, remark)


def stated_in(rows: Iterable[Sequence[Any]]) -> StatementHead:
    """What a summary (账务汇总) comes to: the sums of its columns of money in and out, or else of its foot."""
    head = StatementHead()
    places: dict[str, tuple[int, int | None]] = {}
    parts: dict[str, list[int]] = {"收入": [0, 0], "支出": [0, 0]}
    whole: dict[str, list[int]] = {}
    for row in rows:
        texts = [clean(cell) or "" for cell in row]
        filled = [shown for shown in texts if shown]
        if not filled:
            continue
        if is_aside(filled[0]):
            head.take(",".join(filled))
        elif not places:
            places = {side: found for side in parts if (found := _summary_places(texts, side)) is not None}
        else:
            for side, (amount, count) in places.items():
                with suppress(CellError, IndexError):
                    fen = abs(money(row[amount]) or 0)
                    lines = int(texts[count]) if count is not None and texts[count].isdigit() else 0
                    if is_total(filled[0]):
                        whole[side] = [lines, fen]
                    else:
                        parts[side][0] += lines
                        parts[side][1] += fen
    sums = {side: StatedSum(*whole.get(side, parts[side])) for side in places}
    head.income = sums.get("收入", head.income)
    head.expense = sums.get("支出", head.expense)
    return head


def _summary_places(texts: Sequence[str], side: str) -> tuple[int, int | None] | None:
    """The columns of the amount and of the count of lines of one side; nothing where the row is no heading."""
    named = [place for place, shown in enumerate(texts) if shown.startswith(side)]
    amounts = [place for place in named if "笔" not in texts[place]]
    counts = [place for place in named if "笔" in texts[place]]
    return (amounts[0], counts[0] if counts else None) if amounts else None

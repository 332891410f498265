"""What a statement says about itself before and after its rows: account, period, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

_DATE = r"\[?\s*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?\s*(\d{1,2}:\d{2}(?::\d{2})?)?"
_FROM = re.compile(rf"起始日期[:\s]*{_DATE}")
_TO = re.compile(rf"终止日期[:\s]*{_DATE}")
_EXPORTED = re.compile(rf"(?:导出|下载)时间[:\s]*{_DATE}")
_ACCOUNT = re.compile(r"账号[:\s]*\[?\s*([^\]\s,]+)")
_SUM = re.compile(r"(支出|收入)合计[:\s]*(\d+)\s*笔[,，\s]*共\s*([-+\d.,]+)\s*元")
_ASIDE = re.compile(
    r"#|-{5,}|支付宝账务|账务明细列表|账务汇总列表|账号[:\s]*\[|起始日期|终止日期|支出合计|收入合计|导出时间|下载时间"
)
SUMMARY_TITLE = "账务汇总"
_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2099
"""The years of which a line can be; a period beyond them covers no day that anybody could trade on."""


@dataclass(frozen=True, slots=True)
class StatedSum:
    """How many lines a foot counts, and what they add up to in fen, without sign."""

    lines: int
    amount: int


@dataclass(slots=True)
class StatementHead:
    """What was told so far; ``None`` is what the statement does not say."""

    account: str = ""
    first_day: date | None = None
    last_day: date | None = None
    income: StatedSum | None = None
    expense: StatedSum | None = None
    exported: date | None = None

    @property
    def has_period(self) -> bool:
        """Whether the statement says which days it covers."""
        return self.first_day is not None and self.last_day is not None

    def covered_to(self, last_line: date | None, known_to: date) -> date | None:
        """The last day that it covers: a statement of the whole month, exported within it, tells of no later day.

        Args:
            last_line: the day of its last line, ``None`` without lines; what has lines was known.
            known_to: the day on which the file was there, for one that does not say when it was exported, or says a
                day before its period.

        Returns:
            ``None`` where the period has no end, or where all of it was still to come.
        """
        if self.first_day is None or self.last_day is None:
            return self.last_day
        reached = known_to if self.exported is None or self.exported < self.first_day else self.exported
        if last_line is not None:
            reached = max(reached, last_line)
        return min(self.last_day, reached) if reached >= self.first_day else None

    def take(self, text: str) -> None:
        """Read a line beside the table; characters in one width. What is not understood is passed over.

        A period that ends at midnight does not cover the day that begins there.
        """
        found = _ACCOUNT.search(text)
        if found and not self.account:
            self.account = found.group(1)
        first, last = _day(_FROM.search(text)), _TO.search(text)
        self.first_day = first or self.first_day
        self.exported = _day(_EXPORTED.search(text)) or self.exported
        end = _day(last)
        if last is not None and end is not None:
            at_midnight = last.group(4) in ("00:00:00", "0:00:00", "00:00", "0:00")
            start = self.first_day
            if at_midnight and (start is None or end > start):
                end -= timedelta(days=1)
            self.last_day = end
        if self.first_day is not None and self.last_day is not None and self.last_day < self.first_day:
            self.last_day = None
        for side, lines, amount in _SUM.findall(text):
            fen = _fen(amount)
            if fen is not None:
                told = StatedSum(int(lines), abs(fen))
                if side == "收入":
                    self.income = told
                else:
                    self.expense = told


def is_aside(first: str) -> bool:
    """Whether a row that begins so stands beside the table: a comment, a line of dashes, a sum of the foot."""
    return _ASIDE.match(first) is not None


def is_summary(texts: Iterable[str]) -> bool:
    """Whether these first lines are those of a summary (账务汇总), which has no lines of its own."""
    return any(SUMMARY_TITLE in text for text in texts)


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        day = date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
    return day if _EARLIEST_YEAR <= day.year <= _LATEST_YEAR else None


def _fen(text: str) -> int | None:
    try:
        return int((Decimal(text.replace(",", "")) * 100).to_integral_value())
    except InvalidOperation:
        return None

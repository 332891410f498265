"""The statement of the sample store's account: it fits the orders to the fen, but for a few differences to find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from shopdesk.domain.money import round_half_up
from shopdesk.domain.orders import Order
from shopdesk.domain.periods import month_of

OPENING = 20_000_000
"""The balance before the first line, in fen."""
_DEPOSIT = 5_000_000
_KEPT_IN_THE_ACCOUNT = 3_000_000
_POINTS = Decimal("0.005")
_SOFTWARE = Decimal("0.006")
_PAY_LATER = Decimal("0.006")
_AFFILIATE = Decimal("0.06")
_MONDAY = 0


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line as the statement writes it; ``amount`` in fen, in positive, out negative."""

    at: datetime
    amount: int
    business_type: str
    remark: str = ""
    title: str = ""
    merchant: str = ""


def sample_lines(
    orders: Sequence[Order], ads: Mapping[date, int], rate: Decimal, first: date, last: date
) -> list[SampleLine]:
    """The lines of all days, in time order.

    In the last whole month somebody finds: an order paid too little, one whose commission is too high, one confirmed
    without money, one whose refund is smaller than the report says, money for an unknown order, and a line that no
    rule knows.

    Args:
        orders: the store's orders.
        ads: what was spent on ads, by day; it is topped up every Monday for the week before.
        rate: the commission.
        first: the first day.
        last: the last day of the statement.
    """
    money = _Orders(orders, rate, last)
    lines = [line for order in orders for line in money.of(order)]
    lines += money.oddities()
    lines += _by_calendar(ads, first, last)
    lines = sorted((line for line in lines if first <= line.at.date() <= last), key=lambda line: line.at)
    return _with_withdrawals(lines, first, last)


class _Orders:
    """What the account moves for each order."""

    def __init__(self, orders: Sequence[Order], rate: Decimal, last: date) -> None:
        self._rate = rate
        self._last = last
        self._month = month_of(month_of(last).start - timedelta(days=1))
        plain, refunded = [], []
        for order in orders:
            if order.finished_at is not None and order.finished_at.date() in self._month:
                if not order.refund_fen:
                    plain.append(order.order_key)
                elif self._after_receipt(order):
                    refunded.append(order.order_key)
        # Far enough from each other not to be neighbours in a table.
        self._short, self._dear, self._without = (plain[place : place + 1] for place in (10, 20, 30))
        self._less_refunded = refunded[:1]

    def of(self, order: Order) -> list[SampleLine]:
        lines = []
        number, turn = order.order_key, int(order.order_key) // 7
        if order.shipped_at is not None:
            lines.append(_fee(order.shipped_at, 60 + turn % 120, f"保险承保-卖家版运费险保费收取:淘宝订单号{number}"))
        if order.finished_at is None or number in self._without:
            return lines
        gross, refund = order.gross_fen or 0, order.refund_fen or 0
        later = self._after_receipt(order)
        received = gross if later else gross - refund
        if number in self._short:
            received -= min(1_000, received // 2)
        at = order.finished_at
        lines.append(SampleLine(at, received, "交易付款", "", order.title or "", f"T200P{number}"))
        commission = round_half_up(received * self._rate) + (320 if number in self._dear else 0)
        lines.append(_fee(at, commission, f"天猫佣金（类目）{{{number}}}扣款"))
        lines.append(_fee(at, round_half_up(received * _POINTS), f"代扣返点积分{number}"))
        lines.append(_fee(at, round_half_up(received * _SOFTWARE), f"基础软件服务费({number})"))
        if turn % 11 == 0:
            lines.append(_fee(at, round_half_up(received * _AFFILIATE), f"淘宝客佣金代扣款[{number}]"))
        if turn % 5 == 0:
            lines.append(_fee(at, round_half_up(received * _PAY_LATER), f"花呗支付服务费{{{number}}}"))
        if later:
            back = refund - (500 if number in self._less_refunded and refund > 500 else 0)
            when = self._refunded_at(at, turn)
            lines.append(SampleLine(when, -back, "交易退款", f"售后退款-余额-T200P{number}", order.title or ""))
        return [line for line in lines if line.amount]

    def oddities(self) -> list[SampleLine]:
        """Money for an order that no report has, and a line that no rule knows."""
        day = self._month.start + timedelta(days=14)
        return [
            SampleLine(datetime.combine(day, time(11, 8, 20)), 12_800, "交易付款", "", "", "T200P2199000000000000017"),
            SampleLine(datetime.combine(day, time(15, 30, 5)), -12_800, "其它", "平台活动报名服务"),
        ]

    def _after_receipt(self, order: Order) -> bool:
        """Half of the refunds come after the money was received, the others before."""
        turn = int(order.order_key) // 7
        return (
            bool(order.refund_fen)
            and order.finished_at is not None
            and turn % 2 == 0
            and self._refunded_at(order.finished_at, turn).date() <= self._last
        )

    @staticmethod
    def _refunded_at(received: datetime, turn: int) -> datetime:
        return received + timedelta(days=1 + turn % 3, seconds=turn % 3_600)


def _fee(at: datetime, amount: int, remark: str) -> SampleLine:
    return SampleLine(at, -amount, "其它", remark)


def _by_calendar(ads: Mapping[date, int], first: date, last: date) -> list[SampleLine]:
    lines = [SampleLine(datetime.combine(first, time(8, 30)), -_DEPOSIT, "其它", "天猫保证金-充值")]
    for day in (first + timedelta(days=more) for more in range((last - first).days + 1)):
        if day.weekday() == _MONDAY:
            spent = sum(ads.get(day - timedelta(days=back), 0) for back in range(1, 8))
            if spent:
                topped_up = -(-spent // 10_000) * 10_000
                lines.append(SampleLine(datetime.combine(day, time(9)), -topped_up, "其它", "万相台无界版自动充值"))
        if day.day == 20:
            lines.append(SampleLine(datetime.combine(day, time(10, 15)), -3_000, "其它", "公益宝贝捐赠"))
            lines.append(
                SampleLine(datetime.combine(day, time(16, 40)), -1_500, "其它", "天猫保证金-充值（代扣）- 延迟发货")
            )
        if day.day == 21 and day.month % 3 == 0:
            lines.append(SampleLine(datetime.combine(day, time(3)), 1_000 + day.month * 37, "结息"))
    return lines


def _with_withdrawals(lines: list[SampleLine], first: date, last: date) -> list[SampleLine]:
    """Every Monday noon the owner takes out what is above the usual reserve, in whole thousands of yuan."""
    done: list[SampleLine] = []
    balance = OPENING
    noon = datetime.combine(first, time(12))
    noon += timedelta(days=-noon.weekday() % 7)
    for line in [*lines, SampleLine(datetime.combine(last, time.max), 0, "")]:
        while noon <= line.at:
            taken = max(0, balance - _KEPT_IN_THE_ACCOUNT) // 100_000 * 100_000
            if taken:
                done.append(SampleLine(noon, -taken, "提现", "提现到银行卡"))
                balance -= taken
            noon += timedelta(days=7)
        if line.amount:
            done.append(line)
            balance += line.amount
    return done

"""The invented statement: every line fits its order, but for the few that somebody is to find."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from shopdesk.domain.orders import Order
from shopdesk.domain.sample.statement import OPENING, SampleLine, sample_lines

FIRST, LAST = date(2026, 1, 5), date(2026, 4, 15)
ADS = {FIRST + timedelta(days=number): 10_100 + number for number in range(90)}
RATE = Decimal("0.05")


def order(turn: int, received: datetime | None, gross: int, refund: int = 0) -> Order:
    shipped = None if received is None else received - timedelta(days=5)
    return Order(
        store_id=1, order_key=str(turn * 7 + 3), order_no=str(turn), created_at=datetime(2026, 1, 1),
        created_day=date(2026, 1, 1), gross_fen=gross, refund_fen=refund, title="灯", shipped_at=shipped,
        finished_at=received,
    )  # fmt: skip


def received(number: int) -> datetime:
    return datetime.combine(date(2026, 2, 20) + timedelta(days=number // 2), time(9, number % 60))


ORDERS = [
    *(order(10_000 + number, received(number), 400_000 + 37 * number, 40_000 if number % 3 == 0 else 0)
      for number in range(100)),
    order(20_001, None, 9_900), order(20_002, datetime(2026, 4, 15, 23), 9_900, 900), order(20_003, received(9), 1_500),
]  # fmt: skip
LINES = sample_lines(ORDERS, ADS, RATE, FIRST, LAST)


def of(number: str) -> list[SampleLine]:
    return [line for line in LINES if number in line.remark or line.merchant == f"T200P{number}"]


def in_march(one: Order) -> bool:
    return one.finished_at is not None and one.finished_at.month == 3


PLAIN = [one.order_key for one in ORDERS if in_march(one) and not one.refund_fen]
SHORT, DEAR, WITHOUT = (PLAIN[place] for place in (10, 20, 30))
LESS = next(one.order_key for one in ORDERS if in_march(one) and one.refund_fen and int(one.order_key) // 7 % 2 == 0)


def test_lines_come_in_order_and_within_the_days() -> None:
    assert [line.at for line in LINES] == sorted(line.at for line in LINES)
    assert {line.at.date() for line in LINES} <= {FIRST + timedelta(days=number) for number in range(101)}
    assert all(line.amount for line in LINES)


def test_the_money_of_an_order_is_what_was_paid_less_what_was_given_back() -> None:
    for one in ORDERS:
        check_lines(one)


def check_lines(one: Order) -> None:
    lines = of(one.order_key)
    turn = int(one.order_key) // 7
    if one.finished_at is None:
        assert lines == []
        return
    insured = [line for line in lines if "运费险" in line.remark]
    assert [line.amount for line in insured] == [-(60 + turn % 120)]
    paid = [line.amount for line in lines if line.business_type == "交易付款"]
    back = [line for line in lines if line.business_type == "交易退款"]
    if one.order_key == WITHOUT:
        assert lines == insured
        return
    gross, refund = one.gross_fen or 0, one.refund_fen or 0
    later = bool(refund) and turn % 2 == 0 and one.finished_at.date() < date(2026, 4, 12)
    whole = gross if later else gross - refund
    assert paid == [whole - (1_000 if one.order_key == SHORT else 0)]
    assert [-line.amount for line in back] == ([refund - (500 if one.order_key == LESS else 0)] if later else [])
    assert all(timedelta(days=1) <= line.at - one.finished_at < timedelta(days=4) for line in back)
    fees = {line.remark[:4]: -line.amount for line in lines if line.business_type == "其它" and line not in insured}
    usual = {"天猫佣金": 5 * paid[0] / 100 + (320 if one.order_key == DEAR else 0), "代扣返点": paid[0] / 200,
             "基础软件": 6 * paid[0] / 1000}  # fmt: skip
    usual |= {"淘宝客佣": 6 * paid[0] / 100} if turn % 11 == 0 else {}
    usual |= {"花呗支付": 6 * paid[0] / 1000} if turn % 5 == 0 else {}
    assert fees.keys() == usual.keys()
    assert all(abs(fees[name] - fen) <= 0.5 for name, fen in usual.items())


def test_money_for_an_unknown_order_and_an_unknown_line_lie_in_the_last_whole_month() -> None:
    known = {f"T200P{one.order_key}" for one in ORDERS}
    (strange,) = [line for line in LINES if line.business_type == "交易付款" and line.merchant not in known]
    (unknown,) = [line for line in LINES if line.remark == "平台活动报名服务"]
    assert (strange.at.date(), strange.amount) == (date(2026, 3, 15), 128_00)
    assert (unknown.at.date(), unknown.amount) == (date(2026, 3, 15), -128_00)


def test_ads_are_topped_up_on_mondays_by_whole_hundreds_for_the_week_before() -> None:
    paid = {line.at.date(): -line.amount for line in LINES if "自动充值" in line.remark}
    mondays = [FIRST + timedelta(weeks=number) for number in range(1, 14)]
    assert list(paid) == mondays
    for monday, fen in paid.items():
        spent = sum(ADS.get(monday - timedelta(days=back), 0) for back in range(1, 8))
        assert fen % 10_000 == 0
        assert 0 <= fen - spent < 10_000


def test_what_comes_every_month_and_every_quarter() -> None:
    found = defaultdict(list)
    for line in LINES:
        if not line.merchant and "T200P" not in line.remark and line.at.time() in (time(10, 15), time(16, 40), time(3)):
            found[line.at.time()].append((line.at.date(), line.amount))
    twentieth = [date(2026, month, 20) for month in (1, 2, 3)]
    assert found[time(10, 15)] == [(day, -30_00) for day in twentieth]
    assert found[time(16, 40)] == [(day, -15_00) for day in twentieth]
    assert found[time(3)] == [(date(2026, 3, 21), 11_11)], "interest comes at the end of a quarter"
    assert LINES[0] == SampleLine(datetime(2026, 1, 5, 8, 30), -50_000_00, "其它", "天猫保证金-充值")


def test_every_monday_noon_all_but_the_reserve_is_taken_out_in_whole_thousands() -> None:
    balance, taken = OPENING, 0
    for line in LINES:
        balance += line.amount
        if line.business_type == "提现":
            taken += 1
            assert (line.at.weekday(), line.at.time(), line.amount % 100_000) == (0, time(12), 0)
            assert 30_000_00 <= balance < 31_000_00
        assert balance > 0
    assert taken > 3
    first = next(line for line in LINES if line.business_type == "提现")
    assert first.at.date() == FIRST, "the first day is a Monday"


def test_the_statement_is_the_same_in_every_release() -> None:
    assert hashlib.sha256(repr(LINES).encode()).hexdigest()[:12] == "8481379c863d"

"""Story: a month of real orders and its money, as an owner brings them in; every figure is reckoned here once more.

Amounts, refunds and days are those of the published order report; numbers, receipts and the statement are invented to
go with it. The reckoning below is of whole fen over the rows themselves and knows nothing of the program.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from shopdesk.domain.ledger.bridge import Step
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.periods import Period
from tests.gui.hands import choose_data, click
from tests.import_files import write_csv, write_xlsx
from tests.money_files import Line, write_statement, yuan
from tests.stories.shop import Shop
from tests.stories.test_money_account_story import drop

EVERY = 10
FEBRUARY = Period(date(2020, 2, 1), date(2020, 2, 29))
QUARTER = Period(date(2020, 1, 1), date(2020, 3, 31))
HOLE = date(2020, 2, 24)
MODELS = ("LAMP-0", "LAMP-1", "LAMP-2")
COSTS = {"LAMP-0": 4_150, "LAMP-1": 3_000}
BAGS = "打包袋货款 老王"


@dataclass
class Order:
    """One order of the report with what became of it; amounts in fen."""

    number: str
    total: int
    refund: int
    paid: datetime
    confirmed: datetime | None
    model: str


@dataclass
class Month:
    """The orders and every movement of the account."""

    orders: list[Order] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def fen(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def month_of(report: Path) -> Month:
    """Each tenth of the real orders, paid ones only, with receipts some days later."""
    made = Month()
    with report.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1::EVERY]
    for place, (_, total, _, _, _, paid, refund) in enumerate(rows):
        if not paid:
            continue
        at = datetime.strptime(paid, "%Y/%m/%d %H:%M")
        one = Order(str(2_800_000_000_000_000_000 + place), fen(total), fen(refund), at, None, MODELS[place % 3])
        if one.refund < one.total:
            one.confirmed = at + timedelta(days=3 + place % 9, seconds=place)
            _money(made, one, before=place % 3 > 0)
        made.orders.append(one)
    for day in range(1, 45):
        at = datetime(2020, 2, 1, 9) + timedelta(days=day)
        for every, amount, kind, note in (
            (3, -50_000, "其它", "直通车自动充值"), (7, -100_000, "提现", ""), (9, -8_800, "转账", BAGS)
        ):  # fmt: skip
            if day % every == 0:
                made.lines.append(Line(at + timedelta(minutes=every), amount, kind, note))
    made.lines.sort(key=lambda line: line.at)
    balance = 10_000_000
    for place, line in enumerate(made.lines):
        balance += line.fen
        line.balance, line.number = balance, f"{20_200_000_000_000 + place}"
    return made


def _money(made: Month, order: Order, *, before: bool) -> None:
    """What the account shows of an order that was refunded in part before the money came, or after."""
    assert order.confirmed is not None
    received = order.total - order.refund if before else order.total
    sale = Line(order.confirmed, received, "在线支付", merchant_no=f"T200P{order.number}")
    fee = -((received * 5 + 50) // 100)
    made.lines += [sale, Line(order.confirmed, fee, "其它", f"天猫佣金（类目）{{{order.number}}}扣款")]
    if order.refund and not before:
        later = order.confirmed + timedelta(days=2)
        made.lines.append(Line(later, -order.refund, "交易退款", f"售后退款-余额-T200P{order.number}"))


def files(made: Month, folder: Path) -> tuple[list[Path], Path]:
    """What is dropped first, with a stretch missing, and the statement that has all of February."""
    rows = [
        [
            "订单编号",
            "总金额",
            "买家实际支付金额",
            "订单状态",
            "订单创建时间",
            "订单付款时间",
            "退款金额",
            "确认收货时间",
        ]
    ]
    items = [["子订单编号", "主订单编号", "商品ID", "标题", "商家编码", "购买数量", "买家应付货款", "订单创建时间"]]
    for one in made.orders:
        state = "交易成功" if one.confirmed else "交易关闭"
        rows.append(
            [one.number, yuan(one.total), yuan(one.total - one.refund), state, str(one.paid), str(one.paid),
             yuan(one.refund), str(one.confirmed or "")]
        )  # fmt: skip
        items.append(
            [one.number, one.number, f"61{one.model[-1]}", "台灯", one.model, "1", yuan(one.total), str(one.paid)]
        )
    some = [line for line in made.lines if line.at.date() != HOLE]
    march = (date(2020, 2, 27), date(2020, 3, 20))
    first = [
        write_csv(folder / "ExportOrderList202003.csv", rows),
        write_csv(folder / "ExportOrderDetailList202003.csv", items),
        write_statement(some, folder / "账务明细_02.csv", FEBRUARY.start, FEBRUARY.end, newest_first=True),
        write_statement(made.lines, folder / "账务明细_03.csv", *march, minus=False),
    ]
    return first, write_statement(made.lines, folder / "账务明细_02_全.csv", FEBRUARY.start, FEBRUARY.end)


def kind_of(line: Line) -> LineKind:
    for word, kind in (("佣金", LineKind.COMMISSION), ("充值", LineKind.ADS_TOPUP), ("退款", LineKind.REFUND),
                       (BAGS, LineKind.COMPENSATION)):  # fmt: skip
        if word in line.note:
            return kind
    return LineKind.SALE if line.kind == "在线支付" else LineKind.TRANSFER


def sums(lines: Iterator[Line]) -> dict[LineKind, int]:
    found: dict[LineKind, int] = defaultdict(int)
    for line in lines:
        found[kind_of(line)] += line.fen
    return found


@pytest.fixture
def made(shared_data: Path) -> Month:
    """The real orders with their money."""
    return month_of(shared_data / "real" / "tmall_order_report.csv")


def test_a_month_of_real_orders_from_its_statements_to_the_accountant(
    shop: Shop, made: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.clock.set(datetime(2020, 4, 10, 9, 0))
    first, whole = files(made, tmp_path)
    for file in first:
        drop(shop, file)
    page: Any = shop.desktop.window.open_page("kpi")
    page.range.choose(page.range.selection.choice.CUSTOM, QUARTER)

    def part(name: str) -> Any:
        page.open_money(name)
        shop.wait()
        return page.tabs.shown.tabs.shown

    _one_letter_and_a_rule(shop, part)
    _by_week(shop, made, page, part)
    _every_order(made, part, missing=True)
    _closed_and_changed(shop, made, whole, part)
    _every_order(made, part, missing=False)
    _bridge(shop, made, part)
    _costs_and_profit(shop, made, part, tmp_path, monkeypatch)


def _one_letter_and_a_rule(shop: Shop, part: Callable[[str], Any]) -> None:
    """A letter that stands in every commission would take their kind away, and the form says so."""
    rules = part("rules")
    click(rules, "kpi.money.rules.fromLine")
    form = rules.dialog
    assert form["words"].text() == BAGS
    form["words"].setText("天")
    shop.qtbot.waitUntil(lambda: "would lose it: Commission" in form.caught.text(), timeout=10_000)
    form["words"].setText("打包袋货款")
    shop.qtbot.waitUntil(lambda: "have a kind" not in form.caught.text() and "-" in form.caught.text(), timeout=10_000)
    choose_data(form["kind"], LineKind.COMPENSATION)
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert "Every line has a kind" in rules.said.text()


def _by_week(shop: Shop, made: Month, page: Any, part: Callable[[str], Any]) -> None:
    account = part("account")
    click(page, "kpi.by_week")
    shop.wait()
    known = [line for line in made.lines if line.at.date() != HOLE and line.at.date() <= date(2020, 3, 20)]
    weeks: dict[str, list[Line]] = defaultdict(list)
    for line in known:
        year, week, _ = line.at.isocalendar()
        weeks[f"{year}-W{week:02d}"].append(line)
    shown = account.table.records_model.records
    assert [row.label for row in shown] == list(weeks)
    for row in shown:
        told = {kind: amount for kind, amount in row.row.sums.items() if amount}
        assert told == {kind: amount for kind, amount in sums(iter(weeks[row.label])).items() if amount}, row.label
        assert row.row.closing == weeks[row.label][-1].balance
    gone = sum(line.fen for line in made.lines if line.at.date() == HOLE)
    assert f"{gone / 100:,.2f}" in account.gaps.text()


def _every_order(made: Month, part: Callable[[str], Any], *, missing: bool) -> None:
    orders = part("orders")
    waiting = [one for one in made.orders if one.confirmed and one.confirmed.date() > date(2020, 3, 20)]
    lost = [one for one in made.orders if missing and one.confirmed and one.confirmed.date() == HOLE]
    # Where the refund came days after the money that is missing, the statement knows the one and not the other.
    refunded = {line.note.rpartition("P")[2] for line in made.lines if line.kind == "交易退款"}
    short = [one for one in lost if one.number in refunded]
    silent = [one for one in lost if one.number not in refunded]
    buttons = orders.chips.buttons
    settled = len(made.orders) - len(lost) - len(waiting)
    assert buttons["all"].text() == f"All {len(made.orders):,}"
    assert buttons["settled"].text() == f"Settled {settled:,}"
    for state, name, some, owed in (
        ("no_money", "No money", silent, sum(one.refund - one.total for one in silent)),
        ("short", "Short", short, -sum(one.total for one in short)),
    ):
        assert buttons[state].text() == (f"{name} {len(some)} · {owed / 100:,.2f}" if some else f"{name} 0")
    assert (len(silent) > 3 and bool(short)) is missing, "the hole holds orders of both kinds"


def _closed_and_changed(shop: Shop, made: Month, whole: Path, part: Callable[[str], Any]) -> None:
    months = part("months")
    assert months.table.select(lambda one: f"{one.view.month:%Y-%m}" == "2020-02")
    shop.wait()
    click(months, "kpi.money.months.close")
    shop.wait()
    drop(shop, whole)
    came = {kind.value: amount for kind, amount in sums(line for line in made.lines if line.at.date() == HOLE).items()}
    months = part("months")
    assert {one.change.code: one.change.difference for one in months.month.changes} == came
    click(months, "kpi.money.months.takeBack")
    shop.wait()
    assert months.month.closed is not None and not months.month.changes
    drop(shop, whole)
    months = part("months")
    assert len(months.month.changes) == len(came)
    click(months, "kpi.money.months.accept")
    shop.wait()
    assert not months.month.changes


def _bridge(shop: Shop, made: Month, part: Callable[[str], Any]) -> None:
    bridge = part("bridge")
    bridge.month.choose(FEBRUARY.start)
    shop.wait()
    steps = {step.what.step: step.fen for step in bridge.way.records_model.records}
    here = [line for line in made.lines if line.at.month == 2]
    by_kind = sums(iter(here))
    paid = [one for one in made.orders if one.paid.month == 2]
    assert steps[Step.PAID_ORDERS] == sum(one.total for one in paid)
    assert steps[Step.CLOSED_BEFORE_RECEIPT] == -sum(one.total for one in paid if one.confirmed is None)
    later = [one for one in paid if one.confirmed is not None and one.confirmed.month == 3]
    assert steps[Step.NOT_YET_CONFIRMED] == -sum(one.total for one in later)
    assert steps[Step.RECEIVED] == by_kind[LineKind.SALE] and steps[Step.REFUNDS] == by_kind[LineKind.REFUND]
    assert steps[Step.FEES] == by_kind[LineKind.COMMISSION] + by_kind[LineKind.COMPENSATION]
    assert steps[Step.AMOUNT_DIFFERS] == steps[Step.MISSING_STRETCH] == steps[Step.NOT_CLASSIFIED] == 0
    assert steps[Step.CHANGE_OF_BALANCE] == sum(line.fen for line in here)
    assert "Every fen is explained" in bridge.said.text()


def _costs_and_profit(
    shop: Shop, made: Month, part: Callable[[str], Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A supplier's sheet with words and columns of its own; then each split comes to the same, to the fen."""
    costs = part("costs")
    rows = [["序号", "款号", "进价（元）", "供应商"], *([number, model, cost / 100, "老王"] for number, (model, cost) in
                                            enumerate(COSTS.items(), 1))]  # fmt: skip
    book = write_xlsx(folder / "进货.xlsx", {"进货": rows})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(book), ""))
    click(costs, "kpi.money.costs.take")
    shop.wait()
    click(costs.question_box, "kpi.money.costs.takeThem")
    shop.wait()
    unknown = sum(one.total for one in made.orders if one.model not in COSTS)
    assert f"without a unit cost: 1 product, {unknown / 100:,.2f} of sales" in costs.said.text()
    profit = part("profit")
    for by in ("day", "week", "month", "product"):
        choose_data(profit.split, by)
        shop.wait()
        total, *rest = [line.row for line in profit.rows.records_model.records]
        assert total[Part.SALES] == sum(one.total for one in made.orders)
        assert total[Part.REFUNDS] == sum(one.refund for one in made.orders)
        assert total.unknown_sales == unknown
        for piece in (Part.SALES, Part.REFUNDS, Part.PLATFORM_FEES, Part.COMPENSATION):
            # On a day without a paid order nobody knows what was sold, though the statement has lines of it.
            assert sum(row[piece] or 0 for row in rest) == total[piece], (by, piece)
            known = {row.key for row in rest if row[piece] is not None}
            assert by != "day" or {str(one.paid.date()) for one in made.orders} <= known, piece

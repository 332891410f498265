"""Explaining orders, closing months, own rates, alerts: what the service does around the second reckoning."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.cli.main import run
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.ledger.bridge import Step
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matched import MatchedOrder, OrderFilter
from shopdesk.domain.ledger.matching import Hint, OrderState
from shopdesk.domain.ledger.rules import StatementRule
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.infra.clock import FixedClock
from shopdesk.services.imports.service import Choices
from shopdesk.storage.tables.matching import order_money
from tests.asked import asked_of
from tests.money_files import ITEM_HEADINGS, ORDER_HEADINGS, Line, write_statement, write_table

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
ONE, TWO, THREE = "2800000000000000011", "2800000000000000022", "2800000000000000033"


@pytest.fixture
def first_file(blank: Path) -> Path:
    """No store: it is made here."""
    return blank


@pytest.fixture
def store(app: App) -> Store:
    """The only store."""
    return app.services.stores.create("店")


def order(number: str, paid: str = "100.00", refund: str = "0.00", **more: str) -> dict[str, str]:
    """A confirmed order of January."""
    return {
        **dict.fromkeys(ORDER_HEADINGS, ""),
        "订单编号": number,
        "买家应付邮费": "0.00",
        "总金额": paid,
        "买家实付金额": paid,
        "订单状态": "交易成功",
        "订单创建时间": "2026-01-05 09:50:00",
        "订单付款时间": "2026-01-05 10:00:00",
        "确认收货时间": "2026-01-10 12:00:00",
        "退款金额": refund,
        **more,
    }


class Desk:
    """Writes small files and imports them."""

    def __init__(self, app: App, store: Store, folder: Path) -> None:
        self.app, self.store, self.folder = app, store, folder
        self.lines: list[Line] = []
        self.files = 0

    def _path(self) -> Path:
        self.files += 1
        made = self.folder / str(self.files)
        made.mkdir()
        return made

    def _run(self, path: Path) -> int:
        result = self.app.services.imports.run_file(path, self.store)
        assert result.tally.problems == ()
        return result.run.id or 0

    def orders(self, *rows: dict[str, str]) -> int:
        """Import an order report."""
        return self._run(write_table(self._path() / "ExportOrderList202602011200.csv", ORDER_HEADINGS, rows))

    def items(self, *rows: dict[str, str]) -> int:
        """Import a sub-order report."""
        whole = [{**dict.fromkeys(ITEM_HEADINGS, ""), **row} for row in rows]
        return self._run(write_table(self._path() / "ExportOrderDetailList202602011200.csv", ITEM_HEADINGS, whole))

    def statement(self, *lines: Line, first: date = JANUARY, last: date = date(2026, 1, 31)) -> int:
        """Import a statement of these days with all lines so far and these; the balance goes on."""
        self.lines = sorted([*self.lines, *lines], key=lambda line: line.at)
        balance = 1_000_00
        for place, line in enumerate(self.lines):
            balance += line.fen
            line.balance = balance
            line.number = line.number or f"2026{place:04d}{self.files:08d}"
        return self._run(write_statement(self.lines, self._path() / "a.csv", first, last))

    def one(self, number: str) -> MatchedOrder:
        """An order as it stands."""
        return self.app.services.matching.order(self.store.id or 0, number)


@pytest.fixture
def desk(app: App, store: Store, tmp_path: Path) -> Desk:
    """A desk of that store, which is charged no commission unless a test says so."""
    app.services.setup.fees.add_own(store.id or 0, FeeItem.COMMISSION, rate=Decimal(0), source="合同")
    return Desk(app, store, tmp_path)


def sale(number: str, fen: int = 100_00, day: int = 10, month: int = 1) -> Line:
    """Money of an order."""
    return Line(datetime(2026, month, day, 12, 0, 5), fen, "交易付款", merchant_no=f"T200P{number}")


def fee(number: str, fen: int, day: int = 10) -> Line:
    """A commission."""
    return Line(datetime(2026, 1, day, 12, 0, 6), -fen, "其它", f"天猫佣金（类目）{{{number}}}扣款")


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_all_orders_are_worked_out_alike_however_many_at_once(
    app: App, desk: Desk, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A large store is gone through in stretches of order numbers; each order is in exactly one of them."""
    desk.orders(order(ONE), order(THREE, refund="20.00"))
    desk.items({"子订单编号": "1", "主订单编号": THREE, "退款金额": "20.00"})
    desk.statement(sale(ONE), sale(TWO, 5_00), fee(ONE, 3_00), sale(THREE))

    def kept() -> list[tuple[object, ...]]:
        c = order_money.c
        with app.services.ctx.read() as uow:
            query = select(*[column for column in order_money.columns if column is not c.id])
            return sorted(tuple(row) for row in uow.connection.execute(query))

    one_by_one = kept()
    assert [row[1] for row in one_by_one] == [ONE, TWO, THREE]
    monkeypatch.setattr("shopdesk.storage.queries.order_money._AT_ONCE", at_once)
    app.services.matching.recount(desk.store.id or 0, Text("anew"))
    assert kept() == one_by_one


def test_an_order_is_explained_while_it_differs_by_the_same(app: App, desk: Desk) -> None:
    """The word stands beside the order; when the difference becomes another one, the order is open again."""
    matching, store = app.services.matching, desk.store.id or 0
    desk.orders(order(ONE), order(TWO))
    desk.statement(sale(ONE, 90_00), sale(TWO))
    assert (desk.one(ONE).state, desk.one(ONE).difference) == (OrderState.SHORT, -10_00)
    open_only = OrderFilter(open_only=True)
    assert [one.order_no for one in matching.orders(store, open_only).orders] == [ONE]
    with pytest.raises(FieldError):
        matching.explain(store, ONE, "  ")
    said = matching.explain(store, ONE, " 线下补款 10 元 ", "小满")
    assert (said.word, said.who) == ("线下补款 10 元", "小满")
    assert desk.one(ONE).is_explained
    page = matching.orders(store, open_only)
    assert page.orders == ()
    (short,) = [count for count in page.counts if count.state is OrderState.SHORT]
    assert (short.orders, short.difference, short.explained, short.explained_difference) == (1, -10_00, 1, -10_00)

    desk.statement(sale(ONE, 4_00, day=20))
    now = desk.one(ONE)
    assert (now.difference, now.is_explained) == (-6_00, False)
    assert now.explanation is not None
    assert [one.order_no for one in matching.orders(store, open_only).orders] == [ONE]
    again = matching.explain(store, ONE, "又补了", "小满")
    assert again.id == said.id
    matching.unexplain(again)
    assert desk.one(ONE).explanation is None
    app.services.history.undo()
    assert desk.one(ONE).explanation == again
    with pytest.raises(NotFound):
        matching.explain(store, "123", "x")


def test_pages_states_and_search(app: App, desk: Desk) -> None:
    """The newest first, by pages; a state, a part of a number, and the whole number of a sub-order find orders."""
    matching, store = app.services.matching, desk.store.id or 0
    numbers = [f"28000000000000001{place:02d}" for place in range(5)]
    desk.orders(
        *(order(number, 订单付款时间=f"2026-01-0{place + 1} 10:00:00") for place, number in enumerate(numbers)),
        order(THREE, 确认收货时间="", 订单付款时间="2026-01-09 10:00:00"),
    )
    desk.items({"子订单编号": "2800000000000099999", "主订单编号": numbers[2], "商品标题": "衣", "商品价格": "1.00"})
    desk.statement(sale(numbers[0]))
    first = matching.orders(store, OrderFilter(), limit=4)
    assert [one.order_no for one in first.orders] == [THREE, *reversed(numbers[2:])]
    assert (first.more, first.covered_from, first.covered_to) == (True, JANUARY, date(2026, 1, 31))
    rest = matching.orders(store, OrderFilter(), limit=4, offset=4)
    assert ([one.order_no for one in rest.orders], rest.more) == ([numbers[1], numbers[0]], False)
    counts = {count.state: (count.orders, count.difference) for count in first.counts}
    assert counts == {
        OrderState.SETTLED: (1, 0), OrderState.WAITING: (1, -100_00), OrderState.NO_MONEY: (4, -400_00),
    }  # fmt: skip

    def found(**more: Any) -> list[str]:
        return [one.order_no for one in matching.orders(store, OrderFilter(**more)).orders]

    assert found(states=frozenset({OrderState.WAITING})) == [THREE]
    assert found(states=frozenset({OrderState.NO_MONEY})) == list(reversed(numbers[1:]))
    assert len(found(states=frozenset({OrderState.NO_MONEY, OrderState.WAITING, OrderState.SETTLED}))) == 6
    assert found(number="0103") == [numbers[3]]
    assert found(number="2800000000000099999") == [numbers[2]]
    assert found(number="%") == []
    assert found(first=date(2026, 1, 2), last=date(2026, 1, 3)) == [numbers[2], numbers[1]]
    assert found(open_only=True) == list(reversed(numbers[1:]))


def test_hints_of_orders(desk: Desk) -> None:
    """Money ahead of an older report, a refund before receipt, reports that disagree, orders before the statements."""
    desk.orders(
        order(ONE, 确认收货时间="", 订单状态="卖家已发货，等待买家确认"),
        order(TWO, refund="30.00", 买家实付金额="70.00"),
        order(THREE, 确认收货时间="2025-12-20 10:00:00"),
    )
    desk.items(
        {"子订单编号": TWO, "主订单编号": TWO, "商品标题": "衣", "商品价格": "100.00", "退款金额": "31.00"},
    )
    desk.statement(sale(ONE), sale(TWO, 70_00))
    assert (desk.one(ONE).state, desk.one(ONE).hints) == (OrderState.SETTLED, (Hint.OLDER_REPORT,))
    assert (desk.one(TWO).state, desk.one(TWO).hints) == (
        OrderState.SETTLED, (Hint.BEFORE_RECEIPT, Hint.ITEMS_DIFFER),
    )  # fmt: skip
    assert (desk.one(TWO).refund_by_report, desk.one(TWO).refund_by_items) == (30_00, 31_00)
    assert (desk.one(THREE).state, desk.one(THREE).hints) == (OrderState.NO_MONEY, (Hint.BEFORE_STATEMENTS,))


def test_own_rates_decide_what_was_to_be_charged(app: App, desk: Desk) -> None:
    """A rate that is entered, changed or undone works the orders out anew; freight is not charged."""
    fees, store = app.services.setup.fees, desk.store.id or 0
    desk.orders(order(ONE, "110.00", 买家应付邮费="10.00"))
    desk.statement(sale(ONE, 110_00), fee(ONE, 5_00))
    fees.add_own(store, FeeItem.COMMISSION, rate=Decimal("0.05"), source="合同")
    assert (desk.one(ONE).expected_commission, desk.one(ONE).state) == (5_00, OrderState.SETTLED)
    fees.add_own(store, FeeItem.COMMISSION, rate=Decimal("0.02"), source="合同", valid_from=date(2026, 1, 10))
    found = desk.one(ONE)
    assert (found.expected_commission, found.state, found.difference) == (2_00, OrderState.FEE_DIFFERS, 3_00)
    app.services.history.undo()
    assert desk.one(ONE).state is OrderState.SETTLED
    app.services.history.redo()
    assert desk.one(ONE).state is OrderState.FEE_DIFFERS


def test_own_rate_of_a_category(app: App, desk: Desk) -> None:
    """Where the product is known, the rate of its category goes before the general one."""
    fees, store = app.services.setup.fees, desk.store.id or 0
    fees.add_own(store, FeeItem.COMMISSION, rate=Decimal("0.05"), source="合同")
    fees.add_own(store, FeeItem.COMMISSION, rate=Decimal("0.03"), source="合同", category="女装")
    desk.orders(order(ONE), order(TWO))
    desk.items(
        {"子订单编号": ONE, "主订单编号": ONE, "商品标题": "裙", "商品价格": "100.00", "商品ID": "600001"},
        {"子订单编号": TWO, "主订单编号": TWO, "商品标题": "茶", "商品价格": "100.00", "商品ID": "600002"},
    )
    desk.statement(sale(ONE), sale(TWO))
    assert desk.one(ONE).expected_commission == 5_00, "no report tells the product's category yet"
    days = desk.folder / "products.csv"
    days.write_text(
        "统计日期,商品ID,商品名称,一级类目,二级类目,支付金额\n2026-01-08,600001,裙,女装,连衣裙,100.00\n",
        encoding="utf-8",
    )
    app.services.imports.run_file(days, desk.store, Choices(kind="product_days"))
    assert desk.one(ONE).expected_commission == 3_00
    assert desk.one(TWO).expected_commission == 5_00


def test_a_closed_month_keeps_its_sums(app: App, desk: Desk, clock: FixedClock) -> None:
    """What changes it later is pointed out: which figure, by how much, by which import; taking that back ends it."""
    months, store = app.services.matching.months, desk.store.id or 0
    with pytest.raises(UserError, match="No statement"):
        months.close(store, JANUARY)
    desk.orders(order(ONE))
    desk.statement(sale(ONE), fee(ONE, 5_00))
    closed = months.close(store, date(2026, 1, 17), "小满")
    assert (closed.month, closed.closed_by, closed.figures["sale"]) == (JANUARY, "小满", 100_00)
    assert months.of(store, JANUARY).is_whole
    assert app.services.matching.alerts(store) == []
    with pytest.raises(UserError, match="closed already"):
        months.close(store, JANUARY)

    second = desk.statement(sale(TWO, 7_00, day=31))
    (view,) = months.changed(store)
    told = {one.change.code: (one.change.before_fen, one.change.after_fen) for one in view.changes}
    assert told == {"sale": (100_00, 107_00), "closing_balance": (1_095_00, 1_102_00)}
    assert {one.change.import_id for one in view.changes} == {second}
    assert all(one.can_take_back for one in view.changes)
    (alert,) = [one for one in app.services.matching.alerts(store) if one.code.startswith("month_changed")]
    assert "2026-01" in str(alert.text)
    assert alert in app.services.alerts.now(store)

    app.services.imports.undo(second)
    assert months.changed(store) == []
    third = desk.orders(order(ONE, "120.00"))
    (view,) = months.changed(store)
    assert [(one.change.code, one.change.difference, one.change.import_id) for one in view.changes] == [
        ("paid_orders", 20_00, third)
    ]
    accepted = months.accept(store, JANUARY)
    assert (accepted.figures["paid_orders"], months.changed(store)) == (120_00, [])
    app.services.history.undo()
    assert len(months.changed(store)) == 1
    months.reopen(store, JANUARY)
    assert (months.of(store, JANUARY).closed, months.changed(store)) == (None, [])
    with pytest.raises(NotFound):
        months.reopen(store, JANUARY)
    clock.set(datetime(2026, 1, 31, 23, 0))
    with pytest.raises(UserError, match="not over"):
        months.close(store, JANUARY)


def test_an_order_that_closes_later_does_not_change_its_month(app: App, desk: Desk) -> None:
    """Open at the end of the month, closed in the next: the course of things, no change of what was checked off."""
    months, store = app.services.matching.months, desk.store.id or 0
    desk.orders(order(ONE, 确认收货时间="", 订单状态="卖家已发货，等待买家确认"))
    desk.statement()
    months.close(store, JANUARY)
    desk.orders(order(ONE, refund="100.00", 确认收货时间="", 订单状态="交易关闭", 买家实付金额="0.00"))
    assert months.changed(store) == []
    steps = app.services.matching.bridge(store, JANUARY).bridge
    assert steps.step(Step.CLOSED_BEFORE_RECEIPT).amount == -100_00


def test_commands_of_a_month(app: App, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Close, look, accept and reopen without the window."""
    desk.orders(order(ONE))
    desk.statement(sale(ONE))
    folder = ["--data-dir", str(app.paths.data), "--lang", "en"]

    def told(*words: str, code: int = 0) -> str:
        assert run([*folder, *words]) == code
        printed = capsys.readouterr()
        return printed.out + printed.err

    assert told("money", "close", "--month", "2026-01") == "2026-01 is closed.\n"
    assert "closed already" in told("money", "close", "--month", "2026-01", code=1)
    desk.statement(sale(TWO, 7_00, day=31))
    assert "Sales received changed by 7.00" in told("money", "months")
    assert "Sales received changed by 7.00" in told("money", "bridge", "--month", "2026-01")
    assert "accepted" in told("money", "accept", "--month", "2026-01")
    assert "changed by" not in told("money", "months")
    assert "open again" in told("money", "reopen", "--month", "2026-01")
    assert "not closed" in told("money", "reopen", "--month", "2026-01", code=1)
    assert "5%" in told("fees", "set", "commission", "5%", "--category", "女装", "--from", "2026-01-01")
    assert "Unknown order: 1" in told("money", "orders", "--from", "2026-01-01", "--to", "2026-01-31")
    assert "you mean" in told("fees", "set", "commission", "0.05", code=1)


def test_fees_are_kept_by_kind(desk: Desk) -> None:
    """Costs are positive, what is given back negative, what comes to nothing is left out."""
    desk.orders(order(ONE, refund="20.00"))
    desk.statement(
        sale(ONE),
        fee(ONE, 5_00),
        Line(datetime(2026, 1, 12, 9), 2_00, "其它", f"代扣交易退回积分{ONE}"),
        Line(datetime(2026, 1, 12, 10), -3_00, "其它", f"淘宝客佣金代扣款[{ONE}]"),
        Line(datetime(2026, 1, 13, 10), 3_00, "其它", f"淘宝客佣金退款[{ONE}]"),
        Line(datetime(2026, 1, 13, 11), -20_00, "其它", f"售后退款-部分-T200P{ONE}"),
    )
    found = desk.one(ONE)
    assert dict(found.fees) == {LineKind.COMMISSION: 5_00, LineKind.POINTS: -2_00}
    assert (found.received, found.refunded, found.buyer_paid) == (100_00, 20_00, 100_00)


QIANNIU = (
    "商家昵称", "入帐日期", "入帐时间", "支付流水号", "主订单id", "子订单id", "入帐类型", "收入金额(元)",
    "支出金额(元)", "业务描述", "备注", "收/付渠道", "数据创建时间", "数据修改时间",
)  # fmt: skip


def test_lines_of_qianniu_count_where_no_statement_of_alipay_does(app: App, desk: Desk) -> None:
    """Money is never counted twice, whichever statement comes first or is taken back."""
    desk.orders(order(ONE), order(TWO))
    rows = [
        {"支付流水号": "2026010300001", "入帐日期": "2026-01-03", "主订单id": ONE},
        {"支付流水号": "2026010800001", "入帐日期": "2026-01-08", "主订单id": TWO},
    ]
    whole = [
        {**dict.fromkeys(QIANNIU, ""), "商家昵称": "店", "入帐时间": "12:00:05", "入帐类型": "交易",
         "收入金额(元)": "100.00", **row}
        for row in rows
    ]  # fmt: skip
    desk._run(write_table(desk.folder / "qianniu.csv", QIANNIU, whole))
    bridge = app.services.matching.bridge(desk.store.id or 0, JANUARY).bridge
    assert (bridge.opening, bridge.step(Step.RECEIVED).amount, bridge.unexplained) == (None, 200_00, 0)

    taken = desk.statement(sale(TWO, day=8), first=date(2026, 1, 5))
    assert (desk.one(ONE).received, desk.one(TWO).received) == (100_00, 100_00)
    bridge = app.services.matching.bridge(desk.store.id or 0, JANUARY).bridge
    # The statement of Alipay begins with 1,000.00; what came before it is reckoned back.
    assert (bridge.opening, bridge.closing, bridge.unexplained) == (900_00, 1_100_00, 0)
    assert bridge.step(Step.CHANGE_OF_BALANCE).amount == 200_00
    app.services.imports.undo(taken)
    assert (desk.one(ONE).received, desk.one(TWO).received) == (100_00, 100_00)


def test_a_rule_of_the_owner_counts_at_once(app: App, desk: Desk) -> None:
    """Lines that get another kind change their orders and, pointed out, their closed month; undo takes it back."""
    desk.orders(order(ONE))
    desk.statement(sale(ONE), Line(datetime(2026, 1, 20, 9), -4_00, "其它", f"神秘扣款[{ONE}]"))
    months, store = app.services.matching.months, desk.store.id or 0
    months.close(store, JANUARY)
    assert dict(desk.one(ONE).fees) == {LineKind.NOT_CLASSIFIED: 4_00}
    app.services.ledger.save_rule(StatementRule(store_id=store, words="神秘扣款", kind=LineKind.COMPENSATION))
    assert dict(desk.one(ONE).fees) == {LineKind.COMPENSATION: 4_00}
    (view,) = months.changed(store)
    assert {one.change.code: one.change.difference for one in view.changes} == {
        "not_classified": 4_00, "compensation": -4_00,
    }  # fmt: skip
    assert "神秘扣款" in str(view.changes[0].change.cause)
    assert not view.changes[0].can_take_back
    app.services.history.undo()
    assert dict(desk.one(ONE).fees) == {LineKind.NOT_CLASSIFIED: 4_00}
    assert months.changed(store) == []


def test_orders_are_worked_out_when_somebody_first_asks_for_them(
    app: App, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import alone does not pay for what nobody looks at; whoever looks sees all of it, and from then on at once."""
    matching, store = app.services.matching, desk.store.id or 0
    desk.orders(order(ONE), order(TWO))
    page = matching.orders(store, OrderFilter())
    assert (page.orders, page.uncounted, matching.bridge(store, JANUARY).uncounted) == ((), True, True)
    words = ["money", "orders", "--from", "2026-01-01", "--to", "2026-01-31"]
    assert run(["--data-dir", str(app.paths.data), "--lang", "en", *words]) == 0
    assert "Waiting: 2" in capsys.readouterr().out
    page = matching.orders(store, OrderFilter())
    assert ({one.order_no for one in page.orders}, page.uncounted) == ({ONE, TWO}, False)
    desk.orders(order(THREE))
    assert len(matching.orders(store, OrderFilter()).orders) == 3


def test_the_first_statement_works_out_every_order(app: App, desk: Desk) -> None:
    """Also those that it does not name, or they would be missing among those that wait."""
    desk.orders(order(ONE), order(TWO))
    desk.statement(sale(ONE))
    page = app.services.matching.orders(desk.store.id or 0, OrderFilter())
    assert {one.order_no: one.state for one in page.orders} == {ONE: OrderState.SETTLED, TWO: OrderState.NO_MONEY}
    assert not page.uncounted


def test_the_orders_of_all_states_are_counted_in_one_question(app: App, desk: Desk) -> None:
    desk.orders(order(ONE))
    desk.statement(sale(ONE, 90_00))
    with app.services.reading() as reading:
        asked = asked_of(reading.uow.connection)
        (short,) = app.services.matching.orders(desk.store.id or 0, OrderFilter()).counts
    assert short.orders == 1 and len(asked) <= 8, "over a slow line each costs its way there and back"

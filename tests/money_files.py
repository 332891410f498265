"""Invented order reports and account statements with every quirk that real ones have, as files.

Nothing here knows the program: amounts, numbers and words are written as the platform writes them, and
``tests/money_truth.py`` reads the files back by itself.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

ORDER_HEADINGS = (
    "订单编号", "支付单号", "买家应付货款", "买家应付邮费", "总金额", "买家实付金额", "订单状态", "订单创建时间",
    "订单付款时间", "商品标题", "宝贝总数量", "发货时间", "确认收货时间", "退款金额", "订单关闭原因",
)  # fmt: skip
ITEM_HEADINGS = (
    "子订单编号", "主订单编号", "商品标题", "商品价格", "购买数量", "商品属性", "订单状态", "商家编码", "买家应付货款",
    "买家实付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "商品ID",
)  # fmt: skip
LINE_HEADINGS = (
    "账务流水号", "业务流水号", "商户订单号", "商品名称", "发生时间", "对方账号", "收入金额（+元）", "支出金额（-元）",
    "账户余额（元）", "交易渠道", "业务类型", "备注", "业务描述", "业务账单来源", "业务基础订单号", "业务订单号",
)  # fmt: skip
WAYS = {
    "fine": 40, "open": 6, "closed": 6, "early": 6, "after": 10, "whole": 4, "twice": 3, "only report": 2,
    "only money": 2, "short": 2, "over": 2, "none": 3, "ahead": 2, "unknown": 3, "unpaid": 2,
}  # fmt: skip
"""What may become of an order, and how often of a hundred or so."""
BEGIN, END = date(2026, 1, 1), date(2026, 4, 30)
ACCOUNT = "20880000000001560156"


@dataclass
class Line:
    """One movement of the account; ``fen`` is negative for money going out."""

    at: datetime
    fen: int
    kind: str
    note: str = ""
    merchant_no: str = ""
    base_no: str = ""
    number: str = ""
    balance: int = 0


@dataclass
class Shop:
    """Everything that happened, before it is written to files."""

    orders: list[dict[str, str]] = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def yuan(fen: int) -> str:
    """Fen as a file states them."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


class Maker:
    """Invents a shop: orders with what the platform charged for each, and everything else on the account."""

    def __init__(self, seed: int, orders: int) -> None:
        """Begin with ``orders`` orders of four months."""
        self.chance = random.Random(seed)
        self.shop = Shop()
        self.number = 2_800_000_000_000_000_000 + seed * 10_000_000
        for _ in range(orders):
            self._order()
        self._rest(orders)
        self._balance()

    def _next(self) -> str:
        self.number += self.chance.randint(1, 9)
        return str(self.number)

    def _order(self) -> None:
        chance = self.chance
        number = self._next()
        paid_at = datetime.combine(BEGIN, datetime.min.time()) + timedelta(
            seconds=chance.randrange((END - BEGIN).days * 86_400)
        )
        prices = [chance.choice([1990, 4900, 9900, 12_345, 3, 25_800]) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
        freight = chance.choice([0, 0, 0, 600, 1000])
        paid = sum(prices) + freight
        confirmed = paid_at + timedelta(days=chance.randint(2, 14), seconds=chance.randrange(86_400))
        way = chance.choices(list(WAYS), list(WAYS.values()))[0]
        reported, received, refunds = self._amounts(way, paid)
        numbers = [number] if len(prices) == 1 and chance.random() < 0.5 else [self._next() for _ in prices]
        if way != "unknown":
            shown_confirmed = None if way in ("open", "closed", "ahead", "unpaid") else confirmed
            self._report(number, numbers, way, prices, freight, reported, paid_at, shown_confirmed)
        if way not in ("unpaid", "open", "closed") and confirmed.date() <= END:
            self._money(number, numbers, received, freight, refunds, confirmed)

    def _amounts(self, way: str, paid: int) -> tuple[int, int, list[int]]:
        """The refund that the report states, what came in, and the refunds of the statement."""
        chance = self.chance
        part = max(2, paid * chance.choice([10, 25, 50]) // 100)
        amounts: dict[str, tuple[int, int, list[int]]] = {
            "closed": (paid, 0, []),
            "early": (part, paid - part, []),
            "after": (part, paid, [part]),
            "whole": (paid, paid, [paid]),
            "twice": (2 * (part // 2), paid, [part // 2, part // 2]),
            "only report": (part, paid, []),
            "only money": (0, paid, [part]),
            "short": (0, paid - chance.randint(1, max(1, paid // 10)), []),
            "over": (0, paid + chance.randint(1, 500), []),
            "none": (0, 0, []),
        }
        return amounts.get(way, (0, paid, []))

    def _report(
        self, number: str, numbers: list[str], way: str, prices: list[int], freight: int, refund: int,
        paid_at: datetime, confirmed: datetime | None,
    ) -> None:  # fmt: skip
        chance = self.chance
        paid = sum(prices) + freight
        status = {"closed": "交易关闭", "unpaid": "等待买家付款"}.get(
            way, "交易成功" if confirmed else "卖家已发货，等待买家确认"
        )
        created = paid_at - timedelta(minutes=chance.randint(1, 300))
        shown = paid_at if way != "unpaid" else None
        self.shop.orders.append(
            {
                "订单编号": number,
                "支付单号": f"2026{number}00001"[:28],
                "买家应付货款": yuan(paid - freight),
                "买家应付邮费": yuan(freight),
                "总金额": yuan(paid),
                # After refunds in most files; a few orders state it before refunds.
                "买家实付金额": yuan(0 if way == "unpaid" else paid if chance.random() < 0.1 else paid - refund),
                "订单状态": status,
                "订单创建时间": f"{created:%Y-%m-%d %H:%M:%S}",
                "订单付款时间": f"{shown:%Y-%m-%d %H:%M:%S}" if shown else "",
                "商品标题": "家居服",
                "宝贝总数量": str(len(prices)),
                "发货时间": "",
                "确认收货时间": f"{confirmed:%Y-%m-%d %H:%M:%S}" if confirmed else "",
                "退款金额": yuan(refund),
                "订单关闭原因": "",
            }
        )
        told = refund + (100 if refund and chance.random() < 0.1 else 0)
        for place, (item, price) in enumerate(zip(numbers, prices, strict=True)):
            back = told if place == 0 else 0
            self.shop.items.append(
                {
                    "子订单编号": item,
                    "主订单编号": number,
                    "商品标题": "家居服",
                    "商品价格": yuan(price),
                    "购买数量": "1",
                    "商品属性": "",
                    "订单状态": status,
                    "商家编码": "",
                    "买家应付货款": yuan(price),
                    "买家实付金额": yuan(max(0, price - back)),
                    "退款状态": "退款成功" if back else "没有申请退款",
                    "退款金额": yuan(back) if back else "无退款申请",
                    "订单创建时间": f"{created:%Y-%m-%d %H:%M:%S}",
                    "订单付款时间": f"{shown:%Y-%m-%d %H:%M:%S}" if shown else "",
                    "商品ID": "",
                }
            )

    def _money(
        self, number: str, numbers: list[str], received: int, freight: int, refunds: list[int], confirmed: datetime
    ) -> None:
        chance = self.chance
        at = confirmed + timedelta(seconds=chance.choice([1, 3, 40, 7_200]))
        if received:
            self._line(at, received, chance.choice(["交易付款", "在线支付"]), "", number, merchant=True)
        for refund in refunds:
            back = at + timedelta(days=chance.randint(1, 20), seconds=chance.randrange(9_000))
            words = chance.choice(["售后退款-部分退款-T200P{n}", "花呗-售后退款-全额-T200P{n}", ""])
            if words:
                self._line(back, -refund, "其它", words.format(n=number), number)
            else:
                self._line(back, -refund, "交易退款", "", number, merchant=True)
        if received <= 0:
            return
        part = chance.choice(numbers)
        self._commission(at, (max(0, received - freight) * 5 + 50) // 100, part, refunded=bool(refunds))
        # How often, what share of the money (0: a few cents), its words; those with "merchant" name it elsewhere.
        charges = (
            (0.3, 166, f"基础软件服务费({number})"),
            (0.2, 50, f"淘宝客佣金代扣款[{part}]"),
            (0.2, 200, f"代扣返点积分{part}"),
            (0.2, 0, f"保险承保-卖家版运费险保费收取:淘宝订单号{number}"),
            (0.05, 30, f"消费券代付资金扣回({number})"),
            (0.02, 15, f"天猫保证金-充值（代扣）-延迟发货 订单号{number}"),
        )
        for often, share, words in charges:
            if chance.random() < often:
                self._line(at, -max(1, received // share if share else chance.randint(10, 90)), "其它", words, number)
        if refunds and chance.random() < 0.2:
            self._line(at + timedelta(days=5), max(1, received // 400), "其它", f"代扣交易退回积分{part}", part)
        if chance.random() < 0.05:
            # The merchant's number says the order, not the kind.
            self._line(at, -chance.randint(1, 90), "其它", "花呗支付服务费", number, merchant=True)

    def _commission(self, at: datetime, fee: int, part: str, *, refunded: bool) -> None:
        chance = self.chance
        wrong = chance.random()
        fee += chance.choice([1, -1, 2, 150]) if wrong < 0.03 else 0
        if wrong > 0.97 or fee <= 0:
            return
        brackets = chance.choice(["天猫佣金（类目）", "天猫佣金(类目) "])
        self._line(at, -fee, "其它", f"{brackets}{{{part}}}扣款", part)
        if refunded and chance.random() < 0.2:
            self._line(at + timedelta(days=9), fee, "其它", f"天猫佣金（类目）{{{part}}}退款", part)

    def _line(self, at: datetime, fen: int, kind: str, note: str, number: str = "", *, merchant: bool = False) -> None:
        if at.date() > END or not fen:
            return
        line = Line(at.replace(microsecond=0), fen, kind, note)
        if merchant:
            line.merchant_no = f"T200P{number}"
            if self.chance.random() < 0.3:
                line.base_no = number
        self.shop.lines.append(line)

    def _rest(self, orders: int) -> None:
        chance = self.chance
        first, span = datetime.combine(BEGIN, datetime.min.time()), (END - BEGIN).days * 86_400
        others = [
            (-3_000_00, "其它", "直通车自动充值"), (-2_000_00, "其它", "万相台无界版自动充值"),
            (-5_000_00, "提现", "提现"), (-1_000_00, "转账", "转出到网商银行"), (400_00, "其它", "余利宝转入"),
            (-1_000_00, "其它", "天猫保证金 充值"), (1_000_00, "其它", "天猫保证金 解冻"),
            (20_000_00, "其它", "网商贷 放款"),
            (-500_00, "其它", "网商贷 还款"), (-13_37, "其它", "网商贷 还款利息"), (88, "其它", "结息"),
            (-30_000_00, "其它", "技术服务费年费"), (-4_00, "其它", "公益宝贝捐赠"), (12_00, "其它", "保险理赔"),
            (-77_00, "转账", "房租"), (5_00, "其它", "不知道是什么"), (-9_00, "其它", "退货险保费收取"),
        ]  # fmt: skip
        for _ in range(max(20, orders // 20)):
            fen, kind, note = chance.choice(others)
            self._line(first + timedelta(seconds=chance.randrange(span)), fen, kind, note)

    def _balance(self) -> None:
        lines = self.shop.lines
        lines.sort(key=lambda line: line.at)
        balance = 100_000_00
        for place, line in enumerate(lines):
            balance += line.fen
            line.balance = balance
            line.number = f"{20_260_000_000_000_000 + place}"


def write_orders(shop: Shop, folder: Path) -> Path:
    """The order report."""
    return write_table(folder / "ExportOrderList202605011200.csv", ORDER_HEADINGS, shop.orders)


def write_items(shop: Shop, folder: Path) -> Path:
    """The sub-order report."""
    return write_table(folder / "ExportOrderDetailList202605011200.csv", ITEM_HEADINGS, shop.items)


def write_table(path: Path, headings: tuple[str, ...], rows: Iterable[dict[str, str]]) -> Path:
    out = StringIO()
    writer = csv.DictWriter(out, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def write_statement(
    lines: list[Line], path: Path, first: date, last: date, *, newest_first: bool = False, minus: bool = True,
    half_width: bool = False, older: bool = False,
) -> Path:  # fmt: skip
    """A statement of the days from ``first`` to ``last`` with its head and foot.

    Args:
        lines: all movements; those of the days are written.
        path: where to.
        first: the first day.
        last: the last day.
        newest_first: as some downloads are.
        minus: money going out is written negative.
        half_width: brackets of the headings.
        older: headings that end at the remark.
    """
    rows = [line for line in lines if first <= line.at.date() <= last]
    headings = LINE_HEADINGS[: LINE_HEADINGS.index("备注") + 1] if older else LINE_HEADINGS
    shown = [name.replace("（", "(").replace("）", ")") for name in headings] if half_width else list(headings)
    out = StringIO()
    out.write("#支付宝账务明细查询\n")
    until = last + timedelta(days=1)
    out.write(f"#账号：[{ACCOUNT}]\n")
    out.write(f"#起始日期：[{first:%Y年%m月%d日} 00:00:00]   终止日期：[{until:%Y年%m月%d日} 00:00:00]\n")
    out.write("#-----------------------------------------账务明细列表----------------------------------------\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(shown)
    for line in reversed(rows) if newest_first else rows:
        cells = {
            "账务流水号": line.number + "\t",
            "业务流水号": f"2026{line.number}000\t",
            "商户订单号": line.merchant_no + "\t",
            "商品名称": "家居服" if line.merchant_no else "",
            "发生时间": f"{line.at:%Y-%m-%d %H:%M:%S}",
            "对方账号": "",
            "收入金额（+元）": yuan(line.fen) if line.fen > 0 else "",
            "支出金额（-元）": yuan(line.fen if minus else -line.fen) if line.fen < 0 else "",
            "账户余额（元）": yuan(line.balance),
            "交易渠道": "支付宝",
            "业务类型": line.kind,
            "备注": line.note + "\t",
            "业务描述": "",
            "业务账单来源": "",
            "业务基础订单号": line.base_no,
            "业务订单号": "",
        }
        writer.writerow([cells[name] for name in headings])
    incoming = [line.fen for line in rows if line.fen > 0]
    outgoing = [-line.fen for line in rows if line.fen < 0]
    out.write("#-----------------------------------------账务明细列表结束------------------------------------\n")
    out.write(f"#支出合计：{len(outgoing)}笔，共{yuan(-sum(outgoing))}元\n")
    out.write(f"#收入合计：{len(incoming)}笔，共{yuan(sum(incoming))}元\n")
    out.write(f"#导出时间：[{until:%Y年%m月%d日} 09:00:00]\n")
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def write_all(shop: Shop, folder: Path) -> list[Path]:
    """Reports and three statements: two that overlap in March, and between them and the third a missing stretch."""
    lines = shop.lines
    return [
        write_statement(lines, folder / "a.csv", date(2026, 1, 1), date(2026, 3, 20), newest_first=True),
        write_orders(shop, folder),
        write_statement(lines, folder / "b.csv", date(2026, 3, 10), date(2026, 4, 12), minus=False, half_width=True),
        write_statement(lines, folder / "c.csv", date(2026, 4, 15), date(2026, 4, 30), older=True),
        write_items(shop, folder),
    ]

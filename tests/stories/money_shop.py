"""A small shop with its order report and account statement, in which every order's fate is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.import_files import write_csv

ORDER_HEADINGS = (
    "订单编号", "总金额", "买家实付金额", "订单状态", "订单创建时间", "订单付款时间", "确认收货时间",
    "退款金额", "商品标题",
)  # fmt: skip
LINE_HEADINGS = (
    "账务流水号", "业务流水号", "商户订单号", "商品名称", "发生时间", "对方账号", "收入金额（+元）", "支出金额（-元）",
    "账户余额（元）", "交易渠道", "业务类型", "备注", "业务描述", "业务账单来源", "业务基础订单号", "业务订单号",
)  # fmt: skip
NUMBER = 2_800_000_000_000_000_000
FINE, SHORT, WAITING, NO_MONEY, REFUNDED, UNKNOWN = (str(NUMBER + place) for place in range(1, 7))
SECRET = "神秘费用"
Line = tuple[str, str, str, str, str]

_ORDERS = (
    (FINE, "100.00", "100.00", "交易成功", "2026-02-03 10:00:00", "2026-02-03 10:05:00", "2026-02-10 09:00:00", "0"),
    (SHORT, "200.00", "200.00", "交易成功", "2026-02-04 10:00:00", "2026-02-04 10:05:00", "2026-02-11 09:00:00", "0"),
    (WAITING, "80.00", "80.00", "卖家已发货，等待买家确认", "2026-02-25 10:00:00", "2026-02-25 10:05:00", "", "0"),
    (NO_MONEY, "60.00", "60.00", "交易成功", "2026-02-06 10:00:00", "2026-02-06 10:05:00", "2026-02-13 09:00:00", "0"),
    (REFUNDED, "150.00", "150.00", "交易成功", "2026-02-07 10:00:00", "2026-02-07 10:05:00", "2026-02-14 09:00:00",
     "30.00"),
)  # fmt: skip
LINES: tuple[Line, ...] = (
    # time, amount, business type, remark, order
    ("2026-02-02 08:00:00", "-500.00", "其它", "天猫保证金-充值", ""),
    ("2026-02-03 08:00:00", "-100.00", "其它", "直通车自动充值", ""),
    ("2026-02-10 09:00:00", "100.00", "在线支付", "", FINE),
    ("2026-02-10 09:00:05", "-5.00", "其它", f"天猫佣金（类目）{{{FINE}}}扣款", FINE),
    ("2026-02-11 09:00:00", "190.00", "在线支付", "", SHORT),
    ("2026-02-11 09:00:05", "-9.50", "其它", f"天猫佣金（类目）{{{SHORT}}}扣款", SHORT),
    ("2026-02-12 12:00:00", "-12.00", "其它", SECRET, ""),
    ("2026-02-14 09:00:00", "150.00", "在线支付", "", REFUNDED),
    ("2026-02-14 09:00:05", "-7.50", "其它", f"天猫佣金（类目）{{{REFUNDED}}}扣款", REFUNDED),
    ("2026-02-16 15:00:00", "-30.00", "交易退款", f"售后退款-余额-T200P{REFUNDED}", REFUNDED),
    ("2026-02-20 10:00:00", "-200.00", "提现", "", ""),
    ("2026-02-22 11:00:00", "45.00", "在线支付", "", UNKNOWN),
    ("2026-02-24 12:00:00", "-12.00", "其它", SECRET, ""),
)
MISSING = ("2026-02-18 09:00:00", "88.00", "在线支付", "", "")
"""A line that the statement leaves out, although its balance knows it."""
LATE = ("2026-02-27 12:00:00", "-33.00", "其它", "公益宝贝捐赠", "")
"""A line that only a later statement of February has."""


def orders_file(folder: Path) -> Path:
    """The order report of February."""
    rows = [list(ORDER_HEADINGS), *([*order, "台灯"] for order in _ORDERS)]
    return write_csv(folder / "ExportOrderList_02.csv", rows)


def statement_file(
    folder: Path,
    name: str = "支付宝账务明细_02.csv",
    *,
    left_out: Sequence[Line] = (MISSING,),
    more: Sequence[Line] = (),
) -> Path:
    """The statement of February and the first half of March, as Alipay writes it."""
    lines = sorted([*LINES, MISSING, *more])
    rows: list[list[str]] = []
    balance = 1_000_000
    for line in lines:
        at, amount, kind, remark, order = line
        balance += round(float(amount) * 100)
        if line in left_out:
            continue
        key = "".join(letter for letter in f"{at}{amount}" if letter.isdigit())
        income, out = (amount, "") if not amount.startswith("-") else ("", amount)
        merchant = f"T200P{order}" if order else ""
        rows.append([f"{cell}\t" for cell in (
            key, "", merchant, "台灯", at, "", income, out, f"{balance / 100:.2f}", "支付宝", kind, remark, "", "",
            order, "",
        )])  # fmt: skip
    text = [
        "#支付宝账务明细查询", "#账号：[2088111122223333]",
        "#起始日期：[2026年02月01日 00:00:00]   终止日期：[2026年03月16日 00:00:00]",
        "#-----账务明细列表-----", ",".join(f"{heading}\t" for heading in LINE_HEADINGS),
        *(",".join(row) for row in rows), "#-----账务明细列表结束-----",
    ]  # fmt: skip
    path = folder / name
    path.write_bytes(("\r\n".join(text) + "\r\n").encode("gb18030"))
    return path

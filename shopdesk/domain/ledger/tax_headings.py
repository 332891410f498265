"""Which column of a table of quarters holds what, whatever platform or accountant headed it; and its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN
from shopdesk.domain.ledger.tax_periods import plain
from shopdesk.domain.text import Text


class Role(StrEnum):
    """What a column holds."""

    PERIOD = "period"
    YEAR = "year"
    FIRST = "first"
    LAST = "last"
    SHOP = "shop"
    PLATFORM = "platform"
    INCOME = "income"
    RETURNED = "returned"
    NET = "net"
    FEES = "fees"
    DECLARED = "declared"


AMOUNTS = (Role.INCOME, Role.RETURNED, Role.NET, Role.FEES, Role.DECLARED)

_ASIDE = (
    "笔数", "数量", "单量", "订单数", "订单量", "户数", "件数", "序号", "编号", "税号", "信用代码", "备注", "说明",
    "税率", "税额", "应纳",
    "填报", "报送日期", "报送时间", "导出", "制表", "占比", "比例", "率",
    "其他", "其它", "numberof", "count", "qty", "quantity", "no.",
    "note", "remark", "rate", "taxamount", "other", "%",
)  # fmt: skip
"""Words of columns that hold no amount of a quarter's report."""

_OF_ONE = ("流水号", "单号", "订单编号", "余额", "对方账号", "商品id", "orderno", "ordernumber", "balance", "sku")
"""Words of a table that has a row for each payment, order or product: it is no table of quarters."""

_WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.NET, ("净额", "净收入", "净销售", "扣除退款", "退款后", "实际收入", "netsales", "netincome", "netrevenue",
                "netamount")),
    (Role.FEES, ("佣金", "手续费", "服务费", "平台费", "扣费", "费用", "fee", "commission", "charge")),
    (Role.RETURNED, ("退款", "退货", "退回", "返还", "refund", "return")),
    (Role.DECLARED, ("申报", "declared")),
    (Role.FIRST, ("所属期起", "期起", "起始", "开始", "fromdate", "startdate", "periodfrom", "periodstart")),
    (Role.LAST, ("所属期止", "期止", "终止", "截止", "结束", "todate", "enddate", "periodto", "periodend")),
    (
        Role.INCOME,
        (
            "收入", "销售额", "销售金额", "销售总额", "交易额", "交易金额", "交易总额", "营业额", "成交", "流水",
            "income", "sales", "revenue", "turnover", "gross", "gmv",
        ),
    ),
    (Role.PLATFORM, ("平台", "platform", "channel", "渠道")),
    (Role.SHOP, ("店", "shop", "store", "商家", "主体")),
    (Role.PERIOD, ("季度", "所属期", "属期", "期间", "月份", "月度", "时间", "日期", "quarter", "period", "month")),
    (Role.YEAR, ("年度", "年份", "year")),
)  # fmt: skip
"""Words by role, the first role with a word in the heading wins: “refund after net” is a net figure."""

_EXACT: dict[str, Role] = {
    **dict.fromkeys(("收入总额", "总收入", "收入合计", "平台收入", "totalincome", "income"), Role.INCOME),
    **dict.fromkeys(("退款金额", "退款总额", "退款", "returnedamount", "refunds", "returned"), Role.RETURNED),
    **dict.fromkeys(("收入净额", "净收入", "netsales", "net"), Role.NET),
    **dict.fromkeys(("平台服务费", "费用合计", "fees"), Role.FEES),
    **dict.fromkeys(("申报销售额", "申报收入", "declaredsales", "declared"), Role.DECLARED),
    **dict.fromkeys(("季度", "期间", "所属期", "quarter", "period"), Role.PERIOD),
    **dict.fromkeys(("起", "from", "start", "begin"), Role.FIRST),
    **dict.fromkeys(("止", "至", "to", "end", "until"), Role.LAST),
    **dict.fromkeys(("平台", "平台名称", "platform"), Role.PLATFORM),
    **dict.fromkeys(("店铺", "店铺名称", "shop", "store"), Role.SHOP),
    **dict.fromkeys(("年", "年度", "year"), Role.YEAR),
    **dict.fromkeys(("月", "月份", "month"), Role.PERIOD),
}
"""Headings that leave no doubt: they go before others of the same role."""

_UNITS: dict[str, int] = {
    "亿元": 10_000_000_000, "万元": 1_000_000, "千元": 100_000, "元": 100, "人民币": 100, "rmb": 100, "cny": 100,
    "yuan": 100, "¥": 100, "万": 1_000_000, "分": 1, "fen": 1, "cents": 1,
}  # fmt: skip
"""Fen in one of a unit; the longer words first."""

_IN_BRACKETS = re.compile(r"[(\[【（]([^()\[\]【】（）]*)[)\]】）]")
_UNIT_SAID = re.compile(r"(?:金额)?单位[:：]?(?:人民币)?(亿元|万元|千元|元|分)|unit[:：]?(yuan|fen|rmb|cny)")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d{1,2})?")
_NOTHING = frozenset({"", "-", "--", "/", "\\", "无", "空", "n/a", "na", "null", "none", "nil", "暂无"})
_NOISE = Decimal("0.0001")
_LONGEST = 40


def heading_role(cell: str) -> tuple[Role, bool] | None:
    """What a column with this heading holds, and whether the heading leaves no doubt; ``None``: nothing of use."""
    word = _IN_BRACKETS.sub("", plain(cell)).strip(":：*")
    if not word or len(word) > _LONGEST:
        return None
    if word in _EXACT:
        return _EXACT[word], True
    if any(one in word for one in _ASIDE):
        return None
    return next(((role, False) for role, words in _WORDS if any(one in word for one in words)), None)


def is_of_one(cell: str) -> bool:
    """Whether a heading belongs to a table of payments, orders or products."""
    return any(word in plain(cell) for word in _OF_ONE)


def heading_unit(cell: str) -> int | None:
    """How many fen one of the heading's unit is, from what stands in its brackets; ``None`` where none does."""
    for inner in _IN_BRACKETS.findall(plain(cell)):
        found = next((fen for word, fen in _UNITS.items() if word in inner), None)
        if found is not None:
            return found
    return None


def said_unit(cells: Sequence[str]) -> int | None:
    """The unit that a line above the heading says: ``单位：万元``."""
    for cell in cells:
        found = _UNIT_SAID.search(plain(cell))
        if found is not None:
            return _UNITS[found[1] or found[2]]
    return None


def read_amount(cell: str, unit: int = 100) -> int | None:
    """A cell in fen; ``None`` where it is empty or a dash. A unit in the cell goes before that of the heading.

    Args:
        cell: the cell as it is written.
        unit: fen in one of the heading's unit.

    Raises:
        UserError: it is no amount, a percentage, not whole fen, or beyond what can be kept.
    """
    text = plain(cell).replace("¥", "").replace("￥", "").replace("'", "").removeprefix("rmb").removeprefix("cny")
    if text in _NOTHING:
        return None
    negative = len(text) > 2 and text[0] == "(" and text[-1] == ")"
    text = text[1:-1] if negative else text
    for word, fen in _UNITS.items():
        if text.endswith(word):
            text, unit = text.removesuffix(word), fen
            break
    shown = cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
    if text.endswith("%"):
        raise UserError(Text("“{text}” is a percentage. Write the amount in yuan.", text=shown))
    if not _NUMBER.fullmatch(text):
        raise UserError(Text("“{text}” is no amount. Write it like 1234.50.", text=shown))
    exact = Decimal(text.replace(",", "")) * unit
    if abs(exact) > HIGHEST_FEN:
        raise UserError(Text("“{text}” is larger than any shop's quarter. Look at the unit.", text=shown))
    fen = int(exact.to_integral_value())
    if abs(exact - fen) > _NOISE:
        raise UserError(Text("“{text}” has more than two decimals of a yuan.", text=shown))
    return -fen if negative else fen

"""Statements as Alipay writes them, with every quirk that was seen in real ones; the lines are invented."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.import_files import write_xlsx

HEADINGS = (
    "账务流水号", "业务流水号", "商户订单号", "商品名称", "发生时间", "对方账号", "收入金额（+元）", "支出金额（-元）",
    "账户余额（元）", "交易渠道", "业务类型", "备注", "业务描述", "业务账单来源", "业务基础订单号", "业务订单号",
)  # fmt: skip
TOOL = {"业务类型": "账务类型", "收入金额（+元）": "收入（+元）", "支出金额（-元）": "支出（-元）"}
HALF = str.maketrans("（）", "()")
ORDER = 2500000000000000000
TITLE = "#支付宝账务明细查询"


@dataclass(frozen=True)
class Line:
    """A line; the amount in fen, in positive, out negative."""

    key: str
    at: datetime
    amount: int
    kind: str
    business_type: str = ""
    remark: str = ""
    merchant: str = ""
    basis: str = ""
    balance: int = 0


@dataclass(frozen=True)
class Form:
    """How a file is written."""

    encoding: str = "gb18030"
    hashes: bool = True
    head: bool = True
    foot: bool = True
    tabs: bool = True
    empty_first: bool = False
    older: bool = False
    tool: bool = False
    half_width: bool = False
    out_positive: bool = False
    newest_first: bool = False
    income_early: bool = False
    last_newline: bool = True
    account: str = "2088111122223333"
    first: date | None = None
    last: date | None = None
    stated_out: str | None = None


def balanced(lines: Sequence[Line], opening: int = 100_000) -> list[Line]:
    """The lines with the balance after each, in their order."""
    done = []
    for line in lines:
        opening += line.amount
        done.append(replace(line, balance=opening))
    return done


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _cells(line: Line, form: Form, names: Sequence[str]) -> list[str]:
    income = yuan(line.amount) if line.amount > 0 else ""
    out = yuan(line.amount if not form.out_positive else -line.amount) if line.amount < 0 else ""
    if not line.amount:
        income = "0.00"
    values = {
        "账务流水号": line.key, "业务流水号": f"2026{line.key}001122334455667788"[:28], "商户订单号": line.merchant,
        "商品名称": "连衣裙，夏", "发生时间": f"{line.at:%Y-%m-%d %H:%M:%S}", "对方账号": "买家(138****0000)",
        "收入金额（+元）": income, "支出金额（-元）": out, "账户余额（元）": yuan(line.balance), "交易渠道": "支付宝",
        "业务类型": line.business_type, "备注": line.remark, "业务描述": "", "业务账单来源": "天猫",
        "业务基础订单号": line.basis, "业务订单号": "",
    }  # fmt: skip
    return [values[name] for name in names]


def table(lines: Sequence[Line], form: Form) -> tuple[list[str], list[list[str]], list[list[str]], list[str]]:
    """Lines before the heading, the heading, rows, lines after."""
    names = list(HEADINGS[:12] if form.older else HEADINGS)
    if form.income_early:
        names.remove("业务类型")
        names.append("业务类型")
        names.insert(1, names.pop(names.index("账户余额（元）")))
    shown = [TOOL.get(name, name) if form.tool else name for name in names]
    if form.half_width:
        shown = [name.translate(HALF) for name in shown]
    rows = [_cells(line, form, names) for line in (reversed(lines) if form.newest_first else lines)]
    if form.empty_first:
        shown = ["", *shown]
        rows = [["", *row] for row in rows]
    mark = "#" if form.hashes else ""
    first = form.first or min((line.at.date() for line in lines), default=date(2026, 5, 1))
    end = form.last or max((line.at.date() for line in lines), default=date(2026, 5, 31))
    midnight = end + timedelta(days=1)
    head = [
        f"{mark}{TITLE[1:]}",
        f"{mark}账号：[{form.account}]",
        f"{mark}起始日期：[{first:%Y年%m月%d日} 00:00:00]   终止日期：[{midnight:%Y年%m月%d日} 00:00:00]",
        f"{mark}-----------------------------------------账务明细列表----------------------------------------",
    ]
    ins = [line.amount for line in lines if line.amount >= 0]
    outs = [line.amount for line in lines if line.amount < 0]
    stated = form.stated_out or yuan(sum(outs))
    foot = [
        f"{mark}-----------------------------------------账务明细列表结束------------------------------------",
        f"{mark}支出合计：{len(outs)}笔，共{stated}元",
        f"{mark}收入合计：{len(ins)}笔，共{yuan(sum(ins))}元",
        f"{mark}导出时间：[2027年01月01日 10:00:00]",
    ]
    return head if form.head else [], [shown], rows, foot if form.foot else []


def text_of(lines: Sequence[Line], form: Form) -> bytes:
    head, heading, rows, foot = table(lines, form)
    tab = "\t" if form.tabs else ""
    body = [",".join(f"{cell}{tab}" for cell in row) for row in rows]
    text = "\r\n".join([*head, ",".join(heading[0]), *body, *foot]) + ("\r\n" if form.last_newline else "")
    return text.encode(form.encoding)


def write_statement(path: Path, lines: Sequence[Line], form: Form | None = None) -> Path:
    """A statement as the ending of ``path`` says: .csv, .xlsx, or .zip with a summary beside it."""
    form = form or Form()
    if path.suffix == ".xlsx":
        head, heading, rows, foot = table(lines, form)
        write_xlsx(path, {"账务明细": [*([line] for line in head), *heading, *rows, *([line] for line in foot)]})
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("20881111_账务明细_2.csv", text_of(lines, form))
            package.writestr("20881111_账务汇总_1.csv", summary(lines).encode("gb18030"))
    else:
        path.write_bytes(text_of(lines, form))
    return path


def summary(lines: Sequence[Line]) -> str:
    """The summary that lies in the archive."""
    ins = [line.amount for line in lines if line.amount > 0]
    outs = [line.amount for line in lines if line.amount < 0]
    return (
        "#支付宝账务汇总查询\r\n#账号：[2088111122223333]\r\n#-----账务汇总列表-----\r\n"
        "类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）\r\n"
        f"全部,{len(ins)},{yuan(sum(ins))},{len(outs)},{yuan(sum(outs))},{yuan(sum(ins) + sum(outs))}\r\n"
        f"合计,{len(ins)},{yuan(sum(ins))},{len(outs)},{yuan(sum(outs))},{yuan(sum(ins) + sum(outs))}\r\n"
        "#-----账务汇总列表结束-----\r\n#导出时间：[2027年01月01日 10:00:00]"
    )


N = "{n}"
SEEN: dict[str, list[tuple[str, str]]] = {
    "sale": [("交易付款", ""), ("在线支付", ""), ("交易", "")],
    "refund": [("交易退款", ""), ("退款（交易退款）", ""), ("其它", f"售后退款-余额-T200P{N}"),
               ("其它", f"花呗-售后退款-余额-T200P{N}"), ("售后支付", ""), ("保证金退款", "")],
    "commission": [("其它", f"天猫佣金（类目）{{{N}}}扣款"), ("其它", f"天猫佣金 (类目){{{N}}}退回"),
                   ("其它", f"聚划算佣金[{N}]"), ("其它", f"天猫佣金退款【{N}】")],
    "software_fee": [("其它", f"基础软件服务费({N})"), ("软件服务费", ""), ("其它", "技术服务费年费"),
                     ("其它", "技术年费年度结算")],
    "points": [("其它", f"代扣返点积分{N}"), ("其它", f"代扣交易退回积分{N}")],
    "affiliate": [("其它", f"淘宝客佣金代扣款[{N}]"),
                  ("其它", f"淘宝联盟佣金代扣[{N}]"), ("其它", f"淘宝客佣金退款[{N}]"),
                  ("淘宝联盟推广佣金返还", "")],
    "payment_service": [("其它", f"花呗支付服务费{{{N}}}"), ("花呗分期服务费", ""), ("其它", "花呗分期免息营销"),
                        ("其它", f"信用卡支付服务费({N})")],
    "insurance": [("其它", f"保险承保-卖家版运费险保费收取:淘宝订单号{N}"), ("其它", f"退货险保费收取{N}"),
                  ("其它", f"消费者体验提升计划服务费({N})")],
    "insurance_paid_out": [("其它", f"保险理赔-运费险{N}")],
    "compensation": [("其它", f"天猫保证金-充值（代扣）- 缺货{{{N}}}"), ("其它", "天猫保证金-充值（代扣）- 延迟发货"),
                     ("其它", f"天猫保证金-充值（代扣）-未按时开具发票({N})"), ("其它", f"虚假发货赔付{N}"),
                     ("转账", "支付宝转账小额打款")],
    "coupons": [("其它", f"消费券代付资金扣回({N})")],
    "donation": [("其它", "公益宝贝捐赠")],
    "ads_topup": [("其它", "直通车自动充值"), ("其它", "万相台无界版自动充值"), ("品销宝充值", "")],
    "deposit": [("其它", "天猫保证金-充值"), ("天猫保证金解冻", "")],
    "transfer": [("提现", ""), ("其它", "转出到网商银行"), ("余利宝", "")],
    "loan": [("其它", "网商贷-放款"), ("其它", "网商贷还款")],
    "loan_cost": [("其它", "网商贷还款-利息"), ("其它", "网商贷放款扣费")],
    "interest": [("结息", "")],
    "not_classified": [("其它", "神秘费用"), ("转账", "货款"), ("交易手续", "")],
}  # fmt: skip

"""A second reckoning of statements, matching and bridge: plain Python over the files, sharing no code with the program.

It is written from the description of the formats, not from the program, and knows nothing of a database. Amounts are
whole fen.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

WORDS = {
    "天猫佣金(类目)": "commission", "聚划算佣金": "commission", "天猫佣金退款": "commission",
    "基础软件服务费": "software_fee", "软件服务费": "software_fee", "技术服务费年费": "software_fee",
    "代扣返点积分": "points", "代扣交易退回积分": "points",
    "淘宝客佣金代扣款": "affiliate", "淘宝联盟佣金代扣": "affiliate", "淘宝客佣金退款": "affiliate",
    "花呗支付服务费": "payment_service", "花呗分期服务费": "payment_service", "信用卡支付服务费": "payment_service",
    "保险承保-卖家版运费险保费收取": "insurance", "退货险保费收取": "insurance", "保险理赔": "insurance_paid_out",
    "天猫保证金-充值(代扣)-延迟发货": "compensation", "天猫保证金-充值(代扣)-缺货": "compensation",
    "消费券代付资金扣回": "coupons", "公益宝贝捐赠": "donation",
    "直通车自动充值": "ads_topup", "万相台无界版自动充值": "ads_topup",
    "天猫保证金充值": "deposit", "天猫保证金解冻": "deposit",
    "提现": "transfer", "转出到网商银行": "transfer", "余利宝": "transfer",
    "网商贷放款": "loan", "网商贷还款": "loan", "网商贷还款利息": "loan_cost", "结息": "interest", "售后退款": "refund",
}  # fmt: skip
TYPES = {
    "交易付款": "sale", "在线支付": "sale", "交易": "sale", "交易退款": "refund", "售后退款": "refund",
    "售后支付": "refund", "保证金退款": "refund", "提现": "transfer",
}  # fmt: skip
KINDS = (
    "sale", "refund", "commission", "software_fee", "points", "affiliate", "payment_service", "insurance",
    "insurance_paid_out", "compensation", "coupons", "donation", "ads_topup", "deposit", "transfer", "loan",
    "loan_cost", "interest", "not_classified",
)  # fmt: skip
FEES = KINDS[2:12]


@dataclass
class Entry:
    """A row of a statement."""

    key: str
    at: str
    fen: int
    balance: int
    kind: str
    order: str | None


@dataclass
class Truth:
    """What the files come to."""

    entries: list[Entry] = field(default_factory=list)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    covered_to: date | None = None

    def money_of(self) -> dict[str, dict[str, Any]]:
        """What the statements say, by order number."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self.entries:
            if entry.order is None:
                continue
            one = found.setdefault(entry.order, {"sale": 0, "refund": 0, "fees": defaultdict(int), "first": entry.at})
            one["first"] = min(one["first"], entry.at)
            if entry.kind in ("sale", "refund"):
                one[entry.kind] += entry.fen
            else:
                one["fees"][entry.kind] -= entry.fen
        return found


def fen_of(text: str) -> int:
    """``-12.30`` as fen; an empty cell is nothing."""
    text = text.strip().replace(",", "")
    if not text:
        return 0
    sign = -1 if text.startswith("-") else 1
    whole, _, rest = text.lstrip("+-").partition(".")
    return sign * (int(whole or 0) * 100 + int((rest + "00")[:2]))


def read(paths: list[Path]) -> Truth:
    """Read reports and statements."""
    truth = Truth()
    statements = []
    parts: dict[str, str] = {}
    for path in paths:
        text = path.read_bytes().decode("gb18030")
        if text.startswith("#"):
            statements.append(text)
            continue
        for row in csv.DictReader(StringIO(text)):
            if "子订单编号" in row:
                parts[row["子订单编号"]] = row["主订单编号"]
                back = row["退款金额"]
                if re.fullmatch(r"[\d.]+", back):
                    truth.items[row["主订单编号"]] = truth.items.get(row["主订单编号"], 0) + fen_of(back)
            else:
                truth.orders[row["订单编号"]] = {
                    "paid_at": row["订单付款时间"] or None,
                    "confirmed_at": row["确认收货时间"] or None,
                    "paid": fen_of(row["总金额"]),
                    "refund": fen_of(row["退款金额"]),
                    "freight": fen_of(row["买家应付邮费"]),
                    "closed": "关闭" in row["订单状态"],
                }
    entries: dict[str, Entry] = {}
    for text in statements:
        for entry in _rows(text):
            entries[entry.key] = entry
        last = re.search(r"终止日期：\[(\d+)年(\d+)月(\d+)日", text)
        assert last is not None
        end = date(*(int(part) for part in last.groups())) - timedelta(days=1)
        truth.covered_to = max(truth.covered_to or end, end)
    for entry in entries.values():
        if entry.order is not None and entry.order not in truth.orders:
            entry.order = parts.get(entry.order, entry.order)
    truth.entries = sorted(entries.values(), key=lambda entry: int(entry.key))
    return truth


def _rows(text: str) -> list[Entry]:
    body = [line for line in text.splitlines() if not line.startswith("#")]
    found = []
    for row in csv.DictReader(body):
        cells = {name.replace("(", "（").replace(")", "）"): (value or "").strip() for name, value in row.items()}
        fen = fen_of(cells["收入金额（+元）"]) - abs(fen_of(cells["支出金额（-元）"]))
        note, kind = cells["备注"], cells["业务类型"]
        found.append(
            Entry(
                key=cells["账务流水号"],
                at=cells["发生时间"],
                fen=fen,
                balance=fen_of(cells["账户余额（元）"]),
                kind=_kind(note, kind),
                order=_order(cells["商户订单号"], note, cells.get("业务基础订单号", "")),
            )
        )
    return found


def _kind(note: str, business: str) -> str:
    plain = note.replace("（", "(").replace("）", ")").replace(" ", "")
    known = [word for word in WORDS if word in plain]
    if known:
        return WORDS[max(known, key=len)]
    return TYPES.get(business, "not_classified")


def _order(merchant: str, note: str, base: str) -> str | None:
    if base:
        return base
    if merchant.startswith("T200P"):
        return merchant.removeprefix("T200P")
    found = re.findall(r"(?<!\d)\d{15,22}(?!\d)", note)
    return found[-1] if found else None


def orders(truth: Truth, rate: tuple[int, int], first: date, last: date) -> dict[str, dict[str, Any]]:
    """Each order of these days as the command has to print it. ``rate``: the commission as a fraction."""
    money = truth.money_of()
    found: dict[str, dict[str, Any]] = {}
    for number in {*truth.orders, *money}:
        known, paid = truth.orders.get(number), money.get(number)
        at = (known or {}).get("paid_at") or (paid or {}).get("first")
        if at is None or not first.isoformat() <= at[:10] <= last.isoformat():
            continue
        received = paid["sale"] if paid else 0
        refunded = -paid["refund"] if paid else 0
        fees = {kind: fen for kind, fen in (paid["fees"] if paid else {}).items() if fen}
        expected = None
        if known and received > 0:
            exact = rate[0] * max(0, received - known["freight"])
            expected = (2 * exact + rate[1]) // (2 * rate[1])
        found[number] = {
            "paid_at": known["paid_at"] if known else None,
            "confirmed_at": known["confirmed_at"] if known else None,
            "buyer_paid": known["paid"] if known else None,
            "refund_by_report": known["refund"] if known else None,
            "received": received,
            "refunded": refunded,
            "fees": fees,
            "expected_commission": expected,
            "state": _state(truth, known, received, refunded, fees.get("commission", 0), expected),
        }
    return found


def _state(
    truth: Truth, known: dict[str, Any] | None, received: int, refunded: int, commission: int, expected: int | None
) -> str:
    if known is None:
        return "unknown_order"
    due = known["paid"] - known["refund"]
    if received == 0 and refunded == 0:
        if due == 0:
            return "settled"
        confirmed = known["confirmed_at"]
        if confirmed and truth.covered_to and (truth.covered_to - date.fromisoformat(confirmed[:10])).days > 3:
            return "no_money"
        return "waiting"
    if received - refunded == due:
        return "fee_differs" if expected is not None and abs(commission - expected) > 1 else "settled"
    if received == known["paid"]:
        return "refund_differs"
    return "short" if received - refunded < due else "over"


ORDER_STEPS = (
    "paid_orders", "not_yet_confirmed", "confirmed_from_earlier_months", "closed_before_receipt",
    "refunds_before_receipt", "confirmed_not_received_in_month", "received_not_confirmed_in_month", "amount_differs",
    "unknown_orders",
)  # fmt: skip
STATEMENT_STEPS = (
    "received_on_statement", "refunds_on_statement", "fees", "interest", "loan_cost", "not_classified",
)  # fmt: skip
MOVED = ("transfer", "ads_topup", "deposit", "loan")

Parts = dict[str, list[tuple[int, str | None]]]


def bridge(truth: Truth, month: str) -> list[tuple[str, int, set[str]]]:
    """Step, amount and orders of a month like ``2026-03``."""
    money = truth.money_of()
    here = [entry for entry in truth.entries if entry.at.startswith(month)]
    parts: Parts = defaultdict(list)
    sales: dict[str | None, int] = defaultdict(int)
    for entry in here:
        sales[entry.order] += entry.fen if entry.kind == "sale" else 0
        name = {"sale": "received_on_statement", "refund": "refunds_on_statement"}.get(entry.kind, entry.kind)
        parts["fees" if name in FEES else name].append((entry.fen, entry.order))
    for number, known in truth.orders.items():
        _count(parts, month, number, known, sales.get(number, 0), money.get(number))
    for order, fen in sales.items():
        if order not in truth.orders:
            parts["unknown_orders"].append((fen, order))
    names = (*ORDER_STEPS, *STATEMENT_STEPS, "change_before_transfers", *MOVED, "missing_stretch", "change_of_balance")
    amounts = {name: sum(fen for fen, _ in parts[name]) for name in names}
    opening, closing = here[0].balance - here[0].fen, here[-1].balance
    amounts["change_before_transfers"] = sum(amounts[name] for name in STATEMENT_STEPS)
    amounts["missing_stretch"] = closing - opening - sum(entry.fen for entry in here)
    amounts["change_of_balance"] = closing - opening
    return [(name, amounts[name], {number for fen, number in parts[name] if number and fen}) for name in names]


def _count(parts: Parts, month: str, number: str, known: dict[str, Any], now: int, got: dict[str, Any] | None) -> None:
    """Count an order in the steps of its month."""
    paid = known["paid"]
    paid_here = (known["paid_at"] or "").startswith(month)
    confirmed_here = (known["confirmed_at"] or "").startswith(month)
    if paid_here:
        parts["paid_orders"].append((paid, number))
    if confirmed_here:
        if not paid_here:
            parts["confirmed_from_earlier_months"].append((paid, number))
        received, refunded = (got["sale"], -got["refund"]) if got else (0, 0)
        early = max(0, min(known["refund"] - refunded, paid - received))
        parts["refunds_before_receipt"].append((-early, number))
        name = "amount_differs" if now else "confirmed_not_received_in_month"
        parts[name].append((now - paid + early, number))
        return
    if paid_here:
        gone = not known["confirmed_at"] and (known["closed"] or paid == known["refund"])
        parts["closed_before_receipt" if gone else "not_yet_confirmed"].append((-paid, number))
    if now:
        parts["received_not_confirmed_in_month"].append((now, number))


def show(truth: Truth, months: list[str]) -> dict[str, dict[str, int]]:
    """The sums of each month by kind."""
    found = {}
    for month in months:
        sums = dict.fromkeys(KINDS, 0)
        for entry in truth.entries:
            if entry.at.startswith(month):
                sums[entry.kind] += entry.fen
        found[month] = sums
    return found


def day_of(text: str) -> date:
    """The day of a moment as files write it."""
    return datetime.fromisoformat(text).date()

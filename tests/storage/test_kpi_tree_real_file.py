"""The tree of drivers and the slices of a real order report, reckoned once more by pandas from the file itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas

from shopdesk.bootstrap import App
from shopdesk.domain.kpi.slices import Cut, against_the_rest
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store

EARLY, LATE = Period(date(2020, 2, 10), date(2020, 2, 16)), Period(date(2020, 2, 17), date(2020, 2, 23))


def fen(values: pandas.Series) -> int:
    return int(sum(Decimal(text) for text in values) * 100)


def test_the_tree_is_what_the_file_says(app: App, store: Store, shared_data: Path) -> None:
    report = shared_data / "real" / "tmall_order_report.csv"
    app.services.imports.run_file(report, store)
    why = app.services.kpi.split(store.id, LATE, against=EARLY)
    file = pandas.read_csv(report, dtype=str)
    file.columns = [name.strip() for name in file.columns]
    day = pandas.to_datetime(file["订单创建时间"]).dt.date
    spans = [file[(day >= span.start) & (day <= span.end)] for span in (EARLY, LATE)]
    paid = [part[part["订单付款时间"].notna()] for part in spans]
    received, refunds = ([fen(part[name]) for part in paid] for name in ("买家实际支付金额", "退款金额"))
    sales = [kept + back for kept, back in zip(received, refunds, strict=True)]

    kept, by_code = why.tree, {one.driver.code: one for one in why.tree.children}
    assert (kept.before, kept.after, kept.effect) == (*received, received[1] - received[0])
    refund, of_paid = by_code["refund_amount"], by_code["paid_amount"]
    assert (refund.before, refund.after, refund.effect) == (*refunds, refunds[0] - refunds[1])
    assert (of_paid.before, of_paid.after, of_paid.effect) == (*sales, sales[1] - sales[0])
    # Orders × amount per order: half of the move of each at each level of the other.
    orders, value = of_paid.children
    counts = [len(part) for part in paid]
    assert (orders.before, orders.after) == tuple(counts)
    mean = sum(amount / count for amount, count in zip(sales, counts, strict=True)) / 2
    assert orders.effect is not None and abs(orders.effect - (counts[1] - counts[0]) * mean) < 1
    assert value.effect == sales[1] - sales[0] - orders.effect

    # A province moved against the rest where its own change and that of all others have different signs.
    by_name = []
    for part in paid:
        amount = part["买家实际支付金额"].map(Decimal) + part["退款金额"].map(Decimal)
        by_name.append(
            {str(name): int(value * 100) for name, value in amount.groupby(part["收货地址"].str.strip()).sum().items()}
        )
    old, new = by_name
    expected = {
        name
        for name in {*old, *new}
        if (new.get(name, 0) - old.get(name, 0))
        * (sum(new.values()) - new.get(name, 0) - sum(old.values()) + old.get(name, 0)) < 0
        and max(old.get(name, 0) / sum(old.values()), new.get(name, 0) / sum(new.values())) >= 0.05
    }  # fmt: skip
    assert {one.name for one in against_the_rest(Cut.REGION, old, new)} == expected
    shown = [one for one in why.slices if one.cut is Cut.REGION]
    assert {one.name: (one.before, one.after) for one in shown} == {
        one.name: (old.get(one.name, 0), new.get(one.name, 0)) for one in shown
    }
    assert {one.name for one in shown} == expected or len(why.slices) == 6

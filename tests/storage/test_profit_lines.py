"""Which lines of a statement are in profit: unknown orders are left out and said, charges that lead nowhere count."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import insert, update

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.costs import CostKind, DatedCost
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.ledger.parts import Origin, Part, ProfitRow
from shopdesk.domain.ledger.profit_table import ProfitTable, Split
from shopdesk.domain.ledger.profit_words import remarks
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans

DAY = date(2026, 2, 3)
KNOWN, OLDER, SUB = "2300000000000000001", "2200000000000000009", "2300000000000000777"


def _state(app: App, store: Store, *lines: tuple[LineKind, int, str | None]) -> None:
    rows = [
        {
            "store_id": store.id, "source": StatementSource.ALIPAY, "account": "a", "line_key": str(place),
            "at": datetime(2026, 2, 3, 12), "day": DAY, "position": place, "amount_fen": fen, "order_no": number,
            "kind": kind, "rule": "", "counted": True,
        }
        for place, (kind, fen, number) in enumerate(lines)
    ]  # fmt: skip
    kinds = {kind for kind, _fen, _number in lines}
    days = [
        {
            "store_id": store.id, "source": StatementSource.ALIPAY, "account": "a", "day": DAY, "kind": one,
            "lines": sum(kind is one for kind, _fen, _number in lines),
            "amount_fen": sum(fen for kind, fen, _number in lines if kind is one),
        }
        for one in kinds
    ]  # fmt: skip
    span = {
        "store_id": store.id, "source": StatementSource.ALIPAY, "account": "a", "first_day": DAY, "last_day": DAY,
        "import_id": 1, "checks": (),
    }  # fmt: skip
    with app.services.ctx.open_uow("lines") as uow:
        for table, found in ((statement_lines, rows), (statement_days, days), (statement_spans, [span])):
            uow.connection.execute(insert(table), found)
            uow.touch(table.name)
        uow.commit()


def _order(app: App, store: Store, folder: Path) -> None:
    file = folder / "orders.csv"
    file.write_text(
        "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额\n"
        f"{KNOWN},100,100,2026-02-03 10:00,2026-02-03 10:01,0\n",
        encoding="utf-8",
    )
    app.services.imports.run([file], store)


def _table(app: App, store: Store) -> ProfitTable:
    return app.services.profit.table(store.id or 0, DAY, DAY, Split.DAY)


def test_orders_that_no_report_knows_are_left_out_with_their_fees_and_said(
    app: App, store: Store, tmp_path: Path
) -> None:
    _order(app, store, tmp_path)
    _state(
        app, store,
        (LineKind.SALE, 100_00, KNOWN), (LineKind.COMMISSION, -5_00, KNOWN),
        (LineKind.SALE, 60_00, OLDER), (LineKind.COMMISSION, -3_00, OLDER), (LineKind.REFUND, -10_00, OLDER),
        (LineKind.AFFILIATE, -1_20, SUB), (LineKind.NOT_CLASSIFIED, -7_00, None), (LineKind.TRANSFER, -90_00, None),
    )  # fmt: skip
    table = _table(app, store)
    assert (table.total[Part.SALES], table.total[Part.REFUNDS]) == (100_00, 0)
    assert table.total[Part.PLATFORM_FEES] == 5_00
    # The sub-order's number leads nowhere, but the charge is no other day's.
    assert table.total[Part.AFFILIATE] == 1_20
    assert (table.unknown_orders, table.left_out) == ((1, 50_00), (1, -7_00))
    words = [str(sentence) for sentence in remarks(table)]
    assert any("1 orders on the statements are in no order report and not in profit: 50.00" in one for one in words)
    assert any("1 lines of the statement are not classified and are not in profit: -7.00" in one for one in words)


def test_without_any_order_report_the_statement_tells_of_sales(app: App, store: Store) -> None:
    _state(app, store, (LineKind.SALE, 60_00, OLDER), (LineKind.COMMISSION, -3_00, OLDER))
    table = _table(app, store)
    assert (table.total[Part.SALES], table.total[Part.PLATFORM_FEES]) == (60_00, 3_00)
    assert table.total.origins[Part.PAYMENT_FEES] is Origin.STATEMENT
    assert table.total[Part.COST_OF_GOODS] is None
    assert table.unknown_orders == (0, 0)


def test_coupons_are_a_platform_fee_and_donations_other_costs(app: App, store: Store, tmp_path: Path) -> None:
    _order(app, store, tmp_path)
    _state(
        app, store, (LineKind.SALE, 100_00, KNOWN), (LineKind.COUPONS, -2_00, KNOWN), (LineKind.DONATION, -2, KNOWN),
        (LineKind.ADS_TOPUP, -500_00, None), (LineKind.INSURANCE_PAID_OUT, 8_00, KNOWN),
    )  # fmt: skip
    assert _table(app, store).total[Part.RENT_AND_OTHER] is None  # nobody said what the rent is
    nothing = DatedCost(store_id=store.id or 0, kind=CostKind.RENT, amount_fen=0, first_day=date(2026, 1, 1))
    app.services.costs.keep(nothing)
    table = _table(app, store)
    assert table.total[Part.PLATFORM_FEES] == 2_00
    assert table.total[Part.RENT_AND_OTHER] == 2
    assert table.total[Part.INSURANCE] == -8_00
    # Money went to the ads account, and no report says what became of it.
    assert table.total[Part.ADS] is None


def test_a_day_without_a_sale_between_two_others_is_nothing_and_a_long_gap_is_not_known(
    app: App, store: Store, tmp_path: Path
) -> None:
    for number, day in enumerate(("2026-02-03", "2026-02-06", "2026-02-20")):
        file = tmp_path / f"{number}.csv"
        file.write_text(
            "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额\n"
            f"230000000000000000{number},100,100,{day} 10:00,{day} 10:01,0\n",
            encoding="utf-8",
        )
        app.services.imports.run([file], store)
    table = app.services.profit.table(store.id or 0, date(2026, 2, 1), date(2026, 2, 28), Split.DAY)
    sales = {row.key: row[Part.SALES] for row in table.rows}
    assert (sales["2026-02-03"], sales["2026-02-04"], sales["2026-02-05"]) == (100_00, 0, 0)
    assert (sales["2026-02-07"], sales["2026-02-19"]) == (None, None)
    assert table.total[Part.SALES] == 300_00


def test_costs_go_on_over_the_days_that_a_statement_covers(app: App, store: Store, tmp_path: Path) -> None:
    _order(app, store, tmp_path)
    _state(app, store, (LineKind.SALE, 100_00, KNOWN))
    rent = DatedCost(store_id=store.id or 0, kind=CostKind.RENT, amount_fen=2_800_00, first_day=date(2026, 1, 1))
    app.services.costs.keep(rent)
    assert _february(app, store)[Part.RENT_AND_OTHER] == 100_00
    with app.services.ctx.open_uow("span") as uow:
        uow.connection.execute(update(statement_spans).values(first_day=date(2026, 2, 1), last_day=date(2026, 2, 28)))
        uow.touch("statement_spans")
        uow.commit()
    assert _february(app, store)[Part.RENT_AND_OTHER] == 2_800_00


def _february(app: App, store: Store) -> ProfitRow:
    return app.services.profit.table(store.id or 0, date(2026, 2, 1), date(2026, 2, 28), Split.MONTH).total

"""The quarter for the tax office: columns from orders and statements, causes that add up, paper and workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.cli.main import run
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.tax import (
    Cause,
    Column,
    DeclaredBasis,
    TaxQuarter,
    bridge,
    fees_beside,
    parse_quarter,
    quarter_label,
    quarter_of,
    rates_on,
)
from shopdesk.domain.stores import Store
from shopdesk.infra import i18n
from shopdesk.reporting.tax_book import tax_book
from shopdesk.services.ledger.taxes import vat_rates
from tests.office import needs_office, saved_by_office
from tests.statement_files import Line, balanced, write_statement

QUARTER = parse_quarter("2026-Q1")
ORDERS = (
    "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,确认收货时间,退款金额\n"
    "2300000000000000001,100,100,2025-12-30 10:00,2025-12-30 10:01,2026-01-05 09:00,0\n"
    "2300000000000000002,200,150,2026-01-10 10:00,2026-01-10 10:01,2026-01-20 09:00,50\n"
    "2300000000000000003,300,300,2026-03-14 10:00,2026-03-14 10:01,,0\n"
)


@pytest.fixture
def traded(app: App, store: Store, tmp_path: Path) -> Store:
    """A store with an order before, within and at the end of the quarter."""
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    app.services.imports.run([file], store)
    return store


def test_quarters_are_read_and_refused() -> None:
    assert (QUARTER.start, QUARTER.end) == (date(2026, 1, 1), date(2026, 3, 31))
    assert quarter_label(date(2026, 12, 31)) == "2026-Q4"
    for wrong in ("2026-Q5", "2026", "Q1", "0000-Q1"):
        with pytest.raises(UserError):
            parse_quarter(wrong)


def test_a_quarter_at_the_end_of_the_calendar_is_shown(app: App, store: Store) -> None:
    for label in ("0001-Q1", "9999-Q4"):
        assert app.services.taxes.bridge(store.id or 0, parse_quarter(label)).empty


def test_rates_are_those_of_their_days() -> None:
    assert [rate.rate for rate in rates_on(vat_rates(), QUARTER)] == [Decimal("0.01"), Decimal("0.03"), Decimal("0.13")]
    of_2018 = [rate.rate for rate in rates_on(vat_rates(), quarter_of(date(2018, 5, 1)))]
    assert of_2018 == [Decimal("0.03")]
    assert all(rate.source.zh and rate.source.en for rate in vat_rates())


@given(
    fens=st.lists(st.integers(0, 10**9), min_size=8, max_size=8),
    basis=st.sampled_from([None, *DeclaredBasis]),
    rate=st.sampled_from([None, Decimal("0.01"), Decimal("0.13")]),
    without=st.booleans(),
)
def test_the_causes_and_what_is_left_add_up_to_the_difference(
    fens: list[int], basis: DeclaredBasis | None, rate: Decimal | None, without: bool
) -> None:
    income, returned, declared, outside, a, b, c, d = fens
    figures = TaxQuarter(
        store_id=1, quarter=QUARTER.start, income_fen=income, returned_fen=returned, declared_fen=declared,
        without_vat=without, vat_rate=rate, basis=basis, outside_fen=outside,
    )  # fmt: skip
    found = bridge(
        QUARTER,
        figures,
        paid=Column(a, b),
        confirmed=Column(c, d),
        received=Column(a + 1, d),
        fees_fen=b,
        coupons_fen=1,
    )
    if found.declared_fen is None:
        assert found.not_explained_fen is None
        return
    counted = sum(one.fen or 0 for one in found.differences if one.counted)
    assert counted == found.difference_fen == income - returned - found.declared_fen


@pytest.mark.parametrize("basis", list(DeclaredBasis))
def test_who_declared_by_one_of_the_views_has_nothing_unexplained(basis: DeclaredBasis) -> None:
    paid, confirmed, received = Column(900_00, 90_00), Column(700_00, 50_00), Column(650_00, 40_00)
    fees, coupons = 30_00, 2_00
    seen = {DeclaredBasis.PAID: paid, DeclaredBasis.CONFIRMED: confirmed}.get(basis, received)
    declared = (seen.net_fen or 0) - (fees + coupons if basis is DeclaredBasis.AFTER_FEES else 0) + 11_00
    figures = TaxQuarter(
        store_id=1, quarter=QUARTER.start, income_fen=paid.total_fen, returned_fen=88_00, declared_fen=declared,
        without_vat=False, vat_rate=Decimal("0.13"), basis=basis, outside_fen=11_00,
    )  # fmt: skip
    found = bridge(
        QUARTER, figures, paid=paid, confirmed=confirmed, received=received, fees_fen=fees, coupons_fen=coupons
    )
    assert found.not_explained_fen == 0


def test_no_cause_speaks_of_orders_that_were_not_real() -> None:
    assert {cause.value for cause in Cause} == {
        "vat", "fees", "coupons", "timing", "refunds", "outside_sales", "not_explained",
    }  # fmt: skip


def test_the_columns_of_a_quarter(app: App, traded: Store, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(app.paths.database.parent)
    app.services.taxes.keep(
        TaxQuarter(
            store_id=traded.id or 0, quarter=date(2026, 2, 17), income_fen=500_00, returned_fen=50_00,
            declared_fen=200_00, vat_rate=Decimal("0.01"), basis=DeclaredBasis.CONFIRMED,
        )
    )  # fmt: skip
    assert run(["--data-dir", folder, "tax-bridge", "--quarter", "2026-Q1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["platform"] == {"total": "500.00", "returned": "50.00", "net": "450.00"}
    assert found["orders_by_paid_day"] == {"total": "500.00", "returned": "50.00", "net": "450.00"}
    assert found["orders_by_confirmed_day"] == {"total": "300.00", "returned": "50.00", "net": "250.00"}
    assert found["received"] == {"total": None, "returned": None, "net": None}
    assert (found["declared"]["without_vat"], found["declared"]["with_vat"]) == ("200.00", "202.00")
    amounts = {one["cause"]: one["amount"] for one in found["differences"]}
    assert amounts == {
        "vat": "2.00", "fees": None, "coupons": None, "timing": "200.00", "refunds": "0.00", "outside_sales": None,
        "not_explained": "48.00",
    }  # fmt: skip


def test_every_quarter_is_listed_as_it_stands_by_itself(
    app: App, traded: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(app.paths.database.parent)
    older = TaxQuarter(store_id=traded.id or 0, quarter=date(2025, 5, 1), income_fen=70_00, net_fen=60_00)
    app.services.taxes.keep(older)
    app.services.taxes.keep(_typed(traded))

    def said(*words: str) -> str:
        assert run(["--data-dir", folder, "--lang", "en", *words]) == 0
        return capsys.readouterr().out

    listed = json.loads(said("tax-quarters", "--json"))
    # What lies between has no figures and is left out.
    assert [one["quarter"] for one in listed["quarters"]] == ["2026-Q1", "2025-Q4", "2025-Q2"]
    assert listed["store"] == traded.name
    for one in listed["quarters"]:
        alone = json.loads(said("tax-bridge", "--quarter", one["quarter"], "--json"))
        assert one == {name: alone[name] for name in one} and "not_explained" in one
    heading, first, _other, oldest, last = said("tax-quarters").splitlines()
    assert heading.startswith("Quarter") and heading.endswith("Not explained") and "no tax advice" in last
    assert first.split() == ["2026-Q1", "450.00", "450.00", "250.00", "—", "177.99", "55.87"]
    assert oldest.split() == ["2025-Q2", "60.00", "—", "—", "—", "—", "—"]


def test_a_store_without_quarters_says_what_to_import(
    app: App, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(app.paths.database.parent)
    assert run(["--data-dir", folder, "--lang", "en", "tax-quarters"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is known of any quarter. Import")
    assert run(["--data-dir", folder, "tax-quarters", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"store": store.name, "quarters": []}


def test_a_quarter_without_anything_is_refused_in_words(app: App, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nothing is known of 2019-Q2"):
        app.services.taxes.write(store.id or 0, parse_quarter("2019-Q2"), tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


def _typed(store: Store, **more: object) -> TaxQuarter:
    start: dict[str, object] = {
        "income_fen": 500_00, "returned_fen": 50_00, "declared_fen": 201_13, "without_vat": False,
        "vat_rate": Decimal("0.13"), "basis": DeclaredBasis.CONFIRMED, "outside_fen": 7_00, "fees_fen": 3_21,
        "note": "<b>问会计</b>",
    }  # fmt: skip
    return TaxQuarter(store_id=store.id or 0, quarter=QUARTER.start, **(start | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_says_that_it_compares_and_shows_words_as_typed(app: App, traded: Store, language: str) -> None:
    app.services.taxes.keep(_typed(traded))
    i18n.set_language(language)
    page = app.services.taxes.page(traded.id or 0, QUARTER)
    assert "&lt;b&gt;问会计&lt;/b&gt;" in page
    assert ("no tax advice" if language == "en" else "不是税务建议") in page
    assert "450.00" in page


@needs_office
@pytest.mark.parametrize("net", [None, 449_00])
def test_another_program_reckons_the_same(app: App, traded: Store, tmp_path: Path, net: int | None) -> None:
    app.services.taxes.keep(_typed(traded, net_fen=net))
    found = app.services.taxes.bridge(traded.id or 0, QUARTER)
    book = tax_book(found, traded.name)
    book.write(tmp_path / "tax.xlsx")
    (values,) = saved_by_office(tmp_path / "out", tmp_path / "tax.xlsx")
    assert book.expected
    for (sheet, place), expected in book.expected.items():
        assert Decimal(str(values[sheet][place].value)).quantize(Decimal("0.01")) == expected, (sheet, place)
    assert found.not_explained_fen is not None


def test_fees_of_a_table_are_kept_and_stand_beside_those_of_the_statement(
    app: App, traded: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime(2026, 2, 3, 10)
    lines = [
        Line("1", at, 100_00, "交易付款", merchant="2300000000000000002"),
        Line("2", at, -5_00, "commission", "其它", "天猫佣金（类目）{2300000000000000002}扣款"),
    ]
    app.services.imports.run_file(write_statement(tmp_path / "money.csv", balanced(lines)), traded)
    taxes, store_id = app.services.taxes, traded.id or 0
    table = taxes.read_text("季度\t收入总额\t退款金额\t平台服务费\n2026年1季度\t500\t50\t-6.50\n")
    assert taxes.take(taxes.proposal(store_id, table, None)) == 1
    assert taxes.proposal(store_id, table, None).ready == ()
    found = taxes.bridge(store_id, QUARTER)
    assert [fen for _, fen in fees_beside(found)] == [6_50, 5_00, 1_50]
    folder = str(app.paths.database.parent)
    assert run(["--data-dir", folder, "--lang", "en", "tax-bridge", "--quarter", "2026-Q1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["fees"], said["fees_reported"]) == ("5.00", "6.50")
    assert run(["--data-dir", folder, "--lang", "en", "tax-bridge", "--quarter", "2026-Q1"]) == 0
    assert "Fees reported more than charged: 1.50" in capsys.readouterr().out
    page = taxes.page(store_id, QUARTER)
    assert all(words in page for words in ("Fees reported by the platform", "6.50", "1.50"))
    assert fees_beside(replace(found, figures=replace(found.figures, fees_fen=None))) == ()

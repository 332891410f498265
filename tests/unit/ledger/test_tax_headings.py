"""What a column of a table of quarters holds, and amounts in every unit."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.tax_headings import Role, heading_role, heading_unit, is_of_one, read_amount, said_unit
from shopdesk.domain.ledger.tax_table import TaxTable, read_table, sums_of


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1", 100), ("1.5", 150), ("1,234.56", 123_456), ("1234567.89", 123_456_789), ("+2", 200), ("-2", -200),
        ("1e3", 100_000), ("１２．５０", 1_250), ("¥3", 300), ("￥ 3", 300), ("RMB 3", 300), ("cny3", 300), ("'3", 300),
        ("(5)", -500), ("(5", None), ("()", None), ("(-5)", 500), ("0", 0), ("(0.01)", -1),
        ("3元", 300), ("3千元", 300_000), ("3万元", 3_000_000), ("3万", 3_000_000), ("0.5亿元", 5_000_000_000),
        ("3人民币", 300), ("3RMB", 300), ("3 cny", 300), ("3 yuan", 300), ("3分", 3), ("3 fen", 3), ("3cents", 3),
        ("3¥", 300), ("0.0000009元", 0), ("2.00009分", 2),
        ("1000000000000", 100_000_000_000_000),
    ],
)  # fmt: skip
def test_an_amount_in_its_unit(cell: str, fen: int | None) -> None:
    if fen is None:
        with pytest.raises(UserError):
            read_amount(cell)
    else:
        assert read_amount(cell) == fen


def test_a_heading_in_another_unit_counts_where_the_cell_says_none() -> None:
    assert read_amount("1.5", 1_000_000) == 1_500_000
    assert read_amount("1.5元", 1_000_000) == 150
    assert all(read_amount(cell) is None for cell in ("", "-", "--", "/", "无", "N/A", " null ", "暂无"))


@pytest.mark.parametrize("cell", ["1000000000000.01", "0.001", "0.005", "1.0002分", "5%", "1.2.3", "12,34", "x"])
def test_what_is_no_whole_amount_is_refused(cell: str) -> None:
    with pytest.raises(UserError):
        read_amount(cell)


@pytest.mark.parametrize("length", [40, 41])
def test_a_long_cell_is_named_by_its_beginning(length: int) -> None:
    cell = "x" * length
    with pytest.raises(UserError) as caught:
        read_amount(cell)
    assert str(caught.value).startswith(f"“{cell}”" if length == 40 else f"“{cell[:39]}…”")


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("收入（元）", 100), ("收入(万元)", 1_000_000), ("收入【千元】", 100_000), ("收入[亿元]", 10_000_000_000),
        ("收入（分）", 1), ("收入(万)", 1_000_000), ("Income (RMB)", 100), ("Income (CNY)", 100), ("Income (fen)", 1),
        ("Income (cents)", 1), ("Income (¥)", 100), ("收入（人民币）", 100), ("收入(含税)(万元)", 1_000_000),
        ("收入", None), ("收入(含税)", None), ("收入元", None),
    ],
)  # fmt: skip
def test_the_unit_in_the_brackets_of_a_heading(cell: str, unit: int | None) -> None:
    assert heading_unit(cell) == unit


def test_the_unit_that_a_line_above_says() -> None:
    assert said_unit(["2026年", "单位：万元"]) == 1_000_000
    assert said_unit(["金额单位: 人民币元"]) == 100
    assert said_unit(["Unit: yuan"]) == said_unit(["unit rmb"]) == said_unit(["unit：CNY"]) == 100
    assert said_unit(["unit:fen"]) == said_unit(["单位：分"]) == 1
    assert said_unit(["万元"]) is None and said_unit([]) is None


def test_what_a_heading_is_for() -> None:
    assert heading_role("收入总额（元）") == (Role.INCOME, True)
    assert heading_role("平台销售额") == (Role.INCOME, False)
    assert heading_role("退款后净额") == (Role.NET, False)
    assert heading_role("订单笔数") is None and heading_role("(元)") is None
    assert heading_role("收入" + "很" * 38) == (Role.INCOME, False) and heading_role("收入" + "很" * 39) is None
    assert is_of_one("支付流水号") and not is_of_one("流水")


def table(text: str) -> TaxTable:
    """A table as it is pasted."""
    return read_table([[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()])


def quarters(found: TaxTable) -> dict[str, int | None]:
    """Income by first month."""
    return {one.quarter.isoformat()[:7]: one.amounts.get(Role.INCOME) for one in sums_of(found)[0]}


def test_a_table_of_one_quarter_is_named_by_the_line_above_it() -> None:
    assert quarters(table("2026年第一季度\n收入总额 | 退款金额\n100 | 5")) == {"2026-01": 10_000}
    # Two quarters above it name none.
    with pytest.raises(UserError):
        table("2026年第一季度 | 2026年第二季度\n收入总额 | 退款金额\n100 | 5")
    # A day is the day of printing, not a quarter.
    with pytest.raises(UserError):
        table("2026-04-01\n收入总额 | 退款金额\n100 | 5")


def test_a_column_of_quarters_needs_no_heading() -> None:
    assert quarters(table("| 收入总额\n2026-Q1 | 1")) == {"2026-01": 100}
    assert quarters(table(" | 收入总额\n2026-Q1 | 1\n2026-Q2 | 2")) == {"2026-01": 100, "2026-04": 200}
    assert quarters(table("2026年\n | 收入总额\n\n一季度 | 1\n二季度 | 2")) == {"2026-01": 100, "2026-04": 200}


def test_the_heading_is_among_the_first_twenty_lines() -> None:
    body = "季度 | 收入总额\n2026-Q1 | 1"
    assert quarters(table("说明\n" * 19 + body)) == {"2026-01": 100}
    with pytest.raises(UserError):
        table("说明\n" * 20 + body)
    rows = [["季度", "收入总额"], *[["2026-Q1", ""]] * 1998, ["2026-Q1", "1"]]
    assert len(read_table(rows).rows) == 1
    with pytest.raises(UserError):
        read_table([*rows, ["", ""]])


def test_a_problem_names_the_last_row_of_its_quarter_and_rows_count_from_one() -> None:
    found = table("月份 | 收入总额\n2026-01 | 1\n2026-02 | 2\n2026-04 | 4\n2026-05 | 5\n2026-06 | 6\nx | 7\n")
    assert [number for number, _text in found.problems] == [7]
    sums, problems = sums_of(found)
    assert [number for number, _text in problems] == [3]
    assert [(one.quarter, one.rows, one.amounts) for one in sums] == [
        (date(2026, 4, 1), (4, 5, 6), {Role.INCOME: 1_500})
    ]


def test_a_long_name_of_no_quarter_is_shown_by_its_beginning() -> None:
    for length, shown in ((40, "很" * 40), (41, "很" * 39 + "…")):
        ((_row, problem),) = table(f"季度 | 收入总额\n2026-Q1 | 1\n{'很' * length} | 2").problems
        assert str(problem).startswith(f"“{shown}”")


def test_sums_below_each_shop_and_a_net_figure_that_fits_need_no_note() -> None:
    shops = (
        "季度 | 店铺 | 收入总额 | 退款金额\n2026-Q1 | 甲 | 10 | -1\n2026-Q2 | 甲 | 20 | 2\n小计 | | 30 | 3\n"
        "2026-Q1 | 乙 | 5 | 0\n小计： | | 5 | 0\n合计 | | 35 | 3"
    )
    assert table(shops).notes == ()
    assert "33.00" in str(table(shops.replace("| 35 |", "| 33 |")).notes[0])
    # Of a wrong row one thing is said.
    assert len(table(shops.replace("| 35 | 3", "| 33 | 9")).notes) == 1
    net = "季度 | 收入总额 | 退款金额 | 收入净额\n2026-Q1 | 10 | {} | {}"
    assert table(net.format("1", "9")).notes == table(net.format("-1", "9")).notes == ()
    assert [len(table(net.format("1", wrong)).notes) for wrong in ("11", "10", "9.01")] == [1, 1, 1]
    assert table(net.format("", "9")).notes == ()


def test_two_columns_of_one_figure_are_refused_and_a_heading_said_again_is_none() -> None:
    with pytest.raises(UserError, match="could both be"):
        table("季度 | 商品收入 | 服务收入\n2026-Q1 | 1 | 2")
    again = "季度 | 收入总额\n2026-Q1 | 1\n季度 | 收入总额\n2026-Q2 | 2"
    assert quarters(table(again)) == {"2026-01": 100, "2026-04": 200} and not table(again).problems

"""A table of quarters is read however it is headed, in any order, and what cannot be meant is refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.tax import TaxQuarter
from shopdesk.domain.ledger.tax_headings import Role, heading_role, heading_unit, read_amount
from shopdesk.domain.ledger.tax_periods import read_span
from shopdesk.domain.ledger.tax_table import TaxTable, read_table, sums_of

Q1, Q2 = date(2026, 1, 1), date(2026, 4, 1)
KNOWN = TaxQuarter(store_id=1, quarter=Q1)


def table(text: str) -> TaxTable:
    """A table as it is pasted: lines, cells apart by a bar."""
    return read_table([[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()])


def figures(found: TaxTable) -> dict[date, tuple[int | None, int | None, int | None]]:
    """Income, refunds and net by quarter; nothing may be refused."""
    sums, problems = sums_of(found)
    assert not problems and not found.problems
    return {
        one.quarter: (known.income_fen, known.returned_fen, known.net_fen)
        for one in sums
        for known in [one.onto(KNOWN)]
    }


@pytest.mark.parametrize(
    "text",
    [
        "季度 | 收入总额 | 退款金额\n2026-Q1 | 1000 | 50\n2026-Q2 | 2000 | 0\n合计 | 3000 | 50",
        "退款金额(元) | 所属期 | 收入总额（万元）\n-50.00 | 2026年第一季度 | 0.1\n0 | 2026年二季度 | 0.2",
        "单位：分\n税款所属期起 | 税款所属期止 | 平台报送收入 | 退货金额\n"
        "2026-01-01 | 2026-03-31 | 100000 | 5000\n2026/4/1 | 2026/6/30 | 200000 | -",
        "2026年平台涉税信息\n期间 | 交易笔数 | 销售额 | 退货退款额 | 备注\n一季度 | 7 | ¥1,000.00 | (50.00) | \n"
        "二季度 | 9 | 2,000元 | / | 已核",
        "Period | Gross sales (yuan) | Refunds | Commission | Orders count\nQ1 2026 | 1,000.00 | 50 | 12 | 4\n"
        "2026 Q2 | 2,000.00 |  | 9 | 5\nTotal | 3,000.00 | 50 | 21 | 9",
        "年度 | 季度 | 收入 | 退款\n2026 | 1 | 1000 | 50\n2026年 | 2 | 2000 | 0",
        "项目 | 2026-Q1 | 2026-Q2 | 合计\n收入总额 | 1000 | 2000 | 3000\n退款总额 | 50 | 0 | 50",
        "月份 | 总收入 | 退款\n2026-01 | 300 | 20\n2026年2月 | 300 | 20\n202603 | 400 | 10\n2026-04-01 | 500 | 0\n"
        "2026-05-01 | 500 | 0\n2026-06-01 | 1000 | 0",
        "季度 | 平台报送 | |\n | 收入总额 | 退款金额 | 收入净额\n2026年1-3月 | 1000 | 50 |\n"
        "2026年4月-2026年6月 | 2000 | 0 |",
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_read(text: str) -> None:
    found = figures(table(text))
    assert found[Q1] == (100_000, 5_000, None) and found[Q2][0] == 200_000
    assert list(found) == [Q1, Q2]


YUAN = st.integers(0, 10**11)
_INCOME = ("收入总额", "总收入（元）", "平台收入", "销售总额", "Total income", "交易额(元)")
_RETURNED = ("退款金额", "退货退款总额", "Refunds", "退回金额（元）")
_NET = ("收入净额", "净收入", "Net sales", "扣除退款后收入")
_FEES = ("平台服务费", "佣金", "手续费（元）", "Commission")
_PERIOD = ("季度", "税款所属期", "期间", "Quarter", "报送所属期")
_ASIDE = ("备注", "订单笔数", "税率", "序号")


def test_a_line_of_nothing_but_one_figure_is_no_heading() -> None:
    """A title that names the income twice doubts nothing; the columns are named below it."""
    found = figures(table("收入 | 收入 | |\n季度 | 收入总额 | 退款金额\n2026-Q1 | 1000 | 50"))
    assert found[Q1] == (100_000, 5_000, None)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_unit_sign_and_heading_gives_the_same(data: st.DataObject) -> None:
    names = [data.draw(st.sampled_from(one)) for one in (_PERIOD, _INCOME, _RETURNED, _NET, _FEES, _ASIDE)]
    order = data.draw(st.permutations(range(6)))
    rows, wanted = [], {}
    for place in range(data.draw(st.integers(1, 6))):
        year, quarter = 2025 + place // 4, place % 4 + 1
        income, back = data.draw(YUAN), data.draw(YUAN)
        sign = data.draw(st.sampled_from(("", "-")))
        label = data.draw(st.sampled_from((
            f"{year}-Q{quarter}", f"{year}年第{quarter}季度", f"Q{quarter} {year}",
            f"{year}年{'一二三四'[quarter - 1]}季度",
            f"{year}年{quarter * 3 - 2}-{quarter * 3}月",
        )))  # fmt: skip
        cells = [label, _written(data, income), sign + f"{back / 100:.2f}", _written(data, income - back), "1", "9"]
        rows.append(cells)
        wanted[date(year, quarter * 3 - 2, 1)] = (income, back, income - back)
    total = ["合计", "", "", "", "", ""]
    lines = [names, *rows, *([total] if data.draw(st.booleans()) else [])]
    assert figures(read_table([[line[place] for place in order] for line in lines])) == wanted


def _written(data: st.DataObject, fen: int) -> str:
    exact = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"
    return data.draw(st.sampled_from((exact, f"{fen / 100:,.2f}", f"¥{exact}", f"{exact}元", f"{fen}分", f"{exact} ")))


def test_several_shops_are_named_and_never_added_unasked() -> None:
    found = table(
        "平台 | 店铺名称 | 季度 | 收入总额\n天猫 | 甲 | 2026-Q1 | 100\n | 乙 | 2026-Q1 | 30\n抖音 | 甲 | 2026-Q1 | 7"
    )
    assert found.shops == ("天猫 · 甲", "乙", "抖音 · 甲")
    assert sums_of(found.of_shop("乙"))[0][0].amounts == {Role.INCOME: 3_000}
    assert sums_of(found)[0][0].amounts == {Role.INCOME: 13_700}


def test_a_merged_quarter_holds_for_the_shops_below_it() -> None:
    found = table("季度 | 店铺 | 收入总额\n2026-Q1 | 甲 | 100\n | 乙 | 30\n2026-Q2 | 甲 | 5\n | 乙 | 6")
    assert {one.quarter: one.amounts[Role.INCOME] for one in sums_of(found)[0]} == {Q1: 13_000, Q2: 1_100}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("季度 | 收入总额\n2026-Q1 | 1\n2026年第1季度 | 2", "several rows (2, 3)"),
        ("月份 | 收入总额\n2026-01 | 1\n2026-02 | 2", "2 of its three months"),
        ("月份 | 收入总额\n2026-01 | 1\n2026-01 | 1\n2026-03 | 2", "several rows"),
        ("期间 | 收入总额\n2026-Q1 | 9\n2026-01 | 1\n2026-02 | 1\n2026-03 | 1", "do not add up"),
    ],
)
def test_rows_that_do_not_make_a_quarter_are_refused(text: str, said: str) -> None:
    sums, problems = sums_of(table(text))
    assert not sums and said in str(problems[0][1])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-Q1 | 5%", "percentage"),
        ("2026-Q1 | 99999999999999999999", "larger than any"),
        ("2026-Q1 | 1.234,56", "no amount"),
        ("2026-Q1 | 1,23", "no amount"),
        ("2026-Q1 | 12.345", "two decimals"),
        ("2026-Q1 | 一万", "no amount"),
        ("2026-Q1 | =SUM(B2:B3)", "no amount"),
        ("2026-Q5 | 100", "no quarter"),
        ("9999-12-31 | 100", "no quarter"),
        ("1999-Q4 | 100", "no quarter"),
        ("2026-02-30 | 100", "no quarter"),
        ("2026-02 - 2026-04 | 100", "no quarter"),
        ("2026年上半年 | 100", "no quarter"),
        ("2026年 | 100", "no quarter"),
        (f"{'很长' * 60} | 100", "…"),
        (" | 100", "names no quarter"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_its_number(row: str, said: str) -> None:
    found = table(f"季度 | 收入总额\n{row}\n2026-Q2 | 7")
    ((number, problem),) = found.problems
    assert number == 2 and said in str(problem) and len(str(problem)) < 160
    assert [one.quarter for one in sums_of(found)[0]] == [Q2]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[""]],
        [["订单编号", "买家实付金额"], ["1", "2"]],
        [["季度", "备注"], ["2026-Q1", "x"]],
        [["季度", "收入总额"]] * 3000,
        [["季度", "商品收入", "服务收入"], ["2026-Q1", "1", "2"]],
        [["订单编号", "总金额", "订单付款时间", "退款金额"], ["28", "100", "2026-02-03 10:05:00", "0"]],
        [["账务流水号", "业务流水号", "发生时间", "收入金额（+元）"], ["7", "8", "2026-02-10 09:00:00", "100.00"]],
    ],
)
def test_what_is_no_table_of_quarters_is_refused_in_a_sentence(rows: Sequence[Sequence[str]]) -> None:
    with pytest.raises(UserError) as caught:
        read_table(rows)
    assert str(caught.value).endswith(".") and "流水号" not in str(caught.value)


def test_a_sum_or_a_net_figure_that_does_not_fit_is_said() -> None:
    rows = "2026-Q1 | 100 | 10 | 80 | 3%\n2026-Q2 | 50 | 0 | 50 |\n合计 | 160 | 10 | |"
    found = table(f"季度 | 收入总额 | 退款 | 净收入 | 税率\n{rows}")
    said = " ".join(map(str, found.notes))
    assert "row 4 says 160.00" in said and "150.00" in said
    assert "net figure 80.00" in said and "税率" in said
    assert not table("季度 | 收入总额\n2026-Q1 | 100\n2026-Q2 | 50\n合计 | 150").notes


def test_new_income_without_a_net_figure_takes_the_old_one_away() -> None:
    old = TaxQuarter(store_id=1, quarter=Q1, income_fen=1, net_fen=9, declared_fen=5, note="kept")
    ((one,), _problems) = sums_of(table("季度 | 收入总额\n2026-Q1 | 100"))
    assert one.onto(old) == TaxQuarter(store_id=1, quarter=Q1, income_fen=10_000, declared_fen=5, note="kept")
    ((one,), _problems) = sums_of(table("季度 | 退款 \n2026-Q1 | 3"))
    assert one.onto(old).net_fen == 9 and one.onto(old).returned_fen == 300


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(
    ["季度", "收入总额", "2026-Q1", "2026-01-01", "合计", "(元)", "1e9", "-", "2026-13", "1月", "店铺"]), max_size=5),
    max_size=6))  # fmt: skip
def test_no_table_breaks_it(rows: list[list[str]]) -> None:
    with suppress(UserError):
        sums_of(read_table(rows))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.integers(2000, 2100))
def test_no_cell_breaks_it(cell: str, year: int) -> None:
    assert heading_role(cell) is None or heading_unit(cell) is None or cell
    with suppress(UserError):
        read_span(cell, year)
    with suppress(UserError):
        read_amount(cell)


def test_a_quarter_that_is_refused_is_named_by_the_last_of_its_rows() -> None:
    found = table("季度 | 收入总额\n2026-Q1 | 1\n2026-Q1 | 2\n2026-Q1 | 3\n2026-Q2 | 4")
    sums, problems = sums_of(found)
    assert [one.quarter for one in sums] == [Q2]
    ((number, said),) = problems
    assert number == 4 and "2, 3, 4" in str(said)

"""Cells copied from a sheet into a plan: which heading each figure has, of which part it is, and in what it is told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shopdesk.domain.campaigns.plan_figures import Figure, Listed
from shopdesk.domain.campaigns.plan_tables import table_blocks
from shopdesk.domain.campaigns.plan_text import read
from shopdesk.domain.campaigns.plan_words import What


def figures(*rows: str) -> list[Figure]:
    """What is read of the rows; a bar stands for the tab between two cells."""
    return list(read("\n".join(rows).replace("|", "\t")).figures)


def cells(*rows: str) -> list[tuple[str, str, str]]:
    """Each figure as written, what it says, and its part."""
    return [(one.words, one.what.value, one.part) for one in figures(*rows)]


def test_headings_across_say_what_each_column_is_and_the_first_cell_whose():
    assert cells("渠道|访客|转化率|客单价", "直通车|2万|3%|150", "自然流量|3万|2%|140") == [
        ("2万", "visitors", "直通车"), ("3%", "conversion", "直通车"), ("150", "order_value", "直通车"),
        ("3万", "visitors", "自然流量"), ("2%", "conversion", "自然流量"), ("140", "order_value", "自然流量"),
    ]  # fmt: skip


def test_headings_down_say_what_each_row_is_and_the_first_row_whose():
    assert cells("指标|10月|11月", "销售额|30万|60万", "广告费|3万|6万") == [
        ("30万", "sales", "10月"), ("60万", "sales", "11月"), ("3万", "ads", "10月"), ("6万", "ads", "11月"),
    ]  # fmt: skip


def test_a_list_of_names_and_values_has_no_parts():
    found = figures("访客|20万", "转化率|3%", "客单价|150")
    assert [(one.words, one.what, one.part, one.kind, one.total, one.listed) for one in found] == [
        ("20万", What.VISITORS, "", "", False, Listed.NO),
        ("3%", What.CONVERSION, "", "", False, Listed.NO),
        ("150", What.ORDER_VALUE, "", "", False, Listed.NO),
    ]


def test_a_row_that_adds_up_says_that_the_rows_are_all():
    rows = ("渠道|销售额", "直通车|9万", "淘宝客|8万")
    kinds = {one.kind for one in figures(*rows)}
    assert len(kinds) == 1 and "" not in kinds
    assert [(one.part, one.listed, one.total) for one in figures(*rows)] == [
        ("直通车", Listed.AMONG, False), ("淘宝客", Listed.AMONG, False),
    ]  # fmt: skip
    added = figures(*rows, "合计|17万")
    assert [(one.part, one.listed, one.total, bool(one.kind)) for one in added] == [
        ("直通车", Listed.WHOLE, False, True), ("淘宝客", Listed.WHOLE, False, True), ("", Listed.NO, True, False),
    ]  # fmt: skip


def test_a_column_that_adds_up_says_that_the_columns_are_all():
    found = figures("指标|10月|11月|合计", "销售额|30万|60万|90万")
    assert [(one.part, one.listed, one.total) for one in found] == [
        ("10月", Listed.WHOLE, False), ("11月", Listed.WHOLE, False), ("", Listed.NO, True),
    ]  # fmt: skip


def test_total_in_the_name_of_a_figure_makes_no_total_of_its_column():
    found = figures("渠道|总销售额", "直通车|9万")
    assert [(one.what, one.part, one.listed, one.total) for one in found] == [
        (What.SALES, "直通车", Listed.AMONG, False)
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("销售额(万元)", "9.5", 95_000), ("销售额（万）", "9", 90_000), ("销售额/千", "9", 9_000),
        ("销售额", "9", 9),
        # What says its own size is not made larger once more.
        ("销售额(万元)", "9万", 90_000),
    ],
)  # fmt: skip
def test_a_heading_may_say_in_what_its_column_counts(heading, cell, value):
    (one,) = figures(f"渠道|{heading}", f"直通车|{cell}")
    assert (one.number.low, one.number.high, one.words) == (value, value, cell)


def test_the_last_digit_of_a_column_in_ten_thousands_stands_for_as_much():
    (one,) = figures("渠道|销售额(万元)", "直通车|9.5")
    assert one.number.step == Fraction(1_000)
    (plain,) = figures("渠道|销售额", "直通车|95,000")
    assert plain.number.step <= 1_000 and plain.number.low == one.number.low


def test_a_size_beside_a_part_is_no_size_of_its_figures():
    (one,) = figures("指标|直通车(万元)", "访客|2000")
    assert one.number.low == 2_000


def test_a_heading_of_an_earlier_time_is_of_that_time():
    found = figures("月份|销售额|去年销售额|上月销售额", "10月|30万|25万|28万")
    assert [(one.words, one.earlier) for one in found] == [("30万", ""), ("25万", "year"), ("28万", "month")]


@pytest.mark.parametrize(
    ("rows", "of"),
    [
        (("渠道|销售额|占比", "直通车|9万|60%"), What.SALES),
        (("渠道|访客|广告费|销售额占比", "直通车|2万|3万|60%"), What.VISITORS),
        # Growth is of the figure that stands there for two years, whatever stands before it.
        (("月份|广告费|销售额|去年销售额|同比", "10月|3万|30万|25万|20%"), What.SALES),
        (("月份|广告费|销售额|同比", "10月|3万|30万|20%"), What.ADS),
        (("月份|转化率|同比", "10月|3%|20%"), None),
    ],
)
def test_what_a_share_or_growth_in_a_table_is_of(rows, of):
    last = figures(*rows)[-1]
    assert (last.what in (What.SHARE, What.GROWTH), last.of) == (True, of)
    assert all(one.of is None for one in figures(*rows)[:-1])


def test_a_number_that_cannot_be_what_its_column_says_is_left_out():
    assert cells("渠道|访客|转化率", "直通车|3%|2万元", "淘宝客|5万|4") == [
        ("5万", "visitors", "淘宝客"), ("4", "conversion", "淘宝客"),
    ]  # fmt: skip
    # A share may do without its sign; days without the word are none.
    assert cells("渠道|销售额|占比|天数", "直通车|9万|60|11") == [("9万", "sales", "直通车"), ("60", "share", "直通车")]
    # More cells than headings, and a cell without a number.
    assert cells("渠道|访客", "直通车|2万|3万", "淘宝客|待定|") == [("2万", "visitors", "直通车")]


def test_a_channel_whose_name_holds_the_word_of_a_figure_is_a_channel():
    assert cells("指标|自然流量|直通车", "销售额|30万|60万") == [
        ("30万", "sales", "自然流量"), ("60万", "sales", "直通车"),
    ]  # fmt: skip


def test_a_figure_of_a_channel_is_that_figure():
    assert cells("店铺|直通车访客|直播销售额", "本店|2万|9万") == [
        ("2万", "visitors", "本店"), ("9万", "sales", "本店"),
    ]  # fmt: skip


def test_the_same_number_twice_has_two_keys():
    assert [one.key for one in figures("渠道|访客|买家数", "直通车|5万|600", "淘宝客|5万|600")] == [
        ("5万", 1), ("600", 1), ("5万", 2), ("600", 2),
    ]  # fmt: skip


def test_two_tables_are_two_kinds_of_parts():
    found = figures("渠道|访客", "直通车|2万", "后来", "渠道|访客", "淘宝客|3万")
    assert len({one.kind for one in found}) == len(found) == 2


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []), ("访客\t20万", []), ("访客\n20万", []),
        ("a\tb\nc\td", ["a\tb\nc\td"]), ("说明\na\tb\nc\td\n", ["a\tb\nc\td\n"]),
        ("a\tb\nc\td\ntext\ne\tf\ng\th\ni\tj", ["a\tb\nc\td\n", "e\tf\ng\th\ni\tj"]),
        ("a\tb\n\nc\td", []), ("a\tb\ntext\nc\td\ne\tf", ["c\td\ne\tf"]),
    ],
)  # fmt: skip
def test_two_lines_with_tabs_one_below_the_other_are_a_table(text, blocks):
    assert [text[start:end] for start, end in table_blocks(text)] == blocks

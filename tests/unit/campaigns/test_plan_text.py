"""What each number of a written plan is taken for: which figure, of which part and time, in which list."""

from __future__ import annotations

import pytest

from shopdesk.domain.campaigns.plan_figures import LONGEST, MOST_FIGURES, Figure, Listed
from shopdesk.domain.campaigns.plan_text import read
from shopdesk.domain.campaigns.plan_words import What


def figures(text: str) -> list[Figure]:
    return list(read(text).figures)


def whats(text: str) -> list[tuple[str, str]]:
    """Each number as written, and what it says."""
    return [(one.words, one.what.value) for one in figures(text)]


SAYS = [
    ("访客20万，转化率3%，客单价150元", [("20万", "visitors"), ("3%", "conversion"), ("150元", "order_value")]),
    # The word may stand behind.
    ("20万访客，6000个买家", [("20万", "visitors"), ("6000", "buyers")]),
    ("200,000 of the visitors", [("200,000", "visitors")]),
    ("900,000 yuan of sales", [("900,000 yuan", "sales")]),
    # What counts something says what it counts; people and days of nothing are no figures.
    ("6000单，300件", [("6000单", "orders"), ("300件", "pieces")]),
    ("200人，5天", []),
    # A unit that does not fit is of no use to the nearest word: the one before it is meant.
    ("销售额 访客 90万元", [("90万元", "sales")]),
    ("访客 3%", [("3%", "unclear")]),
    # A number goes on with what was spoken of last where something says that it does.
    ("销售额 90万元，即 900,000元", [("90万元", "sales"), ("900,000元", "sales")]),
    ("sales 90,000 yuan, that is 90,000", [("90,000 yuan", "sales"), ("90,000", "sales")]),
    ("销售额 90万元，去年 75万元", [("90万元", "sales"), ("75万元", "sales")]),
    ("销售额 90万元，每天 8万元", [("90万元", "sales"), ("8万元", "sales")]),
    ("销售额 90万元，另有 8万元", [("90万元", "sales"), ("8万元", "unclear")]),
    # Names of days, festivals, parts and prices off are no figures.
    ("2026年双11大促 销售额90万", [("90万", "sales")]),
    ("618大促，销售额90万", [("90万", "sales")]),
    ("618元", [("618元", "unclear")]),
    ("第3波 5折 销售额90万", [("90万", "sales")]),
    ("T-7 销售额90万", [("90万", "sales")]),
    ("1. 销售额 90万\n2. 访客 20万", [("90万", "sales"), ("20万", "visitors")]),
    ("ROI 1:5", [("5", "roi")]),
    ("活动 11.1-11.11，共11天，销售额90万", [("90万", "sales")]),
    # Shares and growth.
    ("广告费占15%", [("15%", "share")]),
    ("20% of sales", [("20%", "share")]),
    ("同比增长30%", [("30%", "growth")]),
    # A heading spoken of in the clause before.
    ("销售额：\n90万", [("90万", "sales")]),
    ("总销售额，合计 90万", [("90万", "sales")]),
    # What a product of people is; nothing is made of what is no product.
    ("访客 20万 × 3% × 150 = 90万", [("20万", "visitors"), ("3%", "conversion"), ("150", "order_value"),
                                    ("90万", "sales")]),
    ("访客 20万 × 3% = 6000", [("20万", "visitors"), ("3%", "conversion"), ("6000", "orders")]),
    ("10 × 20 = 200", [("10", "unclear"), ("20", "unclear"), ("200", "unclear")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SAYS)
def test_what_each_number_says(text, wanted):
    assert whats(text) == wanted


PARTS = [
    ("1月：访客3万，转化率3%；2月：访客5万", ["1月", "1月", "2月"]),
    ("直通车 销售额50万，淘宝客 销售额30万", ["直通车", "淘宝客"]),
    # A channel inside a sentence is handed on to no other figure; the month at the head of a line is.
    ("店里直通车 销售额50万，访客 20万", ["直通车", ""]),
    ("1月 销售额50万，访客 20万", ["1月", "1月"]),
    # With the sentence its part ends; that at the head of a line ends with the line.
    ("销售额：第一阶段 10万元。访客 20万", ["第一阶段", ""]),
    ("1月 销售额50万。访客 20万", ["1月", "1月"]),
    ("1月 销售额50万\n访客 20万", ["1月", ""]),
    # A total is of no part.
    ("1月 销售额50万，2月 40万，合计 90万", ["1月", "2月", ""]),
    ("Q1 sales 100k, Q2 sales 200k", ["Q1", "Q2"]),
]


@pytest.mark.parametrize(("text", "wanted"), PARTS)
def test_the_part_that_a_number_is_of(text, wanted):
    assert [one.part for one in figures(text)] == wanted


LISTS = [
    ("销售额90万：女装40万、男装50万", [("", Listed.NO), ("女装", Listed.WHOLE), ("男装", Listed.WHOLE)]),
    ("销售额90万，其中女装40万、男装30万", [("", Listed.NO), ("女装", Listed.AMONG), ("男装", Listed.AMONG)]),
    ("销售额分别为10万、20万", [("#1", Listed.WHOLE), ("#2", Listed.WHOLE)]),
    ("sales 90k, including dresses 40k", [("", Listed.NO), ("dresses", Listed.AMONG)]),
    (
        "sales 90k, of which winter trousers 40k and skirts 30k",
        [("", Listed.NO), ("winter trousers", Listed.AMONG), ("skirts", Listed.AMONG)],
    ),
    # A long name is cut, and where there is none it is counted.
    (f"销售额90万，其中{'新' * 20} 40万", [("", Listed.NO), ("新" * 16, Listed.AMONG)]),
    ("销售额90万，其中 40万、50万", [("", Listed.NO), ("#2", Listed.AMONG), ("#3", Listed.AMONG)]),
    # The list ends with its sentence.
    ("销售额90万：女装40万。访客20万", [("", Listed.NO), ("女装", Listed.WHOLE), ("", Listed.NO)]),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_which_numbers_are_a_list_and_what_they_are_called(text, wanted):
    assert [(one.part, one.listed) for one in figures(text)] == wanted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("销售额90万，其中：\n女装40万\n男装30万", ["", "女装", "男装"]),
        ("销售额90万，其中女装40万\n男装30万", ["", "女装", "男装"]),
        ("销售额90万：\n女装40万\n男装50万", ["", "女装", "男装"]),
        # A line without a figure, or the end of a sentence, ends it; without a word that begins one there is none.
        ("销售额90万，其中：\n女装40万\n后来\n男装30万", ["", "女装", ""]),
        ("销售额90万，其中：\n女装40万。\n男装30万", ["", "女装", ""]),
        ("销售额90万\n女装40万\n男装50万", ["", "", ""]),
    ],
)
def test_a_list_may_go_on_over_several_lines(text, parts):
    assert [one.part for one in figures(text)] == parts


def test_two_lists_are_two_kinds_of_parts():
    kinds = [one.kind for one in figures("销售额90万：女装40万、男装50万。访客20万：新款8万人、旧款12万人") if one.part]
    assert len(kinds) == 4 and kinds[0] == kinds[1] != kinds[2] == kinds[3]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("每天访客2万，每月访客60万，访客70万", [("day", ""), ("month", ""), ("", "")]),
        ("去年销售额75万，上月销售额80万，销售额90万", [("", "year"), ("", "month"), ("", "")]),
        ("上个月销售额80万，本月销售额90万，月销售额85万", [("", "month"), ("", ""), ("month", "")]),
        ("销售额90万 last year, sales 80k this year", [("", "year"), ("", "")]),
    ],
)
def test_the_time_that_a_number_is_of(text, times):
    assert [(one.per, one.earlier) for one in figures(text)] == times


@pytest.mark.parametrize(
    ("text", "of", "base"),
    [
        ("广告费占销售额15%", What.ADS, What.SALES),
        ("销售额90万，广告费占15%", What.ADS, None),
        ("ads are 15% of sales", What.ADS, What.SALES),
        ("ads are 15% of the total sales", What.ADS, What.SALES),
        ("今年销售额增长30%", What.SALES, None),
        ("今年销售额90万，同比增长30%", What.SALES, None),
        ("直通车占比40%", None, None),
    ],
)
def test_what_a_share_or_growth_is_of(text, of, base):
    found = [one for one in figures(text) if one.what in (What.SHARE, What.GROWTH)]
    assert [(one.of, one.base) for one in found] == [(of, base)]


@pytest.mark.parametrize(("words", "falling"), [("增长", False), ("下降", True), ("up by", False), ("down by", True)])
def test_growth_that_goes_down_says_so(words, falling):
    (found,) = figures(f"销售额 {words} 20%")
    assert (found.what, found.falling) == (What.GROWTH, falling)


def test_what_stands_in_brackets_is_aside_and_a_total_is_one():
    found = figures("总销售额90万（广告费15万）")
    assert [(one.words, one.total, one.aside) for one in found] == [("90万", True, False), ("15万", False, True)]


def test_from_and_to_are_the_same_figure_before_and_now():
    found = figures("转化率从2%提升到3%")
    assert [(one.words, one.what, one.earlier) for one in found] == [
        ("2%", What.CONVERSION, "usual"), ("3%", What.CONVERSION, ""),
    ]  # fmt: skip


EQUATIONS = [
    ("10万+20万+30万=60万", [((0, 1, 2), 3, False)]),
    ("2万×3%×150=9万", [((0, 1, 2), 3, True)]),
    ("2万 x 3% 等于 600", [((0, 1), 2, True)]),
    ("10万+20万", []),
    ("10万=10万", []),
    ("2万+3万×5=25万", []),
    ("10万=4万+6万", []),
    ("10万+20万=30万，1万+2万=3万", [((0, 1), 2, False), ((3, 4), 5, False)]),
    ("7万 和 10万+20万=30万", [((1, 2), 3, False)]),
]


@pytest.mark.parametrize(("text", "wanted"), EQUATIONS)
def test_what_the_plan_writes_out_itself(text, wanted):
    assert [(one.terms, one.made, one.product) for one in read(text).equations] == wanted


def test_what_the_reader_said_of_a_figure_holds():
    key = figures("访客20万，另有3")[1].key
    assert key == ("3", 1)
    changed = read("访客20万，另有3", {key: What.CONVERSION}).figures
    # A bare 3 that is a conversion is 3 %.
    assert (changed[1].what, changed[1].number.low * 100) == (What.CONVERSION, 3)
    assert changed[0].what is What.VISITORS


def test_of_the_same_words_each_has_its_own_key():
    assert [one.key for one in figures("销售额9万，广告费9万，退款额8万")] == [("9万", 1), ("9万", 2), ("8万", 1)]


def test_what_is_too_long_is_cut_and_says_so():
    start = "访客20万，"
    assert not read(start + "字" * (LONGEST - len(start))).cut
    long = read(start + "字" * (LONGEST + 1 - len(start)))
    assert (long.cut, len(long.text), len(long.figures)) == (True, LONGEST, 1)


def test_what_has_too_many_figures_is_cut_and_says_so():
    assert (read("9单，" * MOST_FIGURES).cut, len(figures("9单，" * MOST_FIGURES))) == (False, MOST_FIGURES)
    assert (read("9单，" * (MOST_FIGURES + 1)).cut, len(figures("9单，" * (MOST_FIGURES + 1)))) == (True, MOST_FIGURES)


def test_a_table_and_the_words_around_it_are_read_each_in_its_own_way():
    text = "指标\t10月\t11月\n销售额\t30万\t60万\n广告费15万"
    found = figures(text)
    assert {(one.words, one.what, one.part) for one in found} >= {
        ("30万", What.SALES, "10月"), ("60万", What.SALES, "11月"), ("15万", What.ADS, ""),
    }  # fmt: skip
    assert len(found) == 3
    assert [text[one.number.start : one.number.end] for one in found] == [one.words for one in found]

"""Which figures of a plan are held against each other, told by the words they were written in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shopdesk.domain.campaigns.plan_sums import Relation, Sort, relations
from shopdesk.domain.campaigns.plan_text import read


def told(text: str, days: int | None = None) -> set[str]:
    """Each relation as people would write it, with its sort before it."""
    plan = read(text)

    def words(one: Relation) -> str:
        terms = " ".join(plan.figures[place].words for place in one.terms)
        made = "one" if one.made is None else plan.figures[one.made].words
        return f"{one.sort}: {terms} = {made}"

    return {words(one) for one in relations(plan, days)}


CASES = [
    # Visitors, conversion and order value in each way in which they make something.
    ("访客20万，转化率3%，买家6000", {"product: 20万 3% = 6000"}),
    ("买家6000，客单价150，销售额90万", {"product: 6000 150 = 90万"}),
    ("访客20万，转化率3%，订单6000单", {"product: 20万 3% = 6000单"}),
    ("订单6000单，客单价150，销售额90万", {"product: 6000单 150 = 90万"}),
    ("访客20万，转化率3%，客单价150，销售额90万", {"product: 20万 3% 150 = 90万"}),
    # Whoever counts orders between makes two steps of the three figures.
    (
        "访客20万，转化率3%，订单6000单，客单价150，销售额90万",
        {"product: 20万 3% = 6000单", "product: 6000单 150 = 90万"},
    ),
    # Whoever counts buyers means them, and orders are another figure.
    (
        "访客20万，转化率3%，买家6000，订单6600单，客单价150，销售额90万",
        {"product: 20万 3% = 6000", "product: 6000 150 = 90万"},
    ),
    ("广告费15万，ROI 6，销售额90万", {"product: 15万 6 = 90万"}),
    ("销量6000件，活动价150，销售额90万", {"product: 6000件 150 = 90万"}),
    ("点击量10万，点击单价1.5，推广费15万", {"product: 10万 1.5 = 15万"}),
    ("销售额90万，退款率5%，退款额4.5万", {"product: 90万 5% = 4.5万"}),
    ("销售额90万，毛利率40%，毛利额36万", {"product: 90万 40% = 36万"}),
    # What is of a day makes what is of a day.
    ("每天访客2万，转化率3%，每天订单600单", {"product: 2万 3% = 600单"}),
    ("每天访客2万，转化率3%，订单600单", set()),
    # Of last year, too, and never of both.
    ("去年访客10万，去年转化率2%，去年订单2000单，订单6000单", {"product: 10万 2% = 2000单"}),
    # Shares of a figure of the same part, and of the whole.
    ("销售额90万，广告费占15%即13.5万", {"share: 90万 15% = 13.5万"}),
    ("销售额90万，直通车占30%，直通车销售额27万", {"share: 90万 30% = 27万"}),
    # Of the part or of the whole nothing is said.
    ("销售额90万，店里直通车占30%", set()),
    ("店里直通车占30%，直通车销售额27万", set()),
    # Growth over last year.
    ("去年销售额75万，今年销售额90万，增长20%", {"growth: 75万 20% = 90万"}),
    ("上月销售额75万，销售额90万，环比增长20%", {"growth: 75万 20% = 90万"}),
    # Sums of parts: all of them, or some among them.
    ("销售额90万：女装40万、男装50万", {"sum: 40万 50万 = 90万"}),
    ("销售额90万，其中直通车50万，淘宝客30万", {"at_most: 50万 30万 = 90万"}),
    ("第一季度销售额10万，第二季度20万，合计30万", {"sum: 10万 20万 = 30万"}),
    # One part makes no sum, and a part said twice is said of two things.
    ("销售额90万：女装40万", set()),
    ("销售额90万，其中直通车50万", set()),
    # What one part makes in a day is not added to what another makes in all.
    ("店里直通车每天销售额1万，淘宝客销售额30万，总销售额31万", set()),
    # People are never added.
    ("访客20万：直通车10万，淘宝客5万", set()),
    # Shares that a list says to be all.
    ("直通车40%，淘宝客30%，搜索20%", set()),
    ("渠道占比：直通车40%，淘宝客30%，搜索30%", {"shares: 40% 30% 30% = one"}),
    ("渠道占比：直通车40%，淘宝客60%", {"shares: 40% 60% = one"}),
    # Three or more shares of named parts are taken for all of them, two are not, nor those that are among others.
    ("店里直通车占40%，淘宝客占30%，搜索占20%", {"shares: 40% 30% 20% = one"}),
    ("店里直通车占40%，淘宝客占30%", set()),
    ("其中直通车占40%，淘宝客占30%，搜索占20%", set()),
    ("销售额90万，直通车销售额50万（占60%），淘宝客40万", {"share: 90万 60% = 50万", "at_most: 50万 40万 = 90万"}),
    # What the plan writes out itself.
    ("10万+20万+30万=60万", {"sum: 10万 20万 30万 = 60万"}),
    ("2万 × 3% × 150 = 9万", {"product: 2万 3% 150 = 9万"}),
    ("2万 + 3万 × 150 = 9万", set()),
    ("10万+20万", set()),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_these_figures_hang_together_and_no_others(text, wanted):
    assert told(text) == wanted


def test_a_day_makes_the_campaign_by_its_days_and_a_month_by_28_to_31():
    text = "日均销售额8万，每月销售额240万，总销售额88万"
    found = {one.sort: one for one in relations(read(text), 11)}
    assert told(text, 11) == {"days: 8万 = 88万", "month: 8万 = 240万"}
    assert found[Sort.DAYS].factor == (Fraction(11), Fraction(11))
    assert found[Sort.MONTH].factor == (Fraction(28), Fraction(31))
    # How long it lasts is not known, or nothing says what a day makes.
    assert told(text) == {"month: 8万 = 240万"}
    assert told("每月销售额240万，总销售额88万", 11) == set()
    # Of a part of the campaign nobody said how long it is.
    assert told("直通车日均销售额8万，直通车总销售额88万", 11) == set()


@pytest.mark.parametrize(("words", "falling"), [("增长20%", False), ("下降20%", True)])
def test_growth_knows_its_way(words, falling):
    (found,) = relations(read(f"去年销售额75万，今年销售额90万，{words}"), None)
    assert (found.sort, found.falling) == (Sort.GROWTH, falling)


def test_growth_is_over_last_year_where_both_are_said():
    assert told("去年销售额75万，上月销售额80万，今年销售额90万，增长20%") == {"growth: 75万 20% = 90万"}


def test_what_stands_in_brackets_counts_only_where_nothing_else_says_it():
    assert told("订单6000单（订单500单），客单价150，销售额90万") == {"product: 6000单 150 = 90万"}
    assert told("客单价150（订单6000单），销售额90万") == {"product: 6000单 150 = 90万"}


def test_a_total_goes_before_what_is_only_said_first():
    assert told("销售额88万，订单6000单，客单价150，总销售额90万") == {"product: 6000单 150 = 90万"}


def test_every_relation_is_told_once():
    text = "访客20万 × 转化率3% × 客单价150 = 销售额90万"
    assert told(text) == {"product: 20万 3% 150 = 90万"}
    assert len(relations(read(text), None)) == 1


def test_what_is_made_stands_last_and_shares_make_nothing():
    assert Relation(Sort.SUM, (0, 1), 2).figures == (0, 1, 2)
    assert Relation(Sort.SHARES, (0, 1), None).figures == (0, 1)
    assert {one for one in Sort if Relation(one, (0,), 1).adds} == {Sort.SUM, Sort.AT_MOST, Sort.SHARES}

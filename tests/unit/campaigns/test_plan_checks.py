"""Written plans: what is read, what contradicts itself and which single numbers would cure it, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_checks import check
from shopdesk.domain.campaigns.plan_findings import Finding, Proposal, Verdict
from shopdesk.domain.campaigns.plan_numbers import numbers, plain, write
from shopdesk.domain.campaigns.plan_words import What

TODAY = date(2026, 3, 16)
BRIEF = "活动期 11.1-11.11 预计访客 20 万，转化率 3%，客单价 150 元，销售额 90 万，广告费占 15% 即 15 万"


def differing(text: str) -> list[Finding]:
    return [one for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]


def made(change: Proposal, text: str) -> str:
    """The text with a change."""
    return text[: change.edit.start] + change.edit.words + text[change.edit.end :]


def said(text: str) -> list[str]:
    return [str(one.sentence) for one in check(text, TODAY)[1]]


def cures(text: str) -> dict[str, bool]:
    """Every change offered, and whether the whole plan agrees once it is made."""
    return {str(change.label): not differing(made(change, text)) for one in differing(text) for change in one.proposals}


def test_the_share_of_the_ads_is_held_against_their_budget():
    (finding,) = differing(BRIEF)
    assert str(finding.sentence) == "15% of Sales 90 万 is 13.5 万, but the plan says 15 万 (Ads budget)."
    assert [str(one.label) for one in finding.proposals] == [
        "Share of Ads budget 15% → 16.67%",
        "Ads budget 15 万 → 13.5 万",
        "Sales 90 万 → 100 万",
    ]
    # The third would put visitors x conversion x order value out of order, and says so.
    assert [one.breaks for one in finding.proposals] == [0, 0, 1]
    assert "Visitors 20 万 × Conversion 3% × Order value 150 元 = Sales 90 万" in said(BRIEF)


def test_the_same_plan_in_english():
    text = (
        "200,000 visitors at 3% conversion and 150 yuan order value give 900,000 of sales;"
        " ads are 15% of sales, that is 150,000."
    )
    assert cures(text) == {
        "Share of Ads budget 15% → 16.67%": True,
        "Ads budget 150,000 → 135,000": True,
        "Sales 900,000 → 1,000,000": False,
    }


@pytest.mark.parametrize("order", ["150 yuan an order", "150 yuan per order", "150 yuan each buyer"])
def test_the_amount_of_an_order_may_be_said_behind_it(order):
    (finding,) = differing(f"200k visitors, conversion 3 %, {order}, sales 950,000 yuan")
    assert "sales 950,000" in str(finding.sentence).lower()


# --- published plans ------------------------------------------------------------------------------------------------

MONTHS = {
    1: "Month 1: 600-1,000 UV/day x 3% x 101 = about 1,800-3,000 a day, 60,000-90,000 a month",
    2: "Month 2: 1,500-2,000 UV/day x 3% x 110 = 3,300-6,000 a day",
    3: "Month 3: 2,500-3,000 UV/day x 3% x 120 = 9,000-10,800 a day, 270,000-320,000 a month",
}


@pytest.mark.parametrize("month", [1, 3])
def test_a_published_month_whose_figures_agree_is_quiet(month):
    assert not differing(MONTHS[month])
    assert sum(one.verdict is Verdict.AGREES for one in check(MONTHS[month], TODAY)[1]) == 2


def test_the_published_second_month_contradicts_its_own_factors():
    (finding,) = differing("\n".join(MONTHS.values()))
    assert "= 4,950-6,600, but the plan says Sales a day 3,300-6,000" in str(finding.sentence)
    assert cures(MONTHS[2])["Sales a day 3,300-6,000 → 4,950-6,600"]


PHASES = "第一阶段 110,000；第二阶段 155,000；第三阶段 230,000；第四阶段 400,000；合计 {total}"


def test_the_published_phases_make_less_than_their_total():
    (finding,) = differing(PHASES.format(total="900,000"))
    assert "= 895,000, but the plan says Amount 900,000" in str(finding.sentence)
    assert cures(PHASES.format(total="900,000"))["Amount 900,000 → 895,000"]
    assert not differing(PHASES.format(total="895,000"))
    ten_thousands = "第一阶段 11万；第二阶段 15.5万；第三阶段 23万；第四阶段 40万；合计 90万"
    assert len(differing(ten_thousands)) == 1, "adding up loses nothing, so 89.5 is not 90"
    inside = (
        "phase 1 110,000 (deposit); phase 2 155,000 (decoration 3,000; ads 30,000; goods 100,000);"
        " phase 3 230,000; phase 4 400,000; total 900,000"
    )
    assert [one for one in cures(inside) if one.startswith("Amount")] == ["Amount 900,000 → 895,000"]


def test_a_best_month_with_too_little_said_is_not_judged():
    assert not differing("A JD store: 300 visitors a day, best month 4,747 visits with 82 orders.")


def test_the_cost_structure_of_a_store_is_no_list_of_shares_of_one_whole():
    text = (
        "毛利率 40%，广告费占销售额 10%，人工占销售额 6%，佣金占 5%，快递包装占 5%，税占 4.5%，房租软件福利占 2%，"
        "净利 7.5%"
    )
    assert not differing(text)


# --- one rule each ---------------------------------------------------------------------------------------------------

DIFFERING = [
    ("访客20万，转化率3%，订单6500单", "Visitors 20万 × Conversion 3% = 6000单, but the plan says Orders 6500单."),
    ("6000 orders, order value 150, sales 800,000", "Orders 6000 × Order value 150 = 900,000"),
    ("广告费 15万，ROI 1:5，销售额 90万", "Ads budget 15万 × ROI 5 = 75万"),
    ("销售额90万：女装40万、男装30万、童装10万", "女装 40万 + 男装 30万 + 童装 10万 = 80万"),
    ("三个月销售额分别为10万、20万、30万，合计65万", "10万 + 20万 + 30万 = 60万"),
    ("全年总销售额 400 万：第一季度 80万，第二季度 90万，第三季度 100万，第四季度 120万", "= 390 万"),
    ("销售额 90 万，其中直通车 50 万，淘宝客 60 万", "the parts are more than the whole"),
    ("渠道占比：直通车40%，淘宝客30%，自然流量20%", "= 90%, and not 100%."),
    ("今年销售额90万，比去年75万增长30%", "with Growth of Sales 30% makes 97.5万"),
    ("去年销售额100万，今年销售额90万，下降20%", "with Growth of Sales 20% makes 80万"),
    ("日均销售额 8.2万，活动共11天，总销售额 95万", "Sales a day 8.2万 × 11 days = 90.2万"),
    # Of a long sum five parts are named and the others counted; of six all are.
    ("+".join(["10万"] * 8) + "=90万", "10万 + 10万 + 10万 + 10万 + 10万 + 3 more = 80万"),
    ("+".join(["10万"] * 6) + "=90万", "10万 + 10万 + 10万 + 10万 + 10万 + 10万 = 60万"),
    ("10万+20万+30万=65万", "10万 + 20万 + 30万 = 60万, but the plan says 65万."),
    ("销量 6000 件，活动价 99 元，销售额 60 万", "Pieces 6000 件 × Price of a piece 99 元 = 59.4 万"),
    ("点击单价1.5元，点击量10万，推广费18万", "Clicks 10万 × Cost per click 1.5元 = 15万"),
    ("退款率5%，退款额9万，销售额90万", "Sales 90万 × Refund rate 5% = 4.5万"),
    ("毛利率40%，毛利额30万，销售额90万", "Sales 90万 × Gross margin 40% = 36万"),
    ("访客二十万，转化率百分之三，客单价一百五十元，销售额八十万", "= 90万"),
    ("访客２０万，转化率３％，客单价￥150，销售额80万", "= 90万"),
    ("访客 200k，转化率 30‰，客单价 150，销售额 80w", "= 90w"),
    (
        "渠道\t访客\t转化率\t客单价\t销售额(万元)\n直通车\t20000\t3%\t150\t9\n自然\t30000\t2%\t150\t8"
        "\n合计\t\t\t\t17",
        "自然:",
    ),
    ("指标\t10月\t11月\t合计\n销售额\t30万\t60万\t90万\n广告费\t3万\t6万\t8万", "10月 3万 + 11月 6万 = 9万"),
    ("访客\t20万\n转化率\t3%\n客单价\t150\n销售额\t95万", "= 90万, but the plan says Sales 95万."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), DIFFERING)
def test_a_contradiction_is_said_with_its_numbers_and_every_cure_cures_it(text, sentence):
    found = differing(text)
    assert any(sentence in str(one.sentence) for one in found), said(text)
    for one in found:
        assert one.proposals
        for change in one.proposals:
            after = differing(made(change, text))
            assert one.sentence not in [other.sentence for other in after]
            assert len(after) < len(found) or change.breaks, change.label


AGREEING = [
    "3月销售目标120万，其中女装50万、男装40万、童装30万。去年3月销售额100万，同比增长20%。",
    "转化率从2%提升到3%，访客10万，客单价100，销售额30万",
    "客单价由 120 元提升至 150 元，访客20万，转化率3%，销售额90万",
    "2026 plan: Q1 sales 100k, Q2 sales 200k, Q3 sales 300k, Q4 sales 400k, total sales 1,000k",
    "1. 访客：30万\n2. 转化率：5%\n3. 客单价：120元\n4. 销售额：180万",
    "UV 10w，加购率 8%，转化率 3%，支付买家 3000，客单价 168，GMV 50.4w",
    "11.11 当天销售额 50 万，11.1-11.10 销售额 40 万，合计 90 万",
    "访客20万，转化率3%，订单6000单，客单价150元，销售额90万",
    "广告费 35万，ROI 2.6，销售额 90万",
    "今年销售额 100万，去年 75万，同比增长 33%",
    "直通车占 33%，淘宝客占 33%，自然流量占 33%",
    "约 20万访客，转化率约 3%，客单价 150 元，销售额约 95 万",
    "预计访客20-25万，转化率3%，客单价150元，销售额100万",
    "总销售额 90 万，其中直通车 30 万，淘宝客 20 万",
    "平时日均销售额 2万，活动共11天，总销售额 90万",
    "双11大促 618 返场，第 3 版，8折，满 300 减 30",
    "日均访客 300，月访客 10,000",
    "店铺访客 10 万：直通车 6 万、淘宝客 6 万",
    "活动 2026年11月1日（周日）至11日（周三），共11天",
    "12.30-1.5 元旦活动，共 7 天",
    "11月活动 10.31-11.3",
]


@pytest.mark.parametrize("text", AGREEING)
def test_what_agrees_or_says_too_little_is_left_in_peace(text):
    assert not differing(text), said(text)


def test_people_of_parts_are_never_added():
    text = "总访客 10 万：直通车 6 万、淘宝客 6 万"
    assert not differing(text)
    assert not [one for one in check(text, TODAY)[1] if one.verdict is Verdict.AGREES]


def test_what_is_missing_is_said_with_what_it_would_be():
    assert said("访客20万，转化率3%，客单价150元") == [
        "Not said: Sales. It would be 900,000 (Visitors 20万 × Conversion 3% × Order value 150元)."
    ]
    assert said("预计卖很多，访客 3 万") == [
        "Too little is said to hold anything against it. Missing: Conversion, Order value, Sales."
    ]
    assert "40 万 belong to no part" in said("总销售额 90 万，其中直通车 30 万，淘宝客 20 万")[0]
    assert "said twice: 90万 and 80万" in said("目标销售额 90万。保底销售额 80万。")[0]
    assert said("") == []


def test_a_figure_that_was_corrected_counts_as_what_it_was_said_to_be():
    text = "来的人 20万，转化率3%，客单价150元，销售额95万"
    plan, _findings = check(text, TODAY)
    key = plan.figures[0].key
    assert plan.figures[0].what is What.UNCLEAR
    found = check(text, TODAY, {key: What.VISITORS})[1]
    assert "= 90万, but the plan says Sales 95万" in str(found[0].sentence)
    moved = "后来改过：" + text
    assert check(moved, TODAY, {key: What.VISITORS})[0].figures[0].what is What.VISITORS


# --- days ------------------------------------------------------------------------------------------------------------

DAYS = [
    ("11月31日-12月3日", "There is no 11月31日: that month has 30 days.", "11月30日-12月3日"),
    ("活动 2026.6.31 结束", "There is no 2026.6.31", "活动 2026.6.30 结束"),
    ("活动 11.11-11.1", "It ends (11.1) before it begins (11.11).", "活动 11.1-11.11"),
    ("3月活动 4.1-4.5", "It is called 3月, but 4.1-4.5 has no day of that month.", "4月活动 4.1-4.5"),
    ("活动 11.1-11.11，共10天", "is 11 days, both ends counted; the plan says 10.", "活动 11.1-11.11，共11天"),
    ("活动 11.1-11.11，共10天", "11.1-11.11 is 11 days", "活动 11.1-11.10，共10天"),
    ("活动 11.1-11.11，共10天", "11.1-11.11 is 11 days", "活动 11.2-11.11，共10天"),
    ("2026-11-11（周四）开始", "2026-11-11 is a 周三 in 2026, not a 周四.", "2026-11-11（周三）开始"),
    ("from Nov 1, 2026 (Monday)", "not a Monday", "from Nov 1, 2026 (Sunday)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence", "cured"), DAYS)
def test_days_that_cannot_be_are_said_and_cured(text, sentence, cured):
    found = differing(text)
    assert any(sentence in str(one.sentence) for one in found), said(text)
    assert cured in [made(change, text) for one in found for change in one.proposals]
    assert not differing(cured)


@given(start=st.dates(date(2026, 1, 1), date(2026, 11, 30)), days=st.integers(2, 40), off=st.integers(1, 5))
def test_a_span_agrees_with_its_length_and_with_no_other(start, days, off):
    end = start + timedelta(days=days - 1)
    assume(end.year == 2026)
    text = f"活动期 2026.{start.month}.{start.day}-2026.{end.month}.{end.day}，共{{}}天"
    assert not differing(text.format(days))
    (finding,) = differing(text.format(days + off))
    assert text.format(days) in [made(one, text.format(days + off)) for one in finding.proposals]


# --- any plan ---------------------------------------------------------------------------------------------------------

WORDS = {
    "zh": "预计访客 {visitors}，转化率 {conversion}%，客单价 {value} 元，销售额 {sales}。广告费占 {share}%，即 {ads}。",
    "en": "Visitors {visitors}, conversion {conversion}%, order value {value} yuan, sales {sales}. Ads are {share}% of"
    " sales, that is {ads}.",
}


def shown(value: Fraction, style: str) -> str:
    """An exact number as people write it: plain, grouped or in ten thousands."""
    amount = Decimal(value.numerator) / Decimal(value.denominator)
    if style == "万":
        return f"{(amount / 10_000).normalize():f}万"
    return f"{amount:,f}" if style == "," else f"{amount:f}"


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A template and the words of its figures, which agree exactly."""
    style = draw(st.sampled_from(["", ",", "万"]))
    visitors = Fraction(draw(st.integers(10, 9_999)) * 100)
    conversion = Fraction(draw(st.integers(5, 150)), 10)
    value = Fraction(draw(st.integers(20, 900)))
    share = Fraction(draw(st.integers(2, 40)))
    sales = visitors * conversion / 100 * value
    figures = {
        "visitors": shown(visitors, style),
        "conversion": shown(conversion, ""),
        "value": shown(value, ""),
        "sales": shown(sales, style),
        "share": shown(share, ""),
        "ads": shown(sales * share / 100, style),
    }
    return WORDS[draw(st.sampled_from(sorted(WORDS)))], figures


@settings(deadline=None)
@given(plan=plans())
def test_a_plan_whose_figures_agree_has_no_complaint(plan):
    template, figures = plan
    findings = check(template.format(**figures), TODAY)[1]
    assert [one.verdict for one in findings] == [Verdict.AGREES] * 2, [str(one.sentence) for one in findings]


@settings(deadline=None)
@given(plan=plans(), changed=st.sampled_from(["visitors", "conversion", "value", "sales", "share", "ads"]),
       factor=st.sampled_from([Fraction(1, 2), Fraction(7, 10), Fraction(13, 10), Fraction(2)]))  # fmt: skip
def test_one_changed_figure_is_named_among_the_changes_and_every_change_cures(plan, changed, factor):
    template, figures = plan
    (number,) = numbers(plain(figures[changed] + ("%" if changed in ("conversion", "share") else "")), 5)
    wrong = write(number, number.low * factor, number.high * factor)[0].removesuffix("%")
    assume(changed not in ("conversion", "share") or 1 <= Decimal(wrong) < 100)
    text = template.format(**{**figures, changed: wrong})
    place = template.format(**{**figures, changed: "\0"}).index("\0")
    found = differing(text)
    assert found
    assert any(change.edit.start <= place < change.edit.end for one in found for change in one.proposals)
    healed = [change for one in found for change in one.proposals if not differing(made(change, text))]
    assert any(change.edit.start <= place < change.edit.end for change in healed), "putting it right is a cure"
    for one in found:
        for change in one.proposals:
            assert one.sentence not in [other.sentence for other in differing(made(change, text))]
            if not change.breaks and len(found) == 1:
                assert change in healed


@settings(deadline=None)
@given(parts=st.lists(st.integers(1, 900), min_size=2, max_size=5), off=st.integers(1, 99))
def test_parts_make_their_total_and_no_other(parts, off):
    listed = "、".join(f"{'甲乙丙丁戊'[place]}类{amount}万" for place, amount in enumerate(parts))
    total = sum(parts)
    assert not differing(f"销售额{total}万：{listed}")
    wrong = f"销售额{total + off}万：{listed}"
    assume(off > (len(parts) + 1) * Decimal("0.5"))
    (finding,) = differing(wrong)
    assert f"Sales {total + off}万 → {total}万" in [str(one.label) for one in finding.proposals]
    assert len(finding.proposals) == len(parts) + 1
    assert all(cures(wrong).values())

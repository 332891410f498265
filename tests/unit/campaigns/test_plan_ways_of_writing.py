"""Spans of days, figures by the day in brackets and amounts said again, in all ways that people write them."""

from __future__ import annotations

from calendar import month_abbr, month_name
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_checks import check
from shopdesk.domain.campaigns.plan_findings import Verdict
from shopdesk.domain.campaigns.plan_text import read

TODAY = date(2026, 3, 16)
SPANS = {
    "zh": (
        "{m}月{a}日至{b}日", "{m}月{a}日-{b}日", "{m}月{a}日—{m}月{b}日", "{m}月{a}号到{b}号", "{m}月{a}至{b}日",
        "活动时间：{m}月{a}日至{b}日", "活动时间 {m}.{a}-{m}.{b}", "2026年{m}月{a}日至{b}日",
    ),
    "en": (
        "{a} to {b} {name}", "{a}-{b} {name}", "from the {ath} to the {bth} of {name}", "{a} {short} - {b} {short}",
        "{name} {a} to {b}", "{short} {ath} - {bth}", "between {a} and {b} {name}", "{a} {name} until {b} {name}",
        "from {a} to {b} {name} 2026", "Dates: {a}-{b} {short}",
    ),
}  # fmt: skip
BY_DAY = {
    "zh": (
        "{whole}（每天{day}）",
        "{whole}（日均{day}）",
        "{whole}（{day}/天）",
        "{whole}，每天{day}",
        "{whole}（即每天{day}）",
    ),
    "en": ("{whole} ({day} a day)", "{whole} ({day}/day)", "{whole} ({day} per day)", "{whole} (that is {day} a day)"),
}
AGAIN = {
    "zh": ("{one}：即 {other}", "{one}：即{other}", "{one}，即{other}", "{one}（即{other}）", "{one}（{other}）",
           "{one}={other}", "{one}，也就是{other}", "{one}，合{other}"),
    "en": ("{one}: that is {other}", "{one}, i.e. {other}", "{one} (that is {other})", "{one} ({other})",
           "{one} = {other}"),
}  # fmt: skip
WORDS = {
    "zh": {"visitors": "访客", "orders": "订单", "sales": "销售额"},
    "en": {"visitors": "visitors ", "orders": "orders ", "sales": "sales "},
}
COMMA = {"zh": "，", "en": ", "}
ENDS = {"zh": "。", "en": "."}


def th(day: int) -> str:
    """1st, 2nd, 11th."""
    return f"{day}{'th' if day in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


@dataclass(frozen=True)
class Said:
    """A sentence, its days, and what it says: value, what, and whether of a day."""

    text: str
    days: tuple[int, int, int]
    figures: tuple[tuple[Fraction, str, str], ...]


def written(value: int, what: str, language: str, *, short: bool) -> str:
    """An amount in ten thousands or thousands, or in digits."""
    unit = ("元" if language == "zh" else " yuan") if what == "sales" and not short else ""
    if not short:
        return f"{value:,}{unit}"
    if language == "zh":
        return f"{value / 10_000:g}万"
    return f"{value / 1000:g}k"


@st.composite
def sentences(draw: st.DrawFn) -> Said:
    language = draw(st.sampled_from(["zh", "en"]))
    month, first = draw(st.integers(1, 12)), draw(st.integers(1, 20))
    last = draw(st.integers(first + 1, 28))
    length = last - first + 1
    span = draw(st.sampled_from(SPANS[language])).format(
        m=month, a=first, b=last, ath=th(first), bth=th(last), name=month_name[month], short=month_abbr[month]
    )
    clauses: list[str] = []
    figures: list[tuple[Fraction, str, str]] = []
    for what in draw(st.permutations(["visitors", "orders", "sales"]))[: draw(st.integers(1, 3))]:
        day = draw(st.integers(1, 90)) * 1000
        whole, kind = day * length, draw(st.sampled_from(["plain", "day", "again"]))
        short = draw(st.booleans())
        one = written(whole, what, language, short=short)
        figures.append((Fraction(whole), what, ""))
        if kind == "day":
            said = draw(st.sampled_from(BY_DAY[language]))
            one = said.format(whole=one, day=written(day, what, language, short=draw(st.booleans())))
            figures.append((Fraction(day), what, "day"))
        elif kind == "again":
            one = draw(st.sampled_from(AGAIN[language])).format(
                one=one, other=written(whole, what, language, short=not short)
            )
            figures.append((Fraction(whole), what, ""))
        clauses.append(WORDS[language][what] + one)
    joint = draw(st.sampled_from([COMMA[language], ENDS[language] + " ", "\n"]))
    before = draw(st.booleans())
    parts = [span, *clauses] if before else [*clauses, span]
    return Said(joint.join(parts) + draw(st.sampled_from(["", ENDS[language]])), (month, first, last), tuple(figures))


@given(sentences())
def test_every_number_is_read_as_what_it_was_written_for(said: Said) -> None:
    plan = read(said.text)
    found = tuple((one.number.low, one.what.value, one.per) for one in plan.figures)
    assert found == said.figures, said.text
    assert {one.part for one in plan.figures} == {""}, said.text
    (span,) = plan.dates.spans
    assert span.last is not None
    assert (span.first.month, span.first.day, span.last.day) == said.days, said.text
    differing = [str(one.sentence) for one in check(said.text, TODAY)[1] if one.verdict is Verdict.DIFFERS]
    assert differing == [], said.text
    again = [str(one.sentence) for one in check(said.text, TODAY)[1] if "said twice" in str(one.sentence)]
    assert again == [], said.text


@given(sentences(), st.sampled_from(["zh", "en"]), st.integers(2, 50))
def test_a_day_that_does_not_make_the_whole_is_still_pointed_out(said: Said, language: str, thousands: int) -> None:
    month, first, last = said.days
    length, day = last - first + 1, thousands * 1000
    span = SPANS[language][0].format(m=month, a=first, b=last, name=month_name[month])
    wrong = written(day * length * 2, "sales", language, short=False)
    daily = written(day, "sales", language, short=False)
    text = f"{span}{COMMA[language]}{WORDS[language]['sales']}" + BY_DAY[language][0].format(whole=wrong, day=daily)
    (finding,) = [one for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]
    assert f"{length} days" in str(finding.sentence), text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 to 11 November, visitors 200,000", [("200,000", "visitors", "")]),
        ("11月1日至11日访客20万（每天2万）", [("20万", "visitors", ""), ("2万", "visitors", "day")]),
        ("销售额90万：即 900,000元", [("90万", "sales", ""), ("900,000元", "sales", "")]),
        ("visitors 20,000 a day (200,000 in all)", [("20,000", "visitors", "day"), ("200,000", "visitors", "")]),
        ("访客20万 每天2万", [("20万", "visitors", ""), ("2万", "visitors", "day")]),
        ("销售额90万（去年75万）", [("90万", "sales", ""), ("75万", "sales", "")]),
        # A word like a month is none, and may is often a verb.
        ("marketing 50, visitors 20,000", [("50", "ads", ""), ("20,000", "visitors", "")]),
        ("11 may be sold, visitors 20,000", [("11", "unclear", ""), ("20,000", "visitors", "")]),
        # Said again, a figure breaks no sum that the plan writes out.
        ("访客20万（每天2万）×转化率3%=6000单",
         [("20万", "visitors", ""), ("2万", "visitors", "day"), ("3%", "conversion", ""), ("6000单", "orders", "")]),
    ],
)  # fmt: skip
def test_these_are_read_so(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(one.words, one.what.value, one.per) for one in read(text).figures] == wanted


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("访客20万（每天2万）×转化率3%=6000单", "Visitors 20万 × Conversion 3% = Orders 6000单"),
        ("访客20万×转化率3%=6000单=0.6万单", "Visitors 20万 × Conversion 3% = Orders 6000单"),
        ("销售额90万：女装40万（即400,000元）、男装50万", "女装 40万 + 男装 50万 = Sales 90万"),
    ],
)
def test_what_is_said_again_breaks_no_sum(text: str, agrees: str) -> None:
    findings = check(text, TODAY)[1]
    assert [str(one.sentence) for one in findings if one.verdict is Verdict.AGREES] == [agrees]
    assert not [one for one in findings if one.verdict is Verdict.DIFFERS]


def test_the_total_of_a_published_plan_that_leaves_its_campaign_money_out_is_pointed_out() -> None:
    """160,000 deposit, hardware and wages, 400,000 campaign money: stated as 270,650 in all."""
    text = "第一阶段 160,000；第二阶段 110,650；第三阶段 400,000；合计 270,650"
    (finding,) = [one for one in check(text, TODAY)[1] if one.verdict is Verdict.DIFFERS]
    assert "670,650" in str(finding.sentence) and "270,650" in str(finding.sentence)

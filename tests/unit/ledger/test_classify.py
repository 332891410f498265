"""Which kind a line is: which rule wins, on which days, and that a remembered answer is never another line's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.ledger.classify import NO_RULE, Classifier, ShippedRule, normal, parse_rules
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import RulePlace, RuleSign, StatementRule

SHIPPED = parse_rules(
    {
        "rule": [
            {"kind": "deposit", "words": ["保证金"], "types": ["交易"]},
            {"kind": "refund", "words": ["保证金退款"]},
            {"kind": "software_fee", "words": ["技术…年费"]},
            {"kind": "commission", "words": ["佣金"], "since": date(2026, 3, 1), "until": date(2026, 3, 31)},
            {"kind": "loan", "words": ["网商贷还款本金"]},
            {"kind": "loan_cost", "words": ["利息"], "over": ["loan"]},
        ]
    }
)
DAY = "2026-05-01"


def own(words: str, number: int, **more: object) -> StatementRule:
    """A rule of the owner."""
    return StatementRule(id=number, store_id=1, words=words, kind=LineKind.DONATION, **more)  # type: ignore[arg-type]


def kind(rules: Classifier, business_type: str, remark: str, amount: int = -1, day: str = DAY) -> LineKind:
    """The kind alone."""
    return rules.kind(business_type, remark, None, amount, day)[0]


def test_a_rule_holds_from_its_first_to_its_last_day_whatever_was_asked_before() -> None:
    days = {"2026-02-28": False, "2026-03-01": True, "2026-03-31": True, "2026-04-01": False}
    for order in (list(days), list(days)[::-1]):
        rules = Classifier(SHIPPED)
        for day in order:
            assert (kind(rules, "", "类目佣金", day=day) is LineKind.COMMISSION) is days[day]
    rules = Classifier((), [own("礼物", 1, since=date(2026, 3, 1))])
    found = [kind(rules, "", "礼物", day=day) for day in ("2026-02-28", "2026-03-01", "2026-03-02")]
    assert found == [LineKind.NOT_CLASSIFIED, LineKind.DONATION, LineKind.DONATION]


@pytest.mark.parametrize(
    ("business_type", "remark", "found"),
    [
        ("", "天猫保证金-充值", (LineKind.DEPOSIT, "保证金")),
        ("", "保证金退款-123", (LineKind.REFUND, "保证金退款")),
        ("", "技术服务费年费", (LineKind.SOFTWARE_FEE, "技术…年费")),
        ("", "年费 技术", NO_RULE),
        ("", "网商贷还款本金和利息", (LineKind.LOAN_COST, "利息")),
        ("保证金", "", (LineKind.DEPOSIT, "type:保证金")),
        ("交易", "", (LineKind.DEPOSIT, "type:交易")),
        ("", "交易", NO_RULE),
        ("交易付款", "", NO_RULE),
        ("交易与交易", "", NO_RULE),
        ("技术服务费年费", "", (LineKind.SOFTWARE_FEE, "type:技术…年费")),
        ("技术服务费年费退回", "", NO_RULE),
        ("天猫技术年费", "", NO_RULE),
        ("", "", NO_RULE),
    ],
)
def test_the_longest_words_of_the_remark_then_exactly_the_type(
    business_type: str, remark: str, found: tuple[LineKind, str]
) -> None:
    assert Classifier(SHIPPED).kind(business_type, remark, None, -1, DAY) == found


def test_parts_stand_in_their_order_and_not_within_each_other() -> None:
    rule = ShippedRule(LineKind.POINTS, "返…返点", ("返", "返点"))
    assert rule.length == 3
    assert rule.found_in("返回返点") and not rule.found_in("返点") and not rule.is_all_of("返点")
    three = ShippedRule(LineKind.POINTS, "一…二…三", ("一", "二", "三"))
    assert three.is_all_of("一和二和三") and not three.is_all_of("一和三") and not three.is_all_of("一和二")


def test_of_the_owners_rules_the_longest_then_the_newest_wins() -> None:
    short, long, newer = own("礼", 3), own("礼物", 1), own("（礼 物", 2)
    assert Classifier(SHIPPED, [short, long]).kind("", "礼物", None, -1, DAY) == (LineKind.DONATION, "own:1")
    assert Classifier(SHIPPED, [own("礼物", 1), own("礼物", 2)]).kind("", "礼物", None, -1, DAY)[1] == "own:2"
    assert Classifier(SHIPPED, [long, newer]).kind("", "[礼物", None, -1, DAY)[1] == "own:2"
    assert Classifier(SHIPPED, [own("保证", 7)]).kind("", "保证金退款", None, -1, DAY)[1] == "own:7"


def test_money_in_begins_with_one_fen_in_whatever_order_it_is_asked() -> None:
    for amounts in ((-1, 0, 1), (1, 0, -1), (0, 1, -1)):
        coming = Classifier((), [own("礼物", 1, sign=RuleSign.IN)])
        going = Classifier((), [own("礼物", 1, sign=RuleSign.OUT)])
        for amount in amounts:
            assert (kind(coming, "", "礼物", amount) is LineKind.DONATION) is (amount > 0)
            assert (kind(going, "", "礼物", amount) is LineKind.DONATION) is (amount <= 0)


def test_an_own_rule_may_name_an_order_or_look_elsewhere() -> None:
    number = "1234567890123456"
    rules = Classifier(SHIPPED, [own(number, 1)])
    assert kind(rules, "", f"保证金({number})") is LineKind.DONATION
    assert kind(rules, "", f"保证金({number[:-1]}7)") is LineKind.DEPOSIT
    assert rules.kinds([None] * 2, [f"保证金({number})", "保证金(1)"], [None] * 2, [-1, -1], [DAY] * 2) == [
        (LineKind.DONATION, "own:1"), (LineKind.DEPOSIT, "保证金"),
    ]  # fmt: skip
    by_type = Classifier(SHIPPED, [own("交易", 1, place=RulePlace.BUSINESS_TYPE)])
    assert kind(by_type, "某交易付款", "保证金") is LineKind.DONATION
    described = Classifier(SHIPPED, [own("捐", 1, place=RulePlace.DESCRIPTION)])
    assert described.kind("", "保证金", "捐赠", -1, DAY)[0] is LineKind.DONATION
    assert described.kind("", "保证金", "其他", -1, DAY)[0] is LineKind.DEPOSIT


def test_brackets_dashes_width_and_spaces_make_no_difference() -> None:
    assert normal(" 【ＡＢ】 〔c〕《d》—e ") == "(AB)(c)(d)-e"
    assert normal(None) == normal("") == ""


@settings(deadline=None)
@given(
    words=st.text("佣金（)[]12９\u200b\ufeff -", max_size=6),
    before=st.text("佣金88 \u2060", max_size=4),
    after=st.text("扣款（】7", max_size=4),
    number=st.integers(10**17, 10**18 - 1),
)
def test_an_own_rule_catches_what_its_words_stand_in_however_they_were_copied(
    words: str, before: str, after: str, number: int
) -> None:
    rules = Classifier((), [own(words, 1)])
    digits = str(number)
    for inner in (words, digits, f"{words}{{{digits}}}", f"（{digits[:9]}）"):
        remark = f"{before}{inner}{after}"
        wanted = bool(normal(words)) and normal(words) in normal(remark)
        # A number between words is overlooked, which may only find more.
        if wanted or not normal(words):
            assert (kind(rules, "", remark) is LineKind.DONATION) == wanted, remark
            assert (rules.kinds([""], [remark], [None], [-1], [DAY])[0][0] is LineKind.DONATION) == wanted, remark


def test_a_part_of_an_order_number_is_found_and_no_other_line() -> None:
    number = "2500000000005550123"
    rules = Classifier(SHIPPED, [own("5550123", 1)])
    asked = [f"代扣返点积分{number}", f"代扣返点积分{number[:-1]}9", f"保证金{{{number}}}", "保证金"] * 2
    found = rules.kinds(["其它"] * 8, asked, [None] * 8, [-1] * 8, [DAY] * 8)
    assert [one for one, _rule in found] == [
        LineKind.DONATION, LineKind.NOT_CLASSIFIED, LineKind.DONATION, LineKind.DEPOSIT
    ] * 2  # fmt: skip


def test_signs_that_nobody_sees_make_no_difference() -> None:
    assert normal("\ufeff天猫\u200b佣金\x00（类目\u2060）\u00ad") == normal("天猫佣金(类目)")
    assert kind(Classifier(SHIPPED, [own("\u200b\ufeff", 1)]), "", "神秘") is LineKind.NOT_CLASSIFIED

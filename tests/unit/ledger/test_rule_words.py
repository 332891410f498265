"""A rule that is begun from a line has the words that its brothers have, wherever the numbers of the line stand."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ledger.classify import Classifier, normal
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementLine, StatementSource
from shopdesk.domain.ledger.rule_words import common_words, words_for
from shopdesk.domain.ledger.rules import RulePlace, StatementRule

# What the remarks of fees say beside their numbers.
REMARKS = (
    "天猫佣金（类目）扣款", "聚划算佣金", "代扣返点积分", "代扣交易退回积分", "淘宝客佣金代扣款", "基础软件服务费",
    "技术服务费年费", "消费券代付资金扣回", "售后退款-余额-", "花呗-售后退款-", "保险承保-卖家版运费险保费收取:",
    "天猫保证金-充值（代扣）-缺货", "花呗分期免息营销", "公益宝贝捐赠", "直通车自动充值", "转出到网商银行",
    "双11 新费用",
)  # fmt: skip
FORMS = (
    "{}",
    "{{{}}}",
    "[{}]",
    "({})",
    "（{}）",
    "【 {} 】",
    "T200P{}",
    "-T200P{}",
    "订单号{}",
    "淘宝订单号：{}",
    " {} ",
)
numbers = st.integers(10**14, 10**22 - 1) | st.integers(10**27, 10**30)


def line(remark: str, business_type: str = "其它", description: str = "") -> StatementLine:
    return StatementLine(
        at=datetime(2026, 5, 3, 12), day=date(2026, 5, 3), source=StatementSource.ALIPAY, account="a", key="1",
        position=1, amount=-100, balance=None, business_type=business_type, remark=remark, description=description,
        title="", order_no=None, kind=LineKind.NOT_CLASSIFIED,
    )  # fmt: skip


def caught(rule: StatementRule, one: StatementLine) -> bool:
    kind, by = Classifier((), [rule]).kind(one.business_type, one.remark, one.description, one.amount, "2026-05-03")
    return (kind, by) == (LineKind.DONATION, "own:7")


@given(st.sampled_from(REMARKS), st.data())
def test_its_brothers_are_caught_wherever_numbers_stand(remark: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(remark)), min_size=1, max_size=2, unique=True)))
    forms = [data.draw(st.sampled_from(FORMS)) for _ in places]

    def written() -> str:
        text, taken = "", 0
        for place, form in zip(places, forms, strict=True):
            text += remark[taken:place] + form.format(data.draw(numbers))
            taken = place
        return text + remark[taken:]

    begun_from, brother = line(written()), line(written())
    words, place = words_for(begun_from)
    assert place is RulePlace.REMARK
    assert normal(words) and not re.search(r"\d{6}", words)
    rule = StatementRule(id=7, store_id=1, words=words, kind=LineKind.DONATION, place=place)
    assert caught(rule, begun_from) and caught(rule, brother), (begun_from.remark, brother.remark, words)
    assert words_for(brother) == (words, place)


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        ("天猫佣金（类目）{2500000000000000001}扣款", "天猫佣金(类目)"),
        ("{2500000000000000001}天猫佣金（类目）扣款", "天猫佣金(类目)扣款"),
        ("保险承保-卖家版运费险保费收取:淘宝订单号2500000000000000001", "保险承保-卖家版运费险保费收取"),
        ("推广2500000000000000001订单号2500000000000000002", "推广"),
        ("订单２５０００００００００００００００００１的包装补贴", "的包装补贴"),
        ("2026年3月15日推广费", "推广费"),
        ("2026-03-15 12:00:05 推广费 12.50元", "推广费"),
        ("双11花呗3期免息", "双11花呗3期免息"),
        ("新费用（一）【2500000000000000001】", "新费用(一)"),
        ("神秘费用", "神秘费用"),
        ("长" * 150, "长" * 100),
        ("2500000000000000001", ""),
        ("订单号：2500000000000000001", ""),
    ],
)
def test_what_is_left_of_a_remark(remark: str, words: str) -> None:
    assert common_words(remark) == words


def test_a_remark_of_numbers_only_gives_way_to_the_business_type() -> None:
    only = line("订单号2500000000000000001", "其它服务")
    assert words_for(only) == ("其它服务", RulePlace.BUSINESS_TYPE)
    described = line("2500000000000000001", "", "补差价 2500000000000000001")
    assert words_for(described) == ("补差价", RulePlace.DESCRIPTION)
    # Of one line that has numbers only a rule can catch nothing but that one.
    assert words_for(line("2500000000000000001", "")) == ("2500000000000000001", RulePlace.REMARK)
    assert words_for(line("", " ")) == ("", RulePlace.REMARK)

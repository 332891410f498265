"""What explains a stated total, shipped plans on any day, and what counts as paid of a line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementLine, StatementSource
from shopdesk.domain.setup.actuals import BudgetActual, Origin, actuals_of
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, MoneyKind
from shopdesk.domain.setup.plan_templates import after, lay_out
from shopdesk.domain.setup.total_check import MOST_CAUSES, check_total
from shopdesk.services.setup.budget_words import stated_parts, total_sentence
from shopdesk.services.setup.templates import budget_presets

DAY = date(2026, 3, 1)
PLANS = {row["code"]: row for row in budget_presets()}


def english(_zh: str, en: str) -> str:
    return en


def money(yuan: int, kind: MoneyKind = MoneyKind.OTHER, phase: int = 1, name: str = "") -> BudgetLine:
    return BudgetLine(store_id=1, phase_id=phase, kind=kind, amount_fen=yuan * 100, name=name)


# --- the total --------------------------------------------------------------------------------------------------------


def test_plan_a_says_more_than_its_phases_and_nothing_in_them_explains_it() -> None:
    laid = lay_out(PLANS["exclusive_year"], 1, date(2026, 7, 1), english)
    check = check_total(laid.stated_fen, laid.lines, [phase for phase, _lines in laid.phases])
    assert total_sentence(check) == (
        "The stated total of 900,000.00 is 5,000.00 more than the phases add up to (895,000.00). "
        "No line, kind or phase explains the difference."
    )
    # Its own list of what the total is made of does: hardware and people.
    assert stated_parts(laid) == [
        "For The rest (hardware and people) the plan says 90,000.00; its lines come to 85,000.00."
    ]


def test_plan_b_leaves_the_campaign_money_out_and_that_is_found() -> None:
    laid = lay_out(PLANS["campaign_left_out"], 1, DAY, english)
    check = check_total(laid.stated_fen, laid.lines, [phase for phase, _lines in laid.phases])
    assert total_sentence(check) == (
        "The stated total of 270,650.00 is 400,000.00 less than the phases add up to (670,650.00). "
        "The total leaves out: Campaign money (400,000.00)."
    )
    # With other figures it is another line that explains it: nothing of it is written down anywhere.
    other = check_total(510_650_00, laid.lines)
    assert [part.lines[0].kind for cause in other.causes for part in cause.parts] == [MoneyKind.DEPOSIT]


@pytest.mark.parametrize("code", ["turnover_steps", "like_a_website"])
def test_what_a_plan_does_not_say_is_not_known(code: str) -> None:
    laid = lay_out(PLANS[code], 1, DAY, english)
    assert laid.stated_fen is None
    assert {line.amount_fen for line in laid.lines} == {None}
    targets = [phase.month_target_fen for phase, _lines in laid.phases]
    assert targets == ([100_000_00, 200_000_00] if code == "turnover_steps" else [None] * 4)


def test_a_whole_phase_two_lines_and_a_line_counted_twice_are_found() -> None:
    phases = [BudgetPhase(id=n, store_id=1, position=n, title=f"p{n}", starts_on=DAY, ends_on=DAY) for n in (1, 2)]
    lines = [
        money(100, MoneyKind.GOODS), money(1_000, MoneyKind.ADS), money(30, MoneyKind.GOODS, 2), money(7, phase=2)
    ]  # fmt: skip

    def said(stated: int) -> str:
        return total_sentence(check_total(stated * 100, lines, phases)).split(". ", 1)[1]

    assert said(37) == "The total leaves out: the whole phase p1 (1,100.00)."
    assert said(1_137 - 130) == "The total leaves out: Goods (130.00)."
    assert said(1_137 - 107) == "The total leaves out: Goods (100.00), Other costs (7.00)."
    assert said(1_137 + 30) == "The total counts twice: Goods (30.00)."
    assert said(1) == "No line, kind or phase explains the difference."
    same = [money(5, MoneyKind.ADS), money(5, MoneyKind.GOODS), money(80)]
    assert total_sentence(check_total(85_00, same)).endswith(
        "It agrees if one of these is left out: Ads (5.00) or Goods (5.00)."
    )


@given(st.lists(st.integers(0, 60), max_size=7), st.integers(0, 300))
def test_one_line_or_kind_is_told_just_where_a_slow_search_finds_few(amounts: list[int], stated: int) -> None:
    lines = [money(yuan, MoneyKind.ADS if place % 2 else MoneyKind.GOODS) for place, yuan in enumerate(amounts)]
    check = check_total(stated * 100, lines)
    wanted = abs(stated - sum(amounts))
    for cause in check.causes:
        assert sum(part.fen for part in cause.parts) == wanted * 100
        assert cause.twice is (stated > sum(amounts))
    known = [place for place, yuan in enumerate(amounts) if yuan]
    parts = {frozenset([place]) for place in known}
    parts |= {frozenset(place for place in known if place % 2 == odd) for odd in (0, 1)}
    fitting = [
        part for part in parts if len(part) < len(known) and wanted and sum(amounts[place] for place in part) == wanted
    ]
    if fitting:
        assert len(check.causes) == (len(fitting) if len(fitting) <= MOST_CAUSES else 0)
        assert all(len(cause.parts) == 1 for cause in check.causes)
    assert not (check.agrees and check.causes)


# --- plans on any day -------------------------------------------------------------------------------------------------


def test_plan_a_of_the_first_of_july_has_the_days_of_its_source() -> None:
    laid = lay_out(PLANS["exclusive_year"], 1, date(2027, 7, 1), english)
    assert [(phase.starts_on, phase.ends_on) for phase, _lines in laid.phases] == [
        (date(2027, 7, 1), date(2027, 8, 31)),
        (date(2027, 9, 1), date(2027, 10, 30)),
        (date(2027, 11, 1), date(2028, 1, 20)),
        (date(2028, 2, 15), date(2028, 4, 30)),
    ]


@given(st.dates(date(1990, 1, 1), date(2098, 1, 1)), st.sampled_from(sorted(PLANS)))
def test_a_plan_keeps_its_order_on_every_day_on_which_it_starts(start: date, code: str) -> None:
    laid = lay_out(PLANS[code], 1, start, english)
    phases = [phase for phase, _lines in laid.phases]
    assert phases[0].starts_on == start
    for one in phases:
        assert one.starts_on <= one.ends_on
    for first, second in pairwise(phases):
        assert first.ends_on < second.starts_on
    for phase, lines in laid.phases:
        assert all(line.on_day is None or phase.starts_on <= line.on_day <= phase.ends_on for line in lines)


def test_a_month_without_that_day_ends_with_its_last_one() -> None:
    assert after(date(2027, 1, 31), (1, 0)) == date(2027, 2, 28)
    assert after(date(2027, 12, 31), (2, -1)) == date(2028, 2, 28)
    with pytest.raises(OverflowError):
        after(date(9999, 12, 1), (1, 0))


# --- what was paid ----------------------------------------------------------------------------------------------------


def stated(key: str, day: date, fen: int, kind: LineKind = LineKind.ADS_TOPUP, remark: str = "") -> StatementLine:
    return StatementLine(
        at=datetime(day.year, day.month, day.day), day=day, source=StatementSource.ALIPAY, account="a", key=key,
        position=0, amount=fen, balance=None, business_type="", remark=remark, description="", title="",
        order_no=None, kind=kind,
    )  # fmt: skip


def ruled(number: int, phase: int = 1, words: str = "", kind: MoneyKind = MoneyKind.ADS) -> BudgetLine:
    return BudgetLine(
        id=number, store_id=1, phase_id=phase, kind=kind, amount_fen=1, statement_kind=LineKind.ADS_TOPUP,
        statement_words=words,
    )  # fmt: skip


def picked(line: int, key: str) -> BudgetActual:
    return BudgetActual(
        store_id=1, line_id=line, on_day=DAY, amount_fen=9, source=StatementSource.ALIPAY, account="a", line_key=key
    )


PHASE = BudgetPhase(id=1, store_id=1, position=1, title="p", starts_on=DAY, ends_on=DAY + timedelta(days=30))


def test_a_line_of_a_statement_goes_where_it_was_picked_then_to_the_first_rule() -> None:
    lines = [ruled(1, words="万相台"), ruled(2), ruled(3)]
    statement = [
        stated("1", DAY, -500, remark="万相台 自动充值"),
        stated("2", DAY, -70, remark="直通车自动充值"),
        stated("3", DAY, -8, remark="直通车自动充值"),
        stated("4", DAY - timedelta(days=1), -100_000),
        stated("5", DAY, -200_000, LineKind.DEPOSIT),
    ]
    found = actuals_of(lines, [PHASE], [picked(3, "3"), picked(3, "gone")], statement)
    assert [[(one.fen, one.origin) for one in found[number].paid] for number in (1, 2, 3)] == [
        [(500, Origin.RULE)],
        [(70, Origin.RULE)],
        [(8, Origin.PICKED), (9, Origin.GONE)],
    ]
    assert found[3].out_fen == 8  # what is no longer imported does not count


def test_a_deposit_that_came_back_was_paid_all_the_same_and_a_bill_given_back_was_not() -> None:
    entries = [
        BudgetActual(store_id=1, line_id=1, on_day=DAY, amount_fen=500_00),
        BudgetActual(store_id=1, line_id=1, on_day=DAY, amount_fen=-200_00),
    ]
    for kind, actual in ((MoneyKind.DEPOSIT, 500_00), (MoneyKind.ADS, 300_00)):
        line = BudgetLine(id=1, store_id=1, phase_id=1, kind=kind, amount_fen=500_00)
        paid = actuals_of([line], [PHASE], entries, [])[1]
        assert (paid.actual_fen(line), paid.back_fen) == (actual, 200_00)
    assert actuals_of([line], [PHASE], [], [])[1].actual_fen(line) is None


@given(
    st.lists(
        st.tuples(st.integers(-20, 50), st.integers(-9_999, 9_999), st.sampled_from(("", "甲", "乙"))), max_size=12
    ),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 14)), max_size=8),
    st.lists(st.sampled_from(("", "甲", "乙")), min_size=4, max_size=4),
)
def test_no_line_of_a_statement_counts_twice_and_all_of_them_add_up(
    rows: list[tuple[int, int, str]], picks: list[tuple[int, int]], words: list[str]
) -> None:
    second = BudgetPhase(id=2, store_id=1, position=2, title="q", starts_on=DAY + timedelta(days=20),
                         ends_on=DAY + timedelta(days=40))  # fmt: skip
    lines = [ruled(number, 1 + number % 2, words[number - 1]) for number in (1, 2, 3, 4)]
    statement = [
        stated(str(place), DAY + timedelta(days=later), fen, remark=remark)
        for place, (later, fen, remark) in enumerate(rows)
    ]
    found = actuals_of(lines, [PHASE, second], [picked(line, str(key)) for line, key in picks], statement)
    counted = [one for actual in found.values() for one in actual.counted]
    keys = [one.line.key for one in counted if one.line is not None]
    assert len(keys) == len(set(keys)) == len(counted)
    assert sum(one.fen for one in counted) == -sum(one.amount for one in statement if one.key in keys)
    # Every line of the kind that any rule takes is with one of them.
    for one in statement:
        takes = any(
            phase.starts_on <= one.day <= phase.ends_on and line.statement_words in one.remark
            for line in lines
            for phase in (PHASE, second)
            if phase.id == line.phase_id
        )
        assert not takes or one.key in keys

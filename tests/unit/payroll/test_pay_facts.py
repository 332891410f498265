"""Pay data: what is missing, what our records hint, masked bank accounts, whose service accounts are, and the law."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, check
from shopdesk.domain.payroll.agent_accounts import accounts_on, remapped
from shopdesk.domain.payroll.law import bonus_both_ways, law_on, rule_field, shown_value, stored_rule, typed_value
from shopdesk.domain.payroll.pay_facts import (
    LastYear,
    PayFacts,
    check_marks,
    hints_of,
    masked,
    missing_of,
    read_value,
    stored,
    typed_account,
)
from shopdesk.domain.payroll.records import PayValue
from shopdesk.domain.payroll.rules import Rule, own_value
from shopdesk.domain.setup.template import Wording
from shopdesk.services.payroll.rulebook import shipped_rules

WHOLE = PayFacts(
    name="小满",
    social_base_fen=500_000,
    fund_base_fen=500_000,
    fund_rate=Decimal("0.05"),
    city="杭州",
    bank_account="•••• 1234",
)
MONTH = date(2026, 7, 1)


def test_what_is_missing_is_named() -> None:
    assert missing_of(WHOLE, known_city=True) == ()
    nothing = PayFacts(name="小满")
    assert [str(entry) for entry in missing_of(nothing, known_city=False)] == [
        "Insurance base", "Housing fund base", "Housing fund rate", "city", "bank account"
    ]  # fmt: skip
    assert [str(entry) for entry in missing_of(PayFacts(name="x", insured=False), known_city=False)] == ["bank account"]


@pytest.mark.parametrize(
    ("first_day", "last_year", "marks", "said"),
    [
        (date(2026, 7, 6), None, {}, "Began on 2026-07-06"),
        (date(2026, 1, 31), None, {}, ""),
        (date(2026, 7, 6), None, {"first_wage": True}, ""),
        (date(2025, 3, 1), None, {"first_wage": True}, "Worked here before 2026"),
        (date(2024, 3, 1), LastYear(12, 60_000_00), {}, "mark the low wage"),
        (date(2024, 3, 1), LastYear(12, 60_000_01), {}, ""),
        (date(2024, 3, 1), LastYear(11, 10_000_00), {}, ""),
        (date(2024, 3, 1), LastYear(12, 60_000_01), {"low_wage": True}, "do not bear out"),
        (date(2024, 3, 1), None, {"low_wage": True}, ""),
    ],
)
def test_our_records_hint_at_the_marks_of_the_tax_year(
    first_day: date, last_year: LastYear | None, marks: dict[str, bool], said: str
) -> None:
    hints = [str(hint) for hint in hints_of(PayFacts(name="x", **marks), first_day, MONTH, last_year)]  # type: ignore[arg-type]
    assert bool(hints) == bool(said)
    assert all(said in hint for hint in hints)


def test_both_marks_are_refused() -> None:
    with pytest.raises(UserError, match="Only one of them"):
        check_marks(PayFacts(name="x", first_wage=True, low_wage=True), 2026)
    for first, low in ((True, False), (False, True), (False, False)):
        check_marks(PayFacts(name="x", first_wage=first, low_wage=low), 2026)


def test_an_account_is_shown_by_its_last_digits_and_what_is_shown_is_no_account() -> None:
    kept = "6222020200001234567"
    assert masked(kept) == "•••• 4567"
    assert typed_account("•••• 4567", kept) == kept
    assert typed_account("6222 0202-0000 1234 568", kept) == "6222020200001234568"
    assert typed_account(" ", kept) == ""
    for wrong in ("•••• 4568", "1234", "６２２２０２０２", "6222020200001234567X", "1" * 33):
        with pytest.raises(FieldError, match="whole account number"):
            typed_account(wrong, kept)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**8), st.integers(0, 300), st.booleans(), st.text("杭州 ab", max_size=5))
def test_a_value_is_kept_and_read_back(fen: int, rate: int, mark: bool, city: str) -> None:
    facts = PayFacts(social_base_fen=fen, fund_rate=Decimal(rate) / 1000, first_wage=mark, city=city)
    for code in ("social_base_fen", "fund_base_fen", "fund_rate", "first_wage", "low_wage", "city"):
        assert read_value(code, stored(code, facts)) == getattr(facts, code)


people = st.integers(1, 3)
days = st.integers(0, 60).map(lambda number: date(2026, 1, 1) + timedelta(days=number))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(people, days), st.sets(st.sampled_from("abc")), max_size=6),
    st.sampled_from("abc"),
    st.none() | people,
    days,
)
def test_from_the_day_on_an_account_is_one_persons_and_nothing_else_changes(
    kept: dict[tuple[int, date], set[str]], account: str, chosen: int | None, since: date
) -> None:
    values: dict[int, list[PayValue]] = {}
    for (who, day), mine in sorted(kept.items()):
        value = PayValue(store_id=1, person_id=who, code="accounts", valid_from=day, value=";".join(sorted(mine)))
        values.setdefault(who, []).append(value)
    after = {who: {value.valid_from: value for value in mine} for who, mine in values.items()}
    for value in remapped(values, account, chosen, since, 1):
        after.setdefault(value.person_id or 0, {})[value.valid_from] = value
    for number in range(70):
        day = date(2026, 1, 1) + timedelta(days=number)
        for who in range(1, 4):
            was = set(accounts_on(values.get(who, ()), day))
            now = set(accounts_on(after.get(who, {}).values(), day))
            assert now - {account} == was - {account}
            assert (account in now) == ((who == chosen) if day >= since else account in was)


def test_a_bonus_is_taxed_both_ways_and_the_jump_is_shown() -> None:
    rules, day = shipped_rules(), date(2026, 3, 1)
    at_the_edge, beyond = bonus_both_ways(rules, day, 36_000_00, 8_000_00), bonus_both_ways(rules, day, 36_001_00)
    assert at_the_edge is not None
    assert (at_the_edge.apart_fen, at_the_edge.edge_fen) == (1_080_00, None)
    # Twelve months of 8,000 are 36,000 above the tax-free 60,000; 36,000 more are taxed at 10 per cent.
    assert at_the_edge.within_fen == 36_000_00 * 10 // 100
    # Of 5,000 nothing is taxed, so the bonus fills the lowest band; at 14,100 it reaches 1,200 into the band of 20 %.
    for monthly, within in ((5_000_00, 1_080_00), (14_000_00, 3_600_00), (14_100_00, 3_720_00)):
        found = bonus_both_ways(rules, day, 36_000_00, monthly)
        assert found is not None and found.within_fen == within
    assert beyond is not None
    assert (beyond.apart_fen, beyond.edge_fen, beyond.gain_fen) == (3_390_10, 36_000_00, 2_309_10)
    ended = bonus_both_ways(rules, date(2028, 1, 1), 36_000_00)
    assert ended is not None
    assert ended.apart_fen is None


def test_the_rules_of_a_day_show_whose_they_are_and_can_be_typed() -> None:
    shipped, day = shipped_rules(), date(2026, 3, 1)
    own = own_value(Rule.MINIMUM_WAGE, 2_660_00, date(2026, 2, 1), Wording("通知", "notice"))
    rows = {row.rule: row for row in law_on(shipped.with_values([own]), shipped, day, "杭州")}
    wage = rows[Rule.MINIMUM_WAGE]
    assert wage.holds == own
    assert (shown_value(wage.holds), shown_value(wage.shipped)) == ("2,660.00", "2,490.00")
    assert "3%" in str(shown_value(rows[Rule.TAX_RATE].holds))
    assert not rows[Rule.TAX_RATE].editable
    assert rows[Rule.EMPLOYER_FUND].holds is None
    for rule in Rule:
        held = rows[rule].holds
        if held is not None and held.value is not None:
            field, typed = rule_field(rule), typed_value(held)
            low, high = field.limits
            assert (low is None or typed >= low) and (high is None or typed <= high)
            kept = {"yes": 1, "no": 0}.get(stored_rule(rule, typed), stored_rule(rule, typed))
            assert own_value(rule, Decimal(kept), day, Wording()).value == held.value


@pytest.mark.parametrize(("rule", "most"), [(Rule.PAID_DAYS, 31), (Rule.HOURS_A_DAY, 24)])
def test_no_month_has_more_days_and_no_day_more_hours(rule: Rule, most: int) -> None:
    assert check(rule_field(rule), Decimal(most)) == most
    with pytest.raises(FieldError):
        check(rule_field(rule), Decimal(most) + Decimal("0.01"))

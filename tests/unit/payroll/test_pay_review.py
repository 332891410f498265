"""The look over a month before it is locked: what is said of whom, and what a department costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.payroll.compare import NET, differences, line_name, sums_by_code
from shopdesk.domain.payroll.late import Adjusted, Way, late_changes
from shopdesk.domain.payroll.people_cost import costs_of, whole_cost
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip, PayOpening
from shopdesk.domain.payroll.reversal import reversal_of
from shopdesk.domain.payroll.review import band_words, review
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.scheme_terms import SchemeTerms
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.payroll.tax_year import years_of
from shopdesk.domain.text import Text

ANY: int | None = 10_000_00
MAY = date(2026, 5, 1)


def line(code: str, fen: int | None) -> KeptLine:
    return KeptLine(
        code=code, name=Text("x"), basis=None, rate=None, amount_fen=fen, not_taken_fen=0, explanation=Text("x")
    )


def slip(
    name: str = "白露",
    *,
    net: int | None = ANY,
    gross: int | None = ANY,
    cost: int | None = ANY,
    at: str = "客服",
    person: int | None = 1,
    mark: str = "",
    **lines: int | None,
) -> KeptSlip:
    """A slip with these lines, by their code."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("compensation_fen", "social_fen", "housing_fund_fen", "income_tax_fen", "taxable_fen", "withheld_fen",
         "months", "income_fen", "insurance_fen", "special_fen", "carried_fen", "advance_fen"),
    )  # fmt: skip
    return KeptSlip(
        person_id=person, name=name, mark=mark, department=at, role="agent",
        words={"department": (at, f"{at} en"), "role": ("客服", "Agent")}, days_employed=30,
        lines=tuple(line(code, fen) for code, fen in lines.items()), gross_fen=gross, net_fen=net, cost_fen=cost,
        bonus_apart_fen=0, proof={}, **nothing,
    )  # fmt: skip


def run(*slips: KeptSlip, month: int = 5) -> KeptRun:
    return KeptRun(
        store_id=1, month=date(2026, month, 1), state=RunState.DRAFT, computed_at=datetime(2026, month, 28),
        turnover_fen=500_000_00, cost_ratio=Decimal("0.1"), silent_pool_fen=None, slips=slips,
    )  # fmt: skip


def said(now: KeptSlip, *before: KeptSlip) -> list[str]:
    """What is said of somebody who had these slips before, one a month."""
    (one,) = review(run(now), [run(old, month=number) for number, old in enumerate(before, start=1)]).people
    return [str(flag) for flag in one.flags]


# --- amounts that are unusual ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        # A fifth and 300 yuan: both have to be passed.
        (10_000_00, 12_000_00, []),
        (10_000_00, 12_000_01, ["Net wage: 12,000.01 is 2,000.01 more than the mean 10,000.00 of the last 1 months."]),
        (10_000_00, 8_000_00, []),
        (10_000_00, 7_999_99, ["Net wage: 7,999.99 is 2,000.01 less than the mean 10,000.00 of the last 1 months."]),
        (1_000_00, 1_300_00, []),
        (1_000_00, 1_300_01, ["Net wage: 1,300.01 is 300.01 more than the mean 1,000.00 of the last 1 months."]),
        (10_000_00, None, []),
        (None, 12_000_01, []),
    ],
)
def test_a_net_wage_that_is_a_fifth_and_300_yuan_off_is_unusual(before, now, wanted):
    assert said(slip(net=now), slip(net=before)) == wanted


def test_the_mean_is_of_the_last_three_months_half_up():
    before = [slip(net=one) for one in (90_000_00, 1_000_00, 1_000_00, 1_000_02)]
    found = review(run(slip(net=1_400_00)), [run(one, month=month) for month, one in enumerate(before, start=1)])
    assert (found.months, found.people[0].mean_fen, found.people[0].change_fen) == (3, 1_000_01, 399_99)
    assert [str(one) for one in found.people[0].flags] == [
        "Net wage: 1,400.00 is 399.99 more than the mean 1,000.01 of the last 3 months."
    ]
    # One hundred and one hundred and one fen: half a fen goes up.
    assert review(run(slip()), [run(slip(net=100), month=3), run(slip(net=101), month=4)]).people[0].mean_fen == 101


def test_a_month_whose_net_wage_misses_a_figure_is_not_in_the_mean():
    found = review(run(slip(net=None)), [run(slip(net=None), month=3), run(slip(net=500_00), month=4)]).people[0]
    assert (found.mean_fen, found.change_fen, found.flags) == (500_00, None, ())


def test_each_line_is_held_against_its_own_mean():
    now, before = slip(base=5_000_00, performance=900_00), slip(base=5_000_00, performance=400_00)
    assert said(now, before) == [
        "Performance bonus: 900.00 is 500.00 more than the mean 400.00 of the last 1 months.",
    ]
    # Where it was not there it counts as nothing in the mean; without the one month it would be 400.
    assert said(slip(performance=600_00), slip(), slip(performance=400_00)) == [
        "Performance bonus: 600.00 is 400.00 more than the mean 200.00 of the last 2 months."
    ]


def test_two_lines_of_one_kind_are_one_amount():
    now = slip()
    now = KeptSlip(**{name: getattr(now, name) for name in KeptSlip.__slots__} | {
        "lines": (line("component", 200_00), line("component", 300_00)),
    })  # fmt: skip
    assert said(now, slip()) == ["Further component: 500.00, and none before."]


# --- lines that come and go -----------------------------------------------------------------------------------------


def test_a_line_is_news_only_where_no_slip_before_had_it():
    assert said(slip(award=100_00), slip(), slip()) == ["Award: 100.00, and none before."]
    assert said(slip(award=100_00), slip(award=100_00), slip()) == []
    assert said(slip(award=0), slip()) == []


def test_a_line_that_every_slip_had_is_missed_and_the_last_amount_said():
    had = [slip(performance=300_00), slip(performance=250_00)]
    assert said(slip(), *had) == ["Performance bonus: none now, last 250.00."]
    assert said(slip(performance=0), *had) == ["Performance bonus: none now, last 250.00."]
    # One month is no habit, one month without it neither; what lacks a figure is not gone.
    assert said(slip(), had[0]) == []
    assert said(slip(), slip(), *had) == []
    assert said(slip(performance=None), *had) == []


@pytest.mark.parametrize("code", ["award", "overtime", "absence", "adjustment", "year_end_bonus", "compensation"])
def test_what_comes_and_goes_by_its_nature_is_not_missed(code):
    assert said(slip(), slip(**{code: 100_00}), slip(**{code: 100_00})) == []


@pytest.mark.parametrize("code", ["income_tax", "own_commission_carried", "social_medical", "social_unemployment"])
def test_what_follows_by_law_from_another_line_is_not_said_again(code):
    assert said(slip(**{code: 5_000_00}), slip()) == []
    assert said(slip(), slip(**{code: 5_000_00}), slip(**{code: 5_000_00})) == []


def test_of_the_insurances_the_first_one_speaks_for_all():
    insured = {"social_pension": 400_00, "social_medical": 100_00, "social_unemployment": 25_00}
    assert said(slip(**insured), slip()) == ["Pension insurance: 400.00, and none before."]


# --- people ---------------------------------------------------------------------------------------------------------


def test_who_comes_and_who_is_gone():
    before = run(slip("白露", person=1), slip("立夏", person=2, net=700_00), slip("芒种", person=3, gross=0), month=4)
    found = review(run(slip("白露", person=1), slip("处暑", person=4)), [run(month=3), before])
    assert [(one.who, one.gone, one.net_fen, one.mean_fen, [str(flag) for flag in one.flags]) for one in found.people] \
        == [
            ("白露", False, ANY, ANY, []),
            ("处暑", False, ANY, None, ["New: there is no slip of the last 2 months."]),
            # Who earned nothing in the month before is not missed.
            ("立夏", True, None, 700_00, ["Gone: there was a slip in the month before and there is none now."]),
        ]  # fmt: skip
    assert (found.flagged, found.people[2].change_fen) == (2, None)
    # Gone for two months is no news any more; in the first month of all nobody is new.
    assert len(review(run(slip(person=1)), [before, run(slip(person=1), month=5)]).people) == 1
    assert review(run(slip(person=1)), []).people[0].flags == ()


def test_a_person_whose_record_was_erased_is_known_by_name_and_mark():
    before = run(slip("白露", person=None, mark="A"), month=4)
    assert review(run(slip("白露", person=None, mark="A")), [before]).flagged == 0
    other = review(run(slip("白露", person=None, mark="B")), [before])
    assert [one.who for one in other.people] == ["白露 (B)", "白露 (A)"] and other.flagged == 2
    # With a record the name may change.
    assert review(run(slip("白露露", person=1)), [run(slip("白露", person=1), month=4)]).flagged == 0


def test_nothing_paid_out_of_something_earned_is_said():
    assert said(slip(net=0, gross=800_00)) == ["Nothing is paid out of 800.00 earned."]
    assert said(slip(net=0, gross=0)) == [] and said(slip(net=1, gross=800_00)) == []


# --- departments ----------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 10**7)), max_size=8))
def test_what_departments_cost_is_what_their_people_cost(people):
    found = review(run(*(slip(at=at, cost=cost, person=number) for number, (at, cost) in enumerate(people))), [])
    told = {one.names[0]: (one.people, one.cost_fen) for one in found.departments}
    assert told == {
        name: (sum(at == name for at, _ in people), sum(cost for at, cost in people if at == name))
        for name in {at for at, _ in people}
    }
    costs = [one.cost_fen or 0 for one in found.departments]
    assert costs == sorted(costs, reverse=True) and sum(costs) == found.cost_fen
    if found.cost_fen:
        assert [one.share for one in found.departments] == [Decimal(cost) / found.cost_fen for cost in costs]
    else:
        assert all(one.share is None for one in found.departments)


def test_a_cost_that_is_not_known_leaves_the_share_open_and_never_counts_as_nothing():
    found = review(
        run(slip(at="甲", cost=None), slip(at="甲", cost=100, person=2), slip(at="乙", cost=300, person=3)), []
    )
    told = {one.names: (one.people, one.cost_fen, one.share) for one in found.departments}
    assert told == {("甲", "甲 en"): (2, None, None), ("乙", "乙 en"): (1, 300, None)}
    assert found.cost_fen is None and found.turnover_fen == 500_000_00


# --- the band of the tier table, and two computings side by side ----------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "words", "within"),
    [
        ("0.08", "8% lies within the band of the tier table, 8% to 12.5%.", True),
        ("0.125", "12.5% lies within the band of the tier table, 8% to 12.5%.", True),
        ("0.1251", "12.51% lies above the band of the tier table, 8% to 12.5%.", False),
        ("0.0799", "7.99% lies below the band of the tier table, 8% to 12.5%.", False),
        (None, "The band of the tier table is 8% to 12.5%.", True),
        ("NaN", "The band of the tier table is 8% to 12.5%.", True),
        ("1000000", "100000000% lies above the band of the tier table, 8% to 12.5%.", False),
        ("1000001", "The band of the tier table is 8% to 12.5%.", True),
    ],
)
def test_how_a_cost_ratio_lies_to_the_band(ratio, words, within):
    text, good = band_words(None if ratio is None else Decimal(ratio), Decimal("0.08"), Decimal("0.125"))
    assert (str(text), good) == (words, within)


FENS = st.one_of(st.none(), st.integers(-3, 3))
SIDES = st.dictionaries(st.sampled_from([NET, "base", "award", "income_tax", "forgotten"]), FENS)


@given(SIDES, SIDES)
def test_two_computings_differ_where_an_amount_does(before, after):
    found = {one.code: one for one in differences(7, "白露", before, after)}
    for code in {*before, *after}:
        was, now = before.get(code), after.get(code)
        assert (code in found) == ((was or 0) != (now or 0))
        if code in found:
            one = found[code]
            assert (one.person_id, one.who, one.before_fen, one.after_fen) == (7, "白露", was, now)
            assert one.change_fen == (now or 0) - (was or 0)
    order = [*(code.value for code in Code)]
    places = [order.index(code) if code in order else len(order) for code in found]
    assert places == sorted(places)
    every = differences(7, "白露", before, after, equal=True)
    assert {one.code for one in every} == {*before, *after} and len(every) == len({*before, *after})


def test_lines_are_added_up_by_code_and_what_misses_a_figure_stays_open():
    lines = [line("base", 100), line("component", 5), line("component", 7), line("award", None), line("award", 3)]
    assert sums_by_code(lines) == {"base": 100, "component": 12, "award": None}
    assert list(sums_by_code(lines)) == ["base", "component", "award"]


@pytest.mark.parametrize(
    ("code", "name"), [(NET, "Net wage"), ("award", "Award"), ("of_an_older_program", "of_an_older_program")]
)
def test_what_a_line_is_called(code, name):
    assert str(line_name(code)) == name


# --- a locked month as it would be today, and taken back ------------------------------------------------------------


def late(
    before: KeptSlip | None, today: KeptSlip | None, made_good: dict[str, int] | None = None
) -> list[tuple[Any, ...]]:
    """Code, what is adjusted and open of it, and the way; ``today`` stands for a slip computed anew."""
    adjusted = Adjusted({(1, MAY, code): fen for code, fen in (made_good or {}).items()}, {})
    found = late_changes(MAY, [before] if before else [], [today] if today else [], adjusted)  # type: ignore[list-item]
    return [(one.code, one.adjusted_fen, one.open_fen, one.way) for one in found]


@pytest.mark.parametrize(
    ("code", "then", "now", "open_fen", "way"),
    [
        ("base", 100, 150, 50, Way.ADJUST),
        ("base", 150, 100, -50, Way.ADJUST),
        # What is taken off more is less for the person.
        ("social_pension", 100, 150, -50, Way.ADJUST),
        ("income_tax", 100, 150, -50, Way.BY_ITSELF),
        ("other_deduction", 150, 100, 50, Way.BY_HAND),
        ("compensation", 100, 150, -50, Way.BY_HAND),
        ("compensation", 150, 100, 50, Way.ADJUST),
        ("base", 100, None, -100, Way.UNKNOWN),
    ],
)
def test_how_a_line_that_would_be_another_today_is_made_good(code, then, now, open_fen, way):
    assert late(slip(**{code: then}), slip(**{code: now})) == [(code, 0, open_fen, way)]


def test_what_is_the_same_or_made_good_is_not_open_and_what_is_no_difference_any_more_is_given_back():
    assert late(slip(base=100), slip(base=100)) == []
    assert late(slip(base=100), slip(base=150), {"base": 50}) == []
    assert late(slip(base=100), slip(base=150), {"base": 20}) == [("base", 20, 30, Way.ADJUST)]
    assert late(slip(base=100), slip(base=100), {"base": 50}) == [("base", 50, -50, Way.ADJUST)]
    # An adjustment is no line that could come late; somebody without a slip has lines of nothing.
    assert late(slip(adjustment=100), slip(adjustment=200)) == []
    assert late(slip(base=100), None) == [("base", 0, -100, Way.ADJUST)]


def test_a_reversal_takes_back_every_amount_of_every_line():
    before = slip(base=5_000_00, award=300_00, social_pension=400_00, income_tax=20_00, cost=6_000_00)
    old = before.lines[1]
    held = replace(before, lines=(before.lines[0], replace(old, not_taken_fen=70_00), *before.lines[2:]))
    (back,) = reversal_of(run(held), "店", 2, "twice", datetime(2026, 6, 1)).slips
    assert [(one.code, one.amount_fen, one.not_taken_fen) for one in back.lines] == [
        ("base", -5_000_00, 0), ("award", -300_00, -70_00), ("social_pension", -400_00, 0),
        ("income_tax", -20_00, 0),
    ]  # fmt: skip
    assert (back.gross_fen, back.net_fen, back.cost_fen) == (-5_300_00, -4_880_00, -6_000_00)
    assert str(back.lines[0].explanation) == "Reversal of 2026-05: twice"


def test_what_a_new_scheme_begins_with():
    terms = SchemeTerms(name_zh="客服", valid_from=MAY)
    assert (terms.rating_bonus_fen, terms.bad_fen, terms.neutral_fen) == (300_00, 300_00, 100_00)
    assert (terms.step_up_fen, terms.step_down_fen, terms.step) == (100_00, 200_00, Decimal("0.1"))


def test_what_somebody_brought_along_is_of_nobody_whose_record_is_gone():
    brought = [PayOpening(store_id=1, person_id=1, month=MAY, months=4, income_fen=20_000_00)]
    (hers,) = years_of([run(slip(person=1))], brought, 2026)
    (gone,) = years_of([run(slip(person=None))], brought, 2026)
    assert (len(hers.rows), len(gone.rows)) == (2, 1)
    assert hers.rows[0].state is None and gone.rows[0].month == MAY


def proved(insured: tuple[int, ...] | None, **more: Any) -> KeptSlip:
    """A slip whose calculation of the cost has the gross wage and then these parts; ``None``: nobody knows the cost."""
    values = (8_000_00, *(insured or ()))
    nodes = [{"value": str(fen)} for fen in values] + [{"parts": list(range(len(values)))}]
    place = None if insured is None else len(values)
    return replace(slip(**more), proof={"totals": {"employer_cost": place}, "nodes": nodes})


def test_what_somebody_costs_is_told_apart_into_insurance_and_fund():
    parts = (1_600_00, 900_00, 50_00, 40_00, 700_00)
    wages = run(
        proved(parts, person=1, at="甲"), proved((), person=2, at="乙"), proved(None, person=3, at="甲", cost=None)
    )
    apart = run(proved((10, 20, 30, 40, 50), person=1, at="甲", cost=1), month=5)
    found = [(one.slip.person_id, one.insurance_fen, one.fund_fen, one.cost_fen) for one in costs_of([wages, apart])]
    assert found == [
        (1, 2_590_00 + 100, 700_00 + 50, 10_000_01), (3, None, None, None), (2, 0, 0, ANY),
    ]  # fmt: skip
    assert whole_cost(costs_of([wages])) is None and whole_cost(costs_of([apart])) == 1

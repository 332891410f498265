"""The team of a tier, by hand: who is promoted, hired and let go, what the new ones are paid, who sells what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.payroll.inputs import Figure, MonthInputs, PayData, PayrollInputs, PayTerms, PersonMonth
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.shipped import BEGINNING, UNKNOWN, ShippedScheme
from shopdesk.domain.people import Level
from shopdesk.domain.periods import month_of
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.domain.whatif_team import restaffed

MARCH = month_of(date(2026, 3, 1))
LEADS = Scheme(code="leads", name=Wording("组长", "Leads"), valid_from=BEGINNING, base_fen=500_000)
SCHEMES = (ShippedScheme(LEADS, frozenset({"service"}), frozenset({Level.LEAD})),)
MINE = Scheme(code="mine", name=Wording("我的", "Mine"), valid_from=BEGINNING)


def person(number: int, department: str = "service", level: Level = Level.STAFF, base: int | None = 300_000,
           sold: int | None = 1_000, until: date | None = None, social: int | None = None) -> PersonMonth:  # fmt: skip
    sales = None if sold is None else Figure(sold)
    return PersonMonth(
        id=number, name=f"P{number}", department=department, role="agent", level=level,
        terms=(PayTerms(valid_from=BEGINNING, scheme=MINE, base_fen=base),),
        employments=((date(2025, 1, 1), until),), pay=PayData(person_id=number, city="杭州", social_base_fen=social),
        inputs=MonthInputs(own_sales=sales, own_refunds=None if sold is None else Figure(sold // 10)),
    )  # fmt: skip


def ladder(leads: int, staff: int, cost: int = 0, department: str = "service") -> Ladder:
    post = Post(department_code=department, leads=leads, staff=staff, cost_fen=cost)
    return Ladder(name="T", origin="x", departments=(department,),
                  steps=(Step(turnover_fen=1, budget_fen=0, total_fen=0, posts=(post,)),))  # fmt: skip


def team(*people: PersonMonth, of: Ladder, said: list[Text] | None = None) -> dict[int, PersonMonth]:
    inputs = PayrollInputs(store="S", month=MARCH, people=people)
    return {one.id: one for one in restaffed(inputs, of, 0, SCHEMES, [] if said is None else said).people}


def test_a_team_that_fits_is_left_as_it_is_and_nothing_is_said() -> None:
    said: list[Text] = []
    inputs = PayrollInputs(store="S", month=MARCH, people=(person(1, level=Level.MANAGER), person(2)))
    assert restaffed(inputs, ladder(1, 1), 0, SCHEMES, said) is inputs
    assert said == []


def test_the_first_of_the_team_is_promoted_and_keeps_what_is_higher() -> None:
    said: list[Text] = []
    found = team(person(1), person(2), of=ladder(1, 1), said=said)
    assert [one.level for one in found.values()] == [Level.LEAD, Level.STAFF]
    assert (found[1].terms[0].scheme, found[1].terms[0].base_fen) == (LEADS, 500_000)
    assert len(said) == 1
    dear = team(person(1, base=600_000), person(2), of=ladder(1, 1))
    assert dear[1].terms[0].base_fen == 600_000
    assert team(person(1, base=None), person(2), of=ladder(1, 1))[1].terms[0].base_fen == 500_000


def test_new_people_are_paid_like_the_first_colleague_of_their_rank_and_insured_as_the_mean() -> None:
    found = team(
        person(4, level=Level.LEAD, base=900_000, social=400_000), person(7, base=310_000, social=300_001),
        person(9, "design", sold=None), of=ladder(1, 3),
    )  # fmt: skip
    assert list(found) == [4, 7, 9, 10, 11], "numbers go on behind the highest"
    for number in (10, 11):
        new = found[number]
        assert (new.level, new.department, new.role) == (Level.STAFF, "service", "agent")
        assert new.terms == (PayTerms(valid_from=MARCH.start, scheme=MINE, base_fen=310_000),)
        assert (new.pay.social_base_fen, new.pay.person_id, new.pay.city) == (350_001, None, "杭州")
        assert new.employments == ((MARCH.start, None),)


def test_without_a_colleague_a_lead_has_the_shipped_scheme_and_others_their_share_of_the_tier() -> None:
    found = team(person(1, "design", sold=None), of=ladder(1, 3, cost=1_000_003))
    new = [one for one in found.values() if one.department == "service"]
    assert [(one.level, one.terms[0].scheme, one.terms[0].base_fen) for one in new] == [
        (Level.LEAD, LEADS, None), *[(Level.STAFF, UNKNOWN, 250_000)] * 3,
    ]  # fmt: skip
    assert [one.role for one in new] == [""] * 4
    free = team(person(1, "design", sold=None), of=ladder(0, 1))
    assert free[2].terms[0].base_fen is None, "a post that costs nothing is not known to be free"
    assert free[2].pay.social_base_fen is None


def test_whoever_came_last_goes_first_and_leads_of_leads() -> None:
    people = [person(1), person(2), person(3), person(4, level=Level.LEAD), person(5, level=Level.SUPERVISOR)]
    assert list(team(*people, of=ladder(1, 2))) == [1, 2, 4]
    assert list(team(*people, of=ladder(1, 4))) == [1, 2, 3, 4, 5], "a lead too many fills an open post"


def test_who_left_or_works_elsewhere_is_no_part_of_the_team() -> None:
    gone = person(1, until=date(2026, 3, 30))
    stays = person(2, until=MARCH.end)
    other = person(3, "planning")
    found = team(gone, stays, other, of=ladder(0, 2))
    assert list(found) == [1, 2, 3, 4], "one was hired for the one who left before the end of the month"
    assert found[1].level is found[2].level is Level.STAFF
    assert list(team(stays, other, of=ladder(0, 1, department="design"))) == [2, 3, 4]


def test_the_sales_of_the_service_are_shared_evenly_to_the_fen() -> None:
    found = team(person(1, sold=1_000), person(2, sold=1), person(5, "design", sold=77), of=ladder(0, 3))
    shares = {number: (one.inputs.own_sales, one.inputs.own_refunds) for number, one in found.items()}
    assert shares == {
        1: (Figure(334), Figure(34)), 2: (Figure(334), Figure(33)), 6: (Figure(333), Figure(33)),
        5: (Figure(77), Figure(7)),
    }  # fmt: skip
    unknown = team(person(1, sold=1_000), person(2, sold=None), of=ladder(0, 3))
    assert [one.inputs.own_sales for one in unknown.values()] == [Figure(1_000), None, Figure(0)]
    assert [one.inputs.own_refunds for one in unknown.values()] == [Figure(100), None, Figure(0)]
    design = team(person(1, "design", sold=None), of=ladder(0, 2, department="design"))
    assert design[2].inputs.own_sales is None, "only the service sells to people"


@pytest.mark.parametrize("bases", [(None, None), (100, None), (100, 103)])
def test_who_is_not_insured_yet_counts_in_no_mean(bases: tuple[int | None, int | None]) -> None:
    people = [replace(person(number), pay=PayData(social_base_fen=base, fund_base_fen=base, fund_rate=Decimal("0.05")))
              for number, base in enumerate(bases, 1)]  # fmt: skip
    new = team(*people, of=ladder(0, 3))[3]
    mean = {(None, None): None, (100, None): 100, (100, 103): 102}[bases]
    assert (new.pay.social_base_fen, new.pay.fund_base_fen, new.pay.fund_rate) == (mean, mean, Decimal("0.05"))

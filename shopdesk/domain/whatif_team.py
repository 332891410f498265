"""What if the store had the team of a tier: people hired, promoted and let go, as a month's payroll would see them.

Nobody is meant by name: the planner's moves say how many, and the payroll is computed with that many people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from shopdesk.domain.money import round_half_up, share_out
from shopdesk.domain.payroll.inputs import Figure, MonthInputs, PayrollInputs, PayTerms, PersonMonth
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.shipped import ShippedScheme, shipped_for
from shopdesk.domain.people import Level
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.planner import MoveKind, department_gap
from shopdesk.domain.tiers.records import Ladder


def restaffed(
    inputs: PayrollInputs, ladder: Ladder, tier: int, schemes: Sequence[ShippedScheme], said: list[Text]
) -> PayrollInputs:
    """The team that a tier wants: hired, promoted, let go; who is in no department of the table stays.

    Args:
        inputs: the month with today's team.
        ladder: the tier table.
        tier: the place of the tier in it.
        schemes: pay new people whose department and rank nobody has yet.
        said: takes what was assumed.
    """
    end, step = inputs.month.end, ladder.steps[tier]
    planned = {post.department_code for one in ladder.steps for post in one.posts if post.people or post.cost_fen}
    people = {person.id: person for person in inputs.people}
    number = max(people, default=0)
    sold = _service_sales(people.values(), inputs.service_department)
    for post in (step.post(code) for code in sorted(planned)):
        mine = [one for one in people.values() if one.department == post.department_code and one.employed_on(end)]
        leads = [one for one in mine if one.level is not Level.STAFF]
        staff = [one for one in mine if one.level is Level.STAFF]
        gap = department_gap(post.department_code, want=(post.leads, post.staff), have=(len(leads), len(staff)))
        share = post.cost_fen // post.people if post.people else 0
        for kind in (move.kind for move in gap.moves for _ in range(move.count)):
            if kind is MoveKind.PROMOTE:
                chosen = staff.pop(0)
                people[chosen.id] = _promoted(chosen, schemes)
            elif kind in (MoveKind.HIRE, MoveKind.HIRE_LEAD):
                number += 1
                level = Level.LEAD if kind is MoveKind.HIRE_LEAD else Level.STAFF
                people[number] = _hired(number, post.department_code, level, share, inputs, schemes)
            elif kind is not MoveKind.COVER:
                del people[(leads if kind is MoveKind.SURPLUS_LEAD else staff).pop().id]
    if people == {person.id: person for person in inputs.people}:
        return inputs
    said.append(
        Text(
            "The team of the tier is reckoned with colleagues' pay for new people, without those hired last where "
            "there are too many, and with the sales of customer service shared evenly."
        )
    )
    return replace(inputs, people=_shared(people.values(), inputs.service_department, sold))


def _promoted(person: PersonMonth, schemes: Sequence[ShippedScheme]) -> PersonMonth:
    scheme = shipped_for(schemes, person.department, Level.LEAD)
    terms = tuple(replace(one, scheme=scheme, base_fen=_higher(one.base_fen, scheme.base_fen)) for one in person.terms)
    return replace(person, level=Level.LEAD, terms=terms)


def _higher(mine: int | None, proposed: int | None) -> int | None:
    known = [fen for fen in (mine, proposed) if fen is not None]
    return max(known, default=None)


def _hired(
    number: int,
    department: str,
    level: Level,
    share_fen: int,
    inputs: PayrollInputs,
    schemes: Sequence[ShippedScheme],
) -> PersonMonth:
    """Somebody new: paid like a colleague of the same rank, else by the shipped scheme, else by the tier's cost."""
    like = next(
        (
            one
            for one in inputs.people
            if one.department == department and (one.level is Level.STAFF) is (level is Level.STAFF)
        ),
        None,
    )
    scheme: Scheme = like.terms_on(inputs.month.end).scheme if like else shipped_for(schemes, department, level)
    base = like.terms_on(inputs.month.end).base_fen if like else None
    if base is None and scheme.base_fen is None:
        base = share_fen or None
    anybody = like or next(iter(inputs.people), None)
    pay = None if anybody is None else replace(
        anybody.pay,
        person_id=None,
        social_base_fen=_mean(one.pay.social_base_fen for one in inputs.people),
        fund_base_fen=_mean(one.pay.fund_base_fen for one in inputs.people),
        special=(),
    )  # fmt: skip
    sells = department == inputs.service_department
    made = PersonMonth(
        id=number,
        name=f"+{number}",
        department=department,
        role=like.role if like else "",
        level=level,
        terms=(PayTerms(valid_from=inputs.month.start, scheme=scheme, base_fen=base),),
        employments=((inputs.month.start, None),),
        inputs=MonthInputs(own_sales=Figure(0) if sells else None, own_refunds=Figure(0) if sells else None),
    )
    return made if pay is None else replace(made, pay=pay)


def _mean(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round_half_up(Decimal(sum(known)) / len(known)) if known else None


_Sales = tuple[int, int] | None


def _service_sales(people: Iterable[PersonMonth], department: str) -> _Sales:
    """What the service staff sold and gave back together; ``None`` where one of them misses a figure."""
    mine = [one.inputs for one in people if one.department == department]
    if any(one.own_sales is None or one.own_refunds is None for one in mine):
        return None
    return (
        sum(int(one.own_sales.value) for one in mine if one.own_sales is not None),
        sum(int(one.own_refunds.value) for one in mine if one.own_refunds is not None),
    )


def _shared(people: Iterable[PersonMonth], department: str, sold: _Sales) -> tuple[PersonMonth, ...]:
    """The sales of the service shared evenly among its people, to the fen."""
    everybody = sorted(people, key=lambda person: person.id)
    sellers = [one for one in everybody if one.department == department]
    if sold is None or not sellers:
        return tuple(everybody)
    parts = {
        one.id: (sales, refunds)
        for one, sales, refunds in zip(
            sellers, share_out(sold[0], [1] * len(sellers)), share_out(sold[1], [1] * len(sellers)), strict=True
        )
    }
    return tuple(
        replace(
            one,
            inputs=replace(one.inputs, own_sales=Figure(parts[one.id][0]), own_refunds=Figure(parts[one.id][1])),
        )
        if one.id in parts
        else one
        for one in everybody
    )

"""The performance bonus: never below zero, and what lies below is shown and is no debt."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    Unit,
    apply,
    at_least,
    counted,
    given,
    minus,
    nothing,
    term,
    times,
    total,
)
from shopdesk.domain.payroll.words import money, number
from shopdesk.domain.text import Text


def performance_line(case: Case) -> PayLine | None:
    """Rating bonus, steps of the store rating and reviews blamed on the person; ``None`` for days not employed.

    Raises:
        MissingFigures: a rating of the store or the number of reviews is missing.
    """
    if not case.days:
        return None
    terms, ref = case.scheme.performance, case.scheme.ref
    steps = _steps(case)
    no = nothing(unit=Unit.COUNT)
    up = at_least(Text("steps up"), steps, no, Unit.COUNT)
    back = times(Text("steps down, counted"), steps, counted(-1, Unit.COUNT, Text("sign")), unit=Unit.COUNT)
    down = at_least(Text("steps down"), back, no, Unit.COUNT)
    inputs = case.person.inputs
    neutral = case.need(Code.PERFORMANCE, inputs.neutral_reviews, Unit.COUNT, Text("neutral reviews"))
    bad = case.need(Code.PERFORMANCE, inputs.bad_reviews, Unit.COUNT, Text("bad reviews"))
    bonus = term(terms.rating_bonus_fen, Unit.FEN, Text("rating bonus"), ref)
    added = times(Text("for steps up"), up, term(terms.step_up_fen, Unit.FEN, Text("for each step up"), ref))
    less = (
        times(Text("for steps down"), down, term(terms.step_down_fen, Unit.FEN, Text("for each step down"), ref)),
        times(
            Text("for neutral reviews"),
            neutral,
            term(terms.neutral_fen, Unit.FEN, Text("for each neutral review"), ref),
        ),
        times(Text("for bad reviews"), bad, term(terms.bad_fen, Unit.FEN, Text("for each bad review"), ref)),
    )
    exact = minus(Text("bonus earned"), total(Text("bonus and steps up"), bonus, added), *less)
    paid = at_least(Text("performance, not below zero"), exact, nothing())
    return PayLine(
        code=Code.PERFORMANCE,
        trace=paid,
        basis=bonus,
        not_taken_fen=max(0, -exact.fen),
        explanation=Text(
            "Rating bonus {bonus}; rating steps {steps}; {neutral} neutral and {bad} bad reviews.",
            bonus=money(bonus),
            steps=number(steps),
            neutral=number(neutral),
            bad=number(bad),
        ),
    )


def _steps(case: Case) -> Node:
    store = case.store
    if store.rating_before is None or store.rating_now is None:
        code = Code.PERFORMANCE.value
        lacking = []
        if store.rating_before is None:
            lacking.append(Missing(code, Text("store rating of last month")))
        if store.rating_now is None:
            lacking.append(Missing(code, Text("store rating of this month")))
        raise MissingFigures(*lacking)
    now = given(store.rating_now.value, Unit.COUNT, Text("store rating of this month"), store.rating_now.sources)
    before = given(
        store.rating_before.value, Unit.COUNT, Text("store rating of last month"), store.rating_before.sources
    )
    step = term(case.scheme.performance.step, Unit.COUNT, Text("size of a rating step"), case.scheme.ref)
    change = minus(Text("change of the rating"), now, before, unit=Unit.COUNT)
    return apply("whole_steps", Text("full steps of the rating"), change, step, unit=Unit.COUNT)

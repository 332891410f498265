"""What the data answer on a form: shown at once, kept with the first answer of a person or with the next import."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.sheet import AutoFinding
from shopdesk.domain.daily.worksheet import Answer, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer belongs; the worksheet is 0 while the form is not begun."""

    store_id: int
    worksheet_id: int
    now: datetime


def answers_of_data(
    place: Place,
    asked: Collection[str],
    answers: Sequence[Answer],
    findings: Mapping[str, AutoFinding],
    carried: Sequence[Problem],
) -> tuple[Answer, ...]:
    """The answers that the data give or change; a person's answer is never touched.

    ``asked`` are the codes of the items on the form, ``answers`` those that are kept, ``carried`` the open problems of
    earlier days, the most urgent first: what fails by the data goes with the item's earlier problem. To open one is a
    person's decision.
    """
    kept = {answer.item_code: answer for answer in answers}
    earlier = {problem.item_code: problem.id for problem in reversed(carried) if problem.item_code}
    given = []
    for code, found in findings.items():
        old = kept.get(code)
        if found.result is None or (code not in asked and old is None) or (old is not None and not old.auto):
            continue
        # Compared as words: a day within a kept sentence comes back as text.
        if old is not None and old.result is found.result and str(old.said) == str(found.sentence):
            continue
        problem = old.problem_id if old is not None else None
        if problem is None and found.result is Result.FAIL:
            problem = earlier.get(code)
        given.append(
            Answer(
                id=old.id if old is not None else None,
                version=old.version if old is not None else 0,
                store_id=place.store_id,
                worksheet_id=place.worksheet_id,
                item_code=code,
                result=found.result,
                at=place.now,
                auto=True,
                said=found.sentence,
                problem_id=problem,
            )
        )
    return tuple(given)

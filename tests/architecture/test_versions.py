"""Nobody writes over what they have not seen: a record is kept with the version that its editor read.

A service that looks up what stands in a place and keeps a new record under its version gets around that: whoever was
faster is written over without a word. Each place that does is named here with what makes it right.
"""

from __future__ import annotations

import ast

from tests.architecture.sources import PACKAGE, modules, parsed

LOOKED_UP = {
    "domain/daily/data_answers.py": "an answer from the data is nobody's, and reckoned anew when it is asked for",
    "domain/ledger/courier_list.py": "the preview says of each line what it replaces",
    "services/calendar.py": "a notice is pasted whole, in the place of the one of its year",
    "services/daily/service.py": "one key answers, on a form that shows within a second what others answered",
    "services/growth/cards.py": "the card that this one was made from is compared first",
    "services/growth/trainings.py": "the plan that this one was made from is compared first",
    "services/handbook/service.py": "somebody has learned it or has not",
    "services/ledger/matching.py": "the word that was shown is compared first",
    "services/payroll/schemes.py": "the version is the one that the form began with",
    "services/people/catalogue.py": "only of a shipped entry, which has no version of its own",
    "services/roster/shifts.py": "only of a shipped shift, which has no version of its own",
    "services/setup/budget.py": "only of a plan that was never kept",
    "services/setup/fees.py": "the own figure of a place is said anew; the history keeps the one before",
    "storage/repositories/payroll.py": "those who put a value compare what was typed before",
}


def takes_a_version(call: ast.Call) -> bool:
    """Whether a record is made with the version of another one."""
    return any(
        word.arg == "version"
        and any(isinstance(part, ast.Attribute) and part.attr == "version" for part in ast.walk(word.value))
        for word in call.keywords
    )


def test_every_place_that_takes_a_looked_up_version_says_why() -> None:
    found = set()
    for layer in ("domain", "services", "storage"):
        for file in modules(f"shopdesk/{layer}"):
            calls = [one for one in ast.walk(parsed(file)) if isinstance(one, ast.Call)]
            names = {"replace", "Answer"}
            if any(takes_a_version(one) and ast.unparse(one.func).rpartition(".")[2] in names for one in calls):
                found.add(file.relative_to(PACKAGE).as_posix())
    assert found == set(LOOKED_UP)

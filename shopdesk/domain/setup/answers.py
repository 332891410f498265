"""The questions that decide what a store's list holds: their answers, and what a step, paper or visit makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from shopdesk.domain.text import Either, Names, Text


class Brand(StrEnum):
    """Whose brand the store sells."""

    OWN = "own"
    AGENT = "agent"
    NONE = "none"


class Producer(StrEnum):
    """Who makes the goods."""

    SELF = "self"
    FACTORY = "factory"
    BOUGHT = "bought"


class Mark(StrEnum):
    """How far the trademark is: registered, accepted for examination, or not applied for."""

    REGISTERED = "r"
    PENDING = "tm"
    NONE = "none"


class Holder(StrEnum):
    """Who holds the store."""

    COMPANY = "company"
    BUSINESS = "business"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """An answer for each question, in the order in which they are asked; ``None``: not decided yet.

    ``sells`` is the code of a category.
    """

    brand: Brand | None = None
    producer: Producer | None = None
    mark: Mark | None = None
    sells: str | None = None
    holder: Holder | None = None


QUESTIONS = tuple(field.name for field in fields(Answers))

QUESTION_NAMES: dict[str, Text] = {
    "brand": Text("Whose brand?"),
    "producer": Text("Who produces?"),
    "mark": Text("How far is the trademark?"),
    "sells": Text("Which category?"),
    "holder": Text("Who holds the store?"),
}

BRAND_NAMES: dict[Brand, Text] = {
    Brand.OWN: Text("Our own brand"),
    Brand.AGENT: Text("Other people's brands, as their agent"),
    Brand.NONE: Text("Goods without a brand"),
}
PRODUCER_NAMES: dict[Producer, Text] = {
    Producer.SELF: Text("We produce ourselves"),
    Producer.FACTORY: Text("A factory produces for us"),
    Producer.BOUGHT: Text("We buy finished goods"),
}
MARK_NAMES: dict[Mark, Text] = {
    Mark.REGISTERED: Text("Registered (R mark)"),
    Mark.PENDING: Text("Accepted for examination (TM mark)"),
    Mark.NONE: Text("Not applied for yet"),
}
HOLDER_NAMES: dict[Holder, Text] = {
    Holder.COMPANY: Text("A company"),
    Holder.BUSINESS: Text("An individual business"),
    Holder.PERSON: Text("A person"),
}
CHOICES: dict[str, Mapping[Any, Text]] = {
    "brand": BRAND_NAMES,
    "producer": PRODUCER_NAMES,
    "mark": MARK_NAMES,
    "holder": HOLDER_NAMES,
}
"""What can be answered, by question; the categories are those of the fee rules."""

_BECAUSE: dict[str, Text] = {
    Brand.OWN: Text("the brand is your own"),
    Brand.AGENT: Text("you are an agent"),
    f"brand {Brand.NONE}": Text("the goods bear no brand"),
    Producer.SELF: Text("you produce yourself"),
    Producer.FACTORY: Text("a factory produces for you"),
    Producer.BOUGHT: Text("you buy finished goods"),
    Mark.REGISTERED: Text("the trademark is registered"),
    Mark.PENDING: Text("the trademark is only accepted (TM)"),
    f"mark {Mark.NONE}": Text("the trademark is not applied for"),
    Holder.COMPANY: Text("a company holds the store"),
    Holder.BUSINESS: Text("an individual business holds the store"),
    Holder.PERSON: Text("a person holds the store"),
}

When = Mapping[str, tuple[str, ...]]
"""Answers by question with which something is needed: one of them for each question named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something ``applies``, and the questions that say so.

    ``open_questions`` says that it hangs on what is not decided yet, and stands as the template has it until then.
    """

    applies: bool
    questions: tuple[str, ...] = ()
    open_questions: bool = False


def judge(when: When, needed: bool, answers: Answers) -> Verdict:
    """Hold a condition against the answers: one answer that does not fit is enough, however many are still open.

    Where none speaks against it and one is open, ``needed`` of the template holds; without a condition always.
    """
    given = {question: getattr(answers, question) for question in when}
    against = tuple(question for question, answer in given.items() if answer and answer not in when[question])
    if against:
        return Verdict(False, against)
    undecided = tuple(question for question, answer in given.items() if not answer)
    if undecided:
        return Verdict(needed, undecided, open_questions=True)
    return Verdict(needed or bool(when), tuple(given))


def because(verdict: Verdict, answers: Answers, categories: Mapping[str, Either]) -> Text:
    """Why something is in the list or not, for a verdict that names questions; ``categories`` are their titles."""
    if verdict.open_questions:
        names = Names(QUESTION_NAMES[question] for question in verdict.questions)
        if verdict.applies:
            return Text("until this is answered: {questions}", questions=names)
        return Text("depends on: {questions}", questions=names)
    reasons = Names(_reason(question, getattr(answers, question), categories) for question in verdict.questions)
    if verdict.applies:
        return Text("because {reasons}", reasons=reasons)
    return Text("does not apply: {reasons}", reasons=reasons)


def _reason(question: str, answer: str, categories: Mapping[str, Either]) -> Text:
    if question == "sells":
        return Text("you sell: {category}", category=categories.get(answer, Either(answer, answer)))
    return _BECAUSE.get(f"{question} {answer}") or _BECAUSE[answer]

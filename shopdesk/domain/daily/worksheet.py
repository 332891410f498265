"""A filled form: one for each store, day and checklist, with an answer for each item that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from shopdesk.domain.daily.checklist import AnswerKind, Item
from shopdesk.domain.daily.names import same_person
from shopdesk.domain.errors import UserError
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

EARLY_MINUTES = 60
DUE_MINUTES = 30
"""An item is due for so long before it is late."""


class Result(StrEnum):
    """What a check came to."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "na"


class Standing(StrEnum):
    """How an item stands at a moment."""

    DONE = "done"
    FAILED = "failed"
    NOT_APPLICABLE = "na"
    UPCOMING = "upcoming"
    OPEN = "open"
    DUE = "due"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet(Kept):
    """The form of one day. It points to the version that it was filled with."""

    store_id: int
    day: date
    checklist_id: int
    version_id: int
    started_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Kept):
    """What was found for one item, by whom and when.

    ``auto`` says that the data answered it, and ``said`` in which sentence; ``reason`` why a person overruled the data.
    ``words`` are a person's. ``verified_by`` is the second person where the item asks for one.
    """

    store_id: int
    worksheet_id: int
    item_code: str
    result: Result
    number: Decimal | None = None
    words: str = ""
    file: str = ""
    who: str = ""
    at: datetime
    auto: bool = False
    reason: str = ""
    verified_by: str = ""
    verified_at: datetime | None = None
    problem_id: int | None = None
    said: Text | None = None


def standing(item: Item, answer: Answer | None, day: date, now: datetime, began: datetime | None = None) -> Standing:
    """How an item stands: by its answer, otherwise by the clock.

    Due is the last half hour of its window, late is after it, missed is after its day. A day in the future is upcoming.
    What was over when the store ``began`` on that day is not late, for nobody could have done it.
    """
    if answer is not None:
        return {
            Result.PASS: Standing.DONE,
            Result.FAIL: Standing.FAILED,
            Result.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
        }[answer.result]
    if day < now.date():
        return Standing.MISSED
    if day > now.date() or (item.opens is not None and now.time() < item.opens):
        return Standing.UPCOMING
    if item.due is None:
        return Standing.OPEN
    if now.time() > item.due:
        over_before = began is not None and began.date() == day and item.due <= began.time()
        return Standing.OPEN if over_before else Standing.LATE
    return Standing.DUE if minutes(item.due) - minutes(now.time()) <= DUE_MINUTES else Standing.OPEN


def too_early(item: Item, day: date, now: datetime) -> bool:
    """Whether an item is answered long before its time begins: a round of the evening cannot be done at 8:35.

    Up to :data:`EARLY_MINUTES` before it nobody is asked, for whoever is quick may be.
    """
    return day == now.date() and item.opens is not None and minutes(item.opens) - minutes(now.time()) > EARLY_MINUTES


def minutes(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def read_number(item: Item, text: str) -> Decimal:
    """The number typed for an item.

    Raises:
        UserError: it is no number.
    """
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UserError(Text("“{text}” is not a number. Enter one like 12 or 4.7.", text=text.strip()))
    return number


def result_of_number(item: Item, number: Decimal) -> Result:
    """Whether a number keeps the item's limits."""
    below = item.minimum is not None and number < item.minimum
    above = item.maximum is not None and number > item.maximum
    return Result.FAIL if below or above else Result.PASS


def outcome(item: Item, pressed: Result, number: Decimal | None) -> Result:
    """What an answer comes to: a number outside its limits is no pass.

    A fail stays one whatever the number, for a person saw more than the number says.
    """
    if pressed is Result.PASS and item.kind is AnswerKind.NUMBER and number is not None:
        return result_of_number(item, number)
    return pressed


def check_answer(item: Item, result: Result, number: Decimal | None, words: str, file: str, *, language: str) -> None:
    """Refuse a pass without what the item asks for; the item is named in ``language``.

    Raises:
        UserError: the number, text or photo is missing.
    """
    if result is not Result.PASS:
        return
    if item.kind is AnswerKind.NUMBER and number is None:
        raise UserError(Text("“{item}” asks for a number. Enter it.", item=item.text(language)))
    if item.kind is AnswerKind.TEXT and not words.strip():
        raise UserError(Text("“{item}” asks for a few words. Write them.", item=item.text(language)))
    if item.kind is AnswerKind.PHOTO and not file:
        raise UserError(Text("“{item}” asks for a photo. Attach it.", item=item.text(language)))


def may_verify(answer: Answer, who: str) -> bool:
    """Whether ``who`` can be the second person: somebody, and not the first."""
    return bool(who.strip()) and not same_person(who, answer.who)

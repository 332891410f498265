"""Erasing what is kept of a person: when it may be done, and how a name is taken out of words without touching others.

Sums stay: payslips, sales and checks remain under a number in place of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text

_SHORTEST = 2
"""A name of one character is only replaced where it stands alone; within words it would hit too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How many years records have to be kept, from a day on, with the source of the rule."""

    code: str
    years: int
    valid_from: date
    source: Wording
    as_of: date
    verified: bool


def parse_keeping(document: Mapping[str, Any]) -> tuple[Keeping, ...]:
    """The rules of a rule file, oldest first."""
    found = [
        Keeping(
            code=entry["code"],
            years=int(entry["years"]),
            valid_from=entry["valid_from"],
            source=Wording(entry["source_zh"], entry["source_en"]),
            as_of=entry["as_of"],
            verified=bool(entry["verified"]),
        )
        for entry in document["keep"]
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def rule_on(rules: Iterable[Keeping], code: str, day: date) -> Keeping:
    """The rule that holds on a day.

    Raises:
        KeyError: no rule of that code has begun.
    """
    held = [one for one in rules if one.code == code and one.valid_from <= day]
    if not held:
        raise KeyError(code)
    return held[-1]


def years_later(day: date, years: int) -> date:
    """The same day some years later; the 29th of February becomes the 1st of March, so that no day is lost."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a person's data may be erased.

    ``last_entry`` is the last day that something of the person is from, ``from_day`` the first day on which erasing is
    allowed; both ``None`` for somebody who still works in the store. ``done`` says that it was erased already.
    """

    rule: Keeping
    today: date
    last_entry: date | None
    from_day: date | None
    done: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it may be erased today."""
        return not self.done and self.from_day is not None and self.from_day <= self.today

    def check(self, name: str) -> None:
        """Refuse what is too early.

        Raises:
            UserError: with the day from which it may be done.
        """
        if self.from_day is None:
            raise UserError(
                Text("{name} still works in the store. Record the leave first; erase after the keeping period.",
                     name=name)
            )  # fmt: skip
        if self.from_day > self.today:
            raise UserError(
                Text(
                    "Pay records of {name} have to be kept for {years} years after the last entry of {last}. "
                    "They may be erased from {day} on.",
                    name=name,
                    years=self.rule.years,
                    last=self.last_entry,
                    day=self.from_day,
                )
            )


def outlook(rule: Keeping, today: date, entries: Iterable[date], *, employed: bool, done: bool = False) -> Outlook:
    """When a person's data may be erased, counted from the last of ``entries``."""
    last = max(entries, default=None)
    if employed or last is None:
        return Outlook(rule, today, None, None, done)
    return Outlook(rule, today, last, years_later(last, rule.years), done)


class Eraser:
    """Replaces the words by which a person is known.

    ``words`` are names and accounts with what stands there instead; ``others`` are names that contain one of the words
    and belong to somebody else, so they are left whole.
    """

    def __init__(self, words: Mapping[str, str], others: Iterable[str] = ()) -> None:
        """Make the pattern: the longest word first, so that a part never goes before the whole."""
        self.words = {word: instead for word, instead in words.items() if word}
        mine = [word for word in self.words if len(word) >= _SHORTEST]
        kept = [name for name in others if name not in self.words and any(word in name for word in mine)]
        parts = sorted({*mine, *kept}, key=lambda part: (-len(part), part))
        self._found = re.compile("|".join(re.escape(part) for part in parts)) if mine else None

    def whole(self, text: str) -> str:
        """What stands instead where the text is one of the words and nothing else."""
        return self.words.get(text.strip(), text)

    def within(self, text: str) -> str:
        """The text with every occurrence of a word replaced."""
        exact = self.whole(text)
        if exact != text or self._found is None:
            return exact
        return self._found.sub(lambda hit: self.words.get(hit[0], hit[0]), text)

    def inside(self, value: Any) -> Any:
        """A plain value (JSON) with every occurrence replaced in all of its texts; names of fields stay."""
        if isinstance(value, str):
            return self.within(value)
        if isinstance(value, dict):
            return {name: self.inside(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.inside(inner) for inner in value]
        return value

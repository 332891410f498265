"""Days on which a platform began to count a figure in another way: before and after it do not mean the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.kpi.declarations import KPIS, kpi
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

MOST_OWN = 200
"""A platform does not redefine its figures more often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionChange:
    """From ``day`` on the figures of ``codes`` are counted as ``en`` and ``zh`` say.

    ``source`` names who says so, empty for what the owner said (``own``); ``verified`` that it is beyond doubt.
    """

    codes: tuple[str, ...]
    day: date
    en: str
    zh: str
    source: str = ""
    verified: bool = True
    own: bool = False

    def words(self, language: str) -> str:
        """What changed, in the reader's language."""
        return self.zh if language == "zh_CN" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChange:
    """What an owner says of one figure."""

    code: str
    day: date
    words: str


OWN_CHANGE = Noun(
    "store_settings",
    OwnChange,
    Text("Changed definition"),
    (
        Field("code", Kind.CHOICE, Text("Figure"), required=True, choices={item.code: item.name for item in KPIS}),
        Field("day", Kind.DAY, Text("Counted otherwise from"), required=True),
        Field("words", Kind.LINE, Text("What changed"), required=True,
              help=Text("As the platform says it, for example: visits of the app are counted too")),
    ),
)  # fmt: skip
"""A change that the owner knows of, as a form asks for it."""


def parse_changes(found: Mapping[str, Any]) -> tuple[DefinitionChange, ...]:
    """The shipped changes, as their file says them.

    Raises:
        KeyError: a figure is not known, or something is missing.
    """
    return tuple(
        DefinitionChange(
            codes=tuple(kpi(code).code for code in one["kpis"]), day=one["day"], en=one["en"], zh=one["zh"],
            source=one["source"], verified=one["verified"],
        )
        for one in found["change"]
    )  # fmt: skip


def read_own(kept: str) -> tuple[OwnChange, ...]:
    """The owner's changes as they are kept; of a figure that is no longer known none.

    Raises:
        ValueError: it is no list of changes.
    """
    found = json.loads(kept)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError("no list of changes")
    known = {item.code for item in KPIS}
    try:
        changes = [
            OwnChange(code=str(one["code"]), day=date.fromisoformat(one["day"]), words=str(one["words"]))
            for one in found
        ]
    except (KeyError, TypeError) as error:
        raise ValueError("no change") from error
    return tuple(one for one in changes if one.code in known)


def written_own(changes: Collection[OwnChange]) -> str:
    """The owner's changes as they are kept.

    Raises:
        UserError: there are too many of them.
    """
    if len(changes) > MOST_OWN:
        raise UserError(Text("There are {most} changed definitions already. Take some away first.", most=MOST_OWN))
    return json.dumps([{"code": one.code, "day": one.day.isoformat(), "words": one.words} for one in changes])


def with_own(changes: Sequence[OwnChange], new: OwnChange) -> list[OwnChange]:
    """The changes with one more, the newest first; one of the same figure and day takes the place of the old."""
    kept = [one for one in changes if (one.code, one.day) != (new.code, new.day)]
    return sorted([*kept, new], key=lambda one: (-one.day.toordinal(), one.code))


def all_changes(shipped: Sequence[DefinitionChange], own: Sequence[OwnChange]) -> tuple[DefinitionChange, ...]:
    """Both together, the oldest first."""
    said = [
        DefinitionChange(codes=(one.code,), day=one.day, en=one.words, zh=one.words, own=True) for one in own
    ]  # fmt: skip
    return tuple(sorted([*shipped, *said], key=lambda one: (one.day, one.codes)))


def within(changes: Sequence[DefinitionChange], code: str, period: Period) -> tuple[DefinitionChange, ...]:
    """The changes of a figure that part the days of a span: some of them lie before, some after."""
    return tuple(one for one in changes if code in one.codes and period.start < one.day <= period.end)


def between(
    changes: Sequence[DefinitionChange], code: str, before: Period, now: Period
) -> tuple[DefinitionChange, ...]:
    """The changes of a figure that a comparison of two spans reaches over."""
    return within(changes, code, Period(min(before.start, now.start), max(before.end, now.end)))

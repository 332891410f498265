"""The day's timetable: blocks with an end, a purpose, a role and a rhythm, and when each of them comes round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

Clock = time  # a block has a field of that name
USUAL_MINUTES = 30
"""How long a block without an end stands, and each turn of one that comes round."""
_LAST = 23 * 60 + 59


class Rhythm(StrEnum):
    """How often a block comes round between its time and its end."""

    ONCE = "once"
    HOURLY = "hourly"
    HALF_HOURLY = "half_hourly"


RHYTHM_NAMES = {
    Rhythm.ONCE: Text("Once"),
    Rhythm.HOURLY: Text("Every hour"),
    Rhythm.HALF_HOURLY: Text("Every half hour"),
}
_STEPS = {Rhythm.HOURLY: 60, Rhythm.HALF_HOURLY: 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableEntry:
    """A block of the day. ``code`` stays the same over versions, so that a day's ticks stay with their block.

    ``rhythm`` repeats it until ``end``; ``reminds`` lets the bell speak when it begins.
    """

    time: Clock
    zh: str
    en: str
    code: str = ""
    end: Clock | None = None
    purpose_zh: str = ""
    purpose_en: str = ""
    role: str = ""
    rhythm: Rhythm = Rhythm.ONCE
    reminds: bool = True

    def text(self, language: str) -> str:
        """What is done then, in a language."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)

    def purpose(self, language: str) -> str:
        """What it is for, in a language; empty where nothing is said."""
        if language.startswith("zh"):
            return self.purpose_zh or self.purpose_en
        return self.purpose_en or self.purpose_zh

    @property
    def times(self) -> str:
        """From when until when: ``08:30–09:00``."""
        return f"{self.time:%H:%M}" + (f"–{self.end:%H:%M}" if self.end is not None else "")

    @property
    def turns(self) -> tuple[Clock, ...]:
        """When it comes round: once, or every hour or half hour from its time, each turn begun before its end."""
        step = _STEPS.get(self.rhythm)
        if step is None or self.end is None:
            return (self.time,)
        return tuple(_clock(at) for at in range(_minutes(self.time), _minutes(self.end), step)) or (self.time,)

    def until(self, turn: Clock) -> Clock:
        """When a turn is over: at the block's end, or when the next one begins, or after half an hour."""
        end = _minutes(self.end) if self.end is not None else _minutes(turn) + USUAL_MINUTES
        return _clock(min(end, _minutes(turn) + _STEPS.get(self.rhythm, _LAST), _LAST))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTick(Kept):
    """That a turn of a block was done on the day of a worksheet, by whom and when."""

    store_id: int
    worksheet_id: int
    block_code: str
    turn: time
    who: str = ""
    at: datetime


def turn_at(entry: TimetableEntry, now: time) -> time | None:
    """The turn of a block that a moment lies in; ``None`` before, between and after its turns."""
    return next((turn for turn in reversed(entry.turns) if turn <= now < entry.until(turn)), None)


def entries_from_plain(raw: Sequence[Mapping[str, Any]]) -> tuple[TimetableEntry, ...]:
    """Blocks from plain values; those of earlier programs have no code and get one from their time."""
    entries = []
    for entry in raw:
        values = {"code": _code_of(time.fromisoformat(entry["time"])), **entry}
        values["time"] = time.fromisoformat(entry["time"])
        values["end"] = time.fromisoformat(entry["end"]) if entry.get("end") else None
        values["rhythm"] = Rhythm(entry.get("rhythm", Rhythm.ONCE))
        entries.append(TimetableEntry(**values))
    return with_codes(entries)


def entries_to_plain(entries: Sequence[TimetableEntry]) -> list[dict[str, Any]]:
    """Blocks as plain values; what is usual is left out, so that kept forms stay equal to what they were."""
    blank = TimetableEntry(time=time(0), zh="", en="")
    plain = []
    for entry in entries:
        values: dict[str, Any] = {"time": f"{entry.time:%H:%M}", "zh": entry.zh, "en": entry.en}
        for name in TimetableEntry.__dataclass_fields__:
            value = getattr(entry, name)
            if name in values or value == getattr(blank, name) or (name == "code" and value == _code_of(entry.time)):
                continue
            values[name] = f"{value:%H:%M}" if isinstance(value, time) else value
        plain.append(values)
    return plain


def with_codes(entries: Sequence[TimetableEntry]) -> tuple[TimetableEntry, ...]:
    """The same blocks, each with a code of its own; a code that is there stays with the first that has it."""
    taken: set[str] = set()
    coded = []
    for entry in entries:
        base = entry.code or _code_of(entry.time)
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}-{number}"
        taken.add(code)
        coded.append(entry if code == entry.code else replace(entry, code=code))
    return tuple(coded)


def check_blocks(entries: Sequence[TimetableEntry], *, language: str) -> None:
    """Refuse a timetable that cannot be followed; blocks are named in ``language``.

    Raises:
        UserError: a block ends before it begins, or comes round without saying until when.
    """
    for entry in entries:
        name = entry.text(language) or f"{entry.time:%H:%M}"
        if entry.end is not None and entry.end <= entry.time:
            raise UserError(Text("“{block}” ends before it begins. Correct its times.", block=name))
        if entry.end is None and entry.rhythm is not Rhythm.ONCE:
            raise UserError(Text("“{block}” comes round again and again. Say until when.", block=name))


def _code_of(at: time) -> str:
    return f"at{at:%H%M}"


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)

"""Entries of the handbook, and who has learned which of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

LOOK_AGAIN_DAYS = 180
"""An entry that nobody looked at for so many days may no longer be true; it is pointed out."""

STORE_NAME = "{store}"
"""Stands for the store's name in a text, and is filled in when the text is copied."""


class HandbookKind(StrEnum):
    """What an entry is; the order is that of the printed booklet."""

    GREETING = "greeting"
    ANSWER = "answer"
    AFTER_SALES = "after_sales"
    DUTY = "duty"
    PAGE = "page"
    PLATFORM = "platform"


KIND_NAMES: dict[HandbookKind, Text] = {
    HandbookKind.GREETING: Text("Greeting"),
    HandbookKind.ANSWER: Text("Standard answer"),
    HandbookKind.AFTER_SALES: Text("After-sales rule"),
    HandbookKind.DUTY: Text("Duty and escalation"),
    HandbookKind.PAGE: Text("Page standard"),
    HandbookKind.PLATFORM: Text("Platform rule"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookEntry(Kept):
    """One thing that is written down.

    ``title`` is the buyer's question or the matter, ``words`` how else buyers say it, for the search. ``limit_fen`` is
    what the ``role_code`` (or anybody) may decide alone, ``valid_from`` the day from which a rule holds and ``source``
    where it stands. ``code`` is that of the shipped entry that it began as, empty for an own one.
    """

    store_id: int
    kind: HandbookKind = HandbookKind.ANSWER
    topic: str = ""
    title: str
    text: str
    words: str = ""
    role_code: str | None = None
    limit_fen: int | None = None
    valid_from: date | None = None
    source: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    code: str = ""


HANDBOOK_ENTRY = Noun(
    "handbook_entries",
    HandbookEntry,
    Text("Handbook entry"),
    (
        Field("kind", Kind.CHOICE, Text("Kind"), key="k", required=True, choices=KIND_NAMES),
        Field("topic", Kind.LINE, Text("Chapter"), key="c", longest=40, also=("分类", "类别", "category")),
        Field("title", Kind.LINE, Text("Question or matter"), key="q", required=True, longest=120,
              also=("问", "问题", "标题", "question", "title")),
        Field("text", Kind.WORDS, Text("Answer or rule"), key="a", required=True, column=False,
              also=("答", "答案", "内容", "回复", "话术", "answer", "reply", "text"),
              help=Text("{store} stands for the store's name and is filled in when it is copied.", store=STORE_NAME)),
        Field("words", Kind.LINE, Text("Also said as"), key="s", column=False, also=("关键词", "keywords"),
              help=Text("How else buyers ask it, for the search.")),
        Field("role_code", Kind.REFERENCE, Text("For the role"), key="r", column=False),
        Field("limit_fen", Kind.MONEY, Text("May be decided alone up to"), key="u", column=False, additive=False),
        Field("valid_from", Kind.DAY, Text("Holds from"), key="h", column=False),
        Field("source", Kind.LINE, Text("Source"), key="o", column=False),
        Field("checked_on", Kind.DAY, Text("Last checked on"), key="d", column=False),
        Field("checked_by", Kind.LINE, Text("Looked at by"), key="b", column=False, longest=40),
        *keys("code"),
    ),
    titles=("title",),
    identity=("kind", "title"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookTick(Kept):
    """Somebody has learned an entry as it stood then: ``digest`` is :func:`digest_of` its words of that day."""

    store_id: int
    entry_id: int
    person_id: int
    digest: str
    learned_on: date


HANDBOOK_TICK = Noun(
    "handbook_ticks",
    HandbookTick,
    Text("Learned handbook entry"),
    (
        Field("person_id", Kind.REFERENCE, Text("Person"), required=True),
        Field("learned_on", Kind.DAY, Text("Learned on"), required=True),
        *keys("entry_id", "digest"),
    ),
)


@dataclass(frozen=True, slots=True)
class Use:
    """How often an entry was copied, and on which day last."""

    count: int
    last: date


class Learned(StrEnum):
    """How far somebody is with an entry."""

    YES = "yes"
    CHANGED = "changed"
    NO = "no"


def digest_of(entry: HandbookEntry) -> str:
    """What an entry says, in sixteen characters: whoever learned it has to learn it anew when these change."""
    said = "\0".join((entry.title, entry.text, str(entry.limit_fen)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def learned(entry: HandbookEntry, tick: HandbookTick | None) -> Learned:
    """Whether an entry was learned as it stands now; one that was only checked again says the same as before."""
    if tick is None:
        return Learned.NO
    return Learned.YES if tick.digest == digest_of(entry) else Learned.CHANGED


def old_ones(entries: Iterable[HandbookEntry], today: date) -> list[HandbookEntry]:
    """The entries that nobody looked at for ``LOOK_AGAIN_DAYS``, or ever."""
    return [one for one in entries if one.checked_on is None or (today - one.checked_on).days > LOOK_AGAIN_DAYS]


def to_copy(entry: HandbookEntry, store: str, greeting: HandbookEntry | None = None) -> str:
    """The text as it is put into a chat: with the store's name, and with the greeting before it where one is given."""
    parts = [entry.text] if greeting is None or greeting.id == entry.id else [greeting.text, entry.text]
    return "\n".join(part.replace(STORE_NAME, store) for part in parts)


def in_order(entries: Iterable[HandbookEntry], uses: Mapping[int, Use]) -> list[HandbookEntry]:
    """By kind; within it by topic, what is used most first, then by name."""
    places = {kind: place for place, kind in enumerate(HandbookKind)}

    def place(one: HandbookEntry) -> tuple[int, str, int, str]:
        use = uses.get(one.id or 0)
        return places[one.kind], one.topic, -(use.count if use is not None else 0), one.title

    return sorted(entries, key=place)

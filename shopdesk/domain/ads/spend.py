"""Which programme and which product the cost of an ads report belongs to. Every fen belongs to exactly one of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from shopdesk.domain.ads.records import PROGRAMME_NAMES, AdsChannel
from shopdesk.domain.figures import Channel
from shopdesk.domain.searching import folded
from shopdesk.domain.text import Text

JOINT = "/"
"""Stands between the numbers of scene, plan and product that make the subject of a row."""


Parts = Mapping[Channel | None, Mapping[str, int]]
"""What ads cost over some days, in fen, by channel and subject.

A subject names the part of the channel as its report does; what the report says of the whole channel beyond its parts
has none. The channel is ``None`` where only the platform's table of days tells, which names no programme.
"""


@dataclass(frozen=True, slots=True)
class Programme:
    """A channel of the ads reports but for what has an own name, or what an own name stands for.

    Without a channel it is what names no programme.
    """

    channel: AdsChannel | None
    plan: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands among others: channel by channel, own names behind the rest, what names none last."""
        order = list(PROGRAMME_NAMES)
        return (len(order) if self.channel is None else order.index(self.channel)), self.plan


NO_PROGRAMME = Programme(None)


def programme_name(programme: Programme) -> str | Text:
    """What a programme is called."""
    if programme.channel is None:
        return Text("Names no programme")
    return programme.plan or PROGRAMME_NAMES[programme.channel]


def called(programmes: Collection[Programme]) -> dict[Programme, str | Text]:
    """What programmes are called beside each other: a channel beside own names of it is the rest of it."""
    split = {one.channel for one in programmes if one.plan}
    return {
        one: Text("{programme}, the rest", programme=programme_name(one)) if not one.plan and one.channel in split
        else programme_name(one)
        for one in programmes
    }  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of an own name or the numbers of a subject, in one width and case."""
    return folded(text).replace(JOINT, " ").split()


class Sorter:
    """Finds the programme that a row of the reports counts for."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        """Know the own names; where two of them fit a row, the first in order gets it."""
        self._by_word: defaultdict[str, list[Programme]] = defaultdict(list)
        self._found: dict[Channel | None, dict[str, Programme]] = {}
        self._same: dict[Programme, Programme] = {}
        for one in sorted(programmes, key=lambda one: one.place):
            for word in set(words_of(one.plan)):
                self._by_word[word].append(one)

    def of(self, channel: Channel | None, subject: str) -> Programme:
        """An own programme that the row names by a word, else the rest of its channel; always the same object.

        An own name within a channel is looked for in that channel alone, another programme in all.
        """
        # The same rows come month by month.
        known = self.known(channel)
        if subject not in known:
            found = self._programme(channel, subject)
            known[subject] = self._same.setdefault(found, found)
        return known[subject]

    def known(self, channel: Channel | None) -> dict[str, Programme]:
        """What was found of a channel so far, by subject."""
        return self._found.setdefault(channel, {})

    def _programme(self, given: Channel | None, subject: str) -> Programme:
        if given is None:
            return NO_PROGRAMME
        channel = AdsChannel(given)
        words = words_of(subject) if self._by_word else ()
        named = (one for word in words for one in self._by_word.get(word, ()))
        found = [one for one in named if one.channel in (channel, AdsChannel.OTHER)]
        return min(found, key=lambda one: one.place) if found else Programme(channel)


def product_in(subject: str, products: Collection[str]) -> str:
    """The product that a subject names: it as a whole, or the last of its numbers that is one; empty where none is."""
    if subject in products:
        return subject
    if JOINT in subject:
        for part in reversed(subject.split(JOINT)):
            if part in products:
                return part
    return ""

"""Members: cohorts by the month of the first order, levels by the owner's rule, who is due for a repeat."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.members import (
    MEMBER_LEVEL,
    Buyers,
    Care,
    Cohort,
    MemberLevel,
    Members,
    check_level,
    cohorts,
    due_for_repeat,
    in_force,
    level_counts,
    plain_members,
    read_members,
    sum_up,
)
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.services.reading import NotedAnswer, one_read
from shopdesk.storage import change_log
from shopdesk.storage.columns import Days
from shopdesk.storage.kept_answers import MEMBER_LEVELS, MEMBERS, members_key
from shopdesk.storage.queries.members import amounts_paid, days_paid, pieces
from shopdesk.storage.repositories.market import MemberLevels

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.services.context import ServiceContext

MOST_DUE = 500
"""So many of those who are due are named."""


@dataclass(frozen=True, slots=True)
class MemberBoard:
    """Everything about the members of a store.

    ``counts`` are the buyers in each level in force, by its id; whoever is in none is in ``members`` only. ``due`` are
    those due for a repeat who paid most, ``due_count`` all of them.
    """

    members: Members
    cohorts: tuple[Cohort, ...]
    levels: tuple[MemberLevel, ...]
    counts: Mapping[int, int]
    due: tuple[Care, ...]
    due_count: int


def take(found: Buyers, connection: Connection, store_id: int, *piece: tuple[str, str]) -> None:
    """Add the paid orders of a piece, which comes after those before; all where none is said."""
    days, amounts = days_paid(connection, store_id, *piece), amounts_paid(connection, store_id, *piece)
    found.take(days, amounts, Days().__getitem__)


@dataclass(slots=True)
class _Counting:
    """Members that are being counted piece by piece, as of a change of the data."""

    store_id: int
    newest_set: int
    left: list[tuple[str, str]]
    buyers: Buyers = field(default_factory=Buyers)

    def holds(self, connection: Connection) -> bool:
        """Whether no change since it began was one of orders, and the file is the same."""
        newest_set, nouns = change_log.nouns_after(connection, self.newest_set, ())
        return newest_set >= self.newest_set and nouns.isdisjoint(MEMBERS.sources)


class MemberService:
    """Answers about members; keeps levels."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._counting: _Counting | None = None

    @one_read
    def board(self, store_id: int) -> MemberBoard:
        """Cohorts, levels, care; worked out once until orders or levels change."""
        today = self._ctx.clock.today()
        return self._ctx.known(("members", store_id, today), lambda: self._board(store_id, today))

    def _board(self, store_id: int, today: date) -> MemberBoard:
        with self._ctx.read() as uow:
            levels = uow.repository(MemberLevels).of_store(store_id)

        members = self._ctx.answer(
            MEMBERS, store_id, members_key(today), lambda: self._members(store_id, today), plain_members, read_members
        )
        due, count = due_for_repeat(members, today, MOST_DUE)
        valid = in_force(levels, today)
        return MemberBoard(members, cohorts(members, today), tuple(levels), self._counts(store_id, valid), due, count)

    def count_some(self, store_ids: Sequence[int], until: float) -> bool:
        """Count the members of stores ahead, a piece at a time, until a moment of ``monotonic``; they are then noted.

        Returns:
            Whether more is left to do.
        """
        today = self._ctx.clock.today()
        left = list(store_ids)
        while left:
            with self._ctx.read() as uow:
                counting = self._counting
                if counting is None or counting.store_id != left[0] or not counting.holds(uow.connection):
                    counting = _Counting(left[0], change_log.newest(uow.connection), pieces(uow.connection, left[0]))
                    self._counting = counting
                if counting.left:
                    take(counting.buyers, uow.connection, counting.store_id, counting.left.pop(0))
            if not counting.left:
                summed = plain_members(sum_up(counting.buyers, month_of(today), MOST_DUE))
                store_id, newest_set = counting.store_id, counting.newest_set
                self._ctx.reader.note_answer(NotedAnswer(MEMBERS, store_id, members_key(today), summed, newest_set))
                valid = self._in_force(store_id, today)
                if valid:
                    counts = _in_levels(counting.buyers, valid)
                    key = _levels_key(valid)
                    self._ctx.reader.note_answer(NotedAnswer(MEMBER_LEVELS, store_id, key, counts, newest_set))
                self._counting = None
                left.pop(0)
            if time.monotonic() >= until:
                break
        return True

    def _members(self, store_id: int, today: date) -> Members:
        return sum_up(self._buyers(store_id), month_of(today), MOST_DUE)

    def _counts(self, store_id: int, valid: list[MemberLevel]) -> Mapping[int, int]:
        if not valid:
            return {}

        def counted() -> list[int]:
            return _in_levels(self._buyers(store_id), valid)

        found = self._ctx.answer(MEMBER_LEVELS, store_id, _levels_key(valid), counted, list, list[int])
        return {one.id or 0: count for one, count in zip(valid, found, strict=True) if count}

    def _in_force(self, store_id: int, today: date) -> list[MemberLevel]:
        with self._ctx.read() as uow:
            return in_force(uow.repository(MemberLevels).of_store(store_id), today)

    def _buyers(self, store_id: int) -> Buyers:
        def read() -> Buyers:
            found = Buyers()
            with self._ctx.read() as uow:
                take(found, uow.connection, store_id)
            return found

        return self._ctx.known(("buyers", store_id), read)

    def keep(self, level: MemberLevel) -> MemberLevel:
        """Keep a new or changed level.

        Raises:
            UserError: it has no condition, or there is one of that name and day.
        """
        level = MEMBER_LEVEL.tidy(level)
        check_level(level)
        with self._ctx.open_uow(Text("Member level “{name}” kept", name=level.name)) as uow:
            levels = uow.repository(MemberLevels)
            kept = levels.update(level) if level.id is not None else levels.add(level)
            uow.commit()
        return kept

    def remove(self, level: MemberLevel) -> None:
        """Take a level away; it can be undone."""
        with self._ctx.open_uow(Text("Member level “{name}” removed", name=level.name)) as uow:
            uow.repository(MemberLevels).remove(level)
            uow.commit()


def _levels_key(valid: Sequence[MemberLevel]) -> str:
    """By name, because the key of a level that went may come again."""
    return json.dumps([(one.name, one.orders_from, one.paid_from_fen) for one in valid], ensure_ascii=False)


def _in_levels(buyers: Buyers, valid: Sequence[MemberLevel]) -> list[int]:
    """How many buyers are in each of the levels in force, in their order."""
    counts = level_counts(buyers, valid)
    return [counts.get(one.id or 0, 0) for one in valid]

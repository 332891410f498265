"""Members: cohorts by the month of the first order, levels by the owner's rule, who is due for a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.members import (
    MEMBER_LEVEL,
    Buyers,
    Care,
    Cohort,
    MemberLevel,
    check_level,
    cohorts,
    due_for_repeat,
    gather,
    in_force,
    level_counts,
)
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.columns import Days
from shopdesk.storage.queries.members import amounts_paid, days_paid
from shopdesk.storage.repositories.market import MemberLevels

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_MOST_DUE = 500


@dataclass(frozen=True, slots=True)
class MemberBoard:
    """Everything about the members of a store.

    ``counts`` are the buyers in each level in force, by its id; whoever is in none is in ``buyers`` only. ``due`` are
    those due for a repeat who paid most, ``due_count`` all of them.
    """

    buyers: Buyers
    cohorts: tuple[Cohort, ...]
    levels: tuple[MemberLevel, ...]
    counts: Mapping[int, int]
    due: tuple[Care, ...]
    due_count: int


class MemberService:
    """Answers about members; keeps levels."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def board(self, store_id: int) -> MemberBoard:
        """Cohorts, levels, care; worked out once until orders or levels change."""
        today = self._ctx.clock.today()
        return self._ctx.known(("members", store_id, today), lambda: self._board(store_id, today))

    def _board(self, store_id: int, today: date) -> MemberBoard:
        with self._ctx.read() as uow:
            levels = uow.repository(MemberLevels).of_store(store_id)

        def read() -> Buyers:
            with self._ctx.read() as uow:
                days, amounts = days_paid(uow.connection, store_id), amounts_paid(uow.connection, store_id)
                return gather(days, amounts, Days().__getitem__)

        def look() -> tuple[Buyers, tuple[Cohort, ...], tuple[tuple[Care, ...], int]]:
            buyers = self._ctx.known(("buyers", store_id), read)
            return buyers, cohorts(buyers, today), due_for_repeat(buyers, today, _MOST_DUE)

        # A changed level leaves all of that as it is.
        buyers, months, (due, count) = self._ctx.known(("cohorts", store_id, today), look)
        counts = level_counts(buyers, in_force(levels, today))
        return MemberBoard(buyers, months, tuple(levels), counts, due, count)

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

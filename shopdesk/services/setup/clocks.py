"""The platform's time limits of a store: days and consequence are the user's to edit."""

from __future__ import annotations

from dataclasses import replace

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.nouns import SETUP_CLOCK
from shopdesk.domain.setup.records import SetupClock
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.setup import SetupClocks


class SetupClockwork:
    """Writes time limits; reading them is part of the board."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def save(self, clock: SetupClock) -> SetupClock:
        """Keep a new or edited time limit.

        Raises:
            UserError: an own one has no title, it has no days, or it ends before it starts.
        """
        if clock.own and not (clock.title or "").strip():
            raise FieldError(SETUP_CLOCK.field("title"), Text("Give the time limit a title."))
        if clock.started_on and clock.ended_on and clock.ended_on < clock.started_on:
            raise UserError(Text("The time limit ends before it starts. Check both days."))
        clock = SETUP_CLOCK.tidy(clock)
        with self._ctx.open_uow(Text("Time limit edited") if clock.id else Text("Time limit added")) as uow:
            clocks = uow.repository(SetupClocks)
            if clock.id is None:
                last = max((other.position for other in clocks.of(clock.store_id)), default=0)
                clock = clocks.add(replace(clock, position=last + 10))
            else:
                clock = clocks.update(clock)
            uow.commit()
        return clock

    def new(self, store_id: int) -> SetupClock:
        """A blank own time limit of 15 days, not kept yet."""
        with self._ctx.read() as uow:
            taken = {clock.code for clock in uow.repository(SetupClocks).of(store_id)}
        number = 1
        while f"clock.own.{number}" in taken:
            number += 1
        return SetupClock(store_id=store_id, code=f"clock.own.{number}", position=0, title="", days=15, own=True)

    def start(self, clock_id: int) -> None:
        """Start it today."""
        with self._ctx.open_uow(Text("Time limit started")) as uow:
            clocks = uow.repository(SetupClocks)
            clock = clocks.get(clock_id)
            clocks.update(replace(clock, started_on=self._ctx.clock.today(), ended_on=None))
            uow.commit()

    def finish(self, clock_id: int) -> None:
        """Say that what it asks for was done today."""
        with self._ctx.open_uow(Text("Time limit met")) as uow:
            clocks = uow.repository(SetupClocks)
            clocks.update(replace(clocks.get(clock_id), ended_on=self._ctx.clock.today()))
            uow.commit()

    def remove(self, clock_id: int) -> None:
        """Remove a time limit."""
        with self._ctx.open_uow(Text("Time limit removed")) as uow:
            uow.repository(SetupClocks).remove(clock_id)
            uow.commit()

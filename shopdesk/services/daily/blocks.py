"""Ticking the blocks of a day's timetable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from shopdesk.domain.daily.nouns import BLOCK_TICK
from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.timetable import BlockTick
from shopdesk.domain.daily.worksheet import Worksheet
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.daily import BlockTicks
from shopdesk.storage.unit_of_work import UnitOfWork


class Blocks:
    """What is done of the timetable. ``begin`` gives the worksheet of a day, which the first tick begins."""

    def __init__(self, ctx: ServiceContext, begin: Callable[[UnitOfWork, DaySheet], Worksheet]) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._begin = begin

    def tick(self, sheet: DaySheet, block_code: str, turn: time, *, who: str = "") -> BlockTick:
        """Note that a turn of a block is done; one that is noted already stays as it is.

        Raises:
            NotFound: the timetable has no such block, or it does not come round then.
            UserError: the day has not come yet.
        """
        block = next((one for one in sheet.form.timetable if one.code == block_code), None)
        if block is None or turn not in block.turns:
            raise NotFound(Text("The timetable does not have this block any more."))
        if sheet.day > self._ctx.clock.today():
            raise UserError(Text("{day} has not come yet. Fill it in on the day.", day=sheet.day))
        with self._ctx.open_uow(Text("“{block}” done", block=block.text(current_language()))) as uow:
            worksheet = self._begin(uow, sheet)
            ticks = uow.repository(BlockTicks)
            for one in ticks.of(worksheet):
                if (one.block_code, one.turn) == (block_code, turn):
                    return one
            fresh = BlockTick(
                store_id=sheet.store_id,
                worksheet_id=worksheet.id or 0,
                block_code=block_code,
                turn=turn,
                who=who or uow.actor,
                at=self._ctx.clock.now(),
            )
            kept = ticks.add(BLOCK_TICK.tidy(fresh))
            uow.commit()
            return kept

    def untick(self, sheet: DaySheet, block_code: str, turn: time) -> None:
        """Take a tick back; nothing where there is none."""
        found = [one for one in sheet.ticks if (one.block_code, one.turn) == (block_code, turn)]
        with self._ctx.open_uow(Text("A tick of the timetable taken back")) as uow:
            for one in found:
                uow.repository(BlockTicks).remove(one.id or 0)
            uow.commit()

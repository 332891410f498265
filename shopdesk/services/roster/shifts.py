"""The shifts of a store and the hours in which customers can reach it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time

from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.errors import UserError
from shopdesk.domain.roster import SHIFT, OpeningHours, Shift, check_shift
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.storage.columns import read_value
from shopdesk.storage.repositories.roster import Shifts
from shopdesk.storage.repositories.stores import StoreSettings
from shopdesk.storage.unit_of_work import UnitOfWork

_HOURS_KEY = "roster.hours"


def shipped_shifts(store_id: int) -> list[Shift]:
    """The shifts a store begins with; early and late cover the usual opening hours and overlap at the busiest."""
    return [
        Shift(store_id=store_id, code=code, name_zh=zh, name_en=en, starts=starts, ends=ends, pause_minutes=pause,
              position=position)
        for position, (code, zh, en, starts, ends, pause) in enumerate(
            (
                ("early", "早班", "Early", time(9, 0), time(17, 30), 60),
                ("late", "晚班", "Late", time(13, 30), time(22, 0), 60),
                ("day", "正常班", "Day", time(9, 0), time(18, 0), 60),
            )
        )
    ]  # fmt: skip


class RosterShifts:
    """What can be put on the roster. The usual shifts are there from a store's making on."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def of_store(self, store_id: int, *, hidden: bool = False) -> list[Shift]:
        """The shifts of a store in their order."""
        with self._ctx.read() as uow:
            return [shift for shift in uow.repository(Shifts).of_store(store_id) if hidden or not shift.hidden]

    def names(self, store_id: int) -> dict[str, str]:
        """What the shifts are called in the language in use, by code, without writing anything."""
        with self._ctx.read() as uow:
            return {shift.code: shift.name(current_language()) for shift in uow.repository(Shifts).of_store(store_id)}

    def hours(self, store_id: int) -> OpeningHours:
        """When customers can reach somebody, from 9:00 to 22:00 unless set otherwise."""
        with self._ctx.read() as uow:
            return hours_in(uow, store_id)

    def ensure(self, store_id: int) -> None:
        """Give the store the usual shifts where it has none yet: when it is made, and when old data are raised."""
        with self._ctx.read() as uow:
            if uow.repository(Shifts).of_store(store_id):
                return
        with self._ctx.open_uow(Text("Shifts taken over")) as uow:
            if uow.repository(Shifts).of_store(store_id):
                return
            # Nothing a user did: it must not stand on the undo stack.
            uow.kind = ChangeKind.AUTO
            uow.repository(Shifts).add_all(shipped_shifts(store_id))
            uow.commit()

    def save(self, store_id: int, shifts: Sequence[Shift], hours: OpeningHours) -> list[Shift]:
        """Keep the shifts of a store in the order given, and its opening hours.

        A shift without a code is new. One that is left out is hidden, never deleted: past days keep it.

        Raises:
            UserError: a shift has no name, a name that is taken, no length, or a pause as long as itself.
        """
        with self._ctx.open_uow(Text("Shifts and opening hours changed")) as uow:
            repository = uow.repository(Shifts)
            known = repository.of_store(store_id)
            taken = {shift.code for shift in known}
            wanted: list[Shift] = []
            for position, shift in enumerate(shifts):
                code = shift.code or _free_code(taken)
                taken.add(code)
                stored = next((one for one in known if one.code == code), None)
                if not (shift.name_zh.strip() and shift.name_en.strip()):
                    raise UserError(Text("Give the shift a name."))
                wanted.append(SHIFT.tidy(
                    replace(shift, id=stored.id if stored else None, store_id=store_id, code=code, position=position,
                            version=shift.version or (stored.version if stored else 0))
                ))  # fmt: skip
            if all(shift.hidden for shift in wanted):
                raise UserError(Text("Keep at least one shift, or there is nothing to put on the roster."))
            for shift in wanted:
                if not shift.hidden:
                    check_shift(shift, wanted, language=current_language())
            left_out = [shift for shift in known if shift.code not in {one.code for one in wanted}]
            for number, shift in enumerate(left_out, start=len(wanted)):
                wanted.append(replace(shift, hidden=True, position=number))
            for one in in_order(wanted, {shift.code: shift for shift in known}):
                repository.update(one) if one.id is not None else repository.add(one)
            kept = repository.of_store(store_id)
            if hours != hours_in(uow, store_id):
                uow.repository(StoreSettings).put(store_id, _HOURS_KEY, hours.text)
            uow.commit()
            return kept


def in_order(wanted: Sequence[Shift], stored: Mapping[str, Shift]) -> list[Shift]:
    """The shifts in an order in which no name is taken before it is free, for no two offered ones share a name.

    Raises:
        UserError: names go round in a circle, so that none of them can be the first.
    """
    names = {code: _names(shift) for code, shift in stored.items()}
    left, ordered = list(wanted), []
    while left:
        free = next(
            (one for one in left if not any(code != one.code and _names(one) & taken for code, taken in names.items())),
            None,
        )
        if free is None:
            raise UserError(
                Text(
                    "“{name}” and other shifts change names with each other. Give one of them a new name and save, "
                    "then give the others theirs.",
                    name=left[0].name(current_language()),
                )
            )
        left.remove(free)
        names[free.code] = _names(free)
        ordered.append(free)
    return ordered


def _names(shift: Shift) -> set[tuple[str, str]]:
    """The names that nobody else may have; a shift that is not offered any more leaves its names to others."""
    return set() if shift.hidden else {("zh", shift.name_zh), ("en", shift.name_en)}


def _free_code(taken: Iterable[str]) -> str:
    number = 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"


def hours_in(uow: UnitOfWork, store_id: int) -> OpeningHours:
    """The opening hours of a store, within a unit of work."""
    kept = uow.repository(StoreSettings).value(store_id, _HOURS_KEY) or ""
    found = re.fullmatch(r"(\d\d:\d\d)–(\d\d:\d\d)", kept)
    if not found:
        return OpeningHours()
    opens, closes = (read_value(time.fromisoformat, part, Text("opening hours")) for part in found.groups())
    return OpeningHours(opens, closes)

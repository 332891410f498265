"""The pay password: set, changed, asked for, and taken away."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.pay_password import Tries, check_new, prepared
from shopdesk.domain.text import Text
from shopdesk.infra.passwords import hash_password, is_password
from shopdesk.infra.settings import PAY_OPEN_MINUTES
from shopdesk.storage.repositories.pay_guard import PayGuard

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class PayLockState:
    """Whether a password is set, and until when what it protects lies open (``None``: it does not)."""

    is_set: bool
    open_until: datetime | None = None

    @property
    def locked(self) -> bool:
        """Whether the password has to be asked for."""
        return self.is_set and self.open_until is None


class PayLockService:
    """One password for the data file; the opening holds for this process and for a while."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Everything is locked at first, where a password is set."""
        self._ctx = ctx
        self._open_until: datetime | None = None
        self._guard = threading.Lock()

    def state(self) -> PayLockState:
        """How it stands now."""
        if not self._ctx.rights.sees("pay_guard"):
            # Whoever signs in is kept from wages, or let in, by the rights of the account.
            return PayLockState(is_set=False)
        with self._ctx.read() as uow:
            is_set = uow.repository(PayGuard).get() is not None
        with self._guard:
            until = self._open_until
            if until is not None and until <= self._ctx.clock.now():
                until = self._open_until = None
        return PayLockState(is_set, until if is_set else None)

    def locked(self) -> bool:
        """Whether the password has to be asked for."""
        return self.state().locked

    def unlock(self, password: str) -> None:
        """Open for the time that the settings say.

        Raises:
            UserError: the password is wrong, or too many wrong ones were tried just now.
        """
        self._ask(password)
        self._open()

    def lock(self) -> None:
        """Ask again from now on."""
        with self._guard:
            self._open_until = None

    def set(self, new: str, current: str = "") -> None:
        """Set a password, or change it.

        Raises:
            UserError: the current one is wrong, or the new one is none.
        """
        hashed = hash_password(check_new(new))
        self._ask(current)
        changed = self.state().is_set
        reason = Text("The pay password was changed") if changed else Text("A pay password was set")
        with self._ctx.open_uow(reason) as uow:
            uow.repository(PayGuard).put(hashed)
            uow.commit()
        self._open()

    def remove(self, current: str) -> None:
        """Protect no longer.

        Raises:
            UserError: the password is wrong.
        """
        self._ask(current)
        with self._ctx.open_uow(Text("The pay password was removed")) as uow:
            uow.repository(PayGuard).remove()
            uow.commit()

    def take_away(self) -> None:
        """Remove a forgotten password; nothing else changes, and the history says so.

        Raises:
            UserError: none is set.
        """
        if not self.state().is_set:
            raise UserError(Text("No pay password is set. There is nothing to take away."))
        with self._ctx.open_uow(Text("The pay password was taken away without knowing it (command line)")) as uow:
            uow.repository(PayGuard).remove()
            uow.commit()

    def _open(self) -> None:
        minutes = self._ctx.settings.get(PAY_OPEN_MINUTES)
        with self._guard:
            self._open_until = self._ctx.clock.now() + timedelta(minutes=minutes)

    def _ask(self, password: str) -> None:
        """Compare, and keep a wrong try before it is said, so that another process waits too."""
        with self._ctx.open_uow(Text("Pay password")) as uow:
            guard, now = uow.repository(PayGuard), uow.now
            kept = guard.get()
            if kept is None:
                return
            left = kept.tries.seconds_left(now)
            if left:
                raise UserError(Text("Too many wrong passwords. Wait {count} seconds, then try again.", count=left))
            right = is_password(kept.hash, prepared(password))
            if right and not kept.tries.failed:
                return
            guard.note(Tries() if right else Tries(kept.tries.failed + 1, now))
            uow.commit()
        if not right:
            raise UserError(Text("This is not the pay password. Try again."))

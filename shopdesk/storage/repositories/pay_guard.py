"""The kept pay password. It is written past the change log: no undo brings one back, and no hash gets into history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from shopdesk.domain.payroll.pay_password import Tries
from shopdesk.storage.tables.pay_guard import pay_guard
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """The hash of the password, and the wrong tries since the last right one."""

    hash: str
    tries: Tries


class PayGuard:
    """One password for the whole data file."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Work within ``uow``."""
        self.uow = uow

    def get(self) -> KeptPassword | None:
        """The password that is set, if one is."""
        row = self.uow.connection.execute(select(pay_guard).order_by(pay_guard.c.id)).first()
        return None if row is None else KeptPassword(row.hash, Tries(row.failed, row.failed_at))

    def put(self, hashed: str) -> None:
        """Set a password in the place of an earlier one; the commit says so in the history."""
        self.uow.connection.execute(delete(pay_guard))
        self.uow.connection.execute(insert(pay_guard).values(hash=hashed, failed=0, failed_at=None))
        self.uow.touch(pay_guard.name)

    def remove(self) -> None:
        """Take the password away; the commit says so in the history."""
        self.uow.connection.execute(delete(pay_guard))
        self.uow.touch(pay_guard.name)

    def note(self, tries: Tries) -> None:
        """Keep how often it was tried; that is no news for the history."""
        self.uow.connection.execute(update(pay_guard).values(failed=tries.failed, failed_at=tries.last))

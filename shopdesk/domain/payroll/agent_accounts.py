"""Accounts of the service exports and the people they belong to; the mapping is dated like other pay data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.payroll.records import PayValue

CODE = "accounts"


@dataclass(frozen=True, slots=True)
class AgentAccount:
    """An account with what it sold by month (first days, fen), and whose it is; ``None``: nobody's."""

    account: str
    sales: tuple[tuple[date, int], ...]
    person_id: int | None = None
    person: str = ""

    @property
    def id(self) -> str:
        """By which a table finds it again."""
        return self.account

    @property
    def sales_fen(self) -> int:
        """All that it sold."""
        return sum(fen for _, fen in self.sales)


def split_accounts(text: str) -> list[str]:
    """The accounts in a value, which are separated by semicolons."""
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def accounts_on(values: Iterable[PayValue], day: date) -> list[str]:
    """The accounts of one person on a day."""
    begun = [value for value in values if value.code == CODE and value.valid_from <= day]
    return split_accounts(max(begun, key=lambda value: value.valid_from).value) if begun else []


def remapped(
    values: Mapping[int, Sequence[PayValue]], account: str, person_id: int | None, since: date, store_id: int
) -> list[PayValue]:
    """The values to keep so that from ``since`` on the account is the person's and nobody else's; ``None``: nobody's.

    What holds before that day stays, and so do all other accounts.
    """
    changed: list[PayValue] = []
    for who in sorted({*values, *([] if person_id is None else [person_id])}):
        mine = [value for value in values.get(who, ()) if value.code == CODE]
        days = sorted({since, *(value.valid_from for value in mine if value.valid_from > since)})
        for day in days:
            before = accounts_on(mine, day)
            after = [one for one in before if one != account] + ([account] if who == person_id else [])
            if set(after) != set(before):
                changed.append(
                    PayValue(store_id=store_id, person_id=who, code=CODE, valid_from=day, value=";".join(after))
                )
    return changed

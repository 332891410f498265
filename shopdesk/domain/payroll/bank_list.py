"""The list by which wages are paid: which columns it has, in which order, and one row for each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.text import Text


class BankColumn(StrEnum):
    """What a column holds. Nothing that identifies a person beyond name and account is kept by the program."""

    NAME = "name"
    NOTE = "note"
    ACCOUNT = "account"
    BANK = "bank"
    AMOUNT = "amount"
    PURPOSE = "purpose"
    DEPARTMENT = "department"
    MONTH = "month"


COLUMN_NAMES: dict[BankColumn, Text] = {
    BankColumn.NAME: Text("Name", context="person"),
    BankColumn.NOTE: Text("Note"),
    BankColumn.ACCOUNT: Text("Account"),
    BankColumn.BANK: Text("Bank"),
    BankColumn.AMOUNT: Text("Amount"),
    BankColumn.PURPOSE: Text("Purpose"),
    BankColumn.DEPARTMENT: Text("Department"),
    BankColumn.MONTH: Text("Month"),
}
USUAL = (
    BankColumn.NAME,
    BankColumn.NOTE,
    BankColumn.ACCOUNT,
    BankColumn.AMOUNT,
    BankColumn.PURPOSE,
    BankColumn.BANK,
)
"""The bank comes last: before it was there, scripts read the others by their places."""
LONGEST_PURPOSE = 60


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where somebody's wage goes; both are empty where nobody entered them."""

    number: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class BankRow:
    """One payment, in fen."""

    name: str
    note: str
    department: str
    account: BankAccount
    amount_fen: int


def columns_of(kept: Iterable[str]) -> tuple[BankColumn, ...]:
    """The columns that were chosen, in their order; the usual ones where none or only unknown ones were."""
    known = {column.value: column for column in BankColumn}
    return tuple(dict.fromkeys(known[name] for name in kept if name in known)) or USUAL


def bank_rows(run: KeptRun, accounts: Mapping[int, BankAccount], *, chinese: bool) -> list[BankRow]:
    """Everybody who is paid something, in the order of the slips. A net wage must be known for all."""
    return [
        BankRow(
            name=slip.name,
            note=slip.mark,
            department=word(slip, "department", chinese),
            account=accounts.get(slip.person_id or 0, BankAccount()),
            amount_fen=slip.net_fen,
        )
        for slip in run.slips
        if slip.net_fen is not None and slip.net_fen > 0
    ]


def without_account(rows: Sequence[BankRow]) -> list[str]:
    """Whose account is not known."""
    return [f"{row.name} ({row.note})" if row.note else row.name for row in rows if not row.account.number]

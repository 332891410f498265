"""What whoever uses the program may see and change: one value for the session, read once where the data are opened.

A data file is its owner's, who may do everything. A database that is shared says itself what an account may do; what is
said here is read from it and only spares a question that it would refuse. What may not be seen is absent and said in
words: a table that is closed raises :class:`NotYours`, a column that is hidden is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

T = TypeVar("T")
D = TypeVar("D")


class Group(StrEnum):
    """What somebody is in the shared store; everybody is one of these."""

    OWNER = "owner"
    MANAGER = "manager"
    STAFF = "staff"


class Sight(StrEnum):
    """What the owner can let single people see and change besides."""

    PAY = "pay"
    COSTS = "costs"


class Subject(StrEnum):
    """What something that is closed to somebody is about."""

    PAY = "pay"
    COSTS = "costs"
    OWN = "own"
    OFFICE = "office"


OWN = "own_"
READ, INSERT, UPDATE, DELETE = "r", "i", "u", "d"

_SEEN_BY = {
    Subject.PAY: Text("Only the owner sees what people are paid, and whom the owner lets see it."),
    Subject.COSTS: Text("Only the owner sees costs, money and profit, and whom the owner lets see them."),
    Subject.OWN: Text("Only the owner sees this."),
    Subject.OFFICE: Text("Only the owner and the managers see the store's figures and plans."),
}
_CHANGED_BY = {
    Subject.PAY: Text("Only the owner changes what people are paid: nothing was changed. Ask the owner to do it."),
    Subject.COSTS: Text("Only the owner changes costs and money: nothing was changed. Ask the owner to do it."),
    Subject.OWN: Text("Only the owner changes this: nothing was changed. Ask the owner to do it."),
    Subject.OFFICE: Text("Only the owner and the managers change this: nothing was changed. Ask one of them to do it."),
}

_PAY_TABLES = frozenset({"tier_posts", "tier_tables", "tiers"})
_COST_TABLES = frozenset({
    "closed_months", "courier_choices", "courier_rates", "dated_costs", "kept_answers", "month_changes",
    "order_explanations", "order_money", "setup_budget_actuals", "setup_budget_lines", "setup_budget_phases",
    "setup_budgets",
    "supplier_files", "supplier_prices", "supplier_terms", "supplier_weights", "suppliers", "tax_quarters",
    "unit_costs",
})  # fmt: skip
_OWNERS_TABLES = frozenset({"erasures", "pay_guard"})
_PAY_COLUMNS = frozenset({"base_fen"})
_COST_COLUMNS = frozenset({"cost_fen", "plan_profit_fen"})


def subject_of(table: str, column: str = "") -> Subject:
    """What a table is about, or one column of it, for whoever is kept from it."""
    if column:
        if column in _PAY_COLUMNS or table.startswith("pay_"):
            return Subject.PAY
        return Subject.COSTS if column in _COST_COLUMNS else Subject.OFFICE
    if table in _OWNERS_TABLES:
        return Subject.OWN
    if table in _PAY_TABLES or table.startswith("pay_"):
        return Subject.PAY
    return Subject.COSTS if table in _COST_TABLES or table.startswith("statement_") else Subject.OFFICE


class NotYours(UserError):
    """Something that whoever is signed in may not see or change.

    Attributes:
        subject: what it is about.
        changing: whether it was to be changed.
    """

    def __init__(self, subject: Subject, *, changing: bool = False) -> None:
        """Say who may."""
        super().__init__(_CHANGED_BY[subject] if changing else _SEEN_BY[subject])
        self.subject = subject
        self.changing = changing


def seen_by(subject: Subject) -> Text:
    """Who sees what is about a subject, as a sentence."""
    return _SEEN_BY[subject]


def if_seen(work: Callable[[], T], otherwise: D) -> T | D:
    """What ``work`` reads, or ``otherwise`` where a part of it is closed to whoever asks.

    For what stands beside other things that they do see; whoever shows it says that it is closed, and to whom.
    """
    try:
        return work()
    except NotYours as refused:
        if refused.changing:
            raise
        return otherwise


@dataclass(frozen=True, slots=True)
class TableRights:
    """What may be done with one table.

    Attributes:
        may: any of ``r`` read, ``i`` insert, ``u`` update, ``d`` delete.
        hidden: columns that are neither read nor written.
    """

    may: str = READ + INSERT + UPDATE + DELETE
    hidden: frozenset[str] = frozenset()


_ALL = TableRights()


@dataclass(frozen=True, slots=True)
class Rights:
    """What a session may do.

    Attributes:
        group: what whoever is signed in is.
        sights: what they see besides.
        name: the person's name, under which everything is done; empty where nobody signs in.
        person_id: who they are among the people of the store; ``None`` where that is not known.
        stores: the stores that they see; ``None``: all.
        tables: the tables that are not wholly theirs.
        own_rows: tables of which they read no rows but their own, so that nothing can be reckoned from them. They are
            read by another name in the statement, which begins with ``own_``.
    """

    group: Group = Group.OWNER
    sights: frozenset[Sight] = frozenset()
    name: str = ""
    person_id: int | None = None
    stores: frozenset[int] | None = None
    tables: Mapping[str, TableRights] = field(default_factory=dict, compare=False)
    own_rows: frozenset[str] = frozenset()

    @property
    def limited(self) -> bool:
        """Whether anything is closed to them."""
        return bool(self.tables)

    @property
    def signed_in(self) -> bool:
        """Whether somebody signed in, as one does to shared data."""
        return bool(self.name)

    def of(self, table: str) -> TableRights:
        """What may be done with a table."""
        return self.tables.get(table, _ALL)

    def sees(self, *tables: str) -> bool:
        """Whether all of these tables may be read."""
        return all(READ in self.of(table).may for table in tables)

    def sees_column(self, table: str, column: str) -> bool:
        """Whether a column may be read."""
        return self.sees(table) and column not in self.of(table).hidden

    def changes(self, *tables: str) -> bool:
        """Whether rows of all of these tables may be changed."""
        return all(UPDATE in self.of(table).may for table in tables)

    def hidden(self, table: str) -> frozenset[str]:
        """The columns of a table that are kept from them."""
        return self.of(table).hidden

    def check_read(self, table: str, name: str) -> None:
        """Look whether a table may be read that the statement calls ``name``.

        Raises:
            NotYours: it may not, or only one's own rows, and not by this name.
        """
        self.check(READ, table)
        if table in self.own_rows and not name.startswith(OWN):
            raise NotYours(subject_of(table))

    def check(self, letter: str, table: str) -> None:
        """Look whether something may be done with a table.

        Raises:
            NotYours: it may not.
        """
        if letter not in self.of(table).may:
            raise NotYours(subject_of(table), changing=letter != READ)


EVERYTHING = Rights()
"""What the owner of a data file may do."""

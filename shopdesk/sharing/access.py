"""Who may see and change what: the words for it, and whether a description holds together. Pure.

The rights of each table stand in ``classes``; ``access_sql`` makes the database hold to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shopdesk.domain.rights import DELETE as DELETE
from shopdesk.domain.rights import INSERT as INSERT
from shopdesk.domain.rights import READ as READ
from shopdesk.domain.rights import UPDATE as UPDATE
from shopdesk.domain.rights import Group as Group
from shopdesk.domain.rights import Sight as Sight

Who = Group | Sight


class Rows(StrEnum):
    """Of which rows a right is.

    ``STORE``: those of the stores that somebody belongs to. ``PERSON``: of these only one's own. ``AUTHOR``: what was
    done under one's own name. ``BEHIND``: whose parent may be seen, in tables without a store. ``NAMED``: contents of
    files that a record names which may be seen. ``ALL``: every row.
    """

    STORE = "store"
    PERSON = "person"
    AUTHOR = "author"
    BEHIND = "behind"
    NAMED = "named"
    ALL = "all"


EVERYTHING = READ + INSERT + UPDATE + DELETE


@dataclass(frozen=True, slots=True)
class Right:
    """What one group may do with a table.

    Attributes:
        who: the group, or the people with a sight.
        may: any of ``r`` read, ``i`` insert, ``u`` update, ``d`` delete.
        rows: with which rows.
        without: columns that are kept from it altogether.
        through: columns whose parent row must be seen for a row to be seen.
        only: a column and the values of it that are seen.
    """

    who: Who
    may: str
    rows: Rows = Rows.STORE
    without: frozenset[str] = frozenset()
    through: tuple[str, ...] = ()
    only: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What is known of a table, from its metadata.

    Attributes:
        name: what it is called.
        columns: its columns in their order.
        parents: column -> the table whose ``id`` it holds.
        named_by: the tables, each with its column, that name rows of this one by ``stored``.
    """

    name: str
    columns: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    named_by: tuple[tuple[str, str], ...] = ()

    @property
    def of_a_store(self) -> bool:
        """Whether each of its rows belongs to a store."""
        return "store_id" in self.columns


class BadDescription(ValueError):
    """The rights of the tables do not hold together; a fault of the program."""


def readable(classes: Mapping[str, tuple[Right, ...]], who: Who) -> frozenset[str]:
    """The tables of which somebody reads all columns that are not named, and any rows."""
    return frozenset(name for name, rights in classes.items() if any(r.who == who and READ in r.may for r in rights))


def seen_columns(table: TableFacts, right: Right) -> tuple[str, ...]:
    """The columns that a right is about."""
    return tuple(column for column in table.columns if column not in right.without)


def checked_parents(table: TableFacts, right: Right) -> dict[str, str]:
    """The parents that a new or changed row must lie below: one's own store's, and none that may not be seen."""
    if not {INSERT, UPDATE} & set(right.may):
        return {}
    return {
        column: parent
        for column, parent in table.parents.items()
        if parent not in ("stores", table.name) and column not in right.without
    }


def check(tables: Iterable[TableFacts], classes: Mapping[str, tuple[Right, ...]]) -> None:
    """Look whether every table is classified and every right can be held.

    Raises:
        BadDescription: it says which are not.
    """
    known = {table.name: table for table in tables}
    faults = [f"{name} has no class" for name in sorted(known.keys() - classes.keys())]
    faults += [f"{name} is no table" for name in sorted(classes.keys() - known.keys())]
    for name in sorted(known.keys() & classes.keys()):
        table, rights = known[name], classes[name]
        if len({right.who for right in rights}) < len(rights):
            faults.append(f"{name} says two things of a group")
        for right in rights:
            faults += [f"{name}, {right.who}: {fault}" for fault in _faults(table, right, classes)]
    if faults:
        raise BadDescription("; ".join(faults))


def _faults(table: TableFacts, right: Right, classes: Mapping[str, tuple[Right, ...]]) -> Iterable[str]:
    needed = {
        Rows.STORE: {"store_id"}, Rows.PERSON: {"store_id", "person_id"}, Rows.AUTHOR: {"actor"}, Rows.ALL: set(),
        Rows.BEHIND: set(right.through) or {"a parent"},
        Rows.NAMED: {"store_id", "stored", "digest", "content"} | (set() if table.named_by else {"what names it"}),
    }[right.rows]  # fmt: skip
    if table.name == "stores":
        needed.discard("store_id")
    if right.only:
        needed.add(right.only[0])
    if missing := (needed | right.without | set(right.through)) - set(table.columns):
        yield f"no columns {sorted(missing)}"
    if not right.may or set(right.may) - set(EVERYTHING):
        yield f"unknown rights {right.may}"
    if "id" in right.without:
        yield "the number of a row cannot be hidden"
    parents = [table.parents.get(column) for column in right.through]
    for parent in {*parents, *checked_parents(table, right).values()}:
        if parent is None or not any(READ in r.may and _meets(r, right) for r in classes.get(parent, ())):
            yield f"does not see the parent {parent}"


def _meets(parent: Right, child: Right) -> bool:
    """Whether the right to a parent is the same people's: who has a sight is a manager or one of the staff as well."""
    return parent.who == child.who

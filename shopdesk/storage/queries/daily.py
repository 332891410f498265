"""Figures over many worksheets, summed by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, String, distinct, func, select, type_coerce

from shopdesk.domain.daily.lookback import PersonCount
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.hidden_signs import visible
from shopdesk.storage.tables.changes import change_sets, changes
from shopdesk.storage.tables.daily import answers, checklist_versions, worksheets
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.stores import stores


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of one worksheet: how many of each result."""

    day: date
    checklist_id: int
    version_id: int
    passed: int
    failed: int
    not_applicable: int

    @property
    def answered(self) -> int:
        """All of them."""
        return self.passed + self.failed + self.not_applicable


@dataclass(frozen=True, slots=True)
class ItemCount:
    """The answers to one item over a span."""

    item_code: str
    answered: int
    failed: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A version of a form without its content."""

    id: int
    checklist_id: int
    number: int
    valid_from: date


def is_begun(connection: Connection, day: date) -> bool:
    """Whether any store has a worksheet of a day."""
    query = select(worksheets.c.id).where(worksheets.c.day == day).limit(1)
    return connection.execute(query).first() is not None


def version_heads(connection: Connection, store_id: int) -> list[VersionHead]:
    """Every version of every form of a store, the newest first."""
    c = checklist_versions.c
    query = (
        select(c.id, c.checklist_id, c.number, c.valid_from)
        .where(c.store_id == store_id)
        .order_by(c.checklist_id, c.number.desc())
    )
    return [VersionHead(*row) for row in connection.execute(query)]


def answered_items(connection: Connection, store_id: int, day: date) -> set[tuple[int, str]]:
    """What is answered on a day: checklist and item."""
    query = (
        select(worksheets.c.checklist_id, answers.c.item_code)
        .join(worksheets, (worksheets.c.id == answers.c.worksheet_id) & (worksheets.c.store_id == answers.c.store_id))
        .where(worksheets.c.store_id == store_id, worksheets.c.day == day)
    )
    return {(row[0], row[1]) for row in connection.execute(query)}


def first_day(connection: Connection, store_id: int) -> date | None:
    """The first day with a worksheet."""
    found: date | None = connection.execute(
        select(worksheets.c.day).where(worksheets.c.store_id == store_id).order_by(worksheets.c.day).limit(1)
    ).scalar()
    return found


def has_form_before(connection: Connection, store_id: int, day: date) -> bool:
    """Whether a worksheet of an earlier day is there."""
    earlier = (worksheets.c.store_id == store_id, worksheets.c.day < day)
    return connection.execute(select(worksheets.c.id).where(*earlier).limit(1)).first() is not None


def came_in(connection: Connection, store_id: int, day: date) -> datetime | None:
    """When on a day a store was made, opened or edited, or got its first figures, whatever came later."""
    made = connection.execute(
        select(func.max(change_sets.c.at))
        .join(changes, changes.c.change_set_id == change_sets.c.id)
        .where(
            change_sets.c.at >= datetime.combine(day, time.min),
            changes.c.noun == stores.name,
            changes.c.record_id == store_id,
        )
    ).scalar()
    filled = connection.execute(
        select(func.min(imports.c.finished_at)).where(imports.c.store_id == store_id, imports.c.undone_at.is_(None))
    ).scalar()
    return max((moment for moment in (made, filled) if moment is not None), default=None)


def days_begun(connection: Connection, store_id: int, start: date, end: date) -> set[date]:
    """The days with a worksheet."""
    query = (
        select(worksheets.c.day)
        .distinct()
        .where(worksheets.c.store_id == store_id, worksheets.c.day.between(start, end))
    )
    return set(connection.execute(query).scalars())


def failures(connection: Connection, store_id: int, start: date, end: date) -> list[tuple[str, date]]:
    """Each failed check of a span: item and day."""
    query = (
        select(answers.c.item_code, worksheets.c.day)
        .join(worksheets, (worksheets.c.id == answers.c.worksheet_id) & (worksheets.c.store_id == answers.c.store_id))
        .where(
            worksheets.c.store_id == store_id,
            worksheets.c.day.between(start, end),
            answers.c.result == Result.FAIL,
        )
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def day_counts(connection: Connection, store_id: int, start: date, end: date) -> list[DayCount]:
    """The worksheets of a span with how many answers of each result."""
    query = (
        select(
            worksheets.c.day,
            worksheets.c.checklist_id,
            worksheets.c.version_id,
            *_counts(),
        )
        .select_from(worksheets)
        .join(
            answers,
            (answers.c.worksheet_id == worksheets.c.id) & (answers.c.store_id == worksheets.c.store_id),
            isouter=True,
        )
        .where(worksheets.c.store_id == store_id, worksheets.c.day.between(start, end))
        .group_by(worksheets.c.id, worksheets.c.day, worksheets.c.checklist_id, worksheets.c.version_id)
        .order_by(worksheets.c.day)
    )
    return [DayCount(*row) for row in connection.execute(query)]


def item_counts(connection: Connection, store_id: int, start: date, end: date) -> list[ItemCount]:
    """The answers of a span by item."""
    query = (
        select(
            answers.c.item_code,
            func.count(),
            func.count().filter(answers.c.result == Result.FAIL),
            func.min(worksheets.c.day),
            func.max(worksheets.c.day),
        )
        .join(worksheets, (worksheets.c.id == answers.c.worksheet_id) & (worksheets.c.store_id == answers.c.store_id))
        .where(worksheets.c.store_id == store_id, worksheets.c.day.between(start, end))
        .group_by(answers.c.item_code)
    )
    return [ItemCount(*row) for row in connection.execute(query)]


def item_results(connection: Connection, store_id: int, start: date, end: date) -> list[tuple[str, str]]:
    """Each answer of a span in the order of days: item and result, as the words that are stored.

    A year has twelve thousand of them; turning each into a day and an enumeration took longer than reading it.
    """
    query = (
        select(answers.c.item_code, type_coerce(answers.c.result, String))
        .join(worksheets, (worksheets.c.id == answers.c.worksheet_id) & (worksheets.c.store_id == answers.c.store_id))
        .where(worksheets.c.store_id == store_id, worksheets.c.day.between(start, end))
        .order_by(worksheets.c.day)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def person_counts(connection: Connection, store_id: int, start: date, end: date) -> list[PersonCount]:
    """The answers of a span by the person who gave them; what the data answered is left out."""
    query = (
        select(
            answers.c.who,
            func.count(),
            func.count().filter(answers.c.result == Result.FAIL),
            func.count(distinct(worksheets.c.day)),
        )
        .join(worksheets, (worksheets.c.id == answers.c.worksheet_id) & (worksheets.c.store_id == answers.c.store_id))
        .where(
            worksheets.c.store_id == store_id,
            worksheets.c.day.between(start, end),
            answers.c.auto.is_(False),
        )
        .group_by(answers.c.who)
    )
    found = [PersonCount(visible(who), *counts) for who, *counts in connection.execute(query)]
    return sorted(found, key=lambda one: (-one.answered, one.who))


def _counts() -> list[Any]:
    return [
        func.count().filter(answers.c.result == result) for result in (Result.PASS, Result.FAIL, Result.NOT_APPLICABLE)
    ]

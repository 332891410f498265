"""Checking months off: their sums stay said, and what changes them later is accepted or taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.imports import ImportRun
from shopdesk.domain.ledger.months import ClosedMonth, MonthChange, asserted
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import imports as import_queries
from shopdesk.storage.queries.bridge import bridge_of, figures_of
from shopdesk.storage.queries.statement_months import covered_days, months_covered
from shopdesk.storage.repositories.matching import ClosedMonths, MonthChanges

if TYPE_CHECKING:
    from shopdesk.domain.ledger.bridge import Bridge
    from shopdesk.domain.ledger.kinds import LineKind
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork


def known_bridge(ctx: ServiceContext, store_id: int, first: date) -> tuple[Bridge, dict[LineKind, int]]:
    """The bridge of the month that begins on ``first`` and the sums of its lines; the pages ask for it again and again.

    Of a large store it goes through tens of thousands of lines and orders.
    """

    def reckoned() -> tuple[Bridge, dict[LineKind, int]]:
        with ctx.read() as uow:
            return bridge_of(uow.connection, store_id, first)

    return ctx.known(("bridge", store_id, first), reckoned)


Figures = Mapping[str, int | None]
"""What a month comes to, in fen by code."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became another figure, with the import that did it, where it was one."""

    change: MonthChange
    run: ImportRun | None

    @property
    def can_take_back(self) -> bool:
        """Whether the import that did it still stands, so that it can be taken back."""
        return self.run is not None and self.run.undone_at is None


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of the statements.

    ``days_covered`` of its ``days`` stand in a statement. ``closed`` is ``None`` while it is open, and ``changes`` are
    what nobody accepted since it was closed, in the order in which it was found.
    """

    month: date
    days: int
    days_covered: int
    closed: ClosedMonth | None
    changes: tuple[ChangeView, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every day of it stands in a statement."""
        return self.days_covered == self.days


class MonthClosing:
    """Closes months, opens them again, and says what changed since."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def all(self, store_id: int) -> list[MonthView]:
        """Every month with a day in a statement or closed, the newest first."""
        with self._ctx.read() as uow:
            return self._views(uow, store_id)

    @one_read
    def of(self, store_id: int, month: date) -> MonthView:
        """One month, given by any of its days."""
        first = month_of(month).start
        with self._ctx.read() as uow:
            found = [view for view in self._views(uow, store_id) if view.month == first]
        return found[0] if found else MonthView(first, month_of(first).length, 0, None, ())

    @one_read
    def figures(self, store_id: int, month: date) -> dict[str, int | None]:
        """What a month, given by any of its days, comes to now, in fen by code: what closing it would assert."""
        return asserted(*known_bridge(self._ctx, store_id, month_of(month).start))

    @one_read
    def changed(self, store_id: int) -> list[MonthView]:
        """The closed months in which something changed since, the newest first."""
        with self._ctx.read() as uow:
            changes = self._changes(uow, store_id)
            if not changes:
                return []
            return [view for view in self._views(uow, store_id) if view.changes]

    def close(self, store_id: int, month: date, who: str = "", *, seen: Figures | None = None) -> ClosedMonth:
        """Check a month off; ``seen`` are the figures that whoever does it looked at.

        Raises:
            UserError: it is closed, it is not over, no statement has a day of it, or it comes to other figures by now.
        """
        first = month_of(month).start
        shown = f"{first:%Y-%m}"
        if month_of(first).end >= self._ctx.clock.today():
            raise UserError(Text("{month} is not over yet. Close it when its last day has gone by.", month=shown))
        with self._ctx.open_uow(Text("Month {month} closed", month=shown)) as uow:
            known = uow.repository(ClosedMonths)
            if known.of(store_id, first) is not None:
                raise UserError(Text("{month} is closed already. Reopen it to close it anew.", month=shown))
            if not covered_days(uow.connection, store_id, first, month_of(first).end):
                raise UserError(
                    Text("No statement has a day of {month}. Import one, then close the month.", month=shown)
                )
            figures = _still(figures_of(uow.connection, store_id, first), seen, shown)
            kept = known.add(
                ClosedMonth(
                    store_id=store_id, month=first, figures=figures, closed_by=who or uow.actor, closed_at=uow.now
                )
            )
            uow.commit()
        return kept

    def reopen(self, store_id: int, month: date) -> None:
        """Open a month again; what changed since it was closed is no longer pointed out.

        Raises:
            NotFound: it is not closed.
        """
        first = month_of(month).start
        with self._ctx.open_uow(Text("Month {month} reopened", month=f"{first:%Y-%m}")) as uow:
            self._forget(uow, store_id, first)
            uow.repository(ClosedMonths).remove(self._closed(uow, store_id, first))
            uow.commit()

    def accept(self, store_id: int, month: date, *, seen: Figures | None = None) -> ClosedMonth:
        """Take the figures of a closed month as they are now; ``seen`` are those that whoever does it looked at.

        Raises:
            NotFound: it is not closed.
            UserError: it comes to other figures by now.
        """
        first = month_of(month).start
        shown = f"{first:%Y-%m}"
        with self._ctx.open_uow(Text("Changes of {month} accepted", month=shown)) as uow:
            closed = self._closed(uow, store_id, first)
            figures = _still(figures_of(uow.connection, store_id, first), seen, shown)
            self._forget(uow, store_id, first)
            kept = uow.repository(ClosedMonths).update(replace(closed, figures=figures))
            uow.commit()
        return kept

    def _closed(self, uow: UnitOfWork, store_id: int, first: date) -> ClosedMonth:
        found = uow.repository(ClosedMonths).of(store_id, first)
        if found is None:
            raise NotFound(Text("{month} is not closed.", month=f"{first:%Y-%m}"))
        return found

    def _forget(self, uow: UnitOfWork, store_id: int, first: date) -> None:
        changes = uow.repository(MonthChanges)
        for change in changes.of(store_id, first):
            changes.remove(change)

    def _views(self, uow: UnitOfWork, store_id: int) -> list[MonthView]:
        closed = {one.month: one for one in uow.repository(ClosedMonths).of_store(store_id)}
        changes = self._changes(uow, store_id)
        covered = months_covered(uow.connection, store_id)
        return [
            MonthView(
                month, month_of(month).length, covered.get(month, 0), closed.get(month), tuple(changes.get(month, ()))
            )
            for month in sorted({*covered, *closed}, reverse=True)
        ]

    def _changes(self, uow: UnitOfWork, store_id: int) -> Mapping[date, list[ChangeView]]:
        found: defaultdict[date, list[ChangeView]] = defaultdict(list)
        runs: dict[int, ImportRun | None] = {}
        for change in uow.repository(MonthChanges).of(store_id):
            number = change.import_id
            if number is not None and number not in runs:
                runs[number] = import_queries.find(uow.connection, number, store_id)
            found[change.month].append(ChangeView(change, runs[number] if number is not None else None))
        return found


def _still(figures: dict[str, int | None], seen: Figures | None, month: str) -> dict[str, int | None]:
    """The figures of a month, where they are those that somebody looked at: nobody answers for what nobody saw."""
    if seen is not None and figures != dict(seen):
        raise UserError(
            Text("{month} comes to other sums by now than those that were shown. Look at them once more.", month=month)
        )
    return figures

"""The calendar of data: what is known of each day from each source, and from which imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopdesk.domain.kpi.coverage import Cover, CoverSource, Gap, cover_days, cover_of, gaps
from shopdesk.domain.periods import Period
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import coverage as queries
from shopdesk.storage.queries import kpi

MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days of a store by source; ``period`` is ``None`` where it has no figure at all."""

    period: Period | None
    days: Mapping[CoverSource, Mapping[date, Cover]]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySource:
    """An import that has to do with a day: ``rows`` of it stand as it wrote them; no ``import_id``: typed in."""

    import_id: int | None
    file_name: str
    made: datetime | None
    rows: int
    whole: bool


class CoverageService:
    """Looks at the imports day by day; it never writes."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def calendar(self, store_id: int, period: Period | None = None) -> Coverage:
        """Every day of a span, or from the first figure of the store (of ten years at the most) to today."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            known = kpi.data_range(uow.connection, store_id)
            if known is None:
                return Coverage(period=None, days={})
            # A wrongly typed year must not make a calendar of centuries.
            first = max(known.start, today - timedelta(days=MOST_YEARS * 366))
            wanted = period or Period(min(first, today), today)
            found = queries.read(uow.connection, store_id, wanted)
        days = {source: cover_days(source, facts, wanted, known.start, today) for source, facts in found.items()}
        return Coverage(period=wanted, days=days, gaps=tuple(gaps(days)))

    @one_read
    def day(self, store_id: int, source: CoverSource, day: date) -> tuple[Cover, tuple[DaySource, ...]]:
        """What is known of one day, and the imports that it comes from or that reach over it, the newest first."""
        with self._ctx.read() as uow:
            known = kpi.data_range(uow.connection, store_id)
            if known is None:
                return Cover.OUTSIDE, ()
            facts = queries.read(uow.connection, store_id, Period(day, day))[source]
            rows = queries.rows_of(uow.connection, store_id, source, day)
            reaching = {run.import_id: run for run in facts.runs}
            elsewhere = [key for key in rows if key is not None and key not in reaching]
            wrote = queries.runs_of(uow.connection, store_id, elsewhere, day)
        found = [
            DaySource(
                import_id=run.import_id,
                file_name=run.file_name,
                made=run.made,
                rows=rows.get(run.import_id, 0),
                whole=run.whole(day),
            )
            for run in (*sorted(reaching.values(), key=lambda run: -run.import_id), *wrote)
        ]
        told = {one.import_id for one in found}
        # Of the rest nobody wrote down where it came from: it was typed in, or its import is gone.
        found += [
            DaySource(import_id=key, file_name="", made=None, rows=count, whole=True)
            for key, count in rows.items()
            if key not in told
        ]
        return cover_of(source, facts, day, known.start, self._ctx.clock.today()), tuple(found)

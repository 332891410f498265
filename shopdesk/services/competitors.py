"""Competitors: who is watched, what was seen of them with pictures, and own figures of the same days beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shopdesk.domain.competitors import (
    COMPETITOR,
    COMPETITOR_LOOK,
    Compared,
    Competitor,
    CompetitorFile,
    CompetitorLook,
    OwnProducts,
    check_look,
    last_looks,
    side_by_side,
    stale,
)
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import market
from shopdesk.storage.repositories.competitors import CompetitorFiles, CompetitorLooks, Competitors

if TYPE_CHECKING:
    from shopdesk.domain.kpi.chart_answer import ChartAnswer
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kept_files import KeptFiles
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CompetitorBoard:
    """Everybody who is watched or was, every look, the newest first, and the last day of each competitor by its id."""

    competitors: tuple[Competitor, ...]
    looks: tuple[CompetitorLook, ...]
    last: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class LookView:
    """A look beside the own figures of that day, with its pictures."""

    look: CompetitorLook
    lines: tuple[Compared, ...]
    files: tuple[CompetitorFile, ...]


class CompetitorService:
    """Keeps competitors and looks; sets them beside the own figures."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @cached_property
    def files(self) -> KeptFiles[CompetitorLook, CompetitorFile]:
        """The pictures of looks; what keeps them is not loaded for the figures alone."""
        from shopdesk.services.kept_files import FilesOf, KeptFiles

        kept: FilesOf[CompetitorLook, CompetitorFile] = FilesOf(
            CompetitorLooks,
            CompetitorFiles,
            lambda look, told: CompetitorFile(store_id=look.store_id, look_id=look.id or 0, **told),
            lambda _look, names: Text("{count} pictures of a competitor kept", count=len(names)),
            lambda name: Text("{file} taken off a competitor", file=name),
        )
        return KeptFiles(self._ctx, kept)

    @one_read
    def watched(self, store_id: int) -> tuple[Competitor, ...]:
        """Everybody who is watched, and behind them who was; by name."""
        with self._ctx.read() as uow:
            return self._watched(uow, store_id)

    @one_read
    def board(self, store_id: int) -> CompetitorBoard:
        """Everything that was entered."""
        with self._ctx.read() as uow:
            looks = uow.repository(CompetitorLooks).of_store(store_id)
            watched = self._watched(uow, store_id)
        return CompetitorBoard(watched, tuple(looks), last_looks(looks))

    @staticmethod
    def _watched(uow: UnitOfWork, store_id: int) -> tuple[Competitor, ...]:
        everybody = uow.repository(Competitors).of_store(store_id)
        return tuple(sorted(everybody, key=lambda one: (not one.active, one.name)))

    @one_read
    def look(self, look_id: int, store_id: int | None = None) -> LookView:
        """One look beside the own figures; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            look = uow.repository(CompetitorLooks).get(look_id, store_id)
            days = market.own_days(uow.connection, look.store_id, Period(look.day, look.day))
            products = market.own_products(uow.connection, look.store_id, look.day)
            files = uow.repository(CompetitorFiles).of(look_id, look.store_id)
        return LookView(look, side_by_side(look, days, products), tuple(files))

    @one_read
    def seen(self, store_id: int, period: Period) -> tuple[tuple[str, CompetitorLook, tuple[Compared, ...]], ...]:
        """By name, the last look at each competitor within a span beside the own figures, of what was seen only."""
        with self._ctx.read() as uow:
            last = {one.competitor_id: one for one in uow.repository(CompetitorLooks).between(
                store_id, period.start, period.end)}  # fmt: skip
            names = {one.id: one.name for one in uow.repository(Competitors).of_store(store_id)} if last else {}
            days = market.own_days(uow.connection, store_id, period) if last else {}
            about = {look.day for look in last.values()}
            products = {day: market.own_products(uow.connection, store_id, day) for day in about}
            found = []
            for look in last.values():
                lines = side_by_side(look, days, products[look.day])
                found.append((names[look.competitor_id], look, tuple(one for one in lines if one.seen)))
        return tuple(sorted(found, key=lambda one: one[0]))

    @one_read
    def over_time(self, store_id: int, period: Period, measure: str) -> ChartAnswer:
        """A figure of every competitor over a span, beside the own one."""
        from shopdesk.domain.kpi.competitor_chart import competitor_chart  # a report draws none

        with self._ctx.read() as uow:
            looks = uow.repository(CompetitorLooks).between(store_id, period.start, period.end)
            names = {one.id or 0: one.name for one in uow.repository(Competitors).of_store(store_id)}
            days = market.own_days(uow.connection, store_id, period) if looks else {}
            about = {look.day for look in looks}
            products: dict[date, OwnProducts] = {}
            if measure in ("products", "best_sold_low"):
                products = {day: market.own_products(uow.connection, store_id, day) for day in about}
        return competitor_chart(measure, period, looks, names, days, products)

    def stale(self, store_id: int, today: date) -> tuple[tuple[Competitor, date | None], ...]:
        """Who is to be looked at again, with the day of the last look, by name."""
        with self._ctx.read() as uow:
            watched = uow.repository(Competitors).of_store(store_id)
            if not any(one.active and one.look_days for one in watched):
                return ()
            last = last_looks(one for one in uow.repository(CompetitorLooks).of_store(store_id) if one.day <= today)
        found = [(one, last.get(one.id or 0)) for one in watched if stale(one, last.get(one.id or 0), today)]
        return tuple(sorted(found, key=lambda pair: pair[0].name))

    def keep(self, competitor: Competitor) -> Competitor:
        """Keep a new or changed competitor.

        Raises:
            UserError: a field is outside its limits, or there is one of that name.
        """
        competitor = COMPETITOR.tidy(competitor)
        with self._ctx.open_uow(Text("Competitor “{name}” kept", name=competitor.name)) as uow:
            stores = uow.repository(Competitors)
            kept = stores.update(competitor) if competitor.id is not None else stores.add(competitor)
            uow.commit()
        return kept

    def remove(self, competitor: Competitor) -> None:
        """Take a competitor away with every look and picture; one undo brings all of it back."""
        with self._ctx.open_uow(Text("Competitor “{name}” removed", name=competitor.name)) as uow:
            looks, files = uow.repository(CompetitorLooks), uow.repository(CompetitorFiles)
            for look in looks.of(competitor):
                for file in files.of(look.id or 0, look.store_id):
                    files.remove(file)
                looks.remove(look)
            uow.repository(Competitors).remove(competitor)
            uow.commit()

    def keep_look(self, look: CompetitorLook) -> CompetitorLook:
        """Keep a new or changed look.

        Raises:
            UserError: it lies ahead, a field is outside its limits, or there is one of that day.
        """
        look = COMPETITOR_LOOK.tidy(look)
        check_look(look, self._ctx.clock.today())
        with self._ctx.open_uow(Text("")) as uow:
            name = uow.repository(Competitors).get(look.competitor_id).name
            uow.reason = Text("“{name}” as seen on {day}", name=name, day=look.day)
            looks = uow.repository(CompetitorLooks)
            kept = looks.update(look) if look.id is not None else looks.add(look)
            uow.commit()
        return kept

    def remove_look(self, look: CompetitorLook) -> None:
        """Take a look away with its pictures; it can be undone."""
        with self._ctx.open_uow(Text("")) as uow:
            name = uow.repository(Competitors).get(look.competitor_id).name
            uow.reason = Text("“{name}” as seen on {day} removed", name=name, day=look.day)
            files = uow.repository(CompetitorFiles)
            for file in files.of(look.id or 0, look.store_id):
                files.remove(file)
            uow.repository(CompetitorLooks).remove(look)
            uow.commit()

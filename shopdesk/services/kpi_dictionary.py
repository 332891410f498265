"""The dictionary of KPIs (指标词典): what each means, which column of which file it comes from, who is judged by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.domain.growth.scorecards import Card, cards_on
from shopdesk.domain.growth.sources import kpi_of
from shopdesk.domain.kpi import KPIS, Kpi
from shopdesk.domain.kpi.bases import Base, base
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.rows import KIND_OF
from shopdesk.services.context import ServiceContext
from shopdesk.services.imports.reading import known_columns
from shopdesk.services.reading import one_read

if TYPE_CHECKING:
    from shopdesk.domain.kpi.definitions import DefinitionChange
    from shopdesk.services.growth.service import GrowthService
    from shopdesk.services.kpi_definitions import DefinitionService

_NAMES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One KPI with what its declaration does not say.

    ``columns`` names, by source, the headings of its columns in the platform's files, the newest name first. ``cards``
    are the scorecards in force that judge by it, ``changes`` those of its definition, the oldest first.
    """

    item: Kpi
    columns: tuple[tuple[Source, tuple[str, ...]], ...]
    cards: tuple[Card, ...]
    changes: tuple[DefinitionChange, ...] = ()


class DictionaryService:
    """Puts the declarations of KPIs, files and scorecards side by side."""

    def __init__(self, ctx: ServiceContext, definitions: DefinitionService, growth: GrowthService) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._definitions = definitions
        self._growth = growth

    @one_read
    def entries(self, store_id: int) -> tuple[Entry, ...]:
        """Every KPI in its declared order."""
        judged: dict[str, list[Card]] = {}
        for card in cards_on(self._growth.cards.versions(store_id), self._ctx.clock.today()):
            for code in dict.fromkeys(kpi_of(one.source) for one in card.indicators):
                judged.setdefault(code, []).append(card)
        changes = self._definitions.changes(store_id)
        return tuple(
            Entry(
                item, columns_of_files(item), tuple(judged.get(item.code, ())),
                tuple(one for one in changes if item.code in one.codes),
            )
            for item in KPIS
        )  # fmt: skip


def columns_of_files(item: Kpi) -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """The headings that the figures of a KPI stand under, by source."""
    found: dict[Source, list[str]] = {}
    for name in (item.figure, item.per):
        for one in _with_stand_in(name):
            headings = found.setdefault(one.source, [])
            headings += [heading for heading in _headings(one) if heading not in headings]
    return tuple((source, tuple(headings)) for source, headings in found.items())


def _with_stand_in(name: str) -> tuple[Base, ...]:
    if not name:
        return ()
    one = base(name)
    return (one, base(one.stand_in)) if one.stand_in else (one,)


def _headings(one: Base) -> list[str]:
    columns = known_columns()[KIND_OF[one.source]]
    found: list[str] = []
    for field in one.fields:
        names = columns.fields.get(field, ())[:_NAMES] or columns.joins.get(field, ())
        found += names or [group[0] for group in columns.sums.get(field, ())]
    return found

"""Fetching what the page shows. Runs on the database thread and touches no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shopdesk.domain.kpi import Figures, Kpi, KpiTable
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.chosen import Tile
from shopdesk.domain.kpi.compare import Comparison, compared_with
from shopdesk.domain.kpi.definitions import DefinitionChange, between
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.ranges import Range, newest, range_period
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.data import Band, Mark
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.selection import Selection
from shopdesk.gui.pages.kpi.target_view import load_targets
from shopdesk.gui.pages.kpi.tile_changes import Held, held_tiles
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.kpi import FAST_SOURCES

if TYPE_CHECKING:
    from shopdesk.services.registry import Services

_MOST_MARKS = 24
MOST_YEARS = 10
"""A longer span is shown where it has figures only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    """Everything the page shows for one selection.

    ``moved`` says that the wanted days have no figures and the newest days that have some are shown instead.
    ``daily`` are the figures by day for the sparklines. A view that is not ``complete`` lacks people counted over
    spans, the figures of product and service reports, campaigns, festivals and ``changes`` of definitions. ``tiles``
    are the key figures that were chosen for the store, none where nobody chose any; ``held`` are those held against
    something else than the span before.
    """

    selection: Selection
    wanted: Period
    period: Period
    moved: bool
    known: Period | None
    table: KpiTable | None = None
    daily: KpiTable | None = None
    comparison: Comparison | None = None
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    complete: bool = False
    tiles: tuple[Tile, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    changes: tuple[DefinitionChange, ...] = ()

    def held_against(self, item: Kpi) -> Held:
        """A figure with what it is held against: what its tile says, else the span before."""
        assert self.comparison is not None
        found = self.held.get(item.code) or Held(self.comparison.change(item), self.comparison.before.period)
        if found.period is None or found.change.direction is None:
            return found
        return replace(found, parted=between(self.changes, item.code, found.period, self.period))


def load(services: Services, store_id: int, today: date, selection: Selection, *, complete: bool) -> KpiView:
    """The view of a selection; first the quick part, then once more complete."""
    kpi = services.kpi
    known = kpi.data_range(store_id)
    wanted = selection.period if selection.choice is Range.CUSTOM else range_period(selection.choice, today)
    assert wanted is not None
    if known is None:
        return KpiView(selection=selection, wanted=wanted, period=wanted, moved=False, known=None)
    moved = selection.choice is not Range.CUSTOM and not wanted.overlaps(known)
    period = newest(wanted, known) if moved else wanted
    if period.length > MOST_YEARS * 366:
        # Centuries of empty days help nobody and take seconds.
        moved = not wanted.overlaps(known)
        period = known if moved else Period(max(wanted.start, known.start), min(wanted.end, known.end))
    options = {} if complete else {"sources": FAST_SOURCES, "count_people": False}
    table = kpi.periods(store_id, period.start, period.end, selection.by, selection.basis, **options)
    daily = table
    if selection.by is not By.DAY:
        daily = kpi.periods(
            store_id, period.start, period.end, By.DAY, selection.basis, sources=FAST_SOURCES, count_people=False
        )
    before = compared_with(period)

    def totals(span: Period) -> Figures:
        return kpi.periods(store_id, span.start, span.end, By.MONTH, selection.basis, **options).totals

    tiles = kpi.tiles(store_id)
    bands, marks = beside_of(services, store_id, period) if complete else ((), ())
    return KpiView(
        selection=selection,
        wanted=wanted,
        period=period,
        moved=moved,
        known=known,
        table=table,
        daily=daily,
        comparison=Comparison(table.totals, totals(before)),
        bands=bands,
        marks=marks,
        complete=complete,
        changes=services.definitions.changes(store_id) if complete else (),
        tiles=tiles,
        held=held_tiles(services, store_id, table.totals, tiles, totals),
    )


def days_shown(view: KpiView | None, wanted: Selection, today: date) -> Period:
    """The days that the page shows; those that were chosen where no order says anything."""
    if wanted.period is not None:
        return wanted.period
    if view is not None and view.known is not None and (view.selection == wanted or wanted.choice is Range.CUSTOM):
        return view.period
    return range_period(Range.LAST_30 if wanted.choice is Range.CUSTOM else wanted.choice, today)


def hint(view: KpiView) -> str:
    """Why other days are shown than were asked for; empty where they are not."""
    if view.moved:
        return tr("No figures in {wanted}. Shown are the newest ones, {shown}.",
                  wanted=days_text(view.wanted), shown=days_text(view.period))  # fmt: skip
    if view.period != view.wanted:
        return tr("More than {years} years were asked for. Shown are the days that have figures, {shown}.",
                  years=MOST_YEARS, shown=days_text(view.period))  # fmt: skip
    return ""


def load_alerts(services: Services, store_id: int, selection: Selection) -> list[Alert]:
    """What to look at."""
    return services.alerts.now(store_id, selection.basis)


@dataclass(frozen=True, slots=True)
class Section:
    """What the open tab shows: lines, targets, or a change taken apart."""

    name: str
    content: Any


@dataclass(frozen=True, slots=True)
class Lines:
    """The channels or products of a span; of channels what the ads together divide, of neither the nearest days."""

    lines: list[Any]
    ads: Figures | None = None
    near: Period | None = None


def load_section(services: Services, wanted: Any) -> Section:
    """The content of a tab, by its name, its store and what it asks besides."""
    name, store, *rest = wanted
    if name == "why":
        return Section(name, services.kpi.split(store, *rest))
    if name == "targets":
        return Section(name, load_targets(services, store, *rest))
    lines, period = getattr(services.kpi, name)(store, rest[0]), rest[0]
    source = Source.CHANNELS if name == "channels" else Source.PRODUCTS
    near = () if lines else services.charts.near(store, source, period)
    ads = services.kpi.ads(store, period) if name == "channels" else None
    return Section(name, Lines(lines, ads, near[0] if near else None))


Backdrop = tuple[tuple[Band, ...], tuple[Mark, ...]]
"""The campaigns, and the festivals and notes, that stand behind points in time."""


def beside_of(services: Services, store_id: int, period: Period) -> Backdrop:
    """What stands behind points that lie on the days of a span."""
    return _bands_of(services, store_id, period), _marks_of(services, store_id, period)


def _bands_of(services: Services, store_id: int, period: Period) -> tuple[Band, ...]:
    """The campaigns of a span that are more than an idea."""
    from shopdesk.domain.campaigns.records import CampaignState

    ideas = (CampaignState.IDEA, CampaignState.REJECTED)
    found = services.campaigns.between(store_id, period.start, period.end)
    return tuple(Band(campaign.period, campaign.name) for campaign in found if campaign.state not in ideas)


def _marks_of(services: Services, store_id: int, period: Period) -> tuple[Mark, ...]:
    """The festivals and own notes of a span; of festivals only the big ones where there would be too many to read."""
    language = current_language()
    days = services.calendar.between(period.start, period.end, store_id)
    entries = [entry for found in days.values() for entry in found if entry.kind.value in ("festival", "own")]
    if len(entries) > _MOST_MARKS or period.length > 100:
        entries = [entry for entry in entries if entry.major or entry.kind.value == "own"]
    return tuple(
        Mark(entry.date, entry.name(language), entry.major or bool(note), note)
        for entry in entries[: 2 * _MOST_MARKS]
        for note in [int(entry.code.removeprefix("own-")) if entry.kind.value == "own" else 0]
    )


def has_orders(totals: Figures) -> bool:
    """Whether an order report covers any of the days."""
    return totals["orders"] is not None or totals["paid_orders"] is not None

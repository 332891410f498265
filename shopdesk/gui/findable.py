"""Everything that Ctrl+K finds, from actions to what is kept of the store in view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from shopdesk.domain.handbook.records import KIND_NAMES
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.periods import Period
from shopdesk.domain.searching import folded
from shopdesk.domain.text import Text
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS
from shopdesk.gui.part_tabs import OPENS_A_PART
from shopdesk.gui.places import PLACES, Place
from shopdesk.infra.i18n import LANGUAGES, current_language, speaker, tr
from shopdesk.infra.pinyin import place_of
from shopdesk.infra.settings import REGISTRY

if TYPE_CHECKING:
    from shopdesk.gui.hosts import PaletteHost
    from shopdesk.services.registry import Services

_PRODUCT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to find: what it is called, what it is, what choosing it does, and what else it is called."""

    title: str
    kind: str
    run: Callable[[], object]
    other: str = ""

    def rank(self, words: list[str]) -> int | None:
        """How well it fits, less being better; ``None`` where a word is missing.

        A name is found in both languages and by pinyin, what it is only as it is written.
        """
        places = [self._place(word) for word in words]
        return None if any(place is None for place in places) else sum(place or 0 for place in places)

    def _place(self, word: str) -> int | None:
        found = [place for name in (self.title, self.other) if (place := place_of(word, name)) is not None]
        if found:
            return min(found)
        place = folded(self.kind).find(word)
        return len(self.title) + place if place >= 0 else None


class Findable:
    """Gathers what can be found in one window."""

    def __init__(self, desktop: PaletteHost) -> None:
        """Look in ``desktop``'s window and data."""
        self._desktop = desktop
        self._window = desktop.window
        other = next(language for language in LANGUAGES if language != current_language())
        self._speak_other = speaker(other)

    def _named(self, name: Text, kind: str, run: Callable[[], object]) -> Hit:
        return Hit(_bare(tr(name)), kind, run, _bare(self._speak_other(name)))

    def actions(self) -> Iterator[Hit]:
        """What menus and the page in view offer."""
        titles = self._desktop.commands.titles
        for action in self._desktop.commands.actions:
            if action.isEnabled():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                kind = tr("Action") + (f" · {keys}" if keys else "")
                title = titles.get(action.objectName())
                other = "" if title is None else self._speak_other(title)
                yield Hit(_bare(action.text()), kind, action.trigger, _bare(other))
        pages = self._window.pages
        page = pages.current if pages is not None else None
        for offered in page.actions_offered() if page is not None else ():
            if offered.property(OPENS_A_PART):
                continue  # its place is offered from every page
            yield Hit(_bare(offered.text()), tr("Action on this page"), offered.trigger)

    def fixed(self) -> Iterator[Hit]:
        """Parts of pages, figures and settings, which are there without any data."""
        charts = (Place("kpi", ("charts", chart.name), chart.title) for chart in CHARTS)
        pages = {entry.name: tr(entry.title) for entry in PAGES}
        in_menus = set(self._desktop.commands.titles.values())
        for place in (*PLACES, *charts):
            if place.title in in_menus:
                continue
            yield self._named(place.title, pages[place.page], partial(self._open, place))
        for item in KPIS:
            yield self._named(item.name, tr("Figure"), lambda code=item.code: self._page("kpi").show_figure(code))  # type: ignore[misc]
        yield self._named(Text("Dictionary of figures"), tr("KPIs"), lambda: self._page("kpi").show_dictionary())
        for one in REGISTRY.values():
            if one.field is not None and one.field.label is not None:
                yield self._named(one.field.label, tr("Setting"), lambda key=one.key: self._show_setting(key))  # type: ignore[misc]

    def data(self, services: Services, store_id: int) -> list[Hit]:
        """What is kept of a store; read on the worker's thread, so nothing of it touches the window before Enter."""
        hits: list[Hit] = []
        add = hits.append
        for store in services.stores.all():
            add(Hit(store.name, tr("Store"), lambda store=store: self._window.switch_store(store)))  # type: ignore[misc]
        for person in services.people.everyone(store_id):
            add(Hit(person.label, tr("Person"), lambda one=person.id: self._page("people").show_person(one)))  # type: ignore[misc]
        for campaign in services.campaigns.of_store(store_id):
            kind = tr("Campaign") + f" · {campaign.start}"
            add(Hit(campaign.name, kind, lambda one=campaign: self._page("promotions").show_campaign(one)))  # type: ignore[misc]
        for problem in services.problems.all(store_id):
            kind = tr("Problem") + f" · {problem.opened_on}"
            add(Hit(problem.title, kind, lambda one=problem.id or 0: self._page("daily").show_problem(one)))  # type: ignore[misc]
        hits += self._written(services, store_id)
        hits += self._planned(services, store_id)
        hits += self._market(services, store_id)
        for run in services.imports.list(store_id):
            kind = tr("Import") + f" · {run.started_at:%Y-%m-%d}"
            add(Hit(run.file_name, kind, lambda one=run.id or 0: self._show_import(one)))  # type: ignore[misc]
        known = services.kpi.data_range(store_id)
        if known is not None:
            span = Period(max(known.start, known.end - timedelta(days=_PRODUCT_DAYS - 1)), known.end)
            for line in services.kpi.products(store_id, span):
                add(Hit(line.title, tr("Product"), lambda one=line.title: self._page("kpi").show_product(one)))  # type: ignore[misc]
        return hits

    def _written(self, services: Services, store_id: int) -> Iterator[Hit]:
        """What is written down once: the handbook, standing tasks, inspection rounds."""
        for entry in services.handbook.entries(store_id):
            kind = tr("Handbook") + f" · {tr(KIND_NAMES[entry.kind])}"
            yield Hit(entry.title, kind, partial(self._show_daily, "handbook", entry.id or 0), entry.words)
        for task in services.standing.board(store_id).tasks:
            yield Hit(task.title, tr("Standing task"), partial(self._show_daily, "standing", task.id or 0))
        for one in services.inspections.board(store_id).rounds:
            yield Hit(one.name, tr("Inspection round"), partial(self._show_daily, "rounds", one.id or 0))

    def _show_daily(self, part: str, record_id: int) -> None:
        self._page("daily").point_at(part, record_id)

    def _planned(self, services: Services, store_id: int) -> Iterator[Hit]:
        for minute in services.meetings.agenda(store_id).minutes:
            point, kind = minute.point, tr("Point of a meeting") + f" · {minute.point.day}"
            yield Hit(point.topic, kind, partial(self._show_point, point.id or 0), point.decision)
        for plan in services.targets.plans(store_id):
            name = Text("Targets of {month}", month=f"{plan.month:%Y-%m}")
            yield self._named(name, tr("KPIs"), partial(self._show_targets, plan.month))

    def _market(self, services: Services, store_id: int) -> Iterator[Hit]:
        for part, kind, named in (
            ("competitors", tr("Competitor"), [(one.name, one.id) for one in services.competitors.watched(store_id)]),
            ("keywords", tr("Keyword"), [(one.word, one.id) for one in services.keywords.listed(store_id)]),
            ("titles", tr("Title test"), [(one.new_title, one.id) for one in services.title_tests.of_store(store_id)]),
        ):
            for name, record_id in named:
                yield Hit(name, kind, partial(self._show_listed, part, record_id or 0))

    def _show_point(self, point_id: int) -> None:
        self._page("daily").show_meeting(point_id)

    def _show_targets(self, month: date) -> None:
        self._part("kpi", "targets").show_target(month)

    def _show_listed(self, part: str, record_id: int) -> None:
        self._part("kpi", "market", part).point_at(record_id)

    def _open(self, place: Place) -> Any:
        return place.open_on(self._page(place.page))

    def _part(self, page: str, *way: str) -> Any:
        return self._open(Place(page, way, Text("")))

    def _page(self, name: str) -> Any:
        return self._window.open_page(name)

    def _show_import(self, import_id: int) -> None:
        from shopdesk.gui.imports.entry import show_history

        if self._window.context is not None:
            show_history(self._window.context).point_at(import_id)

    def _show_setting(self, key: str) -> None:
        from shopdesk.gui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._desktop)
        dialog.open()
        dialog.editors[key].widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _bare(label: str) -> str:
    return label.replace("&", "")

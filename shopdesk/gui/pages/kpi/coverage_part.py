"""The calendar of data (数据日历): which days are there from which report, what is missing, and where to get it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import KpiTable, kpi
from shopdesk.domain.kpi.coverage import (
    COVER_NAMES,
    COVER_SIGNS,
    PLACES,
    TO_MEND,
    Cover,
    CoverSource,
    Gap,
)
from shopdesk.domain.kpi.definitions import DefinitionChange
from shopdesk.domain.kpi.kinds import Group
from shopdesk.domain.periods import Period, month_of
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel
from shopdesk.gui.pages.kpi.cover_grid import BREAK, CoverGrid
from shopdesk.gui.pages.kpi.definitions import said
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.figure_column import column
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.month_choice import MonthChoice
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import in_a_row, tr
from shopdesk.infra.weekdays import weekday_text
from shopdesk.services.coverage import Coverage, DaySource

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class _Day:
    source: CoverSource
    day: date
    cover: Cover
    found: tuple[DaySource, ...]


class CoveragePart(Part):
    """A month of signs above; below, the gaps on the left and the imports of the chosen day on the right."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the days are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("kpi.cover")
        self._shown: Coverage | None = None
        self._changes: tuple[DefinitionChange, ...] = ()
        self._chosen: tuple[CoverSource, date] | None = None
        self._span: Period | None = None
        self._followed: Period | None = None
        self.summary = words(name="kpi.gapsSummary")
        self.filled = words(role="muted")
        self.month = MonthChoice("kpi.cover", tr("Month"), context.clock.today())
        self.month.changed.connect(lambda _month: self._show_month())
        self.fetch = button(
            "kpi.cover.fetch",
            tr("Get these days…"),
            self.fetch_chosen,
            tip=tr("Opens the import and says which days to choose and where the platform has them"),
            role="primary",
        )
        signs = [(COVER_SIGNS[one], tr(COVER_NAMES[one])) for one in Cover if COVER_SIGNS[one]]
        signs.append((BREAK, tr("Counted otherwise from here on")))
        self.legend = words("   ".join(f"{sign} {name}" for sign, name in signs), role="muted")
        self.changed = words(name="kpi.cover.changed")
        self.changed.hide()
        bar = QWidget()
        row = FlowLayout(bar, 8)
        for one in (self.month, self.fetch):
            row.addWidget(one)
        self.grid = CoverGrid(context.theme)
        self.grid.entered.connect(self._choose)
        self.runs = FiguresPanel(context, "kpi.gapRuns", tr("Gaps in the data"), [
            Column(tr("Report", context="source"), lambda gap: tr(gap.source.label), name="report"),
            Column(tr("Days"), lambda gap: gap.days, text=days_text, order=lambda gap: gap.days.start, name="days"),
            column("length", tr("How many"), lambda gap: gap.days.length, Kind.COUNT),
            Column(tr("What"), lambda gap: tr(COVER_NAMES[gap.cover]), name="what"),
        ])  # fmt: skip
        self.runs.table.chosen.connect(self._go_to_gap)
        self.runs.table.opened.connect(lambda _gap: self.fetch_chosen())
        self.said = words(name="kpi.cover.said")
        self.files = FiguresPanel(context, "kpi.coverFiles", tr("Imports of the day"), [
            Column(tr("File"), lambda one: one.file_name or tr("without an import"), name="file"),
            column("rows", tr("Rows"), lambda one: one.rows, Kind.COUNT),
            Column(tr("Made"), lambda one: f"{one.made:%Y-%m-%d %H:%M}" if one.made else "", name="made"),
            Column(tr("Day was over"), lambda one: tr("yes") if one.whole else tr("no"), name="whole"),
        ])  # fmt: skip
        self.files.table.say_when_empty(tr("Choose a day above to see what was imported of it."))
        self.files.table.set_records([])
        self.said.hide()
        day = QWidget()
        right = QVBoxLayout(day)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.said)
        right.addWidget(self.files, 1)
        self.below = SplitView(self.runs, day, (1, 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        for widget in (self.summary, self.filled, bar, self.grid, self.legend, self.changed):
            layout.addWidget(widget)
        layout.addWidget(self.below, 1)
        self._day_look = Look(self, context, self._day_question, _load_day, self._show_day, after=self.main_look)
        self._day_look.setObjectName("kpi.cover.day")
        self._enable()

    # Loading and showing

    def load(self, services: Services, question: Any) -> tuple[Coverage, tuple[DefinitionChange, ...]]:
        """Every day of the store, and the days on which figures began to be counted in another way."""
        return services.coverage.calendar(question), services.definitions.changes(question)

    def populate(self, found: tuple[Coverage, tuple[DefinitionChange, ...]]) -> None:
        """Show them; at first the month in which the days chosen above end."""
        answer, self._changes = found
        self._shown = answer
        if answer.period is not None:
            self.month.reach_back(answer.period.start)
        self._follow()
        self.runs.table.say_when_empty(tr("Nothing is missing between the first and the last day with data."))
        self.runs.show_lines(list(answer.gaps))
        self.runs.setVisible(bool(answer.gaps))
        if self._chosen is None and not answer.gaps and answer.period is not None:
            # Nothing to mend is no reason for an empty half: the newest day says which files it came from.
            newest = answer.period.end
            sources = [one for one, days in answer.days.items() if days.get(newest) is Cover.WHOLE]
            self._chosen = (sources[0], newest) if sources else None
            self._enable()
        self._show_month()
        self._day_look.ask()

    def show_table(self, table: KpiTable) -> None:
        """Say how many of the days chosen above have figures at all, and show their month where they are others."""
        self._span = table.period
        self._follow()
        missing = sum(run.length for run in table.gaps())
        self.summary.setText(
            tr("All {count} days have some figures; below stands which reports miss a day.", count=table.period.length)
            if not missing
            else tr("{count} of {all} days have no figures at all. They are shown as gaps, never as zero.",
                    count=missing, all=table.period.length)
        )  # fmt: skip
        days = table.filled.get("paid_fen", 0)
        self.filled.setText(
            tr("On {count} days the paid amount comes from the platform's daily table: no order report covers them.",
               count=days)
            if days
            else ""
        )  # fmt: skip
        self.filled.setVisible(bool(days))

    def _follow(self) -> None:
        """Go to the days chosen above, once for each choice: after that the month is the reader's."""
        known = self._shown.period if self._shown is not None else None
        if self._span is None or known is None or self._span == self._followed:
            return
        self._followed = self._span
        self.month.choose(max(min(self._span.end, known.end), known.start))

    def _covers(self) -> Mapping[CoverSource, Mapping[date, Cover]]:
        return self._shown.days if self._shown is not None else {}

    def _show_month(self) -> None:
        self.grid.cover_model.show(month_of(self.month.month), self._covers(), _breaks(self._changes))
        self.grid.fit()
        month = month_of(self.month.month)
        changed = [
            f"{in_a_row(tr(kpi(code).name) for code in one.codes)}: {said(one)}"
            for one in self._changes
            if one.day in month
        ]
        self.changed.setText("\n".join([tr("Counted otherwise in this month:"), *changed]))
        self.changed.setVisible(bool(changed))
        if self._chosen is not None:
            self.grid.go_to(*self._chosen)

    # The chosen day

    def _choose(self, cell: tuple[CoverSource, date]) -> None:
        self._chosen = cell
        self._enable()
        self._day_look.ask()

    def _go_to_gap(self, gap: Gap | None) -> None:
        if gap is not None:
            self._chosen = (gap.source, gap.days.end)
            self.month.choose(gap.days.end)
            self._show_month()

    def _day_question(self) -> Any:
        return None if self._chosen is None else (self.context.store_id, *self._chosen)

    def _show_day(self, found: _Day) -> None:
        cover = self._covers().get(found.source, {}).get(found.day, found.cover)
        about = tr(
            "{source}, {day}: {what}",
            source=tr(found.source.label),
            day=f"{found.day} {weekday_text(found.day)}",
            what=tr(COVER_NAMES[cover]),
        )
        place = tr("Where the platform has it: {place}.", place=tr(PLACES[found.source]))
        self.said.show()
        self.said.setText(f"{about}\n{place}" if cover in (*TO_MEND, Cover.NEVER) else about)
        self.files.table.say_when_empty(tr("No import brought this day."))
        self.files.show_lines(found.found)
        self._enable()

    def wanted(self) -> Period | None:
        """The days to get: the whole gap that the chosen day lies in, or that day."""
        if self._chosen is None:
            return None
        source, day = self._chosen
        gaps = self._shown.gaps if self._shown is not None else ()
        return next((gap.days for gap in gaps if gap.source is source and day in gap.days), Period(day, day))

    def _enable(self) -> None:
        """A day that is not over yet cannot be got whole."""
        over = self._chosen is not None and self._chosen[1] < self.context.clock.today()
        self.fetch.setEnabled(over)

    def fetch_chosen(self) -> None:
        """Open the import with a sentence that says what to export."""
        from shopdesk.gui.imports.entry import import_wanted

        days = self.wanted()
        if days is None or self._chosen is None:
            return
        source = self._chosen[0]
        import_wanted(
            self.context,
            tr(
                "Wanted: {source}, {days}. Where the platform has it: {place}. Choose exactly these days there, export "
                "them once {after} has begun, and add the file here.",
                source=tr(source.label),
                days=days_text(days),
                place=tr(PLACES[source]),
                after=days.end + timedelta(days=1),
            ),
            self,
        )


def _breaks(changes: Iterable[DefinitionChange]) -> dict[tuple[CoverSource, date], str]:
    """What is said of each source and day from which figures of it are counted otherwise."""
    found: dict[tuple[CoverSource, date], list[str]] = {}
    for one in changes:
        for code in one.codes:
            item = kpi(code)
            source = CoverSource.RATINGS if item.group is Group.RATING else CoverSource(item.source.value)
            found.setdefault((source, one.day), []).append(f"{tr(item.name)}: {said(one)}")
    return {cell: "\n".join(words) for cell, words in found.items()}


def _load_day(services: Services, question: Any) -> _Day:
    store, source, day = question
    cover, found = services.coverage.day(store, source, day)
    return _Day(source, day, cover, found)

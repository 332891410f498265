"""The timeline: when each step is done, what decides the opening day, what moves when a step moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.schedule import days_after
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.setup.timeline.ruler import Ruler
from shopdesk.gui.pages.setup.timeline.table import TimelineTable
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.setup.timeline import Timeline, timeline_of

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.views import StepView

_NAME = "setup.timeline"
_TO_OPENING, _AFTER_OPENING = -1, 14
_SPANS = (_TO_OPENING, 0, 366, 92, 31)


class TimelinePart(Part):
    """``opened`` asks for a step by its code."""

    opened = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the steps are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.shown: Timeline | None = None
        self._first: date | None = None
        self.span = named(QComboBox(), f"{_NAME}.span", tr("Days shown"))
        for days, label in zip(
            _SPANS,
            (
                tr("Until the opening"),
                tr("From the first day to the last"),
                tr("A year"),
                tr("Three months"),
                tr("A month"),
            ),
            strict=True,
        ):
            self.span.addItem(label, days)
        self.span.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.span.currentIndexChanged.connect(lambda _index: self._on_span())
        self.back = button(f"{_NAME}.back", "◀", lambda: self._step(-1), tip=tr("Earlier days"))
        self.on = button(f"{_NAME}.on", "▶", lambda: self._step(1), tip=tr("Later days"))
        self.today = button(f"{_NAME}.today", tr("Today"), self._to_today)
        self.printed = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.span, self.back, self.today, self.on, self.printed):
            row.addWidget(one)
        self.said = words(name=f"{_NAME}.said")
        self.ruler = Ruler(context.theme)
        self.table = TimelineTable(context.theme)
        self.refused = LyingLabel(f"{_NAME}.refused", self.table)
        panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        panel.offer_export(tr("Timeline of the setup"))
        hint = words(
            tr(
                "Drag a bar, or press + and − · drag the wanted opening · Enter goes to the step · hatched: critical, "
                "no day to lose · line behind a bar: slack · arrow: waits for it"
            ),
            role="muted",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(bar)
        column.addWidget(self.said)
        column.addWidget(self.ruler)
        column.addWidget(panel, 1)
        column.addWidget(hint)
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(lambda one: self.opened.emit(one.view.step.code))
        self.table.first_in_menu = ("open", tr("Go to the step"), self._open_current)
        self.table.head.sectionResized.connect(lambda *_: self._lay_ruler())
        self.table.head.geometriesChanged.connect(self._lay_ruler)
        self.table.horizontalScrollBar().valueChanged.connect(lambda _value: self._lay_ruler())
        self.ruler.opening_moved.connect(self._on_opening)

    # Showing ----------------------------------------------------------------------------------------------------------

    def load(self, services: Services, question: Any) -> Timeline:
        """The steps."""
        return timeline_of(services.setup.board(question))

    def populate(self, shown: Timeline) -> None:
        """Show them."""
        self.shown = shown
        self.said.setText(breakable(sentences(timeline_words(self.shown))))
        self.table.show_timeline(self.shown, *self._days())
        self._lay_ruler()
        self._enable()

    def _days(self) -> tuple[date, int]:
        assert self.shown is not None
        whole = (self.shown.last - self.shown.first).days + 1
        days = self.span.currentData() or whole
        if days == _TO_OPENING:
            openings = [day for day in (self.shown.opening, self.shown.earliest) if day is not None]
            last = days_after(max(openings, default=self.shown.today), _AFTER_OPENING)
            return self.shown.first, min((last - self.shown.first).days + 1, whole)
        if days >= whole:
            return self.shown.first, whole
        first = self._first if self._first is not None else self.shown.today - timedelta(days=days // 6)
        latest = days_after(self.shown.last, 1 - days)
        return min(max(first, self.shown.first), latest), days

    def _lay_ruler(self) -> None:
        if self.shown is not None:
            self.ruler.show_days(self.shown, self.table.scale, self.table.bar_left())

    def _on_span(self) -> None:
        self._first = None
        self._show_days()

    def _show_days(self) -> None:
        if self.shown is not None:
            self.table.show_span(*self._days())
            self._lay_ruler()
            self._enable()

    def _step(self, way: int) -> None:
        first, days = self._days()
        self._first = days_after(first, way * max(days // 2, 1))
        self._show_days()

    def _to_today(self) -> None:
        self._first = None
        self._show_days()

    def _enable(self) -> None:
        if self.shown is None:
            return
        first, days = self._days()
        self.back.setEnabled(first > self.shown.first)
        self.on.setEnabled(days_after(first, days - 1) < self.shown.last)
        self.today.setEnabled(self.back.isEnabled() or self.on.isEnabled())

    # Doing ------------------------------------------------------------------------------------------------------------

    def _open_current(self) -> None:
        if self.table.current() is not None:
            self.opened.emit(self.table.current().view.step.code)

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.refused.say("")
        self.context.tasks.database(work, done=done, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.say(tr(error.text))

    def _on_moved(self, view: StepView, day: date) -> None:
        setup, step = self.context.services.setup, view.step

        def say(others: int) -> None:
            if others:
                self._tell(tr("{count} steps that wait for “{title}” gave way.", count=others, title=view.title))

        self._write(lambda: setup.timeline.move(step.id or 0, day), say)

    def _on_opening(self, day: date) -> None:
        setup, store = self.context.services.setup, self.context.store_id

        def say(count: int) -> None:
            self._tell(tr("{count} due dates of what is not done moved with the opening day.", count=count))

        self._write(lambda: setup.set_opening(store, day), say)

    def _tell(self, words: str) -> None:
        history = self.context.services.history
        self.context.messages.success(
            words, tr("Undo"), lambda: self.context.tasks.database(history.undo, failed=self._on_refused, owner=self)
        )

    def open_print(self) -> None:
        """Offer the timeline on paper."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.timeline_sheet import timeline_html

        if self.shown is None:
            return
        title = f"{tr('Timeline of the setup')} · {self.context.store.name}"
        html = timeline_html(self.shown, title, timeline_words(self.shown))
        printables = [Printable("timeline", tr("Timeline"), title, lambda: html_pages(html, title=title))]
        open_once(PrintDialog(self.context, f"{_NAME}.paper", tr("Print the timeline"), printables))

    def print_shown(self) -> bool:
        """The timeline, where there is one."""
        self.open_print()
        return self.shown is not None


def timeline_words(shown: Timeline) -> list[str]:
    """When the store can open, how that agrees with the wanted day, and what does not agree in itself."""
    found = []
    if shown.earliest is None:
        found.append(tr("Nothing that is open blocks the opening."))
    else:
        found.append(tr("Earliest opening if every open step takes its typical time: {day}.", day=shown.earliest))
        if shown.opening is not None:
            room = (shown.opening - shown.earliest).days
            found.append(
                tr("The wanted opening is {count} days too early.", count=-room)
                if room < 0
                else tr("The wanted opening leaves {count} days to spare.", count=room)
            )
        found.append(tr("On the critical path: {count} steps.", count=sum(row.critical for row in shown.rows)))
    clashing = sum(row.clash for row in shown.rows)
    if clashing:
        found.append(tr("{count} steps begin before what they wait for is done (!).", count=clashing))
    for one in shown.clocks:
        left, end = one.reading.days_left, one.reading.ends_by
        if left is not None:
            found.append(
                tr("“{title}” was missed on {day}.", title=one.title, day=end)
                if left < 0
                else tr("“{title}” ends on {day}.", title=one.title, day=end)
            )
    return found

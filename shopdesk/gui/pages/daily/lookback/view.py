"""How complete the daily checks were, what fails, how long problems stay open; the year as a heat map."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.lookback import DayCompletion, Lookback, Share
from shopdesk.domain.fields import Reader
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import Period
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.icons import icon
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.lookback.figure_card import FigureCard
from shopdesk.gui.pages.daily.lookback.heat_map import HeatMap
from shopdesk.gui.pages.daily.lookback.item_table import ItemTable, failing_words, never_words
from shopdesk.gui.pages.daily.lookback.spans import SPAN_NAMES, Span, period_of
from shopdesk.gui.part import Part
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import among, button, named
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.share_bars import Bar, ShareBars
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.weekdays import weekday_text
from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class _Year:
    year: int
    years: list[int]
    days: list[DayCompletion]


class LookbackPart(Part):
    """Figures over a span. ``day_opened`` carries a day of the heat map to show in full."""

    day_opened = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """Empty; :meth:`refresh` fills it."""
        super().__init__(context)
        self.setObjectName("daily.lookback")
        self.look: Lookback | None = None
        self._year = context.clock.today().year
        self.span = Span.MONTH
        theme = context.theme
        self.spans = {span: self._span_button(span) for span in Span}
        group = QButtonGroup(self)
        for one in self.spans.values():
            among(group, one)
        self.spans[self.span].setChecked(True)
        self.dates = QLabel()
        self.dates.setProperty("role", "muted")
        self.export = button("lookback.export", tr("Export to Excel…"), self._on_export)
        self.export.setIcon(icon("export"))
        self.years = named(QComboBox(), "lookback.year", tr("Year"))
        self.years.activated.connect(self._on_year)
        self.heat_map = HeatMap(theme)
        self.heat_map.opened.connect(self.day_opened)
        self.pointed = QLabel()
        self.pointed.setObjectName("lookback.pointed")
        self.pointed.setProperty("role", "muted")
        self.pointed.setWordWrap(True)
        self.heat_map.pointed.connect(self.pointed.setText)
        self.completion = FigureCard("lookback.completion", tr("Completion"))
        self.streak = FigureCard("lookback.streak", tr("Complete days in a row"))
        self.failed = FigureCard("lookback.failed", tr("Failed checks"))
        self.closing = FigureCard("lookback.closing", tr("Mean days to close"))
        self.open = FigureCard("lookback.open", tr("Open problems"))
        self.by_area = ShareBars(theme, "lookback.byArea", tr("Completion by area"))
        self.by_weekday = ShareBars(theme, "lookback.byWeekday", tr("Completion by weekday"))
        self.by_person = ShareBars(theme, "lookback.byPerson", tr("Answers by person"))
        self.failing = ItemTable("lookback.failing", tr("Items that fail most"), failing=True)
        self.never = ItemTable("lookback.never", tr("Items that never fail"), failing=False)
        self.lists = [self._listed(table) for table in (self.failing, self.never)]
        self.failing_hint = _muted("", "lookback.failingHint")
        self.never_hint = _muted("", "lookback.neverHint")
        self._span_look = Look(
            self,
            context,
            lambda: (context.store_id, self.period),
            lambda services, wanted: services.lookback.span(*wanted),
            self._show,
            after=self.main_look,
        )
        self._lay_out()

    # --- building --------------------------------------------------------------------------------------------------

    def _span_button(self, span: Span) -> QPushButton:
        made = button(f"lookback.span.{span.value}", tr(SPAN_NAMES[span]), lambda: self.choose_span(span))
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        top = FlowLayout(spacing=6, squeezes=True)
        top.add(*self.spans.values())
        top.add(self.dates, grows=True)
        top.add(self.export)
        figures = FlowLayout(even=True)
        figures.add(self.completion, self.streak, self.failed, self.closing, self.open)
        year = Card(tr("The year, day by day"))
        year.header.addWidget(self.years)
        year.add(self.heat_map)
        below = QHBoxLayout()
        legend = _muted(
            tr("The stronger the colour, the more complete; a red corner marks failed checks. Enter opens the day."),
            "lookback.legend",
        )
        legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        below.addWidget(self.pointed, 2)
        below.addWidget(legend, 3)
        year.body.addLayout(below)
        bars = QHBoxLayout()
        bars.setSpacing(8)
        for title, widget in (
            (tr("By area"), self.by_area),
            (tr("By weekday"), self.by_weekday),
            (tr("By person"), self.by_person),
        ):
            card = Card(title)
            card.add(widget)
            card.body.addStretch(1)
            bars.addWidget(card, 1)
        tables = QHBoxLayout()
        tables.setSpacing(8)
        for title, hint, items in (
            (tr("Items that fail most"), self.failing_hint, self.lists[0]),
            (tr("Items that never fail"), self.never_hint, self.lists[1]),
        ):
            card = Card(title)
            card.add(hint)
            card.add(items, 1)
            card.body.addStretch(0)
            tables.addWidget(card, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addWidget(year)
        column.addLayout(bars)
        column.addLayout(tables)
        column.addStretch(1)
        scroll = QuietScroll()
        scroll.setObjectName("lookback.scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The year gets lower as it gets narrower: a bar that comes and goes would make room for its own leaving, and Qt
        # would go round in a circle until its stack is full.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(scroll, 1)

    def _listed(self, table: ItemTable) -> RecordPanel:
        panel = RecordPanel(self.context, table, lambda: Reader(today=self.context.clock.today(), say=tr))
        panel.offer_export(table.accessibleName())
        return panel

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The span in days."""
        return period_of(self.span, self.context.clock.today(), self._year)

    def question(self) -> Hashable:
        """The year of the heat map."""
        return (self.context.store_id, self._year)

    def load(self, services: Services, question: Any) -> _Year:
        """The year, day by day."""
        store_id, year = question
        look = services.lookback
        return _Year(year=year, years=look.years(store_id), days=look.heat_map(store_id, year))

    def choose_span(self, span: Span) -> None:
        """Look at other days."""
        self.span = span
        self.spans[span].setChecked(True)
        self._span_look.ask()

    def populate(self, loaded: _Year) -> None:
        """Show the year, and when it is painted ask for the span."""
        self.years.clear()
        for year in loaded.years:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(loaded.year))
        self.heat_map.set_year(loaded.year, loaded.days, self.context.clock.today())
        # The span takes several times as long, and a thread at work would hold up the painting.
        self.heat_map.repaint()
        if not self._span_look.stands:
            self._span_look.ask()

    def _show(self, look: Lookback) -> None:
        self.look = look
        self.dates.setText(f"{look.period.start} – {look.period.end}")
        self._show_figures(look)
        self._show_bars(look)
        self._show_items(look)

    def _show_items(self, look: Lookback) -> None:
        """The items that fail and those that never do; an empty table gives way to a sentence that says why."""
        most = [one for one in look.histories if one.failed]
        self.failing.show_items(most, look)
        self.lists[0].setVisible(bool(most))
        self.failing_hint.setText(failing_words(look))
        self.never.show_items(list(look.never_failing), look)
        self.lists[1].setVisible(bool(look.never_failing))
        self.never_hint.setText(never_words(look))

    def _show_figures(self, look: Lookback) -> None:
        share = look.completion
        self.completion.show_figure(
            percent_text(share.rate, 1), tr("{done} of {asked} items", done=share.done, asked=share.asked)
        )
        self.streak.show_figure(str(look.streak), tr("up to {day}", day=self._last_day(look)))
        self.failed.show_figure(str(look.failed), tr("on {days} days", days=sum(bool(one.failed) for one in look.days)))
        figures = look.problems
        mean = NO_DATA if figures.mean_days is None else f"{figures.mean_days:.1f}"
        self.closing.show_figure(
            mean, tr("{opened} opened, {closed} closed", opened=figures.opened, closed=figures.closed)
        )
        self.open.show_figure(
            str(figures.still_open),
            tr("{count} overdue", count=figures.overdue),
            "bad" if figures.overdue else "",
        )

    def _last_day(self, look: Lookback) -> date:
        return min(look.period.end, self.context.clock.today())

    def _show_bars(self, look: Lookback) -> None:
        language = current_language()
        self.by_area.set_bars([_bar(look.area_name(code, language), share) for code, share in look.by_area.items()])
        self.by_weekday.set_bars(
            [_bar(weekday_text(date(2024, 1, number)), share) for number, share in look.by_weekday.items()]
        )
        most = max((one.answered for one in look.people), default=0)
        self.by_person.set_bars(
            [
                Bar(
                    one.who or tr("(no name)"),
                    one.answered / most,
                    tr("{count} · {days} days", count=one.answered, days=one.days),
                    one.failed / one.answered,
                )
                for one in look.people
                if one.answered
            ]
        )

    def _on_year(self, _index: int) -> None:
        self._year = int(self.years.currentData())
        self.refresh()

    # --- export ----------------------------------------------------------------------------------------------------

    def _on_export(self) -> None:
        period, context, store_id = self.period, self.context, self.context.store_id
        name = tr("Daily checks {start} to {end}", start=period.start, end=period.end)
        save_file(
            context,
            self,
            title=tr("Export to Excel"),
            suggested=f"{context.store.name} {name}",
            kind=FileKind.WORKBOOK,
            write=lambda target: context.services.lookback.export(store_id, period, target),
            working=tr("Writing the workbook"),
        )


def _muted(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(bool(name))
    label.setObjectName(name)
    return label


def _bar(name: str, share: Share) -> Bar:
    words = f"{percent_text(share.rate, 0)}  {share.done}/{share.asked}"
    return Bar(name, float(share.rate) if share.rate is not None else None, words)

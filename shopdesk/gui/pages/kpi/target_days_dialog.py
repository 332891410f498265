"""The weeks and days of a month with their targets: type one, and the others share the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Noun, Reader
from shopdesk.domain.target_cells import Spread
from shopdesk.domain.target_plan import DayPlan, WeekPlan, day_plan, week_plan, week_plans
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.target_view import Wanted
from shopdesk.gui.pages.kpi.target_words import left_text
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_model import Column, FieldColumns, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.services.registry import Services

_NAME = "kpi.targetDaysDialog"
_MONDAY = date(2024, 1, 1)

_Days = tuple[Spread[date] | None, dict[date, int]]


class _TargetList(RecordTable):
    """Parts of a month of which only the target is written, in whichever column the cursor stands."""

    def __init__(self, noun: Noun, reader: Reader, name: str, label: str, *more: Column[Any]) -> None:
        def written(column: Column[Any]) -> Column[Any]:
            field = noun.field("value")
            return replace(column, edited=lambda _one: field) if column.name == "value" else column

        first, *rest = [written(one) for one in FieldColumns[Any](noun, reader).columns()]
        columns = [first, *more, *rest]
        super().__init__(RecordTableModel[Any](columns), name, label)
        self._target = [one.name for one in columns].index("value")
        self.reader = lambda: reader
        self.opened.connect(lambda _one: self.write())

    def show_parts(self, parts: list[Any], same: Callable[[Any, Any], bool]) -> None:
        """Show other parts; the cursor stays on the one that is the ``same``."""
        chosen = self.current()
        self.set_records(parts)
        self.fit_columns()
        if parts:
            self.select(lambda one: same(one, chosen if chosen is not None else parts[0]))
            self._to_target()

    def write(self) -> None:
        """Write into the target of the part that the cursor is on."""
        self._to_target()
        self.edit(self.currentIndex())

    def _to_target(self) -> None:
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(self._target))


def _load(services: Services, question: tuple[int, Wanted]) -> _Days:
    """The month's targets by day, and which of them were typed."""
    (store, wanted), targets = question, services.targets
    return (
        targets.spread(store, wanted.month, wanted.metric, wanted.group),
        targets.typed_days(store, wanted.month, wanted.metric, wanted.group),
    )


class TargetDaysDialog(QDialog):
    """Each change is kept at once and can be undone; what is changed elsewhere is seen here, too."""

    def __init__(self, context: PageContext, wanted: Wanted, parent: QWidget | None = None) -> None:
        """Show the days of the month in view."""
        super().__init__(parent)
        self._context, self._wanted = context, wanted
        self._typed: dict[date, int] = {}
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Targets of the days of {month}", month=f"{wanted.month:%Y-%m}"))
        self.setModal(True)
        roomy(self, 820, 560)
        reader = Reader(today=context.clock.today(), say=tr)
        span = Column[WeekPlan](tr("Days"), lambda one: f"{one.days.start:%m-%d} – {one.days.end:%m-%d}", name="span")
        weekday = Column[DayPlan](tr("Weekday"), lambda one: one.day.weekday(), name="weekday",
                                  text=lambda number: weekday_text(_MONDAY + timedelta(days=number)))  # fmt: skip
        self.weeks = _TargetList(week_plan(wanted.metric), reader, f"{_NAME}.weeks", tr("Targets of weeks"), span)
        self.table = _TargetList(day_plan(wanted.metric), reader, f"{_NAME}.days", tr("Targets of days"), weekday)
        self.problem = LyingLabel(f"{_NAME}.problem", self.table)
        self.said = words(name=f"{_NAME}.said")
        self.week_back = button(f"{_NAME}.weekBack", tr("Let the week follow the month"), self._take_week_back)
        self.back = button(f"{_NAME}.back", tr("Let it follow the month"), self._take_back)
        panes = []
        for one, back, edited, title in (
            (self.weeks, self.week_back, self._on_week_edited, tr("Targets of weeks")),
            (self.table, self.back, self._on_edited, self.windowTitle()),
        ):
            one.edited.connect(edited)
            one.refused.connect(partial(self._refuse, one))
            one.chosen.connect(lambda _record: self._enable())
            one.itemDelegate().closeEditor.connect(self._on_left)
            panel = RecordPanel(context, one, lambda: reader)
            panel.offer_export(title)
            pane, row = QWidget(), QHBoxLayout()
            row.addWidget(back)
            row.addStretch(1)
            column = QVBoxLayout(pane)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(panel, 1)
            column.addLayout(row)
            panes.append(pane)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(words(tr("Enter changes the target of a week or a day. It stays then, and the days that were "
                                  "not typed share what it leaves. A week holds its days of this month."),
                               role="muted"))  # fmt: skip
        both = SplitView(panes[0], panes[1], (1, 1))
        layout.addWidget(both, 1)
        layout.addWidget(self.said)
        layout.addLayout(foot)
        self.look = Look(self, context, lambda: (context.store_id, wanted), _load, self._show, renew=self._renew,
                         covered=lambda: both)  # fmt: skip

    def _renew(self) -> None:
        """Nothing is put under the hands of somebody who writes; once the cell is left, it is asked anew."""
        if not self._writing():
            self.look.ask()

    def _writing(self) -> bool:
        return any(one.state() == RecordTable.State.EditingState for one in (self.weeks, self.table))

    def _on_left(self) -> None:
        if self.look.stale:
            self._renew()

    def _show(self, answer: _Days) -> None:
        if self._writing():
            self.look.invalidate()
            return
        spread, typed = answer
        values = {} if spread is None else spread.values
        days = [DayPlan(day=day, value=value, typed=day in typed) for day, value in values.items()]
        self.table.show_parts(days, lambda one, chosen: one.day == chosen.day)
        self.weeks.show_parts(week_plans(values, typed), lambda one, chosen: one.days == chosen.days)
        left = 0 if spread is None else spread.left
        self.said.setText(left_text(left, self._wanted.metric, tr("The typed days")) if left else "")
        self._typed = typed
        self._enable()

    def _enable(self) -> None:
        day, week = self.table.current(), self.weeks.current()
        self.back.setEnabled(day is not None and day.typed)
        self.week_back.setEnabled(week is not None and any(one in self._typed for one in week.days.days()))

    def _on_edited(self, day: DayPlan, _name: str, value: int | None) -> None:
        self.problem.hide()
        self._set(day, value)

    def _on_week_edited(self, week: WeekPlan, _name: str, value: int | None) -> None:
        self.problem.hide()
        self._set_week(week, value)

    def _take_back(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._set(chosen, None)

    def _take_week_back(self) -> None:
        chosen = self.weeks.current()
        if chosen is not None:
            self._set_week(chosen, None)

    def _set(self, day: DayPlan, value: int | None) -> None:
        targets, store, wanted = self._context.services.targets, self._context.store_id, self._wanted
        self._ask(self.table, lambda: targets.set_day(store, day.day, value, wanted.metric, wanted.group))

    def _set_week(self, week: WeekPlan, value: int | None) -> None:
        targets, store, wanted = self._context.services.targets, self._context.store_id, self._wanted
        self._ask(self.weeks, lambda: targets.set_week(store, week.days, value, wanted.metric, wanted.group))

    def _ask(self, table: _TargetList, work: Callable[[], Any]) -> None:
        def refused(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._refuse(table, tr(error.text))

        self._context.tasks.database(work, failed=refused, owner=self)

    def _refuse(self, table: _TargetList, sentence: str) -> None:
        """Say what is wrong beside the list in which it was typed."""
        self.problem.lie_by(table)
        self.problem.say(sentence)

"""Targets: the year by month, the month by day, and how the month stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.joining import Was
from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import percent_text
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_drivers import SALES
from shopdesk.domain.targets import quarters
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.aim_edit import AimEdit
from shopdesk.gui.pages.kpi.pace_chart import PaceChart
from shopdesk.gui.pages.kpi.split_question import ask_over
from shopdesk.gui.pages.kpi.target_view import TargetView, Wanted, load_basis
from shopdesk.gui.pages.kpi.target_words import aim_text, month_sentences, week_words, year_words
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, named, tick, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import keep_seen, scaled
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import tr

_MONTHS_WIDTH = 440
_PACE_WIDTH = 300


class TargetsTab(QWidget):
    """Twelve months to fill in, a year to split, and the pace of one month, of a figure that is chosen.

    ``wanted_changed`` says that other targets are to be looked at, which are ``wanted``.
    """

    wanted_changed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(parent)
        self._context = context
        self._view: TargetView | None = None
        self._wrong: AimEdit | None = None
        self.dialog: QDialog | None = None
        self.wanted = Wanted(context.clock.today().replace(day=1))
        self.figure = named(QComboBox(), "kpi.targetFigure", tr("Figure with a target"))
        for code in AIMS:
            self.figure.addItem(tr(kpi(code).name), code)
        self.figure.activated.connect(lambda _index: self._on_figure_chosen())
        tip = tr("Own groups of products, else their categories in the product reports; they have targets of sales")
        self.group = named(QComboBox(), "kpi.targetGroup", tr("Product group"), tip=tip)
        # Wide enough for "Whole store" in large letters; a long category must not make the card wider.
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(11)
        self.group.activated.connect(lambda _index: self._want(group=self.group.currentData()))
        self.year = named(QComboBox(), "kpi.targetYear", tr("Year"))
        this_year = context.clock.today().year
        for year in range(this_year + 2, this_year - 10, -1):
            self.year.addItem(str(year), year)
        self.year.currentIndexChanged.connect(lambda _index: self._on_month_chosen(self.wanted.month.month))
        self.total = AimEdit()
        self.total.textChanged.connect(lambda _text: self._on_typed(self.total))
        named(self.total, "kpi.targetTotal", tr("Target of the year"))
        self.split = button("kpi.targetSplit", tr("Split over the months"), self._on_split)
        self.weights = button(
            "kpi.targetWeights",
            tr("Weights…"),
            self._on_weights,
            tip=tr("What weekdays, campaign days and months weigh when a target is split"),
        )
        self.drivers = button(
            "kpi.targetDrivers",
            tr("What makes the sales…"),
            self._on_drivers,
            tip=tr(
                "Visitors × conversion × amount per buyer of the month: change one and see what the others have to be"
            ),
        )
        self.by_day = button("kpi.targetDays", tr("Weeks and days…"), self._on_days,
                             tip=tr("Type the target of single weeks and days; the others share the rest"))  # fmt: skip
        self.plans = button(
            "kpi.targetTable",
            tr("All targets…"),
            self._on_table,
            tip=tr("All months and figures as a table: paste rows from Excel, export, remove"),
        )
        self._rows: list[tuple[QPushButton, AimEdit, QCheckBox, QLabel, QLabel]] = []
        self.problem = LyingLabel("kpi.targetProblem", self.total)
        self.heading = QLabel()
        self.heading.setObjectName("kpi.paceHeading")
        self.heading.setProperty("role", "subtitle")
        self.words = words(name="kpi.paceWords")
        self.weeks = words(name="kpi.targetWeeks", role="muted")
        self.chart = PaceChart(context.theme)
        self._arrange()

    def _arrange(self) -> None:
        self._months = Card()
        choices, top = QHBoxLayout(), QHBoxLayout()
        choices.addWidget(self.figure, 1)
        choices.addWidget(self.group, 1)
        choices.addWidget(self.year)
        top.addWidget(self.total, 1)
        top.addWidget(self.split)
        self._months.body.addLayout(choices)
        self._months.body.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, name in enumerate(
            (tr("Month"), tr("Target"), tr("Stays"), tr("Reached"), tr("Share", context="reached"))
        ):
            label = QLabel(name)
            label.setProperty("role", "muted")
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight)
        for number in range(1, 13):
            for column, widget in enumerate(self._row(number)):
                place = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag(0)
                grid.addWidget(widget, number, column, place)
        for column, share in ((1, 2), (3, 2), (4, 1)):
            grid.setColumnStretch(column, share)
        self._months.body.addLayout(grid)
        self.sum = words(name="kpi.targetSum", role="muted")
        self._months.add(self.sum)
        self._months.body.addStretch(1)
        pace = Card()
        pace.setMinimumWidth(scaled(self, _PACE_WIDTH))
        acts = QWidget()
        row = FlowLayout(acts, 6)
        for one in (self.drivers, self.by_day, self.weights, self.plans):
            row.addWidget(one)
        pace.add(self.heading)
        pace.add(acts)
        pace.add(self.words)
        pace.add(self.weeks)
        pace.add(self.chart, 1)
        pace.body.addStretch(0)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(SplitView(self._months, pace, (0, 1)))
        scroll = QuietScroll()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        keep_seen(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._fit_months()

    def _fit_months(self) -> None:
        inside = self._months.layout()
        assert inside is not None
        inside.activate()
        self._months.setMinimumWidth(max(_MONTHS_WIDTH, inside.minimumSize().width()))

    def _row(self, number: int) -> tuple[QPushButton, AimEdit, QCheckBox, QLabel, QLabel]:
        month = button(
            f"kpi.targetMonth{number}",
            f"{number:02d}",
            partial(self._on_month_chosen, number),
            role="flat",
            tip=tr("Show this month day by day"),
        )
        month.setCheckable(True)
        edit = AimEdit()
        edit.textChanged.connect(lambda _text, edit=edit: self._on_typed(edit))
        named(edit, f"kpi.target{number}", tr("Target of month {month}", month=number))
        edit.editingFinished.connect(partial(self._on_month_edited, number))
        tip = tr("A month that stays keeps its target when the year or another month is changed")
        stays = tick("", "")
        named(stays, f"kpi.targetStays{number}", tr("Target of month {month} stays", month=number), tip=tip)
        # What clicked says does not reach a partial.
        stays.clicked.connect(lambda locked: self._on_stays(number, locked))
        reached, share = QLabel(), QLabel()
        for label in (reached, share):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = (month, edit, stays, reached, share)
        self._rows.append(row)
        return row

    # Showing

    def show_view(self, view: TargetView) -> None:
        """Show targets and pace."""
        self._view = view
        self._show_choices(view)
        item = kpi(view.wanted.metric)
        for number, (chosen, edit, stays, reached, share) in enumerate(self._rows, 1):
            month = date(view.year, number, 1)
            target = view.targets.get(month)
            chosen.setChecked(month == view.wanted.month)
            edit.set_aim(view.aim)
            # What is being typed stays, whatever else becomes known; saving it says what stands there by then.
            typing = edit.hasFocus() and edit.isModified()
            if not typing and (not edit.hasFocus() or edit.fen != target):
                edit.show_kept(target)
            stays.setEnabled(target is not None)
            stays.setChecked(month in view.locked)
            value = view.actual.get(month)
            reached.setText(shown(item, value))
            share.setText(percent_text(view.aim.reached(value, target), 1))
        self.total.set_aim(view.aim)
        if view.aim.adds_up:
            self.total.set_fen(view.year_total if view.year_total is not None else sum(view.targets.values()) or None)
        else:
            self.total.set_fen(None)
        self.sum.setText(year_words(view))
        shares = quarters([view.targets.get(date(view.year, number, 1), 0) for number in range(1, 13)])
        parts = [f"Q{number}  {aim_text(view.wanted.metric, share)}" for number, share in enumerate(shares, 1)]
        self.sum.setToolTip("\n".join(parts) if view.aim.adds_up else "")
        self._fit_months()
        self.heading.setText(tr("{month} day by day", month=f"{view.wanted.month:%Y-%m}"))
        self.chart.set_steps(view.marks, view.bars, view.wanted.metric)
        self.chart.setVisible(bool(view.marks))
        self.words.setText("\n".join(month_sentences(view)))
        self.weeks.setText(week_words(view))

    def _show_choices(self, view: TargetView) -> None:
        adds_up = view.aim.adds_up
        self.year.blockSignals(True)
        if self.year.findData(view.year) < 0:  # typed or pasted into the table of all targets
            self.year.addItem(str(view.year), view.year)
        self.year.setCurrentIndex(self.year.findData(view.year))
        self.year.blockSignals(False)
        self.figure.setCurrentIndex(self.figure.findData(view.wanted.metric))
        self.group.clear()
        for code, name in (("", tr("Whole store")), *((name, name) for name in view.groups)):
            self.group.addItem(visible(name), code)
        if self.group.findData(view.wanted.group) < 0:
            self.group.addItem(visible(view.wanted.group), view.wanted.group)
        self.group.setCurrentIndex(self.group.findData(view.wanted.group))
        self.group.setEnabled(view.wanted.metric == SALES and self.group.count() > 1)
        self.total.setPlaceholderText(tr("Target of the year") if adds_up else tr("Target of every month"))
        self.split.setText(tr("Split over the months") if adds_up else tr("For every month"))
        self.split.setToolTip(
            tr("By last year's known months, weekdays and campaign days; adds up to the fen")
            if adds_up
            else tr("Every month that does not stay gets this target")
        )
        self.weights.setEnabled(adds_up)
        self.by_day.setEnabled(bool(view.days))
        self.drivers.setEnabled(not view.wanted.group)

    # What the reader chooses and types

    def _want(self, **changed: Any) -> None:
        self.wanted = replace(self.wanted, **changed)
        self.wanted_changed.emit()

    def show_target(self, day: date, metric: str = "") -> None:
        """Look at the targets of a day's month: a figure of the store, or the one that is chosen."""
        self._want(month=day.replace(day=1), **({"metric": metric, "group": ""} if metric else {}))

    def _on_figure_chosen(self) -> None:
        code = self.figure.currentData()
        self._want(metric=code, group=self.wanted.group if code == SALES else "")

    def _on_month_chosen(self, number: int) -> None:
        self._want(month=date(self.year.currentData(), number, 1))

    def _ask(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        self._context.tasks.database(work, done, owner=self)

    def _on_month_edited(self, number: int) -> None:
        edit = self._rows[number - 1][1]
        view = self._view
        if view is None or not self._readable(edit):
            return
        month, value, wanted = date(view.year, number, 1), edit.fen, view.wanted
        was = Was(edit.shown)
        if value != was.value:
            targets, store = self._context.services.targets, self._context.store_id
            self._context.tasks.database(
                lambda: targets.set_month(store, month, value, wanted.metric, wanted.group, was=was),
                done=lambda _none: setattr(edit, "shown", value),
                failed=lambda error: self._on_refused(edit, month, error),
                owner=self,
            )

    def _on_refused(self, edit: AimEdit, month: date, error: Exception) -> None:
        """Say why at the field; what is kept comes back to it, the newest with the next look at the data."""
        if not isinstance(error, UserError) or self._view is None:
            raise error
        edit.show_kept(self._view.targets.get(month))
        self._wrong = edit
        self.problem.lie_by(edit)
        self.problem.say(f"{edit.accessibleName()}: {tr(error.text)}")

    def _on_stays(self, number: int, locked: bool) -> None:
        view = self._view
        if view is not None:
            targets, store, wanted = self._context.services.targets, self._context.store_id, view.wanted
            month = date(view.year, number, 1)
            self._ask(lambda: targets.lock_month(store, month, locked, wanted.metric, wanted.group))

    def _readable(self, edit: AimEdit) -> bool:
        """Whether what is typed can be a target; where not, what stands there stays and is said to be wrong."""
        why = edit.refusal()
        if why:
            self._wrong = edit
            self.problem.lie_by(edit)
            self.problem.say(f"{edit.accessibleName()}: {why}")
        elif self._wrong is edit:
            self._wrong = None
            self.problem.hide()
        return not why

    def _on_typed(self, edit: AimEdit) -> None:
        """What was said of a field goes as soon as its input is right."""
        if self._wrong is edit:
            self._readable(edit)

    def _on_split(self) -> None:
        view = self._view
        if view is None or not self._readable(self.total):
            return
        if self.total.fen is None:
            if view.year_total is not None:
                targets, store, wanted = self._context.services.targets, self._context.store_id, view.wanted
                self._ask(lambda: targets.clear_year(store, view.year, wanted.metric, wanted.group))
            return
        set_year = partial(self._set_year, view, self.total.fen)
        if view.locked:
            ask_over(self, view, self.split.text(), set_year)
        else:
            set_year(True)

    def _set_year(self, view: TargetView, value: int, keep: bool) -> None:
        targets, store, wanted = self._context.services.targets, self._context.store_id, view.wanted
        count = 12 - len(view.locked) if keep else 12
        said = (
            tr("The target of {year} is split over its months.", year=view.year)
            if view.aim.adds_up
            else tr("It is the target of {count} months of {year}.", count=count, year=view.year)
        )
        self._ask(
            lambda: targets.set_year(store, view.year, value, wanted.metric, keep=keep, group=wanted.group),
            lambda _months: self._context.messages.success(said),
        )

    # What opens

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def _on_weights(self) -> None:
        services, store, wanted = self._context.services, self._context.store_id, self.wanted
        year = self.year.currentData()
        self._ask(lambda: load_basis(services, store, year, wanted.metric, wanted.group), self.open_weights)

    def open_weights(self, basis: Any) -> None:
        """Let the owner change what days weigh; the month in view is split anew at once."""
        from shopdesk.gui.pages.kpi.weights_dialog import WeightsDialog

        self._open(WeightsDialog(self._context, basis, self))

    def _on_drivers(self) -> None:
        from shopdesk.gui.pages.kpi.drivers_dialog import DriversDialog

        if self._view is not None:
            self._open(DriversDialog(self._context, self._view, self))

    def _on_days(self) -> None:
        from shopdesk.gui.pages.kpi.target_days_dialog import TargetDaysDialog

        if self._view is not None:
            self._open(TargetDaysDialog(self._context, self._view.wanted, self))

    def _on_table(self) -> None:
        from shopdesk.gui.pages.kpi.target_table import TargetTableDialog

        self._open(TargetTableDialog(self._context, self))

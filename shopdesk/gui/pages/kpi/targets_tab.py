"""Targets: the year by month, the month by day, and how the month stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain import periods
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi import Basis, Figures
from shopdesk.domain.money import divide_fen, format_yuan, percent_text, ratio
from shopdesk.domain.periods import By, Period, month_of
from shopdesk.domain.targets import Outlook, Pace, quarters, visitors_for, weeks_of
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.pace_chart import PaceChart
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.pages.kpi.weights_dialog import SplitBasis
    from shopdesk.services.registry import Services

METRIC = "paid_amount"
_AMOUNT = Field("value", Kind.MONEY)
_RECENT = 28
_MONTHS_WIDTH = 440


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """A year's targets and sales by month, and the month in view by day; fen of the paid amount."""

    year: int
    month: date
    targets: dict[date, int]
    actual: dict[date, int]
    days: dict[date, int] = field(default_factory=dict)
    daily: dict[date, int] = field(default_factory=dict)
    pace: Pace | None = None
    conversion: Decimal | None = None
    per_buyer: int | None = None


def load_targets(services: Services, store_id: int, month: date, until: date, basis: Basis) -> TargetView:
    """The year of ``month`` and that month; runs on the database thread."""
    year = Period(date(month.year, 1, 1), date(month.year, 12, 31))
    daily = services.kpi.daily_values(store_id, year, METRIC, basis)
    actual: dict[date, int] = {}
    for day, value in daily.items():
        actual[day.replace(day=1)] = actual.get(day.replace(day=1), 0) + value
    span = month_of(month)
    recent = services.kpi.totals(store_id, until - timedelta(days=_RECENT - 1), until, basis)
    return TargetView(
        year=month.year,
        month=span.start,
        targets=services.targets.year(store_id, month.year, METRIC),
        actual=actual,
        days=services.targets.days(store_id, span.start, METRIC),
        daily={day: value for day, value in daily.items() if day in span},
        pace=services.targets.pace(store_id, span.start, METRIC, until, basis),
        conversion=None if recent["conversion"] is None else Decimal(recent["conversion"]),
        per_buyer=_per_buyer(recent),
    )


def load_basis(services: Services, store_id: int, year: int) -> SplitBasis:
    """What a year is split by; runs on the database thread."""
    from shopdesk.gui.pages.kpi.weights_dialog import SplitBasis

    targets = services.targets
    return SplitBasis(
        year=year,
        weights=targets.weights(store_id),
        past=targets.past_weekdays(store_id, date(year, 1, 1), METRIC),
        months=tuple(targets.month_weights(store_id, year, METRIC)),
        known=tuple(targets.shape_months(store_id, year, METRIC)),
    )


def _per_buyer(figures: Figures) -> int | None:
    """Fen per buyer and day, of the days that have buyers: what conversion and visitors have to be multiplied with."""
    sums = figures.base_sums(("paid_fen", "day_buyers"))
    return None if sums is None else divide_fen(sums[0], sums[1])


class TargetsTab(QWidget):
    """Twelve months to fill in, a year to split, and the pace of one month.

    ``month_wanted`` asks for another month, ``month_set`` carries month and fen (or ``None``),
    ``year_set`` year, fen and whether months that have a target stay as they are, ``weights_wanted`` asks for the
    weights by which the year is split.
    """

    weights_wanted = Signal(int)
    month_wanted = Signal(object)
    month_set = Signal(object, object)
    year_set = Signal(int, object, bool)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(parent)
        self._view: TargetView | None = None
        self._wrong: MoneyEdit | None = None
        self.year = QComboBox()
        self.year.setObjectName("kpi.targetYear")
        self.year.setAccessibleName(tr("Year"))
        this_year = context.clock.today().year
        for year in range(this_year + 2, this_year - 10, -1):
            self.year.addItem(str(year), year)
        self.year.currentIndexChanged.connect(self._on_year_chosen)
        self.total = MoneyEdit(field=_AMOUNT)
        self.total.textChanged.connect(lambda _text: self._on_typed(self.total))
        self.total.setObjectName("kpi.targetTotal")
        self.total.setAccessibleName(tr("Target of the year"))
        self.total.setPlaceholderText(tr("Target of the year"))
        self.split = button(
            "kpi.targetSplit",
            tr("Split over the months"),
            self._on_split,
            tip=tr("By last year's known months, weekdays and campaign days; adds up to the fen"),
        )
        self.weights = button(
            "kpi.targetWeights",
            tr("Weights…"),
            lambda: self.weights_wanted.emit(self.year.currentData()),
            tip=tr("What weekdays, campaign days and months weigh when a target is split"),
        )
        self._rows: list[tuple[QPushButton, MoneyEdit, QLabel, QLabel]] = []
        self.problem = LyingLabel("kpi.targetProblem", self.total)
        self.heading = QLabel()
        self.heading.setObjectName("kpi.paceHeading")
        self.heading.setProperty("role", "subtitle")
        self.words = QLabel()
        self.words.setObjectName("kpi.paceWords")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.weeks = QLabel()
        self.weeks.setObjectName("kpi.targetWeeks")
        self.weeks.setProperty("role", "muted")
        self.weeks.setWordWrap(True)
        self.chart = PaceChart(context.theme)
        self._arrange()

    def _arrange(self) -> None:
        months = Card(tr("Targets of the paid amount"))
        top = QHBoxLayout()
        top.addWidget(self.year)
        top.addWidget(self.total, 1)
        top.addWidget(self.split)
        months.body.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, name in enumerate((tr("Month"), tr("Target"), tr("Reached"), tr("Share"))):
            label = QLabel(name)
            label.setProperty("role", "muted")
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight)
        for number in range(1, 13):
            grid.addWidget(self._row(number)[0], number, 0)
            for column, widget in enumerate(self._rows[-1][1:], 1):
                grid.addWidget(widget, number, column)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        grid.setColumnStretch(3, 1)
        months.body.addLayout(grid)
        self.sum = QLabel()
        self.sum.setObjectName("kpi.targetSum")
        self.sum.setProperty("role", "muted")
        self.sum.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.weights)
        months.body.addLayout(foot)
        months.body.addStretch(1)
        pace = Card()
        pace.add(self.heading)
        pace.add(self.words)
        pace.add(self.weeks)
        pace.add(self.chart, 1)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(months)
        layout.addWidget(pace, 1)
        self._months = months
        scroll = QuietScroll()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._fit_months()

    def _fit_months(self) -> None:
        inside = self._months.layout()
        assert inside is not None
        inside.activate()
        self._months.setFixedWidth(max(_MONTHS_WIDTH, inside.minimumSize().width()))

    def _row(self, number: int) -> tuple[QPushButton, MoneyEdit, QLabel, QLabel]:
        month = button(
            f"kpi.targetMonth{number}",
            f"{number:02d}",
            partial(self._on_month_chosen, number),
            role="flat",
            tip=tr("Show this month day by day"),
        )
        month.setCheckable(True)
        edit = MoneyEdit(field=_AMOUNT)
        edit.textChanged.connect(lambda _text, edit=edit: self._on_typed(edit))
        edit.setObjectName(f"kpi.target{number}")
        edit.setPlaceholderText("—")
        edit.setAccessibleName(tr("Target of month {month}", month=number))
        edit.editingFinished.connect(partial(self._on_month_edited, number))
        reached, share = QLabel(), QLabel()
        for label in (reached, share):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = (month, edit, reached, share)
        self._rows.append(row)
        return row

    def show_view(self, view: TargetView) -> None:
        """Show targets and pace."""
        self._view = view
        self.year.blockSignals(True)
        self.year.setCurrentIndex(self.year.findData(view.year))
        self.year.blockSignals(False)
        for number, (chosen, edit, reached, share) in enumerate(self._rows, 1):
            month = date(view.year, number, 1)
            chosen.setChecked(month == view.month)
            if not edit.hasFocus() or edit.fen != view.targets.get(month):
                edit.set_fen(view.targets.get(month))
            value = view.actual.get(month)
            reached.setText("—" if value is None else format_yuan(value))
            part = ratio(value, view.targets.get(month))
            share.setText(percent_text(part, 1))
        total = sum(view.targets.values())
        self.total.set_fen(total or None)
        self.sum.setText(
            tr("{count} months with a target, together {total}", count=len(view.targets), total=format_yuan(total))
            if view.targets
            else tr("Type a target for the year and split it, or type the months.")
        )
        shares = quarters([view.targets.get(date(view.year, number, 1), 0) for number in range(1, 13)])
        self.sum.setToolTip("\n".join(f"Q{number}  {format_yuan(share)}" for number, share in enumerate(shares, 1)))
        self._fit_months()
        self._show_pace(view)

    def _show_pace(self, view: TargetView) -> None:
        self.heading.setText(tr("{month} day by day", month=f"{view.month:%Y-%m}"))
        self.chart.set_days(view.days, view.daily)
        self.chart.setVisible(bool(view.days))
        if view.pace is None:
            self.words.setText(tr("This month has no target yet."))
            self.weeks.clear()
            return
        self.words.setText("\n".join([*pace_sentences(view.pace), *effort_sentences(view)]))
        # Hard spaces keep a week and its amount on one line.
        weeks = (
            f"{periods.label(week.start, By.WEEK)}\N{NO-BREAK SPACE}{format_yuan(value)}"
            for week, value in weeks_of(view.days).items()
        )
        self.weeks.setText(tr("By week: {weeks}", weeks="   ".join(weeks)))

    def _on_year_chosen(self, _index: int) -> None:
        month = self._view.month.month if self._view else 1
        self.month_wanted.emit(date(self.year.currentData(), month, 1))

    def _on_month_chosen(self, number: int) -> None:
        self.month_wanted.emit(date(self.year.currentData(), number, 1))

    def _on_month_edited(self, number: int) -> None:
        edit = self._rows[number - 1][1]
        month = date(self.year.currentData(), number, 1)
        if self._readable(edit) and self._view is not None and edit.fen != self._view.targets.get(month):
            self.month_set.emit(month, edit.fen)

    def _readable(self, edit: MoneyEdit) -> bool:
        """Whether an amount can be a target; where not, what stands there stays and is said to be wrong."""
        why = edit.refusal()
        if why:
            self._wrong = edit
            self.problem.lie_by(edit)
            self.problem.say(f"{edit.accessibleName()}: {why}")
        elif self._wrong is edit:
            self._wrong = None
            self.problem.hide()
        return not why

    def _on_typed(self, edit: MoneyEdit) -> None:
        """What was said of a field goes as soon as its input is right."""
        if self._wrong is edit:
            self._readable(edit)

    def _on_split(self) -> None:
        if not self._readable(self.total) or self.total.fen is None:
            return
        typed = len(self._view.targets) if self._view is not None else 0
        if typed:
            self._ask_over(typed)
        else:
            self._set_year(keep=True)

    def _set_year(self, *, keep: bool) -> None:
        self.year_set.emit(self.year.currentData(), self.total.fen, keep)

    def _ask_over(self, typed: int) -> None:
        """Months that have a target are never written over unasked."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Split over the months"),
            tr("{count} months of {year} have a target already.", count=typed, year=self.year.currentData()),
            parent=self,
        )
        box.setObjectName("kpi.targetOver")
        if typed < 12:
            keep = box.addButton(tr("Keep them, split the rest"), QMessageBox.ButtonRole.AcceptRole)
            keep.setObjectName("kpi.targetKeep")
            keep.clicked.connect(lambda: self._set_year(keep=True))
        over = box.addButton(tr("Split all twelve anew"), QMessageBox.ButtonRole.DestructiveRole)
        over.setObjectName("kpi.targetAnew")
        over.clicked.connect(lambda: self._set_year(keep=False))
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def pace_sentences(pace: Pace) -> list[str]:
    """How the month stands, in sentences."""
    said = [
        tr(
            "Until {day} {actual} of {target} came in ({share}).",
            day=pace.until,
            actual=format_yuan(pace.actual),
            target=format_yuan(pace.target),
            share=percent_text(pace.reached, 1),
        ),
        tr("That is {amount} ahead of the pace.", amount=format_yuan(pace.ahead))
        if pace.ahead >= 0
        else tr("That is {amount} behind the pace.", amount=format_yuan(-pace.ahead)),
    ]
    if pace.needed_per_day is not None:
        if pace.outlook is not None:
            said.append(_projection(pace.outlook))
        said.append(tr("Each remaining day has to bring {amount}.", amount=format_yuan(pace.needed_per_day)))
    if pace.missing_days:
        said.append(tr("{count} days have no figures yet and are left out of the pace.", count=pace.missing_days))
    return said


def effort_sentences(view: TargetView) -> list[str]:
    """What the remaining days take at the store's own conversion and value per buyer."""
    needed = view.pace.needed_per_day if view.pace is not None else None
    visitors = visitors_for(needed, view.conversion, view.per_buyer) if needed else None
    if visitors is None:
        return []
    return [
        tr(
            "At the conversion ({conversion}) and value per buyer ({value}) of the last 28 days, "
            "that takes {visitors} visitors a day.",
            conversion=percent_text(view.conversion),
            value=format_yuan(view.per_buyer or 0),
            visitors=f"{visitors:,}",
        )
    ]


def _projection(outlook: Outlook) -> str:
    if outlook.low is None or outlook.high is None:
        return tr("If it goes on like this, the month ends at about {amount}.", amount=_round_yuan(outlook.projected))
    return tr(
        "If it goes on like this, the month ends at about {amount} (likely {low} to {high}).",
        amount=_round_yuan(outlook.projected),
        low=_round_yuan(outlook.low),
        high=_round_yuan(outlook.high),
    )


def _round_yuan(fen: int) -> str:
    """Whole yuan where there are no fen, so that a rounded amount does not look exact."""
    return format_yuan(fen).removesuffix(".00")

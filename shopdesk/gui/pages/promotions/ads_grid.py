"""Months by programme: what may be spent, what was, what is left; with pace, balance and a chart of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.ads.months import AdsMonth, Cell
from shopdesk.domain.ads.records import ADS_BUDGET
from shopdesk.domain.ads.spend import NO_PROGRAMME, Programme
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.joining import Was
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period
from shopdesk.gui.charts.pace_bars import PaceBars
from shopdesk.gui.figure_rows import open_behind
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.ads_rows import figure, money, names, spent_rows
from shopdesk.gui.pages.promotions.ads_start_form import AdsStartForm
from shopdesk.gui.pages.promotions.year_edit import YearEdit
from shopdesk.gui.part import Part
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button, named, tool, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.ads import AdsBalance, AdsYear
from shopdesk.services.registry import Services

_NAME = "promotions.ads.months"
_NOTHING = Cell()
_ALL = "all"


class BudgetBars(PaceBars):
    """A bar for each month with what was spent, a mark for what may be."""

    def __init__(self, theme: Theme) -> None:
        """Without figures."""
        super().__init__(theme, f"{_NAME}.chart", tr("Spent by month against the budget"))

    def show_months(self, months: Sequence[AdsMonth]) -> None:
        """Show a year."""
        totals = {one.month.start: one.total for one in months}
        self.set_steps(
            {start: cell.budget_fen for start, cell in totals.items()},
            {start: cell.spent_fen for start, cell in totals.items()},
            "ad_spend",
        )

    def named(self, step: date) -> str:
        """The number of the month."""
        return f"{step:%m}"

    def words(self, step: date) -> str:
        """A month in words."""
        return tr(
            "{month}: {spent} spent, budget {budget}",
            month=f"{step:%Y-%m}", spent=money(self._actual.get(step)), budget=money(self._targets[step]),
        )  # fmt: skip


class AdsGrid(Part):
    """A row for each month; the budget of a programme is typed in its cell. ``new_asked``: a budget with all fields."""

    new_asked = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin with this year."""
        super().__init__(context, parent)
        self.reader = Reader(today=context.clock.today(), say=tr)
        self.shown: AdsYear | None = None
        self.table: RecordTable | None = None
        self._programmes: tuple[Programme, ...] | None = None
        self._by_name: dict[str, Programme] = {}
        self.year = named(YearEdit(context.clock.today().year), f"{_NAME}.year", tr("Year"))
        self.year.valueChanged.connect(lambda _year: self.refresh())
        self.balance = words(name=f"{_NAME}.balance")
        self.warnings = words(name=f"{_NAME}.warnings", tone="bad")
        self.hint = words(role="muted")
        self.tables = QStackedWidget()
        self.problem = LyingLabel(f"{_NAME}.problem", self.tables)
        self.chart = BudgetBars(context.theme)
        bar = FlowLayout()
        bar.add(
            tool(f"{_NAME}.earlier", tr("Earlier"), "previous", lambda: self.year.setValue(self.year.value() - 1)),
            self.year,
            tool(f"{_NAME}.later", tr("Later"), "next", lambda: self.year.setValue(self.year.value() + 1)),
            button(f"{_NAME}.new", tr("New budget…"), self.new_asked.emit, role="primary"),
            button(f"{_NAME}.start", tr("Budgets to begin with…"), self.begin),
            button(f"{_NAME}.rows", tr("Show rows"), self.show_rows),
            button(f"{_NAME}.spent", tr("Rows since the first statement"), self.show_balance_rows),
            button(f"{_NAME}.print", tr("Print…"), self.print_months, shortcut="Ctrl+P"),
        )
        charted = QHBoxLayout()
        charted.addWidget(self.chart)
        # With large letters on a small screen all of it together is higher than the window.
        self.tables.setMinimumHeight(scaled(self, 200))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.balance)
        layout.addWidget(self.warnings)
        layout.addWidget(self.tables, 3)
        layout.addLayout(charted, 1)
        layout.addWidget(self.hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(VerticalScroll(body))

    def covered(self) -> QWidget:
        """The table of the months."""
        return self.tables

    def question(self) -> tuple[int, int]:
        """Which year of which store."""
        return self.context.store_id, self.year.value()

    def load(self, services: Services, question: Any) -> AdsYear:
        """The months of the year."""
        return services.ads.year(*question)

    def populate(self, found: AdsYear) -> None:
        """Show the year; the columns follow the programmes."""
        self.shown = found
        if found.programmes != self._programmes or self.table is None:
            self._build(found.programmes)
        self.table.set_records(found.months)
        self.chart.show_months(found.months)
        self.balance.setText(sentences(balance_words(found.balance)))
        self.warnings.setText(sentences(self._warnings(found)))
        self.warnings.setVisible(bool(self.warnings.text()))
        self.hint.setText(
            tr("Double-click a budget to type it, what was spent to see its rows. The line across a bar is the budget.")
            if found.programmes
            else tr(
                "No programme is known yet: press “Budgets to begin with…” or “New budget…”, or import an ads report. "
                "It then has its columns here."
            )
        )

    @staticmethod
    def _warnings(found: AdsYear) -> list[str]:
        told = [tr(text) for text in found.warnings]
        if found.balance is not None and found.balance.warning is not None:
            told.insert(0, tr(found.balance.warning))
        return told

    def _build(self, programmes: tuple[Programme, ...]) -> None:
        self._programmes = programmes
        self.table = RecordTable(RecordTableModel(self._columns(programmes)), f"{_NAME}.table", tr("Months"))
        self.table.head.setStretchLastSection(False)
        self.table.opened.connect(lambda _month: self.show_rows())
        self.table.first_in_menu = ("rows", tr("Show rows"), self.show_rows)
        self.table.edited.connect(self._on_edited)
        self.table.refused.connect(self.problem.say)
        panel = RecordPanel(self.context, self.table, lambda: self.reader)
        panel.offer_export(tr("Ads and affiliates"))
        while self.tables.count():
            old = self.tables.widget(0)
            self.tables.removeWidget(old)
            old.deleteLater()
        self.tables.addWidget(panel)

    def _columns(self, programmes: Sequence[Programme]) -> list[Column[AdsMonth]]:
        self._by_name.clear()
        found: list[Column[AdsMonth]] = [
            Column(tr("Month"), lambda one: one.month.start, text="{:%Y-%m}".format, name="month"),
            figure(f"budget.{_ALL}", tr("Budget"), lambda one: one.total.budget_fen, header_tip=tr("All together")),
            figure(f"spent.{_ALL}", tr("Ads cost"), lambda one: one.total.spent_fen, tip=_known),
            figure(f"left.{_ALL}", tr("Budget left"), lambda one: one.total.left_fen, ink=partial(self._ink, None)),
            figure("used", tr("Used"), lambda one: one.total.used, Kind.RATE, adds_up=False,
                   header_tip=tr("Spent ÷ budget")),
            figure("passed", tr("Days gone"), lambda one: one.passed, Kind.RATE, adds_up=False, tip=_known,
                   header_tip=tr("Days up to the last with ads figures ÷ days of the month")),
            figure("campaigns", tr("Of campaigns"), lambda one: one.campaigns_fen, tip=_campaigns, header_tip=tr(
                "Budgets of the campaigns that begin in the month. They are spent from the programmes and not added.")),
        ]  # fmt: skip
        for one, called in names(programmes).items():
            key = f"{one.channel or 'none'}.{one.plan}"
            self._by_name[key] = one
            if one != NO_PROGRAMME:
                found.append(self._budget(key, one, called))
            found.append(figure(f"spent.{key}", tr("{programme}: spent", programme=called), partial(_spent, one)))
            if one != NO_PROGRAMME:
                found.append(
                    figure(f"left.{key}", tr("{programme}: left", programme=called), partial(_left, one),
                           ink=partial(self._ink, one))
                )  # fmt: skip
        return found

    def _budget(self, key: str, one: Programme, called: str) -> Column[AdsMonth]:
        # An emptied cell takes the budget away.
        field = replace(ADS_BUDGET.field("amount_fen"), required=False)
        return figure(
            f"budget.{key}",
            tr("{programme}: budget", programme=called),
            lambda month: month.cells.get(one, _NOTHING).budget_fen,
            edited=lambda _month: field,
        )

    def _ink(self, programme: Programme | None, month: AdsMonth) -> QColor | None:
        cell = month.total if programme is None else month.cells.get(programme, _NOTHING)
        return self.context.theme.bad if cell.left_fen is not None and cell.left_fen < 0 else None

    def _on_edited(self, month: AdsMonth, name: str, value: int | None) -> None:
        self.problem.say("")
        programme = self._by_name[name.partition(".")[2]]
        ads, store_id, start = self.context.services.ads, self.context.store_id, month.month.start
        was = Was(month.cells.get(programme, _NOTHING).budget_fen)
        if value != was.value:
            self.context.tasks.database(
                lambda: ads.set_budget(store_id, start, programme, value, was=was), failed=self._on_refused, owner=self
            )

    def _on_refused(self, error: Exception) -> None:
        # Said here: the message bar of the window lies behind the dialog.
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))

    def show_rows(self) -> None:
        """Open the rows of what was spent in the cell of the cursor; of all ads where it stands on no programme."""
        index = self.table.currentIndex() if self.table is not None else None
        if index is None or not index.isValid():
            return
        month: AdsMonth = self.table.records_model.record(index.row())
        kind, _dot, key = self.table.records_model.columns[index.column()].name.partition(".")
        if kind == "budget" and key in self._by_name:
            return
        programme = self._by_name.get(key)
        subjects, beyond = None, ()
        if programme is not None:
            subjects, beyond = month.subjects(programme), month.beyond(programme)
            if subjects is None and programme.plan:
                subjects = ()  # none of its rows is there
        open_behind(self.context, spent_rows(month.month, programme, subjects, beyond=beyond), self)

    def show_balance_rows(self) -> None:
        """Open the rows of the spend that the balance is less by."""
        balance = self.shown.balance if self.shown is not None else None
        if balance is not None:
            open_behind(self.context, spent_rows(Period(balance.since, balance.known_to), None), self)

    def print_months(self) -> None:
        """Show the months of the year as pages, the one of the cursor first."""
        from shopdesk.gui.pages.promotions.ads_print import print_ads

        index = self.table.currentIndex() if self.table is not None else None
        month = None
        if index is not None and index.isValid() and self.table is not None:
            month = self.table.records_model.record(index.row()).month.start
        self.problem.say("")
        print_ads(self.context, self.year.value(), month, self, self.problem.say)

    def begin(self) -> None:
        """Propose budgets as published plans have them."""
        open_once(AdsStartForm(self.context, self))


def _spent(programme: Programme, month: AdsMonth) -> int | None:
    return month.cells.get(programme, _NOTHING).spent_fen


def _left(programme: Programme, month: AdsMonth) -> int | None:
    return month.cells.get(programme, _NOTHING).left_fen


def _known(month: AdsMonth) -> str:
    if month.last is None:
        return tr("No report says what ads cost in this month.")
    return tr(
        "{known} of {days} days have ads figures, the last is {last}.",
        known=month.known, days=month.month.length, last=month.last.isoformat(),
    )  # fmt: skip


def _campaigns(month: AdsMonth) -> str:
    return "\n".join(
        tr(
            "{campaign}, {start} – {end}: budget {budget}; all ads of the store on its days cost {ads}",
            campaign=one.name, start=one.days.start.isoformat(), end=one.days.end.isoformat(),
            budget=format_yuan(one.budget_fen), ads=money(one.ads_fen),
        )
        for one in month.campaigns
    )  # fmt: skip


def balance_words(balance: AdsBalance | None) -> list[str]:
    """What lies in the ads account, from what it is reckoned, and how long it lasts."""
    if balance is None:
        return [tr("No statement is imported: what lies in the ads account is not known.")]
    if balance.left_fen is None:
        return [tr("No ads figures of the statements' days: what lies in the ads account is not known.")]
    told = [
        tr(
            "In the ads account: {amount}, top-ups less what ads cost from {since} to {known}.",
            amount=format_yuan(balance.left_fen), since=balance.since.isoformat(), known=balance.known_to.isoformat(),
        )
    ]  # fmt: skip
    if balance.account is None:
        told.append(
            tr("How long it lasts is not known: the statements end before the ads figures, or nothing was spent.")
        )
    elif balance.left_fen < 0:
        told.append(tr("More was spent than topped up: money came from elsewhere, or lay there before the first line."))
    elif balance.account.days_left is not None:
        told.append(tr("It lasts {days} days at the spend of the last 7 days.", days=str(balance.account.days_left)))
    return told

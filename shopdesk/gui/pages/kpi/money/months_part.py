"""Months that are checked off: closing, opening again, and what changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.months import figure_name
from shopdesk.domain.periods import month_of
from shopdesk.gui.look import Look
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.months import ChangeView, MonthView
    from shopdesk.services.registry import Services

_NAME = "kpi.money.months"


@dataclass(frozen=True, slots=True)
class _Month:
    """A month in the table."""

    view: MonthView

    @property
    def id(self) -> date:
        """By what the cursor finds it again."""
        return self.view.month


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the chosen month: what was asserted (``None`` while it is open), what it is, and by what change."""

    code: str
    before: int | None
    now: int | None
    change: ChangeView | None = None

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.code if self.change is None else f"{self.code} {self.change.change.id}"

    @property
    def difference(self) -> int | None:
        """By how much the figure changed; ``None`` where nothing did."""
        return self.change.change.difference if self.change is not None else None


class MonthsPart(Part):
    """The months on the left; on the right what changed in the chosen one since it was closed, and all of its sums."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the months are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.close_month = button(f"{_NAME}.close", tr("Close the month"), self.close_chosen, role="primary")
        self.reopen = button(f"{_NAME}.reopen", tr("Reopen"), self.reopen_chosen)
        self.accept = button(
            f"{_NAME}.accept",
            tr("Accept the changes"),
            self.accept_chosen,
            tip=tr("The sums as they are now become those of the closed month"),
        )
        self.take_back = button(
            f"{_NAME}.takeBack",
            tr("Take the import back"),
            self.take_import_back,
            tip=tr("Takes back the whole import that brought the chosen change"),
        )
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.close_month, self.reopen, self.accept, self.take_back):
            row.addWidget(one)
        self.said = words(name=f"{_NAME}.said")
        self.table = RecordTable(RecordTableModel(_columns(context)), f"{_NAME}.table", tr("Months of the statements"))
        self.table.chosen.connect(lambda _month: self._on_chosen())
        self.figures = RecordTable(
            RecordTableModel(_figure_columns(context)), f"{_NAME}.figures", tr("Sums of the month, what changed first")
        )
        self._sums: dict[str, int | None] = {}
        self.figures.chosen.connect(lambda _figure: self._enable())
        self.panel = RecordPanel(context, self.figures, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(tr("Sums of the month"))
        self.empty = EmptyState(
            tr("No month to close yet"),
            tr(
                "A month can be closed once a statement of the account covers days of it. Download the statement in "
                "the Alipay merchant centre (对账中心 › 账务明细) and drop it on the window."
            ),
            tr("Import…"),
            lambda: self.context.events.way_wanted.emit("import"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(SplitView(self.table, self.panel, (1, 1), least=FOR_AMOUNTS))
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(bar)
        layout.addWidget(self.said)
        layout.addWidget(self.stack, 1)
        self._sums_look = Look(self, context, self._sums_question, _load_sums, self._show_sums, after=self.main_look)
        self._on_chosen()

    # Loading and showing

    def load(self, services: Services, question: Any) -> list[MonthView]:
        """Every month of the store."""
        return services.matching.months.all(question)

    def populate(self, months: list[MonthView]) -> None:
        """Show them; what changed comes first into view."""
        self.stack.setCurrentIndex(0 if months else 1)
        self.table.set_records([_Month(view) for view in months])
        self.table.fit_columns()  # “closed, changed since” is wider than what stood there while nothing was closed
        if self.table.current() is None and months:
            self.table.selectRow(self._first_wanted(months))
        self._on_chosen()

    def _first_wanted(self, months: list[MonthView]) -> int:
        """The month that changed since it was closed, or else the newest that can be closed."""
        today = self.context.clock.today()
        ripe = [place for place, one in enumerate(months) if one.closed is None and month_of(one.month).end < today]
        changed = [place for place, one in enumerate(months) if one.changes]
        return next(iter([*changed, *ripe]), 0)

    @property
    def month(self) -> MonthView | None:
        """The chosen month."""
        row = self.table.current()
        return row.view if row is not None else None

    def _on_chosen(self) -> None:
        view = self.month
        self._sums = {}
        self._fill()
        self.said.setText(_sentence(view) if view is not None else "")
        if view is not None:
            self._sums_look.ask()

    def _sums_question(self) -> tuple[int, date] | None:
        view = self.month
        return (self.context.store_id, view.month) if view is not None else None

    def _show_sums(self, sums: dict[str, int | None]) -> None:
        self._sums = sums
        self._fill()

    def _fill(self) -> None:
        """What changed comes first: it is what has to be accepted or taken back."""
        view = self.month
        self.figures.set_records(_figures(view, self._sums) if view is not None else [])
        if view is not None and view.changes:
            self.figures.fit_columns()  # by which import a figure changed has to be read to be judged
            if self.figures.current() is None:
                self.figures.selectRow(0)
        self._enable()

    def _enable(self) -> None:
        view, change = self.month, self._change
        over = view is not None and month_of(view.month).end < self.context.clock.today()
        self.close_month.setEnabled(view is not None and view.closed is None and over and view.days_covered > 0)
        self.close_month.setToolTip(
            "" if view is None or over else tr("The month is not over yet. Close it when its last day has gone by.")
        )
        self.reopen.setEnabled(view is not None and view.closed is not None)
        self.accept.setEnabled(view is not None and bool(view.changes))
        self.take_back.setEnabled(change is not None and change.can_take_back)

    @property
    def _change(self) -> ChangeView | None:
        found: _Figure | None = self.figures.current()
        return found.change if found is not None else None

    @property
    def _seen(self) -> dict[str, int | None] | None:
        """The sums in view; ``None`` while they are still being read."""
        return self._sums or None

    # What the user does

    def close_chosen(self) -> None:
        """Check the chosen month off."""
        seen = self._seen
        self._do(lambda months, store, month: months.close(store, month, seen=seen), tr("Closed."))

    def reopen_chosen(self) -> None:
        """Open the chosen month again."""
        self._do(lambda months, store, month: months.reopen(store, month), tr("Open again."))

    def accept_chosen(self) -> None:
        """Take the sums as they are now."""
        seen = self._seen
        self._do(lambda months, store, month: months.accept(store, month, seen=seen), tr("Accepted."))

    def take_import_back(self) -> None:
        """Take the import back that brought the chosen change."""
        change, imports = self._change, self.context.services.imports
        if change is not None and change.run is not None and change.run.id is not None:
            number = change.run.id
            self.context.tasks.database(
                lambda: imports.undo(number),
                lambda run: self.context.messages.success(tr("“{file}” was taken back.", file=run.file_name)),
                owner=self,
            )

    def _do(self, work: Callable[[Any, int, date], Any], said: str) -> None:
        view, months, store = self.month, self.context.services.matching.months, self.context.store_id
        if view is not None:
            month = view.month
            self.context.tasks.database(
                lambda: work(months, store, month), lambda _kept: self.context.messages.success(said), owner=self
            )


def _load_sums(services: Services, question: Any) -> dict[str, int | None]:
    """What a month comes to now; runs on the database thread."""
    return services.matching.months.figures(*question)


def _figures(view: MonthView, sums: dict[str, int | None]) -> list[_Figure]:
    """The changes, then every figure that did not change; one that is nothing and always was is left out."""
    found = [_Figure(one.change.code, one.change.before_fen, one.change.after_fen, one) for one in view.changes]
    changed = {one.code for one in found}
    closed = view.closed.figures if view.closed is not None else {}
    return found + [
        _Figure(code, closed.get(code), now)
        for code, now in sums.items()
        if code not in changed and (now or closed.get(code))
    ]


def _sentence(view: MonthView) -> str:
    month = f"{view.month:%Y-%m}"
    if view.closed is None:
        lacking = view.days - view.days_covered
        return (
            tr("{month} is open. Statements cover every day of it.", month=month)
            if view.is_whole
            else tr("{month} is open. {count} of its days stand in no statement yet.", month=month, count=lacking)
        )
    if not view.changes:
        return tr("{month} is closed, and nothing changed since.", month=month)
    return tr(
        "{month} is closed, and {count} changes came since. Accept them, or take the import back that brought them.",
        month=month,
        count=len(view.changes),
    )


def _columns(context: PageContext) -> list[Column[_Month]]:
    bad = context.theme.bad

    def state(row: _Month) -> str:
        if row.view.closed is None:
            return tr("open")
        return tr("closed, changed since") if row.view.changes else tr("closed", context="month")

    return [
        Column(
            tr("Month", context="month"), lambda row: row.view.month, text=lambda month: f"{month:%Y-%m}", name="month"
        ),
        Column(tr("State"), state, name="state", ink=lambda row: bad if row.view.changes else None),
        Column(
            tr("Days in statements"),
            lambda row: row.view.days_covered,
            said=lambda row: tr("{known} of {all}", known=row.view.days_covered, all=row.view.days),
            name="days",
        ),
        Column(
            tr("Closed on", context="month"),
            lambda row: row.view.closed.closed_at if row.view.closed is not None else None,
            text=lambda at: f"{at:%Y-%m-%d %H:%M}",
            name="closed_at",
        ),
        Column(
            tr("Closed by", context="month"),
            lambda row: row.view.closed.closed_by or None if row.view.closed is not None else None,
            name="closed_by",
        ),
    ]


def _figure_columns(context: PageContext) -> list[Column[_Figure]]:
    theme = context.theme

    def cause(one: _Figure) -> str | None:
        return tr(one.change.change.cause) if one.change is not None else None

    return [
        Column(
            tr("Figure"), lambda one: tr(figure_name(one.code)), name="figure",
            tip=lambda one: tr(figure_name(one.code)),
        ),
        Column(tr("Now", context="month"), lambda one: one.now, text=money, numeric=True, name="now"),
        Column(tr("Before", context="month"), lambda one: one.before, text=money, numeric=True, name="before"),
        Column(
            tr("Change"), lambda one: one.difference, text=signed, numeric=True, name="difference",
            ink=lambda one: theme.bad if one.difference else None,
        ),
        Column(tr("By what"), cause, name="cause", tip=lambda one: cause(one) or ""),
        Column(
            tr("When"), lambda one: one.change.change.at if one.change is not None else None,
            text=lambda at: f"{at:%Y-%m-%d %H:%M}", name="at",
        ),
    ]  # fmt: skip

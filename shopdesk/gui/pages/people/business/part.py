"""The part "What if": fields on the left, today and what if beside each other on the right. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.rights import NotYours
from shopdesk.domain.text import NO_DATA
from shopdesk.domain.whatif import Changes, Costs, Scenario, ratio_of, scenario, with_costs
from shopdesk.domain.whatif_fields import CHANGES, Row, comparison
from shopdesk.gui.look import Look
from shopdesk.gui.pages.people.business.form import ScenarioForm
from shopdesk.gui.part import Part
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import current_language, sentences, tr
from shopdesk.reporting.whatif_sheet import comparison_html

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.business import BusinessView
    from shopdesk.services.registry import Services


_BESIDE = 800
"""How wide the part has to be for fields and figures beside each other, at the usual size of letters."""
_BAR = 24
_BELOW = 150
"""How high the fields stay above the figures, at the usual size of letters: some are seen while others scroll."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both sides as they were reckoned, or why they could not be."""

    today: Scenario | None
    after: Scenario | None
    trouble: str = ""


class BusinessPart(Part):
    """Tries changes on the last computed month; every answer is reckoned beside the window."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the month is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName("people.business")
        self.dialog: PrintDialog | None = None
        self.view: BusinessView | None = None
        self.sides = _Sides(None, None)
        self.rows: list[Row] = []
        self._month = 0
        self.form = ScenarioForm(Reader(today=context.clock.today(), say=tr))
        self.form.changed.connect(self._ask)
        self._look = Look(self, context, self._scenario_question, self._reckon, self._show, after=self.main_look)
        self.about = words(name="people.business.about", role="muted")
        self.ratio = words(name="people.business.ratio")
        self.notes = words(name="people.business.notes", role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._build_bar())
        layout.addWidget(self.about)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._build_body())
        self.empty = EmptyState(
            tr("There is no computed month yet"),
            tr("Compute the wages of a month under “Pay”; then changes can be tried on its figures here."),
            tr("Go to the wages"),
            lambda: self.context.events.way_wanted.emit("pay"),
        )
        self.stack.addWidget(self.empty)
        layout.addWidget(self.stack, 1)

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.reset = button("people.business.reset", tr("Back to today"), self.form.reset)
        self.copy = button("people.business.copy", tr("Copy as table"), self.copy_table)
        self.export = button("people.business.export", tr("Export to Excel…"), self.export_book)
        self.print = button("people.business.print", tr("&Print…"), self.ask_print)
        for one in (self.reset, self.copy, self.export, self.print):
            row.addWidget(one)
        return bar

    def _build_body(self) -> QWidget:
        columns: list[Column[Row]] = [
            Column(tr("Per month"), lambda row: row, text=_name, name="name", width=200,
                   order=lambda row: self.rows.index(row)),
            *(
                Column(title, _shown(name), numeric=True, name=name, width=104, order=lambda _text: 0,
                       ink=self._ink if name == "difference" else None)
                for title, name in self._columns()
            ),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), "people.business.table", tr("Today and what if"))
        self.table.setSortingEnabled(False)
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.ratio)
        box.addWidget(self.table, 1)
        box.addWidget(self.notes)
        scroll = QuietScroll()
        scroll.setObjectName("people.business.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        self.fields = scroll
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("people.business.split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(scroll)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        return self.split

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fields and figures stand beside each other where all three columns fit there, else below each other."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(self, _BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() is not way:
            self.split.setOrientation(way)
        # As wide as the fields need to be, with the bar that scrolls them.
        self.fields.setMinimumWidth(self.form.minimumSizeHint().width() + _BAR if wide else 0)
        self.fields.setMinimumHeight(0 if wide else scaled(self, _BELOW))
        left = max(self.fields.minimumWidth(), self.width() // 3)
        self.split.setSizes([left, self.width() - left] if wide else [1, 1])

    @staticmethod
    def _columns() -> tuple[tuple[str, str], ...]:
        return ((tr("Today", context="what if"), "today"), (tr("What if"), "after"), (tr("Difference"), "difference"))

    # Loading and showing

    def load(self, services: Services, question: Any) -> BusinessView | str | None:
        """The last computed month as it was; a sentence where its figures contradict each other."""
        try:
            return services.business.view(question)
        except NotYours:
            raise
        except UserError as error:
            return tr(error.text)

    def populate(self, answer: BusinessView | str | None) -> None:
        """Show the month, and reckon what stands in the fields anew."""
        self.view = None if isinstance(answer, str) else answer
        # Another answer is another question for what stands in the fields.
        self._month += 1
        self.stack.setCurrentIndex(0 if self.view is not None else 1)
        for one in (self.reset, self.copy, self.export, self.print):
            one.setEnabled(self.view is not None)
        if self.view is None:
            self.about.setText(answer if isinstance(answer, str) else "")
            return
        self.form.offer_tiers(self.view.today.ladder)
        self.form.know(self.view.today.costs, ratio_of(self.view.today.refunds_fen, self.view.today.paid_fen))
        said = tr(
            "Reckoned on the figures of {month}. Nothing is kept. No advice on taxes or law.",
            month=f"{self.view.month:%Y-%m}",
        )
        self.about.setText(sentences([said, *map(tr, self.view.notices)]))
        self._ask()

    def _ask(self) -> None:
        if self.view is not None:
            self._look.ask()

    def _scenario_question(self) -> tuple[int, Changes, Costs] | None:
        return None if self.view is None else (self._month, self.form.changes, self.form.costs)

    def _reckon(self, _services: Services, question: tuple[int, Changes, Costs]) -> _Sides:
        """Both sides with the costs that stand in the fields; on another thread, reading nothing but what is here."""
        view, (_month, changes, costs) = self.view, question
        if view is None:
            return _Sides(None, None)
        month = replace(view.today, costs=costs)
        try:
            return _Sides(with_costs(month, view.as_it_was), scenario(month, changes))
        except UserError as error:
            return _Sides(None, None, tr(error.text))

    def _show(self, sides: _Sides) -> None:
        view = self.view
        if view is None:
            return
        if sides.today is None or sides.after is None:
            self.notes.setText(sides.trouble)
            return
        self.sides = sides
        self.rows = list(comparison(sides.today, sides.after, view.departments))
        self.table.set_records(self.rows)
        low, high = view.today.ladder.band_low, view.today.ladder.band_high
        self.ratio.setText(
            tr(
                "People cost {today} of the paid amount today, {after} what if; the band is {low} to {high}.",
                today=percent_text(sides.today.ratio),
                after=percent_text(sides.after.ratio),
                low=percent_text(low, 0),
                high=percent_text(high, 0),
            )
        )
        self.notes.setText("\n".join(self._notes()))

    def _notes(self) -> list[str]:
        after = self.sides.after
        if after is None:
            return []
        said = [tr(notice) for notice in after.notices]
        if after.unknown:
            comma = "、" if current_language().startswith("zh") else ", "
            unknown = comma.join(tr(one) for one in after.unknown)
            said.append(tr("Not known, so left out and not taken as nothing: {unknown}.", unknown=unknown))
        return said

    def _ink(self, row: Row) -> QColor | None:
        if not row.strong or row.difference is None or not row.difference or row.kind is not Kind.MONEY:
            return None
        return self.context.theme.rise if row.difference > 0 else self.context.theme.fall

    # What the user does

    def _changes_said(self) -> str:
        """What was changed, in one line."""
        said = []
        for field in CHANGES.fields:
            value = getattr(self.form.changes, field.name)
            if value is not None and value != getattr(Changes(), field.name):
                sign = "+" if value > 0 and field.name not in ("refund_rate", "commission") else ""
                said.append(f"{tr(field.label or '')} {sign}{percent_text(value, 1)}")
        if self.form.changes.tier is not None:
            said.append(f"{tr('Team')}: {self.form.tier.currentText()}")
        return " · ".join(said) or tr("nothing changed")

    def _lines(self) -> list[tuple[str, str, str, str, bool]]:
        return [
            (_name(row), *(_text(row, name) or NO_DATA for _title, name in self._columns()), row.strong)  # type: ignore[misc]
            for row in self.rows
        ]

    def _headings(self) -> list[str]:
        return [tr("Per month"), *(title for title, _name in self._columns())]

    def copy_table(self) -> None:
        """Copy the comparison for a spreadsheet."""
        lines = [self._headings(), *([*map(str, line[:4])] for line in self._lines())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self.context.messages.success(tr("The comparison was copied."))

    def export_book(self) -> None:
        """Write the comparison as a workbook."""
        view, service, store_id = self.view, self.context.services.business, self.context.store_id
        if view is None:
            return
        rows, notes = list(self.rows), [self._changes_said(), *self._notes()]
        headings = self._headings()
        save_file(
            self.context,
            self,
            title=tr("Export to Excel"),
            suggested=f"{tr('What if')}-{self.context.store.name}-{view.month:%Y-%m}",
            kind=FileKind.WORKBOOK,
            write=lambda target: service.write(store_id, view.month, headings, rows, notes, target),
            working=tr("Writing the workbook"),
        )

    def ask_print(self) -> None:
        """Show the page and print it, or save it as PDF."""
        view = self.view
        if view is None:
            return
        title = f"{tr('What if')} · {self.context.store.name} · {view.month:%Y-%m}"
        html = comparison_html(title, self._changes_said(), self._headings(), self._lines(), self._notes())
        printable = Printable("whatif", tr("What if"), title, lambda: html_pages(html, title=title))
        self.dialog = PrintDialog(self.context, "people.business.printing", tr("Print the comparison"), [printable])
        self.dialog.open()

    def print_shown(self) -> bool:
        """Printing from the window's menu prints the comparison."""
        self.ask_print()
        return True


def _text(row: Row, name: str) -> str | None:
    value: int | Decimal | None = getattr(row, name)
    if value is None:
        return None
    sign = "+" if name == "difference" and value > 0 else ""
    if row.kind is Kind.RATE:
        return sign + percent_text(Decimal(value))
    return sign + (format_yuan(int(value)) if row.kind is Kind.MONEY else f"{value:,}")


def _name(row: Row) -> str:
    """The name of a line; a sum begins with its sign."""
    return f"= {tr(row.name)}" if row.strong else tr(row.name)


def _shown(name: str) -> Any:
    return lambda row: _text(row, name)

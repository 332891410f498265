"""Two stores side by side: what each costs by the rules of its day, where they differ, and the one to plan with."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.fee_scenario import FEE_SCENARIO, ComparedRow, FeeScenario, compared
from shopdesk.domain.stores import TYPE_NAMES, types_of
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.editors import ChoiceEditor
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.fee_paper import compare_facts
from shopdesk.services.setup.fee_words import (
    answer_words,
    difference_words,
    doubts_words,
    side_name,
    taken_words,
    value_words,
)

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.fee_scenarios import FeeAnswer, FeeDesk, FeesTaken

_NAME = "setup.feeCompare"
_FIELDS = ("platform", "store_type", "trademark", "category", "expected_year_fen", "day")
_HEIGHT = 260


class FeeCompareDialog(QDialog):
    """Both begin as the store stands; every change is reckoned at once, and nothing is kept but what is taken over."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Of the store in view."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Two stores side by side"))
        self.setModal(True)
        roomy(self, 1000, 660)
        self._context = context
        self.desk: FeeDesk | None = None
        self.answers: tuple[FeeAnswer, ...] = ()
        reader = Reader(today=context.clock.today(), say=tr)
        self.boxes = tuple(self._box(side, reader) for side in range(2))
        self.said = tuple(words(name=f"{_NAME}.said{side_name(side)}", role="muted") for side in range(2))
        sides = QHBoxLayout()
        sides.setSpacing(12)
        self.takes = []
        for side, box in enumerate(self.boxes):
            card = Card(tr("Store {side}", side=side_name(side)))
            card.add(box)
            card.add(self.said[side])
            take = button(
                f"{_NAME}.take{side_name(side)}",
                tr("Plan with {side}", side=side_name(side)),
                partial(self.take_over, side),
                tip=tr("Takes trademark, category, sales and fees over into plan and budget"),
            )
            card.add(take)
            self.takes.append(take)
            sides.addWidget(card, 1)
        self.table = RecordTable(RecordTableModel(self._columns()), f"{_NAME}.table", tr("Two stores side by side"))
        self.table.setSortingEnabled(False)
        self.table.setMinimumHeight(scaled(self, _HEIGHT))
        self.problem = LyingLabel(f"{_NAME}.problem", self.table)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(sides)
        column.addWidget(self.table, 1)
        foot = QWidget()
        ways = FlowLayout(foot, 6)
        for made in (
            button(f"{_NAME}.print", tr("Print…"), self.open_print),
            button(f"{_NAME}.excel", tr("Save as Excel…"), self.save_workbook),
            button(f"{_NAME}.close", tr("Close"), self.accept),
        ):
            ways.addWidget(made)
        layout = QVBoxLayout(self)
        layout.addWidget(VerticalScroll(holder), 1)
        layout.addWidget(foot)
        self.look = Look(self, context, lambda: context.store_id, _load, self._show_desk)

    def _box(self, side: int, reader: Reader) -> RecordBox:
        box = RecordBox(FEE_SCENARIO, reader, f"{_NAME}.{side_name(side).lower()}")
        box.add_fields(*_FIELDS)
        box.settled.connect(lambda: self._on_settled(side))
        return box

    def _columns(self) -> list[Column[ComparedRow]]:
        return [
            Column(tr("Fee"), lambda row: tr(row.name), name="fee", width=250),
            Column("A", lambda row: value_words(row, 0), numeric=True, name="a", width=120),
            Column("B", lambda row: value_words(row, 1), numeric=True, name="b", width=120),
            Column(tr("B against A"), difference_words, numeric=True, name="difference", width=150, ink=self._ink),
            Column(tr("Not sure"), self._doubts, name="doubts", width=300),
        ]

    def _ink(self, row: ComparedRow) -> QColor | None:
        return self._context.theme.warning if row.differs else None

    def _doubts(self, row: ComparedRow) -> str:
        return doubts_words(self.answers, row)

    # --- reckoning -------------------------------------------------------------------------------------------------

    def _show_desk(self, desk: FeeDesk) -> None:
        first = self.desk is None
        self.desk = desk
        for box in self.boxes:
            box.offer("category", desk.categories)
            if first:
                self._show(box, desk.start)
        self._reckon()

    def _show(self, box: RecordBox, scenario: FeeScenario) -> None:
        made = box.editors["store_type"]
        assert isinstance(made, ChoiceEditor)
        box.show_record(scenario, other=True)
        box.offer("store_type", {kind: tr(TYPE_NAMES[kind]) for kind in types_of(scenario.platform)})

    def _on_settled(self, side: int) -> None:
        box = self.boxes[side]
        edited: FeeScenario = box.typed_record()
        moved = edited.platform != box.record.platform
        box.accept(edited)
        if moved:
            # Another platform has other types of stores; the first of them is looked at until another is chosen.
            kinds = types_of(edited.platform)
            kind = edited.store_type if edited.store_type in kinds else kinds[0]
            self._show(box, replace(edited, store_type=kind))
        self._reckon()

    def _reckon(self) -> None:
        if self.desk is None:
            return
        self.answers = tuple(self.desk.answer(box.record) for box in self.boxes)
        for label, answer in zip(self.said, self.answers, strict=True):
            label.setText(breakable(answer_words(answer)))
        rows = self.rows()
        self.table.set_records(rows)
        self.problem.say("")

    def rows(self) -> list[ComparedRow]:
        """The figures as they stand."""
        return compared([one.estimate for one in self.answers], [one.break_even for one in self.answers])

    # --- what can be done ------------------------------------------------------------------------------------------

    def take_over(self, side: int) -> None:
        """Plan with one of the two: it goes into plan and budget in one step to undo."""
        if not self.answers:
            return
        scenarios, store_id = self._context.services.setup.fees.scenarios, self._context.store_id
        answer = self.answers[side]
        self._context.tasks.database(
            lambda: scenarios.take_over(answer, store_id),
            done=lambda taken: self._on_taken(side, taken),
            failed=self._on_refused,
            owner=self,
        )

    def _on_taken(self, side: int, taken: FeesTaken) -> None:
        answer = self.answers[side]
        assert self.desk is not None
        said = taken_words(self.desk, answer, taken)
        self.accept()
        history = self._context.services.history
        context = self._context
        context.messages.success(said, tr("Undo"), lambda: context.tasks.database(history.undo, owner=context.window))

    def _on_refused(self, error: Exception) -> None:
        # Said here: the message bar of the window lies behind a dialog.
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))

    def open_print(self) -> None:
        """Show both on paper."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.setup_money import money_html

        facts = self._facts()
        if facts is not None:
            title = f"{facts.title} · {facts.store}"
            html = money_html(facts)
            sheet = Printable("fees", facts.title, title, lambda: html_pages(html, title=title))
            open_once(PrintDialog(self._context, f"{_NAME}.paper", facts.title, [sheet]))

    def save_workbook(self) -> None:
        """Ask for a file and save both as a workbook."""
        from shopdesk.reporting.setup_money import write_money_workbook

        facts = self._facts()
        if facts is not None:
            save_file(
                self._context,
                self,
                title=tr("Save as Excel"),
                suggested=f"{facts.title} {facts.store}",
                kind=FileKind.WORKBOOK,
                write=lambda target: write_money_workbook(facts, target),
                working=tr("Writing the workbook"),
            )

    def _facts(self) -> Any:
        if self.desk is None or len(self.answers) < len(self.boxes):
            return None
        return compare_facts(self.desk, self.answers, self.rows(), self._context.clock.today())


def _load(services: Services, question: Any) -> FeeDesk:
    """All that stores can be reckoned from."""
    return services.setup.fees.scenarios.desk(question)

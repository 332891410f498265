"""What couriers take: provinces against weights with the cheapest marked, and with whom the store ships."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.ledger.cost_nouns import COURIER_RATE
from shopdesk.domain.ledger.couriers import read_weight
from shopdesk.domain.provinces import EVERYWHERE
from shopdesk.gui.cost_dialog import CostDialog
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.setup.couriers.forms import ChooseForm, PriceListDialog, RenameForm, pasted_text
from shopdesk.gui.pages.setup.couriers.table import CourierTable, Row, courier_text, place_text, rows_of
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.editors import editor
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.couriers import CourierBoard
    from shopdesk.services.registry import Services

_NAME = "setup.couriers"
_WEIGHTS = "500g 1kg 2kg 3kg 5kg"
_MOST_WEIGHTS = 12
_NAMED = 5


class CouriersPart(Part):
    """Compares couriers and chooses among them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; prices are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.board: CourierBoard | None = None
        self.table: CourierTable | None = None
        self.dialog: ChooseForm | RenameForm | PriceListDialog | CostDialog | None = None
        self._panel: RecordPanel | None = None
        self._reader = Reader(today=context.clock.today(), say=tr)
        self._weights = _read_weights(_WEIGHTS)
        self._build_bar()
        self.weights = TypedLine()
        self.weights.setText(_WEIGHTS)
        named(self.weights, f"{_NAME}.weights", tr("Weights"))
        self.weights.setMinimumWidth(scaled(self, 220))
        self.weights.editingFinished.connect(self._on_weights)
        self.day = editor(COURIER_RATE.field("valid_from"), self._reader)
        self.day.set_value(context.clock.today())
        named(self.day.widget, f"{_NAME}.day", tr("Prices of"))
        self.day.changed.connect(self._fill)
        asked = QWidget()
        row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 0)
        for label, box in ((tr("Weights"), self.weights), (tr("Prices of"), self.day.widget)):
            said = QLabel(label)
            said.setBuddy(box)
            row.addWidget(said)
            row.addWidget(box)
        row.addStretch(1)
        self.said = words(name=f"{_NAME}.said")
        self.holder = QWidget()
        self._inside = QVBoxLayout(self.holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        self._inside.addWidget(asked)
        self._inside.addWidget(self.said)
        self.refused = LyingLabel(f"{_NAME}.refused", self.holder)
        empty = EmptyState(
            tr("No courier's price is entered yet"),
            tr(
                "Copy a courier's price list in your spreadsheet, with its heading, and paste it here: provinces by "
                "weights, weights by provinces, or a row for each. A second courier is compared with the first."
            ),
            tr("Paste a price list…"),
            self.paste_list,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.holder)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self._enable()

    def _build_bar(self) -> None:
        self.bar = QWidget()
        row = FlowLayout(self.bar, 6)
        self.paste = button(f"{_NAME}.paste", tr("Paste a price list…"), self.paste_list, role="primary")
        self.new = button(f"{_NAME}.new", tr("New price…"), lambda: self._form(None))
        self.edit = button(f"{_NAME}.edit", tr("Change…"), self.change)
        self.choose = button(f"{_NAME}.choose", tr("Choose the courier…"), self.choose_courier,
                             tip=tr("For the chosen provinces"))  # fmt: skip
        self.default = button(f"{_NAME}.default", tr("As all others"), self.as_all_others,
                              tip=tr("The chosen provinces go with whoever all others go with"))  # fmt: skip
        self.rename = button(f"{_NAME}.rename", tr("Rename…"), self.rename_courier)
        self.remove = button(f"{_NAME}.remove", tr("Remove the courier"), self.remove_courier)
        for one in (self.paste, self.new, self.edit, self.choose, self.default, self.rename, self.remove):
            row.addWidget(one)

    # Showing ----------------------------------------------------------------------------------------------------------

    def load(self, services: Services, question: Any) -> CourierBoard:
        """All prices and choices."""
        return services.couriers.board(question)

    def populate(self, board: CourierBoard) -> None:
        """Show them."""
        self.board = board
        self.stack.setCurrentIndex(0 if board.rates else 1)
        self._fill()

    def _fill(self) -> None:
        """The table of the day that stands there; of what is no day it stays as it was."""
        if self.board is None:
            return
        with contextlib.suppress(FieldError):
            rows = rows_of(self.board, self._weights, self.day.value())
            if self.table is None or (self.table.couriers, self.table.weights) != (
                self.board.book.couriers,
                tuple(self._weights),
            ):
                self._new_table(self.board.book.couriers)
            assert self.table is not None
            place = self.table.currentIndex().column()
            self.table.set_records(rows)
            if rows and not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.table.records_model.index(0, max(place, 0)))
            self.said.setText(breakable(sentences(courier_words(self.board, rows))))
        self._enable()

    def _new_table(self, couriers: Sequence[str]) -> None:
        had_focus = self.table is not None and self.table.hasFocus()
        if self._panel is not None:
            self._inside.removeWidget(self._panel)
            self._panel.deleteLater()
        self.table = CourierTable(self.context.theme, couriers, self._weights)
        self.table.opened.connect(lambda _row: self.change())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.table)
        pasting.setContext(Qt.ShortcutContext.WidgetShortcut)
        pasting.activated.connect(self.paste_list)
        self._panel = RecordPanel(self.context, self.table, lambda: self._reader)
        self._panel.offer_export(tr("Prices by province and weight"))
        self._inside.addWidget(self._panel, 1)
        if had_focus:
            self.table.setFocus()

    def _on_weights(self) -> None:
        """The columns are of what stands there; of what is no weight they stay as they were, with a sentence."""
        found = _read_weights(self.weights.text())
        if not found:
            self.refused.say(
                tr("“{text}” is no list of weights. Write it like 500g 1kg 2kg.", text=self.weights.text())
            )
            return
        self.refused.say("")
        self._weights = found
        self._fill()

    def _enable(self) -> None:
        some = self.board is not None and bool(self.board.rates)
        table, rows = self.table, self._rows()
        self.edit.setEnabled(table is not None and table.line is not None)
        self.choose.setEnabled(some and bool(rows))
        self.default.setEnabled(any(row.own_choice for row in rows))
        for one in (self.rename, self.remove):
            one.setEnabled(some and table is not None and table.courier is not None)
        self.paste.setEnabled(self.board is not None)
        self.new.setEnabled(self.board is not None)

    def _rows(self) -> list[Row]:
        table = self.table
        if table is None or table.current() is None:
            return []
        return list(table.selected()) or [table.current()]

    # Doing ------------------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[], Any]) -> None:
        self.refused.say("")
        self.context.tasks.database(work, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.say(tr(error.text))
        self.refresh()

    def paste_list(self) -> None:
        """Show what the copied price list would change."""
        if self.board is not None:
            courier = self.table.courier if self.table is not None else None
            self.dialog = open_once(PriceListDialog(self.context, self, self.board, courier or "", pasted_text()))

    def _form(self, line: Any) -> None:
        table = self.table
        start: dict[str, Any] = {"valid_from": self._reader.today}
        if table is not None and table.current() is not None:
            start |= {"province": table.current().place, "courier": table.courier or ""}
        title = tr("New price") if line is None else tr("Change a price")
        self.dialog = open_once(
            CostDialog(self.context, COURIER_RATE, f"{_NAME}.form", title, self, record=line, start=start)
        )

    def change(self) -> None:
        """Change the line that the cell under the cursor was read from; where there is none, enter it."""
        if self.table is not None:
            self._form(self.table.line)

    def choose_courier(self) -> None:
        """Say with whom parcels to the chosen provinces go."""
        rows = self._rows()
        if self.board is not None and rows and self.table is not None:
            courier = self.table.courier or ""
            places = [row.place for row in rows]
            self.dialog = open_once(ChooseForm(self.context, self, self.board, places, courier))

    def as_all_others(self) -> None:
        """Take the own choice of the chosen provinces away."""
        service, store = self.context.services.couriers, self.context.store_id
        places = [row.place for row in self._rows() if row.own_choice]
        self._write(lambda: service.as_all_others(store, places))

    def rename_courier(self) -> None:
        """Ask for another name."""
        courier = self.table.courier if self.table is not None else None
        if courier is not None:
            self.dialog = open_once(RenameForm(self.context, self, courier))

    def remove_courier(self) -> None:
        """Take the courier of the column away with all of its prices; undo brings them back."""
        courier = self.table.courier if self.table is not None else None
        if courier is None:
            return
        service, store, messages = self.context.services.couriers, self.context.store_id, self.context.messages
        self.context.tasks.database(
            lambda: service.remove(store, courier),
            lambda count: messages.success(
                tr(
                    "{courier}: {count} prices removed. Ctrl+Z takes it back.",
                    courier=courier_text(courier),
                    count=count,
                )
            ),
            self._on_refused,
            owner=self,
        )


def _read_weights(text: str) -> list[int]:
    """The weights of a line, the lightest first; empty where any of them is none, or they are too many."""
    parts = text.replace("，", " ").replace(",", " ").replace(";", " ").replace("、", " ").split()
    found = [read_weight(part) for part in parts]
    if not found or len(found) > _MOST_WEIGHTS:
        return []
    known = {grams for grams in found if grams is not None}
    return sorted(known) if None not in found else []


def courier_words(board: CourierBoard, rows: Sequence[Row]) -> list[str]:
    """With whom the store ships, what is not served or has no price, and what the sign means."""
    if not board.rates:
        return []
    said = []
    default = next((row.chosen for row in rows if row.place == EVERYWHERE), None)
    if default is None:
        said.append(tr("No courier is chosen for all other provinces: their parcels have no freight. Choose one."))
    elif len(board.book.couriers) > 1:
        said.append(tr("Parcels go with {courier} where no other is chosen.", courier=courier_text(default)))
    away = [row for row in rows if row.chosen is not None and _unserved(row)]
    if away:
        places = in_a_row([place_text(row.place) for row in away[:_NAMED]])
        orders = sum(row.orders for row in away)
        said.append(
            tr("Not served by the courier chosen for it: {places}{more}.", places=places,
               more="…" if len(away) > _NAMED else "")
        )  # fmt: skip
        if orders:
            said.append(tr("{count} orders of the last 90 days went there.", count=f"{orders:,}"))
    if len(board.book.couriers) > 1:
        said.append(tr("✓ marks the cheapest of each weight."))
    return said


def _unserved(row: Row) -> bool:
    line = row.lines.get(row.chosen or "")
    return line is not None and line.unserved

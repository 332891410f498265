"""The calculation of one line of a payslip as a tree: each step with its parts, down to figures, rules and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from shopdesk.domain.payroll.records import KeptSlip
from shopdesk.gui.pages.people.pay.row_opener import Opened, RowOpener, stated_amount, tree_row
from shopdesk.gui.pages.people.pay.texts import (
    band_words,
    rule_words,
    scheme_words,
    source_words,
    step_word,
    value_of,
)
from shopdesk.gui.widgets.controls import named
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_OPEN_LEVELS = 2


class Calculation(QTreeView):
    """Shows how a line was computed, from the proof that the payslip carries; nothing is computed anew.

    A source opens further, to the rows of reports, orders and roster as the data have them today.
    """

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        named(self, "people.pay.calculation", tr("Calculation of the chosen line"))
        self.steps = QStandardItemModel(0, 2, self)
        self.setModel(self.steps)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self._head()
        self._whose: tuple[int, date, int | None] = (0, date.min, None)
        self._opener = RowOpener(context, self, self.steps)

    def show_line(self, store_id: int, month: date, slip: KeptSlip, number: int) -> None:
        """Show the calculation of a line of a store's payslip; a line that misses a figure has none."""
        self.clear()
        self._whose = (store_id, month, slip.person_id)
        place = slip.proof["lines"][number]["node"]
        if place is None:
            self.steps.appendRow(tree_row(tr("Not computed, because a figure is missing."), ""))
            return
        self._add(self.steps.invisibleRootItem(), slip.proof["nodes"], place, set())
        self.expandToDepth(_OPEN_LEVELS - 1)
        self.setCurrentIndex(self.steps.index(0, 0))

    def clear(self) -> None:
        """Show nothing."""
        self.steps.removeRows(0, self.steps.rowCount())

    def texts(self) -> list[str]:
        """Every step as it is read, from the top down."""
        found: list[str] = []

        def visit(parent: QModelIndex | QPersistentModelIndex) -> None:
            for row in range(self.steps.rowCount(parent)):
                index = self.steps.index(row, 0, parent)
                value = self.steps.index(row, 1, parent).data()
                found.append(f"{index.data()} {value}".strip())
                visit(index)

        visit(QModelIndex())
        return found

    def _head(self) -> None:
        self.steps.setHorizontalHeaderLabels([tr("Step"), tr("Value")])
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _add(self, parent: QStandardItem, nodes: list[Mapping[str, Any]], place: int, seen: set[int]) -> None:
        node = nodes[place]
        parts: list[int] = list(node.get("parts", ()))
        words = tr("{label}: {step}", label=node["label"], step=step_word(node["op"])) if parts else node["label"]
        again = place in seen and bool(parts)
        made = tree_row(tr("{step} (as above)", step=words) if again else words, value_of(node))
        parent.appendRow(made)
        if again:
            # A figure that many steps share is told once; telling it everywhere would make the tree endless.
            return
        seen.add(place)
        here = made[0]
        for source in node.get("sources", ()):
            told = tree_row(source_words(source), "")
            here.appendRow(told)
            store_id, month, person_id = self._whose
            opened = Opened(store_id, month, person_id, source["kind"], source.get("id", ""), stated_amount(source))
            self._opener.offer(told[0], opened)
        if "rule" in node:
            here.appendRow(tree_row(rule_words(node["rule"]), ""))
        if "scheme" in node:
            here.appendRow(tree_row(scheme_words(node["scheme"]), ""))
        bound_unit = nodes[parts[0]]["unit"] if parts else node["unit"]
        held_unit = "rate" if node["op"] == "slices" else node["unit"]
        for bound, held in node.get("bands", ()):
            here.appendRow(tree_row(*band_words(bound, held, bound_unit, held_unit)))
        for part in parts:
            self._add(here, nodes, part, seen)

"""The calculation of one line of a payslip as a tree: each step with its parts, down to figures, rules and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from shopdesk.domain.payroll.records import KeptSlip
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

_OPEN_LEVELS = 2


class Calculation(QTreeView):
    """Shows how a line was computed, from the proof that the payslip carries; nothing is computed anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
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

    def show_line(self, slip: KeptSlip, number: int) -> None:
        """Show the calculation of the slip's line ``number``; a line that misses a figure has none."""
        self.clear()
        place = slip.proof["lines"][number]["node"]
        if place is None:
            self.steps.appendRow(_row(tr("Not computed, because a figure is missing."), ""))
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
        row = _row(tr("{step} (as above)", step=words) if again else words, value_of(node))
        parent.appendRow(row)
        if again:
            # A figure that many steps share is told once; telling it everywhere would make the tree endless.
            return
        seen.add(place)
        here = row[0]
        for source in node.get("sources", ()):
            here.appendRow(_row(source_words(source), ""))
        if "rule" in node:
            here.appendRow(_row(rule_words(node["rule"]), ""))
        if "scheme" in node:
            here.appendRow(_row(scheme_words(node["scheme"]), ""))
        bound_unit = nodes[parts[0]]["unit"] if parts else node["unit"]
        held_unit = "rate" if node["op"] == "slices" else node["unit"]
        for bound, held in node.get("bands", ()):
            here.appendRow(_row(*band_words(bound, held, bound_unit, held_unit)))
        for part in parts:
            self._add(here, nodes, part, seen)


def _row(words: str, value: str) -> list[QStandardItem]:
    step, figure = QStandardItem(words), QStandardItem(value)
    step.setToolTip(words)
    step.setAccessibleText(f"{words} {value}".strip())
    figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return [step, figure]

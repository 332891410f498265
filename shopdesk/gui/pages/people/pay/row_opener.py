"""Opens the sources of a calculation to their single rows when somebody asks: reports, orders, days of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.trace import plain
from shopdesk.infra.i18n import tr
from shopdesk.services.payroll.rows import OPENED, SourceRow, SourceRows

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

SOURCE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Opened:
    """A source within the tree: whose month, which source, and what the calculation says it brought (yuan or days)."""

    store_id: int
    month: date
    person_id: int | None
    kind: str
    source_id: str
    stated: Fraction | None = None


class RowOpener(QObject):
    """Loads the rows of a source on the database lane when its item is opened for the first time."""

    def __init__(self, context: PageContext, tree: QTreeView, model: QStandardItemModel) -> None:
        """Watch ``tree``, which shows ``model``."""
        super().__init__(tree)
        self._context = context
        self._tree = tree
        self._model = model
        tree.expanded.connect(self._on_expanded)

    def offer(self, item: QStandardItem, source: Opened) -> None:
        """Let an item be opened to the rows of ``source``, where such a source is made of rows."""
        if source.kind in OPENED:
            item.setData(source, SOURCE_ROLE)
            item.appendRow(tree_row(tr("Loading…"), ""))

    def _on_expanded(self, index: QModelIndex) -> None:
        item = self._model.itemFromIndex(index)
        source = None if item is None else item.data(SOURCE_ROLE)
        if item is None or not isinstance(source, Opened):
            return
        item.setData(None, SOURCE_ROLE)
        place = QPersistentModelIndex(index)
        rows = self._context.services.payroll.rows

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._context.messages.error(tr(error.text))

        self._context.tasks.database(
            lambda: rows.of_source(source.store_id, source.month, source.kind, source.source_id, source.person_id),
            done=lambda found: self._show(place, source, found),
            failed=failed,
            owner=self._tree,
        )

    def _show(self, place: QPersistentModelIndex, source: Opened, found: SourceRows) -> None:
        if not place.isValid():
            return  # Another line is shown by now.
        item = self._model.itemFromIndex(QModelIndex(place))
        if item is None:
            return
        item.removeRows(0, item.rowCount())
        for entry in found.rows:
            made = tree_row(_words(entry), _amount(entry.amount, found.money))
            item.appendRow(made)
            if entry.opens is not None:
                kind, source_id = entry.opens
                stated = None if entry.amount is None else Fraction(entry.amount)
                opened = Opened(source.store_id, source.month, source.person_id, kind, source_id, stated)
                self.offer(made[0], opened)
        total = Fraction(found.total)
        foot = tr("{count} rows add up to", count=len(found.rows))
        if source.stated is not None and source.stated != total:
            foot = tr("{foot} (the figure is {stated}: the rest has no rows, or they changed since)", foot=foot,
                      stated=_amount(source.stated, found.money))  # fmt: skip
        item.appendRow(tree_row(foot, _amount(total, found.money)))


def tree_row(words: str, value: str) -> list[QStandardItem]:
    """A row of the tree: what it is, and its figure."""
    step, figure = QStandardItem(words), QStandardItem(value)
    step.setToolTip(words)
    step.setAccessibleText(f"{words} {value}".strip())
    figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return [step, figure]


def stated_amount(source: Mapping[str, str]) -> Fraction | None:
    """What a source of a kept calculation brought; fen, days or pieces as they were gathered."""
    return Fraction(source["amount"]) if source.get("amount") else None


def _amount(value: object, money: bool) -> str:
    if value is None:
        return "—"
    exact = Fraction(str(value))
    return format_yuan(int(exact)) if money else plain(exact)


def _words(entry: SourceRow) -> str:
    parts = [entry.day.isoformat(), entry.name]
    if entry.file_name and entry.imported_on is not None:
        parts.append(tr("{file}, imported {day}", file=entry.file_name, day=entry.imported_on.isoformat()))
    return " · ".join(part for part in parts if part)

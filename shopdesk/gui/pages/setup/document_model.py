"""The documents of a board as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from shopdesk.domain.setup.records import DocumentState
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView, SetupBoard
from shopdesk.services.setup.wording import document_state, expiry_sentence, rejection_sentence

Index = QModelIndex | QPersistentModelIndex

DOCUMENT_SIGNS: dict[DocumentState, str] = {
    DocumentState.MISSING: "○",
    DocumentState.REQUESTED: "◔",
    DocumentState.RECEIVED: "◐",
    DocumentState.SUBMITTED: "◑",
    DocumentState.APPROVED: "✓",
    DocumentState.REJECTED: "✗",
    DocumentState.NOT_NEEDED: "–",
}


class DocumentColumn(IntEnum):
    """Columns of the table."""

    TITLE = 0
    STATE = 1
    OWNER = 2
    DUE = 3
    EXPIRES = 4
    SCAN = 5


class DocumentRole(IntEnum):
    """Own roles."""

    DOCUMENT = Qt.ItemDataRole.UserRole + 1


class DocumentModel(QAbstractTableModel):
    """One row for each document; blocking ones are marked."""

    def __init__(self, theme: Theme) -> None:
        """Empty until :meth:`populate`."""
        super().__init__()
        self._theme = theme
        self._rows: tuple[DocumentView, ...] = ()

    def populate(self, board: SetupBoard) -> None:
        """Show a board; rows that stay keep selection and place."""
        rows = tuple(sorted(board.documents, key=_order))
        if [view.document.code for view in rows] == [view.document.code for view in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(DocumentColumn) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def at(self, row: int) -> DocumentView | None:
        """The document of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, code: str) -> int:
        """The row of a document, -1 where it is not."""
        return next((row for row, view in enumerate(self._rows) if view.document.code == code), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Documents."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Always all columns."""
        return 0 if parent.isValid() else len(DocumentColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Document"), tr("State"), tr("Who gets it"), tr("Due"), tr("Valid until"), tr("Scans"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour and the record behind a cell."""
        view = self.at(index.row()) if index.isValid() else None
        if view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(view, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(view, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(view)
        if role == DocumentRole.DOCUMENT:
            return view
        if role == Qt.ItemDataRole.FontRole and view.blocking and index.column() == DocumentColumn.TITLE:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _colour(self, view: DocumentView, column: int) -> Any:
        theme, document = self._theme, view.document
        if column == DocumentColumn.DUE and view.days_late is not None:
            return theme.bad
        if column == DocumentColumn.EXPIRES and view.expiring:
            return theme.bad if view.expired else theme.warning
        if document.state is DocumentState.NOT_NEEDED or view.covered_by is not None:
            return theme.muted
        if column == DocumentColumn.STATE:
            return {
                DocumentState.REJECTED: theme.bad,
                DocumentState.MISSING: theme.bad if view.blocking else None,
                DocumentState.REQUESTED: theme.warning,
                DocumentState.APPROVED: theme.good,
            }.get(document.state, theme.accent)
        return None


def _text(view: DocumentView, column: int) -> str:
    document = view.document
    if column == DocumentColumn.TITLE:
        return view.title
    if column == DocumentColumn.STATE:
        sign = "✓" if view.covered_by is not None else DOCUMENT_SIGNS[document.state]
        return f"{sign} {document_state(view)}"
    if column == DocumentColumn.OWNER:
        return document.owner
    if column == DocumentColumn.DUE:
        due = document.due_on.isoformat() if document.due_on else ""
        return f"! {due}" if view.days_late is not None else due
    if column == DocumentColumn.EXPIRES:
        day = document.expires_on.isoformat() if document.expires_on else ""
        return f"! {day}" if view.expiring else day
    return str(len(view.scans)) if view.scans else ""


def _tip(view: DocumentView) -> str:
    expiry = expiry_sentence(view) if view.expiring else ""
    scans = tr(", ", context="between names").join(scan.name for scan in view.scans)
    return "\n".join(line for line in (view.title, view.hint, rejection_sentence(view), expiry, scans) if line)


def _order(view: DocumentView) -> tuple[bool, int]:
    """Documents that are asked for first, those that are not needed last, otherwise as they stand."""
    return view.document.state is DocumentState.NOT_NEEDED, view.document.position

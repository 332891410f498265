"""The documents of a board as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from shopdesk.domain.setup.nouns import SETUP_DOCUMENT
from shopdesk.domain.setup.records import DocumentState
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import Column, Index, RecordTableModel
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView, SetupBoard
from shopdesk.services.setup.wording import document_state, expiry_sentence, rejection_sentence

DOCUMENT_SIGNS: dict[DocumentState, str] = {
    DocumentState.MISSING: "○",
    DocumentState.REQUESTED: "◔",
    DocumentState.RECEIVED: "◐",
    DocumentState.SUBMITTED: "◑",
    DocumentState.APPROVED: "✓",
    DocumentState.REJECTED: "✗",
    DocumentState.NOT_NEEDED: "–",
}


@dataclass(frozen=True)
class DocumentColumn(Column[DocumentView]):
    """A column whose cell says more than its value: a sign, or that a day is near or past."""

    told: Callable[[DocumentView], str] = str

    def shown(self, record: DocumentView) -> str:
        """What the cell of a document says."""
        return self.told(record) or NO_DATA


class DocumentModel(RecordTableModel[DocumentView]):
    """One row for each document; blocking ones are marked."""

    def __init__(self, theme: Theme) -> None:
        """Empty until :meth:`populate`."""
        self._theme = theme
        super().__init__(
            [
                self._column("title", tr("Document"), lambda view: view.title, lambda view: view.title, width=210),
                self._column("state", tr("State"), lambda view: view.document.state, _state, ink=self._state_ink),
                self._column(
                    "due_on", tr("Due"), lambda view: view.document.due_on, _due, ink=self._due_ink, width=104
                ),
                Column(tr("Scans"), lambda view: len(view.scans) or None, numeric=True, width=72, name="scans"),
                self._column("owner", tr("Who gets it"), lambda view: view.document.owner or None, _owner, width=96),
                self._column(
                    "expires_on",
                    tr("Valid until"),
                    lambda view: view.document.expires_on,
                    _expires,
                    ink=self._expiry_ink,
                ),
                Column(tr("Why here"), lambda view: view.because, ink=self._ink, width=170, name="because", tip=_tip),
            ]
        )

    def _column(
        self,
        name: str,
        header: str,
        value: Callable[[DocumentView], Any],
        told: Callable[[DocumentView], str],
        *,
        ink: Callable[[DocumentView], QColor | None] | None = None,
        width: int = 0,
    ) -> DocumentColumn:
        order = list(DocumentState).index if name == "state" else None
        declared = SETUP_DOCUMENT.field(name)
        return DocumentColumn(
            header,
            value,
            tip=_tip,
            ink=ink or self._ink,
            width=width,
            name=name,
            field=declared,
            order=order,
            told=told,
        )

    def populate(self, board: SetupBoard) -> None:
        """Show a board."""
        self.set_records(sorted(board.documents, key=_order))

    def place(self, code: str) -> int:
        """The row of a document, -1 where it is not."""
        return self.row_of(lambda view: view.document.code == code)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What blocks the opening is bold, what nobody needs is crossed out."""
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            view, font = self.record(index.row()), QFont()
            font.setBold(view.blocking)
            font.setStrikeOut(view.skipped)
            return font
        return super().data(index, role)

    def _ink(self, view: DocumentView) -> QColor | None:
        settled = view.skipped or view.covered_by is not None
        return self._theme.muted if settled else None

    def _due_ink(self, view: DocumentView) -> QColor | None:
        return self._theme.bad if view.days_late is not None else self._ink(view)

    def _expiry_ink(self, view: DocumentView) -> QColor | None:
        late = self._theme.bad if view.expired else self._theme.warning
        return late if view.expiring else self._ink(view)

    def _state_ink(self, view: DocumentView) -> QColor | None:
        theme = self._theme
        return self._ink(view) or {
            DocumentState.REJECTED: theme.bad,
            DocumentState.MISSING: theme.bad if view.blocking else None,
            DocumentState.REQUESTED: theme.warning,
            DocumentState.APPROVED: theme.good,
        }.get(view.document.state, theme.accent)


def _state(view: DocumentView) -> str:
    sign = "✓" if view.covered_by is not None else DOCUMENT_SIGNS[view.document.state]
    if view.skipped and not view.document.in_hand:
        sign = DOCUMENT_SIGNS[DocumentState.NOT_NEEDED]
    return f"{sign} {document_state(view)}"


def _owner(view: DocumentView) -> str:
    return view.document.owner


def _due(view: DocumentView) -> str:
    return _day(view.document.due_on, marked=view.days_late is not None)


def _expires(view: DocumentView) -> str:
    return _day(view.document.expires_on, marked=view.expiring)


def _day(day: date | None, *, marked: bool) -> str:
    return "" if day is None else f"! {day}" if marked else str(day)


def _tip(view: DocumentView) -> str:
    expiry = expiry_sentence(view) if view.expiring else ""
    scans = tr(", ", context="between names").join(scan.name for scan in view.scans)
    said = (view.title, view.hint, view.because, rejection_sentence(view), expiry, scans)
    return "\n".join(line for line in said if line)


def _order(view: DocumentView) -> tuple[bool, int]:
    """Documents that are asked for first, those that are not needed last, otherwise as they stand."""
    return view.skipped, view.document.position

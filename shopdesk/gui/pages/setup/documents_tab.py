"""The tab with the documents: a table, and the chosen one beside it; scans can be dropped on either."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.document_detail import DocumentDetail
from shopdesk.gui.pages.setup.document_model import DocumentModel
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard

_DETAIL_WIDTH = 280


class DocumentTable(RecordTable):
    """The table with its keys: space moves a document on, Enter goes to its fields, Delete removes."""

    advanced = Signal(object)
    removed = Signal(object)
    dropped = Signal(object, object)

    def __init__(self, model: DocumentModel) -> None:
        """A table over ``model``."""
        super().__init__(model, "setup.documents", tr("Documents of the setup"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.head.setSortIndicatorClearable(True)
        self.setAcceptDrops(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table, then the usual ones."""
        view = self.current()
        if view is not None and event.key() == Qt.Key.Key_Space:
            self.advanced.emit(view)
        elif view is not None and event.key() == Qt.Key.Key_F2:
            self.opened.emit(view)
        elif view is not None and event.matches(QKeySequence.StandardKey.Delete):
            self.removed.emit(view)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped on a document."""
        if brings_files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which document would get the file."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and brings_files(event):
            self.setCurrentIndex(index)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped to the document below the mouse."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and brings_files(event):
            event.acceptProposedAction()
            self.dropped.emit(self.records_model.record(index.row()), event.mimeData())


class DocumentsTab(QWidget):
    """Assembles table and panel."""

    add_asked = Signal()
    dropped = Signal(object, object)
    shown_anew = Signal()

    def __init__(self, context: PageContext) -> None:
        """Empty until :meth:`populate`."""
        super().__init__()
        self._board: SetupBoard | None = None
        self._fitted = False
        self._owners: Sequence[str] = ()
        self.model = DocumentModel(context.theme)
        self.table = DocumentTable(self.model)
        self.detail = DocumentDetail()
        self.summary = QLabel()
        self.summary.setObjectName("setup.documents.summary")
        self.add = button("setup.documents.add", tr("New document"), self.add_asked.emit)
        panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        panel.offer_export(tr("Documents of the setup"))
        bar = QHBoxLayout()
        bar.addWidget(self.summary, 1)
        bar.addWidget(self.add)
        hint = QLabel(tr("Space moves a document on · Enter goes to its fields · drop scans on a row to file them"))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(panel, 1)
        column.addWidget(hint)
        self.detail.body.addStrut(_DETAIL_WIDTH)
        split = SplitView(left, VerticalScroll(self.detail), (7, 3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _view: self.detail.state.setFocus())
        self.table.dropped.connect(self.dropped)
        self.setAcceptDrops(True)
        self._catcher = PasteCatcher(self, self._on_pasted)

    def _on_pasted(self, data: QMimeData) -> None:
        view = self.table.current()
        if view is not None:
            self.dropped.emit(view, data)

    def populate(self, board: SetupBoard, owners: Sequence[str]) -> None:
        """Show a board."""
        self._board, self._owners = board, owners
        current = self.table.current()
        self.model.populate(board)
        if current is None or not self._select(current.document.code):
            self.table.selectRow(0)
        if self.model.records and not self._fitted:
            self._fitted = True
            self.table.fit_columns()
        blocking = sum(view.blocking for view in board.documents)
        expiring = sum(view.expiring for view in board.documents)
        parts = [tr("{count} documents are still needed for the opening", count=blocking)] if blocking else []
        if expiring:
            parts.append(tr("{count} expired or about to expire", count=expiring))
        self.summary.setText(" · ".join(parts) or tr("Every document that is needed is there."))
        self._on_chosen()
        self.shown_anew.emit()

    def go_to(self, code: str) -> None:
        """Put the keyboard on a document."""
        self._select(code)
        self.table.setFocus()

    def _select(self, code: str) -> bool:
        return self.table.select(lambda view: view.document.code == code)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file dropped beside the table belongs to the chosen document."""
        if brings_files(event) and self.table.current() is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped to the chosen document."""
        view = self.table.current()
        if view is not None and brings_files(event):
            event.acceptProposedAction()
            self.dropped.emit(view, event.mimeData())

    def _on_chosen(self) -> None:
        if self._board is not None:
            self.detail.show_document(self.table.current(), self._owners, self._board.today)


def brings_files(event: QDropEvent) -> bool:
    """Whether files or a picture are dragged."""
    return event.mimeData().hasUrls() or event.mimeData().hasImage()

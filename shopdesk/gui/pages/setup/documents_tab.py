"""The tab with the documents: a table, and the chosen one beside it; scans can be dropped on either."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.gui.pages.setup.document_detail import DocumentDetail
from shopdesk.gui.pages.setup.document_model import DocumentColumn, DocumentModel
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView, SetupBoard

_DETAIL_WIDTH = 280
_NARROW = 640


class DocumentTable(QTableView):
    """The table with its keys: space moves a document on, Enter goes to its fields, Delete removes."""

    advanced = Signal(object)
    entered_row = Signal()
    removed = Signal(object)
    chosen = Signal()
    dropped = Signal(object, object)

    def __init__(self, model: DocumentModel, parent: QWidget | None = None) -> None:
        """A table over ``model``."""
        super().__init__(parent)
        self.documents = model
        self.setObjectName("setup.documents")
        self.setAccessibleName(tr("Documents of the setup"))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(self, 30))
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(DocumentColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in (
            (DocumentColumn.STATE, 160),
            (DocumentColumn.OWNER, 72),
            (DocumentColumn.DUE, 104),
            (DocumentColumn.EXPIRES, 104),
            (DocumentColumn.SCAN, 56),
        ):
            self.setColumnWidth(column, scaled(self, width))
        self.doubleClicked.connect(lambda _index: self.entered_row.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the title keeps it: owner and validity are said beside the table."""
        narrow = self.viewport().width() < scaled(self, _NARROW)
        for column in (DocumentColumn.OWNER, DocumentColumn.EXPIRES):
            self.setColumnHidden(column, narrow)
        super().resizeEvent(event)

    def current(self) -> DocumentView | None:
        """The document the keyboard is on."""
        return self.documents.at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table, then the usual ones."""
        view = self.current()
        if view is not None:
            if event.key() == Qt.Key.Key_Space:
                self.advanced.emit(view)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                self.entered_row.emit()
                return
            if event.matches(QKeySequence.StandardKey.Delete):
                self.removed.emit(view)
                return
        super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell the panel beside the table."""
        super().currentChanged(current, previous)
        self.chosen.emit()

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
        view = self.documents.at(self.indexAt(event.position().toPoint()).row())
        if view is not None and brings_files(event):
            event.acceptProposedAction()
            self.dropped.emit(view, event.mimeData())


class DocumentsTab(QWidget):
    """Assembles table and panel."""

    add_asked = Signal()
    dropped = Signal(object, object)
    shown_anew = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self._board: SetupBoard | None = None
        self._owners: Sequence[str] = ()
        self.model = DocumentModel(theme)
        self.table = DocumentTable(self.model)
        self.detail = DocumentDetail()
        self.summary = QLabel()
        self.summary.setObjectName("setup.documents.summary")
        self.add = QPushButton(tr("New document"))
        self.add.setObjectName("setup.documents.add")
        self.add.clicked.connect(self.add_asked)
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
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        self.detail.body.addStrut(_DETAIL_WIDTH)
        split = SplitView(left, VerticalScroll(self.detail), (7, 3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self.detail.state.setFocus)
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
        row = self.model.row_of(current.document.code) if current is not None else -1
        if row < 0 and board.documents:
            row = 0
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, 0))
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
        row = self.model.row_of(code)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))
        self.table.setFocus()

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

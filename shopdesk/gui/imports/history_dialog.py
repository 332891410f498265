"""The list of imports, and taking one back."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportRun
from shopdesk.gui.imports.detail import table_view
from shopdesk.gui.imports.tables import PlainTable, run_rows
from shopdesk.gui.page_context import PageContext
from shopdesk.infra.i18n import tr

_FILE = 1
_WIDTHS = {0: 130, 2: 130, 3: 130, 4: 180, 5: 72, 6: 72, 7: 72, 8: 84}


class ImportHistoryDialog(QDialog):
    """Every import with what it brought; one button takes the chosen one back."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Load the list at once and again whenever imports change."""
        super().__init__(parent)
        self.context = context
        self._runs: list[ImportRun] = []
        self.setObjectName("imports.historyDialog")
        self.setWindowTitle(tr("Earlier imports"))
        self.resize(1080, 480)
        self.table = PlainTable(
            (
                tr("When"), tr("File"), tr("Kind"), tr("Store"), tr("Days"),
                tr("New", context="rows"), tr("Updated", context="rows"), tr("Left out"),
                tr("State"),
            ),
            numeric=(5, 6, 7),
        )  # fmt: skip
        self.view = table_view(self.table, "imports.runs", tr("Earlier imports"), stretch=_FILE)
        for column, width in _WIDTHS.items():
            self.view.setColumnWidth(column, width)
        self._answer = QLabel()
        self._answer.setObjectName("imports.answer")
        self._answer.setWordWrap(True)
        self._undo = QPushButton(tr("Take this import back"))
        self._undo.setObjectName("imports.undoChosen")
        self._undo.setEnabled(False)
        self._undo.setAutoDefault(False)  # Enter in the list must not take anything back
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.setObjectName("imports.closeHistory")
        bottom = QHBoxLayout()
        bottom.addWidget(self._answer, 1)
        bottom.addWidget(self._undo)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.view, 1)
        layout.addLayout(bottom)
        self._undo.clicked.connect(self._on_undo)
        close.clicked.connect(self.accept)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        context.events.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list."""
        services = self.context.services
        self.context.tasks.database(
            lambda: (services.imports.list(), {store.id or 0: store.name for store in services.stores.all()}),
            lambda found: self._populate(*found),
            owner=self,
        )

    def _populate(self, runs: list[ImportRun], store_names: dict[int, str]) -> None:
        self._runs = runs
        self.table.populate(run_rows(runs, store_names))
        if not runs:
            self._answer.setText(tr("Nothing has been imported yet. Drop an export on the window to begin."))
        self._on_selected()

    def _chosen(self) -> ImportRun | None:
        rows = self.view.selectionModel().selectedRows()
        return self._runs[rows[0].row()] if rows else None

    def _on_selected(self) -> None:
        chosen = self._chosen()
        self._undo.setEnabled(chosen is not None and chosen.undone_at is None)

    def _on_undo(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.id is None:
            return
        import_id = chosen.id
        self._undo.setEnabled(False)
        self.context.tasks.database(
            lambda: self.context.services.imports.undo(import_id), self._on_undone, self._on_failed, owner=self
        )

    def _on_undone(self, run: ImportRun) -> None:
        self._answer.setText(tr("The import of {file} was taken back.", file=run.file_name))

    def _on_failed(self, error: Exception) -> None:
        self._on_selected()
        if isinstance(error, UserError):
            self._answer.setText(tr(error.text))
        else:
            self._answer.setText(tr("ShopDesk made a mistake; nothing was changed."))

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if "imports" in nouns:
            self.refresh()

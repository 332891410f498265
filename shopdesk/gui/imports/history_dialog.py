"""The list of imports, and taking one back."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportRun
from shopdesk.gui.imports.tables import record_panel, run_columns
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr


class ImportHistoryDialog(QDialog):
    """Every import with what it brought; one button takes the chosen one back."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Load the list at once and again whenever imports change."""
        super().__init__(parent)
        self.context = context
        self.setObjectName("imports.historyDialog")
        self.setWindowTitle(tr("Earlier imports"))
        roomy(self, 1080, 480)
        self._stores: dict[int, str] = {}
        self._wanted = 0
        self.panel = record_panel(context, run_columns(lambda store: self._stores.get(store)), "imports.runs",
                                  tr("Earlier imports"))  # fmt: skip
        self.view = self.panel.table
        self._answer = QLabel()
        self._answer.setObjectName("imports.answer")
        self._answer.setWordWrap(True)
        # Enter in the list must not take anything back.
        self._undo = button("imports.undoChosen", tr("Take this import back"), self._on_undo)
        self._undo.setEnabled(False)
        close = button("imports.closeHistory", tr("Close"), self.accept)
        close.setDefault(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self._answer, 1)
        bottom.addWidget(self._undo)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.panel, 1)
        layout.addLayout(bottom)
        self.view.chosen.connect(lambda _run: self._on_selected())
        context.events.changed.connect(self._on_changed)
        self.refresh()

    def point_at(self, import_id: int) -> None:
        """Put the cursor on an import, now or as soon as the list is there."""
        self._wanted = import_id
        if self.view.select(lambda run: run.id == import_id):
            self._wanted = 0
            self.view.setFocus()

    def refresh(self) -> None:
        """Ask for the list."""
        services = self.context.services
        self.context.tasks.database(
            lambda: (services.imports.list(), {store.id or 0: store.name for store in services.stores.all()}),
            lambda found: self._populate(*found),
            owner=self,
        )

    def _populate(self, runs: list[ImportRun], store_names: dict[int, str]) -> None:
        self._stores = store_names
        self.view.set_records(runs)
        if self._wanted:
            self.point_at(self._wanted)
        if not runs:
            self._answer.setText(tr("Nothing has been imported yet. Drop an export on the window to begin."))
        self._on_selected()

    def _chosen(self) -> ImportRun | None:
        run: ImportRun | None = self.view.current()
        return run

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

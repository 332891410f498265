"""What can be done with documents: wishes of table and panel become calls of the service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from shopdesk.domain.setup.records import DocumentState, SetupDocument
from shopdesk.gui.pages.setup.document_dialog import DocumentDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage

_WAY = (
    DocumentState.MISSING,
    DocumentState.REQUESTED,
    DocumentState.RECEIVED,
    DocumentState.SUBMITTED,
    DocumentState.APPROVED,
)


class DocumentActions(QObject):
    """Connects the documents tab with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's table and panel."""
        super().__init__(page)
        self._page = page
        tab = page.documents
        tab.table.advanced.connect(self.advance)
        tab.table.removed.connect(self.remove)
        tab.dropped.connect(lambda view, file: self.attach(view, file))
        tab.add_asked.connect(self.add)
        tab.detail.edited.connect(self._on_edited)
        tab.detail.attach_asked.connect(self._on_attach_asked)
        tab.detail.open_asked.connect(self.open_scan)
        tab.detail.detach_asked.connect(self._on_detach_asked)
        tab.detail.rename_asked.connect(self._on_rename_asked)

    @property
    def _service(self) -> Any:
        return self._page.context.services.setup.documents

    def advance(self, view: DocumentView) -> None:
        """Move a document one state on; approved, rejected and not needed ones start over."""
        state = view.document.state
        place = _WAY.index(state) + 1 if state in _WAY else 0
        target = _WAY[place % len(_WAY)]
        self._page.write(lambda: self._service.set_state([view.document.id], target))

    def _on_edited(self, document_id: int, fields: dict[str, Any]) -> None:
        self._page.write(lambda: self._service.edit(document_id, fields))

    def _on_attach_asked(self) -> None:
        view = self._page.documents.table.current()
        if view is None:
            return
        name, _kind = QFileDialog.getOpenFileName(
            self._page.window(),
            tr("Attach a scan to “{title}”", title=view.title),
            "",
            tr("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;All files (*)"),
        )
        if name:
            self.attach(view, Path(name))

    def attach(self, view: DocumentView, file: Path) -> None:
        """Copy a scan into the data folder."""
        messages = self._page.context.messages
        self._page.write(
            lambda: self._service.attach(view.document.id, file),
            done=lambda _kept: messages.success(
                tr("{file} is filed under “{title}”.", file=file.name, title=view.title)
            ),
        )

    def open_scan(self) -> None:
        """Show the scan in the program the system has for it."""
        view = self._page.documents.table.current()
        if view is None:
            return

        def show(path: Path | None) -> None:
            if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._page.context.messages.warning(tr("No program opens this file: {file}", file=path))

        self._page.write(lambda: self._service.scan_path(view.document), done=show)

    def _on_detach_asked(self) -> None:
        view = self._page.documents.table.current()
        if view is not None:
            self._page.write(lambda: self._service.detach(view.document.id))

    def _on_rename_asked(self) -> None:
        view = self._page.documents.table.current()
        if view is not None:
            DocumentDialog(view.document, view, self._save, self._page.window()).open()

    def add(self) -> None:
        """Open the form for an own document."""
        store_id = self._page.context.store_id
        self._page.write(
            lambda: self._service.new(store_id),
            done=lambda blank: DocumentDialog(blank, None, self._save, self._page.window()).open(),
        )

    def _save(self, document: SetupDocument, dialog: DocumentDialog) -> bool:
        page = self._page

        def done(kept: SetupDocument) -> None:
            dialog.accept()
            page.tabs.open("documents")
            page.refresh()
            page.context.tasks.database(lambda: None, done=lambda _none: page.documents.go_to(kept.code), owner=page)

        page.context.tasks.database(
            lambda: self._service.save(document), done=done, failed=dialog.complain, owner=dialog
        )
        return False

    def remove(self, view: DocumentView) -> None:
        """Remove a document at once; the message offers to take it back."""
        page = self._page
        history = page.context.services.history
        page.write(
            lambda: self._service.remove(view.document.id),
            done=lambda _none: page.context.messages.info(
                tr("“{title}” was removed.", title=view.title), tr("Undo"), lambda: page.write(history.undo)
            ),
        )

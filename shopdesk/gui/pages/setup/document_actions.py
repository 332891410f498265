"""What can be done with documents: wishes of table and panel become calls of the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QMessageBox

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.setup.records import DocumentState, SetupDocument, SetupScan
from shopdesk.domain.text import Text
from shopdesk.gui.pages.setup.document_dialog import DocumentDialog
from shopdesk.gui.photos.bringing import Brought, bring, to_keep
from shopdesk.gui.photos.files_strip import FilesStrip, Looked, look_at
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
        tab.dropped.connect(self._on_dropped)
        tab.add_asked.connect(self.add)
        tab.detail.edited.connect(self._on_edited)
        tab.detail.files.added.connect(lambda files: self.attach(tab.table.current(), files))
        tab.detail.files.opened.connect(self.open_scan)
        tab.detail.files.removed.connect(self._on_removed_scan)
        tab.table.chosen.connect(self._look_at_scans)
        tab.shown_anew.connect(self._look_at_scans)
        tab.detail.rename_asked.connect(self._on_rename_asked)
        tab.detail.wanted.connect(self._on_wanted)

    @property
    def _service(self) -> Any:
        return self._page.context.services.setup.documents

    def advance(self, view: DocumentView) -> None:
        """Move a document one state on; approved, rejected and not needed ones start over."""
        state = view.document.state
        place = _WAY.index(state) + 1 if state in _WAY else 0
        target = _WAY[place % len(_WAY)]
        self._page.write(lambda: self._service.set_state([view.document.id], target))

    def _on_edited(self, document_id: int, fields: dict[str, Any], was: SetupDocument) -> None:
        box = self._page.documents.detail.box
        typed = " · ".join(box.shown(name, replace(was, **fields)) for name in fields)
        self._page.write(
            lambda: self._service.edit(document_id, fields, was),
            meanwhile=lambda error: self._page.documents.detail.ask_about(error, was),
            typed=typed,
        )

    def _on_wanted(self, document_id: int, wanted: bool) -> None:
        self._page.write(lambda: self._service.want(document_id, wanted=wanted))

    def _on_dropped(self, view: DocumentView, data: QMimeData) -> None:
        try:
            brought = bring(data, self._page.context.clock.now())
        except UserError as error:
            self._files.complain(tr(error.text))
            return
        self.attach(view, brought)

    def attach(self, view: DocumentView | None, brought: Sequence[Brought]) -> None:
        """Copy scans into the data folder, beside those that are there; those that cannot be kept are named."""
        if view is None:
            return
        messages = self._page.context.messages

        def done(refused: list[Text]) -> None:
            self._files.complain("\n".join(tr(text) for text in refused))
            kept = len(brought) - len(refused)
            if kept:
                messages.success(tr("{count} scans are filed under “{title}”.", count=kept, title=view.title))

        def failed(error: Exception) -> None:
            if isinstance(error, EnvironmentFault):
                self._files.not_kept(brought, tr(error.text), lambda again: self.attach(view, again))
            else:
                self._page.say_not_kept(error)

        self._page.context.tasks.database(
            lambda: self._service.attach_all(view.document.id, to_keep(brought)),
            done=done,
            failed=failed,
            owner=self._page,
        )

    @property
    def _files(self) -> FilesStrip:
        return self._page.documents.detail.files

    def open_scan(self, scan: SetupScan) -> None:
        """Show a scan large, or in the program the system has for it."""
        self._files.open(self._page.context, scan, self._service.scans.path_of)

    def _on_removed_scan(self, scan: SetupScan) -> None:
        self._files.complain("")
        self._page.write(lambda: self._service.scans.detach(scan.id))

    def _look_at_scans(self) -> None:
        """Show the small pictures of the chosen document's scans; reading them takes its time."""
        view, service = self._page.documents.table.current(), self._service
        if view is None or not view.scans:
            return

        def read() -> dict[int, Looked]:
            return {scan.id or 0: look_at(scan, service.scans.path_of) for scan in view.scans}

        def done(looked: dict[int, Looked]) -> None:
            if self._files.shown == view.scans:
                self._files.show_files(view.scans, looked)

        self._page.context.tasks.database(read, done=done, owner=self._page)

    def _on_rename_asked(self) -> None:
        view = self._page.documents.table.current()
        if view is not None:
            DocumentDialog(self._page.context, view.document, view).open()

    def add(self) -> None:
        """Open the form for an own document."""
        store_id = self._page.context.store_id
        self._page.write(lambda: self._service.new(store_id), done=self._on_new)

    def _on_new(self, blank: SetupDocument) -> None:
        dialog = DocumentDialog(self._page.context, blank, None)
        dialog.saved.connect(self._on_added)
        dialog.open()

    def _on_added(self, kept: SetupDocument) -> None:
        page = self._page
        page.tabs.open("documents")
        page.refresh()
        page.context.tasks.database(lambda: None, done=lambda _none: page.documents.go_to(kept.code), owner=page)

    def remove(self, view: DocumentView) -> None:
        """Remove a document; what the opening needs is asked about first. The message offers to take it back."""
        needed = not view.document.own and not view.skipped
        if not needed and not view.used_by:
            self._remove(view)
            return
        words = tr("“{title}” belongs to the papers of this kind of store.", title=view.title)
        if view.used_by:
            names = tr(", ", context="between names").join(view.used_by)
            words = tr("“{title}” is asked for by: {names}.", title=view.title, names=names)
        more = tr("Where the store does not need it, “Not needed” keeps it in sight. Remove it all the same?")
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Remove the document"), f"{words}\n{more}", parent=self._page.window()
        )
        box.setObjectName("setup.removeDocument")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        skip = box.addButton(tr("Not needed", context="document state"), QMessageBox.ButtonRole.AcceptRole)
        skip.setObjectName("setup.removeDocument.notNeeded")
        remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.setObjectName("setup.removeDocument.remove")
        stay = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        remove.clicked.connect(lambda: self._remove(view))
        skip.clicked.connect(
            lambda: self._page.write(lambda: self._service.set_state([view.document.id], DocumentState.NOT_NEEDED))
        )
        box.open()

    def _remove(self, view: DocumentView) -> None:
        page = self._page
        history = page.context.services.history
        page.write(
            lambda: self._service.remove(view.document.id),
            done=lambda _none: page.context.messages.info(
                tr("“{title}” was removed.", title=view.title), tr("Undo"), lambda: page.write(history.undo)
            ),
        )

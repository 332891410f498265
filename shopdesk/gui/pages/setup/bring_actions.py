"""What can be done with papers to bring: wishes of the tab become calls of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from shopdesk.domain.setup.records import SetupVisit
from shopdesk.gui.pages.setup.visit_dialog import VisitDialog
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.visits import PaperView, VisitView
from shopdesk.services.setup.wording import bring_facts

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage


class BringActions(QObject):
    """Connects the tab with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's tab."""
        super().__init__(page)
        self._page = page
        tab = page.bring
        tab.packed.connect(self._on_packed)
        tab.edit_asked.connect(self._on_edit)
        tab.add_asked.connect(self.add)
        tab.remove_asked.connect(self._on_remove)
        tab.paper_asked.connect(lambda paper: page.go_to("document", paper.view.document.code))
        tab.scan_asked.connect(self._on_scan)
        tab.print_asked.connect(lambda: page.plan_actions.print("bring"))
        tab.excel_asked.connect(self.save_workbook)

    @property
    def _service(self) -> Any:
        return self._page.context.services.setup.visits

    def _on_packed(self, view: VisitView, paper: PaperView, on: bool) -> None:
        self._page.write(lambda: self._service.pack(view.visit, paper.view.document.code, packed=on))

    def add(self) -> None:
        """Open the form for an own visit."""
        page = self._page
        page.write(lambda: self._service.new(page.context.store_id), done=lambda blank: self._open(blank, None))

    def _on_edit(self, view: VisitView | None) -> None:
        if view is not None:
            self._open(view.visit, view)

    def _open(self, visit: SetupVisit, view: VisitView | None) -> None:
        page = self._page
        if page.board is None:
            return

        def done(kept: SetupVisit) -> None:
            page.tabs.open("bring")
            page.refresh()
            page.context.tasks.database(lambda: None, done=lambda _none: page.bring.go_to(kept.code), owner=page)

        dialog = VisitDialog(page.context, page.board, visit, view)
        dialog.saved.connect(done)
        dialog.open()

    def _on_remove(self, view: VisitView | None) -> None:
        if view is None or view.visit.id is None:
            return
        page, number = self._page, view.visit.id
        history = page.context.services.history
        page.write(
            lambda: self._service.remove(number),
            done=lambda _none: page.context.messages.info(
                tr("“{title}” was removed.", title=view.title), tr("Undo"), lambda: page.write(history.undo)
            ),
        )

    def _on_scan(self, paper: PaperView) -> None:
        if paper.view.scans:
            self._page.document_actions.open_scan(paper.view.scans[0])

    def save_workbook(self) -> None:
        """Ask for a file and save all visits with their papers."""
        page = self._page
        if page.board is None:
            return
        from shopdesk.reporting.setup_bring import write_bring_workbook

        facts = bring_facts(page.board, page.visits)
        save_file(
            page.context,
            page,
            title=tr("Save as Excel"),
            suggested=f"{tr('Papers to bring')} {page.board.store.name}",
            kind=FileKind.WORKBOOK,
            write=lambda target: write_bring_workbook(facts, target),
            working=tr("Writing the workbook"),
        )

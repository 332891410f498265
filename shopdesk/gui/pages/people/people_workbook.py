"""People from a workbook, looked at before anything is kept, and into one; chosen, or dropped on the team."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QPushButton

from shopdesk.domain.errors import UserError
from shopdesk.gui.pages.people.pay.workbook_dialog import WorkbookDialog
from shopdesk.gui.saving import FileKind, choose_file, save_file
from shopdesk.gui.widgets.controls import action, button
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.part import Part
    from shopdesk.services.payroll.load_report import LoadReport


class PeopleWorkbook(QObject):
    """What a part with people does with workbooks; ``button`` offers it."""

    def __init__(self, part: Part) -> None:
        """Work for ``part``, which takes drops."""
        super().__init__(part)
        self._part = part
        self._context = part.context
        self.dialog: WorkbookDialog | None = None
        self.button: QPushButton = button(
            "people.workbook", tr("E&xcel"), tip=tr("People from a workbook, and into one; or drop a workbook here")
        )
        menu = QMenu(self.button)
        menu.addAction(action("people.workbook.take", tr("Take people from a workbook…"), self.choose, menu))
        menu.addAction(action("people.workbook.write", tr("Write the people into a workbook…"), self.write, menu))
        self.button.setMenu(menu)
        part.setAcceptDrops(True)

    def choose(self) -> None:
        """Ask for a workbook and show what it would change."""
        title = tr("Take people from a workbook")
        chosen = choose_file(self._context.settings, self._part, title, FileKind.WORKBOOK)
        if chosen is not None:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Read a workbook beside the window and show whom it hires and what it changes."""
        payroll, store_id = self._context.services.payroll, self._context.store_id
        month = self._context.clock.today().replace(day=1)

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._context.messages.error(tr(error.text))

        self._context.tasks.background(
            lambda _progress, _cancelled: payroll.load(store_id, month, path, dry_run=True, only_people=True),
            title=tr("Reading the workbook"),
            done=lambda report: self._show((store_id, month), path, report),
            failed=failed,
            owner=self._part,
            stoppable=False,
        )

    def _show(self, question: tuple[int, date], path: Path, report: LoadReport) -> None:
        self.dialog = WorkbookDialog(self._context, question, path, report, self._part, only_people=True)
        self.dialog.accepted.connect(
            lambda: self._context.messages.success(
                tr("The people of the workbook were taken. Undo takes back one step at a time.")
            )
        )
        self.dialog.open()

    def write(self) -> None:
        """Write the sheet of the people with their pay data."""
        payroll, store_id = self._context.services.payroll, self._context.store_id
        save_file(
            self._context,
            self._part,
            title=tr("Write the people into a workbook"),
            suggested=f"人员-{self._context.store.name}-{self._context.clock.today()}",
            kind=FileKind.WORKBOOK,
            write=lambda target: payroll.write_people(store_id, target),
            working=tr("Writing the workbook"),
        )

    @staticmethod
    def dropped(event: QDropEvent) -> Path | None:
        """The one workbook that is dragged; ``None`` for anything else, which the window imports."""
        urls = event.mimeData().urls()
        path = Path(urls[0].toLocalFile()) if len(urls) == 1 else Path()
        return path if path.suffix.casefold() == ".xlsx" else None

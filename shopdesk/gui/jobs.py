"""What the menus' actions do: small jobs that open a dialog or start a task."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from shopdesk.domain.errors import EnvironmentFault, UnreadableValue, UserError
from shopdesk.domain.payroll.pay_password import VEILED
from shopdesk.domain.periods import By, Period, label
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.opening import open_once
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.infra import paths
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.domain.report.stated import Stated
    from shopdesk.domain.soundness import DamagedTable
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.task_runner import Cancelled, Progress
    from shopdesk.reporting.period_page import ReportPage
    from shopdesk.services.history import Undone


class Jobs:
    """The jobs of one desktop; each does nothing where there is no store yet."""

    def __init__(self, desktop: Desktop) -> None:
        """Work for ``desktop``."""
        self._desktop = desktop
        self._faults: set[tuple[object, ...]] = set()

    @property
    def _context(self) -> PageContext:
        context = self._desktop.window.context
        assert context is not None, "the actions that need a store are disabled without one"
        return context

    def say(self, error: UserError, then: Callable[[], None] | None = None) -> None:
        """Say what is wrong; a kept value that cannot be read can be corrected on the spot, and ``then`` follows."""
        messages = self._desktop.window.messages
        if isinstance(error, UnreadableValue):
            from shopdesk.gui.dialogs.correct_value import can_correct

            if can_correct(error):
                messages.error(tr(error.text), tr("Correct…"), lambda: self._correct(error, then))
                return
        messages.error(tr(error.text))

    def _correct(self, error: UnreadableValue, then: Callable[[], None] | None) -> None:
        from shopdesk.gui.dialogs.correct_value import CorrectValueDialog

        desktop = self._desktop
        dialog = CorrectValueDialog(desktop.app, desktop.tasks, error, desktop.window)

        def corrected() -> None:
            desktop.window.messages.success(tr("The value was corrected."))
            pages = desktop.window.pages
            if then is not None:
                then()
            elif pages is not None and pages.current is not None:
                pages.current.refresh()

        dialog.saved.connect(lambda _none: corrected())
        dialog.open()

    # --- files -----------------------------------------------------------------------------------------------------

    def import_files(self) -> None:
        """Choose exports and open the import window on them."""
        from shopdesk.gui.imports.entry import choose_and_import

        choose_and_import(self._context)

    def show_imports(self) -> None:
        """List the past imports."""
        from shopdesk.gui.imports.entry import show_history

        show_history(self._context)

    def write_weekly_report(self) -> None:
        """Ask for the week, the newest with figures first, then for a file, and write the report on it."""
        self._ask_report(By.WEEK)

    def write_monthly_report(self) -> None:
        """The same with a month."""
        self._ask_report(By.MONTH)

    def _ask_report(self, by: By) -> None:
        context = self._context
        store_id, reports = context.store_id, context.services.reports

        def ask(spans: list[Period], proposed: Period) -> None:
            from shopdesk.gui.dialogs.report_choice import ReportDialog
            from shopdesk.gui.pages.kpi.report_figures import go_to, open_figures

            def show(period: Period, over: QWidget) -> None:
                open_figures(context, period, by, over, go)

            def go(figure: Stated) -> None:
                dialog.reject()
                go_to(self._desktop.window.open_page, figure)

            dialog = ReportDialog(spans, proposed, by, show, self._desktop.window)
            dialog.accepted.connect(lambda: self._write_report(dialog.period, by, dialog.kind))
            open_once(dialog)

        context.tasks.database(
            lambda: reports.choices(store_id, by), lambda found: ask(*found), owner=self._desktop.window
        )

    def _write_report(self, period: Period, by: By, kind: FileKind) -> None:
        context = self._context
        from shopdesk.domain.report.words import words_of

        store_id, reports = context.store_id, context.services.reports
        title = tr(words_of(by).report)
        suggested = f"{context.store.name}-{label(period.start, by)}"

        def save(write: Callable[[Path], object], working: str = "") -> None:
            save_file(
                context,
                self._desktop.window,
                title=title,
                suggested=suggested,
                kind=kind,
                write=write,
                working=working,
            )

        if kind is FileKind.WORKBOOK:
            save(lambda target: reports.write(store_id, period, by, target), tr("Writing the report"))
            return

        def print_page(page: ReportPage) -> None:
            from shopdesk.gui.printing import write_pdf

            save(lambda target: write_pdf(page.html, target, title=page.title))

        context.tasks.database(lambda: reports.page(store_id, period, by), print_page, owner=self._desktop.window)

    def print_daily(self) -> None:
        """Open the print preview of today's worksheet, or of what the page in view prints itself."""
        page = self._desktop.window.pages.current if self._desktop.window.pages is not None else None
        if page is not None and page.print_shown():
            return
        from shopdesk.gui.pages.daily.print_dialog import open_print_dialog

        open_print_dialog(self._context)

    # --- stores ----------------------------------------------------------------------------------------------------

    def first_start(self) -> None:
        """Ask for language and store, then open the pages."""
        from shopdesk.gui.dialogs.first_start import FirstStartDialog

        FirstStartDialog(self._desktop).open()

    def end_first_start(self) -> None:
        """Ask no more: another program made a store, which is in view now."""
        from shopdesk.gui.dialogs.first_start import FirstStartDialog

        for dialog in self._desktop.window.findChildren(FirstStartDialog):
            dialog.leave()

    def first_start_soon(self) -> None:
        """The same, once the window that is being made anew stands."""
        QTimer.singleShot(0, self._desktop, lambda: QTimer.singleShot(0, self._desktop, self.first_start))

    def new_store(self) -> None:
        """Ask for a new store."""
        from shopdesk.gui.dialogs.store_editor import StoreEditor

        StoreEditor(self._desktop, None).open()

    def edit_store(self) -> None:
        """Edit the store in view."""
        from shopdesk.gui.dialogs.store_editor import StoreEditor

        StoreEditor(self._desktop, self._context.store).open()

    def store_created(self, store: Store) -> None:
        """Bring a new store into view."""
        self._desktop.reload_stores(store)

    # --- undo and history ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest edit and say which it was."""
        self._walk(self._desktop.app.services.history.undo, back=True)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._walk(self._desktop.app.services.history.redo, back=False)

    def _walk(self, step: Any, *, back: bool) -> None:
        messages = self._desktop.window.messages
        history = self._desktop.app.services.history

        pay_lock = self._desktop.app.services.pay_lock

        def walk() -> tuple[Undone | None, bool]:
            undone = step()
            return undone, undone is not None and undone.pay and pay_lock.locked()

        def say(answer: tuple[Undone | None, bool]) -> None:
            undone, veiled = answer
            # The signal of the commit can arrive before the step has moved from one stack to the other.
            self._desktop.commands.update_history(history.can_undo, history.can_redo)
            if undone is None:
                messages.info(tr("There is nothing to undo.") if back else tr("There is nothing to redo."))
            elif back:
                messages.success(tr("Undone: {what}", what=self._where(undone, veiled)), tr("Redo"), self.redo)
            else:
                messages.success(tr("Done again: {what}", what=self._where(undone, veiled)), tr("Undo"), self.undo)

        self._desktop.tasks.database(walk, done=say)

    def _where(self, undone: Undone, veiled: bool) -> Text:
        """What was undone, with its store where that is not the one in view; not in words what is locked."""
        what = VEILED if veiled else undone.reason
        names = {store.id: store.name for store in self._desktop.stores}
        here = self._context.store.id
        if undone.store_id in (None, here) or undone.store_id not in names:
            return what
        return Text("{what} (in {store})", what=what, store=names[undone.store_id])

    def show_history(self) -> None:
        """Show what was changed, when and by whom."""
        from shopdesk.gui.dialogs.history import HistoryDialog

        HistoryDialog(self._context).open()

    def show_pay_password(self) -> None:
        """Set, change or remove the pay password, or lock the wages now."""
        from shopdesk.gui.dialogs.pay_password import PayPasswordDialog

        PayPasswordDialog(self._context).open()

    # --- backups, settings, help -----------------------------------------------------------------------------------

    def show_backups(self) -> None:
        """List, make, check and restore backups."""
        from shopdesk.gui.dialogs.backups import BackupsDialog

        BackupsDialog(self._desktop).open()

    def export_all(self) -> None:
        """Write the whole business into one file that other programs read, too."""
        context = self._context
        services = context.services

        def write(target: Path) -> int:
            # Everybody's wages are in it.
            if services.pay_lock.locked():
                raise UserError(Text("The file shows wages, too. Open “Pay” with the pay password, then try again."))
            return services.one_file.write(target)

        save_file(
            context,
            self._desktop.window,
            title=tr("Everything as one file"),
            suggested=f"ShopDesk-{self._desktop.app.clock.today().isoformat()}",
            kind=FileKind.PACKAGE,
            write=write,
            working=tr("Writing everything into one file"),
        )

    def ask_about_fault(self, error: EnvironmentFault) -> None:
        """Say what is wrong with the data file and offer the ways out."""
        from shopdesk.gui.dialogs.data_fault import ask_about_fault

        ask_about_fault(self._desktop, error)

    def check_data(self, *, quietly: bool = False) -> None:
        """Look at every page of the data file; ``quietly`` says nothing where all is well."""
        from shopdesk.gui.dialogs.data_fault import damage_found

        desktop = self._desktop
        shared = desktop.app.paths.server.exists()

        def look(progress: Progress, cancelled: Cancelled) -> tuple[DamagedTable, ...]:
            def between(done: int, total: int) -> None:
                progress(done, total, "")
                if cancelled():
                    raise UserError(Text("The check was stopped."))

            return desktop.app.damaged_tables(between)

        def done(found: tuple[DamagedTable, ...]) -> None:
            if found:
                self.ask_about_fault(damage_found(found, desktop.app.paths.database, shared=shared))
            elif not quietly:
                desktop.window.messages.success(tr("The data are sound: every page was read."))

        desktop.tasks.background(look, title=tr("Checking the data"), done=done)

    def show_settings(self) -> None:
        """Edit the settings."""
        from shopdesk.gui.dialogs.settings import SettingsDialog

        SettingsDialog(self._desktop).open()

    def show_about(self) -> None:
        """Say what this is."""
        from shopdesk.gui.dialogs.about import AboutDialog

        open_once(AboutDialog(self._desktop.window))

    def show_crash(self, error: BaseException) -> None:
        """Show the exact report of a bug.

        One dialog at a time, and one for each fault: a fault that comes back, in a paint event perhaps, must not bury
        the window under dialogs. The bar says that it came back and offers the report.
        """
        from shopdesk.gui.dialogs.crash import CrashDialog, place_of

        window, place = self._desktop.window, place_of(error)
        known = place in self._faults
        self._faults.add(place)
        shown = next((one for one in window.findChildren(CrashDialog) if one.isVisible()), None)
        if shown is not None:
            if not known:
                shown.add(error)
        elif not known:
            CrashDialog(error, window).open()
        else:
            words = tr("The same fault of the program happened again.")
            if window.messages.isHidden() or window.messages.text != words:
                window.messages.error(words, tr("Show the report"), lambda: CrashDialog(error, window).open())

    def show_sudden_end(self, trace: str) -> None:
        """Say that the program ended all at once the last time, and offer the trace that it left."""
        from shopdesk.gui.dialogs.crash import CrashDialog

        window = self._desktop.window
        window.messages.warning(
            tr("ShopDesk ended all at once the last time. What you had saved is safe."),
            tr("Show the report"),
            lambda: CrashDialog(trace, window).open(),
        )

    def show_page_help(self) -> None:
        """Say how the page in view is used."""
        from shopdesk.gui.dialogs.page_help import PageHelpDialog

        pages = self._desktop.window.pages
        page = pages.current if pages is not None else None
        if page is not None:
            title = next(entry.title for entry in PAGES if entry.name == page.name)
            open_once(PageHelpDialog(page, tr(title), self._desktop.window))

    def open_guide(self) -> None:
        """Open the user guide in the language in use."""
        from shopdesk.gui.dialogs.guide import GuideDialog

        open_once(GuideDialog(paths.guide(current_language()), self._desktop.window))

    def open_data_folder(self) -> None:
        """Open the folder with the data in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desktop.app.paths.data)))

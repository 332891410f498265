"""The life of the windowed program: opens the data behind the first window, follows settings, closes in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from shopdesk.bootstrap import App
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.stores import Store
from shopdesk.gui.backup_words import say_no_backup
from shopdesk.gui.commands import Commands
from shopdesk.gui.events import Events
from shopdesk.gui.foreign_changes import ForeignChanges
from shopdesk.gui.half_typed import settle_typing
from shopdesk.gui.jobs import Jobs
from shopdesk.gui.main_window import MainWindow
from shopdesk.gui.on_screen import keep_on_screen
from shopdesk.gui.qt_words import QtWords
from shopdesk.gui.sharing.desk import SharingDesk
from shopdesk.gui.task_runner import Task, TaskRunner
from shopdesk.gui.theme import Theme, theme_of
from shopdesk.infra.i18n import set_language, tr
from shopdesk.infra.settings import BACKUP_AT_CLOSE, LANGUAGE, THEME

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alert_marks import AlertMark
    from shopdesk.domain.kpi.chart_answer import Behind
    from shopdesk.gui.first_picture.making import Making
    from shopdesk.gui.reminders import Reminders
    from shopdesk.services.backups import BackupService

_LOOK_AGAIN_MS = 500
_log = logging.getLogger(__name__)

# The page comes first; what nobody waits for begins when it stands.
_AHEAD_AFTER_MS = 500
_BELL_AFTER_MS = 1_500
_CHECK_AFTER_MS = 3_000
_BACKUP_AFTER_MS = 6_000


class Desktop(QObject):
    """Owns what outlives a window: the tasks, the change signals, the open data. A window is made anew when the
    language or the colours change. ``leaving`` is emitted when the user closed it; what follows needs no window.
    """  # noqa: D205

    leaving = Signal()

    def __init__(self, application: QApplication, app: App, window: MainWindow | None = None) -> None:
        """Make the first window, or fill the one that stands already; :meth:`open_data` opens its pages."""
        super().__init__()
        self.application = application
        self.app = app
        self.events = Events(self)
        self.tasks = TaskRunner(self)
        self.tasks.failed.connect(self._on_task_failed)
        self.tasks.refused.connect(lambda task: self.sharing.line_broke(task.error))
        self.events.history_changed.connect(self._on_history_changed)
        self.events.changed.connect(self._on_changed)
        self.events.way_wanted.connect(self._lead_on)
        self.events.alert_wanted.connect(self._show_alert)
        self.events.rows_wanted.connect(self._show_rows)
        self._qt_words = QtWords(application, self)
        self._stores: list[Store] = []
        self._edited = False
        self._next_language: str | None = None
        self._waiting = False
        self._closed = False
        self.keeps_picture = False
        self.making: Making | None = None
        self.foreign = ForeignChanges(app, self.tasks, self.events, self)
        self.foreign.replaced.connect(self._on_replaced)
        self.jobs = Jobs(self)
        self.sharing = SharingDesk(self)
        self.reminders: Reminders | None = None
        self.window: MainWindow
        self.commands: Commands
        self._make_window(window)
        application.focusWindowChanged.connect(keep_on_screen)
        hints = application.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_colors_changed)

    @property
    def stores(self) -> tuple[Store, ...]:
        """The stores that can be brought into view."""
        return tuple(self._stores)

    @property
    def theme(self) -> Theme:
        """The colours in force."""
        return self.window.theme

    def open_data(self) -> None:
        """Open the data file on the database thread, then show the stores or the first-start dialog."""
        self.tasks.database(self._open, done=self._on_opened, failed=self._on_open_failed)

    def open_anew(self) -> None:
        """The same in the place where the data are now: this PC has joined another."""
        self.tasks.database(
            lambda: self.app.open_elsewhere().stores.all(), done=self.show_opened, failed=self._on_open_failed
        )

    def _open(self) -> list[Store]:
        return self.app.open().stores.all()

    def show_opened(self, stores: list[Store]) -> None:
        """The data are open: show these stores, or ask for the first."""
        self._on_opened(stores)

    def _on_opened(self, stores: list[Store]) -> None:
        self._listen()
        self._stores = stores
        self._show_or_ask()
        self.foreign.begin()
        if self.app.read_only is not None:
            self._say_read_only()
            return
        if not self._keeps_the_data():
            return  # the PC with the data looks after them
        QTimer.singleShot(_CHECK_AFTER_MS, self, self._check_data)
        QTimer.singleShot(_BACKUP_AFTER_MS, self, self._back_up_today)

    def _show_or_ask(self) -> None:
        if self._stores:
            self._show_stores()
        elif self.app.is_joined:
            self.window.messages.warning(tr("You see no store yet: the owner has to let you see one."))
        else:
            self.jobs.first_start()
        self.sharing.opened()

    def _check_data(self) -> None:
        if self.app.is_open and not self._closed:
            self.jobs.check_data(quietly=True)

    def _keeps_the_data(self) -> bool:
        """Whether the data are open and this PC is the one that holds them."""
        return self.app.is_open and not self.app.is_joined and not self.app.services.ctx.rights.signed_in

    def _back_up_today(self) -> None:
        if self.app.is_open and not self._closed:
            self.tasks.background(
                lambda _progress, _cancelled: self._back_up(self.app.services.backups),
                title=tr("Making today's backup"),
                stoppable=False,
                failed=lambda error: say_no_backup(self, error),
            )

    def _back_up(self, backups: BackupService) -> None:
        backups.create_daily()
        backups.copy_elsewhere()

    def _on_open_failed(self, error: Exception) -> None:
        if self.sharing.can_ask(error):
            return
        if isinstance(error, EnvironmentFault):
            self.jobs.ask_about_fault(error)
        elif isinstance(error, UserError):
            self.jobs.say(error, then=self.open_data)
        else:
            self.jobs.show_crash(error)

    def _show_stores(self) -> None:
        self.window.show_stores(self._stores)
        QTimer.singleShot(_AHEAD_AFTER_MS, self.window, self._work_ahead)
        QTimer.singleShot(_BELL_AFTER_MS, self.window, self._attach_reminders)
        self.commands.set_store_open(True)
        self._on_history_changed()

    def _work_ahead(self, *, quiet: bool = False) -> None:
        """Begin when nobody waited at two looks in a row: between its answers a page only seems to stand."""
        # Closed meanwhile is also what is opened anew, after a full disk or a restore; that has work of its own ahead.
        if not (self.app.is_open and self.window.context is not None and self.window.pages is not None):
            return
        waited_for = self.tasks.is_waited_for()
        if waited_for or not quiet:
            QTimer.singleShot(_AHEAD_AFTER_MS // 2, self.window, lambda: self._work_ahead(quiet=not waited_for))
        else:
            from shopdesk.gui.ahead import Ahead
            from shopdesk.gui.keeper import Keeper

            Ahead(self.window.context, self.window.pages).begin()
            Keeper(self.window.context)

    def _attach_reminders(self) -> None:
        if self._closed:
            return
        if self.tasks.is_waited_for():
            QTimer.singleShot(_LOOK_AGAIN_MS, self.window, self._attach_reminders)
            return
        if self.reminders is None:
            from shopdesk.gui.reminders import Reminders

            self.reminders = Reminders(self)
        self.reminders.attach(self.window)

    def reload_stores(self, current: Store | None = None) -> None:
        """Read the stores anew, after one was created, edited or restored, and bring ``current`` into view."""

        def show(stores: list[Store]) -> None:
            had_none = self.window.context is None
            self._stores = stores
            if had_none and stores:
                self._show_stores()
                self.jobs.end_first_start()
            self.window.update_stores(stores, current)

        self.tasks.database(lambda: self.app.services.stores.all(), done=show)

    def reopen(self, warning: str = "", then: Callable[[], None] | None = None) -> None:
        """Show everything anew, as after a backup was restored; ``warning`` is said in the new window."""
        self._listen()

        def show(stores: list[Store]) -> None:
            self._stores = stores
            self._make_window()
            self._show_or_ask()
            if warning:
                self.window.messages.warning(warning)
            self.foreign.begin()
            if then is not None:
                then()

        self.tasks.database(lambda: self.app.services.stores.all(), done=show)

    def open_again(self) -> None:
        """Show the data file that lies in the place of the one before."""
        if self.window.context is None:
            self.open_data()
        else:
            self.reopen()

    def _listen(self) -> None:
        ctx = self.app.services.ctx
        ctx.reader.on_noted = self.events.answer_noted.emit
        if self.events.committed not in ctx.listeners:
            ctx.listeners.append(self.events.committed)

    def _on_replaced(self) -> None:
        """Another file lies in the data file's place, as after a restore from outside: open that one."""

        def done(_services: object) -> None:
            self.reopen(
                tr("The data file was replaced by another program, so it was opened anew. Look whether all is there.")
            )

        def anew() -> object:
            self.app.close_data()
            return self.app.open()

        self.tasks.database(anew, done=done, failed=self._on_open_failed)

    def _say_read_only(self) -> None:
        def again() -> None:
            self.app.close_data()
            self.open_data()

        self.window.messages.error(
            tr("The disk is full: you can look at everything, but nothing can be saved. Free some space."),
            tr("Try again"),
            again,
        )

    def _show_alert(self, mark: AlertMark) -> None:
        """Show the figure that an alert rang for, on its days."""
        page: Any = self.window.open_page("kpi")
        if page is not None:
            page.show_alert(mark)

    def _show_rows(self, behind: Behind, over: QWidget) -> None:
        """Show the rows behind a figure over whatever asked for them; orders count on the day they were paid."""
        from shopdesk.domain.orders import Basis
        from shopdesk.gui.pages.kpi.rows_dialog import open_rows
        from shopdesk.gui.pages.kpi.rows_of import RowsOf

        if self.window.context is not None:
            open_rows(self.window.context, RowsOf.behind(behind, Basis.PAID), over)

    def _lead_on(self, way: str) -> None:
        """Go where an empty place leads on to."""
        if way == "import":
            self.jobs.import_files()
            return
        page: Any = self.window.open_page("kpi" if way == "figures" else "people")
        if page is not None and way != "figures":
            page.lead_on(way)

    def set_theme(self, choice: str) -> None:
        """Wear the light or the dark set, or follow the system."""
        self.app.settings.set(THEME, choice)
        self.refresh_look()

    def set_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.app.settings.set(LANGUAGE, language)
        self.refresh_look(language)

    def refresh_look(self, language: str | None = None) -> None:
        """Follow changed settings, from now on in ``language`` where it changed."""
        if language is not None:
            self._next_language = language
        settle_typing(self.window)
        if self.window.unsaved():
            self.window.messages.info(tr("The new look comes as soon as what you have typed is saved or given up."))
        self._remake_window()

    def show_palette(self) -> None:
        """Find anything."""
        from shopdesk.gui.command_palette import CommandPalette

        CommandPalette(self).open()

    def close(self) -> bool:
        """Finish what runs, back up what was edited, close the data.

        False: some work does not end. The data are left to it as they are; whatever it has not committed will not be
        there at the next start, as after a power cut.
        """
        if self._closed:
            return True
        self._closed = True
        self.foreign.stop()
        self.sharing.stop()
        self._qt_words.stop()
        if self.reminders is not None:
            self.reminders.stop()
        if not self.tasks.stop():
            _log.error("work that does not end is given up")
            return False
        if self._keeps_the_data() and self._edited and self.app.settings.get(BACKUP_AT_CLOSE):
            try:
                self.app.services.backups.create("close")
                self.app.services.backups.copy_elsewhere()
            except UserError as error:
                _log.warning("no backup at close: %s", error)
        self.app.close(self.sharing.go_on)
        if self.making is not None:
            self.making.keep()
        return True

    def fit_out(self, window: MainWindow) -> Commands:
        """Give a window the menus."""
        return Commands(self, window)

    def _make_window(self, standing: MainWindow | None = None) -> None:
        old = getattr(self, "window", None)
        self._qt_words.speak()
        self.window = standing or MainWindow(self.app, theme_of(self.app.settings))
        self.window.theme.apply(self.application)
        if standing is not None:
            # Who reads a window that stands asks for each widget the moment it is made.
            _serve_readers()
        self.window.fill(self.tasks, self.events)
        self.commands = self.fit_out(self.window)
        self.window.closing.connect(self._on_closing)
        self.window.holds_back = self.sharing.holds_back
        if standing is None:
            self.window.painted.connect(self._on_painted)
        else:
            self._dress()
        if old is not None:
            self.window.setGeometry(old.normalGeometry() if old.isMaximized() else old.geometry())
            self.window.setWindowState(old.windowState())
            shown = old.isVisible()
            old.closing.disconnect(self._on_closing)
            old.deleteLater()
            if shown:
                self.window.show()
                old.hide()

    def _on_painted(self) -> None:
        # Nobody reads a window before it is painted, and this is the larger half of what a frame would wait for.
        _serve_readers()
        self._dress()

    def _dress(self) -> None:
        self.window.dress()
        self.commands.dress()

    def _remake_window(self) -> None:
        # Widgets take their texts and colours when they are made, so a change of either makes them anew.
        QTimer.singleShot(0, self, self._remake_now)

    def _remake_now(self) -> None:
        # At dusk the system's colours change by themselves, and nothing that is being typed may go with the old window.
        dialogs = self.window.findChildren(QDialog)
        if self.window.unsaved() or any(dialog.isVisible() and dialog.isModal() for dialog in dialogs):
            if not self._waiting:
                self._waiting = True
                QTimer.singleShot(_LOOK_AGAIN_MS, self, self._look_again)
            return
        if self._next_language is not None:
            set_language(self._next_language)
            self._next_language = None
        self._make_window()
        if self._stores:
            self._show_stores()
            self.sharing.tell_menu()

    def _look_again(self) -> None:
        self._waiting = False
        self._remake_now()

    def _on_closing(self) -> None:
        self.leaving.emit()
        if self.keeps_picture:
            from shopdesk.gui.first_picture.making import Making

            self.foreign.stop()
            self.making = Making(self, self.application.quit)
            if self.making.begin():
                return
        self.application.quit()

    def _on_changed(self, nouns: frozenset[str]) -> None:
        self._edited = True
        if "stores" in nouns:
            self.reload_stores()

    def _on_history_changed(self) -> None:
        if self.app.is_open:
            history = self.app.services.history
            self.commands.update_history(history.can_undo, history.can_redo)

    def _on_system_colors_changed(self, _scheme: Any) -> None:
        if self.app.settings.get(THEME) == "system":
            self._remake_window()

    def _on_task_failed(self, task: Task) -> None:
        error = task.error
        if self.sharing.line_broke(error):
            return
        if isinstance(error, UserError):
            self.jobs.say(error)
        elif error is not None:
            _log.error("a task failed\n%s", task.report)
            self.jobs.show_crash(error)


def _serve_readers() -> None:
    from shopdesk.gui.screen_reader import serve

    serve()

"""The window: it only assembles. What its menus do is in :mod:`shopdesk.gui.commands`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import CURRENT_PAGE, CURRENT_STORE, WINDOW_GEOMETRY

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from shopdesk.bootstrap import App
    from shopdesk.domain.stores import Store
    from shopdesk.gui.events import Events
    from shopdesk.gui.page import Page
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.page_stack import PageStack
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.gui.theme import Theme

_DEFAULT_SIZE = (1280, 800)
_SMALLEST = (1024, 640)
_SIDE = 16  # pixels beside a page
_MESSAGE_WIDTH = 360  # pixels: less would break a sentence into a column of words


class MainWindow(QMainWindow):
    """Stands at once, empty; :meth:`fill` makes its frame, :meth:`show_stores` the pages when the data are open.

    What the frame is made of is imported there, so that a window can be painted before. ``painted`` is emitted once,
    after it was painted first; ``closing`` when the user closes it.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, app: App, theme: Theme) -> None:
        """Nothing but its place on the screen and its colour."""
        super().__init__()
        self.app = app
        self.theme = theme
        self.context: PageContext | None = None
        self.pages: PageStack | None = None
        self._painted = False
        self._filled = False
        self._sure = False
        self.holds_back: Callable[[], bool] = lambda: False
        self.setObjectName("mainWindow")
        self.setWindowTitle("ShopDesk")
        self.setMinimumSize(QSize(*_SMALLEST).boundedTo(self._room_on_screen()))
        self._restore_geometry()

    def fill(self, tasks: TaskRunner, events: Events) -> None:
        """Make the frame, with an empty middle."""
        from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

        from shopdesk.gui.last_saves import LastSaves
        from shopdesk.gui.navigation import Navigation
        from shopdesk.gui.store_switcher import StoreSwitcher
        from shopdesk.gui.widgets.message_bar import MessageBar
        from shopdesk.gui.widgets.progress_strip import ProgressStrip

        self.tasks = tasks
        self.events = events
        self._last_saves = LastSaves(self)
        self.setAcceptDrops(True)
        self.navigation = Navigation()
        self.navigation.setEnabled(False)
        self.navigation.chosen.connect(self.open_page)
        self.switcher = StoreSwitcher()
        self.switcher.chosen.connect(self.switch_store)
        self.switcher.setVisible(False)
        events.roster_wanted.connect(self.show_roster)
        self.messages = MessageBar()
        self.progress = ProgressStrip(tasks)
        self.tools = QHBoxLayout()
        self._middle = QVBoxLayout()
        self._opening = QLabel(tr("Opening your data…"))
        self._opening.setProperty("role", "muted")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._filled = True
        self._fit_rail()

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

        from shopdesk.gui.widgets.others_label import OthersLabel

        header = QHBoxLayout()
        header.setContentsMargins(16, 8, 16, 8)
        header.addWidget(self.switcher)
        header.addStretch(1)
        header.addLayout(self.tools)
        self._middle.setContentsMargins(_SIDE, 0, _SIDE, 12)
        self._middle.setSpacing(8)
        self._middle.addWidget(self._opening, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(header)
        right.addLayout(self._middle, 1)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(central)
        self.others = OthersLabel("window.others", central, self._head_room)
        self.events.presence.at_page.connect(self.others.say)
        self.messages.lie_over(central, self._strip_of_messages)
        self.progress.lie_over(central)

    def _head_room(self) -> QRect:
        """The empty middle of the header, where a message lies over it."""
        left, store = self.switcher.geometry().right() + 16, self.switcher.geometry()
        right = self.tools.geometry().left() if self.tools.count() else self.centralWidget().width()
        return QRect(left, store.top(), right - left - 16, store.height())

    def _strip_of_messages(self) -> QRect:
        """The empty middle of the header; the row of the header as a whole where little of it is empty."""
        ground = self.centralWidget()
        left = self.switcher.geometry().right() + 8 if self.switcher.isVisible() else self.navigation.width() + 16
        # The bell comes later than the page; until it is laid out it has no place of its own.
        laid_out = self.tools.count() and not self.tools.geometry().isEmpty()
        right = self.tools.geometry().left() - 8 if laid_out else ground.width() - 16
        top, height = 4, max(self.switcher.geometry().bottom(), 36)
        if right - left < _MESSAGE_WIDTH:
            left, right = self.navigation.width() + 8, ground.width() - 8
            top = self.switcher.geometry().bottom() + 4
        return QRect(left, top, right - left, height)

    def dress(self) -> None:
        """Draw the icons, once the frame is painted."""
        from shopdesk.gui.icons import icon

        self.setWindowIcon(icon("shopdesk"))
        self.navigation.dress(self.theme)

    def show_stores(self, stores: Sequence[Store]) -> None:
        """Open the pages on the store last in view, or the first."""
        from PySide6.QtWidgets import QVBoxLayout

        from shopdesk.gui.import_first import ImportFirst
        from shopdesk.gui.page_context import PageContext
        from shopdesk.gui.page_stack import PageStack

        last = self.app.settings.get(CURRENT_STORE)
        store = next((store for store in stores if store.id == last), stores[0])
        self.context = PageContext(
            app=self.app,
            tasks=self.tasks,
            messages=self.messages,
            theme=self.theme,
            events=self.events,
            window=self,
            store=store,
        )
        self._opening.hide()
        self.pages = PageStack(self.context)
        self.import_first = ImportFirst(self.context)
        above = QVBoxLayout()
        above.setSpacing(0)
        above.addWidget(self.import_first)
        above.addWidget(self.pages, 1)
        self._middle.addLayout(above, 1)
        self.navigation.setEnabled(True)
        self.switcher.populate(stores, store)
        self.switcher.setVisible(True)
        self.open_page(self.wanted)
        self._name_window()

    def update_stores(self, stores: Sequence[Store], current: Store | None = None) -> None:
        """Show a changed list of stores, with ``current`` or else the present one in view."""
        if self.context is None or not stores:
            return
        wanted = (current or self.context.store).id
        store = next((store for store in stores if store.id == wanted), stores[0])
        moved = store.id != self.context.store.id
        self.context.store = store
        self.switcher.populate(stores, store)
        self._name_window()
        if moved:
            self.app.settings.set(CURRENT_STORE, store.id or 0)
            self.events.store_changed.emit(store)

    def switch_store(self, store: Store) -> None:
        """Bring another store into view."""
        if self.context is None or store.id == self.context.store.id:
            return
        current = self.context.store
        self.if_nothing_is_lost(
            lambda: self.update_stores(self.switcher.stores, store),
            otherwise=lambda: self.switcher.populate(self.switcher.stores, current),
        )

    def unsaved(self) -> list[str]:
        """What was typed on the pages and not saved yet, a sentence each."""
        if self.pages is None:
            return []
        from shopdesk.gui.half_typed import refused_words

        return [*self.pages.unsaved(), *refused_words(self.pages)]

    def if_nothing_is_lost(self, act: Callable[[], object], otherwise: Callable[[], object] = lambda: None) -> None:
        """Do it at once, or after a question where something is not saved."""
        lost = self.unsaved()
        if lost:
            self.ask_to_lose(lost, act, otherwise)
        else:
            act()

    def ask_to_lose(
        self, lost: list[str], act: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Ask whether to go on although these, a sentence each, are lost."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Question, tr("Not saved yet"), "\n".join(lost), parent=self)
        box.setObjectName("unsaved")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(tr("If you go on, it is lost."))
        stay = box.addButton(tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName("unsaved.stay")
        go = box.addButton(tr("Go on without saving"), QMessageBox.ButtonRole.DestructiveRole)
        go.setObjectName("unsaved.go")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(lambda _code: act() if box.clickedButton() is go else otherwise())
        box.open()

    @property
    def wanted(self) -> str:
        """The page that the window shows, or will when the data are open."""
        return self.app.settings.get(CURRENT_PAGE)

    def open_page(self, name: str) -> Page | None:
        """Show a page; ``None`` while the data are not open."""
        if self.pages is None:
            return None
        page = self.pages.open(name)
        self.import_first.on_page(name)
        self.navigation.show_chosen(name)
        self.app.settings.set(CURRENT_PAGE, name)
        _give_keyboard(page)
        return page

    def show_roster(self, day: date | None = None) -> None:
        """Show the roster, at the week with a day in it where one is given."""
        page: Any = self.open_page("people")
        if page is not None:
            page.show_roster(day)

    def come_forward(self) -> None:
        """Bring the window to the front."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window stands, so that slower work can begin."""
        super().paintEvent(event)
        if not self._filled:
            QPainter(self).fillRect(event.rect(), self.theme.window)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail gives up its words before a page has to be scrolled sideways."""
        super().resizeEvent(event)
        if self._filled:
            self._fit_rail()

    def _fit_rail(self) -> None:
        from shopdesk.gui.page_stack import least_room

        self.navigation.fit(self.width() - 2 * _SIDE - least_room(self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self.context is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the import window on what was dropped."""
        if self.context is None:
            return
        from shopdesk.gui.imports.entry import dropped_files, import_files

        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            import_files(self.context, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something would be lost; remember where the window was."""
        if self._filled:
            self._last_saves.settle()
        if self._filled and not self._sure:
            lost = self.unsaved()
            if lost:
                self.ask_to_lose(lost, self.close_for_sure)
            if lost or self._last_saves.hold() or self.holds_back():
                event.ignore()
                return
        self.app.settings.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        super().closeEvent(event)
        self.closing.emit()

    def close_for_sure(self) -> None:
        """Close without asking."""
        self._sure = True
        self.close()

    def _name_window(self) -> None:
        if self.context is not None:
            self.setWindowTitle(f"{self.context.store.name} – ShopDesk")

    def _room_on_screen(self) -> QSize:
        """What a screen at double scale leaves may be less than the window would like; pages scroll in it."""
        screen = QGuiApplication.primaryScreen()
        return screen.availableSize() if screen is not None else QSize(*_DEFAULT_SIZE)

    def _restore_geometry(self) -> None:
        self.resize(QSize(*_DEFAULT_SIZE).boundedTo(self._room_on_screen()))
        kept = self.app.settings.get(WINDOW_GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
            return
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            self.move(screen.availableGeometry().center() - self.rect().center())


def _give_keyboard(page: Page) -> None:
    """Let the page's keys work at once: where the user was in it, else in its first list, else the page itself."""
    from PySide6.QtWidgets import QAbstractItemView

    last = page.focusWidget()
    lists = (view for view in page.findChildren(QAbstractItemView) if view.isVisibleTo(page) and view.isEnabled())
    target = last if last is not None and last.isVisibleTo(page) else next(lists, page)
    target.setFocus(Qt.FocusReason.OtherFocusReason)

"""Everything the menus offer, as actions with names, shortcuts and what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from shopdesk.domain.text import Text
from shopdesk.gui.navigation import PAGES
from shopdesk.infra.i18n import LANGUAGES, current_language, tr
from shopdesk.infra.settings import THEME

if TYPE_CHECKING:
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.main_window import MainWindow


_WHERE_THE_DATA_ARE = ("file.backups", "file.check")


@dataclass(frozen=True, slots=True)
class Command:
    """One action: its object name, its title, what it does, a shortcut and an icon."""

    name: str
    title: Text
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    needs_store: bool = True


class Commands:
    """Builds the menu bar of one window and keeps its actions for the palette."""

    def __init__(self, desktop: Desktop, window: MainWindow) -> None:
        """Fill the menu bar of ``window``, which is one of ``desktop``'s."""
        self._desktop = desktop
        self._window = window
        self.actions: list[QAction] = []
        self.titles: dict[str, Text] = {}
        self._need_store: list[QAction] = []
        self._pictured: list[tuple[QAction, str]] = []
        self._build_file()
        self._build_edit()
        self._build_view()
        self._build_help()
        self.set_store_open(False)
        self.tell_sharing(tr("The data are on this PC alone"), joined=False, shares=True)

    def dress(self) -> None:
        """Draw the icons, once the frame is painted."""
        from shopdesk.gui.icons import icon

        for action, name in self._pictured:
            action.setIcon(icon(name, self._window.theme.text))

    def set_store_open(self, is_open: bool) -> None:
        """Offer what needs a store, or not."""
        for action in self._need_store:
            action.setEnabled(is_open)

    def update_history(self, can_undo: bool, can_redo: bool) -> None:
        """Offer undo and redo only where there is something."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def tell_sharing(self, place: str, *, joined: bool, shares: bool) -> None:
        """Say where the data are; what is done on the PC that holds them is not offered on one that joined."""
        self.place.setText(place)
        self.sign_in.setVisible(joined)
        for action in self.actions:
            away = joined if action.objectName() in _WHERE_THE_DATA_ARE else not shares
            if action is self.share or action.objectName() in _WHERE_THE_DATA_ARE:
                title = tr(self.titles[action.objectName()])
                action.setText(tr("{what} (on the PC with the data)", what=title) if away else title)
                if away:
                    action.setEnabled(False)

    def _add(self, menu: QMenu, command: Command) -> QAction:
        action = QAction(tr(command.title), self._window)
        action.setObjectName(command.name)
        self.titles[command.name] = command.title
        if command.icon:
            self._pictured.append((action, command.icon))
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.triggered.connect(lambda _checked=False: command.run())
        menu.addAction(action)
        self.actions.append(action)
        if command.needs_store:
            self._need_store.append(action)
        return action

    def _build_file(self) -> None:
        jobs = self._desktop.jobs
        menu = self._window.menuBar().addMenu(tr("&File"))
        for command in (
            Command("file.import", Text("Import…"), jobs.import_files, "Ctrl+I", "import"),
            Command("file.imports", Text("Past imports…"), jobs.show_imports, "Ctrl+Shift+I"),
            Command("file.weeklyReport", Text("Weekly report…"), jobs.write_weekly_report, "Ctrl+E", "report"),
            Command("file.monthlyReport", Text("Monthly report…"), jobs.write_monthly_report),
            Command("file.printDaily", Text("Print the daily worksheet…"), jobs.print_daily, "Ctrl+P", "print"),
        ):
            self._add(menu, command)
        menu.addSeparator()
        for command in (
            Command("file.newStore", Text("New store…"), jobs.new_store, "", "store"),
            Command("file.editStore", Text("Edit this store…"), jobs.edit_store),
            Command("file.backups", Text("Backups…"), jobs.show_backups, "", "backup", needs_store=False),
            Command("file.exportAll", Text("Everything as one file…"), jobs.export_all),
            Command("file.check", Text("Check the data"), jobs.check_data, needs_store=False),
        ):
            self._add(menu, command)
        menu.addSeparator()
        self.place = QAction(self._window)
        self.place.setObjectName("file.place")
        self.place.setEnabled(False)
        menu.addAction(self.place)
        sharing = self._desktop.sharing
        self.share = self._add(menu, Command("file.share", Text("Share with other PCs…"), sharing.show))
        person = Command("file.signIn", Text("Sign in as another person…"), sharing.sign_in_anew, needs_store=False)
        self.sign_in = self._add(menu, person)
        menu.addSeparator()
        self._add(menu, Command("file.payPassword", Text("Pay password…"), jobs.show_pay_password))
        self._add(menu, Command("file.settings", Text("Settings…"), jobs.show_settings, "Ctrl+,", "settings"))
        quit_command = Command("file.quit", Text("Quit"), self._window.close, "Ctrl+Q", needs_store=False)
        self._add(menu, quit_command).setMenuRole(QAction.MenuRole.QuitRole)

    def _build_edit(self) -> None:
        jobs = self._desktop.jobs
        menu = self._window.menuBar().addMenu(tr("&Edit"))
        self.undo = self._add(menu, Command("edit.undo", Text("Undo"), jobs.undo, "Ctrl+Z", "undo", needs_store=False))
        self.redo = self._add(menu, Command("edit.redo", Text("Redo"), jobs.redo, "Ctrl+Y", "redo", needs_store=False))
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.update_history(False, False)
        menu.addSeparator()
        self._add(menu, Command("edit.find", Text("Find anything…"), self._desktop.show_palette, "Ctrl+K", "search"))
        self._add(menu, Command("edit.history", Text("What was changed…"), jobs.show_history, "Ctrl+H", "history"))

    def _build_view(self) -> None:
        menu = self._window.menuBar().addMenu(tr("&View"))
        for number, entry in enumerate(PAGES, start=1):
            command = Command(
                f"view.{entry.name}",
                entry.title,
                lambda name=entry.name: self._window.open_page(name),  # type: ignore[misc]
                f"Ctrl+{number}",
                entry.name,
            )
            self._add(menu, command)
        self._add(menu, Command("view.roster", Text("Roster"), lambda: self._window.show_roster()))
        menu.addSeparator()
        themes = menu.addMenu(tr("Colours"))
        names = {"system": Text("As the system"), "light": Text("Light"), "dark": Text("Dark")}
        chosen = self._desktop.app.settings.get(THEME)
        self._choices(themes, {key: tr(name) for key, name in names.items()}, chosen, self._desktop.set_theme, "theme")
        languages = menu.addMenu(tr("Language"))
        self._pictured.append((languages.menuAction(), "language"))
        self._choices(languages, LANGUAGES, current_language(), self._desktop.set_language, "language")

    def _choices(
        self, menu: QMenu, names: dict[str, str], chosen: str, choose: Callable[[str], None], prefix: str
    ) -> None:
        group = QActionGroup(menu)
        for key, name in names.items():
            action = QAction(name, self._window)
            action.setObjectName(f"{prefix}.{key}")
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(lambda _checked=False, key=key: choose(key))
            group.addAction(action)
            menu.addAction(action)
            self.actions.append(action)

    def _build_help(self) -> None:
        jobs = self._desktop.jobs
        menu = self._window.menuBar().addMenu(tr("&Help"))
        for command in (
            Command("help.page", Text("About this page"), jobs.show_page_help, "Shift+F1"),
            Command("help.guide", Text("User guide"), jobs.open_guide, "F1", "help", needs_store=False),
            Command("help.dataFolder", Text("Open the data folder"), jobs.open_data_folder, needs_store=False),
            Command("help.about", Text("About ShopDesk"), jobs.show_about, "", "info", needs_store=False),
        ):
            self._add(menu, command)

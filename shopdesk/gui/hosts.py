"""What a dialog needs of the program around it, each as little as it can; the desktop is all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.stores import Store
    from shopdesk.domain.text import Text
    from shopdesk.gui.events import Events
    from shopdesk.gui.main_window import MainWindow
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.gui.theme import Theme


class Host(Protocol):
    """The data, the work beside the window, and the window to lie over."""

    @property
    def app(self) -> App:
        """The open data folder."""

    @property
    def tasks(self) -> TaskRunner:
        """Runs what takes time."""

    @property
    def window(self) -> MainWindow:
        """The window of the moment."""


class PictureHost(Host, Protocol):
    """Shows a picture before the data are open, and has one made when the window closes."""

    @property
    def events(self) -> Events:
        """What tells of changes."""

    @property
    def stores(self) -> tuple[Store, ...]:
        """The stores that can be brought into view."""

    @property
    def theme(self) -> Theme:
        """The colours in force."""

    def fit_out(self, window: MainWindow) -> object:
        """Give a window the menus."""


class LookHost(Host, Protocol):
    """Wears other colours and speaks another language."""

    def refresh_look(self, language: str | None = None) -> None:
        """Follow changed settings."""


class ReopeningHost(Host, Protocol):
    """Shows everything anew."""

    def reopen(self) -> None:
        """The data were replaced, or a store came or went."""


class OpeningHost(Host, Protocol):
    """Opens the data, the first time and again."""

    def open_data(self) -> None:
        """Try to open the data file."""

    def open_again(self) -> None:
        """The data file is another one than before."""


class StoreJobs(Protocol):
    """What is done about stores as a whole."""

    def store_created(self, store: Store, /) -> None:
        """Bring a new store into view."""

    def first_start_soon(self) -> None:
        """Ask again how to begin."""


class StoreHost(ReopeningHost, Protocol):
    """Takes stores in and puts them away."""

    @property
    def jobs(self) -> StoreJobs:
        """What is done about them."""


class StartHost(StoreHost, LookHost, Protocol):
    """Begins with nothing: language, store, the sample, or the data of another PC."""

    def open_anew(self) -> None:
        """Open the data in the place where they are now."""


class CommandsOffered(Protocol):
    """What can be done by name."""

    @property
    def actions(self) -> Sequence[QAction]:
        """The actions of menus and pages."""

    @property
    def titles(self) -> Mapping[str, Text]:
        """What they are called, by the names of the actions, in no language yet."""


class PaletteHost(LookHost, Protocol):
    """Finds anything, and shows it."""

    @property
    def commands(self) -> CommandsOffered:
        """What can be done."""

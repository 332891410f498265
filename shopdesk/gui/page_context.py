"""What every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.bootstrap import App
    from shopdesk.domain.stores import Store
    from shopdesk.gui.events import Events
    from shopdesk.gui.look import Look
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.gui.theme import Theme
    from shopdesk.infra.clock import Clock
    from shopdesk.infra.paths import AppPaths
    from shopdesk.infra.settings import Settings
    from shopdesk.services.registry import Services


class Messages(Protocol):
    """The one place where the program speaks to the user; implemented by the message bar."""

    def info(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell something worth knowing."""

    def success(
        self,
        text: str,
        action_label: str | None = None,
        action: Callable[[], None] | None = None,
        *,
        more: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Tell that something was done; ``more`` is a second thing that can be done about it."""

    def warning(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell something the user should look at."""

    def error(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell that something was not done, why, and what to do."""


@dataclass(slots=True)
class PageContext:
    """The surroundings of a page. ``store`` is the store in view and changes when the user switches."""

    app: App
    tasks: TaskRunner
    messages: Messages
    theme: Theme
    events: Events
    window: QWidget
    store: Store
    looks: WeakSet[Look] = field(default_factory=WeakSet)
    """What asks the data in this window; each adds itself."""

    @property
    def services(self) -> Services:
        """The services of the open data."""
        return self.app.services

    @property
    def settings(self) -> Settings:
        """The settings of the data folder."""
        return self.app.settings

    @property
    def actor(self) -> str:
        """Under whose name everything is done: who signed in, or whom the settings name."""
        return self.services.ctx.actor

    @property
    def clock(self) -> Clock:
        """The present moment."""
        return self.app.clock

    @property
    def paths(self) -> AppPaths:
        """The files of the data folder."""
        return self.app.paths

    @property
    def store_id(self) -> int:
        """The id of the store in view."""
        return self.store.id or 0

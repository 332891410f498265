"""The parts of a page behind a row of tabs: each made when it is first looked at, each loading by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.text import Text
from shopdesk.gui.widgets.wrapping_tabs import WrappingTabBar
from shopdesk.infra.i18n import tr

OPENS_A_PART = "opensAPart"
"""Property of an action that only brings a part into view, which Ctrl+K offers by the name of the part."""


def tabs_alone_stop(tabs: QTabWidget) -> None:
    """The row of tabs is the stop of the keyboard; what holds it is none of its own."""
    tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)


class PartTabs(QTabWidget):
    """Parts by name. ``opened`` carries the name of the part that came into view.

    Ctrl+Shift+1 to 0 open the parts; the tabs' tips say so, and ``actions_offered`` are for menu and palette. Parts
    within a part have no keys of their own (``keys`` is false): Ctrl+Tab goes through them.
    """

    opened = Signal(str)

    def __init__(
        self,
        name: str,
        accessible_name: str,
        titles: Mapping[str, Text],
        parent: QWidget | None = None,
        *,
        keys: bool = True,
    ) -> None:
        """No parts. ``name`` is the object's name, which names the actions, too; ``titles`` are those of its parts."""
        super().__init__(parent)
        self._titles = titles
        self._keys = keys
        self._names: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._guards: dict[str, Callable[[QWidget], QWidget]] = {}
        self._shortcuts: list[QAction] = []
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setTabBar(WrappingTabBar(self))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        tabs_alone_stop(self)
        self.currentChanged.connect(self._on_changed)

    def add(
        self,
        name: str,
        maker: Callable[[], QWidget],
        *,
        gap: int = 0,
        guard: Callable[[QWidget], QWidget] | None = None,
    ) -> None:
        """Add one of the parts that have a title, built by ``maker`` when it is needed, ``gap`` pixels below the tabs.

        ``guard`` puts the part into a widget that decides whether it is seen.
        """
        title = tr(self._titles[name])
        self._names.append(name)
        if guard is not None:
            self._guards[name] = guard
        self._makers[name] = maker
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, gap, 0, 0)
        self.blockSignals(True)
        index = self.addTab(holder, title)
        self.blockSignals(False)
        if not self._keys:
            return
        keys = f"Ctrl+Shift+{(index + 1) % 10}"
        self.setTabToolTip(index, f"{title} ({keys})")
        action = QAction(tr("Show “{part}”", part=title), self)
        action.setObjectName(f"{self.objectName()}.show.{name}")
        action.setProperty(OPENS_A_PART, True)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: self.open(name))
        self.addAction(action)
        self._shortcuts.append(action)

    def part(self, name: str) -> Any:
        """The widget of a part, built now if need be."""
        if name not in self._made:
            made = self._makers[name]()
            self._made[name] = made
            layout = self.widget(self._names.index(name)).layout()
            assert layout is not None
            guard = self._guards.get(name)
            layout.addWidget(made if guard is None else guard(made))
        return self._made[name]

    def made(self, name: str) -> bool:
        """Whether a part was built already."""
        return name in self._made

    @property
    def parts(self) -> list[Any]:
        """The parts that were built, in no order."""
        return list(self._made.values())

    @property
    def current(self) -> str:
        """The name of the part in view."""
        return self._names[self.currentIndex()]

    @property
    def shown(self) -> Any:
        """The part in view, built now if need be."""
        return self.part(self.current)

    def open(self, name: str) -> Any:
        """Bring a part into view."""
        part = self.part(name)
        self.setCurrentIndex(self._names.index(name))
        return part

    @property
    def actions_offered(self) -> list[QAction]:
        """One for each part, in their order."""
        return list(self._shortcuts)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the part in view made."""
        super().showEvent(event)
        self.part(self.current)

    def _on_changed(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.part(self._names[index])
            self.opened.emit(self._names[index])

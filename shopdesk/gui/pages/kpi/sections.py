"""The sections below the key figures; each is built when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget


class Sections(QTabWidget):
    """Tabs by name. ``opened`` carries the name of the section that came into view."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No sections."""
        super().__init__(parent)
        self._names: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self.setObjectName("kpi.sections")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.currentChanged.connect(self._on_changed)

    def add(self, name: str, label: str, maker: Callable[[], QWidget]) -> None:
        """Add a section that ``maker`` builds when it is needed."""
        self._names.append(name)
        self._makers[name] = maker
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        self.addTab(holder, label)

    def section(self, name: str) -> Any:
        """The widget of a section, built now if need be."""
        if name not in self._made:
            made = self._makers[name]()
            self._made[name] = made
            holder = self.widget(self._names.index(name))
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
        return self._made[name]

    def made(self, name: str) -> bool:
        """Whether a section was built already."""
        return name in self._made

    @property
    def current(self) -> str:
        """The name of the section in view."""
        return self._names[self.currentIndex()]

    def open(self, name: str) -> None:
        """Bring a section into view."""
        self.setCurrentIndex(self._names.index(name))

    def _on_changed(self, index: int) -> None:
        if self.isVisible() and 0 <= index < len(self._names):
            self.section(self._names[index])
            self.opened.emit(self._names[index])

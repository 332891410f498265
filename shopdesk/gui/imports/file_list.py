"""The list of files at the left of the import window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from shopdesk.gui.imports.file_entry import FileEntry

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)


class FileList(QAbstractListModel):
    """The files of the window, each with its state in words."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.entries: list[FileEntry] = []

    def add(self, entry: FileEntry) -> None:
        """One more file at the end."""
        self.beginInsertRows(_ROOT, len(self.entries), len(self.entries))
        self.entries.append(entry)
        self.endInsertRows()

    def tell(self, entry: FileEntry) -> None:
        """Say that a file's state changed."""
        index = self.index(self.entries.index(entry))
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many files."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Name and state of a file, in two lines."""
        entry = self.entries[index.row()]
        if role == _DISPLAY:
            return f"{entry.path.name}\n{entry.mark} {entry.line}"
        return str(entry.path) if role == _TOOL_TIP else None

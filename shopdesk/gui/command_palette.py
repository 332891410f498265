"""Ctrl+K: find anything by a few letters, in both languages and by pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout

from shopdesk.domain.searching import folded
from shopdesk.gui.findable import Findable, Hit
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.hosts import PaletteHost

_MOST = 60


class CommandPalette(QDialog):
    """A field and the list of what fits; Enter does the first."""

    def __init__(self, desktop: PaletteHost) -> None:
        """Offer the actions at once and the data as they arrive."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._findable = Findable(desktop)
        self._hits: list[Hit] = [*self._findable.actions()]
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find anything"))
        self.resize(560, 420)
        self.field = TypedLine()
        self.field.setObjectName("palette.field")
        self.field.setPlaceholderText(
            tr("Action, page, figure, product, person, problem, meeting, competitor, keyword, target…")
        )
        self.field.setAccessibleName(tr("Find anything"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palette.list")
        self.list.setAccessibleName(tr("What fits"))
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.nothing = words(tr("Nothing is called so. Try fewer letters: Chinese, pinyin or English."), role="muted")
        self.nothing.setObjectName("palette.nothing")
        layout.addWidget(self.nothing)
        self.field.textChanged.connect(lambda _text: self._show())
        self._show()
        if desktop.window.context is not None:
            self._hits += self._findable.fixed()
            desktop.tasks.database(self._find_data, done=self._on_found, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the keyboard."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
                self.list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _find_data(self) -> list[Hit]:
        context, services = self._desktop.window.context, self._desktop.app.services
        if context is None:
            return []
        with services.reading():
            return self._findable.data(services, context.store_id)

    def _on_found(self, hits: list[Hit]) -> None:
        self._hits += hits
        self._show()

    def _show(self) -> None:
        typed = folded(self.field.text()).split()
        ranked = [(rank, place, hit) for place, hit in enumerate(self._hits) if (rank := hit.rank(typed)) is not None]
        self.list.clear()
        for _rank, _place, hit in sorted(ranked, key=lambda entry: entry[:2])[:_MOST]:
            item = QListWidgetItem(f"{hit.title}    ·  {hit.kind}")
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(not ranked)

    def _on_activated(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        hit: Hit = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        hit.run()

"""The store in view, always in reach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import tr

_WIDEST = 360  # pixels: a longer name is cut in the header and whole in the list and the tool tip


class StoreSwitcher(QWidget):
    """A list of the stores. ``chosen`` carries the store that the user switched to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty list."""
        super().__init__(parent)
        self._stores: list[Store] = []
        self._box = QComboBox()
        self._box.setObjectName("stores.current")
        self._box.setAccessibleName(tr("Store in view"))
        self._box.setMinimumWidth(220)
        self._box.setMaximumWidth(_WIDEST)
        self._box.activated.connect(self._on_activated)
        self._mark = QLabel(tr("Sample data, all invented"))
        self._mark.setProperty("role", "badge")
        self._mark.setObjectName("stores.sampleMark")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        layout.addWidget(self._mark)

    @property
    def stores(self) -> list[Store]:
        """The stores to choose from."""
        return list(self._stores)

    def populate(self, stores: Sequence[Store], current: Store) -> None:
        """Show the stores with the one in view chosen."""
        self._stores = list(stores)
        self._box.clear()
        for store in stores:
            self._box.addItem(store.name)
        self._box.setCurrentIndex([store.id for store in stores].index(current.id))
        self._box.setToolTip(current.name)
        self._box.view().setMinimumWidth(min(_WIDEST * 2, self._box.view().sizeHintForColumn(0) + 40))
        self._mark.setVisible(current.sample)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._stores[index])

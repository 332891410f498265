"""The fields of a store, shared by the first start and the store editor."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES, Platform, Store, StoreType, types_of
from shopdesk.infra.i18n import tr


class StoreFields:
    """Name, platform and the types that the platform has."""

    def __init__(self, form: QFormLayout, store: Store | None = None) -> None:
        """Add the fields to ``form``, filled from ``store``."""
        self.name = QLineEdit(store.name if store else "")
        self.name.setObjectName("store.name")
        self.name.setPlaceholderText(tr("As your customers know it"))
        self.name.setMaxLength(60)
        self.platform = QComboBox()
        self.platform.setObjectName("store.platform")
        for platform in Platform:
            self.platform.addItem(tr(PLATFORM_NAMES[platform]), platform.value)
        self.kind = QComboBox()
        self.kind.setObjectName("store.type")
        for label, widget in (
            (tr("Store name"), self.name),
            (tr("Platform"), self.platform),
            (tr("Store type"), self.kind),
        ):
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        if store is not None:
            self.platform.setCurrentIndex(self.platform.findData(store.platform.value))
        self._offer_types()
        if store is not None:
            self.kind.setCurrentIndex(self.kind.findData(store.store_type.value))
        self.platform.currentIndexChanged.connect(lambda _index: self._offer_types())

    @property
    def chosen(self) -> tuple[str, Platform, StoreType]:
        """What was typed and chosen."""
        return (
            self.name.text().strip(),
            Platform(self.platform.currentData()),
            StoreType(self.kind.currentData()),
        )

    def _offer_types(self) -> None:
        self.kind.clear()
        for kind in types_of(Platform(self.platform.currentData())):
            self.kind.addItem(tr(TYPE_NAMES[kind]), kind.value)

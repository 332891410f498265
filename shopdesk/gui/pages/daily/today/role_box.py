"""Chooses whose items are shown: everybody's, or those that one role is in charge of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from shopdesk.gui.pages.daily.today.loading import Loaded
from shopdesk.gui.widgets.controls import named
from shopdesk.infra.i18n import tr


class RoleBox(QComboBox):
    """Emits ``role_chosen`` with the code of a role, empty for everybody's items."""

    role_chosen = Signal(str)

    def __init__(self) -> None:
        """Nothing to choose yet."""
        super().__init__()
        named(self, "daily.role", tr("Whose items"), tip=tr("Show only the items that a role is in charge of"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _index: self.role_chosen.emit(self.role))

    @property
    def role(self) -> str:
        """The chosen role."""
        return self.currentData() or ""

    def offer(self, loaded: Loaded) -> bool:
        """Offer the roles of a form, keeping the chosen one; whether anything changed."""
        codes = list(dict.fromkeys(line.item.role for line in loaded.sheet.lines if line.item.role))
        offered = [("", tr("Everybody's items")), *((code, loaded.roles.get(code, code)) for code in codes)]
        if offered == [(self.itemData(n), self.itemText(n)) for n in range(self.count())]:
            return False
        chosen = self.currentData()
        self.clear()
        for code, name in offered:
            self.addItem(name, code)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        return True

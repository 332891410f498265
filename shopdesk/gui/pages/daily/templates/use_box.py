"""On which days a form is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.daily.checklist import Checklist, FormUse
from shopdesk.domain.daily.day_forms import NORMAL, USE_NAMES, use_of
from shopdesk.infra.i18n import tr


class UseBox(QWidget):
    """Emits ``chosen`` with a :class:`FormUse`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer every use."""
        super().__init__(parent)
        caption = QLabel(tr("Used on"))
        caption.setProperty("role", "muted")
        self.box = QComboBox()
        self.box.setObjectName("templates.use")
        self.box.setAccessibleName(tr("On which days it is asked"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for use in FormUse:
            self.box.addItem(tr(USE_NAMES[use]), use.value)
        self.box.activated.connect(lambda _place: self.chosen.emit(FormUse(self.box.currentData())))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(caption)
        layout.addWidget(self.box)

    def show_use(self, checklist: Checklist, use: FormUse) -> None:
        """Show when a form is asked; the normal one is asked every day, whatever is chosen."""
        normal = checklist.code == NORMAL
        self.box.setCurrentIndex(self.box.findData(use_of(checklist, use).value))
        self.box.setEnabled(not normal)
        self.box.setToolTip(
            tr("The daily form is asked every day. Other forms are asked besides it or instead of it.")
            if normal
            else tr(
                "Campaign days: besides the daily form, or instead of it. Reminders and completion count the form then."
            )
        )

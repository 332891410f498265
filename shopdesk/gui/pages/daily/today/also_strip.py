"""The other forms that the day asks for and that are not complete, one press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.day_forms import DayForm
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import current_language, tr


class AlsoStrip(QWidget):
    """Emits ``chosen`` with a checklist's id. Hidden where nothing else is to be filled in."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("daily.also")
        self.buttons: list[QPushButton] = []
        self._shown: tuple[DayForm, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget()
        layout.addWidget(self._content)
        self.hide()

    def show_forms(self, forms: Sequence[DayForm]) -> None:
        """Offer these forms."""
        if tuple(forms) == self._shown:
            return
        self._shown = tuple(forms)
        self.setVisible(bool(forms))
        self.buttons = []
        fresh = QWidget()
        row = FlowLayout(fresh, spacing=6)
        caption = QLabel(tr("Also to fill in:"))
        caption.setProperty("tone", "warning")
        row.addWidget(caption)
        for form in forms:
            name = form.checklist.name(current_language())
            made = button(
                f"daily.also.{form.checklist.code}",
                f"{name}  {form.answered}/{form.asked}",
                lambda form=form: self.chosen.emit(form.checklist.id or 0),
                spoken=tr(
                    "Fill in {form}: {done} of {asked} answered", form=name, done=form.answered, asked=form.asked
                ),
            )
            self.buttons.append(made)
            row.addWidget(made)
        if self.buttons:
            caption.setMinimumHeight(self.buttons[0].sizeHint().height())
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

"""Payslips as text, one person after the other, each copied by a button and pasted into the chat with that person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.domain.payroll.slip_parts import slip_label
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import among, button, named, words
from shopdesk.infra.i18n import LANGUAGES, current_language, tr
from shopdesk.reporting.payslip_text import payslip_text

_NAME = "people.pay.chatText"


class ChatTextDialog(QDialog):
    """One person's slip at a time, so that nobody's wages land in somebody else's chat."""

    def __init__(self, run: KeptRun, slips: Sequence[KeptSlip], store: str, parent: QWidget) -> None:
        """Begin with the first of ``slips``, in the language of the program."""
        super().__init__(parent)
        self._run, self._slips, self._store = run, list(slips), store
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Text for a chat"))
        roomy(self, 520, 520)
        self.person = named(QComboBox(), f"{_NAME}.person", tr("Person"))
        self.person.addItems([slip_label(slip) for slip in self._slips])
        self.person.currentIndexChanged.connect(lambda _row: self.populate())
        self.languages = QButtonGroup(self)
        row = QHBoxLayout()
        row.addWidget(self.person, 1)
        for code, name in LANGUAGES.items():
            made = named(QRadioButton(name), f"{_NAME}.{code}", name)
            made.setProperty("language", code)
            made.setChecked(code == current_language())
            among(self.languages, made)
            row.addWidget(made)
        self.languages.buttonClicked.connect(lambda _button: self.populate())
        self.text = named(QPlainTextEdit(), f"{_NAME}.text", tr("Payslip"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.copy_button = button(f"{_NAME}.copy", tr("Copy"), self.copy, role="primary")
        self.copy_button.setDefault(True)
        self.next_button = button(f"{_NAME}.next", tr("Next person"), self.show_next)
        self.close_button = button(f"{_NAME}.close", tr("Close"), self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        for one in (self.copy_button, self.next_button, self.close_button):
            buttons.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.populate()

    def populate(self) -> None:
        """Show the chosen person's slip in the chosen language."""
        language = self.languages.checkedButton().property("language")
        self.text.setPlainText(payslip_text(self._run, self._slip, self._store, language))
        self.said.clear()
        self.next_button.setEnabled(self.person.currentIndex() + 1 < self.person.count())

    def copy(self) -> None:
        """Put the text where it can be pasted from."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText(tr("Copied: {name}", name=slip_label(self._slip)))

    def show_next(self) -> None:
        """Go on to the next person."""
        self.person.setCurrentIndex(self.person.currentIndex() + 1)

    @property
    def _slip(self) -> KeptSlip:
        return self._slips[self.person.currentIndex()]

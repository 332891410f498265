"""What is shown when the program itself is at fault: the exact report, to read, copy and send."""

from __future__ import annotations

import traceback

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from shopdesk.gui.widgets.controls import button
from shopdesk.infra.crash_report import report, report_of
from shopdesk.infra.i18n import tr

_MOST = 5


def place_of(error: BaseException) -> tuple[object, ...]:
    """What tells one fault from another: its kind and where it happened."""
    stack = traceback.extract_tb(error.__traceback__)
    return (type(error), *((frame.filename, frame.lineno) for frame in stack))


class CrashDialog(QDialog):
    """Shows the report of an error, or the trace that an earlier start left; nothing is sent."""

    def __init__(self, fault: BaseException | str, parent: QWidget | None) -> None:
        """Show the report."""
        super().__init__(parent)
        self._reports = 1
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong in ShopDesk"))
        self.resize(720, 460)
        words = QLabel(
            tr(
                "This is a fault of the program, not yours. What you had saved is safe. You can go on working; if it "
                "happens again, send this report to whoever looks after your ShopDesk. It holds no names or figures of "
                "yours unless the last line quotes one: look before you send it."
            )
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(report_of(fault) if isinstance(fault, str) else report(fault))
        self.text.setObjectName("crash.report")
        self.text.setAccessibleName(tr("Report"))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        row = QHBoxLayout()
        row.addWidget(button("crash.copy", tr("Copy the report"), self._copy))
        row.addStretch(1)
        row.addWidget(button("crash.close", tr("Go on"), self.accept, role="primary"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(words)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)

    def add(self, error: BaseException) -> None:
        """Show the report of another fault below; what followed from the first few says nothing new."""
        if self._reports < _MOST:
            self._reports += 1
            self.text.appendPlainText("\n" + report(error))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

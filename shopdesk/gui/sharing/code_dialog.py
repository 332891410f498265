"""A connection code, large enough to be typed from the screen, to copy and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.gui.opening import open_once
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.sharing.holding import ShownCode

_NAME = "code"
_IN_A_ROW = 5
_EVERY_MS = 1_000
_LARGE_PT = 17


def in_rows(code: str) -> str:
    """The groups of a code, five in a row."""
    groups = code.split("-")
    rows = [groups[start : start + _IN_A_ROW] for start in range(0, len(groups), _IN_A_ROW)]
    return "\n".join("  ".join(row) for row in rows)


class CodeDialog(QDialog):
    """Shows one code and how long it still holds."""

    def __init__(self, context: PageContext, code: ShownCode, whom: str, over: QWidget) -> None:
        """``whom`` says for whom it is."""
        super().__init__(over)
        self._context, self._code, self._whom = context, code, whom
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code for another PC"))
        self.shown = words(in_rows(code.text), name=f"{_NAME}.shown", wrap=False)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(tr("Code for another PC"))
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSize(_LARGE_PT)
        self.shown.setFont(font)
        self.left = words(name=f"{_NAME}.left", role="heading")
        steps = tr(
            "On the other PC: start ShopDesk, choose “Join a store…”, type this code, then a name and a password. "
            "Capitals and hyphens do not matter."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addWidget(words(whom, name=f"{_NAME}.whom"))
        layout.addWidget(self.shown)
        layout.addWidget(self.left)
        layout.addWidget(words(steps, role="muted"))
        layout.addLayout(self._buttons())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tell_left)
        self._timer.start(_EVERY_MS)
        self.tell_left()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.copy = button(f"{_NAME}.copy", tr("Copy"), self.copy_code)
        self.printed = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        row.addWidget(self.copy)
        row.addWidget(self.printed)
        row.addStretch(1)
        shut = button(f"{_NAME}.close", tr("Close"), self.accept)
        shut.setDefault(True)
        row.addWidget(shut)
        return row

    def tell_left(self) -> None:
        """Say how long it still holds."""
        left = (self._code.until - self._context.clock.now()).total_seconds()
        if left > 0:
            minutes = max(1, round(left / 60))
            said = tr("It holds for {minutes} more minutes, and for one PC.", minutes=minutes)
        else:
            said = tr("Its time is over. Close this and let a new one be shown.")
            self._timer.stop()
        for one in (self.copy, self.printed):
            one.setEnabled(left > 0)
        self.left.setText(said)

    def copy_code(self) -> None:
        """Put it into the clipboard."""
        QGuiApplication.clipboard().setText(self._code.text)
        self._context.messages.success(tr("The code was copied."))

    def open_print(self) -> None:
        """Show it as a sheet to print."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.code_sheet import code_html

        title = tr("Code for another PC")
        html = code_html(in_rows(self._code.text).split("\n"), self._whom, self._code.until)
        pages = lambda: html_pages(html, title=title)  # noqa: E731
        printable = Printable("code", title, title, pages)
        open_once(PrintDialog(self._context, f"{_NAME}.paper", tr("Print the code"), [printable]))

"""Whoever types nonsense, pastes junk, clicks twice or leaves by Escape gets sentences, and loses nothing unasked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.clock import FixedClock
from tests.gui.dialog_walk import DialogWalk
from tests.gui.other_dialogs import OtherDialogs
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle

CTRL = Qt.KeyboardModifier.ControlModifier
ALL = os.environ.get("SHOPDESK_EXTREMES") == "all"
"""Every dialog in both languages with all of the nonsense; otherwise those of the KPIs and the commands of the menus in
one language, with every other piece of it by turns."""
JUNK = (
    "9" * 20,
    "0001-01-01",
    "9999-12-31",
    "名" * 60,
    "<b>x</b>\u202e-1\t2\n3",
    "-0.005",
    "１２，３４５．６",
)


def _text(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


class Hands:
    """Fills what can be filled with nonsense, presses what keeps it, and notes what broke."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self.wait = wait
        self.tried = self.dialogs = 0
        self.where = ""
        self.broke: list[str] = []

    def fields(self, dialog: QDialog) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit)
        found = [one for kind in kinds for one in dialog.findChildren(kind)]
        return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]

    def fill(self, field: QWidget, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, CTRL)
        if shiboken6.isValid(field):
            QTest.keyClick(field, Qt.Key.Key_Tab)

    def use(self, how: str, dialog: QDialog) -> None:
        """Try all of it in one dialog, until it is kept; then leave by Escape."""
        self.dialogs += 1
        for text in JUNK if ALL else JUNK[self.dialogs % 2 :: 2]:
            self.where = f"{type(dialog).__name__} ({how}) {text!r}"
            for field in self.fields(dialog):
                if shiboken6.isValid(field):
                    self.tried += 1
                    self.fill(field, text)
                    self.wait()
            if isinstance(dialog, FormDialog):
                self.press_twice(dialog)
            if not shiboken6.isValid(dialog) or not dialog.isVisible():
                return
        if isinstance(dialog, RecordForm) and dialog.dirty:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            if not dialog.isVisible():
                self.broke.append(f"{self.where}: Escape lost what was typed")

    def press_twice(self, dialog: FormDialog) -> None:
        """Twice at once, as an impatient hand does; what is refused stays as it was typed."""
        typed = {field: _text(field) for field in self.fields(dialog)}
        for _again in range(2):
            if shiboken6.isValid(dialog) and dialog.isVisible() and dialog.ok.isEnabled():
                QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        self.wait()
        if shiboken6.isValid(dialog) and dialog.isVisible():
            lost = [one.objectName() for one, text in typed.items() if shiboken6.isValid(one) and _text(one) != text]
            self.broke += [f"{self.where}: refusing changed what stands in {one}" for one in lost]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["zh_CN", "en"] if ALL else ["zh_CN"])
def test_nonsense_in_a_dialog_is_answered_by_sentences(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    with on_sample(qtbot, qapp, tmp_path / "data", language, FixedClock(NOW)) as desktop:

        def wait() -> None:
            settle(qtbot, desktop)

        hands = Hands(wait)

        def note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            hands.broke.append(f"{hands.where}: {error!r}")

        monkeypatch.setattr(sys, "excepthook", note)
        desktop.tasks.failed.connect(lambda task: hands.broke.append(f"{hands.where}: {task.report[-600:]}"))
        walk = DialogWalk(desktop, wait, hands.use)
        walk.everywhere("" if ALL else "kpi")
        for kind, way in OtherDialogs(desktop, wait, tmp_path).ways.items() if ALL else ():
            walk.open(kind, way)
    assert hands.tried > (300 if ALL else 60)
    assert not hands.broke, "\n\n".join(hands.broke)

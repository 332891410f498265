"""Run on its own by test_dialogs_in_large_letters.py: the size of a point is read once, when Qt starts.

``python -m tests.gui.dialog_probe DATA_FOLDER LANGUAGE [all]`` opens dialogs and prints one line of JSON: the classes
that were ``met``, and what is ``wrong`` by dialog: off the screen, cut, scrolled sideways, or moved by a refusal.
Without ``all`` these are the dialogs that no button leads to.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QScrollArea

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from tests.gui.dialog_walk import DialogWalk
from tests.gui.other_dialogs import OtherDialogs
from tests.gui.sample_store import NOW
from tests.gui.scaling_probe import settle, too_wide
from tests.gui.small_screen_probe import off_screen
from tests.gui.test_every_dialog import refusals_move
from tests.gui.walk import cut_texts


def wrong_in(dialog: QDialog) -> list[str]:
    """What cannot be read or reached in a dialog."""
    found = [off_screen(dialog), *cut_texts(dialog), *too_wide(dialog.findChildren(QScrollArea))]
    return [line for line in (*found, *refusals_move(dialog)) if line]


def main(folder: str, language: str, which: str = "") -> None:
    """Open the dialogs once."""
    application = QApplication([])
    application.setFont(base_font())
    QFileDialog.getSaveFileName = staticmethod(lambda *_args, **_more: ("", ""))
    QFileDialog.getOpenFileName = staticmethod(lambda *_args, **_more: ("", ""))
    QFileDialog.getOpenFileNames = staticmethod(lambda *_args, **_more: ([], ""))
    app = bootstrap.prepare(Path(folder), language, clock=FixedClock(NOW))
    desktop = Desktop(application, app)
    desktop.window.show()
    desktop.open_data()
    settle(desktop)
    wrong: dict[str, list[str]] = {}

    def look(how: str, dialog: QDialog) -> None:
        QTest.qWait(0)
        if lines := wrong_in(dialog):
            wrong[f"{type(dialog).__name__}, {how}"] = lines

    walk = DialogWalk(desktop, lambda: settle(desktop), look)
    if which == "all":
        walk.everywhere()
    with tempfile.TemporaryDirectory() as files:
        for kind, way in OtherDialogs(desktop, lambda: settle(desktop), Path(files)).ways.items():
            if not walk.open(kind, way):
                wrong[kind] = ["was not opened"]
    print(json.dumps({"wrong": wrong, "met": sorted(walk.met)}))
    desktop.window.hide()
    desktop.tasks.stop()
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

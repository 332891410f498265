"""Every dialog of the window, opened as a person opens it: named, with something to do, whole, and Tab comes home.

A usual run opens them in English, whose words take more room; ``SHOPDESK_EXTREMES=all`` in Chinese, too. A usual run
opens Chinese ones on a small screen (test_small_screen.py) and in large letters (test_dialogs_in_large_letters.py).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.clock import FixedClock
from tests.gui.dialog_walk import DialogWalk, kinds
from tests.gui.heard import found_in
from tests.gui.other_dialogs import OtherDialogs
from tests.gui.reader_rules import faults, unlike_its_label
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.test_nothing_moves import LONG, refuse_everywhere, still
from tests.gui.test_tab_round import nameless, round_trip
from tests.gui.walk import cut_texts, unnamed

LANGUAGES = ["en", "zh_CN"] if os.environ.get("SHOPDESK_EXTREMES") == "all" else ["en"]


def refusals_move(dialog: QDialog) -> list[str]:
    """Which sentences about what is wrong move something in a dialog, or are cut."""
    found: list[str] = []
    refuse_everywhere(dialog, set(), lambda: QTest.qWait(0))
    for said in [one for one in dialog.findChildren(LyingLabel) if one.isHidden()]:
        before = still(dialog)
        said.say(LONG)
        QTest.qWait(0)
        if still(dialog) != before or (said.isVisible() and said.height() < said.heightForWidth(said.width())):
            found.append(f"{said.objectName()} moves something or is cut")
        said.say("")
    return found


def lines(dialog: QDialog) -> list[QLineEdit]:
    """What can be typed into; the line of a choice is the choice's own."""
    found = [one for one in dialog.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]
    return [one for one in found if not one.isReadOnly() and not isinstance(one.parentWidget(), QComboBox)]


def beginning(dialog: QDialog) -> list[str]:
    """What is wrong about a form that nobody has typed into yet."""
    if not isinstance(dialog, RecordForm):
        return []
    found = ["something is said to be typed when it opens"] if dialog.dirty else []
    focus = dialog.focusWidget()
    if lines(dialog) and (focus is None or dialog.buttons.isAncestorOf(focus)):
        found.append("the keyboard does not begin in a field")
    return found


def leaving(dialog: QDialog) -> list[str]:
    """What is wrong about leaving a form by Escape once something is typed."""
    if not isinstance(dialog, RecordForm) or not lines(dialog):
        return []
    field = lines(dialog)[0]
    field.setFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    asked = dialog.findChild(QWidget, "form.discard")
    if not dialog.isVisible() or asked is None or not asked.isVisible():
        return ["Escape does not ask about what is typed"]
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    home = dialog.isVisible() and not asked.isVisible() and dialog.focusWidget() is field
    return [] if home else ["Escape does not lead back to what is typed"]


def unseen_over(messages: MessageBar, dialog: QDialog) -> list[str]:
    """What is wrong about a message that comes while a dialog is in front."""
    messages.hide()  # what was said before, of something copied for example, gives way and moves nothing of the dialog
    QTest.qWait(0)
    keyboard, before = dialog.focusWidget(), still(dialog)
    messages.error("The import could not be finished.", "Show the report", lambda: None)
    QTest.qWait(0)
    bar = QRect(messages.mapTo(messages.window(), QPoint(0, 0)), messages.size())
    found = [] if messages.window() is dialog and dialog.rect().contains(bar) else ["a message lies behind it"]
    if dialog.focusWidget() is not keyboard:
        found.append("a message takes the keyboard")
    # Trees of items cannot be typed into while they only have the keyboard; a field must stay in sight.
    if isinstance(keyboard, QLineEdit) and bar.intersects(QRect(keyboard.mapTo(dialog, QPoint(0, 0)), keyboard.size())):
        found.append(f"a message covers {keyboard.objectName()}, which is typed into")
    after = {place: rect for place, rect in still(dialog).items() if place in before}
    found += [] if after == before else ["a message moves something"]
    messages.hide()
    return found


def wrong_in(qtbot: QtBot, messages: MessageBar, dialog: QDialog) -> list[str]:
    """What a reader, the keyboard and the eye find wrong in a dialog, and what happens to a message meanwhile."""
    found = beginning(dialog)
    nodes = list(found_in(dialog))
    found += [f"{rule}: {place}" for rule, places in faults(nodes).items() for place in places]
    found += [f"called by what is chosen: {node['place']}" for node in nodes if unlike_its_label(node)]
    found += unnamed(dialog) + cut_texts(dialog) + refusals_move(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    found += unseen_over(messages, dialog)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    stops, home = round_trip(dialog)
    found += [] if home else [f"Tab stays at {[one.objectName() for one in stops[-3:]]}"]
    return found + [f"nameless stop {one}" for one in nameless(stops)] + leaving(dialog)


def left_behind(window: QWidget) -> list[str]:
    """Which closed dialogs of ours are still there."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ours = [one for one in window.findChildren(QDialog) if type(one).__module__.startswith("shopdesk.")]
    return sorted(type(one).__name__ for one in ours if not one.isVisible())


@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dialog_is_named_whole_and_walked_round(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    found: list[str] = []

    def look(how: str, dialog: QDialog) -> None:
        found.extend(
            f"{type(dialog).__name__}, {how}: {line}" for line in wrong_in(qtbot, desktop.window.messages, dialog)
        )

    with on_sample(qtbot, qapp, tmp_path / "data", language, FixedClock(NOW)) as desktop:

        def wait() -> None:
            settle(qtbot, desktop)

        walk = DialogWalk(desktop, wait, look)
        walk.everywhere()
        stays = left_behind(desktop.window)
        for kind, way in OtherDialogs(desktop, wait, tmp_path).ways.items():
            assert walk.open(kind, way), f"{kind} was not opened"
    assert not found, "\n".join(found)
    assert not stays, "hours of work would fill the memory"
    assert "QPrintDialog" in walk.met, "the choice of a printer"
    forgotten = sorted(kinds() - walk.met)
    assert not forgotten, "nobody looked at these; say in other_dialogs.py how they are opened"

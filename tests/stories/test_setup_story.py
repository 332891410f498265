"""An owner opens a Tmall store: sees what is next, ticks steps off, files a document, runs into the clocks, prints.

Every step is done in the window; both the screen and the data are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.cli import main
from shopdesk.domain.setup.records import StepState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import drop_on

Settle = Callable[[], None]


def tick(qtbot: QtBot, page: SetupPage, wait: Settle, code: str) -> None:
    """Put the keyboard on a step and press space until it is done."""
    page.go_to("step", code)
    for _ in range(5):
        current = page.steps.tree.current_step()
        assert current is not None
        if current.step.state is StepState.DONE:
            return
        qtbot.keyClick(page.steps.tree, Qt.Key.Key_Space)
        wait()
    raise AssertionError(code)


def text(page: SetupPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_from_the_first_look_to_the_open_store(
    qtbot: QtBot, page_context: PageContext, wait: Settle, clock: FixedClock, tmp_path: Path
) -> None:
    setup, store_id = page_context.services.setup, page_context.store_id
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    wait()

    # What is next: two steps can be begun, and the panel names the one that holds up most.
    qtbot.mouseClick(page.findChild(QPushButton, "setup.filter.next"), Qt.MouseButton.LeftButton)
    assert page.steps.model.shown == 2
    assert "Study the market" in page.steps.blockers.list.item(0).toolTip()
    qtbot.mouseClick(page.findChild(QPushButton, "setup.filter.all"), Qt.MouseButton.LeftButton)

    # Due dates for everything at once, and the wanted day against the earliest.
    qtbot.mouseClick(page.findChild(QPushButton, "setup.fillDueDates"), Qt.MouseButton.LeftButton)
    wait()
    page.header.opening.setFocus()
    qtbot.keyClicks(page.header.opening, "2026-05-01")
    qtbot.keyClick(page.header.opening, Qt.Key.Key_Return)
    wait()
    assert setup.start(page_context.store).opening_on == date(2026, 5, 1)
    assert text(page, "setup.verdict") == "! 17 days too early"

    # The plan is made; the licence arrives and is filed by dropping its scan.
    for code in ("plan.market", "plan.position", "plan.platform"):
        tick(qtbot, page, wait, code)
    scan = tmp_path / "licence.jpg"
    scan.write_bytes(b"scan")
    page.go_to("document", "doc.licence")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(scan))])
    drop_on(page.documents.table, page.documents.table.currentIndex(), dropped)
    wait()
    board = setup.board(store_id)
    licence = board.document("doc.licence")
    assert licence is not None
    assert [kept.name for kept in licence.scans] == ["licence.jpg"]
    assert "doc.licence" not in {view.blocker.code for view in board.blockers}

    # The platform approves: fifteen days to pay begin, and run out of time when nobody looks.
    clock.set(datetime(2026, 4, 20, 9, 0))
    page.refresh()
    wait()
    tick(qtbot, page, wait, "apply.review")
    pay = page.findChild(QPushButton, "setup.clock.clock.pay")
    assert "15 days left" in pay.text()
    clock.set(datetime(2026, 5, 6, 9, 0))
    page.refresh()
    wait()
    pay = page.findChild(QPushButton, "setup.clock.clock.pay")
    assert "missed by 1 day" in pay.text()
    assert page.header.overdue.isVisible()

    # Everything else is settled; nothing blocks the opening any more. One undo brings the last step back.
    open_steps = [view.step.id or 0 for view in setup.board(store_id).steps() if not view.step.settled]
    live = next(view.step.id for view in setup.board(store_id).steps() if view.step.code == "open.live")
    setup.set_state([number for number in open_steps if number != live], StepState.DONE)
    wait()
    assert page.steps.blockers.list.count() == 1
    tick(qtbot, page, wait, "open.live")
    assert page.steps.blockers.empty.isVisible()
    assert setup.progress(store_id).percent == 100
    page_context.services.history.undo()
    wait()
    assert page.steps.blockers.list.count() == 1


def test_the_checklist_from_the_command_line(
    qapp: object, page_context: PageContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "checklist.pdf"
    code = main.run(["--data-dir", str(page_context.paths.data), "--lang", "en", "print", "setup", "-o", str(target)])
    assert code == 0, capsys.readouterr().err
    assert target.read_bytes().startswith(b"%PDF")
    nowhere = tmp_path / "absent" / "checklist.pdf"
    assert main.run(["--data-dir", str(page_context.paths.data), "print", "setup", "-o", str(nowhere)]) == 1
    assert "absent" in capsys.readouterr().err

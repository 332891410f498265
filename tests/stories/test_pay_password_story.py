"""Story: the owner sets a pay password; others see no wages, the time runs out, and nothing typed is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.records import PayValue
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.crash_report import report
from shopdesk.storage.repositories.payroll import PayValues
from tests.gui.hands import click
from tests.gui.sample_store import NOW
from tests.gui.shell.support import dialog, on_sample, settle

pytestmark = pytest.mark.usefixtures("quick_hashes")
PASSWORD = "lantern 42"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Desktop]:
    with on_sample(qtbot, qapp, tmp_path / "data", "en", clock) as opened:
        yield opened


def write(root: QWidget, name: str, words: str) -> None:
    field = root.findChild(QLineEdit, name)
    assert field is not None and field.isVisible()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def set_password(qtbot: QtBot, desktop: Desktop) -> None:
    next(action for action in desktop.commands.actions if action.objectName() == "file.payPassword").trigger()
    settle(qtbot, desktop)
    asked = dialog(desktop, "payPassword")
    write(asked, "payPassword.new", PASSWORD)
    write(asked, "payPassword.again", PASSWORD + "x")
    click(asked, "payPassword.keep")
    assert "differ" in asked.problem.text()  # type: ignore[attr-defined]
    write(asked, "payPassword.again", PASSWORD)
    click(asked, "payPassword.keep")
    settle(qtbot, desktop)


def question(page: Any) -> QWidget:
    found = page.findChild(QWidget, "people.pay.lock.question")
    assert found is not None
    return found  # type: ignore[no-any-return]


def test_wages_are_seen_only_after_it(qtbot: QtBot, desktop: Desktop, clock: FixedClock) -> None:
    page: Any = desktop.window.open_page("people")
    page.tabs.open("pay")
    settle(qtbot, desktop)
    pay = page.tabs.shown
    assert pay.isVisible(), "without a password nothing is asked"
    set_password(qtbot, desktop)
    assert pay.isVisible(), "whoever has just set it need not type it again"

    # A dialog stands open while the time runs out: both are covered, and both come back.
    pay.show_bank_list()
    settle(qtbot, desktop)
    bank = next(one for one in pay.findChildren(QDialog) if one.isVisible())
    bank.purpose.setText("half typed")
    clock.set(NOW + timedelta(minutes=10))
    page.findChild(QWidget, "people.pay.lock").look.ask()
    settle(qtbot, desktop)
    assert not pay.isVisible() and not bank.isVisible() and question(page).isVisible()

    write(question(page), "people.pay.lock.question.password", "lantern 43")
    click(question(page), "people.pay.lock.question.unlock")
    settle(qtbot, desktop)
    assert not pay.isVisible() and "not the pay password" in question(page).problem.text()  # type: ignore[attr-defined]
    click(question(page), "people.pay.lock.question.askForgotten")
    assert "take-away --yes" in question(page).forgotten.text()  # type: ignore[attr-defined]

    field = question(page).findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, PASSWORD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, desktop)
    assert pay.isVisible() and bank.isVisible() and bank.purpose.text() == "half typed"
    assert field.text() == ""
    bank.reject()


def test_what_is_locked_is_not_even_read_and_nothing_else_tells_it(
    qtbot: QtBot, desktop: Desktop, caplog: pytest.LogCaptureFixture
) -> None:
    services, page = desktop.app.services, desktop.window.open_page("people")
    store_id = desktop.stores[0].id or 0
    set_password(qtbot, desktop)

    def adjust() -> None:
        with services.ctx.open_uow("A raise of 4321.09 for 谷雨") as uow:
            uow.repository(PayValues).put(
                PayValue(store_id=store_id, person_id=2, code="base_fen", valid_from=NOW.date(), value="432109")
            )
            uow.commit()

    desktop.tasks.database(adjust)
    settle(qtbot, desktop)
    next(action for action in desktop.commands.actions if action.objectName() == "file.payPassword").trigger()
    settle(qtbot, desktop)
    click(dialog(desktop, "payPassword"), "payPassword.lockNow")
    settle(qtbot, desktop)

    assert isinstance(page, QWidget)
    page.tabs.open("pay")  # type: ignore[attr-defined]
    settle(qtbot, desktop)
    pay = page.tabs.shown  # type: ignore[attr-defined]
    assert question(page).isVisible() and pay.run is None and pay.main_look.tables is None
    page.refresh()  # type: ignore[attr-defined]
    settle(qtbot, desktop)
    assert pay.run is None

    # The history names the change and says nothing of it, the undo neither.
    desktop.jobs.show_history()
    settle(qtbot, desktop)
    history: Any = dialog(desktop, "history")
    shown = [history._reason(one) for one in history.table.records_model.records]
    detail = history.findChild(QPlainTextEdit, "history.detail").toPlainText()
    assert shown[0] == "a change to wages or pay data" and "after the pay password" in detail
    assert not any("4321" in text for text in (*shown, detail))
    history.reject()
    desktop.jobs.undo()
    settle(qtbot, desktop)
    assert desktop.window.messages.text == "Undone: a change to wages or pay data"

    guess = PASSWORD + "?"
    # Titles, actions, the log and a crash report know neither amounts nor the password.
    titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
    offered = [one.text() for one in (*desktop.commands.actions, *page.actions_offered())]  # type: ignore[attr-defined]
    try:
        services.pay_lock.unlock(guess)
    except Exception as error:  # the refusal itself is what is looked at
        crash = report(error)
    told = "\n".join([*titles, *offered, caplog.text, crash])
    assert "4321" not in told and "lantern" not in told

    services.pay_lock.unlock(PASSWORD)
    desktop.jobs.redo()
    settle(qtbot, desktop)
    assert "4321.09" in desktop.window.messages.text


def test_what_is_kept_of_a_person_is_behind_it_too(qtbot: QtBot, desktop: Desktop) -> None:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    set_password(qtbot, desktop)
    desktop.app.services.pay_lock.lock()
    click(page.team, "people.person.data")
    settle(qtbot, desktop)
    assert "Open “Pay” with the pay password" in desktop.window.messages.text
    assert not any(one.isVisible() for one in page.team.findChildren(QDialog))

    desktop.app.services.pay_lock.unlock(PASSWORD)
    click(page.team, "people.person.data")
    settle(qtbot, desktop)
    kept = dialog(desktop, "people.data")
    click(kept, "people.data.close")

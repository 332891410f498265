"""What a rule catches is looked for without anybody waiting behind it, and only the newest question is answered."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.rule_dialog import RuleDialog, rule_start
from shopdesk.services.ledger.service import Caught
from tests.gui.hands import choose_data
from tests.stories.money_shop import FINE, SECRET, statement_file


def test_no_page_waits_behind_the_lines_that_a_rule_looks_at(qtbot: QtBot, page_context: PageContext) -> None:
    ledger, tasks = page_context.services.ledger, page_context.tasks
    go_on, begun, ended, saved = Event(), list[str](), list[str](), list[str]()

    def would_catch(rule: Any, at_work: Any) -> Caught:
        begun.append(rule.words)
        if rule.words == "甲":
            while not go_on.wait(0.01):
                try:
                    at_work(1, 2)
                except Exception:
                    ended.append(rule.words)
                    raise
        return Caught(len(rule.words), 100, ())

    def save_rule(rule: Any, at_work: Any) -> Any:
        at_work(2, 2)
        saved.append(rule.words)
        return rule

    ledger.would_catch = would_catch  # type: ignore[method-assign]
    ledger.save_rule = save_rule  # type: ignore[method-assign]
    dialog = RuleDialog(page_context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog["words"].setText("甲")
    qtbot.waitUntil(lambda: begun == ["甲"])
    # A page's load goes through while the lines are being looked at.
    loads: list[int] = []
    tasks.database(lambda: 7, loads.append)
    qtbot.waitUntil(lambda: loads == [7])
    assert ended == []
    # Other words end what was asked before, and its answer never comes into view.
    dialog["words"].setText("乙丙")
    qtbot.waitUntil(lambda: "2 lines" in dialog.caught.text())
    qtbot.waitUntil(lambda: ended == ["甲"] and tasks.idle())
    assert "2 lines" in dialog.caught.text()

    choose_data(dialog["kind"], LineKind.DONATION)
    release = Event()
    tasks.database(release.wait)
    dialog.ok.click()
    qtbot.waitUntil(lambda: saved == ["乙丙"])
    release.set()
    qtbot.waitUntil(lambda: not dialog.isVisible() and tasks.idle())


def test_what_cannot_be_looked_for_is_said_at_once(qtbot: QtBot, page_context: PageContext) -> None:
    dialog = RuleDialog(page_context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog["words"].setText("长" * 150)
    qtbot.waitUntil(lambda: "150" in dialog.caught.text() and "100" in dialog.caught.text())
    dialog["words"].setText("  ")
    qtbot.waitUntil(lambda: dialog.caught.text().startswith("Type what the lines contain"))
    dialog["words"].clear()
    dialog.reject()


def test_escape_over_something_typed_asks_and_leads_back(qtbot: QtBot, page_context: PageContext) -> None:
    dialog = RuleDialog(page_context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog["words"].setText("佣金")
    qtbot.waitUntil(page_context.tasks.idle)
    qtbot.keyClick(dialog["words"], Qt.Key.Key_Escape)
    assert dialog.isVisible() and button_named(dialog, "form.discard").isVisible()
    dialog["words"].setText("服务费")
    assert not button_named(dialog, "form.discard").isVisible(), "whoever goes on typing has answered"
    qtbot.keyClick(dialog["words"], Qt.Key.Key_Escape)
    qtbot.mouseClick(button_named(dialog, "form.discard"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def button_named(dialog: RuleDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def test_a_rule_of_one_letter_says_what_loses_its_kind_by_it(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    page_context.services.imports.run_file(statement_file(tmp_path), page_context.store)
    dialog = RuleDialog(page_context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog["words"].setText(SECRET)
    qtbot.waitUntil(lambda: "2 lines" in dialog.caught.text())
    assert "have a kind already" not in dialog.caught.text()
    # The deposit and three commissions: 5.00 + 9.50 + 7.50 + 500.00.
    dialog["words"].setText("天")
    qtbot.waitUntil(lambda: "4 lines" in dialog.caught.text())
    assert "-522.00" in dialog.caught.text()
    assert "4 of them have a kind already and would lose it: Commission 3, Deposit 1." in dialog.caught.text()
    dialog.reject()


def test_a_rule_begun_from_a_line_shows_its_brothers_at_once(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path
) -> None:
    fees = [(f"2026-02-2{day} 12:00:00", "-1.00", "其它", f"包装补贴（{FINE[:-1]}{day}）退回", "") for day in range(3)]
    page_context.services.imports.run_file(statement_file(tmp_path, more=fees), page_context.store)
    lines = page_context.services.ledger.lines(page_context.store_id, kinds=[LineKind.NOT_CLASSIFIED]).lines
    chosen = next(line for line in lines if line.remark == fees[1][3])
    dialog = RuleDialog(page_context, start=rule_start(chosen))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog["words"].text() == "包装补贴"
    qtbot.waitUntil(lambda: "3 lines" in dialog.caught.text())
    assert "-3.00" in dialog.caught.text()
    assert "have a kind already" not in dialog.caught.text()
    dialog.reject()

"""Story: the owner changes what the service is paid, sees at once what that makes of a real payslip, and prints it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import choose_data, click, click_on
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    app = bootstrap.prepare(make_sample(tmp_path / "data", "zh_CN"), "zh_CN", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    opened.window.show()
    opened.open_data()
    settle(qtbot, opened)
    yield opened
    close(opened)
    i18n.set_language("en")


def types(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def amounts(pane: Any, name: str) -> tuple[int | None, int | None]:
    """A line of the example: as it is, and with what is typed."""
    line = next(one for one in pane.lines.records_model.records if i18n.tr(one.name) == name)
    return line.before_fen, line.after_fen


def test_a_commission_is_changed_tried_compared_and_printed(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    part = page.tabs.open("schemes")
    settle(qtbot, desktop)
    assert not part.notice.isVisible()
    model = part.table.records_model
    click_on(part.table, model.index(model.row_of(lambda entry: entry.code == "service"), 0))
    assert "底薪：每月 2,000.00。" in part.text.text.toPlainText()
    assert not part.change.isEnabled() and "自带" in part.change.toolTip()

    # A new version begins as the one before. February is a draft, January is locked: it cannot begin there.
    click(part, "people.schemes.new")
    settle(qtbot, desktop)
    form = part.dialog
    assert form["valid_from"].text() == "2026-03-01"
    types(form["valid_from"], "2026-01-15")
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert "2026-01 及以前的工资已锁定" in form.said() and "2026-02-01" in form.said()
    types(form["valid_from"], "2026-03-01")

    # The rate of the commission: 20 for 0.2 is warned of in yuan, and the payslip beside it shows what it would cost.
    click_on(form.parts, form.parts.records_model.index(0, 0))
    click(form, "people.schemes.changePart")
    settle(qtbot, desktop)
    component = form.dialog
    assert amounts(component.example, "个人销售提成") == (3_630, 3_630)
    types(component["rate"], "20")
    qtbot.waitUntil(lambda: amounts(component.example, "个人销售提成")[1] == 362_993)
    assert "每月要付 10,000.00 元。是不是 0.2%" in component.in_yuan.text()
    click(component, "form.ok")
    assert component.isVisible() and "20%" in component.said()

    # Bands instead, at first with a gap that is named.
    choose_data(component["way"], "slices")
    bands = component.bands
    types(bands.findChild(QLineEdit, f"{bands.objectName()}.end1"), "10000")
    types(bands.findChild(QLineEdit, f"{bands.objectName()}.rate1"), "0.2")
    click(bands, f"{bands.objectName()}.add")
    start = bands.findChild(QLineEdit, f"{bands.objectName()}.start2")
    assert start.text() == "10,000.00"
    types(start, "12000")
    types(bands.findChild(QLineEdit, f"{bands.objectName()}.rate2"), "0.4")
    assert "第 1 档到 10,000.00 为止，第 2 档从 12,000.00 开始" in bands.problem.text()
    click(component, "form.ok")
    settle(qtbot, desktop)
    assert component.isVisible() and "空档" in component.said()
    types(start, "10000")
    assert not bands.problem.isVisible()
    click(component, "form.ok")
    settle(qtbot, desktop)
    # 10,000 at 0.2 % and the rest of 18,149.63 at 0.4 %.
    assert amounts(form.example, "个人销售提成") == (3_630, 5_260)
    types(form["base_fen"], "2200")
    click(form, "form.ok")
    settle(qtbot, desktop)

    # Both texts stand side by side with what differs.
    entry = part.table.current()
    assert [version.scheme.valid_from for version in entry.versions][1:] == [date(2026, 3, 1)]
    assert part.versions.current().scheme.valid_from == date(2026, 3, 1)
    shown = part.text.text.toHtml()
    assert "2,200.00" in shown and "2,000.00" in shown and "text-decoration: underline" in shown
    assert part.text.against.currentText() == "对照：自带版本"
    services, store_id = desktop.app.services, desktop.window.context.store_id  # type: ignore[union-attr]
    assert services.schemes.board(store_id).entry("service").versions[1].scheme.base_fen == 220_000

    click(part, "people.schemes.print")
    paper = part.dialog
    assert [one.text() for one in paper.choices.buttons()] == ["中英文", "只要中文", "只要英文", "与上一版对照"]
    assert len(paper._pages) == 2
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "text.pdf"), ""))
    click(paper, "schemePrint.pdf")
    assert (tmp_path / "text.pdf").read_bytes().startswith(b"%PDF")


def test_one_person_gets_a_scheme_of_her_own_that_can_be_taken_away(qtbot: QtBot, desktop: Desktop) -> None:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    part = page.tabs.open("schemes")
    settle(qtbot, desktop)
    services, store_id = desktop.app.services, desktop.window.context.store_id  # type: ignore[union-attr]
    who = next(one for one in services.people.everyone(store_id) if one.name == "谷雨")
    click(part, "people.schemes.own")
    whom = part.dialog.findChild(QComboBox, "people.schemes.whom.whom")
    choose_data(whom, f"person:{who.id}")
    click(part.dialog, "form.ok")
    settle(qtbot, desktop)
    form = part.dialog
    assert form["name_zh"].text() == "谷雨薪酬方案" and form.example.person.currentText() == "谷雨"
    click(form, "people.schemes.removePart")
    settle(qtbot, desktop)
    assert amounts(form.example, "个人销售提成") == (3_630, None)
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert part.table.current().person.name == "谷雨"
    QTest.keyClick(part.versions, Qt.Key.Key_Home)
    click(part, "people.schemes.remove")
    settle(qtbot, desktop)
    assert part.board.entry(f"person-{who.id}") is None

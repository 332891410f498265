"""Story: the owner tries a higher turnover, another price and a larger team, and sees pay and profit beside today's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.hands import choose, click
from tests.gui.shell.support import settle


def row(part: Any, name: str) -> list[str | None]:
    """Today, what if and difference of a line, as shown."""
    model = part.table.records_model
    (found,) = [n for n, one in enumerate(part.rows) if model.index(n, 0).data().removeprefix("= ") == name]
    return [model.index(found, column).data() for column in (1, 2, 3)]


def types(qtbot: QtBot, desktop: Desktop, part: Any, name: str, text: str) -> None:
    line = part.form.editors[name].widget
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    line.selectAll()
    QTest.keyClicks(line, text)
    qtbot.waitUntil(lambda: not part.form._pause.isActive(), timeout=5_000)
    settle(qtbot, desktop)


def test_changes_are_tried_beside_today_and_nothing_is_kept(
    qtbot: QtBot, sample_desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = sample_desktop
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    page.tabs.open("business")
    settle(qtbot, desktop)
    part = page.tabs.shown
    history = desktop.app.services.history
    newest = history.latest(1)[0].id

    # As it was: the cost of the computed month, and no profit while costs are not known.
    assert "2026-02" in part.about.text()
    assert row(part, "用工总成本") == ["26,966.45", "26,966.45", "0.00"]
    assert row(part, "利润") == ["—", "—", "—"]
    assert "货品成本" in part.notes.text() and "没有按 0 计算" in part.notes.text()

    for name, text in (("goods_share", "55"), ("freight_fen", "4.5"), ("other_fen", "8000")):
        types(qtbot, desktop, part, name, text)
    assert part.notes.text() == ""
    today, after, difference = row(part, "利润")
    assert today == after and difference == "0.00"

    types(qtbot, desktop, part, "turnover", "50")
    assert part.form.sliders["turnover"].value() == 50
    assert row(part, "买家支付金额")[:2] == ["116,342.00", "174,513.00"]
    assert str(row(part, "利润")[2]).startswith("+")
    types(qtbot, desktop, part, "turnover", "many")
    assert "“many”" in part.form.findChild(object, "people.business.turnover.problem").text()
    assert row(part, "买家支付金额")[1] == "174,513.00"
    part.form.sliders["turnover"].setFocus()
    QTest.keyClick(part.form.sliders["turnover"], Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not part.form._pause.isActive(), timeout=5_000)
    settle(qtbot, desktop)
    assert row(part, "买家支付金额")[1] == "58,171.00"

    choose(part.form.tier, 3)
    qtbot.waitUntil(lambda: not part.form._pause.isActive(), timeout=5_000)
    settle(qtbot, desktop)
    assert row(part, "发薪人数")[0] == "6" and "档位编制" in part.notes.text()

    click(part, "people.business.copy")
    assert QApplication.clipboard().text().splitlines()[0] == "每月\t现状\t测算\t差额"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "whatif.xlsx"), ""))
    click(part, "people.business.export")
    settle(qtbot, desktop)
    cells = [cell for line in load_workbook(tmp_path / "whatif.xlsx").worksheets[0].values for cell in line]
    assert "利润" in cells and 116342 in cells
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "whatif.pdf"), ""))
    click(part, "people.business.print")
    click(part.dialog, "people.business.printing.pdf")
    settle(qtbot, desktop)
    assert (tmp_path / "whatif.pdf").read_bytes().startswith(b"%PDF")

    click(part, "people.business.reset")
    settle(qtbot, desktop)
    assert row(part, "利润")[2] == "0.00"
    assert history.latest(1)[0].id == newest

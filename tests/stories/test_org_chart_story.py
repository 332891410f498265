"""Story: the owner looks at the org chart, sees to whom an agent hands, prints it, and opens a person from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.hands import click
from tests.gui.shell.support import settle


def test_the_chart_is_walked_printed_saved_and_opens_a_person(
    qtbot: QtBot, sample_desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = sample_desktop
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    page.tabs.open("org")
    settle(qtbot, desktop)
    org = page.tabs.shown
    assert org.about.text().startswith("6 人")

    # 谷雨 answers customers; 小满 leads the service, above her there is nobody yet.
    view = org.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert "谷雨" in org.path.text() and "组长 小满" in org.path.text() and "没有经理、店长" in org.path.text()
    assert view.accessibleDescription() == org.path.text()

    # A structure for a higher turnover leaves posts open, and they are dashed boxes.
    services, store_id = desktop.app.services, org.context.store_id
    desktop.tasks.database(lambda: services.tiers.remember_turnover(store_id, 60_000_000))
    page.tabs.open("planner")
    settle(qtbot, desktop)
    page.tabs.open("org")
    settle(qtbot, desktop)
    assert "空缺" in org.about.text() and org.chart.vacant > 0
    click(org, "people.org.copy")
    assert "空缺" in QApplication.clipboard().text() and "谷雨" in QApplication.clipboard().text()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "org.png"), ""))
    click(org, "people.org.picture")
    assert (tmp_path / "org.png").stat().st_size > 1000
    click(org, "people.org.print")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "org.pdf"), ""))
    click(org.dialog, "people.org.printing.pdf")
    assert (tmp_path / "org.pdf").read_bytes().startswith(b"%PDF")
    settle(qtbot, desktop)

    place = view.place_of(next(one.id for one in org.chart.people if one.name == "谷雨"))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.laid.boxes[place].rect.center().toPoint())
    settle(qtbot, desktop)
    assert page.tabs.current == "team" and page.team.chosen().name == "谷雨"

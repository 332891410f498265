"""Story: the published exports dropped on the window, one careless paste after the other, and all of it moved house."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import By, Period
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.dialogs.first_start import FirstStartDialog
from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.widgets.paste_dialog import PasteDialog
from shopdesk.services.registry import Services
from tests.gui.hands import click
from tests.gui.shell.conftest import Start
from tests.gui.shell.support import settle
from tests.gui.shell.test_window import make_store, trigger

FEBRUARY = Period(date(2020, 2, 1), date(2020, 2, 29))
YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
NOVEMBER = Period(date(2019, 11, 1), date(2019, 11, 30))
BEFORE = Period(date(2019, 10, 1), date(2019, 10, 31))
SIGNS = "\u202e\u2066\u200f\x00\x01\x07\x1b"


def drop_all(qtbot: QtBot, desktop: Desktop, files: list[Path]) -> None:
    """Drop files on the window as one hand-full and import what they hold."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    desktop.window.dropEvent(drop)
    dialog = desktop.window.findChildren(ImportDialog)[-1]

    def quiet() -> bool:
        return not dialog.busy and desktop.tasks.idle()

    qtbot.waitUntil(quiet, timeout=60_000)
    click(dialog, "imports.import")
    qtbot.waitUntil(quiet, timeout=60_000)
    dialog.reject()
    settle(qtbot, desktop)


def everything(services: Services, store: int) -> list[Any]:
    """Every figure of the spans that the files tell of, in all the ways in which they are asked."""
    found: list[Any] = []
    for span in (FEBRUARY, YEAR, NOVEMBER):
        for by in By:
            table = services.kpi.periods(store, span.start, span.end, by)
            codes = list(table.codes_with_data())
            found.append([(table.label(row), [row[code] for code in codes]) for row in (*table.rows, table.totals)])
        found.append(services.kpi.channels(store, span, against=BEFORE))
        found.append(services.kpi.products(store, span, against=BEFORE))
    return found


def test_the_published_exports_come_in_by_a_drop_and_move_to_an_empty_program(
    qtbot: QtBot, start: Start, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    real = sorted(one for one in (shared_data / "real").iterdir() if one.suffix in (".csv", ".xls", ".xlsx"))
    assert len(real) == 4
    drop_all(qtbot, desktop, real)
    services = desktop.app.services
    store = services.stores.all()[0].id or 0
    page: Any = desktop.window.open_page("kpi")
    settle(qtbot, desktop)
    page.range.choose(Range.CUSTOM, FEBRUARY, By.DAY)
    settle(qtbot, desktop)
    # The published worked example: 28,010 orders, 2,474,823.07 yuan paid, of which 572,335.92 were given back.
    assert page.tiles.tile("orders").value.text() == "28,010"
    assert page.tiles.tile("paid_amount").value.text() == "2,474,823"
    assert page.tiles.tile("net_amount").value.text() == "1,902,487"
    figures = everything(services, store)
    assert sum(len(part) for part in figures) > 300

    target = tmp_path / "business.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    trigger(desktop, "file.exportAll")
    qtbot.waitUntil(lambda: target.exists() and desktop.tasks.idle(), timeout=60_000)
    settle(qtbot, desktop)

    other = start(tmp_path / "other")
    welcome = other.window.findChild(FirstStartDialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(welcome.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not welcome.isVisible() and bool(other.stores), timeout=60_000)
    settle(qtbot, other)
    again = other.stores[0].id or 0
    assert everything(other.app.services, again) == figures


GARBAGE = {
    "other columns": "订单编号\t总金额\n1\t178.8\n2\t21",
    "twenty digits": f"{{name}}\n{'9' * 20}\n-{'9' * 20}\n1e400\nNaN",
    "sixty signs": f"{{name}}\n{'长' * 60}\n{'长' * 61}\n{'長🧧' * 400}",
    "signs": f"{{name}}\n裙{SIGNS}fdp.exe\n{SIGNS}\n\u202e",
    "days": "{name}\t{day}\n甲\t0001-01-01\n乙\t9999-12-31\n丙\t2026-02-30\n丁\t0000-00-00",
    "formulas": "{name}\n=1+1\n@SUM(A1)\n+1\n-1\n=cmd|' /C calc'!A0",
    "nothing": "\n\n\t\t\n",
}


@pytest.mark.parametrize(
    ("part", "name", "day"),
    [("competitors", "Name", "Watched since"), ("keywords", "Keyword", "Note"), ("levels", "Level", "Valid from")],
)
def test_whatever_is_pasted_is_kept_as_it_reads_or_refused_in_words(
    qtbot: QtBot, start: Start, part: str, name: str, day: str
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    page: Any = desktop.window.open_page("kpi")
    settle(qtbot, desktop)
    market: Any = page.tabs.open("market")
    settle(qtbot, desktop)
    market.tabs.open(part)
    settle(qtbot, desktop)
    listed = market.tabs.part(part)
    for what, garbage in GARBAGE.items():
        known = len(listed.table.records_model.everything)
        QGuiApplication.clipboard().setText(garbage.format(name=name, day=day))
        click(listed, f"kpi.market.{part}.paste")
        settle(qtbot, desktop)
        dialog = next((one for one in listed.findChildren(PasteDialog) if one.isVisible()), None)
        if dialog is None:
            said = desktop.window.messages.text
            assert len(said) > 20, f"{what}: neither rows nor a sentence"
            assert len(listed.table.records_model.everything) == known, what
            continue
        for row in range(dialog.table.records_model.rowCount()):
            assert dialog.table.records_model.index(row, 1).data().strip(), f"{what}: row {row} without a verdict"
        if dialog.ok.isEnabled():
            dialog.ok.click()
            settle(qtbot, desktop)
        for left in listed.findChildren(PasteDialog):
            left.reject()
        settle(qtbot, desktop)
        shown = listed.table.records_model.as_text()
        assert not set(shown) & set(SIGNS), what
        for label in page.findChildren(QLabel):
            assert not set(label.text()) & set(SIGNS), (what, label.objectName())
    kept = listed.table.records_model.everything
    assert all(len(one.name if part != "keywords" else one.word) <= 60 for one in kept)
    assert part == "levels" or any("=1+1" in listed.table.records_model.as_text() for _ in kept)

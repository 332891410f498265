"""Story: a day is partial, the owner sees it in the calendar, gets told where the export is found, and fills it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.coverage import Cover, CoverSource
from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.infra.clock import FixedClock
from tests.gui.conftest import page_context  # noqa: F401 - the fixture
from tests.gui.hands import click, press
from tests.import_files import SHORT, short_row, write_csv

MARCH_4 = date(2026, 3, 4)


def order_file(folder: Path, name: str, *days: int) -> Path:
    """An order report with one order on each of these days."""
    rows = [short_row(day) for day in days]
    for row, day in zip(rows, days, strict=True):
        row[4] = row[5] = f"2026/3/{day} 10:00"
    return write_csv(folder / name, [SHORT, *rows])


def test_a_partial_day_is_found_and_filled(
    qtbot: QtBot,
    page_context: PageContext,  # noqa: F811
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    context = page_context
    clock.set(datetime(2026, 3, 6, 9, 0))
    store = context.store
    context.services.imports.run_file(order_file(tmp_path, "ExportOrderList202603041400.csv", 1, 2, 4), store)
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    qtbot.waitUntil(context.tasks.idle, timeout=10_000)

    page.tabs.open("gaps")
    qtbot.waitUntil(lambda: context.tasks.idle() and page.tabs.part("gaps").runs.lines.rowCount() > 0, timeout=10_000)
    part = page.tabs.part("gaps")
    model = part.grid.cover_model
    signs = [model.index(0, day).data() for day in range(6)]
    assert signs == ["●", "●", "·", "◐", "✕", ""]

    part.grid.setFocus()
    part.grid.go_to(CoverSource.ORDERS, date(2026, 3, 3))
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: part.files.lines.rowCount() == 1 and context.tasks.idle(), timeout=10_000)
    spoken = part.grid.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "Orders, 2026-03-04 Wed: Partial"
    assert "Where the platform has it: order report of the seller backend" in part.said.text()
    assert part.files.lines.index(0, 0).data() == "ExportOrderList202603041400.csv"
    assert part.wanted().start == MARCH_4

    click(part, "kpi.cover.fetch")
    dialog = part.findChild(ImportDialog)
    assert dialog is not None
    assert "Wanted: Orders, 2026-03-04." in dialog.findChild(type(part.said), "imports.wanted").text()
    dialog.add_files([order_file(tmp_path, "b.csv", 4, 5)])
    qtbot.waitUntil(lambda: not dialog.busy and context.tasks.idle(), timeout=10_000)
    click(dialog, "imports.import")
    qtbot.waitUntil(lambda: not dialog.busy and context.tasks.idle(), timeout=10_000)
    dialog.reject()
    qtbot.waitUntil(lambda: model.cover(model.place(CoverSource.ORDERS, MARCH_4)) is Cover.WHOLE, timeout=10_000)
    qtbot.waitUntil(context.tasks.idle, timeout=10_000)

"""An owner looks a figure up by pinyin, sees where it comes from and who is judged by it, and opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import KPIS
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.dictionary_dialog import DictionaryDialog
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.infra.i18n import set_language
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store


def test_a_figure_is_found_by_pinyin_and_opens_to_its_rows(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_language("zh_CN")
    lively_store(page_context.services.ctx, page_context.store_id, date(2026, 3, 15))
    page = open_kpi_page(qtbot, page_context, settle)
    tile = page.tiles.tile("conversion")
    assert tile is not None
    look_up = next(one for one in tile.make_menu().actions() if one.objectName() == "kpi.tileMenu.dictionary")
    look_up.trigger()
    settle()
    dialog = page.findChild(DictionaryDialog)
    assert dialog is not None and dialog.current is not None and dialog.current.item.code == "conversion"
    assert "访客数" in dialog.about.text() and "用它考核" in dialog.about.text()
    assert dialog.model.rowCount() == len(KPIS)

    # By initials and by the heading of a column.
    qtbot.keyClicks(dialog.search, "tkl")
    qtbot.waitUntil(lambda: dialog.model.rowCount() < len(KPIS), timeout=5_000)
    assert {one.item.code for one in dialog.model.records} >= {"refund_rate", "refund_rate_orders"}
    dialog.search.setText("描述相符评分")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=5_000)
    assert dialog.model.record(0).item.code == "dsr_description"
    dialog.search.setText("没有这个")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=5_000)
    assert not dialog.to_rows.isEnabled()

    # All of it as a workbook and on paper.
    dialog.search.clear()
    target = tmp_path / "dictionary.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.excel.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    settle()
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None and sheet.max_row == len(KPIS) + 1
    paper = dialog.open_print()
    settle()
    assert paper.isVisible()
    paper.reject()

    dialog.table.select(lambda entry: entry.item.code == "ad_spend")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle()
    rows = page.findChild(RowsDialog)
    assert rows is not None and rows.item.code == "ad_spend" and rows.panel is not None
    assert rows.panel.model.rowCount() > 0

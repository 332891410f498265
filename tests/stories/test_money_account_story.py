"""Story: a statement is dropped on the window; the account, what is missing, and a rule for what nobody knew."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import Period
from shopdesk.gui.imports.dialog import ImportDialog
from tests.gui.hands import choose_data, click, press
from tests.stories.money_shop import SECRET, statement_file
from tests.stories.shop import Shop

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


def drop(shop: Shop, path: Path) -> None:
    """Drop a file on the window and import what it holds."""
    window = shop.desktop.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    dialog = window.findChildren(ImportDialog)[-1]
    shop.qtbot.waitUntil(lambda: not dialog.busy and shop.desktop.tasks.idle(), timeout=30_000)
    click(dialog, "imports.import")
    shop.qtbot.waitUntil(lambda: not dialog.busy and shop.desktop.tasks.idle(), timeout=30_000)
    dialog.reject()
    window.activateWindow()
    shop.wait()


def test_a_statement_comes_in_and_every_line_gets_its_kind(shop: Shop, tmp_path: Path) -> None:
    page: Any = shop.desktop.window.open_page("kpi")
    shop.wait()
    # Nothing was imported: the page leads to the money, and that says what to download.
    click(page, "kpi.moneyLink")
    shop.wait()
    money = page.tabs.shown
    account = money.tabs.shown
    assert account.empty.isVisible() and "账务明细" in account.empty.hint.text()
    # No part claims anything of lines that are not there; each says what to do next.
    for name in ("orders", "bridge", "months", "rules", "costs", "profit"):
        part = money.tabs.open(name)
        shop.wait()
        assert part.empty.isVisible() and part.empty.hint.text() and part.empty.button.isVisible(), name
    assert "Every line" not in money.tabs.part("rules").said.text()
    money.tabs.open("account")
    shop.wait()

    drop(shop, statement_file(tmp_path))
    if account.elsewhere.isVisible():
        QTest.mouseClick(account.elsewhere.button, Qt.MouseButton.LeftButton)
        shop.wait()
    page.range.choose(page.range.selection.choice.CUSTOM, FEBRUARY)
    shop.wait()
    tiles = money.tiles.tiles
    assert tiles["held"].accessibleName().startswith("Deposit held 500.00")
    assert tiles["withdrawn"].accessibleName().startswith("Withdrawn 200.00")
    assert "-24.00 2 lines" in tiles["unknown"].accessibleName()

    # The account of February in steps of a month: in, out, both balances, and the stretch that is missing.
    click(page, "kpi.by_month")
    shop.wait()
    row = account.table.current().row
    assert (row.opening, row[LineKind.SALE], row[LineKind.COMMISSION]) == (1_000_000, 48_500, -2_200)
    assert row.closing == 1_000_000 + row.change + 8_800
    assert "2026-02-16 15:00" in account.gaps.text() and "+88.00" in account.gaps.text()
    assert account.chart.reader_points()[0].startswith("2026-02: Sales received 485.00")

    # By keyboard into the chart: the column, its first piece, Enter opens the lines with file and row.
    account.chart.setFocus()
    press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert account.chart.accessibleDescription() == "2026-02: Sales received 485.00"
    press(Qt.Key.Key_Return)
    shop.wait()
    lines = money.dialog.table.records_model.records
    assert [one.line.amount for one in lines] == [10_000, 19_000, 15_000, 4_500]
    assert {one.file for one in lines} == {"支付宝账务明细_02.csv"} and lines[0].line.file_row == 8
    click(money.dialog, "kpi.money.linesOf.close")

    # What is not classified is a tile; it leads to the rules, and a rule shows at once what it catches.
    QTest.mouseClick(tiles["unknown"], Qt.MouseButton.LeftButton)
    shop.wait()
    rules = money.tabs.shown
    click(rules, "kpi.money.rules.fromLine")
    form = rules.dialog
    assert form["words"].text() == SECRET
    choose_data(form["kind"], LineKind.DONATION)
    shop.qtbot.waitUntil(lambda: "2 lines" in form.caught.text(), timeout=10_000)
    assert "-24.00" in form.caught.text()
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert rules.rules.records_model.rowCount() == 1 and "0 lines" in tiles["unknown"].accessibleName()

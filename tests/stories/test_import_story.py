"""Story: the real exports are dropped on the import window, imported, looked at again, and taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.imports.file_entry import FileState
from shopdesk.gui.page_context import PageContext
from shopdesk.storage.tables.figures import channel_days, product_days
from shopdesk.storage.tables.orders import order_days, orders
from tests.gui.conftest import page_context  # noqa: F401 - the fixture
from tests.gui.hands import click

FILES = ("tmall_order_report.csv", "taobao_orders_2018.xls", "product_daily_201911.xlsx", "ads_daily_202002.xlsx")


def counts(context: PageContext) -> list[int]:
    """How many rows each table holds."""
    with context.services.ctx.read() as uow:
        return [
            uow.connection.execute(select(func.count()).select_from(table)).scalar() or 0
            for table in (orders, product_days, channel_days, order_days)
        ]


def test_four_exports_by_drop_and_back(qtbot: QtBot, page_context: PageContext, shared_data: Path) -> None:  # noqa: F811
    dialog = ImportDialog(page_context, [])
    qtbot.addWidget(dialog)
    dialog.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(shared_data / "real" / name)) for name in FILES])
    dropped = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(dropped)

    def idle() -> bool:
        return not dialog.busy and page_context.tasks.idle()

    qtbot.waitUntil(idle, timeout=30_000)
    assert [entry.state for entry in dialog.files.entries] == [FileState.READY] * 4
    assert counts(page_context) == [0, 0, 0, 0]

    def press(name: str) -> None:
        click(dialog, name)
        qtbot.waitUntil(idle, timeout=30_000)

    press("imports.import")
    assert [entry.state for entry in dialog.files.entries] == [FileState.DONE] * 4
    assert counts(page_context)[:3] == [28010 + 1783, 990, 29]

    again = ImportDialog(page_context, [shared_data / "real" / name for name in FILES])
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: not again.busy and page_context.tasks.idle(), timeout=30_000)
    assert [entry.state for entry in again.files.entries] == [FileState.NOTHING_NEW] * 4

    for row in range(4):
        dialog._list.setCurrentIndex(dialog.files.index(row))
        press("imports.undo")
    assert [entry.state for entry in dialog.files.entries] == [FileState.UNDONE] * 4
    assert counts(page_context) == [0, 0, 0, 0]

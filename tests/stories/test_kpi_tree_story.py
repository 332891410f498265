"""An owner opens the tree of what drives sales, by mouse and by key, and the rows behind one of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.breakdown import RegionLine
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.gui.events import Events
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.metric_tree import MetricTree
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.task_runner import TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.queries.kpi_breakdown import regions

LATE = Period(date(2020, 2, 16), date(2020, 2, 29))


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, app: App, store: Store, clock: FixedClock) -> Iterator[PageContext]:
    """A window's surroundings on the first of March 2020."""
    clock.set(datetime(2020, 3, 1, 9, 0))
    theme = Theme(dark=False)
    qapp.setFont(base_font())
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    events, tasks = Events(), TaskRunner()
    app.services.ctx.listeners.append(events.committed)
    yield PageContext(
        app=app, tasks=tasks, messages=MessageBar(window), theme=theme, events=events, window=window, store=store
    )
    tasks.stop()
    app.services.ctx.listeners.remove(events.committed)


def line(tree: MetricTree, *names: str) -> QModelIndex:
    """The line below these lines."""
    index = QModelIndex()
    for name in names:
        rows = [tree.lines.index(row, 0, index) for row in range(tree.lines.rowCount(index))]
        index = next(one for one in rows if one.data() == name)
    return index


def test_from_the_tree_to_the_rows(qtbot: QtBot, context: PageContext, shared_data: Path) -> None:
    settle: Callable[[], None] = lambda: qtbot.waitUntil(context.tasks.idle, timeout=20_000)  # noqa: E731
    context.services.imports.run_file(shared_data / "real" / "tmall_order_report.csv", context.store)
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    page.range.choose(Range.CUSTOM, LATE)
    page.tabs.open("why")
    settle()
    tree = page.tabs.part("why").tree
    paid = line(tree, "Net amount", "Paid amount")
    figures = context.services.kpi.compare(1, LATE)
    move = int(figures.now["paid_amount"] or 0) - int(figures.before["paid_amount"] or 0)
    assert paid.siblingAtColumn(3).data() == f"▲ +{format_yuan(move)}"

    # Nothing is known of visitors: the tree says so, and goes on by orders.
    said = [tree.lines.index(row, 0, paid).data() for row in range(tree.lines.rowCount(paid))]
    assert any(text.startswith("“Visitors” is known on 0 of 14 days") for text in said)
    assert said[-2:] == ["Paid orders", "Amount per order"]

    # A click opens a line and closes it; so does the space bar. The tree grows with what is open.
    orders = line(tree, "Net amount", "Paid amount", "Paid orders")
    height = tree.height()
    where = tree.visualRect(orders).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert tree.isExpanded(orders) and tree.height() > height
    assert "Paying rate" in [tree.lines.index(row, 0, orders).data() for row in range(tree.lines.rowCount(orders))]
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert not tree.isExpanded(orders) and tree.height() == height
    assert "Paid orders" in tree.accessibleDescription() and "▲" in tree.accessibleDescription()

    # Enter opens the rows of the line; the button beside the heading does the same.
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    settle()
    dialog = page.findChild(RowsDialog)
    assert dialog is not None and dialog.item.code == "paid_orders" and dialog.wanted.period == LATE
    assert f"{int(figures.now['paid_orders'] or 0):,} rows" in dialog.foot.text()
    dialog.reject()
    why = page.tabs.part("why")
    assert why.tree_rows.isEnabled()

    # The sentences can be taken to the meeting.
    why.copied.click()
    assert QGuiApplication.clipboard().text() == why.headline.text()
    assert f"{format_yuan(move)} (" in why.headline.text()

    # A province opens to its orders by key, a bar of the waterfall by a double click.
    first = why.regions.bars[0]
    paid_there = {one.province: one.paid_fen for one in regions_of(context)}
    assert first.levels.endswith(f"→ {format_yuan(paid_there[first.name] or 0)}")
    why.regions.setFocus()
    qtbot.keyClick(why.regions, Qt.Key.Key_Home)
    qtbot.keyClick(why.regions, Qt.Key.Key_Return)
    settle()
    opened = [one for one in page.findChildren(RowsDialog) if one.isVisible()]
    assert len(opened) == 1 and opened[0].wanted.about == first.name
    assert f"together {format_yuan(paid_there[first.name] or 0)}" in opened[0].foot.text()
    opened[0].reject()
    # The first bar of the waterfall is the earlier span.
    qtbot.mouseDClick(why.factors, Qt.MouseButton.LeftButton, pos=QPoint(300, 12))
    settle()
    opened = [one for one in page.findChildren(RowsDialog) if one.isVisible()]
    assert len(opened) == 1 and opened[0].wanted.period == compared_with(LATE)
    opened[0].reject()


def regions_of(context: PageContext) -> list[RegionLine]:
    """What each province paid in the later span."""
    with context.services.ctx.read() as uow:
        return regions(uow.connection, 1, LATE, Basis.CREATED)

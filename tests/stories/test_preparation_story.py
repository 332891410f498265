"""Photos and pages are ticked as they get ready: a cell, many products at once, a thing of the store, one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.domain.products import Product
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.preparation.view import PreparationPart, preparation_words
from shopdesk.reporting.preparation_sheet import preparation_html
from shopdesk.reporting.setup_sheet import TICK
from tests.gui.hands import click


def test_the_owner_ticks_what_is_ready(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]) -> None:
    part = PreparationPart(page_context)
    qtbot.addWidget(part)
    part.resize(1200, 760)
    with qtbot.waitExposed(part):
        part.show()
    wait()
    assert part.no_products.isVisible() and "Promotions" in part.no_products.text()
    for number in ("1", "2", "3"):
        page_context.services.products.keep(
            Product(store_id=page_context.store_id, product_id=number, title=f"Cup {number}")
        )
    part.refresh()
    wait()
    table = part.table
    assert not part.no_products.isVisible() and table.records_model.rowCount() == 3

    # A cell by the keyboard, then the same thing of all three at once.
    table.setCurrentIndex(table.records_model.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_Space)
    wait()
    first = table.items[0]
    assert table.records_model.index(0, 2).data() == "✓"
    assert table.records_model.index(0, 1).data() == f"1/{len(table.items)}"
    assert first.ask in part.ask.text()
    table.selectAll()
    table.selectionModel().setCurrentIndex(table.records_model.index(1, 3), QItemSelectionModel.SelectionFlag.NoUpdate)
    click(part, "setup.preparation.turn")
    wait()
    assert [table.records_model.index(row, 3).data() for row in range(3)] == ["✓"] * 3
    page_context.services.history.undo()
    part.refresh()
    wait()
    assert [table.records_model.index(row, 3).data() for row in range(3)] == ["—"] * 3

    # What the store needs once.
    part.once.setCurrentRow(0)
    QTest.keyClick(part.once, Qt.Key.Key_Space)
    wait()
    assert "The store has 1 of" in part.said.text()
    assert part.once_ask.text()

    # Something of one's own; then it is left out again.
    click(part, "setup.preparation.own")
    part.dialog["title"].setText("Film")
    part.dialog.ok.click()
    wait()
    table = part.table
    assert table.items[-1].title == "Film"
    table.setFocus()
    table.setCurrentIndex(table.records_model.index(0, table.records_model.columnCount() - 1))
    click(part, "setup.preparation.leave")
    wait()
    assert all(item.title != "Film" for item in part.table.items)
    paper = preparation_html(part.board, "Preparation", preparation_words(part.board))
    assert paper.count(TICK) == 2 and "Cup 3" in paper

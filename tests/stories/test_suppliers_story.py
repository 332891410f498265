"""Two suppliers are asked, judged and compared; one is chosen, and the comparison goes on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.domain.setup.suppliers import Supplier
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.suppliers.view import SuppliersPart, verdict_words
from shopdesk.reporting.supplier_sheet import suppliers_html
from tests.gui.hands import click, write


def test_the_owner_compares_two_suppliers_and_chooses(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]
) -> None:
    part = SuppliersPart(page_context)
    qtbot.addWidget(part)
    part.resize(1200, 760)
    with qtbot.waitExposed(part):
        part.show()
    wait()
    for name in ("East Wind", "West Wind"):
        click(part, "setup.suppliers.new")
        part.dialog["name"].setText(name)
        part.dialog.ok.click()
        wait()
    table = part.matrix.table
    names = [column.name for column in table.records_model.columns]

    def type_into(term: str, column: int, words: str) -> None:
        row = table.records_model.row_of(lambda line: line.title == term)
        table.setCurrentIndex(table.records_model.index(row, column))
        QTest.keyClick(table, Qt.Key.Key_Return)
        box = table.findChild(QLineEdit, f"setup.suppliers.table.{names[column]}")
        write(words, box)
        QTest.keyClick(box, Qt.Key.Key_Return)
        wait()

    # East Wind is fast, West Wind is cheap in small numbers; how fast counts five times.
    type_into("Lead time", 2, "two days")
    type_into("Lead time", 3, "5")
    type_into("Minimum order", 3, "2")
    type_into("Lead time", 5, "3")
    assert part.said.text() == "By your points and weights East Wind is best."
    type_into("Minimum order", 5, "5")
    assert "West Wind is best" in part.said.text()
    type_into("Lead time", 1, "5")
    assert part.said.text() == "By your points and weights East Wind is best."
    # What no number of points is stays open with a sentence, and nothing is kept.
    type_into("Minimum order", 5, "9")
    assert "5" in part.matrix.refused.text()
    assert part.board.said[part.board.suppliers[1].id, "minimum"].points == 5
    QTest.keyClick(table.findChild(QLineEdit, f"setup.suppliers.table.{names[5]}"), Qt.Key.Key_Escape)

    # Prices: below the first step of West Wind only East Wind names a price, from there on the cheaper one is marked.
    for name, steps in (("East Wind", ((1, "32"), (500, "26"))), ("West Wind", ((200, "27.5"),))):
        number = next(one.id for one in part.board.suppliers if one.name == name)
        part.matrix.go_to(number)
        click(part, "setup.suppliers.prices")
        wait()
        prices = part.dialog.part
        for pieces, price in steps:
            click(prices, "setup.suppliers.prices.new")
            form = prices.dialog
            form["goods"].setText("knitwear")
            form["from_pieces"].setText(str(pieces))
            form["price_fen"].setText(price)
            form.ok.click()
            wait()
        part.dialog.accept()
    assert part.prices_row.isVisible()
    rows = {line.split("\t")[0]: line for line in table.records_model.as_text().splitlines()}
    assert "32.00" in rows["Price, 100 at once"] and "from 200 pieces on" in rows["Price, 100 at once"]
    part.pieces.widget.selectAll()
    write("200", part.pieces.widget)
    rows = {line.split("\t")[0]: line for line in table.records_model.as_text().splitlines()}
    assert "27.50 ✓" in rows["Price, 200 at once"]

    # The choice is kept with its reason, and stands on paper.
    part.matrix.go_to(part.board.suppliers[0].id)
    click(part, "setup.suppliers.choose")
    part.dialog.ok.click()
    wait()
    assert "Say why this supplier was chosen" in part.dialog.said()
    part.dialog["reason"].setText("fast")
    part.dialog.ok.click()
    wait()
    today = page_context.clock.today()
    assert f"Chosen on {today}: East Wind, because fast." in part.said.text()
    paper = suppliers_html(part.board, "Suppliers", today, verdict_words(part.board), part.count)
    for words in ("because fast", "two days ★5", "27.50", "Price, 200 at once"):
        assert words in paper


def test_more_suppliers_than_fit_beside_each_other_all_stand_on_paper(page_context: PageContext) -> None:
    service, store_id = page_context.services.suppliers, page_context.store_id
    for number in range(1, 8):
        one = service.keep(Supplier(store_id=store_id, name=f"Number {number}"))
        service.tell(one.id or 0, "photos", said=f"yes, {number}", points=number % 6)
    board = service.board(store_id)
    paper = suppliers_html(board, "Suppliers", page_context.clock.today(), verdict_words(board), 1)
    assert all(f"yes, {number} ★{number % 6}" in paper for number in range(1, 8))

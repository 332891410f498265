"""What is empty says why and leads on, and nothing is complained about before anybody typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.nouns import TRAINING_ITEM
from shopdesk.domain.kpi.product_charts import pareto
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import STORE
from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.coverage_part import CoveragePart
from shopdesk.gui.pages.people.growth.scores_part import ScoresPart
from shopdesk.gui.pages.people.pay.part import PayPart
from shopdesk.gui.pages.people.pay.what_if_dialog import WhatIfDialog
from shopdesk.gui.pages.people.team_view import TeamPart
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.widgets.controls import menu_button
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr
from tests.gui.hands import click
from tests.import_files import SHORT, short_row, write_csv
from tests.storage.test_payroll_cli import MONTH, people, workbook
from tests.storage.test_payroll_cli import STORE as STORE_ROW

Settle = Callable[[], None]
FEBRUARY = date(2026, 2, 1)
FEBRUARY_DAYS = Period(FEBRUARY, date(2026, 2, 28))


def shown(qtbot: QtBot, settle: Settle, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1200, 720)
    widget.show()
    settle()


def frames(root: QWidget) -> list[str]:
    """Lists in view without a line."""
    lists = [one for one in root.findChildren(QAbstractItemView) if one.isVisible() and one.model() is not None]
    return [one.objectName() for one in lists if not isinstance(one, QHeaderView) and not one.model().rowCount()]


def said(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def pay(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PayPart:
    part = PayPart(page_context)
    shown(qtbot, settle, part)
    return part


def test_a_month_to_look_over_that_is_not_computed_is_computed_from_there(
    pay: PayPart, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    pay.views.setCurrentWidget(pay.review)
    settle()
    assert frames(pay.review) == []
    assert not [words for words in said(pay) if "shopdesk" in words], "there is no command line in the window"
    file = workbook(tmp_path / "inputs.xlsx", {"人员": people(), "当月": MONTH, "店铺": STORE_ROW})
    page_context.services.payroll.load(page_context.store_id, pay.head.month, file)
    settle()
    click(pay.review, "emptyState.action")
    settle()
    assert pay.review.people.isVisible() and pay.review.people.records_model.rowCount() == 4


def test_corrections_before_any_lock_lead_to_the_wages(pay: PayPart, settle: Settle) -> None:
    pay.views.setCurrentWidget(pay.corrections)
    settle()
    assert frames(pay.corrections) == []
    click(pay.corrections, "emptyState.action")
    assert pay.views.currentIndex() == 0


def test_trying_a_figure_that_is_not_there_begins_without_a_complaint(
    pay: PayPart, qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    figures = page_context.services.payroll.figures.of_month(page_context.store_id, FEBRUARY)
    unknown = next(one for one in figures if one.value is None)
    dialog = WhatIfDialog(page_context, (page_context.store_id, FEBRUARY), figures, unknown, pay)
    dialog.open()
    settle()
    assert not dialog.problem.isVisible()
    line = dialog.findChild(QWidget, "people.pay.whatIf.value")
    assert line is not None
    QTest.keyClicks(line, "x")
    qtbot.waitUntil(dialog.problem.isVisible)
    dialog.reject()


def test_what_blocks_is_counted_as_steps_and_documents(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    page = SetupPage(page_context)
    shown(qtbot, settle, page)
    blockers = page.steps.blockers
    assert "44 steps" in " ".join(said(page))
    _now, steps, papers = (int(word) for word in blockers.count.text().replace(",", "").split() if word.isdigit())
    assert blockers.count.text().endswith("documents")
    assert steps <= 44, "more steps than there are would block"
    assert steps + papers == blockers.list.count()


def test_scores_of_nobody_are_not_counted(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    part = ScoresPart(page_context)
    shown(qtbot, settle, part)
    assert not part.state.isVisible()


def test_a_short_department_column_says_the_whole_name(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    view = TeamPart(page_context)
    shown(qtbot, settle, view)
    model = view.department_model
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        assert index.data(Qt.ItemDataRole.ToolTipRole) == index.data()


def test_the_import_window_without_a_file_asks_for_one(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    dialog = ImportDialog(page_context, [])
    shown(qtbot, settle, dialog)
    assert not dialog.detail.isVisible(), "kind, encoding and columns of nothing"
    pressed = [one.objectName() for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    assert "imports.anyway" not in pressed
    assert "emptyState.action" in pressed
    dialog.add_files([write_csv(tmp_path / "orders.csv", [SHORT, short_row("1")])])
    settle()
    assert dialog.detail.isVisible()
    dialog.reject()


def test_the_calendar_of_data_says_why_its_lists_are_empty(
    qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    part = CoveragePart(page_context)
    shown(qtbot, settle, part)
    assert "Choose a day" in part.files.table.accessibleDescription()
    assert "Nothing is missing" in part.runs.table.accessibleDescription()
    tops = [one.table.mapTo(part, QPoint(0, 0)).y() for one in (part.runs, part.files)]
    assert tops[0] == tops[1], "two frames beside each other begin at one height"


def picture(table: RecordTable) -> QImage:
    return table.viewport().grab().toImage()


def test_a_table_says_why_it_is_empty_until_there_is_a_record(qtbot: QtBot, page_context: PageContext) -> None:
    table = RecordTable(RecordTableModel([Column("Name", str)]), "a.table", "Names")
    shown(qtbot, lambda: QTest.qWait(0), table)
    bare = picture(table)
    table.say_when_empty("No names yet.")
    assert picture(table) == bare, "nobody knows yet whether there are any"
    table.set_records([])
    assert picture(table) != bare
    assert table.accessibleDescription() == "No names yet."
    table.set_records(["One"])
    assert table.accessibleDescription() == ""
    table.records_model.set_filter(lambda _name: False)
    assert picture(table) == bare, "a filter that hides all is another thing"
    table.records_model.set_filter(None)
    table.set_records([])
    assert table.accessibleDescription() == "No names yet."


def test_the_foot_of_a_table_says_nothing_of_rows_until_these_are_there(
    qtbot: QtBot, page_context: PageContext
) -> None:
    table = RecordTable(RecordTableModel([Column("Name", str)]), "a.table", "Names")
    panel = RecordPanel(page_context, table, lambda: Reader(page_context.clock.today(), tr))
    shown(qtbot, lambda: QTest.qWait(0), panel)
    assert panel.summary() == panel.footer.text().strip() == ""
    table.set_records(["One", "Two"])
    assert panel.summary() == "2 rows"
    table.records_model.await_records()
    assert panel.summary() == ""
    table.set_records([])
    assert panel.summary() == "0 rows"
    table.say_when_empty("No names yet.")
    assert panel.summary() == "", "the table itself says it"


def test_the_arrow_of_a_menu_stands_beside_its_word(
    qtbot: QtBot, qapp: QApplication, page_context: PageContext
) -> None:
    holder = QWidget()
    made = menu_button("a.menu", "More")
    made.setParent(holder)
    shown(qtbot, lambda: QTest.qWait(0), holder)
    made.resize(made.sizeHint())
    made.show()
    image = made.grab().toImage()
    ground = image.pixelColor(image.width() - 3, image.height() // 2)
    arrow = [
        (x, y)
        for x in range(image.width() - 20, image.width() - 3)
        for y in range(4, image.height() - 4)
        if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 60
    ]
    assert arrow, "there is an arrow"
    middle = sum(y for _x, y in arrow) / len(arrow)
    assert abs(middle - image.height() / 2) < 3, "it stands at the height of the word"


def test_chinese_words_say_what_they_stand_for(zh: None) -> None:
    assert tr(STORE.field("opened_on").label or "") == "开业日期"
    assert tr(TRAINING_ITEM.field("day").label or "") == "最迟第几天"
    share = next(one for one in pareto(FEBRUARY_DAYS, []).fields if one.name == "share")
    assert tr(share.label or "") == "占比", "a share of all sales is no completion of a target"

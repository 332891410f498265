"""An owner plans a year: splits it, corrects a month and a day, works out what makes the sales, pastes a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.products import Product, ProductLife
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.drivers_dialog import DriversDialog
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.pages.kpi.target_days_dialog import TargetDaysDialog
from shopdesk.gui.pages.kpi.target_table import TargetTableDialog
from shopdesk.gui.pages.kpi.targets_tab import TargetsTab
from shopdesk.gui.products.list_part import ProductsDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.storage.tables.figures import product_days
from tests.gui.hands import choose_data, click, click_point, edit_cell
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store

MARCH = date(2026, 3, 1)


def open_targets(qtbot: QtBot, context: PageContext, settle: Callable[[], None]) -> TargetsTab:
    page = open_kpi_page(qtbot, context, settle)
    tab: TargetsTab = page.tabs.open("targets")
    settle()
    return tab


def type_in(qtbot: QtBot, tab: TargetsTab, name: str, text: str, settle: Callable[[], None]) -> None:
    field = tab.findChild(MoneyEdit, name)
    field.setFocus()
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()


def test_a_year_is_planned_and_everything_follows(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, date(2026, 3, 15))
    tab = open_targets(qtbot, page_context, settle)
    tab.total.setText("120万")
    click(tab, "kpi.targetSplit")
    settle()
    type_in(qtbot, tab, "kpi.target3", "200000", settle)
    months = targets.year(store, 2026)
    assert (months[MARCH], sum(months.values())) == (200_000_00, 1_200_000_00)
    assert [one.month for one in targets.months(store, 2026) if one.locked] == [MARCH]

    # What does not fit is said: March takes more than the year has.
    type_in(qtbot, tab, "kpi.target3", "1300000", settle)
    assert "100,000.00 too much" in tab.sum.text()
    page_context.services.history.undo()
    settle()
    qtbot.waitUntil(lambda: "too much" not in tab.sum.text(), timeout=5_000)

    # One day is typed, the others share the rest to the fen.
    click(tab, "kpi.targetDays")
    settle()
    days = tab.dialog
    assert isinstance(days, TargetDaysDialog)
    day = date(2026, 3, 8)
    assert days.table.select(lambda one: one.day == day)
    edit_cell(days.table, "30000")
    settle()
    found = targets.days(store, MARCH)
    assert (found[day], sum(found.values())) == (30_000_00, 200_000_00)
    assert days.table.current().typed

    # So is a week; its typed day stays in it.
    assert days.weeks.select(lambda one: one.week == "2026-W10")
    edit_cell(days.weeks, "50000")
    settle()
    found = targets.days(store, MARCH)
    assert sum(found[date(2026, 3, number)] for number in range(2, 9)) == 50_000_00
    assert (found[day], sum(found.values())) == (30_000_00, 200_000_00)
    click(days, "kpi.targetDaysDialog.weekBack")
    settle()
    assert not targets.typed_days(store, MARCH)
    days.accept()

    # Sales stay; more visitors need less of the others. What is worked out is kept with one step.
    targets.set_months(store, MARCH, {"visitors_per_day": 1000, "conversion": 50_000, "aov": 129_03})
    settle()
    click(tab, "kpi.targetDrivers")
    form = tab.dialog
    assert isinstance(form, DriversDialog)
    for code in ("paid_amount", "aov"):
        form.stays[code].click()
    form["visitors_per_day"].setText("2000")
    assert form["conversion"].text() == "2.5%"
    assert "31 days × 2,000 visitors × 2.5% × 129.03" in form.made.text()
    form.stays["conversion"].click()
    form["visitors_per_day"].setText("1000")
    assert "is missing" in form.made.text()
    form.stays["conversion"].click()
    form["visitors_per_day"].setText("2000")
    form["weight_aov"].setText("0.5")
    form.ok.click()
    settle()
    assert targets.levels.weights(store)["aov"] == Decimal("0.5"), "kept for the next time"
    assert targets.month(store, MARCH, "conversion") == 25_000
    assert targets.month(store, MARCH, "visitors_per_day") == 2000

    # A level has no days: it is held against the month.
    choose_data(tab.figure, "visitors_per_day")
    settle()
    assert "the target of 2,000 is not met" in tab.words.text()
    assert "The month is likely to end between" in tab.words.text()
    assert "How often such a range holds cannot be said yet" in tab.words.text()
    assert not tab.by_day.isEnabled()


def test_what_is_wrong_with_a_week_or_a_day_is_said_by_its_list(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, services = page_context.store_id, page_context.services
    lively_store(services.ctx, store, date(2026, 3, 15))
    services.targets.set_month(store, MARCH, 31_000_00)
    tab = open_targets(qtbot, page_context, settle)
    click(tab, "kpi.targetDays")
    settle()
    days = tab.dialog
    assert isinstance(days, TargetDaysDialog)
    before = days.geometry(), days.weeks.geometry(), days.table.geometry()
    for table, other in ((days.weeks, days.table), (days.table, days.weeks)):
        edit_cell(table, "-5")
        assert "at least" in table.accessibleDescription().lower(), "it is said where it was typed"
        assert not other.accessibleDescription()
        assert (days.geometry(), days.weeks.geometry(), days.table.geometry()) == before
        qtbot.keyClick(table.viewport().findChild(QLineEdit), Qt.Key.Key_Escape)

    # The month's target is taken away while a week of it is written: the week has nothing to share in.
    days.weeks.write()
    services.targets.set_month(store, MARCH, None)
    settle()
    line = days.weeks.viewport().findChild(QLineEdit)
    line.setText("100")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert "has no target by day yet" in days.weeks.accessibleDescription()


def test_the_list_of_days_hears_undo_and_never_takes_a_cell_away_that_is_written(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, services = page_context.store_id, page_context.services
    lively_store(services.ctx, store, date(2026, 3, 15))
    services.targets.set_month(store, MARCH, 31_000_00)
    tab = open_targets(qtbot, page_context, settle)
    click(tab, "kpi.targetDays")
    settle()
    days = tab.dialog
    assert isinstance(days, TargetDaysDialog)
    day = days.table.current().day
    old = days.table.current().value
    edit_cell(days.table, "5000")
    settle()
    assert (days.table.current().day, days.table.current().value, days.table.current().typed) == (day, 5_000_00, True)
    services.history.undo()
    settle()
    assert (days.table.current().day, days.table.current().value, days.table.current().typed) == (day, old, False)

    days.table.write()
    line = days.table.viewport().findChild(QLineEdit)
    line.setText("70")
    services.targets.set_month(store, MARCH, 62_000_00)
    settle()
    assert days.table.viewport().findChild(QLineEdit) is line and line.text() == "70"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settle()
    assert days.table.current().value == services.targets.days(store, MARCH)[day] > old


def test_a_plan_is_pasted_and_hostile_rows_are_refused(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, date(2026, 3, 15))
    tab = open_targets(qtbot, page_context, settle)
    click(tab, "kpi.targetTable")
    settle()
    table = tab.dialog
    assert isinstance(table, TargetTableDialog)
    rows = [
        "Month\tPaid amount\tVisitors per day\tConversion\tRefund rate",
        "2026-04-01\t250000\t1500\t3.5%\t5%",
        "2026-05-01\t99999999999999999999\t\t\t",
        "2026-06-01\t\t\t350%\t",
    ]
    QGuiApplication.clipboard().setText("\n".join(rows))
    table.part.panel.paste()
    dialog = table.part.panel.dialog
    assert dialog is not None
    settle()
    dialog.ok.click()
    settle()
    april = date(2026, 4, 1)
    assert targets.month(store, april) == 250_000_00
    assert targets.month(store, april, "conversion") == 35_000
    assert targets.month(store, april, "refund_rate") == 50_000
    assert targets.month(store, date(2026, 5, 1)) is None
    assert targets.month(store, date(2026, 6, 1), "conversion") is None


def test_a_plan_is_taken_from_a_workbook(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], tmp_path: Path
) -> None:
    """Cells are numbers and days there; a rate is a share, as spreadsheets keep what they show as per cent."""
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, date(2026, 3, 15))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        [],
        ["Month", "Paid amount", "Conversion", "Refund rate", "Visitors per day"],
        [datetime(2026, 4, 1), 250000.5, 0.035, "5%", 1500],
        [datetime(2026, 5, 1), -1, None, None, 12.5],
    ):
        sheet.append(row)
    file = tmp_path / "plan.xlsx"
    book.save(file)
    tab = open_targets(qtbot, page_context, settle)
    click(tab, "kpi.targetTable")
    settle()
    table = tab.dialog
    assert isinstance(table, TargetTableDialog)
    table.part.take_file(file)
    qtbot.waitUntil(lambda: table.part.panel.dialog is not None, timeout=20_000)
    dialog = table.part.panel.dialog
    assert "1 new, 0 changed, 0 as they are, 1 refused" in dialog.head.text()
    dialog.ok.click()
    settle()
    kept = {code: targets.month(store, date(2026, 4, 1), code) for code in ("paid_amount", "conversion", "refund_rate")}
    assert kept == {"paid_amount": 250_000_50, "conversion": 35_000, "refund_rate": 50_000}
    assert targets.month(store, date(2026, 5, 1), "visitors_per_day") is None


def test_targets_of_groups_are_taken_from_a_workbook(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], tmp_path: Path
) -> None:
    store, services = page_context.store_id, page_context.services
    targets = services.targets
    lively_store(services.ctx, store, date(2026, 3, 15))
    services.products.keep(Product(store_id=store, product_id="A", product_group="Dresses"))
    targets.set_month(store, MARCH, 30_000_00, group="Dresses")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Month", "Product group", "Paid amount", "Visitors per day"],
        [datetime(2026, 3, 1), "Dresses", 40000, None],
        [datetime(2026, 3, 1), None, 100000, 900],
        [datetime(2026, 4, 1), " Dresses ", 45000, None],
        [datetime(2026, 4, 1), "Dreses", 45000, None],
        [datetime(2026, 5, 1), "Dresses", 45000, 800],
    ):
        sheet.append(row)
    file = tmp_path / "groups.xlsx"
    book.save(file)
    tab = open_targets(qtbot, page_context, settle)
    click(tab, "kpi.targetTable")
    settle()
    table = tab.dialog
    assert isinstance(table, TargetTableDialog)
    table.part.take_file(file)
    qtbot.waitUntil(lambda: table.part.panel.dialog is not None, timeout=20_000)
    dialog = table.part.panel.dialog
    assert "4 new, 1 changed" in dialog.head.text(), "nothing is kept before that is seen"
    assert targets.month(store, MARCH) is None
    dialog.ok.click()
    settle()
    kept = {(month, group): targets.month(store, date(2026, month, 1), group=group)
            for month in (3, 4, 5) for group in ("", "Dresses", "Dreses")}  # fmt: skip
    assert {key: value for key, value in kept.items() if value is not None} == {
        (3, "Dresses"): 40_000_00, (3, ""): 100_000_00, (4, "Dresses"): 45_000_00,
    }  # fmt: skip
    rows = dialog.table.records_model
    said = " ".join(rows.index(row, 1).data() for row in range(rows.rowCount()))
    assert "“Dreses” is no product group of this store. Known are: Dresses." in said
    assert "A product group has a target of Paid amount only. Leave Visitors per day empty." in said
    dialog.reject()
    settle()
    assert {(one.month, one.product_group) for one in targets.plans(store)} == {
        (MARCH, "Dresses"), (MARCH, ""), (date(2026, 4, 1), "Dresses"),
    }  # fmt: skip

    # It is seen where targets are typed.
    table.accept()
    choose_data(tab.group, "Dresses")
    settle()
    assert tab.findChild(MoneyEdit, "kpi.target4").fen == 45_000_00


def test_products_get_groups_roles_and_stages_and_the_range_is_drawn(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, services = page_context.store_id, page_context.services
    lively_store(services.ctx, store, date(2026, 3, 15))
    page = open_kpi_page(qtbot, page_context, settle)
    products = page.tabs.open("products")
    settle()
    click(products, "kpi.productRange")
    settle()
    listed = products.dialog
    assert isinstance(listed, ProductsDialog)
    QGuiApplication.clipboard().setText(
        "Product ID\tRole in the range\tStage of life\tOwn group\nA\tProfit product\tMature\tDresses\nB\tHero\t\t"
    )
    listed.part.panel.paste()
    settle()
    paste = listed.part.panel.dialog
    assert paste is not None
    assert "1 new, 0 changed, 0 as they are, 1 refused" in paste.head.text() or "1 changed" in paste.head.text()
    paste.ok.click()
    settle()
    kept = next(one for one in services.products.board(store).products if one.id is not None)
    assert (kept.product_id, kept.role, kept.life, kept.product_group) == (
        "A", ProductRole.PROFIT, ProductLife.MATURE, "Dresses",
    )  # fmt: skip
    listed.accept()

    # The group can have targets, and is a bar of the chart that opens to the rows of its products.
    assert services.targets.groups(store, 2026) == ["Dresses"]
    charts = page.tabs.open("charts")
    chart = charts.tabs.open("range")
    settle()
    assert "Profit product" in chart.said.text()
    assert "nothing is said yet" in chart.lacking.text()
    choose_data(chart.measure, "group")
    settle()
    point = chart.drawing.answer.points[0]
    assert chart.drawing.cell(0, "class") == "Dresses"
    assert point.behind is not None
    click_point(chart.drawing, 0)
    settle()
    rows = QApplication.activeModalWidget()
    assert isinstance(rows, RowsDialog)
    assert "Dresses" in rows.said.text()
    rows.reject()


def test_a_group_has_targets_of_its_own(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> None:
    store, targets, ctx = page_context.store_id, page_context.services.targets, page_context.services.ctx
    lively_store(ctx, store, date(2026, 3, 15))
    with ctx.open_uow("categories") as uow:
        uow.connection.execute(product_days.update().where(product_days.c.product_id == "A").values(category="Dresses"))
        uow.commit()
    targets.set_month(store, MARCH, 100_000_00)
    tab = open_targets(qtbot, page_context, settle)
    choose_data(tab.group, "Dresses")
    settle()
    type_in(qtbot, tab, "kpi.target3", "40000", settle)
    assert targets.month(store, MARCH, group="Dresses") == 40_000_00
    assert targets.month(store, MARCH) == 100_000_00
    assert sum(targets.days(store, MARCH, group="Dresses").values()) == 40_000_00
    choose_data(tab.group, "")
    settle()
    assert "40,000.00 of 100,000.00" in tab.words.text()
    assert "60,000.00 is missing" in tab.words.text()

"""Ads and affiliates: a budget is typed in its month, figures open their rows, the balance is the money page's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from shopdesk.domain.ads.records import AdsBudget, AdsChannel, AffiliateKind, AffiliatePlan
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.money import format_yuan
from shopdesk.gui.pages.promotions import ads_print
from shopdesk.gui.pages.promotions.ads_dialog import AdsDialog
from shopdesk.gui.pages.promotions.ads_start_form import AdsStartForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.print_dialog import PrintDialog
from shopdesk.gui.widgets.paste_dialog import PasteDialog
from tests.gui.hands import ModelRules, choose, choose_data, click, edit_cell
from tests.gui.promotions.helpers import open_dialog
from tests.kpi_data import add_channel_days, add_product_days, add_store_days
from tests.statement_files import Form, Line, balanced, write_statement

Settle = Callable[[], None]
SUNDAY = date(2026, 3, 15)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def spend(page: PromotionsPage, *rows: tuple[str, str, int, int]) -> None:
    """Each: channel, subject, day of March, fen; what it sold is four times that."""
    add_channel_days(
        page.context.services.ctx,
        page.context.store_id,
        [
            {"day": date(2026, 3, day), "channel": channel, "subject": subject, "spend_fen": fen, "sales_fen": 4 * fen}
            for channel, subject, day, fen in rows
        ],
    )


def opened(page: PromotionsPage, settle: Settle) -> AdsDialog:
    page.toolbar.entries["ads"].trigger()
    settle()
    dialog = open_dialog(page, AdsDialog)
    assert isinstance(dialog, AdsDialog)
    return dialog


def cell(table: Any, header: str, row: int) -> str:
    model = table.records_model
    return next(one for one in model.columns if one.header == header).shown(model.record(row))


def point(table: Any, header: str, row: int) -> None:
    model = table.records_model
    place = next(place for place, one in enumerate(model.columns) if one.header == header)
    table.setCurrentIndex(model.index(row, place))


def rows_dialog(dialog: QDialog) -> Any:
    (found,) = [one for one in dialog.findChildren(QDialog) if one.objectName() == "kpi.rows" and one.isVisible()]
    return found


def test_a_budget_is_typed_in_its_month_and_what_is_left_follows(
    page: PromotionsPage, settle: Settle, rules: ModelRules
) -> None:
    spend(page, *[("search_ads", "", day, 10_000) for day in range(1, 11)])
    dialog = opened(page, settle)
    grid = dialog.months
    assert [one.header for one in grid.table.records_model.columns][-3:] == [
        "Search ads: budget", "Search ads: spent", "Search ads: left",
    ]  # fmt: skip
    rules.watch(grid.table.records_model)
    assert cell(grid.table, "Search ads: spent", 2) == "1,000.00"
    assert cell(grid.table, "Search ads: left", 2) == "—" == cell(grid.table, "Ads cost", 1), "unknown is never nothing"
    point(grid.table, "Search ads: budget", 2)
    edit_cell(grid.table, "1800")
    settle()
    assert cell(grid.table, "Search ads: left", 2) == "800.00" == cell(grid.table, "Budget left", 2)
    assert cell(grid.table, "Days gone", 2) == "32.3%" and cell(grid.table, "Used", 2) == "55.6%"
    assert "lasts to 2026-03-18, 13 days too short" in grid.warnings.text()
    assert "2026-03: 1,000.00 spent, budget 1,800.00" in grid.chart.reader_points()
    # It is in the list, too, and one step to take back.
    (kept,) = page.context.services.ads.budgets(page.context.store_id)
    assert (kept.month, kept.channel, kept.amount_fen) == (MARCH, AdsChannel.SEARCH_ADS, 180_000)
    page.context.services.history.undo()
    settle()
    assert cell(grid.table, "Search ads: budget", 2) == "—" and not grid.warnings.isVisible()
    # An emptied cell takes the budget back.
    page.context.services.ads.set_budget(page.context.store_id, MARCH, next(iter(grid.shown.programmes)), 5)
    settle()
    point(grid.table, "Search ads: budget", 2)
    line = edit_cell(grid.table, "x")
    assert "x" in line.text(), "what is no amount stays to be put right"
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert page.context.services.ads.budgets(page.context.store_id) == []
    dialog.accept()


def test_a_spend_opens_its_rows_with_the_same_sum(page: PromotionsPage, settle: Settle) -> None:
    spend(
        page,
        ("search_ads", "", 1, 5_000), ("search_ads", "7/600001", 1, 3_000), ("search_ads", "8/600001", 2, 1_500),
        ("search_ads", "8/600001", 1, 1_000), ("site_ads", "600002", 2, 700),
    )  # fmt: skip
    services, store_id = page.context.services, page.context.store_id
    services.ads.keep_budget(
        AdsBudget(store_id=store_id, month=MARCH, channel=AdsChannel.SEARCH_ADS, plan="Spring 8", amount_fen=90_000)
    )
    services.ads.keep_budget(
        AdsBudget(store_id=store_id, month=MARCH, channel=AdsChannel.SITE_ADS, product_id="600002", amount_fen=1_000)
    )
    dialog = opened(page, settle)
    for header, sum_of_rows in (
        ("Ads cost", "72.00"), ("Spring 8: spent", "25.00"), ("Whole-site ads: spent", "7.00"),
        # The whole channel's row of 50.00 counts with what the own programme's 10.00 of that day leave of it.
        ("Search ads, the rest: spent", "40.00"),
    ):  # fmt: skip
        point(dialog.months.table, header, 2)
        QTest.keyClick(dialog.months.table, Qt.Key.Key_Return)
        settle()
        shown = rows_dialog(dialog)
        assert f"together {sum_of_rows}" in shown.foot.text(), header
        assert cell(dialog.months.table, header, 2) == sum_of_rows
        assert ("what other programmes and products leave" in shown.said.text()) == ("rest" in header)
        shown.reject()
        settle()
    assert cell(dialog.months.table, "Whole-site ads: budget", 2) == "10.00", (
        "a product's budget, where it has no other"
    )

    dialog.tabs.setCurrentWidget(dialog.products)
    settle()
    lines = dialog.products.table.records_model
    assert [(one.product_id, one.cell.budget_fen, one.cell.spent_fen) for one in lines.records] == [
        ("600002", 1_000, 700), ("", None, 6_500),
    ]  # fmt: skip
    dialog.products.table.setCurrentIndex(lines.index(0, 0))
    click(dialog.products, "promotions.ads.products.rows")
    settle()
    assert "together 7.00" in rows_dialog(dialog).foot.text()
    rows_dialog(dialog).reject()
    settle()
    dialog.products.table.setCurrentIndex(lines.index(1, 0))
    click(dialog.products, "promotions.ads.products.rows")
    settle()
    assert "together 65.00" in rows_dialog(dialog).foot.text(), "what names no product: the whole less its products"
    rows_dialog(dialog).reject()
    choose(dialog.products.programme, 1)
    settle()
    assert [one.cell.spent_fen for one in lines.records] == [4_000]
    dialog.products.table.setCurrentIndex(lines.index(0, 0))
    click(dialog.products, "promotions.ads.products.rows")
    settle()
    assert "together 40.00" in rows_dialog(dialog).foot.text()
    rows_dialog(dialog).reject()
    dialog.accept()


def test_what_names_no_programme_opens_only_the_days_that_no_report_of_a_channel_tells(
    page: PromotionsPage, settle: Settle
) -> None:
    """Reports of a channel have gaps, and the platform's table of days tells of every day."""
    services, store_id = page.context.services, page.context.store_id
    spend(page, *[("search_ads", "", day, 1_000) for day in (1, 2, 5)])
    days = [{"day": date(2026, 3, day), "ads_fen": 2_000 + day} for day in range(1, 9)]
    add_store_days(services.ctx, store_id, [*days, {"day": date(2026, 2, 3), "ads_fen": 400}])
    dialog = opened(page, settle)
    table = dialog.months.table
    assert cell(table, "Names no programme: spent", 2) == "100.28" and cell(table, "Ads cost", 2) == "130.28"
    for row, count, money in ((2, "5 rows", "100.28"), (1, "1 row ", "4.00")):
        point(table, "Names no programme: spent", row)
        table.opened.emit(None)
        settle()
        shown = rows_dialog(dialog)
        assert count in shown.foot.text() and f"together {money}" in shown.foot.text()
        assert [one.day.day for one in shown.panel.table.records_model.records] == (
            [8, 7, 6, 4, 3] if row == 2 else [3]
        )
        shown.reject()
        settle()
    # By product the same days, of that programme and of all.
    dialog.tabs.setCurrentWidget(dialog.products)
    settle()
    for place, words in ((2, "together 100.28"), (0, "30.00 + 100.28 = 130.28")):
        dialog.products.programme.setCurrentIndex(place)
        dialog.products.programme.activated.emit(place)
        settle()
        dialog.products.table.setCurrentIndex(dialog.products.table.records_model.index(0, 0))
        click(dialog.products, "promotions.ads.products.rows")
        settle()
        assert words in rows_dialog(dialog).foot.text()
        rows_dialog(dialog).reject()
        settle()
    dialog.accept()


def test_a_budgets_month_is_shown_and_typed_as_a_month(page: PromotionsPage, settle: Settle) -> None:
    ads, store_id = page.context.services.ads, page.context.store_id
    ads.keep_budget(AdsBudget(store_id=store_id, month=MARCH, channel=AdsChannel.SEARCH_ADS, amount_fen=77))
    dialog = opened(page, settle)
    dialog.tabs.setCurrentWidget(dialog.budgets)
    settle()
    assert cell(dialog.budgets.table, "Month", 0) == "2026-03"
    dialog.budgets.open_form(dialog.budgets.chosen)
    form = dialog.budgets.dialog
    assert form.editors["month"].raw() == "2026-03"
    form.editors["month"].line.setText("2026年4月")
    form.ok.click()
    settle()
    assert [one.month for one in ads.budgets(store_id)] == [APRIL]
    dialog.accept()


def test_each_month_is_a_page_that_says_what_the_window_says(page: PromotionsPage, settle: Settle) -> None:
    ads, store_id = page.context.services.ads, page.context.store_id
    spend(page, *[("search_ads", f"{600_000 + place}", 1 + place % 28, 100 + place) for place in range(40)],
          ("affiliates", "", 3, 800), ("affiliates", "77", 3, 300))  # fmt: skip
    titles = [{"day": MARCH, "product_id": f"{600_000 + place}", "title": "春装连衣裙法式收腰 " * 4, "visitors": 1}
              for place in range(40)]  # fmt: skip
    add_product_days(page.context.services.ctx, store_id, titles)
    for channel, fen in ((AdsChannel.SEARCH_ADS, 50_000), (AdsChannel.DISPLAY_ADS, 9_000)):
        ads.keep_budget(AdsBudget(store_id=store_id, month=MARCH, channel=channel, amount_fen=fen))
    ads.keep_budget(AdsBudget(store_id=store_id, month=APRIL, channel=AdsChannel.SEARCH_ADS, amount_fen=1_000))
    for number in range(9):
        name = f"定向 {70 + number} " + "达人合作" * 10
        ads.keep_plan(AffiliatePlan(store_id=store_id, name=name, kind=AffiliateKind.TARGETED, rate=Decimal("0.08"),
                                    start=date(2026, 1, 1)))  # fmt: skip
        page.context.services.campaigns.create(
            Campaign(store_id=store_id, name=f"Spring {number} " + "x" * 40, start=MARCH, end=date(2026, 3, 2 + number),
                     budget_fen=50_000)
        )  # fmt: skip
    dialog = opened(page, settle)
    click(dialog.months, "promotions.ads.months.print")
    settle()
    (paper,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PrintDialog) and one.isVisible()]
    assert [one.text() for one in paper.choices.buttons()] == ["2026-03", "2026-04", "All months of 2026"]
    assert paper.suggested == f"Ads and affiliates of 2026-03, {page.context.store.name}"
    assert len(paper.chosen.pages()) == 1, "as much as a month can hold is one page"
    assert len(paper._printables[2].pages()) == 2
    paper.reject()
    papers = ads.papers(store_id, 2026)
    said = ads_print._month_html(papers.months[0], papers.balance, "t")
    total = dialog.months.shown.months[2].total
    for figure in (total.spent_fen, total.budget_fen, total.left_fen):
        assert format_yuan(figure) in said
    assert said.count("Names no plan") == 1 and "31 more" in said and "6 more" in said and "5 more" in said
    assert "Commission paid" in said and ">8.00<" in said and ">3.00<" in said
    dialog.accept()


def test_a_year_without_anything_is_not_printed_and_that_is_said(page: PromotionsPage, settle: Settle) -> None:
    dialog = opened(page, settle)
    click(dialog.months, "promotions.ads.months.print")
    settle()
    assert dialog.months.problem.text() == "Nothing is known of ads in 2026: there is nothing to print."
    dialog.accept()


def test_the_balance_is_that_of_the_money_page_and_says_how_long_it_lasts(
    page: PromotionsPage, settle: Settle, tmp_path: Path
) -> None:
    dialog = opened(page, settle)
    assert "No statement is imported" in dialog.months.balance.text()
    lines = balanced(
        [
            Line("1", datetime(2026, 3, 1, 9), 500_000, "", "交易付款", ""),
            Line("2", datetime(2026, 3, 1, 10), -100_000, "", "其它", "直通车自动充值"),
            Line("3", datetime(2026, 3, 16, 9), 100, "", "交易付款", ""),
        ]
    )
    services, store = page.context.services, page.context.store
    services.imports.run_file(write_statement(tmp_path / "alipay.csv", lines, Form()), store)
    spend(page, *[("search_ads", "", (SUNDAY - timedelta(days=age)).day, 6_000) for age in range(14)])
    settle()
    said = dialog.months.balance.text()
    assert "In the ads account: 160.00, top-ups less what ads cost from 2026-03-01 to 2026-03-16." in said
    assert "It lasts 2 days at the spend of the last 7 days." in said
    assert services.ledger.balances(store.id or 0).ads == 16_000
    (alert,) = [one for one in services.alerts.now(store.id or 0) if one.code == "ads_account_low"]
    assert str(alert.text) in dialog.months.warnings.text(), "the same sentence as the alert"
    click(dialog.months, "promotions.ads.months.spent")
    settle()
    assert "together 840.00" in rows_dialog(dialog).foot.text()
    dialog.accept()


def test_the_commission_of_the_statements_opens_its_lines(page: PromotionsPage, settle: Settle, tmp_path: Path) -> None:
    dialog = opened(page, settle)
    dialog.tabs.setCurrentWidget(dialog.affiliates)
    settle()
    assert not dialog.affiliates.lines.isEnabled(), "no statement, no lines"
    lines = balanced(
        [
            Line("1", datetime(2026, 3, 1, 9), 500_000, "", "交易付款", ""),
            Line("2", datetime(2026, 3, 2, 10), -1_500, "", "其它", "淘宝客佣金代扣款[77]"),
            Line("3", datetime(2026, 3, 4, 10), 300, "", "其它", "淘宝客佣金退款[77]"),
        ]
    )
    services, store = page.context.services, page.context.store
    services.imports.run_file(write_statement(tmp_path / "alipay.csv", lines, Form()), store)
    settle()
    assert "The statements took off 12.00 on the 4 days" in dialog.affiliates.said.text()
    click(dialog.affiliates, "promotions.ads.affiliates.lines")
    settle()
    (shown,) = [one for one in dialog.findChildren(QDialog) if one.objectName() == "kpi.money.linesOf"]
    assert shown.isVisible() and "12.00" in shown.said.text()
    assert len(shown.table.records_model.records) == 2
    shown.reject()
    dialog.accept()


def test_published_budgets_are_a_start_and_leave_what_is_there(page: PromotionsPage, settle: Settle) -> None:
    ads, store_id = page.context.services.ads, page.context.store_id
    dialog = opened(page, settle)
    assert "No programme is known yet" in dialog.months.hint.text(), "there is no cell to type a budget in"
    ads.keep_budget(AdsBudget(store_id=store_id, month=APRIL, channel=AdsChannel.SEARCH_ADS, amount_fen=77))
    settle()
    assert dialog.months.hint.text().startswith("Double-click a budget")
    click(dialog.months, "promotions.ads.months.start")
    form = dialog.months.findChildren(AdsStartForm)[-1]
    settle()
    assert "2026-03: <b>2,170.00</b>" in form.answer.text() and "published operating plans" in form.answer.text()
    choose_data(form["plan"], "flat")
    form.show_answer()
    assert "2026-03: <b>3,000.00</b>" in form.answer.text()
    form.ok.click()
    settle()
    assert [(one.month.month, one.amount_fen) for one in ads.budgets(store_id)] == [(5, 300_000), (4, 77), (3, 300_000)]
    page.context.services.history.undo()
    assert [one.amount_fen for one in ads.budgets(store_id)] == [77], "one step"
    dialog.accept()


def test_budgets_are_pasted_and_exported(
    page: PromotionsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(page, settle)
    click(dialog.months, "promotions.ads.months.new")
    settle()
    assert dialog.tabs.currentWidget() is dialog.budgets
    dialog.budgets.dialog.reject()
    rows = ["Month\tProgramme\tOwn programme\tBudget", "2026-03-01\tSearch ads\t\t3000",
            "2026-03-01\tAnother programme\tLive show\t1.2万"]  # fmt: skip
    QGuiApplication.clipboard().setText("\n".join(rows))
    click(dialog.budgets, "promotions.ads.budgets.paste")
    settle()
    paste = dialog.budgets.panel.dialog
    assert isinstance(paste, PasteDialog)
    next(one for one in paste.findChildren(QPushButton) if one.isDefault()).click()
    settle()
    kept = {(one.channel, one.plan): one.amount_fen for one in dialog.budgets.table.records_model.records}
    assert kept == {(AdsChannel.SEARCH_ADS, ""): 300_000, (AdsChannel.OTHER, "Live show"): 1_200_000}
    dialog.tabs.setCurrentWidget(dialog.months)
    settle()
    assert cell(dialog.months.table, "Live show: budget", 2) == "12,000.00"
    target = tmp_path / "ads.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_more, **_named: (str(target), ""))
    QTest.keyClick(
        dialog.months.table,
        Qt.Key.Key_E,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    settle()
    sheet = openpyxl.load_workbook(target).worksheets[0]
    heads = [one.value for one in next(sheet.iter_rows(max_row=1))]
    march = [one.value for one in list(sheet.iter_rows())[3]]
    assert march[heads.index("Live show: budget")] == 12_000
    assert march[heads.index("Live show: spent")] is None
    dialog.accept()


def test_a_campaigns_budget_stands_in_its_month_and_is_not_added(page: PromotionsPage, settle: Settle) -> None:
    spend(page, ("search_ads", "", 1, 4_000), ("search_ads", "", 20, 9_000))
    page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name="Spring", start=date(2026, 3, 20), end=date(2026, 4, 2),
                 budget_fen=50_000)
    )  # fmt: skip
    dialog = opened(page, settle)
    table = dialog.months.table
    assert cell(table, "Of campaigns", 2) == "500.00" and cell(table, "Of campaigns", 3) == "—"
    assert cell(table, "Budget", 2) == "—"
    tip = next(one for one in table.records_model.columns if one.name == "campaigns").tip
    assert tip is not None
    assert tip(table.records_model.record(2)) == (
        "Spring, 2026-03-20 – 2026-04-02: budget 500.00; all ads of the store on its days cost 90.00"
    )
    dialog.accept()


def test_plans_of_affiliates_show_what_reports_name_and_the_rest_in_words(page: PromotionsPage, settle: Settle) -> None:
    ads, store_id = page.context.services.ads, page.context.store_id
    ads.keep_plan(AffiliatePlan(store_id=store_id, name="General", rate=Decimal("0.03"), start=date(2026, 1, 1)))
    dialog = opened(page, settle)
    dialog.tabs.setCurrentWidget(dialog.affiliates)
    settle()
    board = dialog.affiliates
    assert "say nothing of affiliates" in board.said.text() and not board.warnings.isVisible()
    spend(page, ("affiliates", "", 3, 800))
    settle()
    assert "sales 32.00, cost 8.00, 25.0% of sales" in board.said.text()
    assert "The reports name no plan" in board.said.text()
    ads.keep_plan(
        AffiliatePlan(store_id=store_id, name="Blogger 77", kind=AffiliateKind.TARGETED, rate=Decimal("0.02"),
                      start=date(2026, 3, 1))
    )  # fmt: skip
    spend(page, ("affiliates", "77", 4, 500), ("affiliates", "12", 4, 100))
    settle()
    assert cell(board.table, "Commission paid", 1) == "5.00" and cell(board.table, "Sales", 1) == "20.00"
    assert cell(board.table, "Paid ÷ sales", 1) == "25.0%" and cell(board.table, "Commission paid", 0) == "—"
    assert "Of this no plan is named for sales 36.00, cost 9.00." in board.said.text()
    assert "no more than the general plan" in board.warnings.text()
    point(board.table, "Commission paid", 1)
    click(board, "promotions.ads.affiliates.rows")
    settle()
    assert "together 5.00" in rows_dialog(dialog).foot.text()
    dialog.accept()

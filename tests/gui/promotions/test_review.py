"""A campaign's review: its figures in groups, and the page they are printed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.print_dialog import PrintDialog
from shopdesk.infra.i18n import tr
from shopdesk.reporting.review_sheet import review_html
from shopdesk.storage.tables.figures import store_days
from tests.gui.hands import click

Settle = Callable[[], None]


def shown(page: PromotionsPage, name: str) -> str:
    """The figure beside a name."""
    (label,) = [one for one in page.panel.review.findChildren(QLabel) if one.accessibleName() == name]
    return label.text()


def test_what_it_brought_stands_in_groups_and_goes_on_paper(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    services, store_id = page.context.services, page.context.store_id
    with services.ctx.open_uow("figures") as uow:
        for offset in range(40):
            day = date(2026, 2, 24) + timedelta(days=offset)
            fen = 300_00 if campaign.start <= day <= campaign.end else 80_00 if day > campaign.end else 100_00
            uow.connection.execute(
                insert(store_days).values(store_id=store_id, day=day, orders=2, paid_fen=fen, visitors=50)
            )
        uow.touch("store_days")
        uow.commit()
    kept = services.campaigns.view(campaign.id or 0).campaign
    services.campaigns.update(
        replace(
            kept,
            plan_sales_fen=2_000_00,
            plan_orders=20,
            plan_pieces=30,
            plan_boxes=12,
            budget_fen=500_00,
            spend_fen=250_00,
            lessons="早点备货",
        )
    )
    page.panel.tabs.setCurrentIndex(2)
    settle()
    qtbot.waitUntil(lambda: page.panel.review.figures is not None)
    assert shown(page, "Sold more on its days") == "+1,000.00 in 5 days"
    assert shown(page, "In the days after") == "-140.00 in 7 days"
    assert shown(page, "Brought in all") == "+860.00"
    assert shown(page, "In its warm-up") == "—"
    plan = {tr(line.name): line for line in page.panel.review.figures.plan}
    assert plan["Paid amount"].share == Decimal("0.75")
    assert shown(page, "Amount per order") == "150.00 / 100.00\n= 150.00%"
    assert shown(page, "Advertising") == "250.00 / 500.00\n= 50.00%"
    assert shown(page, "Boxes") == "— / 12", "no file tells boxes"
    assert shown(page, "Pieces") == "— / 30"
    click(page, "promotions.printReview")
    dialog: PrintDialog = page.dialog
    assert dialog.isVisible() and dialog.document_title == "Review of “聚划算”"
    assert len(dialog.chosen.pages()) == 1, "one page"
    dialog.reject()


def test_names_on_the_page_are_text() -> None:
    html = review_html("<b>x</b>", ["a & b"], [("<i>", [("n<", "1>")])], ["<img src=x>"])
    assert "<b>x" not in html and "<img" not in html and "a &amp; b" in html and "n&lt;" in html


def test_a_campaign_with_many_steps_stands_beside_the_month(
    page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    """Three steps side by side once made the panel so wide that it went below the calendar."""
    page.resize(846, 600)
    settle()
    assert len(page.panel.steps.findChildren(QPushButton)) >= 3
    assert page.split.orientation() is Qt.Orientation.Horizontal, campaign.state

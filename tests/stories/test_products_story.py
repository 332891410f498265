"""The owner fills the list of products from an export, sees what to order anew and why, opens the rows behind a figure,
and finds a product by the first letters of its name when a campaign asks for one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.ledger.costs import CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.products.list_part import ProductListPart, ProductsDialog
from shopdesk.infra import i18n
from shopdesk.storage.tables.figures import channel_days
from shopdesk.storage.tables.ledger import statement_spans
from shopdesk.storage.tables.orders import order_items
from tests.gui.hands import click, press, write
from tests.gui.shell.support import settle
from tests.kpi_data import add_orders, add_product_days, order
from tests.stories.shop import Shop

CUP, BOWL = "601234567890", "601234567891"
EXPORT = [
    ["宝贝ID", "宝贝标题", "商家编码", "价格", "库存"],
    [CUP, "马克杯 大号", "MK-01", "39.90", "126"],
    [BOWL, "汤碗", "WAN-2", "19", "500"],
]


@pytest.fixture
def selling(shop: Shop) -> Desktop:
    """A store that sells 25 to 30 cups a day, more than the month before, and few bowls; ads and costs are known."""
    services, store_id = shop.desktop.app.services, shop.desktop.window.context.store_id  # type: ignore[union-attr]
    today = shop.clock.today()
    days, sold, items = [], [], []
    for back in range(1, 61):
        day = today - timedelta(days=back)
        for product, title, pieces in ((CUP, "马克杯", 30 if back <= 30 else 25), (BOWL, "汤碗", 3)):
            days.append(
                {"day": day, "product_id": product, "title": title, "paid_pieces": pieces, "paid_fen": pieces * 39_90,
                 "refund_fen": 39_90 if back % 10 == 0 else 0}
            )  # fmt: skip
            sold.append(order(f"{day}{product}", day, pieces * 39_90, paid=day) | {"order_no": f"{day}{product}"})
            items.append(
                {"store_id": store_id, "item_key": f"{day}{product}", "order_no": f"{day}{product}", "title": title,
                 "product_id": product, "pieces": pieces, "received_fen": pieces * 39_90, "refund_fen": 0}
            )  # fmt: skip
    with services.ctx.open_uow("items") as uow:
        uow.connection.execute(insert(order_items), items)
        uow.connection.execute(
            insert(channel_days),
            [{"store_id": store_id, "channel": "search_ads", "subject": "", "day": one["day"], "spend_fen": 50_00}
             for one in days[::2]],
        )  # fmt: skip
        # A statement covers the days, so that what it does not name is known to be nothing.
        uow.connection.execute(
            insert(statement_spans),
            [{"store_id": store_id, "source": StatementSource.ALIPAY, "account": "a", "import_id": 1, "checks": (),
              "first_day": today - timedelta(days=90), "last_day": today - timedelta(days=1)}],
        )  # fmt: skip
        uow.touch("order_items", "channel_days", "statement_spans")
        uow.commit()
    add_orders(services.ctx, store_id, sold)
    add_product_days(services.ctx, store_id, days)
    for product, fen in ((CUP, 14_00), (BOWL, 9_00)):
        services.costs.keep(UnitCost(store_id=store_id, product_id=product, title="", cost_fen=fen))
    services.costs.keep(
        DatedCost(store_id=store_id, kind=CostKind.FREIGHT, rhythm=Rhythm.PER_PARCEL, amount_fen=4_00,
                  first_day=today - timedelta(days=90))
    )  # fmt: skip
    services.setup.start(next(one for one in services.stores.all() if one.id == store_id))
    services.setup.fees.add_own(store_id, FeeItem.COMMISSION, rate=Decimal("0.05"), source="合同")
    services.setup.fees.add_own(store_id, FeeItem.SERVICE_FEE, rate=Decimal("0.006"), source="合同")
    services.campaigns.create(Campaign(store_id=store_id, name="年终", start=today, end=today))
    return shop.desktop


def cell(part: ProductListPart, product: str, name: str) -> str:
    column = next(one for one in part.table.records_model.columns if one.name == name)
    return column.shown(next(one for one in part.table.records_model.everything if one.product_id == product))


def cursor_on(part: ProductListPart, product: str, name: str) -> None:
    model = part.table.records_model
    column = next(place for place, one in enumerate(model.columns) if one.name == name)
    part.table.setCurrentIndex(model.index(model.row_of(lambda one: one.product_id == product), column))


def opened(page: Any, words: str) -> None:
    next(one for one in page.actions_offered() if one.text() == i18n.tr(words)).trigger()


def test_the_list_is_filled_from_an_export_and_says_what_to_order(qtbot: QtBot, selling: Desktop) -> None:
    def wait() -> None:
        settle(qtbot, selling)

    page: Any = selling.window.open_page("promotions")
    wait()
    opened(page, "List of products…")
    wait()
    (dialog,) = [one for one in page.findChildren(ProductsDialog) if one.isVisible()]
    part = dialog.part
    assert [one.product_id for one in part.table.records_model.everything] == [CUP, BOWL], "both come from reports"
    assert (cell(part, CUP, "pieces"), cell(part, CUP, "trend")) == ("900", "▲ +20.0%")
    # Three days of thirty had one cup refunded: 3 of 900.
    assert (cell(part, CUP, "refund_rate"), cell(part, CUP, "cost")) == ("0.3%", "14.00")
    assert (cell(part, CUP, "stock"), cell(part, CUP, "spare_days")) == ("—", "—"), "unknown is no nought"
    assert cell(part, CUP, "up_to_here") == "91%"
    # The cups alone bring four fifths: 35,910 of 39,501.
    assert part.few.reader_points() == ["马克杯: 91% so far"]

    # The export of the seller backend, as it is copied from a spreadsheet.
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in EXPORT))
    click(part, "products.list.paste")
    wait()
    assert part.panel.dialog is not None
    part.panel.dialog.ok.click()
    wait()
    assert (cell(part, CUP, "stock"), cell(part, CUP, "list_fen"), cell(part, CUP, "merchant_code")) == (
        "126", "39.90", "MK-01",
    )  # fmt: skip
    assert (cell(part, CUP, "stock_days"), cell(part, CUP, "advice")) == ("4", "? not known")
    cursor_on(part, CUP, "advice")
    wait()
    assert "Until when its season lasts is not known" in part.reasons.text()

    # What is missing is entered, and the answer comes with its reckoning.
    click(part, "products.list.edit")
    part.dialog["all_year"].setChecked(True)
    part.dialog["lead_days"].setText("12")
    part.dialog["reserve_pieces"].setText("40")
    part.dialog.ok.click()
    wait()
    assert (cell(part, CUP, "spare_days"), cell(part, CUP, "advice")) == ("-8", "✓ 274 pieces")
    cursor_on(part, CUP, "advice")
    wait()
    assert "360 pieces for the 12 days of a delivery + 40 reserve − 126 in stock: 274 to order." in part.reasons.text()
    assert "Rising: 900 pieces in thirty days, 750 in the thirty before." in part.reasons.text()
    cursor_on(part, BOWL, "advice")
    wait()
    assert "42 pieces were sold in the last 14 days, 238 fewer than the 280 asked" in part.reasons.text()
    assert cell(part, BOWL, "advice") == "✗ no"
    services, store_id = selling.app.services, selling.window.context.store_id  # type: ignore[union-attr]
    kept = next(one for one in services.products.board(store_id).products if one.product_id == CUP)
    assert (kept.stock_pieces, kept.stock_day, kept.lead_days) == (126, selling.app.clock.today(), 12)

    # A figure opens its rows, over the list.
    cursor_on(part, CUP, "pieces")
    click(part, "products.list.rows")
    wait()
    (rows,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, RowsDialog) and one.isVisible()]
    assert "马克杯" in rows.said.text()
    rows.close()
    dialog.accept()
    wait()


def test_a_campaign_finds_its_product_by_the_letters_of_its_name(qtbot: QtBot, selling: Desktop) -> None:
    def wait() -> None:
        settle(qtbot, selling)

    services, store_id = selling.app.services, selling.window.context.store_id  # type: ignore[union-attr]
    page: Any = selling.window.open_page("promotions")
    wait()
    (campaign,) = services.campaigns.of_store(store_id)
    page.show_campaign(campaign)
    wait()
    page.panel.tabs.setCurrentIndex(1)
    click(page, "promotions.addProduct")
    wait()
    (form,) = [one for one in page.findChildren(ProductForm) if one.isVisible()]
    box = form["product_id"]
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    wait()
    write("mkb")
    assert box.offers.popup().isVisible()
    press(Qt.Key.Key_Return)
    assert (box.text(), form["title"].text()) == (CUP, "马克杯")
    assert form["cost_fen"].text() == "14.00", "the cost that is entered once stands here, too"
    assert form.isVisible(), "Enter chose and did not save"
    form["quantity"].setText("50")
    form.ok.click()
    wait()
    view = services.campaigns.view(campaign.id or 0)
    (product,) = view.products
    assert isinstance(product, CampaignProduct)
    assert (product.product_id, product.title, product.quantity) == (CUP, "马克杯", 50)

"""What the user typed is shown as it was typed: never as formatting, never as a picture from somewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState, OwnDay
from shopdesk.gui.pages.promotions.page import PromotionsPage

NAME = "<b>618</b><img src='file:///x.png'>"
DAY = date(2026, 3, 20)


def test_markup_in_names_is_shown_and_not_obeyed(page: PromotionsPage, settle: Callable[[], None]) -> None:
    services, store_id = page.context.services, page.context.store_id
    made = services.campaigns.create(
        Campaign(store_id=store_id, name=NAME, state=CampaignState.PLANNED, owner=NAME, start=DAY, end=DAY)
    )
    product = CampaignProduct(store_id=store_id, campaign_id=made.id or 0, product_id=NAME, cost_fen=2, price_fen=1)
    services.campaigns.products.save(made.id or 0, [product])
    services.campaigns.advance(made.id or 0, CampaignState.APPLIED, who=NAME, note=NAME)
    services.calendar.save_own_day(OwnDay(store_id=store_id, name=NAME, day=DAY))
    page.grid.select(made.id)
    settle()
    page.delete_campaign()
    shown = [label for label in page.findChildren(QLabel) if "<img" in label.text()]
    assert {page.panel.name, page.panel.facts, page.panel.history, page.panel.products.warnings} <= set(shown)
    for label in shown:
        assert label.textFormat() is Qt.TextFormat.PlainText or "&lt;img" in label.text()
    bar = page.grid.bar_rects(made.id or 0)
    page.grid.select(None)
    settle()
    tips = [page.grid.tip_at(bar[0].center()) if bar else "", page.grid.tip_at(page.grid.rect_of(DAY).topLeft())]
    page.go_to_day(DAY)
    settle()
    tips.append(page.year._tip(DAY))
    assert any("618" in tip for tip in tips)
    assert "<img" not in page.day_panel.body.text()

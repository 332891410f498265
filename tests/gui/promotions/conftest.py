"""The promotions page on a real data folder, with one campaign to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.page import PromotionsPage

Settle = Callable[[], None]
S = CampaignState


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> Iterator[PromotionsPage]:
    shown = PromotionsPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitExposed(shown)
    settle()
    yield shown
    settle()


@pytest.fixture
def campaign(page: PromotionsPage, settle: Settle) -> Campaign:
    made = page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name="聚划算", kind=CampaignKind.GROUP_BUY, state=S.PLANNED,
                 start=date(2026, 3, 20), end=date(2026, 3, 24))
    )  # fmt: skip
    page.grid.select(made.id)
    settle()
    return made

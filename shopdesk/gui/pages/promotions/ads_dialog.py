"""Ads and affiliates: budgets against what was spent by month, programme and product, and the plans of affiliates."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.ads_grid import AdsGrid
from shopdesk.gui.pages.promotions.ads_lists import AffiliateList, BudgetList
from shopdesk.gui.pages.promotions.ads_products import AdsProducts
from shopdesk.gui.widgets.controls import button, named
from shopdesk.infra.i18n import tr

_NAME = "promotions.ads"


class AdsDialog(QDialog):
    """Each tab loads when it is first seen."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with the months of this year."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Ads and affiliates"))
        roomy(self, 1220, 720)
        self.months = AdsGrid(context)
        self.products = AdsProducts(context)
        self.budgets = BudgetList(context)
        self.affiliates = AffiliateList(context)
        self.tabs = named(QTabWidget(), f"{_NAME}.tabs", tr("Ads and affiliates"))
        for part, title in (
            (self.months, tr("Months")),
            (self.products, tr("By product")),
            (self.budgets, tr("Budgets")),
            (self.affiliates, tr("Affiliate plans")),
        ):
            self.tabs.addTab(part, title)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.months.new_asked.connect(self._on_new)

    def _on_new(self) -> None:
        self.tabs.setCurrentWidget(self.budgets)
        self.budgets.open_form(None)

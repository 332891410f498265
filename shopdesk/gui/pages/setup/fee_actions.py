"""What can be done with fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from shopdesk.domain.setup.fees import FeeItem, FeeLine
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.gui.pages.setup.fee_dialog import FeeDialog

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage


class FeeActions(QObject):
    """Connects the fees tab with the service."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's fees tab."""
        super().__init__(page)
        self._page = page
        page.fees.plan_edited.connect(self._on_plan_edited)
        page.fees.own_asked.connect(self._on_own_asked)
        page.fees.shipped_asked.connect(self._on_shipped_asked)

    def _on_plan_edited(self, plan: SetupPlan) -> None:
        setup = self._page.context.services.setup
        self._page.write(lambda: setup.save_plan(plan))

    def _on_shipped_asked(self, item: FeeItem) -> None:
        fees, store_id = self._page.context.services.setup.fees, self._page.context.store_id
        self._page.write(lambda: fees.withdraw_own(store_id, item))

    def _on_own_asked(self, line: FeeLine) -> None:
        FeeDialog(self._page.context, line).open()

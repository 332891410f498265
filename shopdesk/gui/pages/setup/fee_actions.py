"""What can be done with fees."""

from __future__ import annotations

from decimal import Decimal
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
        page = self._page
        fees, store_id = page.context.services.setup.fees, page.context.store_id

        def save(dialog: FeeDialog, amount_fen: int | None, rate: Decimal | None, source: str) -> bool:
            page.context.tasks.database(
                lambda: fees.set_own(store_id, line.item, amount_fen=amount_fen, rate=rate, source=source),
                done=lambda _none: dialog.accept(),
                failed=dialog.complain,
                owner=dialog,
            )
            return False

        FeeDialog(line, save, page.window()).open()

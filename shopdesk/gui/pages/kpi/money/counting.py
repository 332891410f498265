"""Orders of a store that nobody asked for yet are worked out when their page is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.gui.page_context import PageContext


def count_orders(part: QWidget, context: PageContext, *, uncounted: bool) -> None:
    """Work the orders out beside the window where they were not yet; the part hears of them as of any change."""
    if uncounted:
        store_id, matching = context.store_id, context.services.matching
        context.tasks.database(lambda: matching.ensure(store_id), owner=part, asked=False)

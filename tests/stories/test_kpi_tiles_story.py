"""An owner chooses which figures stand above the sections; each store keeps its own choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import KPIS
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.tiles_dialog import TilesDialog
from tests.kpi_data import lively_store


def test_figures_are_chosen_put_in_order_and_given_back(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, date(2026, 3, 15))
    page = KpiPage(page_context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    settle()
    proposed = page.tiles.codes
    tile = page.tiles.tile(proposed[0])
    assert tile is not None
    next(one for one in tile.make_menu().actions() if one.objectName() == "kpi.tileMenu.choose").trigger()
    dialog = page.findChild(TilesDialog)
    assert dialog is not None and dialog.list.ticked() == tuple(proposed)
    assert dialog.list.count() == len(KPIS)

    # More than fit are refused at once, in words.
    dialog.list.tick_all(on=True)
    assert not dialog.save.isEnabled() and "there is room for 12" in dialog.problem.text()
    dialog.list.tick_all(on=False)
    assert not dialog.save.isEnabled()

    # The page views first, then the members, of which nobody knows anything yet.
    keys = [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())]
    for code in ("page_views", "members", "paid_amount"):
        dialog.list.item(keys.index(code)).setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(keys.index("paid_amount"))
    for _ in range(2):
        dialog.up.click()
    dialog.save.click()
    settle()
    assert page.tiles.codes == ["paid_amount", "page_views", "members"]
    members = page.tiles.tile("members")
    assert members is not None and members.value.text() == "—"
    assert services.kpi.tiles(store_id) == ("paid_amount", "page_views", "members")

    # One undo takes the choice back, and the proposal can be asked for.
    services.history.undo()
    settle()
    assert page.tiles.codes == proposed
    services.kpi.choose_tiles(store_id, ["roi"])
    settle()
    assert page.tiles.codes == ["roi"]
    page.choose_tiles()
    (again,) = [one for one in page.findChildren(TilesDialog) if one.isVisible()]
    again.proposed.click()
    settle()
    assert page.tiles.codes == proposed and services.kpi.tiles(store_id) == ()

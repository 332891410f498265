"""An owner chooses which figures stand above the sections; each store keeps its own choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import KPIS, kpi
from shopdesk.domain.kpi.chosen import Tile, TileAgainst
from shopdesk.domain.kpi.output import change_shown
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.tile import KpiTile
from shopdesk.gui.pages.kpi.tiles_dialog import TilesDialog
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))


def test_figures_are_chosen_put_in_order_and_given_back(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, date(2026, 3, 15))
    page = open_kpi_page(qtbot, page_context, settle)
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
    assert services.kpi.tiles(store_id) == (Tile("paid_amount"), Tile("page_views"), Tile("members"))

    # One undo takes the choice back, and the proposal can be asked for.
    services.history.undo()
    settle()
    assert page.tiles.codes == proposed
    services.kpi.choose_tiles(store_id, [Tile("roi")])
    settle()
    assert page.tiles.codes == ["roi"]
    page.choose_tiles()
    (again,) = [one for one in page.findChildren(TilesDialog) if one.isVisible()]
    again.proposed.click()
    settle()
    assert page.tiles.codes == proposed and services.kpi.tiles(store_id) == ()


def test_each_tile_is_held_against_what_its_owner_wants_and_as_wide_as_wanted(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, date(2026, 3, 15), days=450)
    services.targets.set_month(store_id, date(2026, 3, 1), 10_000_000)
    page = KpiPage(page_context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    page.range.choose(Range.CUSTOM, MARCH)
    settle()
    proposed = page.tiles.codes

    # By the menu of the tile, which the menu key opens: against the year before; its place stays the keyboard's.
    tile = page.tiles.tile("paid_amount")
    assert tile is not None
    tile.setFocus()
    pick(tile, "year")
    settle()
    year_before = Period(date(2025, 3, 2), date(2025, 3, 16))
    moved = services.kpi.compare(store_id, MARCH, against=year_before).change(kpi("paid_amount"))
    tile = page.tiles.tile("paid_amount")
    assert tile is not None and page.window().focusWidget() is tile
    assert page.tiles.codes == proposed, "what was proposed stays with it"
    assert change_shown(moved, points="").lstrip("+-") in tile.change.text() and "on the year" in tile.change.text()
    assert "2025-03-02 to 2025-03-16" in tile.change.toolTip()

    # The same days from festival to festival: on 17 February 2026 and 29 January 2025.
    pick(tile, "festival")
    settle()
    tile = page.tiles.tile("paid_amount")
    assert tile is not None and "2025-02-10 to 2025-02-24" in tile.change.toolTip()

    # Against the target of the days; a figure without one says so.
    pick(tile, "target")
    settle()
    wanted = services.targets.range_target(store_id, MARCH)
    tile = page.tiles.tile("paid_amount")
    assert tile is not None and wanted is not None and tile.change.text().endswith("% of target")
    page.explain("paid_amount")
    assert any(label.text() == "Target" for label in page.findChildren(QLabel))
    orders = page.tiles.tile("orders")
    assert orders is not None
    pick(orders, "target")
    settle()
    orders = page.tiles.tile("orders")
    assert orders is not None and orders.change.text() == "no target"

    # Twice as wide, with its course, also in two rows; in the chooser both are seen and changed.
    pick(orders, "wide")
    page.resize(1000, 740)
    settle()
    orders, other = page.tiles.tile("orders"), page.tiles.tile("paying_rate")
    assert orders is not None and other is not None
    assert orders.width() > 1.8 * other.width() and orders.spark.isVisible()
    page.choose_tiles()
    (dialog,) = [one for one in page.findChildren(TilesDialog) if one.isVisible()]
    keys = [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(keys.index("orders"))
    assert dialog.wide.isChecked() and dialog.against.currentData() == TileAgainst.TARGET.value
    dialog.wide.click()
    qtbot.keyClick(dialog.against, Qt.Key.Key_Home)
    dialog.save.click()
    settle()
    assert Tile("orders") in services.kpi.tiles(store_id)
    services.history.undo()
    settle()
    assert Tile("orders", TileAgainst.TARGET, wide=True) in services.kpi.tiles(store_id)


def pick(tile: KpiTile, name: str) -> None:
    """Choose an entry of the tile's menu."""
    next(one for one in tile.make_menu().actions() if one.objectName() == f"kpi.tileMenu.{name}").trigger()

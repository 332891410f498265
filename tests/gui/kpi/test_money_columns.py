"""What a bookkeeper looks for first stands in view on an ordinary screen, without scrolling sideways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from shopdesk.domain.periods import Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.orders_part import OrdersPart
from shopdesk.gui.pages.kpi.money.part import Part
from shopdesk.gui.pages.kpi.money.profit_part import ProfitPart
from shopdesk.gui.widgets.record_table import RecordTable
from tests import money_files

DAYS = Period(date(2026, 1, 1), date(2026, 2, 28))
# What a window of 1280x800 leaves for a part of the page.
ROOM = (1104, 520)


def cut(table: RecordTable, *names: str) -> list[str]:
    """The columns of these that are not wholly in view."""
    place = {column.name: number for number, column in enumerate(table.records_model.columns)}
    right = {name: table.columnViewportPosition(place[name]) + table.columnWidth(place[name]) for name in names}
    return [name for name in names if table.isColumnHidden(place[name]) or right[name] > table.viewport().width()]


def shown(qtbot: QtBot, context: PageContext, tmp_path: Path, made: Part) -> None:
    """Show it in its room, with the money of a shop."""
    services = context.services
    services.imports.run(
        money_files.write_all(money_files.Maker(5, 60).shop, tmp_path), services.stores.get(context.store_id)
    )
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()


def test_an_order_shows_what_was_paid_and_received(qtbot: QtBot, page_context: PageContext, tmp_path: Path) -> None:
    part = OrdersPart(page_context, lambda: DAYS)
    shown(qtbot, page_context, tmp_path, part)
    qtbot.waitUntil(lambda: part.table.records_model.rowCount() > 0 and page_context.tasks.idle(), timeout=20_000)
    assert cut(part.table, "order_no", "state", "difference", "buyer_paid", "received") == []


def test_a_part_of_profit_shows_where_it_comes_from(qtbot: QtBot, page_context: PageContext, tmp_path: Path) -> None:
    part = ProfitPart(page_context, lambda: DAYS)
    shown(qtbot, page_context, tmp_path, part)
    qtbot.waitUntil(lambda: part.way.records_model.rowCount() > 0 and page_context.tasks.idle(), timeout=20_000)
    assert cut(part.way, "step", "amount", "way", "from") == []

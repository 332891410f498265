"""No screen, report or command adds up people: visitors and buyers of several days, channels or products are no sum.

Every count of people in the sample store is set to one odd number. Whatever shows twice that number, or thrice, or any
multiple of it, has added people up. The same is done with page views, which do add up, to know that it would be seen.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from itertools import count, takewhile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.cli.main import build_parser
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.more import ENTRIES
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.war_room import WarRoomWindow
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.tables.everything import metadata
from tests.gui.test_stored_extremes import opened, pages, sample

__all__ = ["opened", "sample"]

EACH = 10_000_019
PEOPLE = {
    "store_days": (
        "visitors", "product_visitors", "buyers", "new_buyers", "returning_buyers", "placed_buyers", "cart_buyers",
        "favourite_buyers",
    ),
    "product_days": ("visitors", "cart_buyers", "favourite_buyers", "search_visitors", "buyers"),
    "channel_days": ("new_buyers", "store_visits"),
    "keyword_days": ("visitors", "buyers"),
    "order_days": ("buyers",),
}  # fmt: skip
NOT_COUNTED = {
    ("campaigns", "plan_visitors"),
    ("competitor_looks", "visitors_low"),
    ("competitor_looks", "visitors_high"),
}
"""What is planned, and what was seen of others: one figure each, of which there are no several."""
VIEWS = {"store_days": ("page_views",), "product_days": ("page_views",)}
COMMANDS = (
    "kpi --from 2026-02-01 --to 2026-03-15 --by day --json",
    "kpi --from 2026-02-01 --to 2026-03-15 --by week --csv",
    "kpi --from 2025-03-01 --to 2026-03-15 --by month --csv",
    "profit --from 2026-02-01 --to 2026-03-15 --by product --json",
    "profit --from 2026-02-01 --to 2026-03-15 --by campaign --csv",
)
FILES = ("print", "excel", "export")
"""What of the menu "More" of the promotions asks for a file: what it writes are the days of the calendar."""
REPORTS = ("report weekly --week 2026-W11 -o {file}", "report monthly --month 2026-02 -o {file}")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万|亿|[kM]\b)?")
_TIMES = {"万": 10**4, "亿": 10**8, "k": 10**3, "M": 10**6, "": 1}
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def fill(app: App, context: PageContext, columns: dict[str, tuple[str, ...]]) -> None:
    """Set every known count of these columns to the one number."""
    with closing(sqlite3.connect(app.paths.database)) as connection:
        for table, names in columns.items():
            for name in names:
                connection.execute(f"UPDATE {table} SET {name} = {EACH}")
        connection.commit()
    context.services.ctx.reader.forget()


def multiples(text: str) -> list[str]:
    """The numbers in a text that are that number several times, as far as they are written out."""
    found = []
    for number in _NUMBER.finditer(text):
        digits, unit = number[1].replace(",", ""), number[2] or ""
        value = float(digits) * _TIMES[unit]
        step = _TIMES[unit] / 10 ** len(digits.partition(".")[2])
        times = round(value / EACH)
        if times >= 2 and abs(value - times * EACH) <= step / 2:
            found.append(number[0])
    return found


def on_screen(root: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a page says, with what says it."""
    for widget in root.findChildren(QWidget):
        where = widget.objectName() or type(widget).__name__
        said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, (QLabel, QAbstractButton)):
            said.append(widget.text())
        points = getattr(widget, "reader_points", None)
        said += [str(one) for one in points()] if callable(points) else []
        for text in said:
            yield where, text
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(QModelIndex()), 400)):
                cells = takewhile(QModelIndex.isValid, (model.index(row, column) for column in count()))
                yield from ((where, str(model.data(cell, role) or "")) for cell in cells for role in _ROLES)


def in_commands(app: App, folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that commands and reports say, with which."""
    for command in COMMANDS:
        args = build_parser().parse_args(command.split())
        with redirect_stdout(io.StringIO()) as out:
            args.run(args, app)
        # Cells of a line are no number with commas for thousands.
        apart = csv.reader(io.StringIO(out.getvalue())) if "--csv" in command else [out.getvalue().splitlines()]
        yield from ((command, cell) for line in apart for cell in line)
    for number, report in enumerate(REPORTS):
        file = folder / f"{number}.xlsx"
        args = build_parser().parse_args(report.format(file=file).split())
        with redirect_stdout(io.StringIO()):
            args.run(args, app)
        for sheet in load_workbook(file, data_only=True):
            for row in sheet.iter_rows():
                yield from ((f"{report} {sheet.title}!{cell.coordinate}", str(cell.value)) for cell in row)


def everything(app: App, context: PageContext, qtbot: QtBot, folder: Path) -> list[tuple[str, str]]:
    """What the whole program says, by whom."""
    said = list(in_commands(app, folder))
    shown: list[QWidget] = []
    pages(context, qtbot, shown.append)
    for page in shown:
        said += on_screen(page)
    (promotions,) = [page for page in shown if isinstance(page, PromotionsPage)]
    for dialog in dialogs(promotions, context):
        qtbot.waitUntil(context.tasks.idle, timeout=30_000)
        QTest.qWait(0)
        qtbot.waitUntil(context.tasks.idle, timeout=30_000)
        told = list(on_screen(dialog))
        assert len(told) > 5, type(dialog).__name__
        said += told
        dialog.close()
    return said


def dialogs(page: PromotionsPage, context: PageContext) -> Iterator[QDialog]:
    """Whatever the menu "More" of the promotions opens, one after the other, and the war room of a campaign."""
    for entry in ENTRIES:
        if entry.name not in FILES:
            entry.run(page)
            yield from [one for one in page.findChildren(QDialog) if one.isVisible()]
    campaign = context.services.campaigns.of_store(context.store_id)[-1]
    room = WarRoomWindow(context, campaign.id or 0, page)
    room.show()
    yield room


def test_every_count_of_people_is_among_these() -> None:
    """A new column of people fails here, until it is counted with the others."""
    counted = {(table, name) for table, names in PEOPLE.items() for name in names}
    named = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if re.search("visitors|buyers|store_visits", column.name)
    }
    assert counted == named - NOT_COUNTED


@pytest.mark.timeout(300)
def test_people_are_never_added_up_while_page_views_are(
    opened: tuple[App, PageContext], qtbot: QtBot, tmp_path: Path
) -> None:
    app, context = opened
    fill(app, context, PEOPLE)
    said = everything(app, context, qtbot, tmp_path)
    assert any(f"{EACH:,}" in text for _where, text in said), "a day's people are shown nowhere"
    assert any(str(EACH) in text for where, text in said if where.startswith("kpi"))
    added = sorted({(where, text, *multiples(text)) for where, text in said if multiples(text)})
    assert not added, f"{len(added)} sums of people\n" + "\n".join(map(str, added[:40]))


@pytest.mark.timeout(300)
def test_what_does_add_up_is_seen_here(opened: tuple[App, PageContext], tmp_path: Path) -> None:
    app, context = opened
    fill(app, context, VIEWS)
    added = {where for where, text in in_commands(app, tmp_path) if multiples(text)}
    assert {one for one in added if one.startswith("kpi")} == {one for one in COMMANDS if one.startswith("kpi")}
    assert any(one.startswith("report weekly") for one in added)

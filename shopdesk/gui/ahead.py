"""Work done ahead of the first click: what the pages are made of is loaded while nobody waits for it.

A page imports its modules and its statements are compiled when it is first opened. That is right for the start, but
the Daily tab would take four times as long on the first click as on the second. So once the first page stands, this is
done on the database thread, and what belongs to the window on its own, in pieces so short that whatever the user asks
for is put in between.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from importlib import import_module

from PySide6.QtCore import QObject

from shopdesk.gui.ahead_modules import bring
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.page_stack import PageStack
from shopdesk.gui.qt_names import make_classes

_log = logging.getLogger(__name__)
# The Daily tab is where each morning begins. The services come first and one by one: they are the longer pieces.
_SERVICES = ("people", "campaigns", "targets", "kpi", "problems", "checklists", "daily", "lookback")
_VIEWS = ("shopdesk.gui.pages.daily.today.view", "shopdesk.gui.pages.daily.lookback.view")
# Imported by services when they are asked for it, which no first picture does.
_BEHIND = (
    "shopdesk.services.campaigns.products",
    "shopdesk.services.campaigns.gates",
    "shopdesk.domain.kpi.sales_tree",
    "shopdesk.gui.pages.kpi.chart_notes",
    "shopdesk.gui.products.list_part",
)
# The weekly report asks them all. The writer of workbooks, which would stay and holds 20 MB, is left to the click.
_OF_REPORTS = ("calendar", "profit", "products", "matching", "alerts", "ledger", "meetings", "competitors", "standing",
               "tiers", "reports")  # fmt: skip

Piece = Callable[[], object]
Pieces = Generator[Piece, object, None]
"""Pieces for the database thread; each is answered with what it gave."""


class Ahead(QObject):
    """Does the pieces one after the other, each a task of its own; a piece that fails ends it quietly."""

    def __init__(self, context: PageContext, pages: PageStack) -> None:
        """Work for the window of ``context`` and end with it."""
        super().__init__(context.window)
        self._context = context
        self._pages = pages
        self._pieces = self._in_order()

    def begin(self, given: object = None) -> None:
        """Do the next piece, and when it is done the one after; ``given`` is what the last one gave."""
        if not self._context.app.is_open:
            return
        try:
            piece = self._pieces.send(given)
        except StopIteration:
            return
        self._context.tasks.database(piece, done=self.begin, failed=self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        # Nobody asked for it: the page that has the trouble will say so when it is opened.
        _log.warning("could not work ahead: %s", error)

    def _in_order(self) -> Pieces:
        services = self._context.services
        for noun in _SERVICES:
            yield lambda noun=noun: getattr(services, noun)
        # What is Qt's own is made on the window's thread, elsewhere it may end the program; these are milliseconds.
        for _ in make_classes():
            yield _nothing
        modules = {entry.name: entry.module for entry in PAGES}
        for module in (modules.pop("daily"), *_VIEWS):
            yield from _importing(module)
        yield from _readings(self._context)
        # Widgets are made here, on the window's thread; it takes a twentieth of a second.
        self._pages.prepare("daily")
        yield _nothing
        self._pages.read_ahead("daily")
        yield _nothing
        self._pages.lay_out("daily")
        for module in (*modules.values(), *_BEHIND):
            yield from _importing(module)
        # Last, for nobody writes a report in the first second.
        for noun in _OF_REPORTS:
            yield lambda noun=noun: getattr(services, noun)
        yield lambda: services.reports.think_ahead(self._context.store_id)


def _importing(module: str) -> Pieces:
    """Import a module: on the database thread what may be, and here, one by one, what belongs to the window."""
    wanted = yield lambda: bring(module)
    assert isinstance(wanted, list)
    for one in wanted:
        import_module(one)
        yield _nothing


def _nothing() -> None:
    """Lets whatever waits for the window come in between."""


def _readings(context: PageContext) -> Iterator[Piece]:
    """What the first views are made of, read once, so that its statements are compiled; nothing is written."""
    services, store_id, today = context.services, context.store_id, context.clock.today()
    yield lambda: services.daily.sheet(store_id, today)
    yield lambda: services.daily.around(store_id, today)
    yield lambda: services.daily.meeting(store_id, today)
    yield lambda: services.standing.on_day(store_id, today)
    yield lambda: services.lookback.heat_map(store_id, today.year)

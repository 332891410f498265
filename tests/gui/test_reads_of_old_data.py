"""Data of an earlier program have what every store begins with once they are open; no page has to write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.stores import Store
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page_context import PageContext
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.test_reads import opened, written_meanwhile

SAVED = Path(__file__).parents[1] / "migrations" / "saved" / "0001.sql"


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    """The oldest data, opened by this program."""
    with closing(sqlite3.connect(tmp_path / "shopdesk.db")) as connection:
        connection.executescript(SAVED.read_text(encoding="utf-8"))
        connection.commit()
    found = open_app(tmp_path, "en", clock=clock)
    yield found
    found.close()


@pytest.fixture
def store(app: App) -> Store:
    return app.services.stores.all()[0]


def test_every_page_opens_and_writes_nothing(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    # Holding orders against money for the first time is work of its own, which the page of orders asks for.
    page_context.services.matching.ensure(page_context.store_id)
    with written_meanwhile(page_context.services.ctx.engine) as written:
        for entry in PAGES:
            opened(qtbot, page_context, entry, settle).hide()
    assert written == []


def test_what_every_store_begins_with_is_there(app: App, store: Store) -> None:
    services, store_id = app.services, store.id or 0
    assert [view.checklist.code for view in services.checklists.all(store_id)][:1] == ["normal"]
    assert services.roster.shifts.of_store(store_id)
    assert services.setup.board(store_id).steps()

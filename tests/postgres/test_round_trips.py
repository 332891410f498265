"""How often a view of the window asks a server before it can be shown: over a slow line each time is waited for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.bench_line import walk
from shopdesk.infra.paths import AppPaths
from shopdesk.storage import places
from tests import engines
from tests.gui.sample_store import kept_sample

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

MOST = 20
"""Of 5 ms each, and as much again for what the server and the program do, a view stands within 300 ms."""
MORE = {
    "kpi / Trend and table": 300,  # the alerts of a day's first look are reckoned beside the page, which stands by then
    "daily / Today, with what stands beside it": 70,  # four loads, none of which waits for another
}


def test_a_view_asks_a_server_a_few_times_only(tmp_path: Path, qapp: QApplication) -> None:
    server = engines.server()
    name = server.make(engines._sample("en", kept_sample("en")))
    try:
        places.keep_address(AppPaths(tmp_path).server, server.address(name))
        found = {view: load.trips for view, load in walk(tmp_path).items()}
    finally:
        server.drop(name)
    assert {view: trips for view, trips in found.items() if trips > MORE.get(view, MOST)} == {}
    assert len(found) > 60
    assert sum(trips > 0 for trips in found.values()) > 50

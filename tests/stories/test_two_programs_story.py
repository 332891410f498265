"""The window is open while the command line works on the same data folder: each shows what the other did."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.gui.shell.support import settle
from tests.stories.shop import Shop

ORDERS = (
    "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
    "1,178.8,178.8,上海,2026/3/14 23:59,2026/3/15 0:00,0\n"
)
ROOT = Path(__file__).resolve().parents[2]
# Long enough for a busy machine; the window asks more often than once a second.
PATIENCE_MS = 10_000


def import_elsewhere(folder: Path, file: Path) -> None:
    """In a process of its own, as a script would."""
    file.write_text(ORDERS, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "shopdesk", "--data-dir", str(folder), "import", str(file)],
        check=True,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )


def test_the_window_hears_of_an_import_by_the_command_line(shop: Shop, qtbot: QtBot, tmp_path: Path) -> None:
    desktop = shop.desktop
    heard: list[frozenset[str]] = []
    desktop.events.changed.connect(heard.append)
    with qtbot.waitSignal(desktop.events.history_changed, timeout=PATIENCE_MS):
        import_elsewhere(desktop.app.paths.data, tmp_path / "orders.csv")
    settle(qtbot, desktop)
    assert {"orders", "order_days", "imports"} <= frozenset().union(*heard)
    assert [run.new for run in desktop.app.services.imports.list(shop.store_id)] == [1]


def test_only_foreign_commits_are_news_and_each_once(app: App, store: Store, clock: FixedClock, tmp_path: Path) -> None:
    history = app.services.history
    app.services.stores.set_setting(store.id or 0, "key", "mine")
    assert history.news() == frozenset()
    import_elsewhere(app.paths.data, tmp_path / "orders.csv")
    app.services.stores.set_setting(store.id or 0, "key", "mine again")
    assert "orders" in (news := history.news())
    assert "store_settings" not in news
    assert history.news() == frozenset()


def test_the_first_commit_of_all_is_heard_too(app: App, clock: FixedClock) -> None:
    other = open_app(app.paths.data, "en", clock=clock)
    other.services.stores.create("别处的店")
    assert "stores" in app.services.history.news()
    assert other.services.history.news() == frozenset()
    other.close()


def test_asking_for_news_costs_next_to_nothing(app: App, store: Store) -> None:
    history = app.services.history
    history.news()

    def taken() -> float:
        begun = perf_counter()
        history.news()
        return perf_counter() - begun

    # The best of many, so that what else the machine does is not counted.
    assert min(taken() for _ in range(50)) < 0.002

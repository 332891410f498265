"""The window is open while the command line works on the same data folder: each shows what the other did."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.gui.dialogs.first_start import FirstStartDialog
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.repositories.stores import Stores
from tests.gui.shell.conftest import Start
from tests.gui.shell.support import settle
from tests.stories.shop import Shop

ORDERS = (
    "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
    "1,178.8,178.8,上海,2026/3/14 23:59,2026/3/15 0:00,0\n"
)
ROOT = Path(__file__).resolve().parents[2]
# Long enough for a busy machine; the window asks more often than once a second.
PATIENCE_MS = 10_000


# Making the sample store waits in its middle until it is told to go on.
MAKE_SAMPLE = """
import sys
from pathlib import Path
from shopdesk.bootstrap import open_app
from shopdesk.domain.errors import UserError
from shopdesk.services.demo.service import DemoService

def fill(self, *_told):
    print("making", flush=True)
    sys.stdin.readline()

DemoService._fill = fill
app = open_app(Path(sys.argv[1]), "en")
print("ready", flush=True)
sys.stdin.readline()
try:
    app.services.demo.create()
except UserError as error:
    print(error)
app.close()
"""


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


def test_a_window_that_asks_for_a_store_shows_the_one_that_the_command_line_made(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    desktop = start()
    qtbot.waitUntil(lambda: desktop.window.findChild(FirstStartDialog) is not None)
    import_elsewhere(desktop.app.paths.data, tmp_path / "orders.csv")
    qtbot.waitUntil(lambda: desktop.window.context is not None, timeout=PATIENCE_MS)
    settle(qtbot, desktop)
    assert not desktop.window.findChild(FirstStartDialog).isVisible()
    assert [run.new for run in desktop.app.services.imports.list(desktop.window.context.store_id)] == [1]


def test_of_two_who_make_the_sample_store_the_second_waits_and_then_sees_it(tmp_path: Path) -> None:
    words = [sys.executable, "-c", MAKE_SAMPLE, str(tmp_path)]
    first, second = (
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    )
    assert first.stdin and first.stdout and second.stdin and second.stdout
    assert [second.stdout.readline(), first.stdout.readline()] == ["ready\n", "ready\n"]
    first.stdin.write("\n")
    first.stdin.flush()
    assert first.stdout.readline() == "making\n"
    # A program that starts meanwhile does not take the half-made store for what a killed one left.
    open_app(tmp_path, "en").close()
    second.stdin.write("\n\n")
    second.stdin.flush()
    first.communicate("\n", timeout=60)
    said = second.communicate(timeout=60)[0]
    assert "The sample store is there already" in said
    assert "making" not in said


def test_an_import_that_fails_leaves_the_store_alone_that_somebody_else_is_making(app: App, clock: FixedClock) -> None:
    other = open_app(app.paths.data, "en", clock=clock)
    other.services.stores.create("样品", sample=True, half_made=True)
    with pytest.raises(UserError, match="nothing there"), app.services.stores.to_take_in("我的店"):
        raise UserError("nothing there")
    with other.services.ctx.read() as uow:
        assert [store.name for store in uow.repository(Stores).half_made()] == ["样品"]
    other.close()


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

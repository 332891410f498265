"""What is done ahead of the first click on the Daily tab: it only reads, it is short, and the click finds it done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import event

from shopdesk.domain.daily.worksheet import Standing
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.ahead import Ahead
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.widgets.veil import Veil
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import CURRENT_PAGE, ONBOARDED, Settings
from tests.gui.shell.support import settle

Start = Callable[..., Desktop]

AHEAD = """
import sys
from tests import qt_imports
qt_imports.watch()
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
application = QApplication([])
desktop = Desktop(application, bootstrap.prepare(Path(sys.argv[1]), "en"))
desktop.window.show()
desktop.open_data()
timer = QTimer()
done = []
def look():
    made = desktop.window.pages is not None and "shopdesk.gui.pages.kpi.page" in sys.modules and desktop.tasks.idle()
    if made and not done:
        done.append(True)
        before = set(sys.modules)
        desktop.window.open_page("daily")
        print(sorted(set(sys.modules) - before))
        print("pyqtgraph" in sys.modules)
        print(qt_imports.astray)
        timer.stop()
        desktop.close()
        application.quit()
timer.timeout.connect(look)
timer.start(10)
QTimer.singleShot(50_000, application.quit)
application.exec()
"""


def beginning(start: Start, tmp_path: Path, clock: FixedClock, *, begun: bool) -> Desktop:
    """A window on the setup page, before anything was done ahead; the day's form begun, or not."""
    from shopdesk.bootstrap import open_app

    folder = tmp_path / "data"
    app = open_app(folder, "en", clock=clock)
    stores = app.services.stores
    store = stores.update(replace(stores.create("Lamp House"), opened_on=clock.today()))
    if begun:
        daily = app.services.daily
        assert daily.answer_from_data(daily.sheet(store.id or 0, clock.today()))
    app.close()
    settings = Settings(folder / "settings.json")
    settings.set(CURRENT_PAGE, "setup")
    settings.set(ONBOARDED, True)
    return start(folder)


def work_ahead(qtbot: QtBot, desktop: Desktop) -> None:
    assert desktop.window.context is not None and desktop.window.pages is not None
    Ahead(desktop.window.context, desktop.window.pages).begin()
    settle(qtbot, desktop)


def test_nothing_is_written(qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock) -> None:
    desktop = beginning(start, tmp_path, clock, begun=False)
    heard: list[Any] = []
    desktop.events.changed.connect(heard.append)
    work_ahead(qtbot, desktop)
    assert heard == []
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == "setup"
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    assert heard == [], "nor does opening it write"


def test_the_first_opening_compiles_no_statement(qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock) -> None:
    desktop = beginning(start, tmp_path, clock, begun=True)
    work_ahead(qtbot, desktop)
    engine = desktop.app.services.ctx.engine
    compiled: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        if context.compiled is not None and context.cache_hit.name == "CACHE_MISS":
            compiled.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    page: Any = desktop.window.open_page("daily")
    qtbot.waitUntil(lambda: page.view("today").sheet is not None)
    settle(qtbot, desktop)
    event.remove(engine, "before_cursor_execute", note)
    reads = [statement for statement in compiled if statement.startswith("SELECT")]
    assert reads == []


def test_the_meeting_is_asked_for_when_the_form_stands(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    desktop = beginning(start, tmp_path, clock, begun=True)
    work_ahead(qtbot, desktop)
    order: list[str] = []
    daily = desktop.app.services.daily
    page: Any = desktop.window.findChild(DailyPage)
    view = page.view("today")
    meeting, set_sheet = daily.meeting, view.table.set_sheet
    daily.meeting = lambda *given: (order.append("meeting"), meeting(*given))[1]  # type: ignore[method-assign]
    view.table.set_sheet = lambda sheet: (order.append("form"), set_sheet(sheet))[1]
    desktop.events.changed.emit(frozenset({"answers"}))
    assert order == [], "nobody sees the page"
    desktop.window.open_page("daily")
    qtbot.waitUntil(lambda: "meeting" in order)
    settle(qtbot, desktop)
    assert order[0] == "form"


def test_the_form_stands_before_the_first_click_and_takes_no_keyboard(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    desktop = beginning(start, tmp_path, clock, begun=True)
    settle(qtbot, desktop)
    before = desktop.window.focusWidget()
    work_ahead(qtbot, desktop)
    assert desktop.window.focusWidget() is before is not None
    page: Any = desktop.window.findChild(DailyPage)
    view = page.view("today")
    shown = view.sheet
    assert shown is not None and view.main_look.stands and not page.isVisible()
    width = view.table.width()
    desktop.window.open_page("daily")
    assert view.sheet is shown and view.main_look.stands, "nothing is asked again"
    assert view.table.width() == width, "it was laid out"
    assert desktop.window.focusWidget() is view.table
    settle(qtbot, desktop)
    assert view.table.width() == width


def test_a_form_that_the_clock_has_overtaken_is_read_again_when_it_is_seen(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    desktop = beginning(start, tmp_path, clock, begun=True)
    work_ahead(qtbot, desktop)
    page: Any = desktop.window.findChild(DailyPage)
    view = page.view("today")
    assert view.sheet.count(Standing.LATE) == 0
    clock.set(clock.now().replace(hour=23))
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    assert view.sheet.count(Standing.LATE) > 0


def test_what_cannot_be_read_ahead_is_told_when_the_page_is_opened(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    desktop = beginning(start, tmp_path, clock, begun=True)
    daily = desktop.app.services.daily
    sheet = daily.sheet

    def refuse(*_given: Any) -> Any:
        raise UserError(Text("The form cannot be read"))

    assert desktop.window.pages is not None
    desktop.window.pages.prepare("daily")
    page: Any = desktop.window.findChild(DailyPage)
    daily.sheet = refuse  # type: ignore[method-assign]
    desktop.window.pages.read_ahead("daily")
    settle(qtbot, desktop)
    assert desktop.window.messages.isHidden() and page.view("today").main_look.stale
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    veil = page.findChild(Veil)
    assert veil is not None and veil.isVisible()
    daily.sheet = sheet  # type: ignore[method-assign]
    page.refresh()
    settle(qtbot, desktop)
    assert page.view("today").sheet is not None and veil.isHidden()


def test_the_first_click_imports_nothing_and_qt_was_imported_on_the_windows_thread(tmp_path: Path) -> None:
    from shopdesk.bootstrap import open_app

    folder = tmp_path / "data"
    app = open_app(folder, "en")
    app.services.stores.create("Lamp House")
    app.close()
    settings = Settings(folder / "settings.json")
    settings.set(CURRENT_PAGE, "setup")
    settings.set(ONBOARDED, True)
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", AHEAD, str(folder)], cwd=root, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.stdout.splitlines() == ["[]", "False", "[]"], done.stdout + done.stderr


def test_data_that_were_closed_meanwhile_end_it(qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock) -> None:
    """A full disk or a restore opens the data anew while the timer of the first opening still runs."""
    desktop = beginning(start, tmp_path, clock, begun=False)
    desktop.app.close_data()
    work_ahead(qtbot, desktop)
    assert "daily" not in vars(desktop.app.open())


def test_nothing_is_done_ahead_while_somebody_waits(
    start: Start, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    """Its pieces would stand before the second answer of the page that is being looked at."""
    desktop = beginning(start, tmp_path, clock, begun=False)
    assert desktop.window.findChild(Ahead) is None
    release = Event()
    desktop.tasks.database(release.wait)
    desktop._work_ahead(quiet=True)
    assert desktop.window.findChild(Ahead) is None
    release.set()
    qtbot.waitUntil(lambda: desktop.window.findChild(Ahead) is not None)

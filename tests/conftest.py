"""What the tests share: a data folder of their own, a clock that stands, one store, and the files to compare with."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and os.name == "posix":
    # Qt's own screen without a display has 800 x 800 pixels, on which the window would be smaller than anywhere else.
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"

# The same files are written and synced as on a disk, but nobody waits for one, eight times in each test that has a data
# file. PYTEST_DEBUG_TEMPROOT names another folder.
if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.stores import Store
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.context import ServiceContext
from tests import compiled, engines, examples, ordering, qt_imports, torn_rows
from tests.gui import sample_store

compiled.share()
ordering.watch()
qt_imports.watch()
torn_rows.watch()

if settings.get_current_profile_name() == "default":
    # On a machine with much to do any example may take long: that is no fault, and `make bench` measures speed.
    settings.register_profile("tests", deadline=None)
    settings.load_profile("tests")

# What tests the server itself has nothing to test without one.
collect_ignore = [] if engines.ON_POSTGRES else ["postgres"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
MONDAY = engines.MONDAY


class _FailuresAtOnce:
    """Says what failed when it fails: the closing words of a run that never ends are read by nobody."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            said = report.longreprtext[-200:] if crash is None else crash.message
            self._terminal.write_line(f"\n{report.nodeid} failed: {said.strip().splitlines()[0]}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_FailuresAtOnce(terminal))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server what tests the nature of a data file is no test. Files that take long come first, quick ones last.

    A worker takes whole files. One that began with the longest as the last would work on alone while the others rest.
    """
    if engines.ON_POSTGRES:
        left_out = set(engines.of_sqlite())
        items[:] = [item for item in items if not left_out & engines.names_of(item.nodeid)]
    examples.draw_a_share(items)
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    usual = float(config.getini("timeout"))
    by_length = sorted(
        files, key=lambda file: (not _takes_long(file, files[file], usual), _QUICK in file.parents, -len(files[file]))
    )
    items[:] = [item for file in by_length for item in files[file]]


def _takes_long(file: Path, tests: list[pytest.Item], usual: float) -> bool:
    """Whether a test of it walks over the whole window or says that it needs more than the usual time."""
    marks = [mark for test in tests if (mark := test.get_closest_marker("timeout")) is not None]
    return file.parent in _WALKS or any(not 0 < mark.args[0] <= usual for mark in marks)


@pytest.fixture(autouse=engines.ON_POSTGRES)
def _records_on_a_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every data folder of the test has its records in a database, which is cleared for the next test."""
    monkeypatch.setattr("shopdesk.storage.places.place_of", engines.place_of)
    yield
    engines.server().take_back()


_QUICK = Path(__file__).parent / "unit"
"""What opens no data file is done within seconds, however many tests a file has: the last to be shared out."""
_WALKS = (Path(__file__).parent / "gui", Path(__file__).parent / "faults")
_TESTS_BETWEEN = 200
_DONE = pytest.StashKey[int]()


@pytest.fixture(autouse=True, scope="session")
def _garbage_stays_until_it_is_collected() -> Iterator[None]:
    """As in the program: Python by itself would collect on any thread, and a worker would destroy a closed window."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def _samples_are_shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    sample_store.home[:] = [own.parent if "PYTEST_XDIST_WORKER" in os.environ else own]


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if core := sys.modules.get("PySide6.QtCore"):
        # What was closed is deleted in the next event loop, by when the next test has dressed all of it once more.
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    done = request.session.stash.get(_DONE, 0) + 1
    request.session.stash[_DONE] = done
    gc.collect(1 if done % _TESTS_BETWEEN else 2)


@pytest.fixture(autouse=True)
def _no_key_is_held_on() -> Iterator[None]:
    """Qt keeps Shift and Ctrl of the last event, and a row chosen by the next test would be added to what is chosen."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets and isinstance(widgets.QApplication.instance(), widgets.QApplication):
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if widgets.QApplication.keyboardModifiers():
            QTest.keyRelease(widgets.QWidget(), Qt.Key.Key_Shift)


@pytest.fixture(autouse=True)
def _qt_is_imported_on_this_thread() -> Iterator[None]:
    qt_imports.astray.clear()
    yield
    assert qt_imports.astray == []


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def en() -> None:
    """The source language."""


@pytest.fixture
def zh(_english: None) -> None:
    """Chinese for this test."""
    i18n.set_language("zh_CN")


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed a hundred times as fast, where a test is not about the hash: one costs 0.2 s on purpose."""
    import argon2

    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", quick)


@pytest.fixture
def clock() -> FixedClock:
    """Monday 2026-03-16, nine o'clock, until it is set."""
    return FixedClock(MONDAY)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file without a store, as a first start makes it; making its tables takes 20 times as long as copying."""
    if engines.ON_POSTGRES:
        return engines.BLANK
    made = open_app(tmp_path_factory.mktemp("blank"), "en", clock=FixedClock(MONDAY))
    made.close()
    return made.paths.database


@pytest.fixture(scope="session")
def one_store(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with the store of the fixture ``store``, made the day before."""
    if engines.ON_POSTGRES:
        return engines.ONE_STORE
    file = Path(shutil.copy(blank, tmp_path_factory.mktemp("one-store")))
    made = open_app(file.parent, "en", clock=FixedClock(MONDAY - timedelta(days=1)))
    made.services.stores.create(engines.STORE, opened_on=date(2025, 1, 1))
    made.close()
    return file


@pytest.fixture
def first_file(request: pytest.FixtureRequest) -> Path:
    """The data file that a test begins with: one with a store where it asks for a store."""
    found: Path = request.getfixturevalue("one_store" if "store" in request.fixturenames else "blank")
    return found


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock, first_file: Path) -> Iterator[App]:
    """An open data folder, without a store unless the test asks for one."""
    opened = engines.opened(tmp_path / "data", first_file, clock)
    yield opened
    opened.close()


@pytest.fixture
def ctx(app: App) -> ServiceContext:
    """The surroundings of a service on that folder."""
    return app.services.ctx


@pytest.fixture
def store(app: App) -> Store:
    """A Tmall flagship store in that folder, open for more than a year and in the program since yesterday."""
    (made,) = app.services.stores.all()
    return made


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real exports and reference tables beside the checkout."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the folder with real exports and reference tables is not beside this checkout")
    return folder

"""A screen reader in a process of its own walks every page of the running program and answers checks with it.

The program runs under Xvfb with a bus of its own; the reader is the system's Python with pyatspi. Where a system lacks
one of these, the test is skipped and says so; tools/apt-packages.txt has them as the group ``reader``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from shopdesk import bootstrap
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.navigation import PAGES
from shopdesk.infra import i18n
from shopdesk.infra.clock import SystemClock
from tests.gui.reader_rules import faults

CLIENT = Path(__file__).with_name("reader_client.py")
SYSTEM_PYTHON = "/usr/bin/python3"
_NEEDED = ("Xvfb", "dbus-daemon")
_PATIENCE = 20
"""Seconds until a page has its answers, on a busy machine."""


def _lacking() -> str:
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} is not installed"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "pyatspi is not installed"


class Reader:
    """The other process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _ask(self, **order: str) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the reader has ended"
        return json.loads(answer)

    def walk(self) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = self._ask(do="walk")
        return nodes

    def press(self, kind: str, name: str, act: str = "Press") -> None:
        assert self._ask(do="press", kind=kind, name=name, act=act), f"no {kind} “{name}” offers {act}"

    def wait(self, kind: str, name: str, **wanted: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._ask(do="wait", kind=kind, name=name, wanted=json.dumps(wanted))
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is open today."""
    lacking = _lacking()
    if lacking:
        pytest.skip(lacking)
    made = tmp_path_factory.mktemp("reader") / "data"
    app = bootstrap.prepare(made, "en", clock=SystemClock())
    app.open().demo.create(seed=1)
    app.close()
    i18n.set_language("en")
    return made


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    """The program on a screen that nobody sees, and a reader of it."""
    with ExitStack() as ending:

        def begin(command: list[str], surroundings: dict[str, str], **more: Any) -> subprocess.Popen[str]:
            made = ending.enter_context(subprocess.Popen(command, env=surroundings, text=True, **more))
            ending.callback(made.terminate)
            return made

        here = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        screen = begin(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            here,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert screen.stdout is not None
        bus = begin(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            here,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert bus.stdout is not None
        here |= {
            "DISPLAY": f":{screen.stdout.readline().strip()}",
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
        }
        begin([sys.executable, "-m", "shopdesk", "--data-dir", str(folder)], here, stderr=subprocess.DEVNULL)
        client = begin([SYSTEM_PYTHON, str(CLIENT), "shopdesk"], here, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        made = Reader(client)
        assert made.wait("radio", str(PAGES[0].title.template), enabled=True)
        yield made


@pytest.mark.timeout(300)
def test_every_page_from_outside(reader: Reader) -> None:
    wrong: dict[str, str] = {}
    seen = views = 0
    for entry in PAGES:
        title = entry.title.template
        reader.press("radio", title)
        assert reader.wait("radio", title, checked=True)
        tabs = [node["name"] for node in reader.walk() if node["kind"] == "tab"] or [""]
        for tab in tabs:
            if tab:
                reader.press("tab", tab)
            nodes, until = reader.walk(), monotonic() + _PATIENCE
            while any(faults(nodes).values()) and monotonic() < until:
                nodes = reader.walk()  # a chart has no points to walk before the page has its answers
            seen, views = seen + len(nodes), views + 1
            for rule, places in faults(nodes).items():
                for place in places:
                    wrong.setdefault(f"{rule}: {place}", f"{title} / {tab}")
    assert views >= 18 and seen > 2_000
    assert not wrong, "\n".join(f"{view}: {line}" for line, view in wrong.items())


@pytest.mark.timeout(200)
def test_one_of_several_is_read_as_such_on_a_page_that_came_later(reader: Reader) -> None:
    """The button was asked for before it stood with the others, and was called a box to tick."""
    reader.press("radio", "KPIs")
    reader.wait("radio", "KPIs", checked=True)
    for step in ("Week", "Day"):
        reader.press("radio", step)
        assert reader.wait("radio", step, checked=True)


@pytest.mark.timeout(200)
def test_a_morning_by_a_reader(reader: Reader, folder: Path) -> None:
    reader.press("radio", "Daily ops")
    reader.press("tab", "Today")
    reader.wait("list", "Today's check items")
    lines = [node for node in reader.walk() if node["kind"] == "row" and "Pass" in node["actions"]]
    open_ones = [node["name"] for node in lines if " Pass" not in node["name"] and "✓" not in node["name"]][:3]
    assert open_ones
    for place, name in enumerate(open_ones):
        start = name.split(",")[0] + ","
        reader.press("row", start, "n/a")
        if not place:
            reader.wait("button", "Without a name")  # the first answer of the day asks who checks
            reader.press("button", "Without a name")
        reader.wait("row", start, says="n/a")
    app = bootstrap.prepare(folder, "en", clock=SystemClock())
    try:
        services = app.open()
        store = services.stores.all()[0].id or 0
        sheets = services.daily.sheet(store, app.clock.today())
        answered = [line for line in sheets.lines if line.answer is not None and not line.answer.auto]
        assert sum(line.answer.result is Result.NOT_APPLICABLE for line in answered if line.answer) >= len(open_ones)
    finally:
        app.close()
        i18n.set_language("en")

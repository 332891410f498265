"""A screen reader in a process of its own walks every page of the running program and answers checks with it.

The program runs under Xvfb with a bus of its own; the reader is the system's Python with pyatspi. Where a system lacks
one of these, the test is skipped and says so; tools/apt-packages.txt has them as the group ``reader``.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk import bootstrap
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.navigation import PAGES
from shopdesk.infra import i18n
from shopdesk.infra.clock import SystemClock
from tests.gui.reader_counts import HERE, SYSTEM_PYTHON, Reader, Walk, program

_NEEDED = ("Xvfb", "dbus-daemon")


def _lacking() -> str:
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} is not installed"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "pyatspi is not installed"


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
    with program(folder, HERE) as made:
        made.wait("radio", str(PAGES[0].title.template), enabled=True)
        yield made


@pytest.mark.timeout(300)
def test_every_page_from_outside(reader: Reader) -> None:
    counts = Walk(reader).everywhere()
    wrong = [
        f"{view}: {rule}: {place}"
        for view, found in counts.wrong.items()
        for rule, places in found.items()
        for place in places
    ]
    assert not wrong, "\n".join(wrong)
    assert len(counts.things) >= 30 and sum(counts.things.values()) > 2_000


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

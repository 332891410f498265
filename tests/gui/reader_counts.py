"""Counts over the whole program what is nameless, actionless or out of reach for a screen reader.

``python -m tests.gui.reader_counts [TREE [DATA]]`` starts the program of a source tree (this one, or another
checkout) on its sample store or a copy of the data folder DATA, walks every page and part from a process of its own
under Xvfb and prints a line for each. It needs what tools/apt-packages.txt has as the group ``reader``.
``python -m tests.gui.reader_counts --inside TREE DATA`` reads the widgets of every page, part and dialog in the
program's own process instead, and makes its sample store in DATA where there is none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.gui.reader_rules import faults

CLIENT = Path(__file__).with_name("reader_client.py")
HERE = CLIENT.parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
PAGES = ("Setup", "People", "Promotions", "Daily ops", "KPIs")
_PATIENCE, _STAYS = 60, 5
"""Seconds until a page has its answers, and until the program stands, on a busy machine; what is wrong so often in a
row stays wrong."""


class Reader:
    """The other process, which reads as a screen reader does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """``process`` runs reader_client.py."""
        self._process = process

    def _ask(self, **order: str) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the reader has ended"
        return json.loads(answer)

    def walk(self) -> list[dict[str, Any]]:
        """All that is shown."""
        nodes: list[dict[str, Any]] = self._ask(do="walk")
        return nodes

    def press(self, kind: str, name: str, act: str = "Press") -> None:
        """Do what a thing offers; the first one of that kind whose name begins so."""
        assert self.pressed(kind, name, act), f"no {kind} “{name}” offers {act}"

    def pressed(self, kind: str, name: str, act: str = "Press") -> bool:
        """The same, where it may not be there."""
        return bool(self._ask(do="press", kind=kind, name=name, act=act))

    def wait(self, kind: str, name: str, **wanted: Any) -> dict[str, Any]:
        """The thing, once it is so."""
        found: dict[str, Any] = self._ask(do="wait", kind=kind, name=name, wanted=json.dumps(wanted))
        return found


@contextmanager
def program(folder: Path, tree: Path, python: str = sys.executable) -> Iterator[Reader]:
    """The program of a source tree on a screen that nobody sees, and a reader of it."""
    with ExitStack() as ending:

        def begin(command: list[str], surroundings: dict[str, str], **more: Any) -> subprocess.Popen[str]:
            made = ending.enter_context(subprocess.Popen(command, env=surroundings, text=True, **more))
            ending.callback(made.terminate)
            return made

        here = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        quiet: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        screen = begin(["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], here, **quiet)
        bus = begin(["dbus-daemon", "--session", "--nofork", "--print-address=1"], here, **quiet)
        assert screen.stdout is not None and bus.stdout is not None
        here |= {
            "DISPLAY": f":{screen.stdout.readline().strip()}",
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(tree),
        }
        command = [python, "-m", "shopdesk", "--data-dir", str(folder), "--lang", "en"]
        begin(command, here, stderr=subprocess.DEVNULL, cwd=tree)
        client = begin([SYSTEM_PYTHON, str(CLIENT), "shopdesk"], here, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        yield Reader(client)


@dataclass
class Counts:
    """What a walk found: by view or dialog how many things there are, and what is wrong about which."""

    things: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def note(self, place: str, nodes: list[dict[str, Any]]) -> None:
        """Count a view or dialog."""
        self.things[place], self.wrong[place] = len(nodes), faults(nodes)
        print(place, len(nodes), {rule: len(found) for rule, found in self.wrong[place].items()}, file=sys.stderr)


class Walk:
    """Goes through all pages and parts."""

    def __init__(self, reader: Reader) -> None:
        """Nothing is counted yet."""
        self.reader, self.counts = reader, Counts()

    def everywhere(self) -> Counts:
        """Every page and each of its parts."""
        for title in PAGES:
            self._choose(title)
            tabs = [node["name"] for node in self.reader.walk() if node["kind"] == "tab"]
            for tab in tabs or [""]:
                if tab:
                    self.reader.press("tab", tab)
                self.counts.note(f"{title} / {tab}" if tab else title, self._settled())
        return self.counts

    def _choose(self, title: str) -> None:
        until = monotonic() + 3 * _PATIENCE
        while monotonic() < until:
            for kind in ("radio", "tick", "button"):  # the rail was of buttons once
                if self.reader.pressed(kind, title):
                    return
        raise AssertionError(f"no page “{title}” is offered")

    def _settled(self) -> list[dict[str, Any]]:
        """What is there once it stays; a chart has no points to walk before the page has its answers."""
        nodes, same, until = self.reader.walk(), 0, monotonic() + _PATIENCE
        while same < _STAYS and monotonic() < until:
            before, nodes = nodes, self.reader.walk()
            same = same + 1 if len(nodes) == len(before) and faults(nodes) == faults(before) else 0
            if same and not any(faults(nodes).values()):
                break
        return nodes


RULES = ("nameless", "actionless", "unreachable")


def inside(tree: Path, folder: Path) -> Counts:
    """The widgets of every page and part, and of every dialog that buttons with an ellipsis, rows and menus open.

    They are read in the program's process, without a screen or a bus. Where ``folder`` is empty, the program makes its
    sample store there. Dialogs that nothing of the kind opens have ways in other_dialogs.py, which know this tree only.
    """
    here = sys.path[0]
    sys.path[0] = str(tree)
    import shopdesk.gui.desktop  # the program of that tree, the walk of this one

    sys.path[0] = here
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

    from shopdesk import bootstrap
    from shopdesk.gui.theme import base_font
    from shopdesk.infra.clock import SystemClock
    from tests.gui.dialog_walk import DialogWalk
    from tests.gui.heard import found_in
    from tests.gui.walk import views

    QFileDialog.getSaveFileName = staticmethod(lambda *_args, **_more: ("", ""))
    QFileDialog.getOpenFileName = staticmethod(lambda *_args, **_more: ("", ""))
    QFileDialog.getOpenFileNames = staticmethod(lambda *_args, **_more: ([], ""))
    application = QApplication([])
    application.setFont(base_font())
    app = bootstrap.prepare(folder, "en", clock=SystemClock())
    if not app.open().stores.all():
        app.services.demo.create(seed=1)
    desktop = shopdesk.gui.desktop.Desktop(application, app)
    desktop.window.show()
    desktop.open_data()
    counts = Counts()

    def wait() -> None:
        quiet = 0
        while quiet < 4:
            QTest.qWait(2)
            quiet = quiet + 1 if desktop.tasks.idle() and desktop.window.pages is not None else 0

    def look(how: str, dialog: QDialog) -> None:
        counts.note(f"{type(dialog).__name__} ({how})", list(found_in(dialog)))

    wait()
    for view in views(desktop, wait):
        counts.note(view, list(found_in(desktop.window)))
    walk = DialogWalk(desktop, wait, look)
    walk.everywhere()
    if tree == HERE:
        from tests.gui.other_dialogs import OtherDialogs

        for kind, way in OtherDialogs(desktop, wait, folder).ways.items():
            walk.open(kind, way)
    return counts


def print_table(counts: Counts, called: str) -> None:
    """A line for each place, then the sums, then what is wrong where."""
    print(f"{'things':>7} {'nameless':>8} {'actionless':>10} {'unreachable':>11}  {called}")
    for place, things in counts.things.items():
        wrong = [len(counts.wrong[place][rule]) for rule in RULES]
        print(f"{things:7} {wrong[0]:8} {wrong[1]:10} {wrong[2]:11}  {place}")
    sums = [sum(len(one[rule]) for one in counts.wrong.values()) for rule in RULES]
    together = sum(counts.things.values())
    print(f"{together:7} {sums[0]:8} {sums[1]:10} {sums[2]:11}  {len(counts.things)} {called} together")
    for place, found in counts.wrong.items():
        for rule, lines in found.items():
            for line in lines:
                print(f"  {place}: {rule}: {line}")


def main(tree: Path, data: Path | None = None) -> None:
    """Print the table of a copy of ``data``, or of a sample store made by the program of the tree."""
    python = str(tree / ".venv" / "bin" / "python")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "data"
        surroundings = {**os.environ, "PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}
        if data is not None:
            shutil.copytree(data, folder)
        else:
            command = [python, "-m", "shopdesk", "--data-dir", str(folder), "--lang", "en", "demo"]
            subprocess.run(command, env=surroundings, cwd=tree, check=True, stdout=subprocess.DEVNULL)
        with program(folder, tree, python) as reader:
            print_table(Walk(reader).everywhere(), "pages and parts")
            sys.stdout.flush()


if __name__ == "__main__":
    asked = [Path(one).resolve() for one in sys.argv[1:] if not one.startswith("--")]
    if "--inside" in sys.argv:
        print_table(inside(*asked), "pages, parts and dialogs")
        sys.stdout.flush()
        os._exit(0)
    main(*(asked or [HERE]))

"""Counts over the whole program what is nameless, actionless or out of reach for a screen reader.

``python -m tests.gui.reader_counts TREE DATA`` reads the widgets of every page, part and dialog of the program of a
source tree (this one, or another checkout) in its own process and prints a line for each. Without data in the folder
DATA the program makes its sample store there. Lists and tables are read from outside (test_reader_from_outside.py).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.gui.reader_rules import faults

HERE = Path(__file__).resolve().parents[2]


@dataclass
class Counts:
    """What a walk found: by view or dialog how many things there are, and what is wrong about which."""

    things: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def note(self, place: str, nodes: list[dict[str, Any]]) -> None:
        """Count a view or dialog."""
        self.things[place], self.wrong[place] = len(nodes), faults(nodes)
        print(place, len(nodes), {rule: len(found) for rule, found in self.wrong[place].items()}, file=sys.stderr)


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


if __name__ == "__main__":
    print_table(inside(*(Path(one).resolve() for one in sys.argv[1:])), "pages, parts and dialogs")
    sys.stdout.flush()
    os._exit(0)

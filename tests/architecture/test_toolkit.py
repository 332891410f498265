"""What Qt for Python does otherwise than one expects.

The pinned one does not lose references: PySide6 6.12.0 aborts Python 3.11 after some 5,000 calls without a result.
And a signal whose argument has a default, as ``clicked`` and ``triggered`` have, hands a ``partial`` nothing.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import modules, nodes

HAND_NOTHING = ("clicked", "triggered")

CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(10_000):
    label.setText("figure")
print("alive")
"""


def test_ten_thousand_calls_do_not_end_the_program():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "alive", done.stderr


def wanting(file: Path) -> list[str]:
    """The partials of a file that such a signal calls with less than they need."""
    needed = {
        one.name: len(one.args.args)
        - len(one.args.defaults)
        - (one.args.args[:1] != [] and one.args.args[0].arg == "self")
        for one in nodes(file, ast.FunctionDef)
    }
    found = []
    for call in nodes(file, ast.Call):
        match call:
            case ast.Call(
                func=ast.Attribute(attr="connect", value=ast.Attribute(attr=signal)),
                args=[
                    ast.Call(func=ast.Name(id="partial"), args=[ast.Attribute(attr=name) | ast.Name(id=name), *given])
                ],
            ) if signal in HAND_NOTHING and needed.get(name, 0) > len(given):
                found.append(f"{file.name}:{call.lineno} {name}")
    return found


def test_no_partial_waits_for_what_a_click_does_not_hand_on(tmp_path: Path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "class Tab:\n"
        "    def build(self, box):\n"
        "        box.clicked.connect(partial(self.ticked, 3))\n"
        "        box.clicked.connect(partial(self.opened, 3))\n"
        "    def ticked(self, number, on): ...\n"
        "    def opened(self, number, on=True): ...\n",
        encoding="utf-8",
    )
    assert [one.rpartition(" ")[2] for one in wanting(wrong)] == ["ticked"]
    assert [one for file in modules("shopdesk") for one in wanting(file)] == []

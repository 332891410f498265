"""A page's modules in the order in which the window takes them in one by one, asked in a fresh process."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk.gui.ahead_modules import is_windows
from shopdesk.gui.navigation import PAGES

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import json, sys, threading
from importlib import import_module
import PySide6.QtWidgets, shopdesk.gui.navigation
from shopdesk.gui.ahead_modules import bring, is_windows
orders = []
worker = threading.Thread(target=lambda: orders.append(bring(sys.argv[1])))
there = set(sys.modules)
worker.start()
worker.join()
steps = [["", sorted(name for name in set(sys.modules) - there if is_windows(name))]]
for module in orders[0]:
    there = set(sys.modules)
    import_module(module)
    steps.append([module, sorted(name for name in set(sys.modules) - there if name.startswith("shopdesk"))])
print(json.dumps([steps, sys.argv[1] in sys.modules]))
"""


def is_package(module: str) -> bool:
    return ROOT.joinpath(*module.split(".")).is_dir()


@pytest.mark.parametrize("module", [entry.module for entry in PAGES])
def test_the_worker_takes_in_nothing_of_the_windows_and_the_window_one_module_at_a_time(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, module], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    (worker, *steps), there = json.loads(done.stdout or "[[null], null]")
    assert there, done.stderr
    assert [name for name in worker[1] if not is_package(name)] == []
    assert len(steps) > 1
    for one, came in steps:
        assert is_windows(one)
        assert [name for name in came if not is_package(name)] in ([one], []), "it took others along"


def test_a_package_of_the_windows_has_nothing_in_it_but_a_sentence() -> None:
    # A worker that looks for a module imports the packages that it lies in.
    packages = sorted((ROOT / "shopdesk" / "gui").rglob("__init__.py"))
    assert len(packages) > 10
    for file in packages:
        body = ast.parse(file.read_text(encoding="utf-8")).body
        assert len(body) == 1 and isinstance(body[0], ast.Expr), file

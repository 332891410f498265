"""The program is killed in the middle of long work: afterwards the data are before or after it, never between."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shopdesk.bootstrap import open_app
from tests.import_files import SHORT, short_row, write_csv

ROUNDS = int(os.environ.get("SHOPDESK_KILLS", "2"))


def killed_after(seconds: float, folder: Path, *words: str) -> bool:
    """Run a command and kill it after a while; whether it was still running."""
    command = [sys.executable, "-m", "shopdesk", "--data-dir", str(folder), "--lang", "en", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def took(folder: Path, *words: str) -> float:
    """How long a command takes when nobody kills it."""
    start = time.monotonic()
    killed_after(300, folder, *words)
    return time.monotonic() - start


@pytest.mark.timeout(120 + 60 * ROUNDS)
def test_a_killed_demo_leaves_no_half_store(tmp_path: Path) -> None:
    whole = took(tmp_path / "whole", "demo")
    draw = random.Random(20_261_128)
    killed = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        killed += killed_after(whole * draw.uniform(0.2, 0.95), folder, "demo")
        app = open_app(folder, "en")
        left = app.services.stores.all()
        for store in left:
            # The last thing that the demo makes; whoever has it has everything.
            assert app.services.lookback.years(store.id or 0)
        assert not app.services.stores.half_made()
        assert not list(folder.rglob(".shopdesk-*"))
        assert app.damaged_tables() == ()
        app.close()
    assert killed, "every round was over before it was killed, so nothing was tried"


@pytest.mark.timeout(120 + 60 * ROUNDS)
def test_a_killed_first_import_leaves_all_of_it_or_no_store(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [SHORT, *(short_row(number) for number in range(30_000))])
    whole = took(tmp_path / "whole", "import", str(file))
    draw = random.Random(20_261_128)
    killed = 0
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        killed += killed_after(whole * draw.uniform(0.3, 0.95), folder, "import", str(file))
        app = open_app(folder, "en")
        orders = [app.services.imports.list(store.id) for store in app.services.stores.all()]
        assert orders in ([], [orders[0]] if orders else [])
        for runs in orders:
            assert [run.new for run in runs] == [30_000]
        app.close()
    assert killed, "every round was over before it was killed, so nothing was tried"


def test_a_first_import_that_fails_leaves_no_store(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(b"")
    assert not killed_after(60, tmp_path / "data", "import", str(file))
    app = open_app(tmp_path / "data", "en")
    assert app.services.stores.all() == []
    app.close()


def test_two_first_imports_into_an_empty_folder_both_end_well(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(number) for number in range(300))])
    second = write_csv(tmp_path / "b.csv", [SHORT, *(short_row(number) for number in range(300, 600))])
    words = [sys.executable, "-m", "shopdesk", "--data-dir", str(tmp_path / "data"), "--lang", "en", "import"]
    both = [
        subprocess.Popen([*words, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for file in (first, second)
    ]
    said = [one.communicate()[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    app = open_app(tmp_path / "data", "en")
    (store,) = app.services.stores.all()
    assert sorted(run.new for run in app.services.imports.list(store.id)) == [300, 300]
    app.close()

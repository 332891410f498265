"""The disk fails at each write, sync, rename and open of what users do: the data are before or after, never between.

Afterwards the next start works, nothing half-written lies about, and the sentence is about what happened: a full disk
is never called damage. What is tried is in ``works.py``, what goes wrong in ``disk.py``, what is looked at in
``sweep.py``; that nothing hangs is seen by ``watched.py``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.faults import watched
from tests.faults.disk import built
from tests.faults.works import WORKS

# How many calls, drawn by chance, fail of each work under the trouble whose turn it is; ``all``: every call, every
# trouble.
POINTS = os.environ.get("SHOPDESK_FAULTS", "1")
SEED = os.environ.get("SHOPDESK_FAULT_SEED", "20261128")
TOGETHER = {name: [name] for name in WORKS} if POINTS == "all" else {"a few": list(WORKS)}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the failing disk is made for Linux")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("disk"))


@pytest.mark.timeout(0)  # by the clock; it is watched for hanging
@pytest.mark.parametrize("works", TOGETHER.values(), ids=TOGETHER)
def test_whatever_the_disk_refuses_the_data_are_before_or_after(disk: Path, tmp_path: Path, works: list[str]) -> None:
    environment = {**os.environ, "LD_PRELOAD": str(disk)}
    words = [sys.executable, "-m", "tests.faults.sweep", str(tmp_path), POINTS, SEED, *works]
    done = watched.run(words, watched.Watch(), tmp_path / "step", cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    wrong = {f"{name} {number}": said for name, one in found.items() for number, said in one["wrong"].items()}
    assert not wrong
    for name, one in found.items():
        print(f"{name}: {one['tried']} of {one['calls']} calls")
    # Every work changes files; a library that was not in place would meet none.
    assert {name.partition(":")[0] for name, one in found.items() if one["tried"]} >= set(works) - {"edit"}

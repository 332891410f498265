"""What hangs is ended, whether it works or waits and in whichever child; what a busy machine makes slow is not."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.watched import HungError, Look, Watch, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is told from /proc")

CHILD = "import os, subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', sys.argv[2]])\n"
CHILD += "open(sys.argv[1], 'w').write(str(child.pid))\nchild.wait()"
BUSY, WAITING = "while True: pass", "import threading; threading.Event().wait()"


def ran(code: str, progress: Path, *words: str, most: float = 0.4, asleep: int = 2) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, str(progress), *words]
    return run(command, Watch(most, asleep), progress, cwd=progress.parent, env=os.environ)


@pytest.mark.parametrize(("code", "why"), [(BUSY, "s of processor time before"), (WAITING, "waits for ever before")])
def test_what_comes_no_further_is_ended_with_its_reason(tmp_path: Path, code: str, why: str) -> None:
    with pytest.raises(HungError, match=why):
        ran(code, tmp_path / "step")


@pytest.mark.parametrize(("code", "why"), [(BUSY, "processor time after"), (WAITING, "waits for ever after")])
def test_a_child_that_hangs_is_ended_too(tmp_path: Path, code: str, why: str) -> None:
    with pytest.raises(HungError, match=why):
        ran(CHILD, tmp_path / "step", code)
    with contextlib.suppress(ProcessLookupError):  # it is no longer there at all
        child = os.pidfd_open(int((tmp_path / "step").read_text()))
        assert select.select([child], [], [], 10)[0], "it ends, as soon as it gets its turn to"
        os.close(child)


def test_whatever_comes_further_may_take_as_long_as_it_likes(tmp_path: Path) -> None:
    steps = "import sys, time\nfor step in range(6):\n    open(sys.argv[1], 'w').write(str(step))\n"
    steps += "    end = time.process_time() + 0.3\n    while time.process_time() < end: pass\nprint('whole')"
    done = ran(steps, tmp_path / "step", most=1.0)
    assert (done.returncode, done.stdout) == (0, "whole\n")


def test_what_it_wrote_and_how_it_ended_are_told(tmp_path: Path) -> None:
    done = ran("import sys; print('so far'); sys.exit('a fault')", tmp_path / "step")
    assert (done.returncode, done.stdout, done.stderr) == (1, "so far\n", "a fault\n")


def test_it_is_killed_after_so_much_of_its_own_processor_time(tmp_path: Path) -> None:
    counts = "import time\nwhile time.process_time() < 5: print(time.process_time(), flush=True)"
    words = [sys.executable, "-c", counts]
    done = run(words, Watch(), cwd=tmp_path, env=os.environ, ends_after=0.3)
    assert done.returncode == -signal.SIGPROF
    assert 0.2 < float(done.stdout.split()[-2]) < 0.5


def test_a_process_that_gets_no_turn_does_not_hang() -> None:
    watch = Watch(most=60, asleep=60)
    assert {watch.hangs(Look(3.0, awake=True, step="full 7")) for _ in range(10_000)} == {None}


def test_each_sign_of_life_begins_the_wait_anew() -> None:
    watch = Watch(most=60, asleep=3)
    for seconds in range(20):
        still = [watch.hangs(Look(float(seconds), awake=False, step="full 7")) for _ in range(3)]
        assert still == [None] * 3
    assert watch.hangs(Look(19.0, awake=False, step="full 7")) == "waits for ever after full 7"


def test_processor_time_counts_from_the_last_step() -> None:
    watch = Watch(most=60, asleep=60)
    for number in range(5):
        assert watch.hangs(Look(59.0 * number, awake=True, step=f"full {number}")) is None
        assert watch.hangs(Look(59.0 * number + 60, awake=True, step=f"full {number}")) is None
    assert watch.hangs(Look(59.0 * 4 + 61, awake=True, step="full 4")) == "61 s of processor time after full 4"

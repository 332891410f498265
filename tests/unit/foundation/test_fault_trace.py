"""What a process leaves behind that ends at once, and that it is asked about once only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PROCESS = """
import faulthandler, os, sys
from pathlib import Path
from shopdesk.infra.fault_trace import FaultTrace
trace = FaultTrace(Path(sys.argv[1]))
print(trace.start())
if sys.argv[2] == "fault":
    faulthandler._sigsegv()
if sys.argv[2] == "killed":
    os._exit(9)
trace.stop()
"""


def start(folder: Path, how: str) -> str:
    command = [sys.executable, "-c", PROCESS, str(folder), how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip()


def test_a_fault_is_told_at_the_next_start_and_only_there(tmp_path: Path) -> None:
    assert start(tmp_path, "in order") == ""
    assert list(tmp_path.iterdir()) == []
    start(tmp_path, "fault")
    assert f"{(tmp_path / 'fault.txt').stat().st_mode & 0o777:o}" == "600"
    told = start(tmp_path, "in order")
    assert "Segmentation fault" in told and "most recent call first" in told
    assert start(tmp_path, "in order") == ""
    assert [file.name for file in tmp_path.iterdir()] == ["fault-before.txt"]


@pytest.mark.parametrize("how", ["killed", "in order"])
def test_what_no_fault_ended_tells_nothing(tmp_path: Path, how: str) -> None:
    start(tmp_path, how)
    assert start(tmp_path, "in order") == ""


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path: Path) -> None:
    assert start(tmp_path / "gone", "in order") == ""

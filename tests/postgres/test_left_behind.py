"""A run of tests that is killed leaves no server and none of its files behind."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

CODE = """
import sys
from tests import postgres_server
server = postgres_server.start()
print(server.home, server.remover.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "ended"])
def test_the_folder_of_a_server_goes_with_whoever_started_it(killed: bool) -> None:
    run = subprocess.Popen([sys.executable, "-c", CODE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdin is not None and run.stdout is not None
    folder, remover = run.stdout.readline().decode().split()
    assert (Path(folder) / "data").exists()
    watched = os.pidfd_open(int(remover))
    if killed:
        run.kill()
    run.communicate()
    select.select([watched], [], [])
    os.close(watched)
    assert not Path(folder).exists()

"""The programs of the server that ships with the program, called without a window and without a password in sight."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.console import NO_WINDOW
from shopdesk.infra.paths import program_in, server_programs


def program(name: str) -> Path:
    """One of them, or the one that the system has.

    Raises:
        EnvironmentFault: there is none.
    """
    folder = server_programs()
    if folder is not None and (shipped := program_in(folder, name)).is_file():
        return shipped
    found = shutil.which(name)
    if found is None:
        raise EnvironmentFault(Text("The program {name} is missing. Install ShopDesk anew.", name=name))
    return Path(found)


def run(name: str, arguments: Sequence[str | Path], secret: Mapping[str, str] | None = None) -> str:
    """Run one to its end; what it printed. It finds the password where libpq looks, never among the arguments.

    ``secret`` goes into its environment, which nobody else can read.

    Raises:
        EnvironmentFault: it failed, or is not there.
    """
    done = subprocess.run(
        [program(name), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, **(secret or {})},
        creationflags=NO_WINDOW,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or [str(done.returncode)]
        full = "No space left" in done.stderr or "could not extend file" in done.stderr
        raise EnvironmentFault(
            Text("{program} could not do its work: {cause}", program=name, cause=said[0]),
            FileState.FULL if full else FileState.IO_ERROR,
        )
    return done.stdout

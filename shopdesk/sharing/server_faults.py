"""What state the bundled server is in, and each fault of it in words, read off what the server says."""

from __future__ import annotations

import re
from enum import StrEnum

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text


class ServerState(StrEnum):
    """How it stands with the server of this PC."""

    RUNNING = "running"
    STOPPED = "stopped"
    NOT_MADE = "not_made"
    PORT_TAKEN = "port_taken"
    FULL = "full"
    DAMAGED = "damaged"
    OTHER_VERSION = "other_version"
    DENIED = "denied"
    NO_PROGRAMS = "no_programs"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


STATES: dict[ServerState, Text] = {
    ServerState.RUNNING: Text("The shared data are open on this PC."),
    ServerState.STOPPED: Text("The shared data are closed; other PCs cannot reach them until sharing is started."),
    ServerState.NOT_MADE: Text("Nothing is shared from this PC yet."),
    ServerState.PORT_TAKEN: Text(
        "Another program on this PC uses the port of the shared data. Close it, or choose another port."
    ),
    ServerState.FULL: Text("The disk with the shared data is full. Free some space and start sharing again."),
    ServerState.DAMAGED: Text(
        "The shared data on this PC are damaged and were not opened; nothing in them was changed. Restore a backup."
    ),
    ServerState.OTHER_VERSION: Text(
        "The shared data were made by another version of the database program and are left as they are. Open them with "
        "the version of ShopDesk that made them, move them back to one PC, then share them again."
    ),
    ServerState.DENIED: Text(
        "ShopDesk may not read or write the folder of the shared data. Let your own user have it, then try again."
    ),
    ServerState.NO_PROGRAMS: Text(
        "The database program that belongs to ShopDesk is missing or cannot be run. Install ShopDesk again."
    ),
    ServerState.NO_ANSWER: Text(
        "The shared data were not ready in time; the PC may be very busy or repairing them. Wait a minute, then try "
        "again."
    ),
    ServerState.FAILED: Text("The shared data could not be opened. What the database program said is in its log."),
}
"""Each state in words, for whoever shows it."""

_FILE_STATES = {
    ServerState.FULL: FileState.FULL,
    ServerState.DENIED: FileState.DENIED,
    ServerState.DAMAGED: FileState.DAMAGED,
    ServerState.NOT_MADE: FileState.MISSING,
}

# The first that is found counts: a full disk also makes other things fail.
_SIGNS: tuple[tuple[ServerState, str], ...] = (
    (ServerState.FULL, r"No space left on device|Disk quota exceeded|not enough space on the disk"),
    (ServerState.OTHER_VERSION, r"database files are incompatible with server|was initialized by PostgreSQL version"),
    (ServerState.PORT_TAKEN, r"Address already in use|Only one usage of each socket address|could not bind IPv[46]"),
    (ServerState.DENIED, r"Permission denied|Access is denied|has wrong ownership|has invalid permissions"),
    (
        ServerState.DAMAGED,
        r"could not (open|read|access) (file|directory) \"?(global|base|pg_)|could not find the database system"
        r"|could not access status of transaction|database subdirectory .* is missing"
        r"|required .*directory .* does not exist"
        r"|invalid (primary )?checkpoint record|could not locate a valid checkpoint|incorrect checksum in control file"
        r"|invalid page|PANIC:|is not a valid data directory|is not a database cluster directory"
        r"|could not access directory|could not read file",
    ),
    (ServerState.NO_ANSWER, r"server did not start in time|pre-existing shared memory block"),
)


class ServerFault(EnvironmentFault):
    """The server of this PC cannot be used.

    Attributes:
        server: why.
    """

    def __init__(self, server: ServerState) -> None:
        """Say the sentence of a state."""
        super().__init__(STATES[server], _FILE_STATES.get(server))
        self.server = server


def state_said(said: str) -> ServerState:
    """The state that a server or its programs speak of, in English; ``FAILED`` where they say nothing that is known."""
    for state, signs in _SIGNS:
        if re.search(signs, said):
            return state
    return ServerState.FAILED

"""Whether a write arrived whose answer was lost: the line broke, or the server ended, while it was made safe.

Every change set carries a key of its own, made before it is sent. Its number alone would not do: a server that was
killed may give a number again that it gave to a write which was never made safe.
"""

from __future__ import annotations

import secrets
import time
from threading import Event

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError

from shopdesk.domain.errors import FileState
from shopdesk.storage.change_log import KEY
from shopdesk.storage.postgres.faults import state_of
from shopdesk.storage.tables.changes import change_sets

PATIENCE_S = 20.0
"""For so long a server that does not answer is asked again; one that was killed is there again in a few seconds."""
_PAUSE_S = 0.2
_KEY_BYTES = 8


def new_key() -> str:
    """A key that no other write has."""
    return secrets.token_hex(_KEY_BYTES)


def arrived(engine: Engine, number: int, key: str) -> bool | None:
    """Whether the change set is there; ``None`` where the server stays away.

    The lock of writers is taken first: whoever still holds it for the lost transaction has ended it by then, so what is
    not there will not come any more.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with engine.connect().execution_options(writing=True) as connection, connection.begin():
                values = connection.scalar(select(change_sets.c.reason_values).where(change_sets.c.id == number))
                return values is not None and values.get(KEY) == key
        except DatabaseError as error:
            if state_of(error) is not FileState.UNREACHABLE or time.monotonic() > until:
                return None
        Event().wait(_PAUSE_S)

"""An engine that was disposed of keeps nothing: what a thread still held is closed when it comes back.

SQLAlchemy gives a late connection to a pool that nobody has any more. There it would stay open until the memory is
looked through: on a server one of the few places for programs, on Windows a data file that cannot be renamed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.pool import ConnectionPoolEntry


def close_late(engine: Engine) -> None:
    """From its ``dispose()`` on let ``engine`` close every connection that is given back to it."""
    disposed = threading.Event()

    def given_back(_connection: Any, entry: ConnectionPoolEntry) -> None:
        if disposed.is_set():
            entry.close()

    event.listen(engine, "engine_disposed", lambda _engine: disposed.set())
    event.listen(engine, "checkin", given_back)

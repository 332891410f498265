"""Opening a server's database the way every connection here is opened.

A unit of work that reads sees one moment (REPEATABLE READ, READ ONLY). One that writes first takes the lock of writers,
which is held until it ends: as with a data file, one writes at a time, and what it checked still holds when it writes.
So nothing has to be tried once more, and the numbers of change sets stand in the order in which they were committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry

from shopdesk.storage.late_connections import close_late
from shopdesk.storage.places import Line
from shopdesk.storage.postgres import ahead
from shopdesk.storage.postgres.dialect import ShopCursor, WholeNumber

_WAIT_MS = 15_000
"""How long a writer waits for the one before it: as long as at a data file."""
_ANSWER_S = 10
_WRITERS = 7_362_001
"""The number of the lock of writers; it belongs to one database, not to the whole server."""
_IDLE_MS = 300_000
"""How long a program may say nothing in the middle of a transaction: it holds up every writer meanwhile."""
_SETTINGS = (
    f"-c lock_timeout={_WAIT_MS} -c jit=off -c client_min_messages=warning -c standard_conforming_strings=on "
    # A PC that fell asleep or lost its line is found out by the server within half a minute, and its locks with it.
    "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)
_LARGE_IMPORT = "64MB"

registry.register("postgresql.shopdesk", "shopdesk.storage.postgres.dialect", "ShopDialect")


def make_engine(address: str, line: Line | None = None) -> Engine:
    """An engine on ``postgresql://user@host:port/database``.

    Each new connection asks ``line`` for what the address does not say or what has changed since; libpq finds a
    password that nobody says in its file or the environment.
    """
    url = make_url(address).set(drivername="postgresql+shopdesk")
    engine = create_engine(
        url,
        # A failed statement's values are people's names and figures; they have no place in logs and crash reports.
        hide_parameters=True,
        use_native_hstore=False,
        connect_args={
            "cursor_factory": ShopCursor,
            "options": f"{_SETTINGS} -c idle_in_transaction_session_timeout={_IDLE_MS}",
            "connect_timeout": _ANSWER_S,
            "application_name": "shopdesk",
            "keepalives_idle": 20,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
        },
    )
    if line is not None:
        event.listen(engine, "do_connect", lambda _dialect, _record, _args, words: words.update(line()))
    event.listen(engine, "connect", _on_connected)
    event.listen(engine, "begin", _on_begun)
    close_late(engine)
    return engine


def _on_connected(connection: Any, _record: Any) -> None:
    connection.adapters.register_loader("numeric", WholeNumber)


def _on_begun(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    driver: Any = connection.connection.driver_connection
    ahead.forget(driver)
    # The driver says BEGIN with the first statement, with what is set here.
    driver.read_only = None if writing is None else not writing
    driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ if writing is False else None
    if writing:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Sort and join more in memory while a transaction writes many rows."""
    connection.exec_driver_sql(f"SET LOCAL work_mem = '{_LARGE_IMPORT}'")
    yield

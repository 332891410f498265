"""Hearing at once what others changed: the server passes the number of each change set on when it is committed."""

from __future__ import annotations

from typing import Any, Self

import psycopg
from sqlalchemy import Connection, text

_CHANNEL = "shopdesk_changes"
_TELL = text(f"SELECT pg_notify('{_CHANNEL}', CAST(:number AS TEXT))")


def announce(connection: Connection, number: int) -> None:
    """Tell whoever listens that change set ``number`` is there, once the transaction is committed."""
    connection.execute(_TELL, {"number": str(number)})


class Listener:
    """A connection of its own that hears of change sets."""

    def __init__(self, address: str) -> None:
        """Listen from now on.

        Raises:
            psycopg.OperationalError: the server is not there.
        """
        self._connection: psycopg.Connection[Any] = psycopg.connect(
            address, autocommit=True, application_name="shopdesk-listener"
        )
        self._connection.execute(f"LISTEN {_CHANNEL}")

    def __enter__(self) -> Self:
        """Listen until the end of the ``with``."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Listen no more."""
        self.close()

    def wait(self, seconds: float) -> tuple[int, ...]:
        """The numbers of what was committed meanwhile, as soon as there are any; none after ``seconds``.

        Raises:
            psycopg.OperationalError: the line broke.
        """
        return tuple(int(one.payload) for one in self._connection.notifies(timeout=seconds, stop_after=1))

    def close(self) -> None:
        """Listen no more."""
        self._connection.close()

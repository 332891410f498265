"""Hearing at once what others changed: the server passes the number of each change set on when it is committed."""

from __future__ import annotations

from sqlalchemy import Connection, text

CHANNEL = "shopdesk_changes"
"""What whoever wants to hear listens to."""
_TELL = text(f"SELECT pg_notify('{CHANNEL}', CAST(:number AS TEXT))")


def announce(connection: Connection, number: int) -> None:
    """Tell whoever listens that change set ``number`` is there, once the transaction is committed."""
    connection.execute(_TELL, {"number": str(number)})

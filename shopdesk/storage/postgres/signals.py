"""Hearing at once what others changed: the server passes the number of each change set on when it is committed."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from shopdesk.storage.postgres.rights import rights_of
from shopdesk.storage.read_notes import READS

CHANNEL = "shopdesk_changes"
"""What whoever wants to hear listens to."""
RIGHTS = "shopdesk_rights"
"""By this the owner's program tells an account, by its role, that it may do other things from now on."""
_TELL = text(f"SELECT pg_notify('{CHANNEL}', CAST(:number AS TEXT))")

# Whoever sees but a part of the trail is told by these which tables changed, and nothing else.
_NEWEST = text("SELECT shopdesk_access.newest()").execution_options(**{READS: frozenset()})
_SINCE = text("SELECT id, touched, nouns FROM shopdesk_access.news(:number)").execution_options(**{READS: frozenset()})


def newest(connection: Connection) -> int | None:
    """The newest change set's number, for whoever sees but a part of the trail."""
    return int(connection.execute(_NEWEST).scalar_one()) if rights_of(connection).limited else None


def since(connection: Connection, number: int) -> dict[int, frozenset[str]] | None:
    """The tables that each change set after ``number`` changed, for whoever sees but a part of the trail."""
    if not rights_of(connection).limited:
        return None
    rows = connection.execute(_SINCE, {"number": number})
    return {int(one): frozenset([*json.loads(touched), *nouns]) for one, touched, nouns in rows}


def announce(connection: Connection, number: int) -> None:
    """Tell whoever listens that change set ``number`` is there, once the transaction is committed."""
    connection.execute(_TELL, {"number": str(number)})

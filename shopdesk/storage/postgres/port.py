"""PostgreSQL's answers to what the storage asks of an engine."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from shopdesk.domain.rights import Rights
from shopdesk.storage.port import Hearing, Port
from shopdesk.storage.postgres import ahead, bulk_import, engine, faults, keys, large, lost_answers, signals, statistics
from shopdesk.storage.postgres.rights import rights_of


class _PostgresPort:
    writer = bulk_import.CopyWriter
    holds_contents = True
    is_of_one_machine = False
    explain = staticmethod(faults.explain)
    explain_commit = staticmethod(faults.explain_commit)
    roomy = staticmethod(engine.roomy)
    filling = staticmethod(bulk_import.filling)
    insert_plain = staticmethod(bulk_import.insert_plain)
    put_large = staticmethod(large.put)
    read_large = staticmethod(large.read)
    copy_out = staticmethod(bulk_import.copy_out)
    copy_in = staticmethod(bulk_import.copy_in)
    plain_rows = staticmethod(bulk_import.plain_rows)
    ask_ahead = staticmethod(ahead.ask)
    refresh_statistics = staticmethod(statistics.refresh)
    compact = staticmethod(statistics.compact)
    last_numbers = staticmethod(keys.last_numbers)
    go_on_from = staticmethod(keys.go_on_from)
    new_key = staticmethod(lost_answers.new_key)
    arrived = staticmethod(lost_answers.arrived)
    announce = staticmethod(signals.announce)
    newest_change = staticmethod(signals.newest)
    changed_since = staticmethod(signals.since)

    @staticmethod
    def listen(engine: Engine, ring: Callable[[], object], seen: Callable[[], object]) -> Hearing:
        """By a connection of its own."""
        from shopdesk.storage.postgres.listening import Listener

        return Listener(engine, ring, seen)

    @staticmethod
    def rights(bind: Connection | Engine) -> Rights:
        """As the database said when it was opened."""
        return rights_of(bind)

    @staticmethod
    def references_checked_late(connection: Connection) -> None:
        """Nothing to do: a table is changed where it stands, and every reference is checked as it is written."""

    references_checked = references_checked_late

    @staticmethod
    def broken_reference(connection: Connection) -> str | None:
        """The server never lets one be."""
        return None


PORT: Port = _PostgresPort()

"""SQLite's answers to what the storage asks of an engine."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from shopdesk.domain.rights import EVERYTHING, Rights
from shopdesk.storage.port import Port
from shopdesk.storage.sqlite import bulk_import, engine, faults, keys, large, revision, statistics


class _SqlitePort:
    writer = bulk_import.BulkWriter
    holds_contents = False
    is_of_one_machine = True
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
    refresh_statistics = staticmethod(statistics.refresh)
    last_numbers = staticmethod(keys.last_numbers)
    go_on_from = staticmethod(keys.go_on_from)
    references_checked_late = staticmethod(revision.references_checked_late)
    references_checked = staticmethod(revision.references_checked)
    broken_reference = staticmethod(revision.broken_reference)

    @staticmethod
    def new_key() -> str:
        """None: between this process and its file no answer is lost."""
        return ""

    @staticmethod
    def arrived(engine: Engine, number: int, key: str) -> bool | None:
        """The fault of the file is told as it is."""
        return None

    @staticmethod
    def announce(connection: Connection, number: int) -> None:
        """Nothing to do: whoever wants to know looks at the newest number."""

    @staticmethod
    def ask_ahead(_connection: Connection, _look: Callable[[], object]) -> None:
        """Nothing to do: between this process and its file there is no way to save."""

    @staticmethod
    def listen(_engine: Engine, _ring: Callable[[], object], _seen: Callable[[], object]) -> None:
        """A file tells nobody."""

    @staticmethod
    def rights(_bind: Connection | Engine) -> Rights:
        """A data file is its owner's."""
        return EVERYTHING

    @staticmethod
    def newest_change(_connection: Connection) -> None:
        """The trail shows everything."""

    @staticmethod
    def changed_since(_connection: Connection, _number: int) -> None:
        """The trail shows everything."""

    @staticmethod
    def compact(opened: Engine) -> None:
        from shopdesk.storage.sqlite.compacting import compact

        compact(opened)


PORT: Port = _SqlitePort()

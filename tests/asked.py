"""What a load asks of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event

from shopdesk.storage.read_notes import is_guessing


def asked_of(connection: Connection) -> list[str]:
    """The statements asked from now on; a server is shown them beforehand, which is not asking."""
    asked: list[str] = []

    def note(on: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        if not is_guessing(on):
            asked.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    return asked

"""What a load is about to ask, asked in one round trip.

The statements of a few questions are written down without asking them, each as if it had no rows; then they go to the
server as one text, and their answers wait on the connection until the load asks each for itself. Whatever turns out to
be another question is asked as ever, so guessing wrong costs time and never truth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from shopdesk.storage.read_notes import READS


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a statement, with what its columns are called."""

    description: Sequence[Any]
    rows: Sequence[Any]


@dataclass(slots=True)
class _Ahead:
    """The statements being written down, in their order, and the answers that wait."""

    writing: dict[str, None] | None = None
    answers: dict[str, Answer] = field(default_factory=dict)


_UNKNOWN = (None,) * 6
"""What a driver tells of a column beside its name."""

_known: WeakKeyDictionary[Any, _Ahead] = WeakKeyDictionary()


def ask(connection: Connection, look: Callable[[], object]) -> None:
    """Have the statements of some questions answered together; see :meth:`shopdesk.storage.port.Port.ask_ahead`."""
    driver: Any = connection.connection.driver_connection
    ahead = _known.setdefault(driver, _Ahead())
    ahead.writing = {}
    try:
        look()
        texts = [text for text in ahead.writing if text not in ahead.answers]
    finally:
        ahead.writing = None
    if len(texts) > 1:
        options = {READS: (), "no_parameters": True}
        said = connection.exec_driver_sql(";".join(texts), execution_options=options)
        cursor: Any = said.cursor
        for text in texts:
            ahead.answers[text] = Answer(cursor.description, cursor.fetchall())
            cursor.nextset()
        said.close()


def forget(driver: Any) -> None:
    """Another moment is read from now on."""
    _known.pop(driver, None)


def execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Write a statement down, or answer it with what waits for it; ``False``: it is to be asked."""
    ahead = _known.get(cursor.connection)
    if ahead is None or context.compiled is None:
        return False
    text = cursor.mogrify(statement, parameters)
    if ahead.writing is not None:
        ahead.writing[text] = None
        cursor.tell(Answer([(column.keyname, *_UNKNOWN) for column in context.compiled._result_columns], ()))
        return True
    answer = ahead.answers.pop(text, None)
    if answer is not None:
        cursor.tell(answer)
    return answer is not None

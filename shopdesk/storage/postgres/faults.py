"""From the server's complaints to sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text

if TYPE_CHECKING:
    from sqlalchemy.exc import DatabaseError

_WORDS = {
    FileState.FULL: Text(
        "The disk of the PC that holds the data is full: nothing was changed. Free some space there and try again."
    ),
    FileState.LOCKED: Text(
        "Somebody else is writing a lot just now: nothing was changed. Wait until it is done, then try again."
    ),
    FileState.DENIED: Text(
        "You may not do that with the shared data: nothing was changed. Ask the owner for the right to do it."
    ),
    FileState.IO_ERROR: Text(
        "The disk of the PC that holds the data reported an error: nothing was changed. Check that disk."
    ),
    FileState.DAMAGED: Text(
        "The PC that holds the data cannot read a part of them: nothing was changed. Restore a backup there."
    ),
    FileState.UNREACHABLE: Text(
        "The PC that holds the data does not answer: nothing was changed. Check that it is on and that the network "
        "works, then try again."
    ),
}
_UNSURE = Text(
    "The line to the PC that holds the data broke just while a change was being made safe. It may be in the data or "
    "not: look for it before you enter it again."
)
_REFUSED = Text("The PC that holds the data does not let you in: name or password are wrong, or the access was closed.")
_FULL_HOUSE = Text("Too many programs use the shared data at once. Close one that nobody needs, then try again.")
_TOO_LARGE = Text("A number is larger than can be kept: nothing was changed. Enter a smaller one.")
_NOT_TEXT = Text("A text holds a character that cannot be kept: nothing was changed. Type the text anew.")

# PostgreSQL's codes: the whole code, else its first two letters, which name the class.
_STATES = {
    "53100": FileState.FULL,
    "53200": FileState.LOCKED,
    "55P03": FileState.LOCKED,
    "57014": FileState.LOCKED,
    "40001": FileState.LOCKED,
    "40P01": FileState.LOCKED,
    "42501": FileState.DENIED,
    "58030": FileState.IO_ERROR,
    "25P03": FileState.UNREACHABLE,
    "57P01": FileState.UNREACHABLE,
    "57P02": FileState.UNREACHABLE,
    "57P03": FileState.UNREACHABLE,
    "08": FileState.UNREACHABLE,
    "58": FileState.IO_ERROR,
    "XX": FileState.DAMAGED,
}
# While a connection is made libpq gives no code, only the words.
_NO_ENTRY = ("password authentication failed", "no password supplied", "no pg_hba.conf entry")
_CLOSED = "the connection is closed"


def state_of(error: BaseException) -> FileState | None:
    """What a complaint means for the data; ``None`` where it is about a statement of ours."""
    told: Any = getattr(error, "orig", None) or error
    code = getattr(told, "sqlstate", None)
    if code is not None:
        return _STATES.get(code) or _STATES.get(code[:2])
    # Without a code the server said nothing: the driver itself found the line broken, or nobody there.
    return FileState.UNREACHABLE if _is_operational(told) else None


def _is_operational(error: BaseException) -> bool:
    import psycopg

    return isinstance(error, psycopg.OperationalError) or (
        isinstance(error, psycopg.InterfaceError) and _CLOSED in str(error)
    )


def explain(error: DatabaseError | Any, file: Path | None = None) -> Exception:
    """The machine's fault or a row that is there already, in words; the error itself where it is a bug of ours."""
    told = getattr(error, "orig", None) or error
    code = getattr(told, "sqlstate", None) or ""
    if code == "23505":
        return _taken(told) or error
    if code == "25006":
        return RuntimeError("what only reads must not write")
    if code == "22003":
        return UserError(_TOO_LARGE)
    if code in ("22021", "22P05") or "NUL (0x00)" in str(told):
        return UserError(_NOT_TEXT)
    if code in ("28000", "28P01") or (not code and any(one in str(told) for one in _NO_ENTRY)):
        return EnvironmentFault(_REFUSED, FileState.DENIED)
    if code == "3D000" or (not code and "does not exist" in str(told) and _is_operational(told)):
        return EnvironmentFault(
            Text(
                "The shared data “{database}” are not on that PC. Ask for a new connection code.", database=file or ""
            ),
            FileState.UNREACHABLE,
        )
    if code == "53300":
        return EnvironmentFault(_FULL_HOUSE, FileState.LOCKED)
    state = state_of(error)
    return error if state is None else EnvironmentFault(_WORDS[state], state)


def explain_commit(error: DatabaseError, file: Path | None = None) -> Exception:
    """The same of an error while a transaction was being made lasting: an answer that was lost says neither."""
    fault = explain(error, file)
    if isinstance(fault, EnvironmentFault) and fault.state is FileState.UNREACHABLE:
        return EnvironmentFault(_UNSURE, fault.state)
    return fault


def _taken(error: Any) -> UserError | None:
    """The sentence that is kept with the constraint, which the server names."""
    from shopdesk.storage.columns import TAKEN, metadata

    diagnosis: Any = error.diag
    table = metadata.tables.get(diagnosis.table_name or "")
    if table is None:
        return None
    keys: list[Any] = [*table.constraints, *table.indexes]
    for key in keys:
        if TAKEN in key.info and _name_of(key) == diagnosis.constraint_name:
            return UserError(key.info[TAKEN])
    return None


def _name_of(key: Any) -> str:
    from sqlalchemy.dialects.postgresql.base import PGDialect

    preparer = PGDialect().identifier_preparer  # type: ignore[no-untyped-call]
    name: str | None = preparer.format_constraint(key) if not hasattr(key, "unique") else preparer.format_index(key)
    return (name or "").strip('"')

"""The two kinds of trouble a user is told about; everything else is a bug."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from shopdesk.domain.text import Text


class UserError(Exception):
    """Something the user can put right; the message says what is wrong, where, and what to do.

    Attributes:
        text: the message.
        command: what to type on the command line to put it right, empty where nothing is. Only the command line says
            it: an owner before the window has nowhere to type it.
    """

    def __init__(self, message: Text | str, *, command: str = "") -> None:
        """Keep ``message`` as a :class:`Text` so that it can be shown in the reader's language."""
        self.text = message if isinstance(message, Text) else Text("{message}", message=message)
        self.command = command
        super().__init__(str(self.text))


class NotFound(UserError):
    """A record that was asked for is not there (any more)."""


class ChangedMeanwhile(UserError):
    """A record was written by somebody else after it was read; what was to be saved over it was not.

    Attributes:
        mine: the record as it was to be saved.
        now: the record as it is kept now.
        who: who wrote it last, empty where nobody was named.
        at: when that was; ``None`` where the audit trail does not know.
    """

    def __init__(self, message: Text, *, mine: object, now: object, who: str, at: datetime | None) -> None:
        """Keep both records with the sentence."""
        super().__init__(message)
        self.mine = mine
        self.now = now
        self.who = who
        self.at = at


class UnreadableValue(UserError):
    """A kept value that its column does not take; it came from a damaged file, another program or an old fault.

    Attributes:
        table: the table of the record.
        record_id: the record.
        column: the column, named like the record's field.
        raw: what stands there.
    """

    def __init__(self, message: Text, *, table: str, record_id: int, column: str, raw: object) -> None:
        """Keep the place with the sentence."""
        super().__init__(message)
        self.table = table
        self.record_id = record_id
        self.column = column
        self.raw = raw


class FileState(StrEnum):
    """What may be wrong with the data file. They are different things, each with its sentence and its way out."""

    FULL = "full"
    DENIED = "denied"
    IO_ERROR = "io_error"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NEWER = "newer"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


class EnvironmentFault(UserError):
    """The machine is at fault, not the data: disk full, file locked, folder read-only, data file damaged.

    Attributes:
        state: what is wrong with the data file; ``None`` where it is about something else.
    """

    def __init__(self, message: Text | str, state: FileState | None = None, *, command: str = "") -> None:
        """Keep the state with the sentence."""
        super().__init__(message, command=command)
        self.state = state

"""The pay password: what one may be, and how long whoever tries wrong ones has to wait."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

SHORTEST, LONGEST = 6, 128
_FREE_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 5, 300


@dataclass(frozen=True, slots=True)
class Tries:
    """How often in a row a wrong password was tried, and when last."""

    failed: int = 0
    last: datetime | None = None

    def seconds_left(self, now: datetime) -> int:
        """How long to wait before the next try; 0 where it may be made.

        A last try that lies ahead of the clock says that the clock was set back, and keeps nobody out.
        """
        if self.last is None or self.last > now:
            return 0
        over = self.last + timedelta(seconds=wait_after(self.failed))
        return max(0, round((over - now).total_seconds()))


def wait_after(failed: int) -> int:
    """Seconds after so many wrong tries in a row: none for the first few, then twice as long each time, to a limit."""
    if failed < _FREE_TRIES:
        return 0
    doublings: int = 2 ** min(failed - _FREE_TRIES, 20)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doublings)


def prepared(password: str) -> str:
    """The password as it is compared: full-width letters of an input method count as the plain ones."""
    return unicodedata.normalize("NFKC", password)


def check_new(password: str) -> str:
    """A new password, prepared.

    Raises:
        UserError: it is too short, too long, or nothing but blanks.
    """
    made = prepared(password)
    if not SHORTEST <= len(made) <= LONGEST or not made.strip():
        raise UserError(
            Text("A pay password has {least} to {most} letters. Choose another one.", least=SHORTEST, most=LONGEST)
        )
    return made


def is_pay(noun: str) -> bool:
    """Whether a table holds what the pay password protects."""
    return noun.startswith("pay_")


VEILED = Text("a change to wages or pay data")
PROTECTS = Text(
    "Protected: wages, payslips, pay schemes and pay data, their exports and prints, in the window and on the command "
    "line; and what the history says of them."
)
PROTECTS_NOT = Text(
    "Not protected: the data file is not encrypted. Whoever can copy it can read it with another program, and a backup "
    "from before the password was set opens without it. Base pay on the Team page, and what the people cost in all in "
    "the tier planner and the weekly report, stay in sight. Files that were written earlier stay as they are."
)
FORGOTTEN = Text(
    "A forgotten password cannot be found out, but no data is lost. The owner of the computer takes it away with the "
    "command: shopdesk payroll password take-away --yes. That deletes nothing, and the history says that it was done."
)

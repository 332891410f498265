"""The one-time secrets that this PC gave out: each lets one PC join, once, within a quarter of an hour.

They live in memory alone, as hashes: when the program ends, no code holds any more.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from shopdesk.domain.text import Text
from shopdesk.sharing.codes import LIFE, SECRET_BYTES, too_old
from shopdesk.sharing.secret import Secret
from shopdesk.sharing.throttle import Limits, Throttle

T = TypeVar("T")

_REMEMBERED = 24 * 3600.0
"""Seconds for which a used or old code is still told from a wrong one."""

_MOST = 64


class Refused(StrEnum):
    """Why a secret is not taken."""

    WRONG = "wrong"
    OLD = "old"
    USED = "used"
    TOO_MANY = "too_many"
    NAME = "name"
    PASSWORD = "password"
    FAILED = "failed"


REFUSALS: dict[Refused, Text] = {
    Refused.WRONG: Text("The PC with the data does not know this code. Let it show a new one."),
    Refused.OLD: too_old(),
    Refused.USED: Text("This code was used already; each holds for one PC. Let the PC with the data show a new one."),
    Refused.TOO_MANY: Text("There were too many wrong codes. Wait some minutes, then try with a new code."),
    Refused.NAME: Text("Somebody of this name has joined already, or the name cannot be used. Choose another name."),
    Refused.PASSWORD: Text("The password cannot be used. Choose another one."),
    Refused.FAILED: Text("The PC with the data could not let you in. See there what it says, then try again."),
}
"""Each refusal in words, for the PC that wants to join."""


@dataclass(slots=True)
class _Given(Generic[T]):
    hashed: bytes
    ends: float
    grant: T
    used: bool = False


class Invitations(Generic[T]):
    """Gives out secrets and takes each back once. ``T`` is what one grants: a group, stores. Safe among threads."""

    def __init__(self, clock: Callable[[], float], limits: Limits | None = None) -> None:
        """Nobody is invited yet; ``clock`` gives seconds that only go up."""
        self._clock = clock
        self._given: list[_Given[T]] = []
        self._throttle = Throttle(limits or Limits(), clock)
        self._guard = threading.Lock()

    def give(self, grant: T) -> Secret:
        """A new secret for one PC."""
        secret = secrets.token_bytes(SECRET_BYTES)
        with self._guard:
            now = self._clock()
            self._given = [one for one in self._given if now - one.ends < _REMEMBERED][-_MOST + 1 :]
            self._given.append(_Given(_hash(secret), now + LIFE.total_seconds(), grant))
        return Secret(secret)

    def withdraw_all(self) -> None:
        """No secret holds any longer."""
        with self._guard:
            for one in self._given:
                one.ends = min(one.ends, self._clock())

    def take(self, secret: bytes, address: str) -> T | Refused:
        """What a secret grants, which is then used; or why it is not taken."""
        if self._throttle.wait(address):
            return Refused.TOO_MANY
        hashed = _hash(secret)
        with self._guard:
            found = None
            for one in self._given:  # all of them, whichever it is: the time tells nothing
                if hmac.compare_digest(one.hashed, hashed):
                    found = one
            if found is not None and not found.used and self._clock() < found.ends:
                found.used = True
                self._throttle.right(address)
                return found.grant
        self._throttle.wrong(address)
        if found is None:
            return Refused.WRONG
        return Refused.USED if found.used else Refused.OLD

    def give_back(self, secret: bytes) -> None:
        """Let a taken secret be taken again: the name was refused, or the account could not be made."""
        hashed = _hash(secret)
        with self._guard:
            for one in self._given:
                if hmac.compare_digest(one.hashed, hashed):
                    one.used = False


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()

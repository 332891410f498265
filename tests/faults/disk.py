"""The disk that fails when it is told to (``disk.c``): built once, put before a process, told what to do by it."""

from __future__ import annotations

import ctypes
import enum
import errno
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("disk.c")


class Call(enum.IntFlag):
    """The calls that can fail, as ``disk.c`` numbers them."""

    WRITE = 1
    SYNC = 2
    NAME = 4
    CREATE = 8
    OPEN = 16


CHANGES = Call.WRITE | Call.SYNC | Call.NAME | Call.CREATE | Call.OPEN


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong: with which calls, with which error, whether for good, whether the process ends there."""

    name: str
    calls: Call
    error: int = 0
    lasting: bool = False
    ends: bool = False


TROUBLES = {
    one.name: one
    for one in (
        Trouble("full", CHANGES ^ Call.OPEN, errno.ENOSPC, lasting=True),
        Trouble("full-once", CHANGES ^ Call.OPEN, errno.ENOSPC),
        Trouble("io", CHANGES, errno.EIO, lasting=True),
        Trouble("io-once", CHANGES, errno.EIO),
        Trouble("denied", Call.NAME | Call.CREATE | Call.OPEN, errno.EACCES, lasting=True),
        Trouble("killed", CHANGES, ends=True),
    )
}


EVERY = 0x7FFFFFFF
"""As the number of a call: in a copy of the process each call fails in turn."""


class Disk:
    """The disk of this process, which was started with the library before its own."""

    def __init__(self) -> None:
        """Find the library."""
        self._calls = ctypes.CDLL(None)
        self._calls.disk_arm.argtypes = [ctypes.c_char_p, *[ctypes.c_int] * 5]

    def arm(self, folder: Path, trouble: Trouble, number: int) -> None:
        """From now on the ``number``-th call below ``folder`` fails; 0 only counts."""
        ends = trouble.ends and number > 0
        error = trouble.error if number > 0 else 0
        self._calls.disk_arm(os.fsencode(folder), trouble.calls, number, error, trouble.lasting, ends)

    def split(self, asks: int, hears: int) -> None:
        """Whom to ask at each call of ``EVERY``: ``?`` is written before it, the signal that ended the copy after."""
        self._calls.disk_split(asks, hears)

    @property
    def is_copy(self) -> bool:
        """Whether this process is a copy, in which a call failed."""
        return bool(self._calls.disk_apart())

    def disarm(self) -> int:
        """All is well; the answer is how many calls there were."""
        met: int = self._calls.disk_disarm()
        return met


def built(folder: Path) -> Path:
    """The library, made by whichever compiler is here; ``tools/setup.py --apt test`` brings a small one."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang", "tcc"))), None)
    if compiler is None:
        pytest.fail("no C compiler is here: run tools/setup.py --apt test, which brings tcc")
    library = folder / "disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-nostdlib", "-o", str(library), str(SOURCE)], check=True)
    return library

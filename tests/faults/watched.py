"""A process that is ended when it hangs: told by what it does, as on a busy machine anything sound takes long.

It hangs where it, with its children, uses more processor time than a step can need without coming further, or where
none of them has wanted the processor for a minute.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST = 60.0
"""Seconds of processor time from one step to the next; what the dearest work begins with takes 1."""
ASLEEP = 60
"""Looks, a second apart, in which all of them only wait; the longest wait of the program, for a lock, is shorter."""


class HungError(Exception):
    """It came no further; the words say from where, and whether it worked or waited."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a process and its children were found at: processor time so far, whether any can or wants to go on."""

    seconds: float
    awake: bool
    step: str


class Watch:
    """Judges one look after the other."""

    def __init__(self, most: float = MOST, asleep: int = ASLEEP) -> None:
        """Take the limits: seconds of processor time for a step, looks without any wish for it."""
        self._most, self._asleep = most, asleep
        self._last = Look(0.0, awake=True, step="")
        self._waited, self._begun = 0, 0.0

    def hangs(self, look: Look) -> str | None:
        """Why it hangs by what is seen now; ``None`` while it may still come further."""
        if look.step != self._last.step:
            self._begun = look.seconds
        self._waited = 0 if look.awake or look != self._last else self._waited + 1
        self._last = look
        after = f"after {look.step}" if look.step else "before the first step"
        if look.seconds - self._begun > self._most:
            return f"{look.seconds - self._begun:.0f} s of processor time {after}"
        if self._waited >= self._asleep:
            return f"waits for ever {after}"
        return None


def _family(session: int) -> list[int]:
    """Whoever belongs to a session, orphans too."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(place.name)) == session:
                found.append(int(place.name))
    return found


def _stat(place: Path) -> list[str]:
    """The fields of a process or thread behind its name, its state first (proc(5))."""
    return (place / "stat").read_text().rpartition(")")[2].split()


def look(session: int, step: str) -> Look:
    """Look at all processes of a session."""
    ticks, awake = 0, False
    for one in _family(session):
        with contextlib.suppress(OSError):
            # Its own time and that of the children that it has waited for.
            ticks += sum(map(int, _stat(Path(f"/proc/{one}"))[11:15]))
            awake = awake or any(_stat(task)[0] in "RDTt" for task in Path(f"/proc/{one}/task").iterdir())
    return Look(ticks / os.sysconf("SC_CLK_TCK"), awake, step)


def run(
    words: Sequence[str],
    watch: Watch,
    progress: Path | None = None,
    *,
    cwd: Path,
    env: Mapping[str, str],
    ends_after: float = 0.0,
) -> subprocess.CompletedProcess[str]:
    """Run a command.

    Args:
        words: what to run.
        watch: tells when it hangs.
        progress: the file to which it writes how far it came, where it does.
        cwd: where it runs.
        env: its environment.
        ends_after: seconds of its own processor time after which it is killed wherever it is; 0 lets it end by itself.

    Raises:
        HungError: it hung, and was ended with all that it had begun.
    """
    with subprocess.Popen(
        words,
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # The timer outlives the start of the program, which has no say in the signal's ending it.
        preexec_fn=lambda: signal.setitimer(signal.ITIMER_PROF, ends_after),
    ) as process:
        try:
            while True:
                try:
                    told, errors = process.communicate(timeout=1)
                except subprocess.TimeoutExpired:
                    step = progress.read_text(encoding="utf-8") if progress is not None and progress.exists() else ""
                    if (why := watch.hangs(look(process.pid, step))) is not None:
                        raise HungError(why) from None
                else:
                    return subprocess.CompletedProcess(words, process.returncode, told, errors)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

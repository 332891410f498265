"""What is left behind when the whole process ends at once, in Qt or another library, where no report can be shown.

Python's fault handler writes the stacks of all threads into a file that is open from the start on; the next start finds
it and asks. A start that ended in order leaves nothing.
"""

from __future__ import annotations

import faulthandler
from pathlib import Path
from typing import TextIO

from shopdesk.infra.private import tighten

_NAME, _LAST = "fault.txt", "fault-before.txt"


class FaultTrace:
    """The trace of this process, and what an earlier one left."""

    def __init__(self, folder: Path) -> None:
        """Write into ``folder``, that of the logs."""
        self._file, self._kept = folder / _NAME, folder / _LAST
        self._open: TextIO | None = None

    def start(self) -> str:
        """Begin; the answer is the trace of the process before, empty where that ended in order.

        A trace is given once, and kept beside the logs. A folder that cannot be written leaves this process without
        one; it is no reason not to start.
        """
        try:
            found = self._file.read_text(encoding="utf-8", errors="replace") if self._file.exists() else ""
            if found.strip():
                self._file.replace(self._kept)
            self._open = self._file.open("w", encoding="utf-8")
        except OSError:
            return ""
        tighten(self._file)
        faulthandler.enable(self._open, all_threads=True)
        return found.strip()

    def stop(self) -> None:
        """End in order: there is nothing to tell."""
        if self._open is None:
            return
        faulthandler.disable()
        self._open.close()
        self._open = None
        self._file.unlink(missing_ok=True)

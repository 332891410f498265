"""Who has a data folder open: any number of programs together, or one alone that puts another file in its place."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.private import make_file


class DataLock:
    """The lock of one data folder, held by this process; it goes with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        """Nothing is held yet."""
        self._folder = folder
        self._shared = False

    @functools.cached_property
    def _lock(self) -> Any:
        # The library takes a twentieth of a second to import, which the first window does not wait for.
        import fasteners

        return fasteners.InterProcessReaderWriterLock(str(make_file(self._folder / ".in-use")))

    def share(self) -> None:
        """Hold the folder open beside others.

        Raises:
            EnvironmentFault: a program is putting another data file in its place just now.
        """
        if not self._shared:
            if not self._lock.acquire_read_lock(blocking=True, timeout=10, delay=0.05, max_delay=0.2):
                raise EnvironmentFault(
                    Text("A backup is being put in place by another program. Wait until it is done, then start again."),
                    FileState.LOCKED,
                )
            self._shared = True

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Have the folder for oneself, to put another file in the data file's place or to raise its schema.

        Raises:
            EnvironmentFault: another program has it open.
        """
        held = self._shared
        self.release()
        try:
            if not self._lock.acquire_write_lock(blocking=False):
                raise EnvironmentFault(
                    Text(
                        "Another ShopDesk, a window or a command, has this data open; nothing was changed. Close it "
                        "and try again."
                    ),
                    FileState.LOCKED,
                )
            try:
                yield
            finally:
                self._lock.release_write_lock()
        finally:
            if held:
                self.share()

    @contextlib.contextmanager
    def first_store(self) -> Iterator[None]:
        """Wait until no other program is making the first store of the folder, and keep others waiting meanwhile."""
        import fasteners

        with fasteners.InterProcessLock(str(make_file(self._folder / ".first-store"))):
            yield

    def release(self) -> None:
        """Let go of it."""
        if self._shared:
            self._lock.release_read_lock()
            self._shared = False

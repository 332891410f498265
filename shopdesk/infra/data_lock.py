"""Who has a data folder open: any number of programs together, or one alone that puts another file in its place."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.atomic import explain_os_error
from shopdesk.infra.private import make_file


class DataLock:
    """The lock of one data folder, held by this process; it goes with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        """Nothing is held yet."""
        self._folder = folder
        self._file = folder / ".in-use"
        self._shared = False

    @functools.cached_property
    def _lock(self) -> Any:
        # The library takes a twentieth of a second to import, which the first window does not wait for.
        import fasteners

        return fasteners.InterProcessReaderWriterLock(str(make_file(self._file)))

    def share(self) -> None:
        """Hold the folder open beside others.

        On a full disk where nobody ever locked the folder there is no room for the lock's file. Nobody can put another
        data file in place there either, so it is done without.

        Raises:
            EnvironmentFault: a program is putting another data file in its place just now, or the lock's file cannot be
                opened.
        """
        if not self._shared:
            try:
                held = self._lock.acquire_read_lock(blocking=True, timeout=10, delay=0.05, max_delay=0.2)
            except OSError as error:
                fault = explain_os_error(error, self._file)
                if fault.state is FileState.FULL:
                    return
                raise fault from error
            if not held:
                raise EnvironmentFault(
                    Text("A backup is being put in place by another program. Wait until it is done, then start again."),
                    FileState.LOCKED,
                )
            self._shared = True

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Have the folder for oneself, to put another file in the data file's place or to raise its schema.

        Raises:
            EnvironmentFault: another program has it open, or the lock's file cannot be opened.
        """
        held = self._shared
        self.release()
        try:
            try:
                mine = self._lock.acquire_write_lock(blocking=False)
            except OSError as error:
                raise explain_os_error(error, self._file) from error
            if not mine:
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
                # What was done alone is done, whatever became of the disk meanwhile. Without the lock a window still
                # notices within a second that its file was replaced.
                with contextlib.suppress(EnvironmentFault):
                    self.share()

    @contextlib.contextmanager
    def first_store(self) -> Iterator[None]:
        """Wait until no other program is making the first store of the folder, and keep others waiting meanwhile.

        Raises:
            EnvironmentFault: the lock's file cannot be opened.
        """
        import fasteners

        file = make_file(self._folder / ".first-store")
        lock = fasteners.InterProcessLock(str(file))
        try:
            lock.acquire()
        except OSError as error:
            raise explain_os_error(error, file) from error
        try:
            yield
        finally:
            lock.release()

    def release(self) -> None:
        """Let go of it."""
        if self._shared:
            self._lock.release_read_lock()
            self._shared = False

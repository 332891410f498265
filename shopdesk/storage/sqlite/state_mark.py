"""A mark of the state that the data file is in, read without SQLAlchemy: what was kept of that state holds or not.

The newest change set's number says what the program changed; which file it is, its size and the time of its last write
also tell what changed without one: settings put in quietly, a backup restored from outside, another program.
"""

from __future__ import annotations

from pathlib import Path

from shopdesk.storage.sqlite.driver import driver


def mark_of(file: Path) -> str | None:
    """The state of a data file that nobody has open; ``None`` where that cannot be said.

    It cannot where something lies in the write-ahead log: another program is at work, or was killed. The file is read
    as it lies, without locks, so this process must not have it open: closing it here would drop the locks of that.
    """
    log = file.with_name(file.name + "-wal")
    try:
        if log.exists() and log.stat().st_size:
            return None
        found = file.stat()
        connection = driver.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            (number,) = connection.execute("SELECT max(id) FROM change_sets").fetchone()
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    except (OSError, TypeError, driver.Error):
        return None
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{revision}:{number}"


class Watch:
    """Sees whether anybody commits anything from now on, this process by another connection included."""

    def __init__(self, file: Path) -> None:
        """Look at ``file``, which is open in this process.

        Raises:
            OSError: it cannot be looked at.
        """
        self._file = file
        self._identity = _identity(file)
        try:
            self._connection = driver.connect(str(file), isolation_level=None, check_same_thread=False)
            self._seen = self._version()
        except driver.Error as error:
            raise OSError(str(error)) from error

    def end(self) -> str | None:
        """The mark of the state that was there all the while; ``None`` where somebody committed.

        To be called when this process has closed its other connections.
        """
        try:
            # Whoever wants to write waits for the moment of looking.
            self._connection.execute("BEGIN IMMEDIATE")
            still = self._version() == self._seen
            self._connection.execute("ROLLBACK")
        except driver.Error:
            still = False
        finally:
            self._connection.close()
        if not still:
            return None
        mark = mark_of(self._file)
        try:
            return mark if self._identity == _identity(self._file) else None
        except OSError:
            return None

    def _version(self) -> int:
        (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(number)


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_dev, found.st_ino

"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text

_WINDOWS_SHARING_VIOLATION = 32
_LEFT_AFTER = 3600.0


def explain_os_error(error: OSError, target: Path) -> EnvironmentFault:
    """The sentence for a failed write: disk full, open in another program, no permission, or what the system says."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = Text("The disk with {folder} is full. Free some space and try again.", folder=target.parent)
    elif isinstance(error, PermissionError) or getattr(error, "winerror", None) == _WINDOWS_SHARING_VIOLATION:
        message = Text(
            "{file} cannot be written: it is open in another program or the folder is read-only. Close it or choose "
            "another name.",
            file=target,
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        message = Text("The folder {folder} does not exist. Choose another one.", folder=target.parent)
    else:
        message = Text("{file} cannot be written: {cause}.", file=target, cause=error.strerror or str(error))
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return EnvironmentFault(message, FileState.FULL if full else None)


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target``; on success flush it to disk and put it in the target's place.

    On any error the target is untouched and the temporary file gone.

    Raises:
        EnvironmentFault: the file cannot be written or replaced.
    """
    import tempfile  # only where something is written: it draws in half the standard library

    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise explain_os_error(error, target) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("r+b") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o644)
        os.replace(temporary, target)
    except OSError as error:
        raise explain_os_error(error, target) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target``, wholly or not at all."""
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def write_text(target: Path, content: str) -> None:
    """Write ``content`` as UTF-8 to ``target``, wholly or not at all."""
    write_bytes(target, content.encode("utf-8"))


def clear_left_overs(folder: Path, stem: str) -> None:
    """Remove the temporary files of writes of ``stem`` that a killed program left, an hour old at least."""
    import time

    for left in folder.glob(f".{stem}*-*"):
        with contextlib.suppress(OSError):
            if left.is_file() and time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink()

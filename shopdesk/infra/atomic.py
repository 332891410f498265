"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.private import FILE

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
def replacing(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a temporary path beside ``target``; on success flush it to disk and put it in the target's place.

    On any error the target is untouched and the temporary file gone. A ``private`` file is its owner's alone; any other
    has the permissions of the one that it replaces, or those that the umask gives.

    Raises:
        EnvironmentFault: the file cannot be written or replaced.
    """
    temporary = target.with_name(f".{target.stem}-{os.urandom(8).hex()}{target.suffix}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE if private else 0o666))
    except OSError as error:
        raise explain_os_error(error, target) from error
    try:
        yield temporary
        with temporary.open("r+b") as written:
            os.fsync(written.fileno())
        if not private and target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except OSError as error:
        raise explain_os_error(error, target) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(target: Path, content: bytes, *, private: bool = False) -> None:
    """Write ``content`` to ``target``, wholly or not at all; see :func:`replacing`."""
    with replacing(target, private=private) as temporary:
        temporary.write_bytes(content)


def write_text(target: Path, content: str, *, private: bool = False) -> None:
    """Write ``content`` as UTF-8 to ``target``, wholly or not at all; see :func:`replacing`."""
    write_bytes(target, content.encode("utf-8"), private=private)


def clear_left_overs(folder: Path, stem: str) -> None:
    """Remove the temporary files of writes of ``stem`` that a killed program left, an hour old at least."""
    import time

    for left in folder.glob(f".{stem}*-*"):
        with contextlib.suppress(OSError):
            if left.is_file() and time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink()

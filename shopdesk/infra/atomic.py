"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra.private import FILE
from shopdesk.infra.private import make_folder as make_private_folder

_WINDOWS_SHARING_VIOLATION = 32
_LEFT_AFTER = 3600.0
_ENDINGS = ("", "-journal", "-wal", "-shm")
"""What may lie beside a temporary file, its own name included: SQLite's, where the file is a copy of the data."""
_TEMPORARY = re.compile(r"\.(.+)-[0-9a-f]{16}(\.[^.]*)?")


def explain_os_error(error: OSError, target: Path) -> EnvironmentFault:
    """The sentence for a failed write: disk full, open in another program, no permission, or what the system says."""
    state = state_of_os_error(error)
    if state is FileState.FULL:
        message = Text("The disk with {folder} is full. Free some space and try again.", folder=target.parent)
    elif isinstance(error, PermissionError) or getattr(error, "winerror", None) == _WINDOWS_SHARING_VIOLATION:
        message = Text(
            "{file} cannot be written: it is open in another program or the folder is read-only. Close it or choose "
            "another name.",
            file=target,
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        message = Text("The folder {folder} does not exist. Choose another one.", folder=target.parent)
    elif isinstance(error, IsADirectoryError):
        message = Text("{file} is a folder, so no file can have its name. Choose another one.", file=target)
    else:
        message = Text("{file} cannot be written: {cause}.", file=target, cause=error.strerror or str(error))
    return EnvironmentFault(message, state)


def explain_unread(error: OSError, source: Path) -> EnvironmentFault:
    """The sentence for a file that cannot be read: open in another program, no permission, or what the system says."""
    if isinstance(error, PermissionError) or getattr(error, "winerror", None) == _WINDOWS_SHARING_VIOLATION:
        message = Text(
            "{file} cannot be read: another program keeps it locked, or reading it is not allowed. Close it there and "
            "try again.",
            file=source,
        )
    else:
        message = Text("{file} cannot be read: {cause}.", file=source, cause=error.strerror or str(error))
    return EnvironmentFault(message)


def state_of_os_error(error: OSError) -> FileState | None:
    """Whether the disk is full; what else a system may say is not about the data file."""
    return FileState.FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None


def make_folder(folder: Path) -> None:
    """Make a folder of the data, its owner's alone, where there is none.

    Raises:
        EnvironmentFault: it cannot be made.
    """
    try:
        make_private_folder(folder)
    except OSError as error:
        raise explain_os_error(error, folder) from error


@contextlib.contextmanager
def replacing(target: Path, *, private: bool = False, within: Path | None = None) -> Iterator[Path]:
    """Give a temporary path beside ``target``; on success flush it to disk and put it in the target's place.

    On any error the target is untouched and the temporary file gone. A ``private`` file is its owner's alone; any other
    has the permissions of the one that it replaces, or those that the umask gives. What a killed program left of
    writing the same file goes. The temporary file can lie ``within`` another folder of the same disk, where left-overs
    are looked for.

    Raises:
        EnvironmentFault: the file cannot be written or replaced.
    """
    folder = within or target.parent
    clear_left_overs(folder, target.stem)
    temporary = folder / f".{target.stem}-{os.urandom(8).hex()}{target.suffix}"
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
        source = _read_from(error, folder, target)
        raise (explain_os_error(error, target) if source is None else explain_unread(error, source)) from error
    finally:
        # What cannot be removed now goes when the same is written again; the file itself is whole or was not touched.
        for ending in _ENDINGS:
            with contextlib.suppress(OSError):
                temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _read_from(error: OSError, folder: Path, target: Path) -> Path | None:
    """The file that could not be read while another was written of it; ``None`` where writing itself failed."""
    named = Path(error.filename) if isinstance(error.filename, str | os.PathLike) else None
    own = named is None or named == target or (named.parent == folder and _TEMPORARY.match(named.name))
    return None if own else named


def write_kind(target: Path, content: bytes, ending: str) -> None:
    """Write a file of one kind, whose name says so: another program goes by the ending.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: it cannot be written.
    """
    if target.suffix.casefold() not in ("", ending):
        raise UserError(
            Text("{file} would not hold what its name says. Change its ending to {ending}.", file=target, ending=ending)
        )
    write_bytes(target, content)


def write_bytes(target: Path, content: bytes, *, private: bool = False, within: Path | None = None) -> None:
    """Write ``content`` to ``target``, wholly or not at all; see :func:`replacing`."""
    with replacing(target, private=private, within=within) as temporary:
        temporary.write_bytes(content)


def write_text(target: Path, content: str, *, private: bool = False) -> None:
    """Write ``content`` as UTF-8 to ``target``, wholly or not at all; see :func:`replacing`."""
    write_bytes(target, content.encode("utf-8"), private=private)


def clear_left_overs(folder: Path, stem: str | None = None) -> None:
    """Remove the temporary files that a killed program left in a folder, an hour old at least.

    With ``stem`` only those of files that are called so: the folder is not ours.
    """
    import time

    with contextlib.suppress(OSError):
        for left in folder.glob(".*"):
            named = _TEMPORARY.fullmatch(left.name)
            if named and stem in (None, named[1]) and time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink(missing_ok=True)

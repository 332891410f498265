"""Where kept files lie in a folder of them: by their content, so that a name says whether it is still what it was."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic, private
from shopdesk.storage import port

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_TAKEN_AWAY = ".erased"
_SUFFIX = 12  # letters of an ending; what is longer is no ending that a system knows
_BY_CONTENT = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(\.[a-z0-9.]+)?")


def holds_contents(ctx: ServiceContext) -> bool:
    """Whether the contents are held with the records, as where several PCs share them."""
    return port.of(ctx.engine).holds_contents


def place_of(digest: str, suffix: str) -> str:
    """The place of a content with this SHA-256 that came with such an ending."""
    kind = re.sub(r"[^a-z0-9.]", "", suffix.lower())
    return f"{digest[:2]}/{digest}{kind if 1 < len(kind) <= _SUFFIX else ''}"


def told_digest(place: str) -> str:
    """The SHA-256 that a place tells; empty for those of older programs, which tell none."""
    return place[3:67] if _BY_CONTENT.fullmatch(place) else ""


def digest_of(file: Path) -> str:
    """The SHA-256 of what lies in a file.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()


def is_sound(folder: Path, place: str, size: int) -> bool:
    """Whether a file is there whole, and where its name tells, with the content that it had."""
    file = folder / place
    if not _is_there(file, size):
        return False
    told = told_digest(place)
    return not told or digest_of(file) == told


def write_within(folder: Path, place: str, content: bytes) -> Path:
    """Write a kept file into a folder of them, wholly or not at all, its owner's alone; where it lies.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    target = folder / place
    atomic.make_folder(folder)
    atomic.make_folder(target.parent)
    atomic.write_bytes(target, content, private=True, within=folder)
    return target


def place_in(folder: Path, stored: str) -> Path:
    """Where a kept file lies in a folder of them.

    Raises:
        UserError: its place leads out of that folder.
    """
    folder = folder.resolve()
    path = (folder / stored).resolve()
    if not path.is_relative_to(folder):
        raise UserError(
            Text(
                "The place of a kept file, {place}, leads out of the data folder, so it is not opened. Remove it and "
                "add the file again.",
                place=stored,
            )
        )
    return path


@contextmanager
def taken_away(folder: Path, places: Iterable[str]) -> Iterator[None]:
    """Files that go for good with what is done within; where that fails they lie as before.

    Raises:
        EnvironmentFault: one is in use, and nothing is done.
    """
    aside: list[tuple[Path, Path]] = []
    try:
        for place in places:
            file = place_in(folder, place)
            if file.is_file():
                gone = file.with_name(f".{file.name}{_TAKEN_AWAY}")
                os.replace(file, gone)
                aside.append((file, gone))
        yield
    except BaseException as error:
        for file, gone in aside:
            os.replace(gone, file)
        if isinstance(error, OSError):
            raise EnvironmentFault(
                Text("A kept file is in use ({cause}): nothing was changed. Close it, then try again.",
                     cause=error.strerror or error)
            ) from error  # fmt: skip
        raise
    clear_taken_away(folder)


def clear_taken_away(folder: Path) -> bool:
    """Remove what could not be removed when it was taken away; whether nothing of it is left."""
    left = False
    for file in folder.rglob(f".*{_TAKEN_AWAY}"):
        try:
            file.unlink()
        except OSError:
            left = True
    return not left


def copy_missing(source: Path, target: Path, only: Collection[str] | None = None) -> dict[str, int]:
    """Copy what ``target`` does not hold yet; the answer is everything in ``source`` by its place, in bytes.

    ``only`` are the places that count; ``None``: all of them.

    Raises:
        EnvironmentFault: a file cannot be read, or a copy cannot be written.
    """
    found = {}
    for file in sorted(source.rglob("*")):
        if not file.is_file() or file.name.startswith("."):  # a copy being made has a point before its name
            continue
        place, size = file.relative_to(source).as_posix(), file.stat().st_size
        if only is not None and place not in only:
            continue
        found[place] = size
        copy = target / place
        if _is_there(copy, size):
            continue
        try:
            private.make_folder(target)
            private.make_folder(copy.parent)
            with atomic.replacing(copy, private=True, within=target) as temporary:
                shutil.copyfile(file, temporary)
        except OSError as error:
            raise atomic.explain_os_error(error, copy) from error
    return found


def _is_there(file: Path, size: int) -> bool:
    return file.is_file() and file.stat().st_size == size

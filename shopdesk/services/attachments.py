"""Photos and files that are kept beside the data: copied whole or not at all, under names that any system takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.services.context import ServiceContext

LIMIT = 50 * 1024 * 1024
"""The largest file that is kept, in bytes; a film belongs somewhere else."""

_CHUNK = 1024 * 1024
_STEM = 60  # letters; a name of 255 bytes, the most that systems take, has room for a stamp before it
_SUFFIX = 12


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came from the clipboard: a name for it and the content of the file to be."""

    name: str
    content: bytes


Source = Path | Pasted
"""A file to copy, or what was pasted."""


def check_attachment(source: Source) -> None:
    """Refuse what cannot be kept, before anything is copied.

    Raises:
        UserError: it is not there, a folder, empty or too large.
    """
    if isinstance(source, Pasted):
        size = len(source.content)
    else:
        if source.is_dir():
            raise UserError(Text("{file} is a folder. Choose the files in it.", file=source.name))
        try:
            size = source.stat().st_size
        except OSError as error:
            raise UserError(
                Text("{file} is no longer there. Choose it again where it lies now.", file=source.name)
            ) from error
    if size == 0:
        raise UserError(Text("{file} is empty. Choose another file.", file=source.name))
    if size > LIMIT:
        raise UserError(
            Text("{file} is larger than 50 MB. Choose a smaller one, or write down where it lies.", file=source.name)
        )


def keep_attachment(ctx: ServiceContext, folder: str, source: Source) -> str:
    """Copy a file into the data folder's attachments; the answer is its place there.

    Raises:
        UserError: it is not there, a folder, empty, too large or cannot be read.
        EnvironmentFault: the copy cannot be written.
    """
    check_attachment(source)
    target = _free_place(ctx, ctx.paths.attachments / folder, source.name)
    if isinstance(source, Pasted):
        atomic.write_bytes(target, source.content)
    else:
        _copy(source, target)
    return target.relative_to(ctx.paths.attachments).as_posix()


def _free_place(ctx: ServiceContext, folder: Path, name: str) -> Path:
    stem, suffix = os.path.splitext(name)
    if len(suffix) > _SUFFIX:
        stem, suffix = name, ""
    short = stem[:_STEM].rstrip(" .") + suffix
    stamp = f"{ctx.clock.now():%d-%H%M%S}"
    target = folder / f"{stamp}-{short}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while target.exists():
            number += 1
            target = folder / f"{stamp}-{number}-{short}"
    except OSError as error:
        raise atomic.explain_os_error(error, target) from error
    return target


def _copy(source: Path, target: Path) -> None:
    try:
        reading = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error
    with reading, atomic.replacing(target) as temporary, temporary.open("wb") as writing:
        while chunk := _read(reading, source):
            writing.write(chunk)


def _read(reading: BinaryIO, source: Path) -> bytes:
    """The next piece; what the source does wrong must not be said of the copy."""
    try:
        return reading.read(_CHUNK)
    except OSError as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Path, error: OSError) -> UserError:
    return UserError(
        Text(
            "{file} could not be kept ({cause}). Choose another file.",
            file=source.name,
            cause=error.strerror or error,
        )
    )

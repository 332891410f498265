"""Photos and files that are kept beside the data, found by their content: what is kept twice lies there once.

A file's place is the SHA-256 of its content, so that its name says whether it is still what it was; what the user
called it is a field of the record. Files that older programs kept have other places, which stay good: undo and the
history name them. Nothing here removes a file.

Where the data are on a server, it holds the contents (``services/contents.py``): what is kept then lies in the folder
of what was fetched until :func:`hand_in` puts it in beside its record, and comes from the server when it is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.services.context import ServiceContext
from shopdesk.services.file_places import holds_contents, is_sound, place_in, place_of, write_within
from shopdesk.services.programs import bytes_run, is_program_name, runs

if TYPE_CHECKING:
    from shopdesk.storage.record_repository import RecordRepository
    from shopdesk.storage.unit_of_work import UnitOfWork

LIMIT = 50 * 1024 * 1024
"""The largest file that is kept, in bytes; a film belongs somewhere else."""

_CHUNK = 1024 * 1024


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
        UserError: it is not there, a folder, empty, too large, or something that would run when it is opened.
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
    if _would_run(source):
        raise UserError(
            Text(
                "{file} is a program, a script, a shortcut, or a file with macros. Only pictures and papers are kept "
                "here: choose the scan or photo itself.",
                file=source.name,
            )
        )


def keep_all(
    ctx: ServiceContext, files: Iterable[Source], store_id: int | None = None
) -> tuple[list[tuple[str, str]], list[Text]]:
    """Copy files as :func:`keep_attachment`; the name and place of each that could be kept, and the sentences."""
    kept, refused = [], []
    for file in files:
        try:
            kept.append((file.name, keep_attachment(ctx, file, store_id)))
        except UserError as error:
            refused.append(error.text)
    return kept, refused


def keep_attachment(ctx: ServiceContext, source: Source, store_id: int | None = None) -> str:
    """Copy a file into the data folder's attachments; the answer is its place there, which its record has to name.

    Whoever keeps the record calls :func:`hand_in` in the same unit of work, once the record is written. With the store
    of that record a large content is on the server before the unit of work begins, in which everybody else waits.

    Raises:
        UserError: it is not there, a folder, empty, too large or cannot be read.
        EnvironmentFault: the copy cannot be written.
    """
    check_attachment(source)
    content = source.content if isinstance(source, Pasted) else _content(source)
    place = place_of(hashlib.sha256(content).hexdigest(), Path(source.name).suffix)
    folder = ctx.paths.fetched if holds_contents(ctx) else ctx.paths.attachments
    if not is_sound(folder, place, len(content)):
        write_within(folder, place, content)
    if store_id is not None and holds_contents(ctx):
        from shopdesk.services.contents import send_ahead

        send_ahead(ctx, store_id, place, content)
    return place


def hand_in(ctx: ServiceContext, uow: UnitOfWork, store_id: int, stored: str) -> None:
    """Put what was kept into the data, where they hold it, in the transaction of the record that names it.

    Raises:
        EnvironmentFault: the data cannot be written.
    """
    if stored and holds_contents(ctx):
        from shopdesk.services.contents import hand_in as hand_in_there

        hand_in_there(uow.connection, ctx.paths.fetched, store_id, stored)


def take_off(
    ctx: ServiceContext, files: type[RecordRepository[Any]], file_id: int, reason: Callable[[str], Text]
) -> None:
    """Take a kept file off what it is kept with, ``reason`` names it; its copy stays, so that this can be undone.

    Raises:
        NotFound: it is gone.
    """
    with ctx.open_uow(Text("")) as uow:
        repository = uow.repository(files)
        uow.reason = reason(repository.get(file_id).name)
        repository.remove(file_id)
        uow.commit()


def path_of(ctx: ServiceContext, store_id: int, stored: str) -> Path:
    """Where a kept file lies; one that is held with the records is fetched first, so no window's thread asks.

    Raises:
        UserError: its place leads out of the folder of the attachments, as in a data file that somebody tampered with,
            or what came is not what its record names.
        EnvironmentFault: it cannot be fetched.
    """
    if holds_contents(ctx):
        from shopdesk.services.contents import fetched

        return fetched(ctx, store_id, stored)
    return place_in(ctx.paths.attachments, stored)


def check_opening(path: Path, name: str) -> None:
    """Refuse to hand a kept file to the system where that would run it; data files may come from anywhere.

    Raises:
        UserError: it is a program, a script, a shortcut or a file with macros.
        EnvironmentFault: it cannot be read.
    """
    try:
        reading = path.open("rb")
    except OSError as error:
        raise atomic.explain_unread(error, path) from error
    with reading:
        if is_program_name(name) or runs(path.name, reading):
            raise UserError(
                Text(
                    "{file} would run something on this computer, so it is not opened. It lies in the data folder; "
                    "open it there only if you know who sent it.",
                    file=name,
                )
            )


def _would_run(source: Source) -> bool:
    if isinstance(source, Pasted):
        return bytes_run(source.name, source.content)
    try:
        with source.open("rb") as reading:
            return runs(source.name, reading)
    except OSError as error:
        raise _unreadable(source, error) from error


def _content(source: Path) -> bytes:
    try:
        reading = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error
    with reading:
        pieces = []
        while chunk := _read(reading, source):
            pieces.append(chunk)
    return b"".join(pieces)


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

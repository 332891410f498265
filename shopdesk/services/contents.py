"""Photos and files that are held with the records on a server: handed in, fetched to be shown, moved to and fro.

What was fetched stays in the folder ``fetched`` by its content, so that it travels once. It is shown only after the
server was asked for it anew (whose account may no longer see it is told of no place) and its hash is what it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.services.file_places import (
    digest_of,
    holds_contents,
    is_sound,
    place_in,
    place_of,
    told_digest,
    write_within,
)
from shopdesk.storage import contents
from shopdesk.storage.tables.contents import file_contents

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.contents import Held, Named
    from shopdesk.storage.moving import Moved

Step = Callable[[int, int], None]
_AT_A_START_S = 10.0
_LARGE = 256 * 1024
"""Bytes that are on their way for so long that nobody who writes ought to wait for them."""
FETCHED_LIMIT = 1 << 30
"""How many bytes of what was fetched are kept on a PC; what was not looked at for longest goes first."""


def send_ahead(ctx: ServiceContext, store_id: int, stored: str, content: bytes) -> None:
    """Have a large content on the server before its record is written, for every writer waits while that one is.

    A record that does not come after all leaves a content that nobody but the owner sees.

    Raises:
        EnvironmentFault: the server does not answer.
    """
    if len(content) >= _LARGE:
        contents.put_ahead(ctx.engine, store_id, stored, content)


def hand_in(connection: Connection, folder: Path, store_id: int, stored: str) -> None:
    """Put a content that lies in ``folder`` beside the record that names it, unless it is there.

    Raises:
        EnvironmentFault: it was taken away meanwhile.
    """
    try:
        content = (folder / stored).read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            Text("{file} could not be kept ({cause}). Add it again.", file=stored, cause=error.strerror or error)
        ) from error
    contents.put(connection, store_id, stored, content)


def fetched(ctx: ServiceContext, store_id: int, stored: str) -> Path:
    """Where a content lies here, fetched where it does not yet; a file that is not there where nothing holds it.

    Raises:
        UserError: what came is not what the record names.
        EnvironmentFault: the server does not answer, or the disk is full.
    """
    folder = ctx.paths.fetched
    with ctx.read() as uow:
        known = contents.find(uow.connection, store_id, stored)
        if known is None:
            return folder / "gone"
        place = place_of(known.digest, Path(stored).suffix)
        if is_sound(folder, place, known.size):
            _note_use(folder / place)
            return folder / place
        content = contents.read(uow.connection, store_id, stored)
    _check(known, content)
    made = write_within(folder, place, content)
    keep_within(folder, FETCHED_LIMIT)
    return made


def _note_use(file: Path) -> None:
    """The time of the last use is written here, for many systems do not."""
    with contextlib.suppress(OSError):
        os.utime(file, ns=(time.time_ns(), file.stat().st_mtime_ns))


def keep_within(folder: Path, limit: int) -> None:
    """Remove what was not used for longest until all of it has ``limit`` bytes; the last used stays in any case."""
    found = sorted(((file.stat().st_atime_ns, file.stat().st_size, file) for file in _lying(folder)), reverse=True)
    size = 0
    for number, (_at, own, file) in enumerate(found):
        size += own
        if number and size > limit:
            with contextlib.suppress(OSError):  # somebody looks at it
                file.unlink()


def forget_unseen(ctx: ServiceContext) -> None:
    """Remove what was fetched and what the server shows no longer: it was erased, or somebody may not see it any more.

    Raises:
        EnvironmentFault: the server does not answer.
    """
    lying = {file: file.name[:64] for file in _lying(ctx.paths.fetched)} if holds_contents(ctx) else {}
    if not lying:
        return
    with ctx.read() as uow:
        shown = contents.shown(uow.connection, set(lying.values()))
    for file, digest in lying.items():
        if digest not in shown:
            with contextlib.suppress(OSError):  # somebody looks at it
                file.unlink()


def _lying(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")]


def _check(known: Held, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if digest != known.digest or told_digest(known.stored) not in ("", digest):
        raise UserError(
            Text(
                "The content of a kept file, {place}, is not what was put in, so it is not shown. Add the file again "
                "or restore a backup.",
                place=known.stored,
            )
        )


def forget_fetched(folder: Path) -> None:
    """Remove what was fetched: somebody else works here now, or nobody does. What is in use goes the next time."""
    shutil.rmtree(folder, ignore_errors=True)


# --- as files, in backups and in a data folder --------------------------------------------------------------------


def copied_out(engine: Engine, folder: Path) -> dict[str, int]:
    """Write what is held into a folder of files that lacks it; all of it by its place, in bytes.

    Raises:
        UserError: a content is not what was put in.
        EnvironmentFault: it cannot be read or written.
    """
    if not contents.can_be_held(engine):
        return {}  # the data of an earlier program, which are to be raised only now
    with engine.connect() as connection, connection.begin():
        return {one.stored: one.size for one in _written(connection, folder, lies_there=_is_named_there)}


def _written(
    connection: Connection,
    folder: Path,
    step: Step | None = None,
    lies_there: Callable[[Path, Held], bool] | None = None,
) -> list[Held]:
    lies_there = lies_there or _lies_there
    found = [one for one in contents.held(connection) if _stays_within(folder, one.stored)]
    for number, one in enumerate(found):
        if step is not None:
            step(number, len(found))
        if lies_there(folder, one):
            continue
        content = contents.read(connection, one.store_id, one.stored)
        _check(one, content)
        write_within(folder, one.stored, content)
    return found


def _lies_there(folder: Path, one: Held) -> bool:
    return _has_size(folder, one) and digest_of(folder / one.stored) == one.digest


def _is_named_there(folder: Path, one: Held) -> bool:
    """The same by the name alone where it tells the content: to read thousands of files for each backup took minutes.

    A file was written whole or not at all, and what was spoilt since is found where a backup is checked.
    """
    return _has_size(folder, one) if told_digest(one.stored) == one.digest else _lies_there(folder, one)


def _has_size(folder: Path, one: Held) -> bool:
    file = folder / one.stored
    return file.is_file() and file.stat().st_size == one.size


def _stays_within(folder: Path, stored: str) -> bool:
    """Whether a place is one of the folder; another was put in past the program, and no record of ours names it."""
    try:
        return place_in(folder, stored).relative_to(folder.resolve()).as_posix() == stored
    except UserError:
        return False


def copied_in(engine: Engine, folder: Path) -> int:
    """Put in what records and their history name, nothing holds, and lies in a folder of files; how many that were.

    Raises:
        EnvironmentFault: it cannot be read or written.
    """
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        return len(_put_in(connection, folder, contents.named(connection)))


def _put_in(connection: Connection, folder: Path, named: Iterable[Named], step: Step | None = None) -> list[Held]:
    """Put in what is whole; what lies there spoilt is left where it is, for its name says that it is another."""
    there = [(store, stored) for store, stored in named if _is_whole(folder, stored)]
    for number, (store_id, stored) in enumerate(there):
        if step is not None:
            step(number, len(there))
        hand_in(connection, folder, store_id, stored)
    return [one for store, stored in there if (one := contents.find(connection, store, stored)) is not None]


def _is_whole(folder: Path, stored: str) -> bool:
    file = folder / stored
    return _stays_within(folder, stored) and file.is_file() and is_sound(folder, stored, file.stat().st_size)


# --- when the data move -------------------------------------------------------------------------------------------


def moved_in(connection: Connection, folder: Path, step: Step | None = None) -> Moved:
    """Put the files of a data folder beside the records that were just moved, each read back and compared.

    Raises:
        UserError: one did not arrive as it is.
        EnvironmentFault: one cannot be read.
    """
    found = _put_in(connection, folder, contents.named(connection), step)
    for one in found:
        if hashlib.sha256(contents.read(connection, one.store_id, one.stored)).hexdigest() != digest_of(
            folder / one.stored
        ):
            raise UserError(
                Text("Not everything of {table} arrived, so nothing was moved. Try again.", table=file_contents.name)
            )
    return _told(found)


def moved_out(connection: Connection, folder: Path, step: Step | None = None) -> Moved:
    """Write what is held into the data folder, and compare what lies there then.

    Raises:
        UserError: one did not arrive as it is.
        EnvironmentFault: one cannot be written.
    """
    found = _written(connection, folder, step)
    if not all(_lies_there(folder, one) for one in found):
        raise UserError(
            Text("Not everything of {table} arrived, so nothing was moved. Try again.", table=file_contents.name)
        )
    return _told(found)


def _told(found: list[Held]) -> Moved:
    # It knows all tables, and a program that opens shared data moves nothing.
    from shopdesk.storage.moving import Moved

    digest = hashlib.sha256("".join(f"{one.store_id} {one.stored} {one.digest}\n" for one in found).encode())
    return Moved(
        table=file_contents.name,
        rows=len(found),
        sums={"size": sum(one.size for one in found)},
        digest=digest.hexdigest(),
    )


# --- what lies on a PC from before ----------------------------------------------------------------------------------


def hand_in_left(ctx: ServiceContext) -> int:
    """Hand in what was added on this PC while shared data held no files; how many that were.

    A PC that joined may have had another store before, so of its files only those count whose name tells the content.
    What takes longer than a start may is handed in at the next one.

    Raises:
        EnvironmentFault: the server does not answer.
    """
    folder = ctx.paths.attachments
    if not holds_contents(ctx) or not folder.is_dir() or not any(folder.iterdir()):
        return 0
    with ctx.read() as uow:
        wanted = contents.lacking(uow.connection)
    begun, count = time.monotonic(), 0
    for store_id, stored in wanted:
        if time.monotonic() - begun > _AT_A_START_S:
            break
        if not _is_whole(folder, stored) or (ctx.rights.signed_in and not told_digest(stored)):
            continue
        with ctx.open_uow("") as uow:
            hand_in(uow.connection, folder, store_id, stored)
            uow.make_lasting()
        count += 1
    return count

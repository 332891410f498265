"""Where the data lie: a file in the data folder, or a database of a server that several PCs share.

A data folder with the file ``server.json`` keeps its settings, photos and backups here and its records there. The file
says which of four: the server that this PC holds for others, one of another PC that this one joined, a server that was
there and that this PC looks after, or an address without a password, which libpq takes from its own file (PGPASSFILE)
or the environment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra import atomic

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from shopdesk.domain.backups import Backup, Holdings
    from shopdesk.domain.soundness import DamagedTable, Salvaged
    from shopdesk.infra.paths import AppPaths

SCHEMES = ("postgresql", "postgres")
Progress = Callable[[int, int], None]
Line = Callable[[], dict[str, Any]]
"""The words with which to connect, asked anew for each connection: an address or a port may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The records are on a server of this PC.

    Attributes:
        port: where other PCs reach it.
        owner: the name of the owner who works here.
        stays: whether other PCs can go on when the program is closed here.
    """

    port: int
    owner: str
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The records are on another PC; ``sign_in`` is the name of the file that says how to reach them."""

    sign_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The records are on a server that was there, which this PC looks after.

    Attributes:
        sign_in: the name of the file that says how to reach it.
        owner: the name of the owner who works here.
    """

    sign_in: str
    owner: str


How = Held | Joined | Kept
_KINDS: dict[str, type[How]] = {"held": Held, "joined": Joined, "kept": Kept}


class Watch(Protocol):
    """Sees whether anybody commits anything from now on, this process included."""

    def end(self) -> str | None:
        """The mark of the state that was there all the while; ``None`` where somebody committed."""


class Place(Protocol):
    """One place of data. What it is asked before :meth:`open` loads no SQLAlchemy where it is a file."""

    def check_readable(self) -> None:
        """Find what cannot be worked with before anything is written.

        Raises:
            EnvironmentFault: with its state.
        """

    def is_there(self) -> bool:
        """Whether there is anything at all."""

    def revision(self) -> str | None:
        """The revision of the schema; ``None`` where there are no tables yet. Nothing is written.

        Raises:
            EnvironmentFault: it cannot be read.
            UserError: it is somebody else's database.
        """

    def open(self) -> tuple[Engine, FileState | None]:
        """An engine, and why it only reads where it cannot write.

        Raises:
            EnvironmentFault: it cannot be opened at all.
        """

    def identity(self) -> Hashable | None:
        """What tells these data from others that may later lie in their place."""

    def mark(self) -> str | None:
        """The state that the data are in, while nobody has them open; ``None`` where that cannot be said."""

    def watch(self) -> Watch:
        """From now on see whether anybody commits anything.

        Raises:
            OSError: the data cannot be looked at.
        """

    def damaged_tables(self, between: Progress | None = None) -> tuple[DamagedTable, ...]:
        """Read all of it. Empty: it is sound.

        Raises:
            EnvironmentFault: it cannot be read for another reason than damage.
        """

    def salvage(self, target: Path) -> tuple[Salvaged, ...]:
        """Write what can still be read into the new data file ``target``, which has today's tables.

        Raises:
            EnvironmentFault: nothing can be read.
        """

    def holdings(self) -> Holdings:
        """What is held there.

        Raises:
            EnvironmentFault: it cannot be read.
        """

    def backups(self, folder: Path) -> list[Backup]:
        """The backups of such a place in a folder, newest first."""

    def back_up(self, folder: Path, now: datetime, why: str, progress: Progress | None = None) -> Backup:
        """Make and check a backup; ``why`` is one word that goes into the name.

        Raises:
            EnvironmentFault: it cannot be written, or the data are damaged.
        """

    def find_backup(self, folder: Path, name: str) -> Path:
        """The backup of this name or path.

        Raises:
            NotFound: there is none.
        """

    def verify(self, backup: Path, *, references: bool = True) -> str:
        """Check a backup through and through; the answer is its schema's revision.

        Raises:
            EnvironmentFault: it is damaged, not one of ours, or the machine keeps it from being read.
        """

    def held_by(self, backup: Path) -> Holdings:
        """What a backup holds.

        Raises:
            EnvironmentFault: it cannot be read.
        """

    def restore(self, backup: Path, aside: Path | None = None) -> None:
        """Put a backup in the place of the data, which nobody has open; ``aside`` keeps damaged ones.

        Raises:
            EnvironmentFault: it is damaged or cannot be put in place; the data are as they were.
        """

    def rotate(self, folder: Path, keep_days: int) -> list[Path]:
        """Remove old backups made by the program itself; those the owner asked for stay."""


def place_of(paths: AppPaths) -> Place:
    """The place of a data folder's records.

    Raises:
        EnvironmentFault: the file with the address of the server cannot be read.
    """
    address = address_of(paths.server)
    return file_place(paths.database) if address is None else server_place(address)


def file_place(file: Path) -> Place:
    """A data file."""
    from shopdesk.storage.sqlite.place import FilePlace

    return FilePlace(file)


def server_place(address: str, line: Line | None = None, *, keeps: bool = False) -> Place:
    """A database of a server; ``line`` gives what the address does not say, as a password does not.

    ``keeps``: whoever signs in by that password looks after the data and makes their backups.
    """
    from shopdesk.storage.postgres.place import ServerPlace

    return ServerPlace(address, line, keeps)


def shared_as(file: Path) -> How | None:
    """How the records are shared; ``None`` where they are not, or are at an address.

    Raises:
        EnvironmentFault: the file cannot be read, or says something else.
    """
    said = _said(file)
    for name, kind in _KINDS.items():
        if said and name in said:
            try:
                return _checked(kind(**said[name]))
            except (TypeError, ValueError) as error:
                raise _says_nothing(file) from error
    return None


def address_of(file: Path) -> str | None:
    """The address in a file; ``None`` where there is no such file.

    Raises:
        EnvironmentFault: it holds no address, or one with a password.
    """
    said = _said(file)
    if said is None:
        return None
    try:
        address = said["address"]
        parts = urlsplit(address)
        good = parts.scheme in SCHEMES and bool(parts.path.strip("/")) and parts.password is None
    except (ValueError, TypeError, KeyError, AttributeError):
        good = False
    if not good:
        raise _says_nothing(file)
    return str(address)


def keep_address(file: Path, address: str) -> None:
    """Note that the records of a data folder are at ``address``, ``postgresql://user@host:port/database``.

    Raises:
        EnvironmentFault: it cannot be written.
        ValueError: it holds a password, which is kept nowhere.
    """
    if urlsplit(address).password is not None:
        raise ValueError("a password is not kept")
    atomic.write_text(file, json.dumps({"address": address}, indent=1), private=True)


def keep_shared(file: Path, how: How) -> None:
    """Note how the records of a data folder are shared.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    name = next(name for name, kind in _KINDS.items() if isinstance(how, kind))
    atomic.write_text(file, json.dumps({name: asdict(how)}, indent=1, ensure_ascii=False), private=True)


def _said(file: Path) -> dict[str, Any] | None:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise atomic.explain_os_error(error, file) from error
    except ValueError as error:
        raise _says_nothing(file) from error
    if not isinstance(said, dict):
        raise _says_nothing(file)
    return said


def _checked(how: How) -> How:
    if isinstance(how, Joined | Kept):
        # A name that leads out of the folder of the sign-ins is none.
        good = isinstance(how.sign_in, str) and how.sign_in == Path(how.sign_in).name != ""
        good = good and (isinstance(how, Joined) or isinstance(how.owner, str))
    else:
        good = type(how.port) is int and 0 < how.port < 65536 and isinstance(how.owner, str)
        good = good and isinstance(how.stays, bool)
    if not good:
        raise ValueError(how)
    return how


def _says_nothing(file: Path) -> EnvironmentFault:
    return EnvironmentFault(
        Text("{file} does not say where the shared data are. Join the store anew.", file=file.name),
        FileState.UNREACHABLE,
    )

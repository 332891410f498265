"""This PC as the one that holds the data for others: its server as a place of data, its door, its people."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shopdesk.infra import atomic
from shopdesk.infra.clock import Clock
from shopdesk.sharing import serving
from shopdesk.sharing.access import TableFacts
from shopdesk.sharing.accounts import Account, Grant
from shopdesk.sharing.classes import CLASSES
from shopdesk.sharing.codes import LIFE, Code, to_text
from shopdesk.sharing.holder import Holder, own_addresses
from shopdesk.sharing.office import Office, Session
from shopdesk.sharing.programs import Programs, bundled
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, LOOPBACK
from shopdesk.storage import places
from shopdesk.storage.places import Held, Place
from shopdesk.storage.tables.contents import NAMED_BY, file_contents

_ADDRESS = f"postgresql://{ADMINISTRATOR}@{LOOPBACK}/{DATABASE}"


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A connection code as it is shown, and until when it holds, in local time."""

    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SharedState:
    """How sharing stands.

    Attributes:
        accounts: everybody who ever joined.
        sessions: who works from another PC now.
        addresses: where other PCs reach this one.
        port: the port of it.
        is_open: whether they can come in.
        stays: whether they can go on when the program is closed here.
        owner: who works here.
    """

    accounts: tuple[Account, ...]
    sessions: tuple[Session, ...]
    addresses: tuple[str, ...]
    port: int
    is_open: bool
    stays: bool
    owner: str


class Holding:
    """The shared data of one data folder. May be asked from several threads."""

    def __init__(
        self,
        folder: Path,
        held: Held,
        clock: Clock,
        *,
        programs: Callable[[], Programs] = bundled,
    ) -> None:
        """Nothing runs yet.

        Raises:
            ServerFault: the programs of the server are not there.
        """
        self.held = held
        self._clock = clock
        self._folder = folder
        self._guard = threading.RLock()
        self._holder = Holder(folder, programs(), port=held.port, addresses=lambda: own_addresses())
        self._mark = folder / "rights"
        self._serving = folder / "serving"
        self.office = Office(self._holder.administrator, DATABASE, ADMINISTRATOR)

    @property
    def owner(self) -> str:
        """Who works here."""
        return self.held.owner

    def make(self) -> None:
        """Make an empty server, and start it.

        Raises:
            ServerFault: why it cannot be.
        """
        with self._guard:
            self._holder.server.make()
            self._holder.server.start()

    def place(self) -> Place:
        """The place of the records."""
        return places.server_place(_ADDRESS, self.line)

    def line(self) -> dict[str, Any]:
        """The words to connect with; a server that was killed is started again first.

        Raises:
            ServerFault: it cannot be started.
        """
        with self._guard:
            if self._holder.is_open:
                self._holder.start()
            else:
                self._holder.server.start()
            return self._holder.server.connection()

    def open_door(self) -> None:
        """Hold people to their rights, then let other PCs in.

        Raises:
            EnvironmentFault: why they cannot come in; the data are open here all the same.
        """
        with self._guard:
            self.line()
            self.hold_to_rights()
            if not self._holder.is_open:
                serving.take_over(self._serving)
            self._holder.start()

    def serving(self) -> AbstractContextManager[None]:
        """Let others in without a window for as long as this lasts; a window takes over."""
        return serving.noted(self._serving)

    def hold_to_rights(self) -> None:
        """Have the database hold people to their rights, where it does not yet.

        Raises:
            EnvironmentFault: the server refused.
        """
        with contextlib.suppress(OSError):
            known = self._mark.read_text("ascii")
            if self.office.hold_to(facts(), CLASSES, known) == known:
                return
        atomic.write_text(self._mark, self.office.hold_to(facts(), CLASSES), private=True)

    def close_door(self) -> None:
        """Let no other PC in any longer."""
        with self._guard:
            self._holder.close_door()

    def stop(self) -> None:
        """Let nobody in and stop the server.

        Raises:
            ServerFault: it did not end.
        """
        with self._guard:
            self._holder.stop()

    @property
    def is_open(self) -> bool:
        """Whether other PCs can come in."""
        return self._holder.is_open

    @property
    def others(self) -> int:
        """How many connections of other PCs there are now."""
        return self._holder.connections

    def state(self) -> SharedState:
        """How it stands.

        Raises:
            EnvironmentFault: the server does not answer.
        """
        with self._guard:
            return SharedState(
                accounts=tuple(self.office.accounts()),
                sessions=tuple(self.office.signed_in()),
                addresses=tuple(self._holder.addresses),
                port=self._holder.port,
                is_open=self.is_open,
                stays=self.held.stays,
                owner=self.held.owner,
            )

    def invite(self, grant: Grant) -> ShownCode:
        """A code with which one PC can join.

        Raises:
            EnvironmentFault: nothing can be shared just now.
        """
        with self._guard:
            code: Code = self._holder.invite(grant)
        return ShownCode(to_text(code), self._clock.now() + LIFE)

    def put_away(self, now: datetime) -> None:
        """Keep the data of the server, which went back to one PC, out of the way; of earlier ones nothing is kept.

        Raises:
            EnvironmentFault: a folder cannot be moved.
        """
        import shutil

        database = self._folder / "database"
        for old in self._folder.glob("database-*"):
            shutil.rmtree(old, ignore_errors=True)
        self._mark.unlink(missing_ok=True)
        if not database.exists():
            return
        try:
            database.replace(database.with_name(f"database-{now:%Y%m%d-%H%M%S}"))
        except OSError as error:
            raise atomic.explain_os_error(error, database) from error


def facts() -> list[TableFacts]:
    """What is known of each table."""
    from shopdesk.storage.tables.everything import metadata  # all of them only when somebody is given rights

    return [
        TableFacts(
            table.name,
            tuple(column.name for column in table.columns),
            {key.parent.name: key.column.table.name for key in table.foreign_keys},
            tuple((naming.name, column) for naming, column in NAMED_BY) if table is file_contents else (),
        )
        for table in metadata.sorted_tables
    ]

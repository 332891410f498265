"""This PC as the one that holds the data: server, certificate, relay and desk as one thing to start and stop.

The window asks this, and on a PC that joins :mod:`shopdesk.sharing.joining` and :mod:`shopdesk.sharing.sign_in`.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.sharing.access import Right, TableFacts
from shopdesk.sharing.certificates import identity
from shopdesk.sharing.codes import Code
from shopdesk.sharing.invitations import Invitations
from shopdesk.sharing.joining import Desk
from shopdesk.sharing.programs import Programs
from shopdesk.sharing.relay import Relay
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, Server, Stop
from shopdesk.sharing.server_faults import ServerState

if TYPE_CHECKING:
    import psycopg

    from shopdesk.sharing.accounts import Grant

PORT = 47632
"""Where the relay listens unless the owner says another; other PCs keep it, so it does not change by itself."""

_MOST_IN_A_CODE = 2


def own_addresses() -> list[str]:
    """The addresses of this PC in its networks, those of the way out first."""
    import psutil

    outward = ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # nothing is sent; the system only chooses the way
            outward = asked.getsockname()[0]
        except OSError:
            pass
    ours = [one.address for card in psutil.net_if_addrs().values() for one in card if one.family == socket.AF_INET]
    return sorted((one for one in ours if not one.startswith(("127.", "169.254."))), key=lambda one: one != outward)


class Holder:
    """Shares one database from this PC. Not for several threads."""

    def __init__(
        self,
        folder: Path,
        programs: Programs,
        *,
        port: int = PORT,
        addresses: Callable[[], Sequence[str]] = own_addresses,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Nothing runs yet.

        Args:
            folder: the folder for shared data.
            programs: the programs of the bundle.
            port: where the relay is to listen; 0 takes any.
            addresses: this PC's addresses.
            now: the time in UTC, with its zone.
        """
        self.server = Server(folder, programs)
        self._certificates = folder / "certificates"
        self._addresses = addresses
        self._now = now
        self._port = port
        self._server_port = 0
        self._relay: Relay | None = None
        self._invitations: Invitations[Grant] = Invitations(time.monotonic)

    @property
    def state(self) -> ServerState:
        """How it stands: running only where other PCs can reach it."""
        found = self.server.state()
        return ServerState.STOPPED if found is ServerState.RUNNING and self._relay is None else found

    @property
    def port(self) -> int:
        """Where other PCs reach this one."""
        return self._relay.port if self._relay else self._port

    def start(self) -> None:
        """Make what is missing and start everything; what runs stays.

        Raises:
            EnvironmentFault: why it cannot be.
        """
        self.server.make()
        server_port = self.server.start()
        if self._relay is None:
            from shopdesk.sharing.accounts import admitting

            shown = identity(self._certificates, self._names(), self._now())
            admit = admitting(self.administrator)
            desk = Desk(self._invitations, admit, DATABASE, shown.authority, self._addresses, lambda: self.port)
            relay = Relay(shown.chain, server_port, port=self._port, desk=desk.answer)
            self._port = relay.start()
            self._relay = relay
        elif server_port != self._server_port:
            self._relay.restart(server_port=server_port)  # the server was started anew, on another port
        self._server_port = server_port

    def close_door(self) -> None:
        """Let no other PC in any longer; the server goes on."""
        self._invitations.withdraw_all()
        if self._relay is not None:
            self._relay.stop()
            self._relay = None

    def stop(self) -> None:
        """Let no other PC in any longer and stop the server.

        Raises:
            ServerFault: the server did not end.
        """
        self.close_door()
        self.server.stop(Stop.FAST)

    @property
    def is_open(self) -> bool:
        """Whether other PCs can come in."""
        return self._relay is not None

    @property
    def connections(self) -> int:
        """How many connections of other PCs there are."""
        return self._relay.connections if self._relay else 0

    @property
    def addresses(self) -> list[str]:
        """This PC's addresses of now."""
        return list(self._addresses())

    def hold_to(self, tables: Sequence[TableFacts], classes: Mapping[str, tuple[Right, ...]]) -> None:
        """Have the database hold people to their rights; after its tables were made or changed.

        Raises:
            BadDescription: a table has no class.
            psycopg.Error: the server refused, and nothing was changed.
        """
        from shopdesk.sharing.access_sql import harden, install
        from shopdesk.sharing.accounts import apply

        with self.administrator() as connection:
            also = connection.execute("SELECT tablename FROM pg_tables WHERE tablename = 'alembic_version'").fetchall()
            names = [name for (name,) in also]
            rights = install(tables, classes, database=DATABASE, keeper=ADMINISTRATOR, also_read=names)
            apply(connection, [*rights, *harden()])

    def invite(self, grant: Grant) -> Code:
        """A code with which one PC can join; the relay shows a certificate of this PC's addresses of now.

        Raises:
            EnvironmentFault: nothing is shared, or the certificate cannot be read or written.
        """
        self.start()
        assert self._relay is not None  # it was started
        shown = identity(self._certificates, self._names(), self._now())
        self._relay.show(shown.chain)
        made_at = self._now().astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        places = tuple(self._addresses()[:_MOST_IN_A_CODE]) or (socket.gethostname(),)
        return Code(places, self.port, shown.fingerprint, self._invitations.give(grant), made_at)

    def administrator(self) -> AbstractContextManager[psycopg.Connection[Any]]:
        """A connection that may do everything, closed at the end.

        Raises:
            ServerFault: the server does not run.
            psycopg.Error: it refused.
        """
        import psycopg

        return psycopg.connect(**self.server.connection(), autocommit=True)

    def _names(self) -> list[str]:
        return [*self._addresses(), socket.gethostname()]

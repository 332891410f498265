"""A server that was there as the place of the data: looked at, moved to, and its people seen to from this PC."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.infra import atomic
from shopdesk.infra.clock import Clock
from shopdesk.services.sharing.checks import Check
from shopdesk.services.sharing.holding import SharedState, ShownCode, facts
from shopdesk.services.sharing.joined import Joining
from shopdesk.sharing import other_server, server_invitations
from shopdesk.sharing.accounts import Grant
from shopdesk.sharing.certificates import authority_in
from shopdesk.sharing.classes import CLASSES
from shopdesk.sharing.codes import LIFE, to_text
from shopdesk.sharing.office import Office
from shopdesk.sharing.other_server import ServerAddress
from shopdesk.sharing.server_line import Shown
from shopdesk.sharing.server_line import look_at as spoken_to
from shopdesk.sharing.sign_in import Way
from shopdesk.storage.places import Kept, Place


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at an address: every point with its sentence, and how the server is known from now on."""

    checks: tuple[Check, ...]
    shown: Shown | None = None

    @property
    def will_do(self) -> bool:
        """Whether the data may go there."""
        return self.shown is not None and all(one.holds is not False for one in self.checks)


def look_at(
    host: str, port: str, database: str, user: str, password: str, authority: Path | None = None
) -> tuple[ServerAddress | None, Found]:
    """Look at a server, with all that keeps the data from going there in words. Nothing is changed.

    ``authority`` is a file with the certificate of who has to vouch for the server; without it the server's own
    certificate is known again, or one of an authority that the system knows.
    """
    at = None
    try:
        at = other_server.check_address(host, port, database, user)
        other_server.check_password(password)
        vouching = authority_in(authority) if authority is not None else ""
        shown, said = other_server.asked(at, password, vouching)
    except UserError as error:
        return at, Found((Check(False, error.text),))
    return at, Found(tuple(Check(one.holds, one.said) for one in other_server.judge(said, at)), shown)


class Keeping:
    """The shared data of one data folder on a server that was there, with the password of this session."""

    def __init__(self, joining: Joining, kept: Kept, folder: Path, clock: Clock) -> None:
        """Nothing is asked yet; ``folder`` is for the note of what was laid down."""
        self.kept = kept
        self.joining = joining
        self._clock = clock
        self._mark = folder / "rights"
        known = joining.known
        self._at = ServerAddress(known.addresses[0], known.port, known.database, known.role)
        self.office = Office(joining.administrator, known.database, known.role)

    @property
    def owner(self) -> str:
        """Who works here."""
        return self.kept.owner

    def place(self) -> Place:
        """The place of the records."""
        return self.joining.place(keeps=True)

    def hold_to_rights(self) -> None:
        """Have the database hold people to their rights, where it does not yet.

        Raises:
            EnvironmentFault: the server refused.
        """
        known = ""
        with contextlib.suppress(OSError):
            known = self._mark.read_text("ascii")
        mark = self.office.hold_to(
            facts(),
            CLASSES,
            known,
            also=list(server_invitations.install()),
            of_keeper=list(server_invitations.keeping(self._at.user)),
        )
        if mark != known:
            atomic.write_text(self._mark, mark, private=True)

    def close_door(self) -> None:
        """Let nobody else in any longer; :meth:`hold_to_rights` undoes it.

        Raises:
            EnvironmentFault: the server refused.
        """
        self.office.let_nobody_in()
        self._mark.unlink(missing_ok=True)

    def state(self) -> SharedState:
        """How it stands.

        Raises:
            EnvironmentFault: the server does not answer.
        """
        return SharedState(
            accounts=tuple(self.office.accounts()),
            sessions=tuple(self.office.signed_in()),
            addresses=(self._at.host,),
            port=self._at.port,
            is_open=True,
            stays=True,
            owner=self.kept.owner,
        )

    def invite(self, grant: Grant) -> ShownCode:
        """A code with which one PC can join.

        Raises:
            UserError: the server does not answer as it did.
        """
        known = self.joining.known
        named = known.authority if known.way is Way.AUTHORITY else ""
        shown = spoken_to(self._at.host, self._at.port, named)
        with self.office.connected() as connection:
            code = server_invitations.invite(connection, grant, self._at, shown)
        return ShownCode(to_text(code), self._clock.now() + LIFE)

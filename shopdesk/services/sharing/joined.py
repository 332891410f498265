"""This PC as one that joined: who signs in, with a password that is kept nowhere, and where the data are."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.sharing import server_invitations, sign_in
from shopdesk.sharing.certificates import authority_in
from shopdesk.sharing.codes import parse
from shopdesk.sharing.joining import join
from shopdesk.sharing.office import connected_by, whoever
from shopdesk.sharing.secret import Secret
from shopdesk.sharing.sign_in import HolderNotFound, SignIn
from shopdesk.storage import places
from shopdesk.storage.places import Place


class PasswordWanted(EnvironmentFault):
    """Somebody has to sign in before the data can be opened.

    Attributes:
        person: who signed in here last.
    """

    def __init__(self, person: str) -> None:
        """Say who."""
        super().__init__(
            Text("The data are on another PC. {person}, type your password.", person=person), FileState.DENIED
        )
        self.person = person


class SignedOut(EnvironmentFault):
    """The PC with the data is at none of the known addresses."""

    def __init__(self, said: Text) -> None:
        """Keep the sentence."""
        super().__init__(said, FileState.UNREACHABLE)


class Joining:
    """The sign-ins that this PC knows; the person who works here now."""

    def __init__(self, folder: Path, name: str) -> None:
        """``name`` is the file of who signs in, within ``folder``.

        Raises:
            EnvironmentFault: the file is damaged or gone.
        """
        self._file = folder / name
        self._guard = threading.Lock()
        found = sign_in.read(self._file)
        if found is None:
            raise EnvironmentFault(
                Text("{file}, by which this PC signs in, is gone. Join the store again with a new code.", file=name),
                FileState.UNREACHABLE,
            )
        self._known = found
        self._password: Secret | None = None

    @property
    def person(self) -> str:
        """Who signs in."""
        return self._known.name

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the PC with the data was, the last one first."""
        return self._known.addresses

    @property
    def known(self) -> SignIn:
        """How the data are reached."""
        return self._known

    def administrator(self) -> AbstractContextManager[Any]:
        """A connection of whoever signs in here, with what that one may do; closed at the end.

        Raises:
            EnvironmentFault: nobody signed in, or the data are not found.
            Exception: the server refused, in the words of its driver, which the office explains.
        """
        return connected_by(self.line)

    def sign_in(self, password: str) -> None:
        """Use a password from now on; it stays in memory."""
        self._password = Secret(password.encode())

    def moved_to(self, address: str) -> None:
        """Look at another address first, and keep it if the PC with the data is there.

        Raises:
            UserError: it is no address, or the PC with the data is not there.
        """
        self._find(sign_in.moved_to(self._known, address))

    def place(self, *, keeps: bool = False) -> Place:
        """The place of the records; ``keeps``: whoever signs in here looks after them."""
        known = self._known
        address = f"postgresql://{quote(known.role)}@/{quote(known.database)}"
        return places.server_place(address, self.line, keeps=keeps)

    def whoever(self) -> tuple[str, str]:
        """The name and the group of who is signed in, both empty where the account was closed.

        Raises:
            EnvironmentFault: the PC with the data does not answer.
        """
        return whoever(self.line)

    def line(self) -> dict[str, Any]:
        """The words to connect with, the password among them; the PC with the data is looked for first.

        Raises:
            PasswordWanted: nobody signed in.
            SignedOut: it is at none of the known addresses.
        """
        if self._password is None:
            raise PasswordWanted(self.person)
        try:
            self._find(self._known)
            words = sign_in.connection(self._known, self._file)
        except HolderNotFound as fault:
            raise SignedOut(fault.text) from fault
        return {**words, "password": self._password.reveal().decode()}

    def _find(self, known: SignIn) -> None:
        with self._guard:
            found = sign_in.find(known)
            if found != self._known:
                sign_in.keep(self._file, found)
                self._known = found


def in_utc(now: datetime) -> datetime:
    """The moment by which a code is told from one that is surely too old, in UTC without zone."""
    return now.astimezone(UTC).replace(tzinfo=None)


def join_with(folder: Path, code: str, name: str, password: str, now: datetime, authority: Path | None = None) -> str:
    """Redeem a code; the name of the file that says how to sign in from now on.

    ``authority`` is a file with the certificate of who has to vouch for a server that is there.

    Raises:
        CodeError: the code is wrong or too old.
        UserError: name or password cannot be used, or the other PC refuses or is not reached.
        EnvironmentFault: the file cannot be written.
    """
    read = parse(code, in_utc(now))
    if read.database:
        found = server_invitations.join(read, name, password, authority_in(authority) if authority else "")
    else:
        found = join(read, name, password)
    file = folder / f"{found.role}.json"
    sign_in.keep(file, found)
    return file.name


def known_people(folder: Path) -> dict[str, str]:
    """Who signed in on this PC before: the file of each, and the name."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        try:
            known = sign_in.read(file)
        except UserError:
            continue  # it is said when somebody wants to sign in by it
        if known is not None:
            found[file.name] = known.name
    return found

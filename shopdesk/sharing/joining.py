"""How another PC redeems a connection code for a role of its own, over the port of the relay.

One line of JSON each way, inside TLS. The joining PC first looks whether the certificate has the code's fingerprint,
and says nothing to any other. Its password does not leave it: what is sent is what the server keeps of a password
(SCRAM), made here.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import socket
import ssl
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.sharing.certificates import fingerprint, lasting_name
from shopdesk.sharing.codes import Code
from shopdesk.sharing.invitations import REFUSALS, Invitations, Refused
from shopdesk.sharing.relay import JOIN
from shopdesk.sharing.sign_in import SignIn, first_of

T = TypeVar("T")

LONGEST_NAME = 60
SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_MOST_ASKED = 4_096
_MOST_ANSWERED = 16_384
_VERIFIER = re.compile(r"SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/=]{16,64}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=")

_log = logging.getLogger(__name__)


class JoinRefused(UserError):
    """This PC could not join.

    Attributes:
        why: the holder's reason; ``None`` where it was not reached or is another one.
    """

    def __init__(self, message: Text, why: Refused | None = None) -> None:
        """Keep the reason with the sentence."""
        super().__init__(message)
        self.why = why


class NameTaken(UserError):
    """An account cannot be made because of its name; raised by who makes it."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants to join.

    Attributes:
        name: the name that was chosen, tidied.
        verifier: what the server is to keep of the password.
    """

    name: str
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Desk(Generic[T]):
    """The holder's side: give its :meth:`answer` to the relay.

    Attributes:
        invitations: the secrets that hold.
        admit: makes the account on the database and gives the name of its role; called on a thread of its own, and
            raises :class:`NameTaken` where the name is in use.
        database: the database to connect to.
        authority: the certificate that PCs are to trust.
        addresses: this PC's addresses, asked at every answer.
        port: the relay's port, asked at every answer.
    """

    invitations: Invitations[T]
    admit: Callable[[Applicant, T], str]
    database: str
    authority: str
    addresses: Callable[[], Sequence[str]]
    port: Callable[[], int]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> None:
        """Answer one PC with one line."""
        try:
            asked = await reader.readuntil(b"\n")
            said = await self._said(_request(asked), address)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        writer.write(json.dumps(said).encode("ascii") + b"\n")
        await writer.drain()

    async def _said(self, request: tuple[bytes, Applicant | Refused], address: str) -> dict[str, Any]:
        secret, applicant = request
        grant = self.invitations.take(secret, address)
        if isinstance(grant, Refused):
            return {"refused": grant}
        refused = Refused.FAILED
        if isinstance(applicant, Refused):
            refused = applicant
        else:
            try:
                role = await asyncio.to_thread(self.admit, applicant, grant)
                return {
                    "role": role,
                    "database": self.database,
                    "authority": self.authority,
                    "addresses": list(self.addresses()),
                    "port": self.port(),
                }
            except NameTaken:
                refused = Refused.NAME
            except Exception as error:
                # Whatever the database says may name what was sent; the kind of the error is enough to look for it.
                _log.error("an account could not be made: %s", type(error).__name__)
        self.invitations.give_back(secret)
        return {"refused": refused}


def check_name(name: str) -> str:
    """A name as it is kept: tidied.

    Raises:
        UserError: it cannot be used.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not tidy:
        raise UserError(Text("Type your name, as the others know you."))
    if len(tidy) > LONGEST_NAME or any(unicodedata.category(sign)[0] == "C" for sign in tidy):
        raise UserError(Text("A name has 60 signs at most, and none that cannot be seen."))
    return tidy


def check_password(password: str) -> None:
    """Look whether a password can be used.

    Raises:
        UserError: it is too short or too long.
    """
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD or "\0" in password:
        raise UserError(Text("A password has 8 to 200 signs."))
    if len(set(password)) < 4:
        raise UserError(Text("This password is guessed at once. Choose one with more different signs."))


def strength(password: str) -> tuple[bool, Text]:
    """How hard a password is to guess, in words, and whether it can be used."""
    try:
        check_password(password)
    except UserError as error:
        return False, error.text
    kinds = len({unicodedata.category(sign)[: 2 if sign.isascii() else 1] for sign in password})
    if len(password) >= 16 or (len(password) >= 12 and kinds >= 3):
        return True, Text("Strong: nobody guesses it.")
    if len(password) >= 10 and kinds >= 2:
        return True, Text("Good. Longer is stronger: several words in a row, for example.")
    return True, Text("Weak: whoever knows you may guess it. Make it longer.")


def verifier_of(password: str) -> str:
    """What PostgreSQL keeps of a password, made by libpq without any server."""
    from psycopg import pq

    unconnected = pq.PGconn.connect(b"sslmode=none-of-them")
    try:
        return unconnected.encrypt_password(password.encode("utf-8"), b"", b"scram-sha-256").decode("ascii")
    finally:
        unconnected.finish()


def is_verifier(text: str) -> bool:
    """Whether a text is what PostgreSQL keeps of a password; anything else it would take for the password itself."""
    return _VERIFIER.fullmatch(text) is not None


def join(code: Code, name: str, password: str, *, seconds: float = 10.0) -> SignIn:
    """Redeem a code: this PC is known from then on, under a role of its own.

    Raises:
        UserError: name or password cannot be used.
        JoinRefused: the other PC is not reached, is not the one that made the code, or refuses.
    """
    name = check_name(name)
    check_password(password)
    asked = {"secret": code.secret.reveal().hex(), "name": name, "verifier": verifier_of(password)}
    another = False
    for address in code.addresses:
        try:
            answer = _ask(address, code, json.dumps(asked).encode("ascii") + b"\n", seconds)
            return _understood(answer, code, name, address)
        except _Another:
            another = True
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise JoinRefused(
        Text(
            "The PC that answers is not the one that made the code; nothing was told to it. Compare the code, and ask "
            "who looks after your network."
        )
        if another
        else Text(
            "The PC with the data is not reached. Look whether it is on and in the same network, and whether its "
            "firewall lets ShopDesk be reached."
        )
    )


class _Another(Exception):
    """Somebody else answers."""


def _request(line: bytes) -> tuple[bytes, Applicant | Refused]:
    """The secret and who asks; a secret that is none is taken as a wrong one."""
    try:
        if len(line) > _MOST_ASKED:
            return b"", Refused.WRONG
        said = json.loads(line)
        secret, name, verifier = bytes.fromhex(said["secret"]), str(said["name"]), str(said["verifier"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return b"", Refused.WRONG
    try:
        name = check_name(name)
    except UserError:
        return secret, Refused.NAME
    return secret, Applicant(name, verifier) if is_verifier(verifier) else Refused.PASSWORD


def _ask(address: str, code: Code, line: bytes, seconds: float) -> bytes:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # The fingerprint of the code says which certificate it is, and more strictly than any authority.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([JOIN])
    with socket.create_connection((address, code.port), timeout=seconds) as plain, context.wrap_socket(plain) as safe:
        shown = safe.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(fingerprint(shown), code.fingerprint):
            raise _Another
        safe.sendall(line)
        answer = b""
        while not answer.endswith(b"\n") and len(answer) < _MOST_ANSWERED and (piece := safe.recv(4096)):
            answer += piece
        return answer


def _understood(answer: bytes, code: Code, name: str, address: str) -> SignIn:
    said = json.loads(answer)
    if "refused" in said:
        try:
            why = Refused(said["refused"])
        except ValueError:
            why = Refused.FAILED
        raise JoinRefused(REFUSALS[why], why)
    authority = str(said["authority"])
    lasting_name(authority)
    return SignIn(
        addresses=first_of(address, [*map(str, said["addresses"]), *code.addresses]),
        port=int(said["port"]),
        authority=authority,
        database=str(said["database"]),
        role=str(said["role"]),
        name=name,
    )

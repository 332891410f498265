"""What a PC that joined keeps of the PC with the data, and how it finds that again. The password is not among it.

A small file of this user alone. libpq reads the authority's certificate from a file of its own beside it.
"""

from __future__ import annotations

import json
import logging
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra.atomic import make_folder, write_text
from shopdesk.sharing.certificates import lasting_name
from shopdesk.sharing.relay import POSTGRES

_VERSION = 1
_MOST_ADDRESSES = 8
_FIELDS = ("addresses", "port", "authority", "database", "role", "name", "way")

_log = logging.getLogger(__name__)


class Way(StrEnum):
    """What stands at the address.

    ``RELAY``: a PC that holds the data. The others are a server that is there: with a certificate of its own
    (``PINNED``), with one that an authority of the system vouches for (``SYSTEM``) or one that was named by a file
    (``AUTHORITY``), or on this very PC, without any (``LOOPBACK``).
    """

    RELAY = "relay"
    PINNED = "pinned"
    SYSTEM = "system"
    AUTHORITY = "authority"
    LOOPBACK = "loopback"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How this PC reaches the shared data.

    Attributes:
        addresses: where the PC with the data was, the one that answered last first.
        port: its relay's port, or the server's.
        authority: the certificates that this PC trusts, as PEM; empty on the loopback.
        database: the database.
        role: this PC's role.
        name: the person's name.
        way: what stands there.
    """

    addresses: tuple[str, ...]
    port: int
    authority: str
    database: str
    role: str
    name: str
    way: Way = Way.RELAY


class HolderNotFound(UserError):
    """The PC with the data is at none of the known addresses; its user can tell the new one."""


def keep(file: Path, sign_in: SignIn) -> None:
    """Keep it, wholly or not at all.

    Raises:
        EnvironmentFault: the disk is full, or the folder is not this user's.
    """
    make_folder(file.parent)
    said = {"version": _VERSION, **{name: getattr(sign_in, name) for name in _FIELDS}}
    trusted = known_to_the_system() if sign_in.way is Way.SYSTEM else sign_in.authority
    write_text(_authority_file(file), trusted, private=True)
    write_text(file, json.dumps(said, ensure_ascii=False, indent=1), private=True)


def read(file: Path) -> SignIn | None:
    """What is kept; ``None`` where this PC never joined.

    Raises:
        EnvironmentFault: the file is damaged, of a newer program, or cannot be read.
    """
    try:
        said = json.loads(file.read_text("utf-8"))
        if said["version"] != _VERSION:
            raise EnvironmentFault(
                Text("How this PC signs in was written by a newer ShopDesk. Install that version here, too."),
                FileState.NEWER,
            )
        return _checked(said)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(file, FileState.DENIED) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(file, FileState.DAMAGED) from error


def forget(file: Path) -> None:
    """This PC does not sign in any more.

    Raises:
        OSError: a file cannot be removed.
    """
    file.unlink(missing_ok=True)
    _authority_file(file).unlink(missing_ok=True)


def first_of(address: str, known: Iterable[str]) -> tuple[str, ...]:
    """An address before the others that are known, each once."""
    return tuple(dict.fromkeys([address, *known]))[:_MOST_ADDRESSES]


def find(sign_in: SignIn, reaches: Callable[[SignIn, str], bool] | None = None) -> SignIn:
    """Look for the PC with the data at every known address; keep what is given, the one that answered is first in it.

    A PC that has got an old address since is not taken for it: it cannot show a certificate of the authority.

    Raises:
        HolderNotFound: it is at none of them.
    """
    for address in sign_in.addresses:
        if (reaches or answers)(sign_in, address):
            return replace(sign_in, addresses=first_of(address, sign_in.addresses))
    raise HolderNotFound(
        Text(
            "The PC with the shared data is not found where it was. Look whether it is on; if its address has changed, "
            "type the one that it shows under Share with other PCs."
        )
    )


def moved_to(sign_in: SignIn, address: str) -> SignIn:
    """The same with another address to look at first.

    Raises:
        UserError: it is no address.
    """
    tidy = address.strip()
    if not tidy or len(tidy) > 253 or not tidy.isascii() or any(sign in tidy for sign in " ,/@'\"\\\t\n"):
        raise UserError(Text("Type an address like 192.168.1.20, or the name of the PC."))
    return replace(sign_in, addresses=first_of(tidy, sign_in.addresses))


def answers(sign_in: SignIn, address: str, *, seconds: float = 3.0) -> bool:
    """Whether the PC with the data, and no other, answers at an address."""
    if sign_in.way is not Way.RELAY:
        return _server_answers(sign_in, address, seconds)
    context = ssl.create_default_context(cadata=sign_in.authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([POSTGRES])
    try:
        with (
            socket.create_connection((address, sign_in.port), timeout=seconds) as plain,
            context.wrap_socket(plain, server_hostname=lasting_name(sign_in.authority)) as safe,
        ):
            return safe.selected_alpn_protocol() == POSTGRES
    except (OSError, ValueError) as error:
        _log.info("the PC with the data does not answer at one of its addresses: %s", type(error).__name__)
        return False


def _server_answers(sign_in: SignIn, address: str, seconds: float) -> bool:
    """Whether anything listens there; what it is, its certificate and the password say when it is connected to."""
    try:
        with socket.create_connection((address, sign_in.port), timeout=seconds):
            return True
    except OSError as error:
        _log.info("the server with the data does not answer: %s", type(error).__name__)
        return False


def connection(sign_in: SignIn, file: Path) -> dict[str, Any]:
    """The words with which psycopg connects, without the password; ``file`` is where the sign-in is kept.

    The name that is checked is the lasting one, whatever the address.

    Raises:
        HolderNotFound: the first address is a name that leads nowhere.
    """
    address = sign_in.addresses[0]
    try:
        found = socket.getaddrinfo(address, sign_in.port, type=socket.SOCK_STREAM)[0][4][0]
    except (OSError, UnicodeError) as error:
        raise HolderNotFound(Text("{address} is no address that this PC knows.", address=address)) from error
    if sign_in.way is not Way.RELAY:
        return {
            **encryption(sign_in.way, address, _authority_file(file)), "hostaddr": found, "port": sign_in.port,
            "user": sign_in.role, "dbname": sign_in.database,
        }  # fmt: skip
    return {
        "host": lasting_name(sign_in.authority), "hostaddr": found, "port": sign_in.port, "user": sign_in.role,
        "dbname": sign_in.database, "sslmode": "verify-full", "sslnegotiation": "direct",
        "sslrootcert": str(_authority_file(file)), "ssl_min_protocol_version": "TLSv1.3", "sslsni": 0,
        "gssencmode": "disable", "require_auth": "scram-sha-256", "connect_timeout": 10,
    }  # fmt: skip


def encryption(way: Way, host: str, authority: Path) -> dict[str, Any]:
    """The words that make a connection to a server that is there safe; never a weaker one than was found at first.

    A certificate that the server made itself is known as a whole, so its name says nothing more.
    """
    words = {"host": host, "gssencmode": "disable", "require_auth": "scram-sha-256", "connect_timeout": 10}
    if way is Way.LOOPBACK:
        return {**words, "sslmode": "disable"}
    mode = "verify-ca" if way is Way.PINNED else "verify-full"
    return {**words, "sslmode": mode, "sslrootcert": str(authority), "ssl_min_protocol_version": "TLSv1.2"}


def known_to_the_system() -> str:
    """The authorities that this PC's system trusts, as PEM; libpq does not ask every system itself."""
    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    return "".join(map(ssl.DER_cert_to_PEM_cert, known))


def _checked(said: dict[str, Any]) -> SignIn:
    addresses, port = said["addresses"], said["port"]
    words = [said[name] for name in ("authority", "database", "role", "name")]
    if (
        not isinstance(addresses, list)
        or not addresses
        or not all(isinstance(one, str) for one in [*addresses, *words])
    ):
        raise TypeError
    if type(port) is not int or not 0 < port < 65536:
        raise ValueError
    way = Way(said.get("way", Way.RELAY))
    if way is Way.RELAY:
        lasting_name(words[0])
    return SignIn(tuple(addresses[:_MOST_ADDRESSES]), port, words[0], words[1], words[2], words[3], way)


def _authority_file(file: Path) -> Path:
    return file.with_suffix(".crt")


def _damaged(file: Path, state: FileState) -> EnvironmentFault:
    return EnvironmentFault(
        Text("{file}, by which this PC signs in, cannot be read. Join the store again with a new code.", file=file),
        state,
    )

"""How a PostgreSQL that is there is spoken to: what certificate it shows, and who vouches for that."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.sharing.certificates import issued_by
from shopdesk.sharing.sign_in import Way, known_to_the_system

_SECONDS = 6.0
_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)
_OTHER_NAME, _OVER = (62, 64), (9, 10)
"""What OpenSSL's check of a certificate says (X509_V_ERR_HOSTNAME_MISMATCH and IP; not yet, and no more)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a server can be spoken to safely.

    Attributes:
        way: by its own certificate, by one of an authority, or without any on this very PC.
        certificate: the one that it shows, in DER; empty on the loopback without TLS.
        authority: what is trusted from now on, as PEM; empty where that is the system's to say.
    """

    way: Way
    certificate: bytes = field(default=b"", repr=False)
    authority: str = field(default="", repr=False)


class ServerRefused(UserError):
    """A server that is there cannot be used."""


def look_at(host: str, port: int, authority: str = "", *, seconds: float = _SECONDS) -> Shown:
    """How the server at an address can be spoken to; the password is not said yet.

    Args:
        host: where it is.
        port: on which port.
        authority: the certificates of the authority that has to vouch for it, as PEM; empty: who does, is found out.
        seconds: how long it is waited for.

    Raises:
        ServerRefused: nobody answers, it is no PostgreSQL, or what goes over the network could be read.
    """
    try:
        with socket.create_connection((host, port), timeout=seconds) as line:
            here = is_here(line.getpeername()[0])
            line.sendall(_ASKS_FOR_TLS)
            answer = line.recv(1)
            if answer == b"S":
                shown = _shown_by(line)
                if authority:
                    return Shown(_vouched_for(host, port, seconds, authority), shown, authority)
                return _trusted(shown, host, port, seconds)
    except socket.gaierror as error:
        raise ServerRefused(Text("{address} is no address that this PC knows.", address=host)) from error
    except OSError as error:
        raise ServerRefused(
            Text(
                "Nothing answers at {host}, port {port}. Look whether the server is on, listens there "
                "(listen_addresses), and its firewall lets this PC in.",
                host=host,
                port=port,
            )
        ) from error
    if answer != b"N":
        raise ServerRefused(Text("What answers at {host}, port {port}, is no PostgreSQL.", host=host, port=port))
    if not here:
        raise ServerRefused(
            Text(
                "The server does not encrypt what goes over the network, so nothing was told to it, not even the "
                "password. Let its administrator switch on TLS (ssl = on)."
            )
        )
    return Shown(Way.LOOPBACK)


def _shown_by(line: socket.socket) -> bytes:
    """The certificate that a server shows, in DER; nothing is trusted yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with context.wrap_socket(line) as safe:
        return safe.getpeercert(binary_form=True) or b""


def _trusted(shown: bytes, host: str, port: int, seconds: float) -> Shown:
    if _is_its_own(shown):
        return Shown(Way.PINNED, shown, ssl.DER_cert_to_PEM_cert(shown))
    if _known_to_the_system(host, port, seconds):
        return Shown(Way.SYSTEM, shown)
    raise ServerRefused(
        Text(
            "The certificate of the server was made by an authority that this PC does not know, or for another name "
            "than {host}. Choose the certificate of that authority, which the administrator has as a file, or let the "
            "server have one for this name.",
            host=host,
        )
    )


def _is_its_own(shown: bytes) -> bool:
    """Whether nobody but the server itself vouches for its certificate.

    Raises:
        ServerRefused: its time is over.
    """
    from cryptography import x509

    try:
        certificate = x509.load_der_x509_certificate(shown)
    except ValueError:
        return False
    if certificate.not_valid_after_utc < datetime.now(UTC):
        raise ServerRefused(
            Text(
                "The certificate of the server held until {day} only. Let its administrator renew it.",
                day=f"{certificate.not_valid_after_utc:%Y-%m-%d}",
            )
        )
    return issued_by(certificate, certificate)


def _known_to_the_system(host: str, port: int, seconds: float) -> bool:
    try:
        _checked_by(ssl.create_default_context(), host, port, seconds)
    except ssl.SSLError:
        return False
    return True


def _vouched_for(host: str, port: int, seconds: float, authority: str) -> Way:
    """That a server's certificate is of an authority and for its name.

    Raises:
        ServerRefused: it is not.
    """
    try:
        _checked_by(ssl.create_default_context(cadata=authority), host, port, seconds)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in _OTHER_NAME:
            raise ServerRefused(
                Text(
                    "The certificate of the server is of this authority, but for another name than {host}. Type the "
                    "name that it was made for, or let it have one for this name.",
                    host=host,
                )
            ) from error
        if error.verify_code in _OVER:
            raise ServerRefused(
                Text("The time of the server's certificate, or of its authority's, is over. Let it be renewed.")
            ) from error
        raise ServerRefused(
            Text(
                "The certificate of the server was not made by this authority; nothing was told to it. Ask the "
                "administrator for the certificate of the right one."
            )
        ) from error
    return Way.AUTHORITY


def _checked_by(context: ssl.SSLContext, host: str, port: int, seconds: float) -> None:
    """Greet a server once more, as one whose certificate ``context`` has to know.

    Raises:
        ssl.SSLError: it does not know it.
        OSError: nobody answers.
    """
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection((host, port), timeout=seconds) as line:
        line.sendall(_ASKS_FOR_TLS)
        if line.recv(1) != b"S":
            raise ssl.SSLError("no TLS any more")
        with context.wrap_socket(line, server_hostname=host):
            pass


@contextlib.contextmanager
def trusting(shown: Shown) -> Iterator[Path]:
    """A file with what is trusted, for as long as this lasts: libpq reads it from there."""
    with tempfile.TemporaryDirectory(prefix="shopdesk-") as folder:
        file = Path(folder) / "server.crt"
        file.write_text(known_to_the_system() if shown.way is Way.SYSTEM else shown.authority, encoding="ascii")
        yield file


def is_here(host: str) -> bool:
    """Whether an address is this very PC."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.startswith("/")

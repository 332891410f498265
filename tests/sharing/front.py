"""TLS in front of the bundled server, whose build has none: as a server of a company answers."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopdesk.sharing.server import LOOPBACK

_LENGTH_OF_THE_REQUEST = 8


def own_certificate(file: Path, *, days: int = 30) -> Path:
    """Key and certificate in one file, as an administrator makes them: nobody but the server itself vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "db")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextlib.contextmanager
def encrypting(port: int, chain: Path) -> Iterator[int]:
    """A port that asks for TLS as PostgreSQL does and leads to ``port``; ``chain`` holds key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    threads: list[threading.Thread] = []
    ends: list[socket.socket] = []

    def carry(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.recv(_LENGTH_OF_THE_REQUEST)
            client.sendall(b"S")
            with (
                context.wrap_socket(client, server_side=True) as near,
                socket.create_connection((LOOPBACK, port)) as far,
            ):
                ends.extend((near, far))
                # One thread for both directions: TLS is not to be read and written at the same time.
                while True:
                    ready = [near] if near.pending() else select.select([near, far], [], [])[0]
                    for source, target in ((near, far), (far, near)):
                        if source in ready:
                            piece = source.recv(65536)
                            if not piece:
                                return
                            target.sendall(piece)

    def take(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                threads.append(threading.Thread(target=carry, args=(listening.accept()[0],)))
                threads[-1].start()

    listening = socket.create_server((LOOPBACK, 0))
    taking = threading.Thread(target=take, args=(listening,))
    taking.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        taking.join()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()

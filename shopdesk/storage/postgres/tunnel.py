"""A way for the bundled programs to a server that demands TLS, which their build has not.

They connect to the loopback; what they say goes on encrypted, to no server but the one whose certificate is known.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

LOOPBACK = "127.0.0.1"
_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)
_SASL = struct.pack("!i", 10)
_HEAD = struct.Struct("!ci")
_PIECE = 256 * 1024
_PATIENCE_S = 15.0


def is_wanted(words: Mapping[str, Any]) -> bool:
    """Whether a connection by these words is encrypted."""
    return str(words.get("sslmode", "")).startswith("verify")


@contextmanager
def opened(words: Mapping[str, Any]) -> Iterator[int]:
    """A port of the loopback that leads to the server of ``words``, those of libpq, for as long as this lasts."""
    listening = socket.create_server((LOOPBACK, 0))
    taken: list[threading.Thread] = []

    def take() -> None:
        with contextlib.suppress(OSError):  # the listening socket was closed
            while True:
                client, _address = listening.accept()
                taken.append(threading.Thread(target=_carry, args=(words, client), name="tunnel", daemon=True))
                taken[-1].start()

    taking = threading.Thread(target=take, name="tunnels", daemon=True)
    taking.start()
    try:
        yield listening.getsockname()[1]
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)  # closing alone does not wake who waits for it everywhere
        listening.close()
        taking.join(_PATIENCE_S)
        for one in taken:
            one.join(_PATIENCE_S)  # each ends with the program that it serves


def _carry(words: Mapping[str, Any], client: socket.socket) -> None:
    """One connection, in both directions; where the server is not the known one it just ends."""
    with contextlib.suppress(OSError), client, _connected(words) as far:
        # The first packet of the program, then the first answer, in which its ways to sign in are said.
        far.sendall(client.recv(_PIECE))
        client.sendall(_unbound(_packet(far)))
        # One thread for both: TLS is not to be read and written at the same time.
        while True:
            ready = [far] if far.pending() else select.select([client, far], [], [])[0]
            for source, target in ((client, far), (far, client)):
                if source in ready:
                    piece = source.recv(_PIECE)
                    if not piece:
                        return
                    target.sendall(piece)


def _connected(words: Mapping[str, Any]) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=words["sslrootcert"])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = words["sslmode"] == "verify-full"
    line = socket.create_connection((words["hostaddr"], int(words["port"])), timeout=_PATIENCE_S)
    try:
        line.sendall(_ASKS_FOR_TLS)
        if line.recv(1) != b"S":
            raise OSError("the server does not encrypt")
        safe = context.wrap_socket(line, server_hostname=words["host"])
        safe.settimeout(None)
        return safe
    except BaseException:
        line.close()
        raise


def _packet(far: socket.socket) -> bytes:
    """The first packet that the server sends."""
    head = _exactly(far, _HEAD.size)
    return head + _exactly(far, _HEAD.unpack(head)[1] - 4)


def _exactly(far: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = far.recv(count - len(found))
        if not piece:
            raise OSError("the server ended the connection")
        found += piece
    return found


def _unbound(packet: bytes) -> bytes:
    """A packet without the ways to sign in that are bound to the server's certificate: the program has no sight of it.

    Who answers is known by the certificate before anything is said.
    """
    kind, said = packet[:1], packet[_HEAD.size :]
    if kind != b"R" or not said.startswith(_SASL):
        return packet
    ways = [way for way in said[len(_SASL) :].split(b"\0") if way and not way.endswith(b"-PLUS")]
    said = _SASL + b"".join(way + b"\0" for way in ways) + b"\0"
    return _HEAD.pack(kind, len(said) + 4) + said

"""What stands between two programs in a test: a line that writes down what passes, and the relay's ways in."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

from shopdesk.sharing.relay import POSTGRES
from shopdesk.sharing.server import LOOPBACK


@contextlib.contextmanager
def recorded(port: int) -> Iterator[tuple[int, list[bytes]]]:
    """A port that leads to another one, and the bytes that pass, in both directions."""
    seen: list[bytes] = []
    threads: list[threading.Thread] = []
    ends: list[socket.socket] = []

    def carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                seen.append(data)
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def take(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = listening.accept()
                server = socket.create_connection((LOOPBACK, port))
                ends.extend((client, server))
                for one, other in ((client, server), (server, client)):
                    threads.append(threading.Thread(target=carry, args=(one, other)))
                    threads[-1].start()

    listening = socket.create_server((LOOPBACK, 0))
    taking = threading.Thread(target=take, args=(listening,))
    taking.start()
    try:
        yield listening.getsockname()[1], seen
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        taking.join()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
        for end in ends:
            end.close()


@contextlib.contextmanager
def plain(port: int) -> Iterator[socket.socket]:
    """A bare connection, which gives up waiting after ten seconds."""
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        yield connection


@contextlib.contextmanager
def safe(port: int, asked: str | None = POSTGRES, newest: ssl.TLSVersion | None = None) -> Iterator[ssl.SSLSocket]:
    """A connection with TLS that looks at no certificate, as an attacker's would."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if newest is not None:
        context.maximum_version = newest
    if asked is not None:
        context.set_alpn_protocols([asked])
    with plain(port) as bare, context.wrap_socket(bare) as connection:
        yield connection


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side closes within ten seconds; what it says before is passed over."""
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True

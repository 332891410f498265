"""A way for the bundled programs to a server that demands TLS, which their build has not.

They connect to the loopback; what they say goes on encrypted, to no server but the one whose certificate is known.
"""

from __future__ import annotations

import asyncio
import contextlib
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
_PIECE = 256 * 1024


def is_wanted(words: Mapping[str, Any]) -> bool:
    """Whether a connection by these words is encrypted."""
    return str(words.get("sslmode", "")).startswith("verify")


@contextmanager
def opened(words: Mapping[str, Any]) -> Iterator[int]:
    """A port of the loopback that leads to the server of ``words``, those of libpq, for as long as this lasts."""
    ready, end = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    listening = socket.create_server((LOOPBACK, 0))

    async def run() -> None:
        server = await asyncio.start_server(lambda reader, writer: _carried(words, reader, writer), sock=listening)
        async with server:
            ready.set()
            await end.wait()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), name="tunnel")
    thread.start()
    try:
        ready.wait()
        yield listening.getsockname()[1]
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()


async def _carried(words: Mapping[str, Any], near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
    """One connection, in both directions; where the server is not the known one it just ends."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
        far, there = await _connected(words)
        try:
            await asyncio.gather(_pumped(near, there), _answered(far, back))
        finally:
            there.close()
    back.close()


async def _connected(words: Mapping[str, Any]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    context = ssl.create_default_context(cafile=words["sslrootcert"])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = words["sslmode"] == "verify-full"
    loop = asyncio.get_running_loop()
    line = socket.socket(socket.AF_INET6 if ":" in words["hostaddr"] else socket.AF_INET)
    line.setblocking(False)
    await loop.sock_connect(line, (words["hostaddr"], int(words["port"])))
    await loop.sock_sendall(line, _ASKS_FOR_TLS)
    if await loop.sock_recv(line, 1) != b"S":
        line.close()
        raise OSError("the server does not encrypt")
    return await asyncio.open_connection(sock=line, ssl=context, server_hostname=words["host"])


async def _answered(far: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
    """What the server says; ways to sign in that are bound to its certificate are left out, for libpq has no sight of it.

    Who answers is known by the certificate before anything is said.
    """
    kind, length = struct.unpack("!ci", await far.readexactly(5))
    said = await far.readexactly(length - 4)
    if kind == b"R" and said[:4] == _SASL:
        ways = [way for way in said[4:].split(b"\0") if way and not way.endswith(b"-PLUS")]
        said = _SASL + b"".join(way + b"\0" for way in ways) + b"\0"
    back.write(struct.pack("!ci", kind, len(said) + 4) + said)
    await _pumped(far, back)


async def _pumped(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while piece := await source.read(_PIECE):
        target.write(piece)
        await target.drain()
    # The end of one direction is the end of the session: PostgreSQL has no half-open ones.
    target.close()

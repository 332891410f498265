"""What stands in front of the bundled server for other PCs: TLS 1.3 outside, the loopback inside.

libpq speaks to it with ``sslnegotiation=direct`` and ``sslmode=verify-full``; the same port takes the requests of PCs
that want to join, told apart by what they ask for in the TLS greeting (ALPN). It runs on a thread of its own with its
own event loop. Nothing that passes is kept or logged; the first packet is read, because administrators and copies of
the whole server are not let in from outside, and so is whether a password was right, because wrong ones slow down.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import logging
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shopdesk.sharing import first_packets
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, LOOPBACK
from shopdesk.sharing.server_faults import ServerFault, ServerState
from shopdesk.sharing.throttle import Limits, Throttle

POSTGRES = "postgresql"
JOIN = "shopdesk-join/1"

_log = logging.getLogger(__name__)
_PIECE = 256 * 1024
_FAREWELL = 1.0  # seconds for the last bytes of a connection

Desk = Callable[[asyncio.StreamReader, asyncio.StreamWriter, str], Awaitable[None]]
"""Answers a PC that wants to join: what it says, where to answer, its address."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much the relay lets be asked of it.

    Attributes:
        connections: at one time, of all PCs.
        of_one: at one time, of one address.
        hello: seconds until TLS stands, and again until the first packet is there.
        sign_in: seconds until a client has signed in, and for a whole request to join.
        idle: seconds without a byte in either direction after which a connection is closed.
        wrong: how wrong passwords slow down.
    """

    connections: int = 200
    of_one: int = 40
    hello: float = 5.0
    sign_in: float = 20.0
    idle: float = 12 * 3600.0
    wrong: Limits = field(default=Limits(free=9, in_all=1000))


class Relay:
    """Takes connections of other PCs on a port and passes them on to the server."""

    def __init__(
        self,
        chain: Path,
        server_port: int,
        *,
        addresses: Sequence[str] = ("0.0.0.0",),
        port: int = 0,
        bounds: Bounds | None = None,
        desk: Desk | None = None,
        may_sign_in: Callable[[str], bool] = lambda role: role != ADMINISTRATOR,
    ) -> None:
        """Nothing is listened to yet.

        Args:
            chain: private key, certificate and authority, of :func:`shopdesk.sharing.certificates.identity`.
            server_port: where the server is on the loopback.
            addresses: where to listen.
            port: the port to listen on; 0 takes any that is free, and keeps it from then on.
            bounds: how much is let in.
            desk: who answers PCs that want to join; without one they are sent away.
            may_sign_in: whether a role may come from outside at all.
        """
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_3
        self._context.num_tickets = 0  # a session that is taken up again would skip nothing that costs here
        self._context.set_alpn_protocols([POSTGRES, JOIN])
        self._context.load_cert_chain(chain)
        self._server_port = server_port
        self._addresses = tuple(addresses)
        self.port = port
        self._bounds = bounds or Bounds()
        self._desk = desk
        self._may_sign_in = may_sign_in
        self._throttle = Throttle(self._bounds.wrong, time.monotonic)
        self._open: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()

    def start(self) -> int:
        """Listen; gives the port.

        Raises:
            ServerFault: the port is taken, or the address is not this PC's.
        """
        if self._thread is not None:
            return self.port
        sockets: list[socket.socket] = []
        try:
            for address in self._addresses:
                sockets.append(_listening(address, self.port))
                self.port = sockets[0].getsockname()[1]
        except OSError as error:
            for one in sockets:
                one.close()
            taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
            raise ServerFault(ServerState.PORT_TAKEN if taken else ServerState.FAILED) from error
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        # What goes wrong with one connection is that connection's end and no more.
        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._thread = threading.Thread(target=self._run, args=(self._loop, sockets), name="relay", daemon=True)
        self._thread.start()
        return self.port

    def stop(self) -> None:
        """Close every connection and listen no more."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()
        self._thread = self._loop = None

    def restart(self, *, addresses: Sequence[str] | None = None, server_port: int | None = None) -> int:
        """Listen anew on the same port, where this PC's addresses or the server's port have changed."""
        self.stop()
        self._addresses = tuple(addresses or self._addresses)
        self._server_port = server_port or self._server_port
        return self.start()

    def show(self, chain: Path) -> None:
        """Show a renewed certificate to whoever connects from now on; who is connected stays."""
        self._context.load_cert_chain(chain)

    @property
    def connections(self) -> int:
        """How many connections are open now."""
        return self._open.total()

    def _run(self, loop: asyncio.AbstractEventLoop, sockets: Sequence[socket.socket]) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._listen(loop, sockets))
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            for one in sockets:
                one.close()
            asyncio.set_event_loop(None)
            loop.close()

    async def _listen(self, loop: asyncio.AbstractEventLoop, sockets: Sequence[socket.socket]) -> None:
        for one in sockets:
            self._spawn(loop, self._accept(loop, one))
        await self._stopped.wait()
        for one in sockets:
            one.close()
        await _steps()  # a connection that was taken just now is known then, and broken off with the others
        while open_ones := list(self._tasks):
            for task in open_ones:
                task.cancel()
            await asyncio.gather(*open_ones, return_exceptions=True)
        await _steps()

    def _spawn(self, loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("a connection of the relay ended with %s", type(error).__name__)

    async def _accept(self, loop: asyncio.AbstractEventLoop, listening: socket.socket) -> None:
        while listening.fileno() >= 0:
            try:
                accepted, peer = await loop.sock_accept(listening)
            except (OSError, ValueError):
                # No handles left, or the caller has gone; whoever waits is taken a little later.
                await asyncio.sleep(0.05)
                continue
            address = str(peer[0])
            if self.connections >= self._bounds.connections or self._open[address] >= self._bounds.of_one:
                accepted.close()
                continue
            self._open[address] += 1
            taken = asyncio.Event()
            task = self._spawn(loop, self._serve(loop, accepted, address, taken))
            task.add_done_callback(functools.partial(self._gone, accepted, address, taken))

    async def _serve(
        self, loop: asyncio.AbstractEventLoop, accepted: socket.socket, address: str, taken: asyncio.Event
    ) -> None:
        try:
            _keep_alive(accepted)
            taken.set()
            reader = asyncio.StreamReader(limit=_PIECE, loop=loop)
            protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
            transport, _protocol = await loop.connect_accepted_socket(
                lambda: protocol,
                accepted,
                ssl=self._context,
                ssl_handshake_timeout=self._bounds.hello,
                ssl_shutdown_timeout=_FAREWELL,
            )
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
            async with _ending(writer):
                await self._answer(reader, writer, address)
        except (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError, first_packets.NotPostgres):
            _log.info("a connection from %s ended before its time", address)

    def _gone(self, accepted: socket.socket, address: str, taken: asyncio.Event, _task: asyncio.Task[None]) -> None:
        self._open[address] -= 1
        self._open += Counter()  # forgets who has none
        if not taken.is_set():
            accepted.close()  # broken off before its first step; later the transport closes it

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> None:
        wanted = writer.get_extra_info("ssl_object").selected_alpn_protocol()
        if wanted == JOIN and self._desk is not None:
            async with asyncio.timeout(self._bounds.sign_in):
                await self._desk(reader, writer, address)
        elif wanted == POSTGRES:
            await self._pass_on(reader, writer, address)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> None:
        async with asyncio.timeout(self._bounds.hello):
            head = await reader.readexactly(4)
            packet = head + await reader.readexactly(first_packets.length_of(head) - 4)
        first = first_packets.read_first(packet)
        if refusal := self._refusal(first, address):
            writer.write(refusal)
            await writer.drain()
            return
        server_reader, server_writer = await asyncio.open_connection(LOOPBACK, self._server_port, limit=_PIECE)
        watch = None if first.cancels else first_packets.SignInWatch()
        try:
            async with _ending(server_writer):
                server_writer.write(packet)
                await server_writer.drain()
                await self._both_ways((reader, writer), (server_reader, server_writer), watch)
        finally:
            if watch is not None and watch.refused:
                self._throttle.wrong(address)

    def _refusal(self, first: first_packets.FirstPacket, address: str) -> bytes:
        if first.cancels:
            return b""
        if self._throttle.wait(address):
            return first_packets.refusal("too many wrong passwords from this PC; wait some minutes", "53300")
        if first.replication or first.database != DATABASE or not self._may_sign_in(first.user):
            self._throttle.wrong(address)
            return first_packets.refusal("this role may not sign in from another PC")
        return b""

    async def _both_ways(
        self,
        client: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        watch: first_packets.SignInWatch | None,
    ) -> None:
        """Pass on until either side ends, nothing comes for too long, or nobody has signed in within the time."""
        loop = asyncio.get_running_loop()
        moved = [loop.time()]
        begun = loop.time()

        async def one_way(source: asyncio.StreamReader, target: asyncio.StreamWriter, watched: bool) -> None:
            while data := await source.read(_PIECE):
                moved[0] = loop.time()
                if watched and watch is not None and not watch.over:
                    watch.feed(data)
                target.write(data)
                await target.drain()

        ways = {
            loop.create_task(one_way(client[0], server[1], False)),
            loop.create_task(one_way(server[0], client[1], True)),
        }
        try:
            while True:
                signing_in = watch is not None and not watch.over
                end = begun + self._bounds.sign_in if signing_in else moved[0] + self._bounds.idle
                if (left := end - loop.time()) <= 0:
                    return
                # Looked at again when the sign-in may be over: the time for it is the shorter one.
                done, _open = await asyncio.wait(ways, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                if done:
                    with contextlib.suppress(OSError):
                        for way in done:
                            way.result()
                    with contextlib.suppress(OSError, TimeoutError):
                        # What the server said last, an error perhaps, still goes out.
                        await asyncio.wait_for(client[1].drain(), self._bounds.hello)
                    return
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)


def _listening(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if made.family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((address, port))
        made.listen(128)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def _keep_alive(connection: socket.socket) -> None:
    """Notice within minutes that the other PC is gone: its sessions must not hold locks for ever."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), seconds)


async def _steps() -> None:
    """Let the loop do what is due: it hands on and closes connections a step or two later."""
    for _step in range(5):
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def _ending(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    """Close at the end, when what is written has gone out; at once where the other side does not take it."""
    try:
        yield
        writer.close()
        async with asyncio.timeout(_FAREWELL + 1):
            await writer.wait_closed()
    finally:
        writer.transport.abort()

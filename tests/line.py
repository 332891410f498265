"""A line between a client and a server of PostgreSQL that takes its time, breaks, and loses answers as it is told."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

_AT_ONCE = 65_536
_USER = "shopdesk"


class Line:
    """Passes everything on between a port of this machine and the server's socket in ``home``.

    Each way takes half of ``round_trip`` seconds.
    """

    def __init__(self, home: Path, round_trip: float = 0.0) -> None:
        """Know both ends; nothing is opened before the ``with``."""
        self._socket, self._half = home / ".s.PGSQL.5432", round_trip / 2
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()
        self._at_commit: Callable[[asyncio.StreamWriter, asyncio.StreamWriter], bool] | None = None
        self._done = threading.Event()
        self.port = 0

    def address(self, name: str) -> str:
        """The address of a database at the near end."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}?sslmode=disable&gssencmode=disable"

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._accept, "127.0.0.1", 0), self._loop)
        self._listener = listening.result()
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        """Break everything and be gone."""
        self.cut()
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """Break every connection that stands; new ones are taken."""
        self._loop.call_soon_threadsafe(self._cut)

    def cut_before_commit(self) -> threading.Event:
        """The next COMMIT is not passed on: its line breaks. The event tells that it came."""

        def act(near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> bool:
            near.transport.abort()
            far.transport.abort()
            return False

        return self._arm(act)

    def cut_after_commit(self) -> threading.Event:
        """The next COMMIT is passed on, and its line breaks when the server answers."""

        def act(near: asyncio.StreamWriter, _far: asyncio.StreamWriter) -> bool:
            self._deaf.add(near)
            return True

        return self._arm(act)

    def at_commit(self, do: Callable[[], None]) -> threading.Event:
        """Do something just after the next COMMIT was passed on."""

        def act(_near: asyncio.StreamWriter, _far: asyncio.StreamWriter) -> bool:
            self._loop.call_soon(do)
            return True

        return self._arm(act)

    def _arm(self, act: Callable[[asyncio.StreamWriter, asyncio.StreamWriter], bool]) -> threading.Event:
        done = self._done = threading.Event()
        self._loop.call_soon_threadsafe(setattr, self, "_at_commit", act)
        return done

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _end(self) -> None:
        self._listener.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        try:
            from_server, far = await asyncio.open_unix_connection(str(self._socket))
        except OSError:
            near.transport.abort()
            return
        both = {near, far}
        self._open |= both
        try:
            await asyncio.gather(
                self._pass_on(reader, far, lambda chunk: self._asked(chunk, near, far)),
                self._pass_on(from_server, near, lambda _chunk: near not in self._deaf),
            )
        finally:
            self._open -= both
            self._deaf.discard(near)
            for writer in both:
                writer.transport.abort()

    def _asked(self, chunk: bytes, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> bool:
        """Whether what a client sends goes on."""
        if self._at_commit is None or b"COMMIT" not in chunk:
            return True
        act, self._at_commit = self._at_commit, None
        self._done.set()
        return act(near, far)

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, goes_on: Callable[[bytes], bool]
    ) -> None:
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(on_the_way, writer)) if self._half else None
        try:
            with contextlib.suppress(OSError):
                while chunk := await reader.read(_AT_ONCE):
                    if not goes_on(chunk):
                        break
                    if arriving is not None:
                        on_the_way.put_nowait((self._loop.time() + self._half, chunk))
                    else:
                        writer.write(chunk)
                        await writer.drain()
        finally:
            if arriving is not None:
                arriving.cancel()
            writer.transport.abort()

    async def _arrive(self, on_the_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        while True:
            due, chunk = await on_the_way.get()
            await asyncio.sleep(max(0.0, due - self._loop.time()))
            writer.write(chunk)

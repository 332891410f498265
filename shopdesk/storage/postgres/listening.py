"""Hearing of commits as they happen: a thread with a connection of its own that waits for the server's word.

Nothing is asked while nothing happens. Where the line breaks it is made anew by itself; until it stands, whoever
listens is told so and asks as with a data file.
"""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from shopdesk.domain.errors import UserError
from shopdesk.storage.postgres import presence
from shopdesk.storage.postgres.presence import Presence
from shopdesk.storage.postgres.signals import CHANNEL, RIGHTS

if TYPE_CHECKING:
    from sqlalchemy import Engine

_AGAIN_S = 2.0
_LONGEST_WAIT_S = 30.0
_LOOKED_S = 2.0
_WAKES = 4_096
_log = logging.getLogger(__name__)


class Listener:
    """Calls ``ring``, on its own thread, after every commit of anybody, and when it hears again after a broken line."""

    def __init__(self, engine: Engine, ring: Callable[[], object], seen: Callable[[], object]) -> None:
        """Listen until :meth:`stop`; ``seen`` is called when others began or ceased to look at the same record."""
        self._engine = engine
        self._ring = ring
        self._seen = seen
        self._presence = Presence()
        self._stopped = threading.Event()
        self._hears = threading.Event()
        self._outdated = threading.Event()
        self._waken, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)
        self._thread.start()

    @property
    def hears(self) -> bool:
        """Whether the line stands, so that nobody has to ask."""
        return self._hears.is_set()

    @property
    def outdated(self) -> bool:
        """Whether the owner changed since what this account may do."""
        return self._outdated.is_set()

    def look_at(self, key: str) -> None:
        """This program shows a record."""
        self._presence.look_at(key)
        self._wake()

    def leave(self, key: str) -> None:
        """It shows it no longer."""
        self._presence.leave(key)
        self._wake()

    def others(self, key: str) -> tuple[str, ...]:
        """Who else shows it."""
        return self._presence.others(key)

    def _wake(self) -> None:
        if not self._stopped.is_set():
            self._waken.send(b"x")

    def stop(self) -> None:
        """End the thread and its connection."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._waken.send(b"x")
            self._thread.join()
            self._waken.close()
            self._woken.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except (SQLAlchemyError, psycopg.Error, UserError, OSError) as error:
                _log.info("not listening: %s", type(error).__name__)
            if self._hears.is_set():
                self._hears.clear()
                self._ring()  # whoever asks finds out why
            self._stopped.wait(_AGAIN_S)

    def _listen(self) -> None:
        borrowed = self._engine.raw_connection()
        line: Any = borrowed.driver_connection
        borrowed.detach()  # it is this thread's own from now on, and closed with it
        try:
            line.autocommit = True
            line.execute(f"LISTEN {CHANNEL}")
            line.execute(f"LISTEN {presence.CHANNEL}")
            line.execute(f"LISTEN {RIGHTS}")
            self._presence.begun_anew()
            self._hears.set()
            # What was committed while nobody heard is asked for once.
            self._ring()
            while not self._stopped.is_set():
                if self._presence.follow(line):
                    self._seen()
                # Somebody whose program died says nothing any more, so it is asked who still looks.
                longest = _LOOKED_S if self._presence.looks else _LONGEST_WAIT_S
                heard, _, _ = select.select([line.fileno(), self._woken], [], [], longest)
                if self._stopped.is_set():
                    return
                if self._woken in heard:
                    self._woken.recv(_WAKES)
                if not heard:
                    line.execute("SELECT 1")  # a line that broke without a word says so now
                self._take(line)
        finally:
            line.close()

    def _take(self, line: Any) -> None:
        line.pgconn.consume_input()
        rung = False
        while (told := line.pgconn.notifies()) is not None:
            if told.relname == RIGHTS.encode() and told.extra.decode() == line.info.user:
                self._outdated.set()
                rung = True
            rung = rung or told.relname == CHANNEL.encode()
        if rung:
            self._ring()

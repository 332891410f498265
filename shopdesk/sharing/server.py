"""The bundled PostgreSQL of this PC: made, started, adopted, stopped.

It listens on the loopback only and without TLS, which its build has not; other PCs reach it by the relay. Its
administrator's password is made up here and stands in one file that only this user can read, in the form that libpq
reads by itself (``passfile``), so that no connection string, log or process list holds it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import threading
import time
from enum import StrEnum
from pathlib import Path
from typing import Any

from shopdesk.infra import private
from shopdesk.infra.atomic import clear_left_overs
from shopdesk.sharing.programs import Programs, give_to_the_server
from shopdesk.sharing.server_faults import ServerFault, ServerState, state_said

LOOPBACK = "127.0.0.1"
ADMINISTRATOR = "shopdesk_administrator"
DATABASE = "shopdesk"
_START_SECONDS = 60
_TRIES = 5
_TAIL = 20_000  # characters of a log that are looked through

_SETTINGS = """\
# Written anew at every start of sharing.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
authentication_timeout = '15s'
max_connections = 120
timezone = 'UTC'
lc_messages = 'C'
# A week of logs. Neither statements nor errors in them nor the values of a row get into them: no passwords, no people.
logging_collector = on
log_directory = 'log'
log_filename = 'server-%a.log'
log_file_mode = 0600
log_rotation_age = '1d'
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] '
log_min_messages = 'log'
log_statement = 'none'
log_min_error_statement = 'panic'
log_min_duration_statement = -1
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
_WHO_MAY_CONNECT = """\
# Everybody with a password, from this PC alone: the relay is on it. Nobody replicates.
host all all 127.0.0.1/32 scram-sha-256
"""


class Stop(StrEnum):
    """How a server ends: at once, undoing what is not committed; when the last one has signed out; or as by a crash."""

    FAST = "fast"
    SMART = "smart"
    IMMEDIATE = "immediate"


class Server:
    """The server whose data lie in one folder. Several programs of this user may hold one of these at a time."""

    def __init__(self, folder: Path, programs: Programs, *, port: int | None = None) -> None:
        """Nothing is done yet.

        Args:
            folder: the folder for shared data, made where it is missing.
            programs: the programs to use.
            port: the only port to listen on; without one any that is free.
        """
        self._folder = folder
        self._programs = programs
        self._fixed_port = port
        self._data = folder / "database"
        self._pass_file = folder / "administrator"

    @property
    def log_folder(self) -> Path:
        """Where the server writes what happened to it."""
        return self._data / "log"

    def make(self) -> None:
        """Make an empty server where there is none: UTF-8, in the order of code points, passwords by SCRAM.

        Raises:
            ServerFault: disk full, not permitted, or the programs are missing.
        """
        if self._data.exists():
            return
        whole = self._folder / f".database-{secrets.token_hex(8)}"
        password_file = self._folder / f".password-{secrets.token_hex(8)}"
        password = secrets.token_urlsafe(32)
        try:
            private.make_folder(self._folder)
            clear_left_overs(self._folder)
            for folder in self._folder.glob(".database-*"):
                shutil.rmtree(folder, ignore_errors=True)
            private.make_folder(whole)
            _write(password_file, password)
            _write(self._pass_file, f"{LOOPBACK}:*:*:{ADMINISTRATOR}:{password}\n")
            give_to_the_server(self._folder, whole, password_file, self._pass_file)
            made = self._programs.run(
                "initdb",
                ["-D", whole, "-U", ADMINISTRATOR, "-A", "scram-sha-256", f"--pwfile={password_file}", "-E", "UTF8",
                 "--locale=C", "--no-instructions"],
            )  # fmt: skip
            if made.code != 0:
                raise ServerFault(state_said(made.said))
            with (whole / "postgresql.conf").open("a", encoding="ascii") as settings:
                settings.write("\ninclude = 'shopdesk.conf'\n")
            (whole / "pg_hba.conf").write_text(_WHO_MAY_CONNECT, "ascii")
            os.replace(whole, self._data)
        except OSError as error:
            raise ServerFault(_state_of(error)) from error
        finally:
            password_file.unlink(missing_ok=True)
            shutil.rmtree(whole, ignore_errors=True)

    def state(self) -> ServerState:
        """How it stands, without changing anything."""
        try:
            if not self._data.exists():
                return ServerState.NOT_MADE
            version = (self._data / "PG_VERSION").read_text("ascii").strip()
        except FileNotFoundError:
            return ServerState.DAMAGED
        except OSError as error:
            return _state_of(error)
        if version != str(self._programs.major):
            return ServerState.OTHER_VERSION
        return ServerState.STOPPED if self._answering_port() is None else ServerState.RUNNING

    def start(self) -> int:
        """Start it, or take over the one that a killed program left running; gives its port on the loopback.

        After a crash of the PC or of the server it repairs itself from its journal before this returns.

        Raises:
            ServerFault: the state that it is in instead, in words.
        """
        found = self.state()
        if found is ServerState.RUNNING:
            return self.port
        if found is not ServerState.STOPPED:
            raise ServerFault(found)
        if _is_server(self._pid()) and (port := self._wait_for_the_other()) is not None:
            return port
        try:
            self._prepare()
        except OSError as error:
            raise ServerFault(_state_of(error)) from error
        tries, asked_again, end = 0, threading.Event(), time.monotonic() + _START_SECONDS
        while True:
            try:
                return self._start_on(self._fixed_port or _free_port())
            except ServerFault as fault:
                # Somebody was quicker to take the port, or processes of a killed server have not all ended yet.
                taken = fault.server is ServerState.PORT_TAKEN and not self._fixed_port and tries < _TRIES
                if not taken and (fault.server is not ServerState.NO_ANSWER or time.monotonic() > end):
                    raise
            tries += 1
            asked_again.wait(0.2)

    @property
    def port(self) -> int:
        """The port on which it runs now.

        Raises:
            ServerFault: it does not run.
        """
        port = self._answering_port()
        if port is None:
            raise ServerFault(ServerState.STOPPED)
        return port

    def stop(self, how: Stop = Stop.FAST, *, seconds: int = 60) -> None:
        """Stop it; a server that does not run stays as it is.

        Raises:
            ServerFault: it did not end in time, as where ``SMART`` waits for somebody who stays.
        """
        if not _is_server(self._pid()):
            return
        done = self._programs.run("pg_ctl", ["stop", "-D", self._data, "-m", how, "-w", "-t", str(seconds)])
        if done.code != 0 and _is_server(self._pid()):
            raise ServerFault(ServerState.NO_ANSWER)

    def connection(self, database: str = DATABASE) -> dict[str, Any]:
        """The words with which psycopg connects as administrator; there is no password among them.

        Raises:
            ServerFault: it does not run.
        """
        return self._words(self.port, database)

    def environment(self) -> dict[str, str]:
        """What ``pg_dump``, ``pg_restore`` and ``psql`` need in their environment to connect as administrator."""
        words = self.connection()
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE", "passfile": "PGPASSFILE"}
        return {there: str(words[here]) for here, there in names.items()}

    def _words(self, port: int, database: str) -> dict[str, Any]:
        return {
            "host": LOOPBACK, "port": port, "user": ADMINISTRATOR, "dbname": database,
            "passfile": str(self._pass_file), "sslmode": "disable", "gssencmode": "disable", "connect_timeout": 10,
        }  # fmt: skip

    def _prepare(self) -> None:
        private.tighten(self._data)
        private.tighten(self._pass_file)
        if self._pid() is not None and not _is_server(self._pid()):
            # After a crash the number may belong to any other program, and the server would wait for that one's end.
            (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _start_on(self, port: int) -> int:
        import psycopg

        settings = self._data / "shopdesk.conf"
        start_log = self._data / "start.log"
        try:
            _write(settings, _SETTINGS.format(port=port))
            _write(start_log, "")
            give_to_the_server(settings, start_log)
        except OSError as error:
            raise ServerFault(_state_of(error)) from error
        began = time.time() - 2  # file systems keep coarse times
        words: list[str | Path] = ["start", "-D", self._data, "-l", start_log, "-w", "-t", str(_START_SECONDS), "-s"]
        done = self._programs.run("pg_ctl", words, timeout=_START_SECONDS + 30)
        if done.code != 0:
            if self._answering_port() is not None:
                return self.port  # another program of this user was quicker
            raise ServerFault(state_said(done.said + self._said_since(began)))
        try:
            self._make_database(port)
        except psycopg.Error as error:
            self.stop(Stop.IMMEDIATE)  # one that is damaged may never end in good order
            raise ServerFault(state_said(str(error))) from error
        return port

    def _make_database(self, port: int) -> None:
        import psycopg
        from psycopg import sql

        with psycopg.connect(**self._words(port, "postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                # Another program may be making it just now.
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
                    connection.execute(made.format(sql.Identifier(DATABASE)))

    def _wait_for_the_other(self) -> int | None:
        """Wait for a server that another program started, or that is repairing itself; ``None`` where it ended.

        Raises:
            ServerFault: it is there and does not answer.
        """
        asked_again, end = threading.Event(), time.monotonic() + _START_SECONDS
        while time.monotonic() < end and _is_server(self._pid()):
            if (port := self._answering_port()) is not None:
                return port
            asked_again.wait(0.1)
        if _is_server(self._pid()):
            raise ServerFault(ServerState.NO_ANSWER)
        return None

    def _answering_port(self) -> int | None:
        """The port on which the server of this very folder answers to its administrator."""
        import psycopg

        try:
            lines = (self._data / "postmaster.pid").read_text("utf-8").splitlines()
            words = {**self._words(int(lines[3]), "postgres"), "connect_timeout": 3}
            with psycopg.connect(**words, autocommit=True) as connection:
                found = connection.execute("SHOW data_directory").fetchone()
            return int(lines[3]) if found and os.path.samefile(found[0], self._data) else None
        except (OSError, ValueError, IndexError, psycopg.Error):
            return None

    def _pid(self) -> int | None:
        try:
            return int((self._data / "postmaster.pid").read_text("utf-8").splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _said_since(self, moment: float) -> str:
        said = ""
        for file in (self._data / "start.log", *self.log_folder.glob("*.log")):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime >= moment:
                    said += file.read_text("utf-8", "replace")[-_TAIL:].rpartition("starting PostgreSQL")[2]
        return said


def _write(file: Path, content: str) -> None:
    """Write a file that is its owner's alone; the server's folder holds no half one, for it is not running."""
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, private.FILE), "w", encoding="ascii") as made:
        made.write(content)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((LOOPBACK, 0))
        return int(asked.getsockname()[1])


def _is_server(pid: int | None) -> bool:
    """Whether a process is a PostgreSQL, and not another that has got the number since."""
    import psutil

    try:
        found = None if pid is None else psutil.Process(pid)
        return found is not None and found.name().startswith("postgres") and found.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _state_of(error: OSError) -> ServerState:
    if isinstance(error, PermissionError):
        return ServerState.DENIED
    return state_said(os.strerror(error.errno)) if error.errno else ServerState.FAILED

"""The bundled server: made, started, adopted, killed, damaged, stopped."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import stat
import tempfile
from pathlib import Path

import psycopg
import pytest

from shopdesk.domain.errors import FileState
from shopdesk.infra import i18n
from shopdesk.sharing import server as server_module
from shopdesk.sharing.programs import Programs, bundled
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, LOOPBACK, Server, Stop
from shopdesk.sharing.server_faults import STATES, ServerFault, ServerState, state_said
from tests.full_disk import fill, small_disk

__all__ = ["small_disk"]


@pytest.fixture
def stopped(own_server: Server) -> Server:
    own_server.stop()
    return own_server


@pytest.fixture
def running(own_server: Server) -> Server:
    own_server.start()
    return own_server


def folder_of(server: Server) -> Path:
    return server.log_folder.parent


def pid_of(server: Server) -> int:
    return int((folder_of(server) / "postmaster.pid").read_text().splitlines()[0])


def password_of(server: Server) -> str:
    return (folder_of(server).parent / "administrator").read_text().strip().rpartition(":")[2]


def test_it_is_made_for_this_user_alone(running: Server) -> None:
    folder = folder_of(running)
    for path in (folder, folder.parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700, path
    for path in (folder.parent / "administrator", folder / "shopdesk.conf", *running.log_folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert sorted(path.name for path in folder.parent.iterdir()) == ["administrator", "database"]


def test_it_holds_every_sign_sorts_by_code_point_and_keeps_passwords_by_scram(running: Server) -> None:
    with psycopg.connect(**running.connection()) as connection:
        asked = "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = %s"
        assert connection.execute(asked, [DATABASE]).fetchone() == ("UTF8", "C", "C")
        words = connection.execute("SELECT w FROM unnest(ARRAY['中', 'b', 'a', 'B']) AS w ORDER BY w").fetchall()
        assert [word[0] for word in words] == ["B", "a", "b", "中"]
        assert connection.execute("SHOW password_encryption").fetchone() == ("scram-sha-256",)
        kept = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [ADMINISTRATOR]).fetchone()
        assert kept[0].startswith("SCRAM-SHA-256$")
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    files = (folder_of(running) / "pg_hba.conf").read_text()
    assert [line.split() for line in files.splitlines() if not line.startswith("#")] == [
        ["host", "all", "all", "127.0.0.1/32", "scram-sha-256"]
    ]


def test_it_listens_on_the_loopback_alone(running: Server) -> None:
    import psutil

    server = psutil.Process(pid_of(running))
    connections = server.net_connections("all")
    for process in server.children():
        with contextlib.suppress(psutil.NoSuchProcess):  # the ones that answer a connection come and go
            connections += process.net_connections("all")
    listening = {
        one.laddr
        for one in connections
        if one.status == psutil.CONN_LISTEN or (one.family == socket.AF_UNIX and one.laddr)
    }
    assert listening == {(LOOPBACK, running.port)}


def test_a_wrong_password_and_none_are_refused(running: Server) -> None:
    words = running.connection()
    del words["passfile"]
    for password in ("wrong", "", None):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(**words, password=password)


def test_no_password_is_logged_or_handed_about(running: Server) -> None:
    password = password_of(running)
    assert len(password) >= 40
    with psycopg.connect(**running.connection(), autocommit=True) as connection:
        for statement in ("CREATE ROLE one PASSWORD 'geheim-1", "ALTER ROLE nobody_y PASSWORD 'geheim-1'"):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
        connection.execute("CREATE TABLE IF NOT EXISTS logged (name text UNIQUE)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO logged VALUES ('geheim-2'), ('geheim-2')")
    logs = [folder_of(running) / "start.log", *running.log_folder.iterdir()]
    logged = "".join(path.read_text() for path in logs)
    assert "ready to accept connections" in logged
    assert "geheim" not in logged and password not in logged
    shown = f"{vars(running)} {running.connection()} {running.environment()}"
    assert password not in shown
    for path in folder_of(running).parent.rglob("*"):
        if path.is_file() and path.name != "administrator":
            assert password.encode() not in path.read_bytes(), path


def test_the_programs_of_the_bundle_connect_without_being_told_a_password(running: Server) -> None:
    programs = bundled()
    said = programs.run("psql", ["-XAtc", "SELECT current_user"], env=running.environment())
    assert (said.code, said.said.strip()) == (0, ADMINISTRATOR)
    dumped = programs.run("pg_dump", ["--schema-only"], env=running.environment())
    assert dumped.code == 0 and "PostgreSQL database dump complete" in dumped.said
    assert programs.run("pg_restore", ["--version"]).said.startswith("pg_restore (PostgreSQL) 18")
    assert programs.major == 18


def test_what_a_killed_program_left_running_is_adopted(running: Server) -> None:
    pid, port = pid_of(running), running.port
    another = Server(folder_of(running).parent, bundled())
    assert another.state() is ServerState.RUNNING
    assert another.start() == port
    assert pid_of(running) == pid
    another.make()
    assert another.start() == port, "making what is made changes nothing"


def test_a_server_that_was_killed_repairs_itself_and_loses_nothing(running: Server) -> None:
    with psycopg.connect(**running.connection(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id serial, at text)")
        connection.execute("INSERT INTO kept (at) VALUES ('committed')")
        os.kill(pid_of(running), signal.SIGKILL)
    assert running.state() is ServerState.STOPPED
    with pytest.raises(ServerFault) as caught:
        _ = running.port
    assert caught.value.server is ServerState.STOPPED
    running.start()
    with psycopg.connect(**running.connection()) as connection:
        assert ("committed",) in connection.execute("SELECT at FROM kept").fetchall()


def test_its_number_may_belong_to_another_program_after_a_crash(stopped: Server) -> None:
    """The file of a crashed server names a process that lives, and is no server."""
    lock = folder_of(stopped) / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{folder_of(stopped)}\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n")
    assert stopped.state() is ServerState.STOPPED
    stopped.start()
    assert stopped.state() is ServerState.RUNNING


def test_smart_waits_for_who_is_signed_in_and_fast_does_not(running: Server) -> None:
    with psycopg.connect(**running.connection(), autocommit=True) as connection:
        with pytest.raises(ServerFault) as caught:
            running.stop(Stop.SMART, seconds=1)
        assert caught.value.server is ServerState.NO_ANSWER
        assert connection.execute("SELECT 1").fetchone() == (1,)
        running.stop(Stop.FAST)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert running.state() is ServerState.STOPPED
    running.stop()


def test_a_port_that_is_taken_is_said_or_another_is_chosen(stopped: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        fixed = Server(folder_of(stopped).parent, bundled(), port=taken)
        with pytest.raises(ServerFault, match="Another program on this PC uses the port") as caught:
            fixed.start()
        assert caught.value.server is ServerState.PORT_TAKEN
        assert stopped.state() is ServerState.STOPPED
        # Somebody is quicker than we are between looking for a port and taking it.
        free = server_module._free_port
        ports = iter([taken, free()])
        monkeypatch.setattr(server_module, "_free_port", lambda: next(ports))
        assert stopped.start() != taken


def test_data_of_another_version_are_left_alone(stopped: Server) -> None:
    version = folder_of(stopped) / "PG_VERSION"
    right = version.read_text()
    try:
        for other in ("17\n", "19\n"):
            version.write_text(other)
            assert stopped.state() is ServerState.OTHER_VERSION
            with pytest.raises(ServerFault, match="another version of the database program"):
                stopped.start()
    finally:
        version.write_text(right)
    assert not (folder_of(stopped) / "postmaster.pid").exists()


@pytest.mark.parametrize("lost", ["PG_VERSION", "global/pg_control", "pg_xact", "base", "pg_wal"])
def test_damaged_data_are_said_to_be_damaged(stopped: Server, lost: str) -> None:
    file = folder_of(stopped) / lost
    away = file.with_name("away")
    file.rename(away)
    try:
        with pytest.raises(ServerFault, match="are damaged") as caught:
            stopped.start()
        assert (caught.value.server, caught.value.state) == (ServerState.DAMAGED, FileState.DAMAGED)
    finally:
        if file.exists():
            shutil.rmtree(file)  # what the server made anew of it
        away.rename(file)
    stopped.start()
    assert stopped.state() is ServerState.RUNNING


def test_a_full_disk_is_said_and_leaves_nothing_half(small_disk: Path) -> None:
    for above in (small_disk, *small_disk.parents):
        if above == Path(tempfile.gettempdir()):
            break
        above.chmod(0o711)
    server = Server(small_disk / "shared", bundled())
    with pytest.raises(ServerFault, match="disk with the shared data is full") as caught:
        server.make()
    assert (caught.value.server, caught.value.state) == (ServerState.FULL, FileState.FULL)
    assert server.state() is ServerState.NOT_MADE
    assert not [path for path in (small_disk / "shared").iterdir() if path.name != "administrator"]
    fill(small_disk)
    with pytest.raises(ServerFault, match="is full"):
        server.make()


def test_a_folder_that_is_not_ours_is_said(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700 if os.geteuid() == 0 else 0o500)
    server = Server(closed / "shared", bundled())
    with pytest.raises(ServerFault, match="may not read or write") as caught:
        server.make()
    assert (caught.value.server, caught.value.state) == (ServerState.DENIED, FileState.DENIED)
    assert server.state() is ServerState.NOT_MADE


def test_missing_programs_are_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServerFault, match="Install ShopDesk again") as caught:
        _ = Programs(place).major
    assert caught.value.server is ServerState.NO_PROGRAMS
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ServerFault, match="Install ShopDesk again"):
        bundled()


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ('FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', ServerState.FULL),
        ('PANIC:  could not write to file "pg_wal/1": No space left on device', ServerState.FULL),
        ('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', ServerState.PORT_TAKEN),
        ("Only one usage of each socket address (protocol/network address/port) is normally permitted.",
         ServerState.PORT_TAKEN),
        ("FATAL:  database files are incompatible with server", ServerState.OTHER_VERSION),
        ('initdb: error: could not access directory "/x": Permission denied', ServerState.DENIED),
        ("could not create directory: Access is denied.", ServerState.DENIED),
        ('FATAL:  data directory "/x" has wrong ownership', ServerState.DENIED),
        ("PANIC:  could not locate a valid checkpoint record at 0/1", ServerState.DAMAGED),
        ("FATAL:  incorrect checksum in control file", ServerState.DAMAGED),
        ("pg_ctl: server did not start in time", ServerState.NO_ANSWER),
        ("something that nobody knows", ServerState.FAILED),
        ("", ServerState.FAILED),
    ],
)  # fmt: skip
def test_what_the_server_says_is_understood(said: str, state: ServerState) -> None:
    assert state_said(said) is state


def test_every_state_has_a_sentence_in_both_languages() -> None:
    assert set(STATES) == set(ServerState)
    i18n.set_language("zh_CN")
    for state in STATES.values():
        assert re.search(r"[一-鿿]", i18n.tr(state)) and "{" not in i18n.tr(state)

"""The relay: what it lets through, what it does not, and what is seen on the line."""

from __future__ import annotations

import contextlib
import gc
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.sharing import first_packets, sign_in
from shopdesk.sharing.certificates import Identity, identity
from shopdesk.sharing.first_packets import FirstPacket, NotPostgres, SignInWatch, length_of, read_first, refusal
from shopdesk.sharing.relay import JOIN, Bounds, Relay
from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, LOOPBACK
from shopdesk.sharing.server_faults import ServerFault, ServerState
from shopdesk.sharing.sign_in import SignIn
from shopdesk.sharing.throttle import Limits
from tests.sharing.roles import PASSWORD, SharedStore
from tests.sharing.wire import is_closed, plain, recorded, safe

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("own"), [LOOPBACK], datetime.now(UTC))


@pytest.fixture
def relay(store: SharedStore, shown: Identity) -> Iterator[Relay]:
    made = Relay(shown.chain, store.server.port, addresses=[LOOPBACK])
    made.start()
    yield made
    made.stop()


def kept(relay: Relay, shown: Identity, store: SharedStore, file: Path, role: str = "staff") -> dict:
    """How a joined PC connects."""
    known = SignIn((LOOPBACK,), relay.port, shown.authority, DATABASE, store.roles[role], role)
    sign_in.keep(file, known)
    return {**sign_in.connection(known, file), "password": PASSWORD}


def test_a_joined_pc_works_through_it_as_itself(
    relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path
) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json")
    with psycopg.connect(**words, autocommit=True) as connection:
        assert connection.execute("SELECT id FROM stores").fetchall() == [(1,)]
        assert connection.pgconn.ssl_in_use and connection.execute("SELECT 1").fetchone() == (1,)
        assert relay.connections == 1
        long = connection.execute("SELECT repeat('名', 3000000)").fetchone()[0]
        assert len(long) == 3_000_000


def test_nothing_is_read_on_the_line(relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json", "owner")
    with recorded(relay.port) as (port, seen):
        with psycopg.connect(**{**words, "port": port}, autocommit=True) as connection:
            assert connection.execute("SELECT 'geheim-' || 'answer'").fetchone() == ("geheim-answer",)
        passed = b"".join(seen)
    assert len(passed) > 1000
    role = store.roles["owner"]
    for word in ("geheim", "answer", PASSWORD, role, DATABASE, "SELECT", "server_version", "SCRAM"):
        assert word.encode() not in passed, word
    # The same line without TLS shows all of it, so the line is looked at rightly.
    direct = store.words("owner")
    with recorded(direct["port"]) as (port, seen):
        with psycopg.connect(**{**direct, "port": port}, autocommit=True) as connection:
            connection.execute("SELECT 'geheim-' || 'answer'")
        passed = b"".join(seen)
    assert b"geheim-answer" in passed and role.encode() in passed


def test_another_authority_another_name_and_no_tls_are_refused_by_the_client(
    relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path
) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json")
    other = identity(tmp_path / "other", [LOOPBACK], datetime.now(UTC))
    (tmp_path / "other.crt").write_text(other.authority)
    for change in ({"sslrootcert": str(tmp_path / "other.crt")}, {"host": other.name}, {"host": "shop.example"}):
        with pytest.raises(psycopg.OperationalError, match="certificate"):
            psycopg.connect(**{**words, **change})
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**{**words, "sslmode": "disable", "sslnegotiation": "postgres"})
    with psycopg.connect(**words) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_administrator_another_database_and_copies_of_the_whole_do_not_come_in(
    relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path
) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json")
    for change in ({"user": ADMINISTRATOR}, {"dbname": "postgres"}, {"replication": "database"}):
        with pytest.raises(psycopg.OperationalError, match="may not sign in from another PC"):
            psycopg.connect(**{**words, **change})


def test_wrong_passwords_slow_down(shown: Identity, store: SharedStore, tmp_path: Path) -> None:
    few = Bounds(wrong=Limits(free=2, first_wait=600))
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=few)
    relay.start()
    try:
        words = kept(relay, shown, store, tmp_path / "sign-in.json")
        for _try in range(3):
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(**{**words, "password": "wrong"})
        with pytest.raises(psycopg.OperationalError, match="too many wrong passwords"):
            psycopg.connect(**words)
    finally:
        relay.stop()


def test_a_running_statement_can_be_stopped_through_it(
    relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path
) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json")
    with psycopg.connect(**words, autocommit=True) as connection:
        with store.administrator() as administrator:
            administrator.execute("SELECT pg_advisory_lock(7)")
            failed: list[BaseException] = []

            def wait() -> None:
                try:
                    connection.execute("SELECT pg_advisory_lock(7)")
                except psycopg.errors.QueryCanceled as error:
                    failed.append(error)

            waiting = threading.Thread(target=wait)
            waiting.start()
            asked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while administrator.execute(asked).fetchone() == (0,):
                pass
            connection.cancel_safe()
            waiting.join(10)
            administrator.execute("SELECT pg_advisory_unlock(7)")
        assert len(failed) == 1
        assert connection.execute("SELECT 1").fetchone() == (1,)


GARBAGE = [
    b"",
    b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n",
    bytes(range(256)) * 8,
    b"\x16\x03\x01\x00\xff",  # the begin of a TLS greeting
    struct.pack("!ii", 8, 80877103),  # an old client asks for TLS first
    struct.pack("!ii", 8, 196608),
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_closed_and_harms_nobody(
    shown: Identity, store: SharedStore, tmp_path: Path, garbage: bytes
) -> None:
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=Bounds(hello=0.5))
    relay.start()
    try:
        with plain(relay.port) as one, plain(relay.port) as ended:
            one.sendall(garbage)
            ended.sendall(garbage)
            ended.shutdown(socket.SHUT_WR)
            assert is_closed(one) and is_closed(ended)
        with psycopg.connect(**kept(relay, shown, store, tmp_path / "sign-in.json")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        relay.stop()
    assert relay.connections == 0


@pytest.mark.parametrize(
    "first",
    [
        b"",
        struct.pack("!i", 8),
        struct.pack("!i", -1),
        struct.pack("!i", 2**31 - 1),
        struct.pack("!ii", 8, 80877103),
        struct.pack("!ii", 9, 196608) + b"\0",
        struct.pack("!ii", 20, 131072) + b"user\0me\0\0\0\0",
        struct.pack("!ii", 24, 196608) + b"user\0\xff\xfe\0a\0b\0\0\0\0\0",
    ],
)
def test_garbage_inside_tls_is_closed_within_its_time(shown: Identity, store: SharedStore, first: bytes) -> None:
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=Bounds(hello=0.5))
    relay.start()
    try:
        with safe(relay.port) as connection:
            connection.sendall(first)
            assert is_closed(connection)
    finally:
        relay.stop()


def test_who_asks_for_neither_and_who_speaks_old_tls_is_closed(relay: Relay) -> None:
    for asked in (None, JOIN):  # nobody answers those who want to join here
        with safe(relay.port, asked) as connection:
            assert is_closed(connection)
    with pytest.raises(ssl.SSLError), safe(relay.port, newest=ssl.TLSVersion.TLSv1_2):
        pass
    with contextlib.suppress(ssl.SSLError, ConnectionResetError), safe(relay.port, "http/1.1") as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(1) == b""


def test_nobody_signs_in_for_ever(shown: Identity, store: SharedStore) -> None:
    """A client that says who it is and then nothing more."""
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=Bounds(sign_in=0.5))
    relay.start()
    try:
        words = b"user\0" + store.roles["staff"].encode() + b"\0database\0" + DATABASE.encode() + b"\0\0"
        with safe(relay.port) as connection:
            connection.sendall(struct.pack("!ii", len(words) + 8, 196608) + words)
            assert connection.recv(1) == b"R", "it is asked for its password"
            assert is_closed(connection)
    finally:
        relay.stop()


def test_a_silent_session_is_closed_and_a_busy_one_is_not(shown: Identity, store: SharedStore, tmp_path: Path) -> None:
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=Bounds(sign_in=0.4, idle=1.0))
    relay.start()
    try:
        with psycopg.connect(**kept(relay, shown, store, tmp_path / "sign-in.json"), autocommit=True) as connection:
            asked = 0
            began = connection.execute("SELECT clock_timestamp()").fetchone()[0]
            while connection.execute("SELECT clock_timestamp()").fetchone()[0] - began < timedelta(seconds=1.5):
                asked += 1
            assert asked > 10
            with socket.socket(fileno=connection.fileno()) as line:
                line.settimeout(10)
                assert is_closed(line)
                line.detach()
    finally:
        relay.stop()


def test_so_many_connections_and_no_more(shown: Identity, store: SharedStore) -> None:
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], bounds=Bounds(of_one=3))
    relay.start()
    try:
        with contextlib.ExitStack() as held:
            for _number in range(3):
                held.enter_context(safe(relay.port))
            for _number in range(20):
                with plain(relay.port) as more:
                    assert is_closed(more)
            assert relay.connections == 3
        # Once one has gone there is room again; the relay hears of it by its own time.
        for _try in range(1000):
            with contextlib.suppress(OSError), safe(relay.port):
                break
        else:
            pytest.fail("there is no room although everybody has gone")
    finally:
        relay.stop()


def test_it_stops_at_once_and_starts_again_on_its_port(
    relay: Relay, shown: Identity, store: SharedStore, tmp_path: Path
) -> None:
    words = kept(relay, shown, store, tmp_path / "sign-in.json")
    port = relay.port
    connection = psycopg.connect(**words, autocommit=True)
    half = socket.create_connection((LOOPBACK, port))
    relay.stop()
    relay.stop()
    assert relay.connections == 0
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**words)
    connection.close()
    half.close()
    assert relay.restart(addresses=["127.0.0.1", "127.0.0.2"], server_port=store.server.port) == port
    assert relay.start() == port
    for address in ("127.0.0.1", "127.0.0.2"):
        with psycopg.connect(**{**words, "hostaddr": address}) as again:
            assert again.execute("SELECT 1").fetchone() == (1,)
    assert not [one for one in threading.enumerate() if one.name == "relay" and one is not relay._thread]


def test_what_comes_in_the_moment_of_stopping_is_closed_too(shown: Identity) -> None:
    relay = Relay(shown.chain, 1, addresses=[LOOPBACK])
    for number in range(40):
        relay.start()
        coming = [socket.create_connection((LOOPBACK, relay.port)) for _one in range(number % 4)]
        relay.stop()
        assert relay.connections == 0
        for one in coming:
            with contextlib.suppress(ConnectionResetError):
                assert one.recv(1) == b""
            one.close()
        gc.collect(1)  # a connection that was forgotten warns here, which fails the test


def test_a_port_that_is_taken_is_said(shown: Identity) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        relay = Relay(shown.chain, 1, addresses=[LOOPBACK], port=other.getsockname()[1])
        with pytest.raises(ServerFault, match="uses the port") as caught:
            relay.start()
    assert caught.value.server is ServerState.PORT_TAKEN
    with pytest.raises(ServerFault) as caught:
        Relay(shown.chain, 1, addresses=["203.0.113.1"]).start()
    assert caught.value.server is ServerState.FAILED


def test_without_a_server_behind_it_a_client_is_closed(shown: Identity, store: SharedStore, tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as gone:
        port = gone.getsockname()[1]
    relay = Relay(shown.chain, port, addresses=[LOOPBACK])
    relay.start()
    try:
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**kept(relay, shown, store, tmp_path / "sign-in.json"))
    finally:
        relay.stop()


def test_a_renewed_certificate_breaks_nobody(store: SharedStore, tmp_path: Path) -> None:
    """Who is connected stays, who comes back trusts the authority, and the new certificate is the one that is shown."""
    old = identity(tmp_path / "own", [LOOPBACK], datetime.now(UTC))
    relay = Relay(old.chain, store.server.port, addresses=[LOOPBACK])
    relay.start()
    try:
        words = kept(relay, old, store, tmp_path / "sign-in.json")
        with psycopg.connect(**words, autocommit=True) as connection:
            new = identity(tmp_path / "own", [LOOPBACK, "192.168.7.7", "new-name"], datetime.now(UTC))
            assert new.fingerprint != old.fingerprint and new.authority == old.authority
            relay.show(new.chain)
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with psycopg.connect(**words) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with safe(relay.port) as connection:
            from shopdesk.sharing.certificates import fingerprint

            assert fingerprint(connection.getpeercert(binary_form=True)) == new.fingerprint
    finally:
        relay.stop()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_first_packet_or_none(content: bytes) -> None:
    with contextlib.suppress(NotPostgres):
        read_first(struct.pack("!i", len(content) + 8) + b"\0\0\0\0" + content)
    with contextlib.suppress(NotPostgres):
        read_first(struct.pack("!ii", len(content) + 8, 196608) + content)


def test_first_packets_are_read() -> None:
    words = b"user\0ann\0application_name\0x\0\0"
    packet = struct.pack("!ii", len(words) + 8, 196610) + words
    assert length_of(packet[:4]) == len(packet)
    assert read_first(packet) == FirstPacket(user="ann", database="ann")
    assert read_first(struct.pack("!iiii", 16, 80877102, 1, 2)) == FirstPacket(cancels=True)
    doubled = struct.pack("!ii", 0, 196608) + b"user\0ann\0user\0root\0\0"
    with pytest.raises(NotPostgres):
        read_first(doubled)


@given(st.data())
def test_a_refused_sign_in_is_seen_however_its_bytes_are_cut(data: st.DataObject) -> None:
    asked = b"R" + struct.pack("!ii", 8, 10)
    code = data.draw(st.sampled_from(["28P01", "28000", "53300", "57P03"]))
    answer = asked + refusal("no", code)
    watch = SignInWatch()
    while answer:
        cut = data.draw(st.integers(1, len(answer)))
        watch.feed(answer[:cut])
        answer = answer[cut:]
    assert watch.over and watch.refused is code.startswith("28")


def test_a_sign_in_that_succeeds_is_over_at_the_first_question() -> None:
    watch = SignInWatch()
    watch.feed(b"R" + struct.pack("!ii", 8, 0) + b"Z" + struct.pack("!i", 5))
    assert not watch.over
    watch.feed(b"I" + b"E" + struct.pack("!i", 12) + b"C28P01\0\0")
    assert watch.over and not watch.refused
    assert first_packets.MOST_BYTES == 10_000

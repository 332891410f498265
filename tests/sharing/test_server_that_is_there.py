"""A server that is there: what is said of it, the way there, its codes, its people, and the way back."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from shopdesk.bootstrap import App, open_app, prepare
from shopdesk.cli.main import run
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.infra.clock import FixedClock
from shopdesk.services.sharing import keeping
from shopdesk.services.sharing.joined import PasswordWanted
from shopdesk.sharing import codes, server_invitations, server_line
from shopdesk.sharing.access import Group
from shopdesk.sharing.accounts import Grant
from shopdesk.sharing.certificates import identity
from shopdesk.sharing.server import LOOPBACK, Server
from tests.sharing.front import encrypting, own_certificate

SECRET = "geheim des Servers 2026"
PASSWORD = "correct horse 26"
MONDAY = FixedClock(datetime(2026, 11, 30, 9, 0, 0))


@pytest.fixture(scope="module")
def there(own_server: Server) -> int:
    """The port of a server with a user and a database for the program, and another user who may do nothing."""
    own_server.start()
    with psycopg.connect(**own_server.connection(), autocommit=True) as administrator:
        administrator.execute(f"CREATE ROLE shop LOGIN CREATEROLE CREATEDB PASSWORD '{SECRET}'")
        administrator.execute(f"CREATE ROLE weak LOGIN PASSWORD '{SECRET}'")
    return own_server.port


@pytest.fixture
def database(own_server: Server, there: int) -> Iterator[str]:
    """An empty database, gone afterwards with all roles of accounts."""
    with psycopg.connect(**own_server.connection(), autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE lamps OWNER shop TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        yield "lamps"
        administrator.execute("DROP DATABASE lamps WITH (FORCE)")
        roles = administrator.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^shopdesk_' AND NOT rolsuper")
        for (role,) in roles.fetchall():
            administrator.execute(f'DROP ROLE "{role}"')


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates: ``own`` vouches for itself, so does ``over``, whose time is; ``relay`` is of an authority."""
    folder = tmp_path_factory.mktemp("certificates")
    own_certificate(folder / "own.pem")
    own_certificate(folder / "over.pem", days=-1)
    identity(folder, [LOOPBACK], datetime.now(UTC))
    return folder


def said(
    port: int,
    *,
    user: str = "shop",
    database: str = "lamps",
    password: str = SECRET,
    authority: Path | None = None,
    host: str = LOOPBACK,
) -> list[str]:
    """The points that do not hold."""
    _, found = keeping.look_at(host, str(port), database, user, password, authority)
    assert found.will_do == all(one.holds is not False for one in found.checks)
    return [str(one.said) for one in found.checks if one.holds is False]


def test_what_keeps_the_data_from_going_there_is_said_in_words(there: int, database: str, certificates: Path) -> None:
    assert said(there) == []
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        assert "Nothing answers at 127.0.0.1" in said(free.getsockname()[1])[0]
    assert "password is wrong" in said(there, password="another")[0]
    assert "no database nowhere" in said(there, database="nowhere")[0]
    assert 'CREATE DATABASE "nowhere" OWNER "shop"' in said(there, database="nowhere")[0]
    weak = said(there, user="weak")
    assert [one.partition(".")[0] for one in weak] == [
        "This user may not make accounts", "This user may not make databases (CREATEDB)",
        "The database does not belong to this user",
    ]  # fmt: skip
    with encrypting(there, certificates / "relay.pem") as port:
        assert "an authority that this PC does not know" in said(port)[0]
    with encrypting(there, certificates / "over.pem") as port:
        assert "The certificate of the server held until" in said(port)[0]
    with encrypting(there, certificates / "authority.pem") as port:
        assert "The certificate of the server cannot be used" in said(port)[0]
    with encrypting(there, certificates / "own.pem") as port:
        assert said(port) == []


def test_an_authority_of_ones_own_vouches_by_its_file(
    there: int, database: str, certificates: Path, tmp_path: Path
) -> None:
    ours, now = certificates / "authority.pem", datetime.now(UTC)
    identity(tmp_path / "strange", [LOOPBACK], now)
    identity(tmp_path / "named", ["db.example.com"], now)
    identity(tmp_path / "over", [LOOPBACK], now - timedelta(days=500))
    binary = tmp_path / "ca.der"
    binary.write_bytes(ssl.PEM_cert_to_DER_cert(ours.read_text("ascii").rpartition("PRIVATE KEY-----\n")[2]))
    with encrypting(there, certificates / "relay.pem") as port:
        assert said(port, authority=ours) == [] and said(port, authority=binary) == []
        assert "was not made by this authority" in said(port, authority=tmp_path / "strange" / "authority.pem")[0]
        assert "cannot be read" in said(port, authority=tmp_path / "nowhere.crt")[0]
        nothing = (b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n", b"\0" * 2_000_000)
        for number, content in enumerate(nothing):
            (tmp_path / f"{number}.crt").write_bytes(content)
            assert "holds no certificate of an authority" in said(port, authority=tmp_path / f"{number}.crt")[0]
    with encrypting(there, tmp_path / "named" / "relay.pem") as port:
        assert "for another name than 127.0.0.1" in said(port, authority=tmp_path / "named" / "authority.pem")[0]
    with encrypting(there, tmp_path / "over" / "relay.pem") as port:
        assert "is over" in said(port, authority=tmp_path / "over" / "authority.pem")[0]
    # What a server vouches for itself is not believed where an authority was named.
    with encrypting(there, certificates / "own.pem") as port:
        assert "was not made by this authority" in said(port, authority=ours)[0]


def test_who_joins_names_the_authority_too_and_no_other_is_believed_later(
    there: int, database: str, certificates: Path, tmp_path: Path
) -> None:
    ours = certificates / "authority.pem"
    identity(tmp_path / "strange", [LOOPBACK], datetime.now(UTC))
    home = Path(tempfile.mkdtemp(prefix="shopdesk-pcs-"))
    with encrypting(there, certificates / "relay.pem") as port, contextlib.ExitStack() as open_apps:
        pcs = Pcs(home, port, ours)
        boss = pcs.start("boss")
        boss.services.stores.create("Lamp House")
        pcs.share(boss)
        code = boss.sharing.keeping.invite(Grant(Group.MANAGER, (1,)))
        other = pcs.start("other")
        for app in pcs.open:
            open_apps.callback(app.close)
        with pytest.raises(UserError, match="an authority that this PC does not know"):
            other.sharing.join(code.text, "小满", PASSWORD)
        with pytest.raises(UserError, match="was not made by this authority"):
            other.sharing.join(code.text, "小满", PASSWORD, tmp_path / "strange" / "authority.pem")
        other.sharing.join(code.text, "小满", PASSWORD, ours)
        other.open_elsewhere()
        assert names(other) == ["Lamp House"] and other.sharing.joined.known.way == "authority"
        words = other.sharing.joined.line()
        assert words["sslmode"] == "verify-full"
        boss.place.verify(boss.services.backups.create().file)
        with (
            encrypting(there, tmp_path / "strange" / "relay.pem") as elsewhere,
            pytest.raises(psycopg.OperationalError, match="certificate verify failed"),
        ):
            psycopg.connect(**{**words, "port": elsewhere})
    shutil.rmtree(home)


@pytest.mark.timeout(400)  # each command opens the data anew
def test_a_server_that_is_there_is_shared_by_commands(
    there: int, database: str, certificates: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path(tempfile.mkdtemp(prefix="shopdesk-pcs-"))
    monkeypatch.setenv("SHOPDESK_PASSWORD", SECRET)

    def told(pc: str, words: str, code: int = 0) -> str:
        assert run(["--data-dir", str(home / pc), "--lang", "en", "share", *words.split()]) == code
        out = capsys.readouterr()
        assert SECRET not in out.out + out.err and PASSWORD not in out.out + out.err
        return out.out + out.err

    with encrypting(there, certificates / "relay.pem") as port:
        server = f"server --name 老板 --host {LOOPBACK} --port {port} --database lamps --user shop"
        with_authority = f"{server} --authority {certificates / 'authority.pem'}"
        made = open_app(home / "boss", "en", clock=MONDAY)
        made.services.stores.create("Lamp House")
        made.close()
        assert "✕  The certificate of the server was made by an authority" in told("boss", f"{server} --check", 1)
        assert "an authority that this PC does not know" in told("boss", server, 1)
        assert "✕" not in told("boss", f"{with_authority} --check")
        looked = json.loads(told("boss", f"{with_authority} --check --json"))
        assert looked["will_do"] and len(looked["points"]) == 8 and all(one["holds"] for one in looked["points"])
        assert "on no server that this PC looks after" in told("boss", "code staff", 1)
        assert json.loads(told("boss", "status --json"))["place"] == "own"

        moved = json.loads(told("boss", f"{with_authority} --json"))
        assert moved["address"] == LOOPBACK and moved["port"] == port and moved["tables"]["stores"] == 1
        status = json.loads(told("boss", "status --json"))
        assert (status["place"], status["addresses"], status["signed_in"]) == ("server", [LOOPBACK], [])
        shown = json.loads(told("boss", "code owner --json"))
        assert shown["until"]
        monkeypatch.setenv("SHOPDESK_PASSWORD", PASSWORD)
        joining = f"join {shown['code']} --name 小满"
        assert "an authority that this PC does not know" in told("other", joining, 1)
        assert "You have joined" in told("other", f"{joining} --authority {certificates / 'authority.pem'}")
        assert json.loads(told("other", "status --json"))["place"] == "other"
        monkeypatch.setenv("SHOPDESK_PASSWORD", SECRET)
        assert "Everything arrived" in told("boss", "back")
        assert json.loads(told("boss", "status --json"))["place"] == "own"
    shutil.rmtree(home)


def test_a_stranger_on_the_port_is_told_from_a_server() -> None:
    with socket.create_server((LOOPBACK, 0)) as listening:

        def answer() -> None:
            with listening.accept()[0] as client:
                client.recv(8)
                client.sendall(b"HTTP/1.0 400\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        assert "is no PostgreSQL" in said(listening.getsockname()[1])[0]
        thread.join()


def test_a_server_that_encrypts_nothing_is_told_no_password(
    there: int, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_line, "is_here", lambda _address: False)
    assert "nothing was told to it, not even the password" in said(there)[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("", "5432", "a", "b"), "Type the address"),
        (("two words", "5432", "a", "b"), "Type the address"),
        (("db", "0", "a", "b"), "number from 1 to 65535"),
        (("db", "x", "a", "b"), "number from 1 to 65535"),
        (("db", "5432", "", "b"), "names of the database"),
        (("db", "5432", "店", "b"), "names of the database"),
        (("db", "5432", "a", "b" * 64), "names of the database"),
    ],
)
def test_what_was_typed_is_looked_at_first(typed: tuple[str, str, str, str], words: str) -> None:
    at, found = keeping.look_at(*typed, SECRET)
    assert at is None and not found.will_do and words in str(found.checks[0].said)
    _, found = keeping.look_at("db", "5432", "a", "b", "")
    assert "Type the password" in str(found.checks[0].said)


class Pcs:
    """Data folders, and where the server is."""

    def __init__(self, home: Path, port: int, authority: Path | None = None) -> None:
        self.home, self.port, self.authority = home, port, authority
        self.open: list[App] = []

    def start(self, name: str) -> App:
        self.open.append(open_app(self.home / name, "en", clock=MONDAY))
        return self.open[-1]

    def share(self, app: App) -> int:
        at, found = keeping.look_at(LOOPBACK, str(self.port), "lamps", "shop", SECRET, self.authority)
        assert at is not None and found.will_do
        moved = app.sharing.share_at(app.services.moving, "老板", at, found, SECRET)
        app.open_elsewhere()
        return sum(one.rows for one in moved)

    def join(self, name: str, code: str, person: str, password: str = PASSWORD) -> App:
        app = self.start(name)
        app.sharing.join(code, person, password)
        app.open_elsewhere()
        return app


@pytest.fixture
def pcs(there: int, database: str, certificates: Path) -> Iterator[Pcs]:
    home = Path(tempfile.mkdtemp(prefix="shopdesk-pcs-"))
    with encrypting(there, certificates / "own.pem") as port:
        made = Pcs(home, port)
        yield made
        for app in made.open:
            app.close()
    shutil.rmtree(home)


def names(app: App) -> list[str]:
    return [store.name for store in app.services.stores.all()]


def test_there_and_back_with_people_on_it(pcs: Pcs, own_server: Server) -> None:
    boss = pcs.start("boss")
    boss.services.stores.create("Lamp House")
    rows = pcs.share(boss)
    assert rows > 50 and names(boss) == ["Lamp House"]
    assert not boss.is_joined and not boss.services.ctx.rights.limited

    kept = boss.sharing.keeping
    code = kept.invite(Grant(Group.MANAGER, (1,)))
    assert kept.state().accounts == ()  # a code that nobody has taken is no account
    other = pcs.join("other", code.text, "小满")
    assert names(other) == ["Lamp House"] and other.services.ctx.rights.group is Group.MANAGER
    assert other.services.ctx.actor == "小满"
    assert [one.person for one in kept.state().sessions] == ["小满"]

    # A code holds once, and for a quarter of an hour.
    third = pcs.start("third")
    with pytest.raises(UserError, match="used already, or is older than 15 minutes"):
        third.sharing.join(code.text, "小红", PASSWORD)
    old = kept.invite(Grant(Group.STAFF, (1,)))
    with psycopg.connect(**{**own_server.connection(), "dbname": "lamps"}, autocommit=True) as administrator:
        administrator.execute("UPDATE shopdesk_access.invitations SET ends = now() - interval '1 second'")
    with pytest.raises(UserError, match="too old"):
        third.sharing.join(old.text, "小红", PASSWORD)
    # A name holds once, too, and the code that was refused for it holds still.
    again = kept.invite(Grant(Group.STAFF, (1,)))
    with pytest.raises(UserError, match="has joined already"):
        third.sharing.join(again.text, "小满", PASSWORD)
    third.sharing.join(again.text, "小红", PASSWORD)
    third.open_elsewhere()
    assert third.services.ctx.rights.group is Group.STAFF

    # A new code for somebody gives another password to the same account.
    account = next(one for one in kept.state().accounts if one.person == "小满")
    anew = kept.invite(Grant(account.grant.group, role=account.role))
    fourth = pcs.join("fourth", anew.text, "小满", "another horse 27")
    assert fourth.services.ctx.rights.name == "小满"
    other.close()
    other.sharing.sign_in(other.sharing.joined.known.role + ".json", PASSWORD)
    with pytest.raises(EnvironmentFault, match="name or password are wrong"):
        other.open()

    # A backup is made by the one who looks after the data, and by nobody else.
    made = boss.services.backups.create()
    assert boss.place.held_by(made.file).stores == ("Lamp House",)
    boss.place.verify(made.file)
    with pytest.raises(UserError, match="made on the PC that holds them"):
        fourth.services.backups.create()

    # Closed is closed at once.
    kept.office.close(account.role)
    with pytest.raises(EnvironmentFault):
        names(fourth)
    with pytest.raises(EnvironmentFault, match="name or password are wrong, or the access was closed"):
        names(fourth)
    assert names(third) == ["Lamp House"]

    boss.services.stores.create("Second House")
    moved = boss.sharing.back(boss.services.moving)
    boss.open_elsewhere()
    assert not boss.is_shared and names(boss) == ["Lamp House", "Second House"]
    assert sum(one.rows for one in moved) > rows
    for _ in range(2):
        with pytest.raises(EnvironmentFault):
            names(third)
    # What is left there is refused as a place for other data.
    assert "There are tables in this database already" in said(pcs.port)[0]


def test_the_password_is_asked_for_at_every_start_and_lies_nowhere(pcs: Pcs) -> None:
    boss = pcs.start("boss")
    boss.services.stores.create("Lamp House")
    pcs.share(boss)
    boss.services.backups.create()
    boss.close()
    for file in pcs.home.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file
    again = prepare(pcs.home / "boss", "en", clock=MONDAY)
    pcs.open.append(again)
    with pytest.raises(PasswordWanted):
        again.open()
    file = again.sharing.keeping.kept.sign_in
    again.sharing.sign_in(file, "not it")
    with pytest.raises(EnvironmentFault, match="name or password are wrong"):
        again.open_elsewhere()
    again.sharing.sign_in(file, SECRET)
    again.open_elsewhere()
    assert names(again) == ["Lamp House"] and not again.is_joined


def test_another_server_at_the_address_is_told_nothing(pcs: Pcs, there: int, tmp_path: Path) -> None:
    boss = pcs.start("boss")
    boss.services.stores.create("Lamp House")
    pcs.share(boss)
    code = boss.sharing.keeping.invite(Grant(Group.OWNER))
    other = pcs.start("other")
    with encrypting(there, own_certificate(tmp_path / "another.pem")) as port:
        read = codes.parse(code.text, datetime.now(UTC).replace(tzinfo=None))
        with pytest.raises(UserError, match="not the one of the code"):
            server_invitations.join(replace(read, port=port), "小满", PASSWORD)
        # Who joined before finds another certificate there and says no password.
        known = boss.sharing.joined.known
        words = {**boss.sharing.joined.line(), "port": port}
        assert known.way == "pinned"
        with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
            psycopg.connect(**words)
    assert names(other) == []

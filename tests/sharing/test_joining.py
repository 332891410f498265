"""A PC joins with a code: from the code on one screen to a session of its own on the shared store."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from shopdesk.domain.errors import UserError
from shopdesk.infra import i18n
from shopdesk.sharing import sign_in
from shopdesk.sharing.access import Group
from shopdesk.sharing.accounts import Grant, accounts, admitting
from shopdesk.sharing.certificates import Identity, identity
from shopdesk.sharing.codes import Code, parse, to_text
from shopdesk.sharing.invitations import Invitations, Refused
from shopdesk.sharing.joining import (
    Applicant,
    Desk,
    JoinRefused,
    NameTaken,
    check_name,
    check_password,
    is_verifier,
    join,
    verifier_of,
)
from shopdesk.sharing.relay import JOIN, Bounds, Relay
from shopdesk.sharing.server import DATABASE, LOOPBACK
from shopdesk.sharing.throttle import Limits
from tests.sharing.roles import SharedStore
from tests.sharing.wire import is_closed, recorded, safe

PASSWORD = "我的密码-2026"


@dataclass
class Holder:
    """The PC with the data, without the data: it notes whom it lets in."""

    shown: Identity
    admitted: list[tuple[Applicant, Grant]] = field(default_factory=list)
    refuse: Exception | None = None

    def __post_init__(self) -> None:
        self.invitations: Invitations[Grant] = Invitations(time.monotonic, Limits(free=3, first_wait=600))
        desk = Desk(
            self.invitations, self.admit, DATABASE, self.shown.authority, lambda: ["10.9.9.9"], lambda: self.relay.port
        )
        self.relay = Relay(
            self.shown.chain, 1, addresses=[LOOPBACK], desk=desk.answer, bounds=Bounds(hello=2.0, sign_in=2.0)
        )

    def admit(self, applicant: Applicant, grant: Grant) -> str:
        if self.refuse:
            raise self.refuse
        self.admitted.append((applicant, grant))
        return f"shopdesk_{len(self.admitted)}"

    def code(self, **change: object) -> Code:
        secret = self.invitations.give(Grant(Group.STAFF, (1,)))
        now = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0)
        return replace(Code((LOOPBACK,), self.relay.port, self.shown.fingerprint, secret, now), **change)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("own"), [LOOPBACK], datetime.now(UTC))


@pytest.fixture
def holder(shown: Identity) -> Iterator[Holder]:
    made = Holder(shown)
    made.relay.start()
    yield made
    made.relay.stop()


def test_from_a_code_to_a_session_of_ones_own(store: SharedStore, shown: Identity, tmp_path: Path) -> None:
    invitations: Invitations[Grant] = Invitations(time.monotonic)
    desk = Desk(invitations, admitting(store.administrator), DATABASE, shown.authority, lambda: [LOOPBACK],
                lambda: relay.port)  # fmt: skip
    relay = Relay(shown.chain, store.server.port, addresses=[LOOPBACK], desk=desk.answer)
    relay.start()
    try:
        now = datetime.now(UTC).replace(tzinfo=None)
        secret = invitations.give(Grant(Group.STAFF, (2,)))
        typed = to_text(Code((LOOPBACK,), relay.port, shown.fingerprint, secret, now)).lower()
        with recorded(relay.port) as (port, seen):
            joined = join(replace(parse(typed, now), port=port), "  小满  Li ", PASSWORD)
            passed = b"".join(seen)
        file = tmp_path / "sign-in.json"
        sign_in.keep(file, joined)
        found = sign_in.find(sign_in.read(file))
        with psycopg.connect(**sign_in.connection(found, file), password=PASSWORD) as connection:
            assert connection.execute("SELECT id FROM stores").fetchall() == [(2,)]
            assert connection.execute("SELECT shopdesk_access.my_name()").fetchone() == ("小满 Li",)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(**sign_in.connection(found, file), password=PASSWORD + "x")
        with store.administrator() as administrator:
            account = next(one for one in accounts(administrator) if one.role == joined.role)
        assert (account.person, account.grant) == ("小满 Li", Grant(Group.STAFF, (2,)))
        with pytest.raises(JoinRefused, match="used already") as caught:
            join(parse(typed, now), "Another", PASSWORD)
        assert caught.value.why is Refused.USED
        # Who has the name already is told so, and the code holds for another name.
        again = Code((LOOPBACK,), relay.port, shown.fingerprint, invitations.give(Grant(Group.STAFF)), now)
        with pytest.raises(JoinRefused, match="Choose another name") as caught:
            join(again, "小满 LI", PASSWORD)
        assert caught.value.why is Refused.NAME
        assert join(again, "x'; DROP TABLE stores; --", PASSWORD).role != joined.role
    finally:
        relay.stop()
    kept = file.read_text()
    for word in (PASSWORD, secret.reveal().hex(), "SCRAM"):
        assert word not in kept
    for clear in (PASSWORD.encode(), secret.reveal(), secret.reveal().hex().encode(), b"SCRAM", joined.role.encode(),
                  "小满".encode()):  # fmt: skip
        assert clear not in passed


def test_the_answer_says_where_the_holder_is_and_whom_to_trust(holder: Holder) -> None:
    joined = join(holder.code(), "Ann", PASSWORD)
    assert joined.addresses == (LOOPBACK, "10.9.9.9")
    assert (joined.port, joined.authority, joined.role) == (holder.relay.port, holder.shown.authority, "shopdesk_1")
    applicant, grant = holder.admitted[0]
    assert (applicant.name, grant) == ("Ann", Grant(Group.STAFF, (1,)))
    assert is_verifier(applicant.verifier) and applicant.verifier not in repr(applicant)


def test_to_another_pc_nothing_is_said(holder: Holder, tmp_path: Path) -> None:
    """Whoever answers in its place, with a certificate of the same name even, gets neither secret nor name."""
    false = identity(tmp_path, [LOOPBACK], datetime.now(UTC))
    heard: list[bytes] = []
    ended = threading.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> None:
        heard.append(await reader.read())
        ended.set()

    thief = Relay(false.chain, 1, addresses=[LOOPBACK], desk=listen, bounds=Bounds(sign_in=2.0))
    thief.start()
    try:
        code = holder.code()
        with pytest.raises(JoinRefused, match="not the one that made the code; nothing was told"):
            join(replace(code, port=thief.port), "Ann", PASSWORD)
        assert ended.wait(10)
    finally:
        thief.stop()
    assert heard == [b""] and holder.admitted == []
    assert join(code, "Ann", PASSWORD).role == "shopdesk_1"


def test_where_nobody_answers_it_is_said(holder: Holder) -> None:
    code = holder.code()
    holder.relay.stop()
    for addresses in ((LOOPBACK,), ("no.such.host.invalid", LOOPBACK)):
        with pytest.raises(JoinRefused, match="is not reached") as caught:
            join(replace(code, addresses=addresses), "Ann", PASSWORD, seconds=2)
        assert caught.value.why is None
    holder.relay.start()
    assert join(replace(code, addresses=("no.such.host.invalid", LOOPBACK)), "Ann", PASSWORD).role == "shopdesk_1"


def test_a_code_that_was_withdrawn_is_too_old(holder: Holder) -> None:
    code = holder.code()
    holder.invitations.withdraw_all()
    with pytest.raises(JoinRefused, match="too old") as caught:
        join(code, "Ann", PASSWORD)
    assert caught.value.why is Refused.OLD


def test_wrong_codes_are_refused_then_not_looked_at(holder: Holder) -> None:
    from shopdesk.sharing.secret import Secret

    code = holder.code()
    whys = []
    for number in range(6):
        with pytest.raises(JoinRefused) as caught:
            join(replace(code, secret=Secret(bytes([number]) * 6)), "Ann", PASSWORD)
        whys.append(caught.value.why)
    assert whys == [Refused.WRONG] * 4 + [Refused.TOO_MANY] * 2
    with pytest.raises(JoinRefused, match="too many wrong codes"):
        join(code, "Ann", PASSWORD)
    assert holder.admitted == []


def test_a_fault_of_the_holder_is_said_without_its_details(holder: Holder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    code = holder.code()
    holder.refuse = RuntimeError("geheim: SCRAM-SHA-256$...")
    with pytest.raises(JoinRefused, match="could not let you in") as caught:
        join(code, "Ann", PASSWORD)
    assert caught.value.why is Refused.FAILED and "geheim" not in str(caught.value)
    holder.refuse = NameTaken("Ann")
    with pytest.raises(JoinRefused, match="Choose another name"):
        join(code, "Ann", PASSWORD)
    holder.refuse = None
    assert join(code, "Ben", PASSWORD).name == "Ben"
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "RuntimeError" in logged
    for word in ("geheim", PASSWORD, "SCRAM", code.secret.reveal().hex()):
        assert word not in logged


def talk(holder: Holder, line: bytes) -> bytes:
    with safe(holder.relay.port, JOIN) as connection:
        answer = b""
        with contextlib.suppress(OSError):
            connection.sendall(line)
            while piece := connection.recv(4096):
                answer += piece
        return answer


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b'{"secret": 5, "name": "x", "verifier": "y"}\n',
        b'{"secret": "zz", "name": "x", "verifier": "y"}\n',
        b"[" * 4000 + b"\n",
        b"\xff\xfe" * 100 + b"\n",
        b"x" * 5000 + b"\n",
    ],
)
def test_garbage_at_the_desk_is_a_wrong_code(holder: Holder, line: bytes) -> None:
    assert json.loads(talk(holder, line)) == {"refused": "wrong"}
    assert holder.admitted == []


def test_a_line_without_end_is_closed_in_time_and_in_size(holder: Holder) -> None:
    with safe(holder.relay.port, JOIN) as connection:
        connection.sendall(b"{")
        assert is_closed(connection)
    assert talk(holder, b"y" * 2_000_000) == b""


@pytest.mark.parametrize("verifier", ["geheim", "md5" + "0" * 32, "", "SCRAM-SHA-256$1:a$b:c", "x' VALID UNTIL 'now"])
def test_what_is_no_verifier_is_not_taken_for_a_password(holder: Holder, verifier: str) -> None:
    secret = holder.code().secret.reveal()
    line = json.dumps({"secret": secret.hex(), "name": "Ann", "verifier": verifier}).encode() + b"\n"
    assert json.loads(talk(holder, line)) == {"refused": "password"}
    assert holder.admitted == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\0b", "a\u202eb", "a\ud800"])
def test_names_that_cannot_be_used(holder: Holder, name: str) -> None:
    with pytest.raises(UserError, match=r"Type your name|60 signs"):
        join(holder.code(), name, PASSWORD)
    secret = holder.code().secret.reveal()
    line = json.dumps({"secret": secret.hex(), "name": name, "verifier": verifier_of(PASSWORD)}).encode() + b"\n"
    assert json.loads(talk(holder, line)) == {"refused": "name"}
    assert holder.admitted == []


def test_names_and_passwords_that_can_be_used() -> None:
    assert check_name("  王  小明\t") == "王 小明"
    assert check_name("名" * 60) == "名" * 60
    for short in ("", "1234567", "aaaaaaaa", "abababab", "a\0bcdefgh", "x" * 201):
        with pytest.raises(UserError, match="password"):
            check_password(short)
    check_password("我的密码密码！2")
    one, other = verifier_of(PASSWORD), verifier_of(PASSWORD)
    assert one != other and is_verifier(one) and PASSWORD not in one


def test_every_refusal_is_said_in_chinese(holder: Holder) -> None:
    i18n.set_language("zh_CN")
    holder.invitations.withdraw_all()
    with pytest.raises(JoinRefused) as caught:
        join(replace(holder.code(), fingerprint=bytes(12)), "Ann", PASSWORD)
    assert "不是生成这个连接码的电脑" in i18n.tr(caught.value.text)

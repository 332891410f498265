"""What a joined PC keeps, and how it finds the PC with the data again."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.sharing import sign_in
from shopdesk.sharing.certificates import identity
from shopdesk.sharing.relay import Relay
from shopdesk.sharing.server import LOOPBACK
from shopdesk.sharing.sign_in import HolderNotFound, SignIn, answers, find, first_of, moved_to


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> str:
    return identity(tmp_path_factory.mktemp("own"), [LOOPBACK], datetime.now(UTC)).authority


@pytest.fixture
def known(authority: str) -> SignIn:
    return SignIn(("192.168.1.20", "shop-pc"), 54321, authority, "shopdesk", "shopdesk_1", "小曼")


def test_it_is_kept_and_read_for_this_user_alone(tmp_path: Path, known: SignIn) -> None:
    file = tmp_path / "data" / "sign-in.json"
    assert sign_in.read(file) is None
    sign_in.keep(file, known)
    assert sign_in.read(file) == known
    assert sorted(path.name for path in file.parent.iterdir()) == ["sign-in.crt", "sign-in.json"]
    for path in file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    kept = json.loads(file.read_text())
    assert set(kept) == {"version", "addresses", "port", "authority", "database", "role", "name", "way"}
    sign_in.forget(file)
    sign_in.forget(file)
    assert sign_in.read(file) is None and not list(file.parent.iterdir())


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"version": 2}, FileState.NEWER),
        ({"version": None}, FileState.NEWER),
        ({"addresses": []}, FileState.DAMAGED),
        ({"addresses": "192.168.1.20"}, FileState.DAMAGED),
        ({"addresses": [1]}, FileState.DAMAGED),
        ({"port": 0}, FileState.DAMAGED),
        ({"port": "54321"}, FileState.DAMAGED),
        ({"port": True}, FileState.DAMAGED),
        ({"authority": "no certificate"}, FileState.DAMAGED),
        ({"role": None}, FileState.DAMAGED),
    ],
)
def test_what_is_damaged_is_refused_in_words(tmp_path: Path, known: SignIn, change: dict, state: FileState) -> None:
    file = tmp_path / "sign-in.json"
    sign_in.keep(file, known)
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    with pytest.raises(EnvironmentFault, match=r"Join the store again|newer ShopDesk") as caught:
        sign_in.read(file)
    assert caught.value.state is state


@given(st.binary(max_size=200))
def test_any_content_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_bytes(content)
    with pytest.raises(EnvironmentFault):
        sign_in.read(file)


def test_every_cut_of_the_file_is_refused(tmp_path: Path, known: SignIn) -> None:
    file = tmp_path / "sign-in.json"
    sign_in.keep(file, known)
    whole = file.read_bytes()
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        with pytest.raises(EnvironmentFault):
            sign_in.read(file)


def test_the_address_that_answers_comes_first_and_the_others_stay(known: SignIn) -> None:
    tried = []

    def reaches(_known: SignIn, address: str) -> bool:
        tried.append(address)
        return address == "shop-pc"

    assert find(known, reaches).addresses == ("shop-pc", "192.168.1.20")
    assert tried == ["192.168.1.20", "shop-pc"]
    with pytest.raises(HolderNotFound, match="type the one that it shows"):
        find(known, lambda _known, _address: False)
    assert first_of("a", ["b", "a", "c"]) == ("a", "b", "c")
    assert len(first_of("x", map(str, range(50)))) == 8


def test_a_new_address_is_taken_as_typed(known: SignIn) -> None:
    assert moved_to(known, " 192.168.1.99 ").addresses == ("192.168.1.99", "192.168.1.20", "shop-pc")
    for wrong in ("", "  ", "a b", "名", "x" * 300, "a,b", "1.2.3.4/8", "a'b", "a\nb"):
        with pytest.raises(UserError, match="Type an address like"):
            moved_to(known, wrong)


def test_a_pc_that_has_got_the_address_since_is_not_taken_for_it(tmp_path: Path) -> None:
    """Both show certificates for the address; only one of them is of the authority that was joined."""
    now = datetime.now(UTC)
    mine, other = identity(tmp_path / "mine", [LOOPBACK], now), identity(tmp_path / "other", [LOOPBACK], now)
    relay = Relay(other.chain, 1, addresses=[LOOPBACK])
    relay.start()
    try:
        known = SignIn((LOOPBACK,), relay.port, mine.authority, "shopdesk", "shopdesk_1", "x")
        assert not answers(known, LOOPBACK)
        with pytest.raises(HolderNotFound):
            find(known)
        assert find(SignIn((LOOPBACK,), relay.port, other.authority, "d", "r", "n")).addresses == (LOOPBACK,)
        assert not answers(known, "no.such.host.invalid", seconds=1)
    finally:
        relay.stop()


def test_a_name_that_leads_nowhere_is_said(tmp_path: Path, known: SignIn) -> None:
    with pytest.raises(HolderNotFound, match="no address that this PC knows"):
        sign_in.connection(moved_to(known, "no.such.host.invalid"), tmp_path / "sign-in.json")
    words = sign_in.connection(known, tmp_path / "sign-in.json")
    assert (words["hostaddr"], words["sslmode"], words["sslnegotiation"]) == ("192.168.1.20", "verify-full", "direct")
    assert "password" not in words and words["sslrootcert"] == str(tmp_path / "sign-in.crt")

"""This PC's own authority and certificate."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.sharing.certificates import fingerprint, identity, lasting_name

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
NAMES = ["shop-pc", "192.168.1.20", "fe80::1"]


def names_of(chain: Path) -> list[str]:
    certificate = x509.load_pem_x509_certificates(chain.read_bytes())[0]
    return [
        str(name.value) for name in certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    ]


def test_it_is_made_once_and_read_again(tmp_path: Path) -> None:
    made = identity(tmp_path, NAMES, NOW)
    assert identity(tmp_path, NAMES, NOW + timedelta(days=300)) == made
    assert names_of(made.chain) == [made.name, *NAMES]
    assert made.name == lasting_name(made.authority) and len(made.name) < 64
    shown = x509.load_pem_x509_certificates(made.chain.read_bytes())[0].public_bytes(Encoding.DER)
    assert fingerprint(shown) == made.fingerprint and len(made.fingerprint) == 12
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert sorted(file.name for file in tmp_path.iterdir()) == ["authority.pem", "relay.pem"]
    assert "PRIVATE" not in made.authority and "PRIVATE" not in repr(made)


@pytest.mark.parametrize(
    ("names", "later"), [(NAMES, timedelta(days=306)), ([*NAMES, "10.0.0.9"], timedelta()), (NAMES, timedelta(days=-9))]
)
def test_it_is_renewed_in_time_and_for_a_new_address_by_the_same_authority(
    tmp_path: Path, names: list[str], later: timedelta
) -> None:
    old = identity(tmp_path, NAMES, NOW)
    new = identity(tmp_path, names, NOW + later)
    assert new.fingerprint != old.fingerprint
    assert (new.authority, new.name) == (old.authority, old.name)
    assert set(names) <= set(names_of(new.chain))
    authority = x509.load_pem_x509_certificate(new.authority.encode())
    shown = x509.load_pem_x509_certificates(new.chain.read_bytes())[0]
    shown.verify_directly_issued_by(authority)
    assert shown.not_valid_before_utc < NOW + later < shown.not_valid_after_utc
    assert authority.not_valid_after_utc > NOW + timedelta(days=19 * 365)
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not shown.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_damaged_certificate_is_made_anew_and_a_damaged_authority_is_not(tmp_path: Path, damage: bytes) -> None:
    made = identity(tmp_path, NAMES, NOW)
    made.chain.write_bytes(damage)
    again = identity(tmp_path, NAMES, NOW)
    assert again.authority == made.authority and again.fingerprint != made.fingerprint
    (tmp_path / "authority.pem").write_bytes(damage)
    with pytest.raises(EnvironmentFault, match="Put it back from a backup") as caught:
        identity(tmp_path, NAMES, NOW)
    assert caught.value.state is FileState.DAMAGED
    assert (tmp_path / "authority.pem").read_bytes() == damage


def test_a_certificate_of_another_authority_is_not_shown(tmp_path: Path) -> None:
    mine, other = identity(tmp_path / "mine", NAMES, NOW), identity(tmp_path / "other", NAMES, NOW)
    assert mine.name != other.name
    mine.chain.write_bytes(other.chain.read_bytes())
    assert identity(tmp_path / "mine", NAMES, NOW).fingerprint not in (mine.fingerprint, other.fingerprint)


def test_a_key_without_its_certificate_is_an_authority_no_more(tmp_path: Path) -> None:
    identity(tmp_path / "mine", NAMES, NOW)
    identity(tmp_path / "other", NAMES, NOW)
    own, others = (tmp_path / name / "authority.pem" for name in ("mine", "other"))
    key = own.read_text().partition("-----BEGIN CERT")[0]
    certificate = others.read_text().partition("-----BEGIN CERT")
    own.write_text(key + certificate[1] + certificate[2])
    with pytest.raises(EnvironmentFault):
        identity(tmp_path / "mine", NAMES, NOW)


@given(st.lists(st.one_of(st.text(max_size=80), st.ip_addresses().map(str)), max_size=50))
def test_whatever_this_pc_is_called_there_is_a_certificate(
    tmp_path_factory: pytest.TempPathFactory, names: list
) -> None:
    made = identity(tmp_path_factory.getbasetemp() / "any", names, NOW)
    assert names_of(made.chain)[0] == made.name

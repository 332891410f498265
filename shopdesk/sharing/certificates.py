"""This PC's own certificate authority, and the certificate that it shows to other PCs.

Joined PCs trust the authority, which lasts for twenty years, and one name that is made from it and never changes; so a
new address of this PC, or a new certificate, breaks nothing. The private keys lie unencrypted in files of this user
alone: the relay needs them without anybody typing a password.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra.atomic import make_folder, write_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, CertificateBuilder, GeneralName, Name

AUTHORITY_LASTS = timedelta(days=365 * 20)
CERTIFICATE_LASTS = timedelta(days=365)
RENEWED_BEFORE = timedelta(days=60)
_CLOCKS_DIFFER = timedelta(days=2)
FINGERPRINT_BYTES = 12
"""As much of a certificate's SHA-256 as a connection code holds: 96 bits cannot be met by trying."""

_MOST_NAMES = 32
_LONGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Identity:
    """What the relay shows, and what other PCs know it by.

    Attributes:
        chain: the file with private key, certificate and authority, for ``ssl``.
        authority: the authority's certificate as PEM, which joined PCs keep.
        name: the name that joined PCs expect, whatever the address.
        fingerprint: the first bytes of the SHA-256 of the certificate that is shown now.
    """

    chain: Path
    authority: str
    name: str
    fingerprint: bytes


def identity(folder: Path, names: Sequence[str], now: datetime) -> Identity:
    """Read the identity of this PC, making what is missing and renewing what ends soon or lacks a name.

    Args:
        folder: where it is kept.
        names: host names and addresses of this PC.
        now: the time in UTC, with its zone.

    Raises:
        EnvironmentFault: the files cannot be read or written, or hold something else.
    """
    make_folder(folder)
    key, authority = _authority(folder, now)
    name = lasting_name(_pem(authority))
    chain = folder / "relay.pem"
    # A host name in Chinese cannot stand in a certificate as it is; the lasting name and the addresses do without it.
    wanted = [name, *dict.fromkeys(one for one in names if one and one.isascii())][:_MOST_NAMES]
    shown = _shown(chain, authority)
    if shown is None or not _serves(shown, wanted, now):
        shown = _renew(chain, key, authority, wanted, now)
    return Identity(chain, _pem(authority), name, fingerprint(_der(shown)))


def fingerprint(certificate: bytes) -> bytes:
    """The fingerprint of a certificate in DER."""
    import hashlib

    return hashlib.sha256(certificate).digest()[:FINGERPRINT_BYTES]


def lasting_name(authority: str) -> str:
    """The name by which PCs that trust an authority know the PC that holds it: made from its certificate.

    Raises:
        ValueError: it is no certificate.
    """
    import ssl

    return f"holder-{fingerprint(ssl.PEM_cert_to_DER_cert(authority)).hex()}.shopdesk"


def issued_by(certificate: Certificate, authority: Certificate) -> bool:
    """Whether a certificate was made by an authority, and by no other of the same name."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        # Another name, a key of a kind that signs nothing, another key, a way of signing that nobody trusts any more.
        return False
    return True


def authority_in(file: Path) -> str:
    """The certificates in a file of an administrator, PEM or DER, as PEM.

    Raises:
        UserError: the file cannot be read, or holds no certificate that vouches for others.
    """
    from cryptography import x509

    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST_FILE + 1)
    except OSError as error:
        raise UserError(Text("{file} cannot be read. Choose another file.", file=file.name)) from error
    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content[:_LONGEST_FILE])
        else:
            found = [x509.load_der_x509_certificate(content[:_LONGEST_FILE])]
        vouches = any(_vouches(one) for one in found)
    except ValueError:
        vouches = False
    if not vouches:
        raise UserError(
            Text(
                "{file} holds no certificate of an authority. Ask the administrator for the one that the certificate "
                "of the server was made by (mostly ca.crt or root.crt).",
                file=file.name,
            )
        )
    return "".join(map(_pem, found))


def _vouches(certificate: Certificate) -> bool:
    """Whether it says that it vouches for others; those of long ago said nothing of it and vouched for themselves."""
    from cryptography import x509

    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return issued_by(certificate, certificate)


def _authority(folder: Path, now: datetime) -> tuple[EllipticCurvePrivateKey, Certificate]:
    file = folder / "authority.pem"
    try:
        kept = file.read_bytes()
    except FileNotFoundError:
        return _new_authority(file, now)
    except OSError as error:
        raise _unreadable(file, FileState.DENIED) from error
    key, certificate = _parsed(kept)
    if key is None or certificate is None or certificate.public_key() != key.public_key():
        # Not made anew: every PC that joined trusts the one that was here.
        raise _unreadable(file, FileState.DAMAGED)
    return key, certificate


def _new_authority(file: Path, now: datetime) -> tuple[EllipticCurvePrivateKey, Certificate]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    key = _new_key()
    name = _named("ShopDesk, the PC that holds the data")
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        _begun(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_bytes(file, _key_pem(key) + _pem(certificate).encode(), private=True)
    return key, certificate


def _renew(
    chain: Path, key: EllipticCurvePrivateKey, authority: Certificate, names: Sequence[str], now: datetime
) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    own = _new_key()
    certificate = (
        _begun(_named("ShopDesk"), authority.subject, own, now, CERTIFICATE_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    # One file, so that key and certificate always belong together.
    content = _key_pem(own) + _pem(certificate).encode() + _pem(authority).encode()
    write_bytes(chain, content, private=True)
    return certificate


def _begun(
    subject: Name, issuer: Name, key: EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> CertificateBuilder:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
    )


def _serves(certificate: Certificate, names: Sequence[str], now: datetime) -> bool:
    from cryptography import x509

    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    known = {str(name.value).lower() for name in said}
    begun, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return begun <= now and now + RENEWED_BEFORE < ends and {_plain(name) for name in names} <= known


def _shown(chain: Path, authority: Certificate) -> Certificate | None:
    """The certificate that is kept, where it can be used at all; another is made at any time."""
    try:
        key, certificate = _parsed(chain.read_bytes())
        if key is None or certificate is None or certificate.public_key() != key.public_key():
            return None
        return certificate if issued_by(certificate, authority) else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(chain, FileState.DENIED) from error


def _parsed(content: bytes) -> tuple[EllipticCurvePrivateKey | None, Certificate | None]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(content, None)
        certificate = x509.load_pem_x509_certificates(content)[0]
    except (ValueError, TypeError, IndexError):
        return None, None
    return (key if isinstance(key, EllipticCurvePrivateKey) else None), certificate


def _unreadable(file: Path, state: FileState) -> EnvironmentFault:
    return EnvironmentFault(
        Text(
            "{file}, by which other PCs know this one, cannot be read. Put it back from a backup; without it each PC "
            "has to join anew.",
            file=file,
        ),
        state,
    )


def _new_key() -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _named(common: str) -> Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _plain(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.lower()


def _general(name: str) -> GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(_plain(name))


def _pem(certificate: Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def _der(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _key_pem(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

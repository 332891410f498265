"""The connection code: what another PC needs to reach this one and to be sure of it, in a form that can be typed.

Crockford's base 32 in groups of five signs and a check sign. The check sign is a weighted sum over the field of 32
elements with another weight for every place, so each single wrong sign and each swap of two is found, and the group
that holds it is named; it also depends on the group's place, so swapped groups are found.
"""

from __future__ import annotations

import hashlib
import ipaddress
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.sharing.certificates import FINGERPRINT_BYTES
from shopdesk.sharing.secret import Secret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 6
"""48 bits: nobody guesses it with the few tries that there are within its life."""

LIFE = timedelta(minutes=15)
_SURELY_OLD = LIFE + timedelta(days=1)
"""Clocks of two PCs may differ; within a day only the PC that made the code says whether it is too old."""

_VERSION, _OF_A_SERVER = 1, 2
"""Of a PC that holds the data; of a server that is there, whose code says the database, too."""
_DATA, _GROUP = 5, 6
_EPOCH = datetime(2025, 1, 1)
_MOST_ADDRESSES = 4
_DIGEST = 2
_TYPED_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = frozenset("-‐‑‒–—−－_.,;:/|·、，。")


class CodeFault(StrEnum):
    """Why a code cannot be used."""

    EMPTY = "empty"
    SIGN = "sign"
    LENGTH = "length"
    GROUP = "group"
    WHOLE = "whole"
    OTHER_VERSION = "other_version"
    OLD = "old"


class CodeError(UserError):
    """A code cannot be used.

    Attributes:
        fault: why.
        group: the group that is wrong, counted from 1, or ``None``.
    """

    def __init__(self, fault: CodeFault, message: Text, group: int | None = None) -> None:
        """Keep the place with the sentence."""
        super().__init__(message)
        self.fault = fault
        self.group = group


@dataclass(frozen=True, slots=True)
class Code:
    """What a connection code says.

    Attributes:
        addresses: addresses or host names of the PC that holds the data, the likeliest first; four at most.
        port: where its relay listens.
        fingerprint: the first bytes of the SHA-256 of the certificate that it shows.
        secret: what is redeemed once.
        made_at: when it was made, in UTC without zone, to the minute.
        database: the database of a server that is there; empty where a PC holds the data.
    """

    addresses: tuple[str, ...]
    port: int
    fingerprint: bytes
    secret: Secret
    made_at: datetime
    database: str = ""


def to_text(code: Code) -> str:
    """The code as it is shown, copied and printed: ``7Q2M0K-…``.

    Raises:
        ValueError: it says what no code can say.
    """
    places = [_packed(address) for address in code.addresses]
    minutes = (code.made_at - _EPOCH) // timedelta(minutes=1)
    if not 1 <= len(places) <= _MOST_ADDRESSES or not 0 < code.port < 65536 or not 0 <= minutes < 1 << 24:
        raise ValueError("a code has one to four addresses, a port and a time")
    if len(code.fingerprint) != FINGERPRINT_BYTES or len(code.secret.reveal()) != SECRET_BYTES:
        raise ValueError("the fingerprint or the secret has another length")
    version = _OF_A_SERVER if code.database else _VERSION
    named = _packed_name(code.database) if code.database else b""
    body = bytes([version << 4 | len(places)]) + b"".join(places) + named + struct.pack("!H", code.port)
    body += minutes.to_bytes(3, "big") + code.fingerprint + code.secret.reveal()
    return "-".join(_groups(body + _digest(body)))


def parse(text: str, now: datetime) -> Code:
    """Read a code that was typed or pasted; ``now`` in UTC without zone.

    Raises:
        CodeError: it is none, holds a typing mistake, is of another version, or surely too old.
    """
    body = _body(_typed_groups(text))
    if body[0] >> 4 not in (_VERSION, _OF_A_SERVER):
        raise CodeError(
            CodeFault.OTHER_VERSION,
            Text("This code was made by another version of ShopDesk. Install the same version on both PCs."),
        )
    try:
        code, rest = _unpacked(body)
    except (ValueError, IndexError, struct.error) as error:
        raise _broken() from error
    if len(rest) < _DIGEST or rest[:_DIGEST] != _digest(body[: len(body) - len(rest)]) or any(rest[_DIGEST:]):
        raise _broken()
    if now - code.made_at > _SURELY_OLD:
        raise CodeError(CodeFault.OLD, too_old())
    return code


def first_mistake(text: str) -> CodeError | None:
    """What is wrong in the groups that were typed to their end so far; the one being typed is not judged."""
    parts = _parts(text)
    if len(parts) == 1:
        parts = [parts[0][start : start + _GROUP] for start in range(0, len(parts[0]), _GROUP)]
    if parts and len(parts[-1]) < _GROUP:
        parts.pop()
    if not parts:
        return None
    try:
        _typed_groups(" ".join(parts))
    except CodeError as error:
        return error
    return None


def too_old() -> Text:
    """The sentence for a code whose time is over."""
    return Text("This code is too old: a code holds for 15 minutes. Let the PC with the data show a new one.")


def _groups(content: bytes) -> list[str]:
    signs = _to_signs(content)
    signs += [0] * (-len(signs) % _DATA)
    parts = [signs[start : start + _DATA] for start in range(0, len(signs), _DATA)]
    return ["".join(ALPHABET[sign] for sign in [*part, _check(part, at)]) for at, part in enumerate(parts)]


def _to_signs(content: bytes) -> list[int]:
    bits = len(content) * 8
    padded = int.from_bytes(content, "big") << (-bits % 5)
    return [padded >> shift & 31 for shift in range((bits + 4) // 5 * 5 - 5, -1, -5)]


def _typed_groups(text: str) -> list[list[int]]:
    """The groups of a typed code, each of data signs and check sign, all of them right."""
    parts = _parts(text)
    if not parts:
        raise CodeError(CodeFault.EMPTY, Text("Type the connection code that the PC with the data shows."))
    if len(parts) == 1 and len(parts[0]) > _GROUP:
        parts = [parts[0][start : start + _GROUP] for start in range(0, len(parts[0]), _GROUP)]
    groups = []
    for at, part in enumerate(parts):
        signs = [_sign(sign, at) for sign in part]
        if len(signs) != _GROUP:
            raise CodeError(
                CodeFault.LENGTH,
                Text(
                    "Group {number} of the code, {group}, has {count} signs instead of six.",
                    number=at + 1,
                    group=part[: 2 * _GROUP],
                    count=len(part),
                ),
                at + 1,
            )
        if _check(signs[:_DATA], at) != signs[_DATA]:
            raise CodeError(
                CodeFault.GROUP,
                Text("Group {number} of the code, {group}, holds a typing mistake.", number=at + 1, group=part),
                at + 1,
            )
        groups.append(signs)
    return groups


def _parts(text: str) -> list[str]:
    """What was typed, in groups: in capitals, full width or not, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(" " if sign in _BETWEEN or sign.isspace() else sign for sign in plain).split()


def _sign(sign: str, at: int) -> int:
    found = ALPHABET.find(sign.translate(_TYPED_AS))
    if found < 0:
        raise CodeError(
            CodeFault.SIGN,
            Text("“{sign}” in group {number} stands in no code; look at that sign again.", sign=sign, number=at + 1),
            at + 1,
        )
    return found


def _body(groups: Sequence[Sequence[int]]) -> bytes:
    value = count = 0
    for group in groups:
        for sign in group[:_DATA]:
            value, count = value << 5 | sign, count + 5
    return (value >> count % 8).to_bytes(count // 8, "big")


def _unpacked(body: bytes) -> tuple[Code, bytes]:
    """The code, and what stands behind it."""
    at, addresses, of_a_server = 1, [], body[0] >> 4 == _OF_A_SERVER
    for _number in range((body[0] & 15) + of_a_server):
        kind, at = body[at], at + 1
        length = kind & 127 if kind & 128 else kind
        if len(body) < at + length or (not kind & 128 and kind not in (4, 16)):
            raise ValueError("an address is cut off")
        raw = body[at : at + length]
        addresses.append(raw.decode("ascii") if kind & 128 else str(ipaddress.ip_address(raw)))
        at += length
    database = addresses.pop() if of_a_server else ""
    port, minutes = struct.unpack_from("!H", body, at)[0], int.from_bytes(body[at + 2 : at + 5], "big")
    at += 5
    print_, secret = body[at : at + FINGERPRINT_BYTES], body[at + FINGERPRINT_BYTES :][:SECRET_BYTES]
    if not 1 <= len(addresses) <= _MOST_ADDRESSES or not port or len(secret) != SECRET_BYTES:
        raise ValueError("it is cut off")
    made_at = _EPOCH + timedelta(minutes=minutes)
    code = Code(tuple(addresses), port, print_, Secret(secret), made_at, database)
    return code, body[at + FINGERPRINT_BYTES + SECRET_BYTES :]


def _packed(address: str) -> bytes:
    try:
        raw = ipaddress.ip_address(address).packed
        return bytes([len(raw)]) + raw
    except ValueError:
        return _packed_name(address)


def _packed_name(name: str) -> bytes:
    raw = name.encode("ascii")
    if not 0 < len(raw) < 64:
        raise ValueError("no IPv4 or IPv6 address, and no name of 1 to 63 signs")
    return bytes([128 | len(raw)]) + raw


def _digest(body: bytes) -> bytes:
    """Over all groups: two mistakes in one of them would be missed by its check sign once in 32 times."""
    return hashlib.sha256(body).digest()[:_DIGEST]


def _broken() -> CodeError:
    return CodeError(
        CodeFault.WHOLE,
        Text("The code holds a typing mistake, or a group is missing. Compare it group by group with what is shown."),
    )


def _check(part: Sequence[int], at: int) -> int:
    total = _times(at % 31 + 1, 29)
    for place, sign in enumerate(part):
        total ^= _times(sign, place + 2)
    return total


def _times(one: int, other: int) -> int:
    """The product in the field of 32 elements, by x^5 + x^2 + 1."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= 0b100101
        other >>= 1
    return product

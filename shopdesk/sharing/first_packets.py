"""What the relay reads of PostgreSQL's protocol: the first packet of a client, and whether its password was right.

Everything behind that is passed on unread.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MOST_BYTES = 10_000
"""The server itself takes no longer first packet."""

_PROTOCOL = 3
_CANCEL = 80877102
_SIGN_IN_OVER = (b"Z", b"E")  # ready for questions, or an error before that
_NOT_LET_IN = (b"C28P01\0", b"C28000\0")  # wrong password, and who may not sign in


@dataclass(frozen=True, slots=True)
class FirstPacket:
    """What a client says first.

    Attributes:
        cancels: it only stops a running statement, and says by a secret number which.
        user: the role that it signs in as.
        database: the database that it wants.
        replication: it wants a copy of everything.
    """

    cancels: bool = False
    user: str = ""
    database: str = ""
    replication: bool = False


class NotPostgres(ValueError):
    """It is no first packet of a client of PostgreSQL."""


def length_of(head: bytes) -> int:
    """The length of a first packet by its first four bytes, these included.

    Raises:
        NotPostgres: no packet is that long.
    """
    (length,) = struct.unpack("!i", head)
    if not 8 <= length <= MOST_BYTES:
        raise NotPostgres
    return int(length)


def read_first(packet: bytes) -> FirstPacket:
    """Read a whole first packet.

    Raises:
        NotPostgres: it is none, or one inside TLS that asks for TLS.
    """
    (code,) = struct.unpack_from("!I", packet, 4)
    if code == _CANCEL and 16 <= len(packet) <= 268:
        return FirstPacket(cancels=True)
    if code >> 16 != _PROTOCOL:
        raise NotPostgres
    parts = packet[8:].split(b"\0")
    if len(parts) < 4 or parts[-2:] != [b"", b""] or len(parts) % 2:
        raise NotPostgres
    try:
        words = [part.decode("utf-8") for part in parts[:-2]]
    except UnicodeDecodeError as error:
        raise NotPostgres from error
    said = dict(zip(words[::2], words[1::2], strict=True))
    if len(said) * 2 != len(words) or not said.get("user"):
        raise NotPostgres
    return FirstPacket(
        user=said["user"], database=said.get("database") or said["user"], replication="replication" in said
    )


def refusal(sentence: str, code: str = "28000") -> bytes:
    """An error as the server would say it, which clients show."""
    fields = b"".join(
        kind + value.encode("utf-8") + b"\0"
        for kind, value in ((b"S", "FATAL"), (b"V", "FATAL"), (b"C", code), (b"M", sentence))
    )
    return b"E" + struct.pack("!i", len(fields) + 5) + fields + b"\0"


class SignInWatch:
    """Follows what the server answers until the client is signed in or refused."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.over = False
        self.refused = False
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Read what the server sends."""
        rest = self._rest + data
        while not self.over and len(rest) >= 5:
            kind, (length,) = rest[:1], struct.unpack_from("!i", rest, 1)
            if not 4 <= length <= MOST_BYTES * 100:
                self.over = True
            elif len(rest) <= length:
                break
            elif kind in _SIGN_IN_OVER:
                self.over = True
                said = rest[: length + 1]
                self.refused = kind == b"E" and any(code in said for code in _NOT_LET_IN)
            rest = rest[length + 1 :]
        self._rest = b"" if self.over else rest

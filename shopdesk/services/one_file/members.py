"""The members of the zip: their sizes and hashes while they are written, and compared before they are read."""

from __future__ import annotations

import hashlib
import zipfile
from typing import IO, Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

_CHUNK = 1024 * 1024


class Counted:
    """Hands everything on to a member of a zip, counts its bytes and reckons its hash."""

    def __init__(self, member: IO[bytes]) -> None:
        """Nothing is counted yet."""
        self._member = member
        self._hash = hashlib.sha256()
        self._size = 0

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        self.write_bytes(text.encode("utf-8"))

    def write_bytes(self, content: bytes) -> None:
        """Write what is no text."""
        self._hash.update(content)
        self._size += len(content)
        self._member.write(content)

    @property
    def described(self) -> dict[str, Any]:
        """What the description says of it."""
        return {"bytes": self._size, "hash": f"sha256:{self._hash.hexdigest()}"}


def check(archive: zipfile.ZipFile, resource: dict[str, Any]) -> None:
    """Refuse a member whose content is not what was exported.

    The zip gives no byte more than the size that it names, which was compared with the described one.

    Raises:
        UserError: its hash is another one.
    """
    found = hashlib.sha256()
    with archive.open(resource["path"]) as member:
        while content := member.read(_CHUNK):
            found.update(content)
    if f"sha256:{found.hexdigest()}" != resource["hash"]:
        raise UserError(Text("{name} was changed after it was exported. Export it again.", name=resource["path"]))

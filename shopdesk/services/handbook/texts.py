"""Reading a text file whose encoding nobody said."""

from __future__ import annotations

from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

LARGEST = 4 * 1024 * 1024
"""Bytes; a handbook of thousands of entries is far smaller."""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030.

    Raises:
        UserError: it cannot be opened, is too large, or is no text.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                Text("{file} is larger than {most} MB. Split it.", file=path.name, most=LARGEST // (1024 * 1024))
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            Text("{file} cannot be read: {cause}.", file=path.name, cause=error.strerror or str(error))
        ) from error
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(
        Text("{file} is no text file. Copy what is in it and paste it, or save it as plain text.", file=path.name)
    )

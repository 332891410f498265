"""Taking the calculations out of a payslip PDF, without any PDF library: they are streams that inflate to our JSON."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.proof import FORMAT
from shopdesk.domain.text import Text

_STREAM = re.compile(rb"stream\r?\n")
_START = re.compile(rb'^\s*\{\s*"format":\s*"' + FORMAT.encode())
_MOST = 20_000_000


def read_proofs(path: Path) -> list[dict[str, Any]]:
    """The calculations of all slips in a PDF, in the order of the people.

    Raises:
        UserError: the file cannot be read, or holds none.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(Text("{file} cannot be read. Check the name.", file=path)) from error
    found = []
    for match in _STREAM.finditer(content):
        raw = content[match.end() :]
        text = _inflated(raw)
        if text is not None and _START.match(text):
            try:
                found.append(json.loads(text))
            except ValueError as error:
                raise UserError(
                    Text("The calculation in this payslip is damaged and cannot be checked. Ask for the slip again.")
                ) from error
    if not found:
        raise UserError(Text("This is no payslip with a calculation of this program. Choose another file."))
    return found


def _inflated(raw: bytes) -> bytes | None:
    if raw.lstrip()[:1] == b"{":
        return raw[: raw.find(b"endstream")].strip()
    try:
        start = zlib.decompressobj().decompress(raw[:4096], 200)
        if not _START.match(start):
            return start  # something else; no need to inflate all of it
        return zlib.decompressobj().decompress(raw, _MOST)
    except zlib.error:
        return None

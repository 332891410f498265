"""Putting the computed values beside the formulas of a saved workbook.

The library that writes the workbook stores formulas without results. Spreadsheet programs reckon when they open the
file; previews on a phone, in a mail or a chat do not and would show empty totals.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/>')
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def add_results(path: Path, sheets: list[str], expected: Mapping[tuple[str, str], Decimal | int]) -> None:
    """Rewrite the file at ``path`` with a value for each formula that ``expected`` knows by sheet and place."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts:
            found = _SHEET.fullmatch(info.filename)
            if found:
                content = _with_results(content, sheets[int(found[1]) - 1], expected)
            archive.writestr(info, content)


def _with_results(content: bytes, sheet: str, expected: Mapping[tuple[str, str], Decimal | int]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        value = expected.get((sheet, match[2].decode()))
        return match[0] if value is None else b"%s<v>%s</v>" % (match[1], f"{value:f}".encode())

    return _FORMULA.sub(fill, content)

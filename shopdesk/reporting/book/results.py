"""Putting the computed values beside the formulas of a workbook.

The library that writes the workbook stores formulas without results. Spreadsheet programs reckon when they open the
file; previews on a phone, in a mail or a chat do not and would show empty totals.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

Results = Mapping[tuple[str, str], Decimal | int]
"""What the formula of a cell comes to, by sheet and place."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CELL, _FORMULA, _VALUE = (f"{_MAIN} {name}" for name in ("c", "f", "v"))
_BOOK = "xl/workbook.xml"


def with_results(package: bytes, expected: Results) -> bytes:
    """The workbook ``package`` with a value beside each formula that ``expected`` knows."""
    places: dict[str, dict[str, Decimal | int]] = {}
    for (sheet, place), value in expected.items():
        places.setdefault(sheet, {})[place] = value
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {part: places[title] for title, part in _sheets(source).items() if title in places}
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, _filled(part, parts[name]) if name in parts else part)
    return content.getvalue()


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the package that holds each sheet, by the sheet's name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations.iter(f"{{{_PACKAGE}}}Relationship")}
    sheets = ElementTree.fromstring(archive.read(_BOOK)).iter(f"{{{_MAIN}}}sheet")
    folder = posixpath.dirname(_BOOK)
    # A target that begins with a slash counts from the root of the package.
    return {
        one.get("name", ""): posixpath.join("/" + folder, targets[one.get(f"{{{_OFFICE}}}id")]).lstrip("/")
        for one in sheets
    }


def _filled(part: bytes, values: Mapping[str, Decimal | int]) -> bytes:
    filled, done = [], 0
    for start, end, value in _Places(values).found_in(part):
        filled += [part[done:start], f"<v>{value:f}</v>".encode()]
        done = end
    return b"".join([*filled, part[done:]])


class _Places:
    """Where in the XML of a sheet results belong. The parser tells, so that all else stays byte for byte as it was."""

    def __init__(self, values: Mapping[str, Decimal | int]) -> None:
        self._values = values
        self._found: list[tuple[int, int, Decimal | int]] = []
        self._value: Decimal | int | None = None
        self._formula = False
        self._start = -1
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def found_in(self, part: bytes) -> list[tuple[int, int, Decimal | int]]:
        """The results, each with the stretch of bytes that it takes the place of."""
        self._parser.Parse(part, True)
        return self._found

    def _begin(self, name: str, attributes: dict[str, Any]) -> None:
        if name == _CELL:
            # A cell with a type holds no number.
            self._value = self._values.get(attributes.get("r", "")) if "t" not in attributes else None
            self._formula, self._start = False, -1
        elif self._value is None:
            return
        elif name == _FORMULA:
            self._formula = True
        elif name == _VALUE:
            self._start = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        # The result is the last thing in a cell; what the library wrote in its place is dropped.
        if name == _CELL and self._formula and self._value is not None:
            end = self._parser.CurrentByteIndex
            self._found.append((end if self._start < 0 else self._start, end, self._value))

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
from xml.etree import ElementTree

Results = Mapping[tuple[str, str], Decimal | int]
"""What the formula of a cell comes to, by sheet and place."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CELL, _FORMULA, _VALUE = (f"{{{_MAIN}}}{name}" for name in ("c", "f", "v"))
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
    ElementTree.register_namespace("", _MAIN)
    ElementTree.register_namespace("r", _OFFICE)
    root = ElementTree.fromstring(part)
    for cell in root.iter(_CELL):
        value = values.get(cell.get("r", ""))
        if value is None or cell.find(_FORMULA) is None:
            continue
        result = cell.find(_VALUE)
        if result is None:
            result = ElementTree.SubElement(cell, _VALUE)
        result.text = f"{value:f}"
        # The type says what the result is; a number is what it is without one.
        cell.attrib.pop("t", None)
    filled: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return filled

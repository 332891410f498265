"""What must be known of a workbook before the reader may open it.

The reader lays a sheet out whole, from its first used cell to its last, and takes the sizes in a file's directory at
their word; a request for more memory than there is ends the whole program, not just the import. So one stray cell in
the last column and row, or a directory damaged in the wrong place, has to be found here.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

# The reader takes 32 bytes for a cell: this is a gigabyte, or a million rows of thirty columns.
MOST_CELLS = 32_000_000

_BLOCK = 1 << 20
_OVERLAP = 256
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_COLUMN = re.compile(rb'r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le").ljust(16, b"\0"))
_MINI_BELOW = 4096
# The records of a cell: formula, number, text, truth, blank, packed numbers and blanks, text by number.
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x0201, 0x027E, 0x00BD, 0x00BE, 0x00FD})
_MOST_OLD_COLUMNS = 256


def check_area(path: Path) -> None:
    """Refuse an xlsx whose sheets reach so far that they cannot be laid out.

    Raises:
        UserError: naming the size; usually one stray cell is to blame.
    """
    with zipfile.ZipFile(path) as package:
        for member in package.infolist():
            if not member.filename.startswith("xl/worksheets/") or not member.filename.endswith(".xml"):
                continue
            try:
                rows, columns = _area(package, member)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
                continue  # damaged in some other way: the reader says so itself
            if rows * columns > MOST_CELLS:
                raise UserError(
                    Text(
                        "{file} has a sheet that reaches to row {rows} and column {columns}, most of it empty. Copy "
                        "the table into a new workbook, or export it again.",
                        file=path.name,
                        rows=f"{rows:,}",
                        columns=f"{columns:,}",
                    )
                )


def _area(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column of a sheet, by its own statement or, where that is missing, by its cells."""
    with package.open(member) as stream:
        block = stream.read(_BLOCK)
        stated = _DIMENSION.search(block)
        if stated:
            return int(stated.group(2)), _column_number(stated.group(1))
        last_row = 1
        columns: set[bytes] = set()
        tail = b""
        while block:
            text = tail + block
            columns.update(_COLUMN.findall(text))
            for found in _ROW.finditer(text, max(0, text.rfind(b"row ") - _OVERLAP)):
                last_row = max(last_row, int(found.group(1)))
            tail = block[-_OVERLAP:]
            block = stream.read(_BLOCK)
    return last_row, max(map(_column_number, columns), default=1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_directory(path: Path) -> None:
    """Refuse an old workbook whose directory states more than the file holds.

    Raises:
        UserError: it is damaged or cut off.
    """
    data = path.read_bytes()
    try:
        sound = _sound(data)
    except (struct.error, IndexError):
        sound = False
    if not sound:
        raise UserError(
            Text("{file} is cut off: it was not saved or downloaded completely. Export it again.", file=path.name)
        )


def _sound(data: bytes) -> bool:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return False
    size = 1 << shift
    most = len(data) // size + 1
    fat_count, first = struct.unpack_from("<II", data, 44)
    (mini_count,) = struct.unpack_from("<I", data, 64)
    (list_count,) = struct.unpack_from("<I", data, 72)
    if max(fat_count, mini_count, list_count) > most:
        return False
    fat = _allocation(data, size, fat_count)
    seen: set[int] = set()
    while first < _LAST_SECTOR:
        if first in seen or first > most:
            return False
        seen.add(first)
        start = (first + 1) * size
        if not all(_entry_sound(data, entry, size, fat) for entry in range(start, start + size, _ENTRY)):
            return False
        if first >= len(fat):
            break  # its chain goes on in a table that only files far beyond any export have
        first = fat[first]
    return True


def _allocation(data: bytes, size: int, count: int) -> list[int]:
    """Which sector follows which, as far as the header itself says where that is written."""
    fat: list[int] = []
    for sector in struct.unpack_from("<109I", data, 76)[: min(count, 109)]:
        if sector >= _LAST_SECTOR:
            break
        fat += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return fat


def _entry_sound(data: bytes, entry: int, size: int, fat: list[int]) -> bool:
    (length,) = struct.unpack_from("<Q", data, entry + 120)
    if data[entry + 66] not in (_STREAM, _ROOT):
        return True
    if length > len(data):
        return False
    return data[entry : entry + 16] not in _BOOKS or _cells_in_place(data, entry, size, length, fat)


def _cells_in_place(data: bytes, entry: int, size: int, length: int, fat: list[int]) -> bool:
    """Whether every cell of an old workbook lies in one of the 256 columns that its format has."""
    if length < _MINI_BELOW:
        return True  # too small for its cells to be far apart in number, and kept elsewhere
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    parts = []
    for _ in range(length // size + 1):
        if sector >= len(fat):
            break
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    book = b"".join(parts)[:length]
    place = 0
    while place + 4 <= len(book):
        kind, extent = struct.unpack_from("<HH", book, place)
        if kind in _CELLS and extent >= 4 and place + 8 <= len(book):
            (column,) = struct.unpack_from("<H", book, place + 6)
            if column >= _MOST_OLD_COLUMNS:
                return False
        place += 4 + extent
    return True

"""What must be known of a workbook before the reader may open it.

The reader lays a sheet out whole, from its first used cell to its last, and takes the sizes in a file's directory at
their word; a request for more memory than there is ends the whole program, not just the import. So one stray cell in
the last column and row, or a directory damaged in the wrong place, has to be found here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

# The reader takes 32 bytes for a cell: this is a gigabyte, or a million rows of thirty columns.
MOST_CELLS = 32_000_000

_BLOCK = 1 << 20
_OVERLAP = 256
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_COLUMN = re.compile(rb'r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
# An entry of an old workbook's directory: the kind, the first sector and the length of what it names.
_ENTRY = struct.Struct("<66xB49xIQ")
_STREAM, _ROOT = 2, 5
_BOOKS = ("Workbook", "Book")
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
    """Refuse an old workbook whose directory states more than the file holds, or leads in a circle.

    Raises:
        UserError: it is damaged or cut off.
    """
    import olefile

    data = path.read_bytes()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as book:
            sound = _sound(book, len(data)) and _cells_in_place(book)
    except (OSError, struct.error, IndexError, OverflowError, RecursionError):
        sound = False  # the library's own errors are OSErrors
    if not sound:
        raise UserError(
            Text("{file} is cut off: it was not saved or downloaded completely. Export it again.", file=path.name)
        )


def _sound(book: Any, size: int) -> bool:
    """Whether everything that the reader would lay out in memory can lie within ``size`` bytes."""
    most = size // book.sector_size + 1
    if max(book.num_fat_sectors, book.num_mini_fat_sectors, book.num_difat_sectors) > most:
        return False
    chains = [book.first_dir_sector, book.first_mini_fat_sector]
    # Entries that nothing in the tree refers to count too: the reader goes through all of them.
    book.directory_fp.seek(0)
    directory = book.directory_fp.read()
    for kind, first, length in _ENTRY.iter_unpack(directory[: len(directory) // _ENTRY.size * _ENTRY.size]):
        if kind not in (_STREAM, _ROOT):
            continue
        if length > size:
            return False
        if kind == _ROOT or length >= _MINI_BELOW:
            chains.append(first)
    return all(_ends(book.fat, first) for first in chains)


def _ends(fat: Sequence[int], sector: int) -> bool:
    """Whether a chain of sectors comes to an end."""
    for _step in fat:
        if sector >= len(fat):
            return True
        sector = fat[sector]
    return sector >= len(fat)


def _cells_in_place(book: Any) -> bool:
    """Whether every cell of an old workbook lies in one of the 256 columns that its format has."""
    return all(_columns_in_place(book.openstream(name).read()) for name in _BOOKS if book.exists(name))


def _columns_in_place(records: bytes) -> bool:
    place = 0
    while place + 8 <= len(records):
        kind, extent, _row, column = struct.unpack_from("<HHHH", records, place)
        if kind in _CELLS and extent >= 4 and column >= _MOST_OLD_COLUMNS:
            return False
        place += 4 + extent
    return True

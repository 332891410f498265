"""What a file is, by its first bytes and never by its name, and in which encoding a text file is written."""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text

# An order export of a million rows unpacks to some 1.5 GiB at a ratio below 30; beyond both it is no export.
LARGEST_UNPACKED = 3 * 1024**3
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 64 * 1024**2

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BLOCK = 1 << 20
# Each byte by what it can be of a Chinese character in UTF-8, so that the search is for one string, at a fifth of the
# time that a pattern takes.
_FIRST, _LATER, _OTHER = b"F", b"L", b"-"
_ROLE = b"".join(_FIRST if 0xE4 <= byte <= 0xE9 else _LATER if 0x80 <= byte <= 0xBF else _OTHER for byte in range(256))
_CHINESE_IN_UTF8 = (_FIRST + 2 * _LATER) * 4
_LONGEST_TAIL = 11
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PACKED_TABLES = (".csv", ".xls", ".xlsx")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5")
_ALIASES = {"gbk": "gb18030", "gb2312": "gb18030", "utf8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


class WrongEncoding(UserError):
    """The characters of a text file do not fit; the user may choose another encoding."""


class FileForm(StrEnum):
    """How the bytes are laid out."""

    WORKBOOK = "workbook"
    DELIMITED = "delimited"
    PACKED = "packed"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Detected:
    """The form of a file, the encoding of a text file, and whether its last character is cut in two."""

    form: FileForm
    encoding: str | None = None
    cut: bool = False


def locked(path: Path, error: OSError) -> EnvironmentFault:
    """The sentence for a file that the system will not let us read."""
    if isinstance(error, FileNotFoundError):
        return EnvironmentFault(Text("{file} is not there. Check the name and the folder.", file=path.name))
    if isinstance(error, IsADirectoryError):
        return EnvironmentFault(Text("{file} is a folder. Choose the export files in it.", file=path.name))
    if isinstance(error, PermissionError):
        return EnvironmentFault(
            Text(
                "{file} cannot be read: another program keeps it locked, or reading it is not allowed. Close it there "
                "(often Excel or WPS) and import it again.",
                file=path.name,
            )
        )
    return EnvironmentFault(
        Text("{file} cannot be read ({cause}). Copy it to this computer and import the copy.", file=path.name,
             cause=error.strerror or str(error))
    )  # fmt: skip


def detect(path: Path, encoding: str | None = None) -> Detected:
    """Look at a file's bytes.

    Args:
        path: the file.
        encoding: what the user says it is written in; otherwise byte-order mark, strict UTF-8, then GB18030.

    Raises:
        UserError: it is empty, no table, protected, damaged, or unpacks to something monstrous.
        EnvironmentFault: it cannot be read.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(str(path))
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise locked(path, error) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(Text("{file} is empty. Export it again from the platform.", file=path.name))
    if head.startswith(b"PK\x03\x04"):
        return Detected(_check_package(path))
    if head.startswith(_OLE):
        return Detected(FileForm.WORKBOOK)
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"MZ", b"SQLite format")):
        raise _no_table(path)
    chosen, cut = _encoding(path, head, encoding)
    opening = head.decode(chosen, errors="replace").lstrip("\ufeff \t\r\n").lower()
    markup = opening.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<div", "<style")) or (
        opening.startswith("<?xml") and ("<workbook" in opening or "<html" in opening)
    )
    return Detected(FileForm.MARKUP if markup else FileForm.DELIMITED, chosen, cut)


def _no_table(path: Path) -> UserError:
    return UserError(Text("{file} is not a table. Choose a CSV, XLS or XLSX export of the platform.", file=path.name))


def packed_archive(path: Path) -> UserError:
    """The sentence for an archive of which nothing can be read as it is."""
    return UserError(Text("{file} is a packed archive. Unpack it and import the files in it.", file=path.name))


def _check_package(path: Path) -> FileForm:
    """Refuse a zip without tables, a cut one, or one that unpacks to far more than any export, before unpacking."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UserError(
            Text("{file} is cut off: it was not saved or downloaded completely. Export it again.", file=path.name)
        ) from None
    except OSError as error:
        raise locked(path, error) from error
    names = {member.filename for member in members}
    if any(name.startswith("word/") for name in names):
        raise UserError(
            Text("{file} is a Word document, not a table, whatever its name says. Choose the export file.",
                 file=path.name)
        )  # fmt: skip
    if any(name.startswith("ppt/") for name in names):
        raise _no_table(path)
    form = FileForm.WORKBOOK
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        if not any(name.lower().endswith(PACKED_TABLES) for name in names):
            raise _no_table(path)
        form = FileForm.PACKED
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > LARGEST_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked / packed > LARGEST_RATIO):
        raise UserError(
            Text(
                "{file} would unpack to {size} MB, far more than any export; it was not opened. Export a shorter "
                "period.",
                file=path.name,
                size=f"{unpacked // 1024**2:,}",
            )
        )
    return form


def _encoding(path: Path, head: bytes, wanted: str | None) -> tuple[str, bool]:
    if wanted:
        return _wanted(path, wanted)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, False
    if b"\x00" in head:
        # UTF-16 without its mark: nearly every second byte of headings in digits and commas is zero.
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > 4 * min(even, odd):
            return ("utf-16-le" if odd > even else "utf-16-be"), False
        raise _no_table(path)
    fits, cut = _decodes(path, "utf-8")
    if fits:
        return "utf-8", cut
    mixed = _row_in_utf8(path)
    if mixed is not None:
        raise WrongEncoding(
            Text(
                "{file} is written in two encodings: row {row} is UTF-8, other rows are not. It was put together from "
                "two files; import those, or save it again in one encoding.",
                file=path.name,
                row=mixed,
            )
        )
    fits, cut = _ends_decode(path, "gb18030")
    if fits:
        return "gb18030", cut
    raise neither(path)


def _row_in_utf8(path: Path) -> int | None:
    """The first row with Chinese words in UTF-8, in a file that as a whole is not: read as GBK it would be gibberish.

    Four characters on end cannot be there by chance: as GBK they would be six rare ones that nobody writes in a row.
    """
    tail = b""
    behind = 0
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                text = tail + block
                found = text.translate(_ROLE).find(_CHINESE_IN_UTF8)
                if found >= 0:
                    return 1 + _lines_before(path, behind + found)
                tail = text[-_LONGEST_TAIL:]
                behind += len(text) - len(tail)
    except OSError as error:
        raise locked(path, error) from error
    return None


def _lines_before(path: Path, place: int) -> int:
    """How many lines end before a byte of a file."""
    count = 0
    with path.open("rb") as stream:
        while place > 0 and (block := stream.read(min(_BLOCK, place))):
            count += block.count(b"\n")
            place -= len(block)
    return count


def neither(path: Path) -> WrongEncoding:
    """The sentence for a text that is written in none of the encodings tried."""
    return WrongEncoding(
        Text(
            "The characters of {file} are neither UTF-8 nor GBK. Choose its encoding, or save it as CSV UTF-8.",
            file=path.name,
        )
    )


def _wanted(path: Path, wanted: str) -> tuple[str, bool]:
    name = _ALIASES.get(wanted.lower(), wanted.lower())
    try:
        codecs.lookup(name)
        fits, cut = _decodes(path, name)
    except LookupError:
        fits, cut = False, False
    if not fits:
        raise WrongEncoding(
            Text("{file} is not written in {encoding}. Choose another encoding.", file=path.name, encoding=wanted)
        )
    return name, cut


def _ends_decode(path: Path, name: str) -> tuple[bool, bool]:
    """As :func:`_decodes`, but only the file's beginning and its last line.

    What lies between is decoded once, while it is read. No character of GB18030 contains a line end, so the last line
    can be decoded by itself.
    """
    if path.stat().st_size <= 2 * _BLOCK:
        return _decodes(path, name)
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as stream:
            decoder.decode(stream.read(_BLOCK))
            stream.seek(-_BLOCK, 2)
            end = stream.read()
    except UnicodeDecodeError:
        return False, False
    except OSError as error:
        raise locked(path, error) from error
    try:
        end[end.rfind(b"\n") + 1 :].decode(name)
    except UnicodeDecodeError as error:
        return (True, True) if "incomplete" in error.reason else (False, False)
    return True, False


def _decodes(path: Path, name: str) -> tuple[bool, bool]:
    """Whether the whole file is valid in an encoding, and whether its last character is cut in two."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False, False
    except OSError as error:
        raise locked(path, error) from error
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return True, True
    return True, False

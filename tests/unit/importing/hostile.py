"""Sound exports, damaged by their structure: bits, numbers, members of a workbook, records, markup, bytes of text."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.import_files import SHORT, short_row

_NUMBER = re.compile(rb"\d+")
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x100000, 0x7FFFFFFF, 0xFFFFFFFF, 2**63 - 1, 2**64)
_TAGS = (
    b"<table>",
    b"<tr>",
    b"<td colspan=999999999>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<?xml",
    b"&#x110000;",
    b"</td>",
)
_RECORD = struct.Struct("<HH")

Damage = Callable[[random.Random, bytes], bytes]


def flip(draw: random.Random, content: bytes) -> bytes:
    """A few wrong bits."""
    changed = bytearray(content)
    for _bit in range(draw.choice((1, 1, 2, 8))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def cut(draw: random.Random, content: bytes) -> bytes:
    """A piece is missing, stands twice, or everything after it is gone."""
    start = draw.randrange(len(content))
    end = min(len(content), start + draw.choice((1, 7, 512, 4096)))
    return draw.choice(
        (content[:start] + content[end:], content[:end] + content[start:end] * 3 + content[end:], content[:start])
    )


def overwrite(draw: random.Random, content: bytes) -> bytes:
    """A number as a machine keeps it becomes an extreme one."""
    width, form = draw.choice(((2, "<H"), (4, "<I"), (8, "<Q")))
    place = draw.randrange(max(1, len(content) - width))
    number = struct.pack(form, draw.choice(_EXTREMES) & (256**width - 1))
    return content[:place] + number + content[place + width :]


def written_number(draw: random.Random, content: bytes) -> bytes:
    """A number as people write it becomes an extreme one."""
    found = list(_NUMBER.finditer(content))
    if not found:
        return flip(draw, content)
    one = draw.choice(found)
    return content[: one.start()] + str(draw.choice(_EXTREMES)).encode() + content[one.end() :]


def tags(draw: random.Random, content: bytes) -> bytes:
    """Markup in the wrong place, many times over."""
    place = draw.randrange(len(content))
    return content[:place] + draw.choice(_TAGS) * draw.choice((1, 3, 20_000)) + content[place:]


def member(draw: random.Random, content: bytes) -> bytes:
    """One member of a package is damaged, missing or empty; the package itself stays sound."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as other:
        names = package.namelist()
        chosen = draw.choice(names)
        what = draw.choice((flip, cut, written_number, written_number, tags, None))
        for name in names:
            body = package.read(name)
            if name == chosen and body:
                if what is None:
                    continue
                body = what(draw, body)
            other.writestr(name, body)
    return changed.getvalue()


def records(draw: random.Random, content: bytes) -> bytes:
    """A record of an old workbook states another kind or length, or holds other values."""
    place, places = 512, []
    while place + 4 < len(content) and len(places) < 4000:
        _kind, extent = _RECORD.unpack_from(content, place)
        places.append(place)
        place += 4 + extent
    place = draw.choice(places) + draw.choice((0, 2, 4, 6, 8, 12))
    return content[:place] + struct.pack("<H", draw.choice(_EXTREMES) & 0xFFFF) + content[place + 2 :]


def sound_files(real: Path | None) -> list[tuple[str, bytes, tuple[Damage, ...]]]:
    """Small sound files with their names and what can be done to them; the real exports too where they are at hand."""
    rows = [SHORT, *(short_row(number) for number in range(40))]
    book = io.BytesIO()
    made = Workbook()
    for row in rows:
        made.active.append(list(row))
    made.save(book)
    text = "\r\n".join(",".join(map(str, row)) for row in rows).encode("gb18030")
    page = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    of_package: tuple[Damage, ...] = (flip, cut, overwrite, member, member, member, member)
    found: list[tuple[str, bytes, tuple[Damage, ...]]] = [
        ("orders.xlsx", book.getvalue(), of_package),
        ("orders.csv", text, (flip, cut, overwrite, written_number)),
        ("orders.html", (page + "</table>").encode(), (flip, cut, tags, tags, written_number)),
    ]
    if real is not None:
        found += [
            ("real.xls", (real / "taobao_orders_2018.xls").read_bytes(), (flip, cut, overwrite, records, records)),
            ("real.xlsx", (real / "ads_daily_202002.xlsx").read_bytes(), of_package),
        ]
    return found

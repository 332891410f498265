"""The program's icon in the forms the three systems want, rendered from the one drawing that the program itself uses.

Windows and macOS keep several sizes in one file. Both formats are a small table of contents before PNG pictures, so
they are written here without a picture library.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# Apple's four-letter names of the sizes that modern systems read.
MAC_SIZES = ((b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024))


def render_all(drawing: Path, target: Path) -> None:
    """Write ``hicolor/<size>x<size>/apps/shopdesk.png``, the drawing itself, shopdesk.ico and shopdesk.icns."""
    sizes = {*LINUX_SIZES, *WINDOWS_SIZES, *(size for _name, size in MAC_SIZES)}
    pictures = render(drawing, sorted(sizes))
    for size in LINUX_SIZES:
        folder = target / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shopdesk.png").write_bytes(pictures[size])
    scalable = target / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / "shopdesk.svg").write_bytes(drawing.read_bytes())
    (target / "shopdesk.ico").write_bytes(ico({size: pictures[size] for size in WINDOWS_SIZES}))
    (target / "shopdesk.icns").write_bytes(icns([(name, pictures[size]) for name, size in MAC_SIZES]))


def render(drawing: Path, sizes: list[int]) -> dict[int, bytes]:
    """The drawing as PNG in each size.

    Raises:
        ValueError: the file is no drawing that Qt can read.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} cannot be read as SVG")
    pictures = {}
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer(data := QByteArray())
        image.save(buffer, "PNG")
        pictures[size] = bytes(data)
    del application
    return pictures


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon file: six bytes of head, sixteen for each picture, then the pictures."""
    offset = 6 + 16 * len(pictures)
    table, body = b"", b""
    for size, png in sorted(pictures.items()):
        edge = size % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(png), offset + len(body))
        body += png
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + body


def icns(pictures: list[tuple[bytes, bytes]]) -> bytes:
    """A macOS icon file: name, length and content of each picture after the total length."""
    body = b"".join(name + struct.pack(">I", len(png) + 8) + png for name, png in pictures)
    return b"icns" + struct.pack(">I", len(body) + 8) + body

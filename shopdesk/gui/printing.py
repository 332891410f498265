"""Printed sheets: HTML in, a PDF with page numbers out, in a font that can set Chinese."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from shopdesk.gui.paper.html_sheet import HtmlSheet
from shopdesk.infra import atomic
from shopdesk.infra.i18n import tr

_DPI = 300
_MARGIN_MM = 12.0
_FOOTER_PT = 14.0
_POINTS_PER_INCH = 72.0


def write_pdf(html: str, path: Path, *, landscape: bool = False, title: str = "") -> int:
    """Set ``html`` on A4 and write it to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    ensure_application()
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    pages = _write(html, content, landscape=landscape, title=title)
    # Qt says nothing of a full disk, Python does: so Qt writes to memory, and the file is ours.
    atomic.write_bytes(path, content.data().data())
    return pages


def ensure_application() -> None:
    """Fonts need an application; the command line has none, and perhaps no screen either."""
    if QGuiApplication.instance() is None:
        import os

        from PySide6.QtWidgets import QApplication

        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _keep.append(QApplication([]))


_keep: list[QGuiApplication] = []


def _write(html: str, target: QIODevice, *, landscape: bool, title: str) -> int:
    from shopdesk.gui.theme import chinese_font

    writer = QPdfWriter(target)
    writer.setResolution(_DPI)
    writer.setCreator("ShopDesk")
    writer.setTitle(title)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter))
    font = QFont(chinese_font() or "sans-serif", 9)
    scale = _DPI / _POINTS_PER_INCH
    page = QRectF(0, 0, writer.width() / scale, writer.height() / scale)
    body = QRectF(0, 0, page.width(), page.height() - _FOOTER_PT)
    sheet = HtmlSheet(html, font, body.width(), body.height())
    pages = len(sheet.pages)
    painter = QPainter(writer)
    try:
        painter.scale(scale, scale)
        for number in range(pages):
            if number:
                writer.newPage()
            sheet.draw(painter, number)
            footer = QRectF(0, body.height(), page.width(), _FOOTER_PT)
            small = QFont(font)
            small.setPixelSize(8)
            painter.setFont(small)
            painter.setPen(QColor("#555555"))
            text = tr("Page {page} of {pages}", page=number + 1, pages=pages)
            painter.drawText(footer, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
            if title:
                painter.drawText(footer, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
    finally:
        painter.end()
    return pages

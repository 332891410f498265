"""Printed sheets: HTML in, a PDF with page numbers out, in a font that can set Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter

from shopdesk.gui.paper.daily import HEIGHT, WIDTH, Leaf
from shopdesk.gui.paper.html_sheet import HtmlSheet
from shopdesk.gui.paper.output import write_pages
from shopdesk.gui.paper.words import PT
from shopdesk.infra.i18n import tr

_MM_PER_INCH = 25.4
_MARGIN_MM = 12.0
_FOOTER_PT = 14.0
_POINTS_PER_INCH = 72.0


def write_pdf(html: str, path: Path, *, landscape: bool = False, title: str = "") -> int:
    """Set ``html`` on A4 and write it to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    return write_pages(html_pages(html, landscape=landscape, title=title), path, title)


def ensure_application() -> None:
    """Fonts need an application; the command line has none, and perhaps no screen either."""
    if QGuiApplication.instance() is None:
        import os

        from PySide6.QtWidgets import QApplication

        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _keep.append(QApplication([]))


_keep: list[QGuiApplication] = []


def each_on_its_page(sheets: Iterable[str], *, title: str = "") -> list[Leaf]:
    """Set several documents, each from a page of its own on."""
    return [page for html in sheets for page in html_pages(html, title=title)]


def html_pages(html: str, *, landscape: bool = False, title: str = "") -> list[Leaf]:
    """Set ``html`` on pages of A4 with their numbers, and ``title`` at their foot."""
    from shopdesk.gui.theme import chinese_font

    ensure_application()
    font = QFont(chinese_font() or "sans-serif", 9)
    margin = _MARGIN_MM / _MM_PER_INCH * _POINTS_PER_INCH
    width, height = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    body = QRectF(0, 0, width / PT - 2 * margin, height / PT - 2 * margin - _FOOTER_PT)
    sheet = HtmlSheet(html, font, body.width(), body.height())
    small = QFont(font)
    small.setPixelSize(8)

    def drawn(number: int) -> Leaf:
        def draw(painter: QPainter) -> None:
            painter.save()
            painter.scale(PT, PT)
            painter.translate(margin, margin)
            sheet.draw(painter, number)
            footer = QRectF(0, body.height(), body.width(), _FOOTER_PT)
            painter.setFont(small)
            painter.setPen(QColor("#555555"))
            text = tr("Page {page} of {pages}", page=number + 1, pages=len(sheet.pages))
            painter.drawText(footer, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
            if title:
                painter.drawText(footer, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
            painter.restore()

        page = Leaf(landscape=landscape)
        page.draws.append(draw)
        return page

    return [drawn(number) for number in range(len(sheet.pages))]

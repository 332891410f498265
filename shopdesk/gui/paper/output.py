"""Bringing set pages to a PDF file or a printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.gui.paper.daily import Leaf, paint_page, set_paper
from shopdesk.gui.paper.words import Words
from shopdesk.infra import atomic
from shopdesk.reporting.daily_sheet import DayPaper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DPI = 600


def paper_of(pages: Sequence[Leaf]) -> QPageLayout:
    """The paper that these pages are set for, without margins; the pages bring their own."""
    size = QPageSize(QPageSize.PageSizeId.A3 if any(page.a3 for page in pages) else QPageSize.PageSizeId.A4)
    landscape = any(page.landscape for page in pages)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def pages_of(papers: Sequence[DayPaper]) -> list[Leaf]:
    """The pages of several forms, each form numbered for itself."""
    known: dict[tuple[object, ...], Words] = {}
    return [page for paper in papers for page in set_paper(paper, known)]


def write_daily_pdf(papers: Sequence[DayPaper], path: Path) -> int:
    """Write the forms to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    from shopdesk.gui.printing import ensure_application

    ensure_application()
    title = f"{papers[0].title} {papers[0].store} {papers[0].day}" if papers else ""
    return write_pages(pages_of(papers), path, title)


def write_pages(pages: Sequence[Leaf], path: Path, title: str, *, attached: Mapping[str, bytes] | None = None) -> int:
    """Write set pages to ``path``, wholly or not at all; returns how many they are.

    ``attached`` are files of JSON within the PDF, by their names.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setResolution(_DPI)
    writer.setCreator("ShopDesk")
    writer.setTitle(title)
    writer.setPageLayout(paper_of(pages))
    for name, data in (attached or {}).items():
        writer.addFileAttachment(name, data, "application/json")
    painter = QPainter()
    if not painter.begin(writer):
        raise EnvironmentFault(Text("{file} cannot be written. Choose another name or folder.", file=path))
    try:
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            paint_page(painter, page, _DPI)
    finally:
        painter.end()
    # Qt says nothing of a full disk, Python does: so Qt writes to memory, and the file is ours.
    atomic.write_kind(path, content.data().data(), ".pdf")
    return len(pages)


def paint_on(printer: QPrinter, pages: Sequence[Leaf]) -> None:
    """Paint the pages on a printer, or on a preview's picture of one."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault(Text("The printer does not answer. Check that it is on, or save as PDF."))
    try:
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        for number, page in enumerate(pages[first - 1 : last]):
            if number:
                printer.newPage()
            paint_page(painter, page, printer.resolution())
    finally:
        painter.end()

"""Payslips as one PDF, a page or more for each person, with the calculation of each attached as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from shopdesk.gui.paper.html_sheet import HtmlSheet
from shopdesk.gui.printing import ensure_application
from shopdesk.infra import atomic

_DPI = 300
_MARGIN_MM = 12.0
_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class SlipPage:
    """One payslip: its page as HTML and its proof."""

    html: str
    proof: dict[str, Any]


def write_payslips(pages: Sequence[SlipPage], path: Path, title: str) -> int:
    """Write the slips to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    from shopdesk.gui.theme import chinese_font

    ensure_application()
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setResolution(_DPI)
    writer.setCreator("ShopDesk")
    writer.setTitle(title)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    for number, page in enumerate(pages, 1):
        proof = json.dumps(page.proof, ensure_ascii=False).encode("utf-8")
        writer.addFileAttachment(f"payslip-{number}.json", proof, "application/json")
    font = QFont(chinese_font() or "sans-serif", 9)
    scale = _DPI / _POINTS_PER_INCH
    body = QRectF(0, 0, writer.width() / scale, writer.height() / scale)
    count = 0
    painter = QPainter(writer)
    try:
        painter.scale(scale, scale)
        for page in pages:
            sheet = HtmlSheet(page.html, font, body.width(), body.height())
            for number in range(len(sheet.pages)):
                if count:
                    writer.newPage()
                sheet.draw(painter, number)
                count += 1
    finally:
        painter.end()
    atomic.write_bytes(path, content.data().data())
    return count

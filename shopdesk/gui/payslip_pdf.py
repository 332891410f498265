"""Payslips on paper: one a page, or two to a page with a line to cut along; the calculation of each is attached."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.gui.paper.daily import HEIGHT, WIDTH, Leaf
from shopdesk.gui.paper.html_sheet import HtmlSheet
from shopdesk.gui.paper.output import write_pages
from shopdesk.gui.paper.words import PT
from shopdesk.gui.printing import ensure_application
from shopdesk.infra.i18n import tr
from shopdesk.reporting.payslip_sheet import half_payslip_html, payslip_html

_MARGIN_PT = 34.0  # 12 mm
_SMALLEST = 0.7
"""A slip with many lines is made smaller to fit half a page, but never so small that it cannot be read."""


class SlipLayout(StrEnum):
    """How slips lie on the paper."""

    PAGES = "pages"
    HALVES = "halves"


def slip_pages(run: KeptRun, slips: Sequence[KeptSlip], store: str, layout: SlipLayout) -> list[Leaf]:
    """The slips set on A4; one that fits no half gets pages of its own."""
    ensure_application()
    pages: list[Leaf] = []
    waiting: Leaf | None = None
    for slip in slips:
        half = _half(half_payslip_html(run, slip, store)) if layout is SlipLayout.HALVES else None
        if half is None:
            pages += _whole(payslip_html(run, slip, store))
        elif waiting is None:
            waiting = Leaf()
            pages.append(waiting)
            _draw(waiting, half, 0, 0)
            _cut_line(waiting)
        else:
            _draw(waiting, half, 0, HEIGHT / PT / 2)
            waiting = None
    return pages


def write_payslips(run: KeptRun, slips: Sequence[KeptSlip], store: str, path: Path, layout: SlipLayout) -> int:
    """Write the slips to ``path``, wholly or not at all; returns the number of pages.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    proofs = {
        f"payslip-{number}.json": json.dumps(slip.proof, ensure_ascii=False).encode("utf-8")
        for number, slip in enumerate(slips, 1)
    }
    title = tr("Payslips of {month}", month=f"{run.month:%Y-%m}")
    return write_pages(slip_pages(run, slips, store, layout), path, title, attached=proofs)


class _Scaled:
    """A sheet with the scale at which it is drawn."""

    def __init__(self, html: str, height: float, scale: float = 1.0) -> None:
        from shopdesk.gui.theme import chinese_font

        width = WIDTH / PT - 2 * _MARGIN_PT
        self.scale = scale
        self.sheet = HtmlSheet(html, QFont(chinese_font() or "sans-serif", 9), width / scale, height / scale)


def _half(html: str) -> _Scaled | None:
    room = HEIGHT / PT / 2 - 1.5 * _MARGIN_PT
    for scale in (1.0, 0.9, 0.8, _SMALLEST):
        made = _Scaled(html, room, scale)
        if len(made.sheet.pages) == 1:
            return made
    return None


def _whole(html: str) -> list[Leaf]:
    made = _Scaled(html, HEIGHT / PT - 2 * _MARGIN_PT)
    pages = []
    for number in range(len(made.sheet.pages)):
        page = Leaf()
        _draw(page, made, number, 0)
        pages.append(page)
    return pages


def _draw(page: Leaf, made: _Scaled, number: int, top: float) -> None:
    def draw(painter: QPainter) -> None:
        painter.save()
        painter.scale(PT, PT)
        painter.translate(_MARGIN_PT, top + _MARGIN_PT)
        painter.scale(made.scale, made.scale)
        made.sheet.draw(painter, number)
        painter.restore()

    page.draws.append(draw)


def _cut_line(page: Leaf) -> None:
    def draw(painter: QPainter) -> None:
        painter.save()
        painter.setPen(QPen(QColor("#777777"), 0.5 * PT, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, HEIGHT / 2), QPointF(WIDTH, HEIGHT / 2))
        painter.restore()

    page.draws.append(draw)

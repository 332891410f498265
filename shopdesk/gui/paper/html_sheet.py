"""An HTML sheet cut into pages between rows and lines, never through them.

Qt's own page breaking goes through table rows: the second line of a title stood alone on the next page. So the sheet is
set as one endless strip, and the strip is cut where nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextTable,
)

_ENDLESS = 10_000_000.0  # points; a thousand pages and more
_HAIR = 1.0  # points of the frame's line below a row that still belong to it


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the sheet from ``top`` to ``bottom`` that is not cut.

    ``follows``: the next piece stands on the same page. ``table`` numbers the table it is a row of, ``head`` marks the
    row that is repeated where the table goes on, ``edge`` a row whose lower line belongs to the next one, too.
    """

    top: float
    bottom: float
    follows: bool = False
    table: int | None = None
    head: bool = False
    edge: bool = False

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top


class HtmlSheet:
    """A sheet set to a width in points; :attr:`pages` are the strips of each page, :meth:`draw` draws one."""

    def __init__(self, html: str, font: QFont, width: float, height: float) -> None:
        """Set and cut it for pages ``height`` points tall."""
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font)
        self._document.setHtml(html)
        # The document is laid out in points and scaled when painted, so that it looks the same at any resolution.
        self._document.documentLayout().setPaintDevice(None)
        self._document.setPageSize(QRectF(0, 0, width, _ENDLESS).size())
        self._width = width
        self.pages = cut(list(self._strips()), height)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw a page from the painter's origin on."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor("black"))
        y = 0.0
        for strip in self.pages[number]:
            clip = QRectF(0, strip.top, self._width, strip.height + (_HAIR if strip.edge else 0))
            painter.save()
            painter.translate(QPointF(0, y - strip.top))
            painter.setClipRect(clip)
            context.clip = clip
            self._document.documentLayout().draw(painter, context)
            painter.restore()
            y += strip.height

    def _strips(self) -> Iterator[Strip]:
        layout = self._document.documentLayout()
        tables = 0
        found: list[Strip] = []
        for part in self._document.rootFrame():
            table = part.currentFrame()
            if isinstance(table, QTextTable):
                if found:
                    found[-1] = replace(found[-1], follows=True)
                found += self._rows(table, tables)
                tables += 1
                continue
            block = part.currentBlock()
            if block.isValid() and block.text().strip():
                found += self._lines(block, layout.blockBoundingRect(block))
        # What lies between two pieces (margins) goes with the upper one, so that they fill the strip without a gap.
        for number, strip in enumerate(found):
            bottom = found[number + 1].top if number + 1 < len(found) else strip.bottom + _HAIR
            edge = number + 1 < len(found) and strip.table is not None and strip.table == found[number + 1].table
            yield replace(strip, bottom=bottom, edge=edge)

    def _rows(self, table: QTextTable, number: int) -> Iterator[Strip]:
        layout = self._document.documentLayout()
        padding = table.format().cellPadding() + table.format().cellSpacing() + table.format().border()
        heads = table.format().headerRowCount()
        tops = []
        for row in range(table.rows()):
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            blocks = [cell.firstCursorPosition().block() for cell in cells if cell.row() == row]
            tops.append(min(layout.blockBoundingRect(block).top() for block in blocks) - padding)
        bottom = layout.frameBoundingRect(table).bottom()
        for row, top in enumerate(tops):
            below = tops[row + 1] if row + 1 < len(tops) else bottom
            yield Strip(top, below, follows=row < heads, table=number, head=row < heads)

    @staticmethod
    def _lines(block: QTextBlock, rect: QRectF) -> Iterator[Strip]:
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            yield Strip(rect.top() + line.y(), rect.top() + line.y() + line.height())


def cut(strips: list[Strip], height: float) -> list[list[Strip]]:
    """The strips of each page; a heading is not left alone, and a table's head is repeated where the table goes on.

    Only a piece taller than a page is cut.
    """
    pages: list[list[Strip]] = [[]]
    heads: dict[int | None, list[Strip]] = {}
    room = height
    for number, strip in enumerate(strips):
        group = _together(strips, number)
        wanted = group if group <= height else strip.height
        if wanted > room and room < height:
            repeated = [] if strip.head else heads.get(strip.table, [])
            above = sum(head.height for head in repeated)
            if above + wanted > height:
                repeated, above = [], 0.0
            pages.append(list(repeated))
            room = height - above
        if strip.head:
            heads.setdefault(strip.table, []).append(strip)
        while strip.height > room:
            pages[-1].append(replace(strip, bottom=strip.top + room))
            strip = replace(strip, top=strip.top + room)  # the rest of it goes on the next page
            pages.append([])
            room = height
        pages[-1].append(strip)
        room -= strip.height
    return pages


def _together(strips: list[Strip], number: int) -> float:
    """The height of a piece with all that have to stand on its page."""
    total = strips[number].height
    while strips[number].follows and number + 1 < len(strips):
        number += 1
        total += strips[number].height
    return total

"""Every print that any test makes is looked at: no row of it may stand on two pages, unless it fills more than one.

Sheets in HTML are asked after they are cut, painted tables when one of their rows is divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QFont, QTextTable

from shopdesk.gui.paper import daily, table
from shopdesk.gui.paper.html_sheet import HtmlSheet

_HAIR = 0.5  # points
seen: list[int] = []
"""How many pages each sheet had that was looked at."""


def torn(sheet: HtmlSheet, height: float) -> list[str]:
    """The words of the rows that no page holds whole although one could, pages being ``height`` points tall."""
    done: set[tuple[float, float]] = set()
    pages = []
    for page in sheet.pages:
        fresh = [(one.top, one.bottom) for one in page if not (one.head and (one.top, one.bottom) in done)]
        done.update(fresh)
        pages.append((min(top for top, _ in fresh), max(bottom for _, bottom in fresh)))
    return [
        words
        for top, bottom, words in _rows(sheet)
        if bottom - top < height / 2 and not any(a - _HAIR <= top and bottom <= b + _HAIR for a, b in pages)
    ]


def _rows(sheet: HtmlSheet) -> Iterator[tuple[float, float, str]]:
    """Every row of every table: where its words begin and end in the endless sheet, and the words."""
    layout = sheet._document.documentLayout()
    for frame in sheet._document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        for row in range(frame.rows()):
            cells = [frame.cellAt(row, column) for column in range(frame.columns())]
            blocks = []
            for cell in cells:
                if cell.row() != row or cell.rowSpan() > 1:
                    continue
                block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
                blocks.append(block)
                while block != last:
                    block = block.next()
                    blocks.append(block)
            places = [layout.blockBoundingRect(block) for block in blocks]
            if places:
                words = " ".join(block.text() for block in blocks)
                yield min(one.top() for one in places), max(one.bottom() for one in places), words


def watch() -> None:
    """Look at every sheet and every painted table from now on."""
    if HtmlSheet.__init__ is not _made:
        HtmlSheet.__init__ = _made  # type: ignore[method-assign]
        table.Row.split = _divided  # type: ignore[method-assign]


_make, _divide = HtmlSheet.__init__, table.Row.split


def _made(self: HtmlSheet, html: str, font: QFont, width: float, height: float) -> None:
    _make(self, html, font, width, height)
    seen.append(len(self.pages))
    found = torn(self, height)
    assert not found, f"rows on two pages: {found}"


def _divided(self: Any, height: float) -> Any:
    whole = daily.BOTTOM - daily.MARGIN
    assert self.height > whole / 2, "a row that a page can hold is divided"
    return _divide(self, height)

"""Painting the laid org chart: on the screen, into a picture, and on pages of paper."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from shopdesk.domain.org_chart import OrgChart
from shopdesk.gui.pages.people.org.layout import Box, Laid, Measure, Shape, lay_out
from shopdesk.gui.pages.people.org.texts import Names, vacancy
from shopdesk.gui.paper.daily import HEIGHT, WIDTH, Leaf
from shopdesk.gui.paper.words import PT
from shopdesk.gui.paper.words import font as paper_font
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr

_PAPER_POINTS = (9.0, 8.5, 8.0, 7.5, 7.0)
"""The sizes that letters on paper may have, the largest that needs the fewest pages is taken."""
_MARGIN, _HEAD, _FOOT = 34.0 * PT, 34.0 * PT, 16.0 * PT
"""The margin of a page, and the room of its title and its number."""
_MARGIN_PX = 16


def paint(
    painter: QPainter,
    laid: Laid,
    names: Names,
    theme: Theme,
    font: QFont,
    *,
    cursor: Box | None = None,
    path: Collection[int] = (),
    focused: bool = False,
    only: QRectF | None = None,
    unit: float = 1,
) -> None:
    """Draw lines and boxes.

    Args:
        painter: in the units that the chart was laid in.
        laid: the chart.
        names: of departments and roles.
        theme: whose colours it has.
        font: of the boxes, in which the chart was measured.
        cursor: the box that the keyboard is on.
        path: the ids of those to whom the person of the cursor hands.
        focused: whether the keyboard is on the chart at all.
        only: what needs to be drawn; everything where nothing is said.
        unit: how thick a thin line is.
    """
    small = _smaller(font)
    painter.setPen(QPen(theme.muted, unit))
    painter.drawLines(laid.lines)
    for box in laid.boxes:
        if only is not None and not box.rect.intersects(only):
            continue
        _paint_box(painter, box, theme, unit, on_path=box.person is not None and box.person.id in path)
        _paint_words(painter, box, names, theme, font, small)
    if cursor is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent if focused else theme.muted, 2 if focused else 1))
        painter.drawRoundedRect(cursor.rect.adjusted(-2, -2, 2, 2), 5, 5)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(font.pixelSize())
    else:
        small.setPointSizeF(max(7.0, font.pointSizeF() - 1))
    small.setBold(False)
    return small


def _paint_box(painter: QPainter, box: Box, theme: Theme, unit: float, *, on_path: bool) -> None:
    if box.shape is Shape.STORE:
        painter.setPen(QPen(theme.accent, 2 * unit))
        painter.setBrush(theme.surface)
    elif box.shape is Shape.DEPARTMENT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent_soft)
    elif box.shape is Shape.VACANCY:
        painter.setPen(QPen(theme.muted, unit, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(theme.accent if on_path else theme.muted, 2 * unit if on_path else unit))
        painter.setBrush(theme.accent_soft if on_path else theme.surface)
    painter.drawRoundedRect(box.rect, 4 * unit, 4 * unit)


def _box_words(box: Box, names: Names) -> tuple[str, str, str]:
    """What stands in a box: its line, a second line, and a figure at the right; empty where there is none."""
    if box.person is not None:
        return box.person.label, names.post(box.person), ""
    if box.rank is not None:
        return vacancy(box.rank), "", ""
    if box.branch is None:
        return names.store, "", ""
    name = names.department(box.branch.code)
    return (tr("{words} (continued)", words=name) if box.continued else name), "", str(len(box.branch.people))


def _paint_words(painter: QPainter, box: Box, names: Names, theme: Theme, font: QFont, small: QFont) -> None:
    first, second, figure = _box_words(box, names)
    bold = QFont(font)
    bold.setBold(box.shape is not Shape.VACANCY)
    inner = _inner(box, figure, font)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    upper = inner if not second else QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2 + 1)
    painter.setFont(bold)
    painter.setPen(theme.muted if box.shape is Shape.VACANCY else theme.text)
    painter.drawText(upper, middle, elided(first, bold, inner.width()))
    if figure:
        painter.setFont(font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.rect.adjusted(0, 0, -_side(box), 0), right, figure)
    if second:
        painter.setFont(small)
        painter.setPen(theme.muted)
        lower = QRectF(inner.left(), inner.center().y() - 1, inner.width(), inner.height() / 2)
        painter.drawText(lower, middle, elided(second, small, inner.width()))


def elided(words: str, font: QFont, width: float) -> str:
    """The words as far as they fit, with dots where they do not."""
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)


def cut(box: Box, names: Names, font: QFont) -> bool:
    """Whether something of a box's words does not fit into it."""
    bold = QFont(font)
    bold.setBold(True)
    first, second, figure = _box_words(box, names)
    room = _inner(box, figure, font).width()
    return elided(first, bold, room) != first or elided(second, _smaller(font), room) != second


def _side(box: Box) -> float:
    """The room at the left and right within a box."""
    return box.rect.height() * 0.14


def _inner(box: Box, figure: str, font: QFont) -> QRectF:
    """Where the words of a box may stand, a figure at the right left free."""
    taken = QFontMetricsF(font).horizontalAdvance(f"  {figure}") if figure else 0.0
    return box.rect.adjusted(_side(box), 0, -_side(box) - taken, 0)


def picture(chart: OrgChart, names: Names, theme: Theme, font: QFont, title: str, width: float) -> QPixmap:
    """The whole chart at twice its size, with a title above it."""
    line = QFontMetricsF(font).height()
    laid = lay_out(chart, Measure(line), width)
    head = line * 2
    made = QPixmap(ceil((laid.width + 3 * _MARGIN_PX) * 2), ceil((laid.height + head + 3 * _MARGIN_PX) * 2))
    made.setDevicePixelRatio(2)
    made.fill(theme.surface)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_MARGIN_PX, _MARGIN_PX)
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(theme.text)
    painter.drawText(QRectF(0, 0, laid.width + _MARGIN_PX, line * 1.4), Qt.AlignmentFlag.AlignLeft, title)
    painter.translate(0, head)
    paint(painter, laid, names, theme, font)
    painter.end()
    return made


def pages(chart: OrgChart, names: Names, title: str) -> list[Leaf]:
    """The chart on A4 lying: in the largest letters that need the fewest pages, never smaller than seven points."""
    theme = Theme(dark=False)
    # A4 lying is as wide as A4 upright is high.
    width, height = HEIGHT - 2 * _MARGIN, WIDTH - 2 * _MARGIN - _HEAD - _FOOT
    best: tuple[float, Laid, list[list[int]]] | None = None
    for points in _PAPER_POINTS:
        measure = Measure(points * PT * 1.35)
        most_rows = max(1, int((height - measure.line * 3) // (measure.box[1] + measure.gap)))
        laid = lay_out(chart, measure, width, most_rows)
        sheets = _sheets(laid, height)
        if best is None or len(sheets) < len(best[2]):
            best = (points, laid, sheets)
    if best is None or not best[1].boxes:
        return []
    points, laid, sheets = best
    return [_page(laid, names, theme, points, title, sheet, number, len(sheets)) for number, sheet in enumerate(sheets)]


def _sheets(laid: Laid, height: float) -> list[list[int]]:
    """Which bands stand on which page; a band is never cut."""
    sheets: list[list[int]] = []
    start = 0.0
    for number, (top, low) in enumerate(laid.bands):
        if not sheets or low - start > height:
            sheets.append([])
            start = top
        sheets[-1].append(number)
    return sheets


def _page(
    laid: Laid, names: Names, theme: Theme, points: float, title: str, bands: list[int], number: int, count: int
) -> Leaf:
    top, low = laid.bands[bands[0]][0], laid.bands[bands[-1]][1]

    def draw(painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN, _MARGIN)
        inner = QRectF(0, 0, HEIGHT - 2 * _MARGIN, WIDTH - 2 * _MARGIN)
        painter.setPen(theme.text)
        painter.setFont(paper_font(13, True))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(paper_font(8, False))
        said = tr("Page {page} of {pages}", page=number + 1, pages=count)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, said)
        painter.translate(0, _HEAD - top)
        shown = QRectF(-_MARGIN, top - PT, HEIGHT, low - top + 2 * PT)
        painter.setClipRect(shown)
        paint(painter, laid, names, theme, paper_font(points, False), only=shown, unit=PT * 0.7)
        painter.restore()

    page = Leaf(landscape=True)
    page.draws.append(draw)
    return page

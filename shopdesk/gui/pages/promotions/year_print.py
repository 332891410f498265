"""The year on paper: the timeline, twelve months on a page, and the list of days and campaigns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.promotions.calendar_data import CalendarData, load
from shopdesk.gui.pages.promotions.timeline_layout import MONTHS
from shopdesk.gui.pages.promotions.year_lines import campaign_lines, day_lines
from shopdesk.gui.pages.promotions.year_timeline import YearTimeline
from shopdesk.gui.pages.promotions.year_view import YearView
from shopdesk.gui.paper.daily import HEIGHT, MARGIN, WIDTH, Leaf
from shopdesk.gui.paper.words import PT
from shopdesk.gui.theme import Theme, chinese_font
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.pages.promotions.page import PromotionsPage
    from shopdesk.gui.print_dialog import Printable

_HEAD, _FOOT = 22.0, 14.0  # points above and below the picture
_LETTERS = 8  # points, of the picture
_ZOOMS = {False: (1.0, 1.2), True: (1.3, 1.5, 1.8, 2.0)}  # by A3: letters of 6.7 points on A4 and 5.7 on A3 at least
_NOBODYS_DAY = date.min  # no day is today on paper, which is read for months
Drawn = Callable[[QPainter], None]


def print_year(page: PromotionsPage) -> None:
    """Load the year in view and show it as pages to print or to save as PDF."""
    year, store_id, services = page.toolbar.place[0], page.context.store_id, page.context.services

    def work() -> CalendarData:
        with services.reading():
            return load(services, store_id, date(year, 1, 1), date(year, 12, 31), None)

    def show(data: CalendarData) -> None:
        from shopdesk.gui.print_dialog import PrintDialog

        heading = tr("What to print")
        printables = year_printables(data, year, page.context.store.name)
        page.dialog = PrintDialog(page.context, "promotions.yearPrinting", tr("Print the year"), printables, heading)
        open_once(page.dialog)

    page.context.tasks.database(work, done=show, owner=page)


def year_printables(data: CalendarData, year: int, store: str) -> list[Printable]:
    """What can be printed of a year; each is set when it is chosen."""
    from shopdesk.gui.print_dialog import Printable
    from shopdesk.gui.printing import html_pages
    from shopdesk.reporting.year_list import year_html

    title = tr("Calendar of {year}, {store}", year=year, store=store)

    def pictures(draw: Callable[[CalendarData, int, bool], list[Drawn]], a3: bool) -> Callable[[], list[Leaf]]:
        return lambda: _leaves(draw(data, year, a3), title, a3=a3)

    def listed() -> list[Leaf]:
        return html_pages(year_html(title, campaign_lines(data), day_lines(data)), title=title)

    return [
        Printable("timeline", tr("Timeline, A4"), title, pictures(_timeline, False)),
        Printable("timelineA3", tr("Timeline, A3"), title, pictures(_timeline, True)),
        Printable("months", tr("Twelve months, A4"), title, pictures(_months, False)),
        Printable("monthsA3", tr("Twelve months, A3"), title, pictures(_months, True)),
        Printable("list", tr("List of days and campaigns"), title, listed),
    ]


def _body() -> tuple[int, int]:
    """Width and height of the picture in points, on A4 across."""
    return int((HEIGHT - 2 * MARGIN) / PT), int((WIDTH - 2 * MARGIN) / PT - _HEAD - _FOOT)


def _on_paper(view: YearView, data: CalendarData, year: int, zoom: float = 1) -> None:
    """Set a view for the page; letters are so much smaller as the picture is larger before it is put on the page."""
    width, height = _body()
    font = QFont(chinese_font() or "sans-serif")
    font.setPixelSize(_LETTERS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    view.put_on_paper(font, year, data, QSize(int(width * zoom), int(height * zoom)))


def _months(data: CalendarData, year: int, _a3: bool) -> list[Drawn]:
    view = YearView(Theme(dark=False), _NOBODYS_DAY)
    _on_paper(view, data, year)
    return [view.paint]


def _timeline(data: CalendarData, year: int, a3: bool) -> list[Drawn]:
    """The whole year on one page where its letters stay readable on that paper, otherwise as few pages as it takes."""
    view = YearTimeline(Theme(dark=False), _NOBODYS_DAY)
    zooms = _ZOOMS[a3]
    for zoom in zooms:
        _on_paper(view, data, year, zoom)
        groups = _groups(view, int(_body()[1] * zoom) - view.legend_height)
        if len(groups) == 1:
            break
    else:
        zoom = zooms[0]
        _on_paper(view, data, year, zoom)
        groups = _groups(view, int(_body()[1] * zoom) - view.legend_height)
    return [_part(view, months, zoom) for months in groups]


def _groups(view: YearTimeline, free: int) -> list[list[int]]:
    """As many months on a page as its height holds."""
    groups: list[list[int]] = []
    for month in MONTHS:
        if groups and view.month_rect(month).bottom() - view.month_rect(groups[-1][0]).top() < free:
            groups[-1].append(month)
        else:
            groups.append([month])
    return groups


def _part(view: YearTimeline, months: Sequence[int], zoom: float) -> Drawn:
    """Some months of the timeline; one with more bars than a page is high is drawn smaller."""
    room = int(_body()[1] * zoom)
    top = view.month_rect(months[0]).top()
    high = view.month_rect(months[-1]).bottom() - top + 1
    free = room - view.legend_height

    def draw(painter: QPainter) -> None:
        painter.save()
        painter.scale(1 / zoom, 1 / zoom)
        painter.save()
        if high > free:
            painter.scale(free / high, free / high)
        painter.translate(0, -top)
        view.paint_months(painter, months)
        painter.restore()
        painter.setFont(view.font())
        view.paint_legend(painter, room)
        painter.restore()

    return draw


def _leaves(pictures: Sequence[Drawn], title: str, *, a3: bool) -> list[Leaf]:
    width, height = _body()
    head, small = QFont(chinese_font() or "sans-serif"), QFont(chinese_font() or "sans-serif")
    head.setPixelSize(13)
    head.setBold(True)
    small.setPixelSize(8)

    def leaf(number: int, picture: Drawn) -> Leaf:
        def draw(painter: QPainter) -> None:
            painter.save()
            painter.translate(MARGIN, MARGIN)
            painter.scale(PT, PT)
            painter.setFont(head)
            painter.setPen(QColor("#000000"))
            painter.drawText(QRectF(0, 0, width, _HEAD), Qt.AlignmentFlag.AlignLeft, title)
            painter.translate(0, _HEAD)
            picture(painter)
            painter.setFont(small)
            painter.setPen(QColor("#555555"))
            foot = QRectF(0, height, width, _FOOT)
            text = tr("Page {page} of {pages}", page=number, pages=len(pictures))
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
            painter.restore()

        page = Leaf(landscape=True, a3=a3)
        page.draws.append(draw)
        return page

    return [leaf(number, picture) for number, picture in enumerate(pictures, 1)]

"""The daily worksheet set on A4: heads, the form, signatures, and on the back open problems and the timetable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from shopdesk.gui.paper.table import Column, Draw, Row, Table, draw_heading, draw_rows
from shopdesk.gui.paper.words import GREY, PT, Words
from shopdesk.infra.i18n import tr
from shopdesk.reporting.daily_sheet import DayPaper, columns, problem_columns

MM = PT * 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
MARGIN = 11 * MM
_A3_ZOOM = 297 / 210
BODY = WIDTH - 2 * MARGIN
BOTTOM = HEIGHT - MARGIN - 12 * PT
_SHARES = (24, 44, 108, 124, 54, 28, 68, 44, 46)
_PROBLEM_SHARES = (27, 165, 44, 62, 48, 44, 60, 83)
_ROOMS = (44, 40, 36, 33, 30, 28, 26, 24, 22)
_BLANK_PROBLEMS = 4
_NEW_LINE = "\u2028"


class Leaf:
    """One page of A4, upright unless ``landscape``: what is drawn on it, in order. On A3 the same is larger."""

    def __init__(self, *, landscape: bool = False, a3: bool = False) -> None:
        """Nothing yet."""
        self.landscape = landscape
        self.a3 = a3
        self.draws: list[Draw] = []

    def draw(self, painter: QPainter) -> None:
        """Draw it on a painter scaled to layout units."""
        for draw in self.draws:
            draw(painter)


def set_paper(paper: DayPaper, known: dict[tuple[object, ...], Words] | None = None) -> list[Leaf]:
    """The pages of one form; ``known`` are the words that forms before it had set.

    Blank rows are as tall as they can be without needing a further page, so that there is room to write.
    """
    known = {} if known is None else known
    fewest = _Setter(paper, _ROOMS[-1], known).pages
    if paper.filled:
        return fewest
    for room in _ROOMS:
        pages = _Setter(paper, room, known).pages
        if len(pages) <= max(2, len(fewest)):
            return pages
    return fewest


def _widths(shares: Sequence[float]) -> list[float]:
    return [share * BODY / sum(shares) for share in shares]


class _Setter:
    """Puts one form on pages."""

    def __init__(self, paper: DayPaper, room: float, known: dict[tuple[object, ...], Words]) -> None:
        self._paper = paper
        self._known = known
        self.pages: list[Leaf] = []
        self._y = self._top = 0.0
        self._new_page()
        for sentence in paper.news:
            words = Words(sentence, BODY, points=8.5, bold=True)
            self._say(words, MARGIN, self._y)
            self._y += words.height + 3 * PT
        if paper.rows:
            self._table(self._form(room))
        else:
            self._y += 6 * PT
            self._say(Words(tr("No item is asked on this day."), BODY, points=9), MARGIN, self._y)
            self._y += 14 * PT
        self._signatures()
        if paper.problems is not None:
            self._problems()
        if paper.timetable:
            self._timetable()
        self._feet()

    # --- pages -----------------------------------------------------------------------------------------------------

    def _new_page(self) -> None:
        self.pages.append(Leaf())
        self._y = MARGIN
        self._head()
        self._top = self._y

    def _add(self, draw: Draw) -> None:
        self.pages[-1].draws.append(draw)

    def _say(self, words: Words, x: float, y: float) -> None:
        self._add(lambda painter: words.draw(painter, x, y))

    def _head(self) -> None:
        paper = self._paper
        title = Words(paper.title, BODY, points=14, bold=True, centred=True)
        self._say(title, MARGIN, self._y)
        self._y += title.height + 5 * PT
        fields = (
            (tr("Store"), paper.store, 0.34),
            (tr("Date"), paper.day, 0.3),
            (tr("Checked by"), paper.checker, 0.36),
        )
        left, tall = MARGIN, 0.0
        for name, value, share in fields:
            tall = max(tall, self._field(name, value, left, BODY * share - 8 * PT))
            left += BODY * share
        self._y += tall + 5 * PT

    def _field(self, name: str, value: str, left: float, width: float) -> float:
        """A name and what stands on its line; without a value the line is there to write on."""
        label = Words(tr("{name}:", name=name), width, points=9, color=GREY)
        indent = label.natural_width + 4 * PT
        text = Words(value, width - indent, points=9, bold=bool(value))
        y = self._y
        tall = max(label.height, text.height)
        self._say(label, left, y)
        self._say(text, left + indent, y)
        line = QLineF(left + indent, y + tall + PT, left + width, y + tall + PT)
        self._add(lambda painter: _draw_line(painter, line))
        return tall

    def _feet(self) -> None:
        pages = len(self.pages)
        for number, page in enumerate(self.pages, start=1):
            left = Words(f"{self._paper.store} · {self._paper.day}", BODY * 0.8, points=7, color=GREY)
            right = Words(f"{number}/{pages}", BODY * 0.2, points=8, color=GREY, right=True)
            y = HEIGHT - MARGIN - 9 * PT
            page.draws.append(lambda painter, words=left, y=y: words.draw(painter, MARGIN, y))  # type: ignore[misc]
            page.draws.append(
                lambda painter, words=right, y=y: words.draw(painter, MARGIN + BODY * 0.8, y)  # type: ignore[misc]
            )

    # --- tables ----------------------------------------------------------------------------------------------------

    def _form(self, room: float) -> Table:
        titles, widths = columns(), _widths(_SHARES)
        kinds = (
            {"centred": True},
            {"centred": True, "points": 7.5},
            {"points": 8},
            {"points": 7, "grey": True},
            {"points": 7, "centred": True},
            {"centred": True},
            {"points": 7.5},
            {"points": 7.5, "centred": True},
            {"points": 7.5},
        )
        table = Table(
            [Column(title, width, **kind) for title, width, kind in zip(titles, widths, kinds, strict=True)],  # type: ignore[arg-type]
            group_column=1,
            minimum=room * PT,
            known=self._known,
        )
        for row in self._paper.rows:
            words = (str(row.number), "", row.item, row.requirement, row.duty)
            table.add((*words, row.mark, row.problem, row.owner, row.result), row.area)
        return table

    def _table(self, table: Table) -> None:
        """Rows page by page under a heading; a row goes to the next page whole, unless it is taller than a page."""
        heading, tall = table.heading()
        waiting = list(table.rows)
        while waiting:
            if self._y + tall + waiting[0].height > BOTTOM and self._y > self._top:
                self._new_page()
            room = BOTTOM - self._y - tall
            if waiting[0].height > room:
                waiting[:1] = waiting[0].split(room)
            self._add(draw_heading(table, heading, MARGIN, self._y, tall))
            self._y += tall
            here: list[Row] = []
            height = 0.0
            while waiting and (self._y + height + waiting[0].height <= BOTTOM or not here):
                height += waiting[0].height
                here.append(waiting.pop(0))
            self._add(draw_rows(table, here, MARGIN, self._y))
            self._y += height

    def _signatures(self) -> None:
        tall = 34 * PT
        if self._y + tall > BOTTOM:
            self._new_page()
        self._y += 16 * PT
        names = (tr("Checked by (signature)"), tr("Supervisor (signature)"), tr("Signed on"))
        left = MARGIN
        for name in names:
            self._field(name, "", left, BODY / 3 - 10 * PT)
            left += BODY / 3
        if self._paper.progress:
            self._y += 14 * PT
            self._say(Words(self._paper.progress, BODY, points=7.5, color=GREY), MARGIN, self._y)
            self._y += 4 * PT
        self._y += 22 * PT

    # --- the back --------------------------------------------------------------------------------------------------

    def _title(self, text: str, need: float) -> None:
        words = Words(text, BODY, points=11, bold=True)
        if self._y + words.height + 4 * PT + need > BOTTOM:
            self._new_page()
        self._say(words, MARGIN, self._y)
        self._y += words.height + 4 * PT

    def _problems(self) -> None:
        problems = self._paper.problems or ()
        self._title(tr("Open problems"), 50 * PT)
        widths = _widths(_PROBLEM_SHARES)
        table = Table(
            [
                Column(title, width, points=8 if index == 1 else 7.5, centred=index not in (1, 7))
                for index, (title, width) in enumerate(zip(problem_columns(), widths, strict=True))
            ],
            minimum=20 * PT,
            known=self._known,
        )
        for number, problem in enumerate(problems, start=1):
            # Two lines of their own: broken by width, the word would be torn in two.
            due = f"{problem.due}{_NEW_LINE}{tr('overdue', context='due day')}" if problem.late else problem.due
            cells = (
                str(number),
                problem.title,
                problem.severity,
                problem.owner,
                problem.opened,
                due,
                problem.state,
                "",
            )
            table.add(cells, bold=(5,) if problem.late else ())
        for number in range(len(problems) + 1, _BLANK_PROBLEMS + 1 if not self._paper.filled else 1):
            table.add((str(number), *[""] * 7))
        if not table.rows:
            self._say(Words(tr("No open problems."), BODY, points=8.5), MARGIN, self._y)
            self._y += 16 * PT
        self._table(table)
        self._y += 12 * PT

    def _timetable(self) -> None:
        """The day's times in two columns of rows, read down."""
        entries = self._paper.timetable or ()
        half = (len(entries) + 1) // 2
        widths = _widths((44, 172, 22) * 2)
        titles = (tr("Time"), tr("What to do", context="timetable"), tr("Done", context="column of the form")) * 2
        table = Table(
            [
                Column(title, width, points=7, centred=index % 3 != 1)
                for index, (title, width) in enumerate(zip(titles, widths, strict=True))
            ],
            known=self._known,
        )
        for index in range(half):
            other = entries[half + index : half + index + 1]
            cells = [cell for one in (entries[index], *other) for cell in (one.times, one.text, one.done or one.mark)]
            table.add((*cells, *[""] * (6 - len(cells))))
        whole = table.heading()[1] + sum(row.height for row in table.rows)
        self._title(tr("The day's timetable"), min(whole, BOTTOM - MARGIN - 80 * PT))
        self._table(table)


def _draw_line(painter: QPainter, line: QLineF) -> None:
    painter.setPen(QPen(QColor("#555555"), 0.5 * PT))
    painter.drawLine(line)


def paint_page(painter: QPainter, page: Leaf, dots_per_inch: float) -> None:
    """Draw a page whose upper left paper corner is the painter's origin."""
    painter.save()
    scale = dots_per_inch / 72 / PT * (_A3_ZOOM if page.a3 else 1)
    painter.scale(scale, scale)
    painter.setClipRect(QRectF(0, 0, HEIGHT, WIDTH) if page.landscape else QRectF(0, 0, WIDTH, HEIGHT))
    # A preview keeps only changes of the pen and replays them on a widget with its own; so black must be a change.
    painter.setPen(QColor("white"))
    page.draw(painter)
    painter.restore()

"""The list of open problems set on A4."""

from __future__ import annotations

from shopdesk.gui.paper.daily import BODY, BOTTOM, HEIGHT, MARGIN, Leaf
from shopdesk.gui.paper.table import Column, Draw, Row, Table, draw_heading, draw_rows
from shopdesk.gui.paper.words import GREY, PT, Words
from shopdesk.infra.i18n import tr
from shopdesk.reporting.problem_list import ProblemPaper, list_columns

_SHARES = (24, 60, 178, 40, 48, 58, 50, 92)
_LEFT = (2, 7)  # the columns whose words begin at the left


def set_problems(paper: ProblemPaper) -> list[Leaf]:
    """The pages of the list; the heading is repeated, a row is never cut."""
    return _Setter(paper).pages


class _Setter:
    """Puts one list on pages."""

    def __init__(self, paper: ProblemPaper) -> None:
        self._paper = paper
        self.pages: list[Leaf] = []
        self._y = 0.0
        self._new_page()
        table = self._rows()
        self._set(table)
        if not table.rows:
            self._say(Words(tr("No open problems."), BODY, points=9))
        self._feet()

    def _new_page(self) -> None:
        self.pages.append(Leaf())
        self._y = MARGIN
        paper = self._paper
        for words, gap in (
            (Words(paper.title, BODY, points=14, bold=True, centred=True), 4),
            (Words(f"{paper.store} · {paper.day}", BODY, points=9.5, centred=True), 3),
            (Words(paper.summary, BODY, points=8.5, color=GREY, centred=True), 6),
        ):
            self._say(words)
            self._y += words.height + gap * PT

    def _say(self, words: Words) -> None:
        y = self._y
        self._add(lambda painter: words.draw(painter, MARGIN, y))

    def _add(self, draw: Draw) -> None:
        self.pages[-1].draws.append(draw)

    def _rows(self) -> Table:
        widths = [share * BODY / sum(_SHARES) for share in _SHARES]
        columns = [
            Column(title, width, points=8.5 if place == 2 else 8, centred=place not in _LEFT)
            for place, (title, width) in enumerate(zip(list_columns(), widths, strict=True))
        ]
        table = Table(columns, group_column=1 if self._paper.by_owner else -1, minimum=26 * PT)
        for row in self._paper.rows:
            about = f"\u2028[{row.about}]" if row.about else ""
            owner = "" if self._paper.by_owner else row.owner
            cells = (str(row.number), owner, row.title + about, row.severity, row.opened, row.due, row.state, "")
            table.add(cells, row.owner if self._paper.by_owner else "", bold=(5,) if row.late else ())
        return table

    def _set(self, table: Table) -> None:
        heading, tall = table.heading()
        waiting = list(table.rows)
        while waiting:
            self._add(draw_heading(table, heading, MARGIN, self._y, tall))
            self._y += tall
            here: list[Row] = []
            height = 0.0
            while waiting and (self._y + height + waiting[0].height <= BOTTOM or not here):
                height += waiting[0].height
                here.append(waiting.pop(0))
            self._add(draw_rows(table, here, MARGIN, self._y))
            self._y += height
            if waiting:
                self._new_page()

    def _feet(self) -> None:
        for number, page in enumerate(self.pages, start=1):
            words = Words(f"{number}/{len(self.pages)}", BODY, points=8, color=GREY, right=True)
            y = HEIGHT - MARGIN - 9 * PT
            page.draws.append(lambda painter, words=words, y=y: words.draw(painter, MARGIN, y))  # type: ignore[misc]

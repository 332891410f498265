"""What leaves the program of a chart: a picture, a workbook, a text table, the clipboard; one menu for all charts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QToolButton, QWidget

from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.gui.charts.answer_drawing import heading_text
from shopdesk.gui.charts.picture import write_picture
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import action, menu_button
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_MARGIN = 12


def save_menu(name: str, acts: Sequence[tuple[str, str, Callable[[], Any]]]) -> QToolButton:
    """The button "Save" of a chart, with what it can be saved as: name, words and act of each."""
    made = menu_button(name, tr("Save as", context="chart"), spoken=tr("Save or copy the chart"))
    for code, words, act in acts:
        made.menu().addAction(action(f"{name}.{code}", words, act, made))
    return made


class AnswerFiles:
    """Saves the chart that is shown."""

    def __init__(self, context: PageContext, parent: QWidget, title: str) -> None:
        """Nothing is shown yet; files are called after ``title``."""
        self._context, self._parent, self._title = context, parent, title
        self._answer: ChartAnswer | None = None
        self._about = ""

    def button(self, name: str, drawing: QWidget, theme: Theme) -> QToolButton:
        """Picture, workbook, text table, clipboard."""
        return save_menu(
            name,
            (
                ("picture", tr("Save picture…"), lambda: self._save_picture(drawing, theme)),
                ("excel", tr("Export to Excel…"), lambda: self._save_rows(FileKind.WORKBOOK)),
                ("csv", tr("Export as CSV…"), lambda: self._save_rows(FileKind.CSV)),
                ("copy", tr("Copy data"), self.copy),
            ),
        )

    def show(self, answer: ChartAnswer, about: str) -> None:
        """Save this from now on; ``about`` says of which days and store it is."""
        self._answer, self._about = answer, about

    def copy(self) -> None:
        """Put the points on the clipboard as tab-separated text."""
        if self._answer is None or not self._answer.points:
            return
        headings, _kinds, rows = table_of(self._answer, Reader(today=self._context.clock.today(), say=tr))
        lines = [headings, *([_cell_text(cell) for cell in row] for row in rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._context.messages.success(tr("Copied {count} lines. Paste them into a spreadsheet.", count=len(rows)))

    def _save_rows(self, kind: FileKind) -> None:
        if self._answer is None or not self._answer.points:
            return
        headings, kinds, rows = table_of(self._answer, Reader(today=self._context.clock.today(), say=tr))
        save_rows(self._context, self._parent, kind, f"{self._title} {self._about}", headings, kinds, rows)

    def _save_picture(self, drawing: QWidget, theme: Theme) -> None:
        answer = self._answer
        if answer is None or not answer.points:
            return
        said = sentences(map(tr, answer.said))
        picture = framed(drawing, theme, (self._title, self._about, said))
        save_file(
            self._context,
            self._parent,
            title=tr("Save picture"),
            suggested=f"{self._title} {self._about}",
            kind=FileKind.PICTURE,
            write=lambda target: write_picture(picture, target),
        )


def save_rows(
    context: PageContext,
    parent: QWidget,
    kind: FileKind,
    title: str,
    headings: Sequence[str],
    kinds: Sequence[Kind | None],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Ask for a file called ``title`` and write the figures of a chart to it, as a workbook or as text."""

    def write(target: Path) -> None:
        from shopdesk.reporting.record_sheet import write_csv, write_records

        if kind is FileKind.CSV:
            write_csv(target, headings, kinds, rows)
        else:
            write_records(target, title, headings, kinds, rows)

    save_file(
        context,
        parent,
        title=tr("Export to Excel") if kind is FileKind.WORKBOOK else tr("Export as CSV"),
        suggested=title,
        kind=kind,
        write=write,
        working=tr("Writing the rows"),
    )


def table_of(answer: ChartAnswer, reader: Reader) -> tuple[list[str], list[Kind | None], list[list[Any]]]:
    """The points as a table: headings, kinds of columns, and rows with figures as figures and texts as shown."""
    headings = [heading_text(field) for field in answer.fields]
    figures = frozenset({Kind.MONEY, Kind.COUNT, Kind.DECIMAL, Kind.RATE, Kind.DAY, Kind.MONTH})
    kinds = [field.kind if field.kind in figures else None for field in answer.fields]
    rows = [
        [
            cell if cell is None or field.kind in figures else reader.shown(field, cell)
            for field, cell in zip(answer.fields, point.cells, strict=True)
        ]
        for point in answer.points
    ]
    return headings, kinds, rows


def _cell_text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def framed(drawing: QWidget, theme: Theme, lines: Sequence[str]) -> QPixmap:
    """A drawing at twice its size below its title, days and what it says."""
    font, bold = drawing.font(), QFont(drawing.font())
    bold.setWeight(QFont.Weight.DemiBold)
    room = drawing.width() - 2 * _MARGIN
    flags = int(Qt.TextFlag.TextWordWrap)
    heads = []
    top = _MARGIN
    for number, words in enumerate(filter(None, lines)):
        box = QFontMetrics(bold if not number else font).boundingRect(QRect(0, 0, room, 10_000), flags, words)
        heads.append((QRectF(_MARGIN, top, room, box.height() + 2), words, bold if not number else font))
        top += box.height() + 6
    picture = QPixmap(math.ceil(drawing.width() * 2), math.ceil((drawing.height() + top) * 2))
    picture.setDevicePixelRatio(2)
    picture.fill(theme.surface)
    painter = QPainter(picture)
    for number, (box, words, kind) in enumerate(heads):
        painter.setFont(kind)
        painter.setPen(theme.text if number != 1 else theme.muted)
        painter.drawText(box, flags, words)
    drawing.render(painter, QPoint(0, top), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return picture

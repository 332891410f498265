"""Native charts, set so that both Excel and LibreOffice draw their axes, gaps and straight lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties

if TYPE_CHECKING:
    from shopdesk.reporting.book.sheet import Sheet

Area = tuple[int, int, int, int]
"""First column and row, and the column and row at which the chart ends: it keeps to its cells in any program."""

COLORS = ("2F6FDE", "9AA7BD", "D9731A", "1F9D6B", "9A4FD3", "C8385A")


def line_chart(
    host: Sheet,
    area: Area,
    title: str,
    source: Sheet,
    columns: Sequence[int],
    rows: tuple[int, int],
    categories: int,
    *,
    number_format: str = "#,##0",
) -> None:
    """Columns as lines over the rows from the heading row to the last."""
    chart = LineChart()
    chart.display_blanks = "gap"
    _fill(chart, host, area, title, source, columns, rows, categories, number_format)
    for index, series in enumerate(chart.series):
        series.smooth = False
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill = COLORS[index % len(COLORS)]
        series.graphicalProperties.line.width = 28_000 if index == 0 else 19_000
        if index:
            series.graphicalProperties.line.dashStyle = "dash" if index == 1 else "sysDot"


def bar_chart(
    host: Sheet,
    area: Area,
    title: str,
    source: Sheet,
    columns: Sequence[int],
    rows: tuple[int, int],
    categories: int,
    *,
    number_format: str = "#,##0",
    lying: bool = False,
    whole: bool = False,
) -> None:
    """Columns as bars; ``lying`` for long names, ``whole`` for shares, whose axis runs from 0 to 1."""
    chart = BarChart()
    chart.type = "bar" if lying else "col"
    chart.gapWidth = 60
    _fill(chart, host, area, title, source, columns, rows, categories, number_format)
    if whole:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
    for index, series in enumerate(chart.series):
        series.graphicalProperties = GraphicalProperties(solidFill=COLORS[index % len(COLORS)])


def _fill(
    chart: Any,
    host: Sheet,
    area: Area,
    title: str,
    source: Sheet,
    columns: Sequence[int],
    rows: tuple[int, int],
    categories: int,
    number_format: str,
) -> None:
    chart.title = title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1100, b=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = CharacterProperties(sz=1100, b=True)
    first, last = rows
    for column in columns:
        chart.add_data(Reference(source.worksheet, min_col=column, min_row=first, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(source.worksheet, min_col=categories, min_row=first + 1, max_row=last))
    # Without this the axes are written as deleted, and Excel shows none.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = number_format
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9DEE8", w=6_350))
    chart.y_axis.title = chart.x_axis.title = None
    if len(columns) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    left, top, right, bottom = area
    chart.anchor = TwoCellAnchor(
        _from=AnchorMarker(col=left - 1, row=top - 1, colOff=36_000, rowOff=36_000),
        to=AnchorMarker(col=right - 1, row=bottom - 1),
    )
    host.worksheet.add_chart(chart)

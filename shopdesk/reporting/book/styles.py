"""How each kind of cell looks, said once: letters, colours, borders, number formats."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from shopdesk.domain.kpi import Kpi, Unit, Value
from shopdesk.reporting.book.values import yuan

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray

_LINE = Side(style="thin", color="FFC9D1DD")
_EDGE = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="FFE3ECFC")
_TOTAL_FILL = PatternFill("solid", fgColor="FFF1F4F9")
_FONT = "Microsoft YaHei"
_QUIET = "FF586474"
_WRAP: dict[str, Any] = {"vertical": "center", "wrap_text": True}
_SIDES = {"text": "left", "strong": "left", "middle": "center", "date": "center", "index": "center"}
_FORMATS = {
    "money": "#,##0.00",
    "count": "#,##0",
    "number": "#,##0.0",
    "seconds": "#,##0.0",
    "score": "0.00",
    "multiple": "#,##0.00",
    "rate": "0.00%",
    "change": "+0.0%;-0.0%;0.0%",
    "step": "+0.00;-0.00;0.00",
    "move": "+#,##0.00;-#,##0.00;0.00",
    "date": "yyyy-mm-dd",
    "index": "0",
}
_WITHOUT_EDGE = frozenset({"title", "about", "section", "note"})
KIND_OF_UNIT = {
    Unit.MONEY: "money",
    Unit.COUNT: "count",
    Unit.NUMBER: "number",
    Unit.RATE: "rate",
    Unit.SECONDS: "seconds",
    Unit.SCORE: "score",
    Unit.MULTIPLE: "multiple",
}


def of_kpi(item: Kpi, value: Value) -> Value:
    """A KPI's value as a cell holds it: money in yuan, everything else as it is."""
    return yuan(value) if item.unit is Unit.MONEY else value


class Styles:
    """The named styles of one workbook; each is added when a cell first wears it."""

    def __init__(self, workbook: Workbook) -> None:
        """None yet."""
        self._workbook = workbook
        self._looks: dict[tuple[str, bool], StyleArray] = {}

    def dress(self, cell: Cell | MergedCell, kind: str, total: bool = False) -> None:
        """Give a cell the looks of its kind; ``total`` in a table's last row."""
        look = self._looks.get((kind, total))
        if look is None:
            style = _named_style(kind, total)
            self._workbook.add_named_style(style)
            look = self._looks[kind, total] = style.as_tuple()
        # By its name, the library would search all styles for it at each of thousands of cells. Each cell has a copy,
        # because some change theirs.
        plain: Any = cell
        plain._style = copy(look)


def has_edge(kind: str) -> bool:
    """Whether cells of a kind have a border."""
    return kind not in _WITHOUT_EDGE


def _named_style(kind: str, total: bool) -> NamedStyle:
    name = f"ShopDesk {kind} total" if total else f"ShopDesk {kind}"
    style = NamedStyle(name=name, number_format=_FORMATS.get(kind, "General"))
    if kind == "title":
        style.font, style.alignment = Font(name=_FONT, size=15, bold=True), Alignment(vertical="center")
    elif kind == "about":
        style.font, style.alignment = Font(name=_FONT, size=9, color=_QUIET), Alignment(vertical="center")
    elif kind == "section":
        style.font, style.alignment = Font(name=_FONT, size=11, bold=True), Alignment(vertical="bottom")
    elif kind == "note":
        style.font = Font(name=_FONT, size=9, color=_QUIET)
        style.alignment = Alignment(vertical="top", wrap_text=True)
    elif kind == "head":
        style.font, style.fill, style.border = Font(name=_FONT, size=9, bold=True), _HEAD_FILL, _EDGE
        style.alignment = Alignment(horizontal="center", **_WRAP)
    else:
        style.font, style.border = Font(name=_FONT, size=10, bold=total or kind == "strong"), _EDGE
        if total:
            style.fill = _TOTAL_FILL
        side = _SIDES.get(kind, "right")
        style.alignment = Alignment(horizontal=side, indent=1 if side == "left" else 0, **_WRAP)
    return style

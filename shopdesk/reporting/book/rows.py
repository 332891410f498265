"""The rows of a sheet as the file holds them, with the value that each formula comes to.

The library writes formulas without results. Spreadsheet programs reckon when they open the file; previews on a phone,
in a mail or a chat do not and would show empty totals. It also makes an object of every cell once more while it writes;
a sheet of ours has five kinds of cells, and these are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.dimensions import RowDimension

Results = Mapping[str, Decimal | int]
"""What the formula of a cell comes to, by place."""

_serial: Callable[[date], float] = to_excel
# The standard library's own for this brings its reader of addresses in the web along, a fifth of openpyxl's import.
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def rows_text(
    rows: Iterable[tuple[int, list[Cell | MergedCell]]], looks: Mapping[int, RowDimension], results: Results
) -> str:
    """The content of ``sheetData``.

    Args:
        rows: the number of each row with its cells, in order.
        looks: how high a row is.
        results: what the formulas come to.

    Raises:
        TypeError: a cell holds what is neither text, number, day nor formula.
    """
    parts = []
    for number, cells in rows:
        look = dict(looks[number]) if number in looks else {}
        said = "".join(f' {name}="{value}"' for name, value in look.items() if name != "r")
        parts.append(f'<row r="{number}"{said}>')
        parts += [_cell(number, cell, results) for cell in cells]
        parts.append("</row>")
    return "".join(parts)


def _cell(row: int, cell: Any, results: Results) -> str:
    value, kind = cell.value, cell.data_type
    place = f"{get_column_letter(cell.column)}{row}"
    head = f'<c r="{place}" s="{cell.style_id}"' if cell.has_style else f'<c r="{place}"'
    if value is None or value == "":
        return f"{head}/>"
    if kind == "s":
        # A program that reads XML drops spaces at the ends where nothing forbids it.
        kept = ' xml:space="preserve"' if value != value.strip() else ""
        return f'{head} t="inlineStr"><is><t{kept}>{value.translate(_SIGNS)}</t></is></c>'
    if kind == "f":
        result = results.get(place)
        said = "<v/>" if result is None else f"<v>{result:f}</v>"
        return f"{head}><f>{value[1:].translate(_SIGNS)}</f>{said}</c>"
    if kind == "d":
        return f'{head} t="n"><v>{safe_string(_serial(value))}</v></c>'
    if kind == "n":
        return f'{head} t="n"><v>{safe_string(value)}</v></c>'
    raise TypeError(f"{place} holds {value!r}")

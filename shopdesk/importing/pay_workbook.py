"""Reading the workbook of people and pay: any order of columns, blanks left alone, every fault with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import whole_fen
from shopdesk.domain.payroll.sheets import (
    CLEAR,
    COLUMNS,
    FIGURE,
    ITEM,
    MOST,
    MOST_FEN,
    SHEET_NAMES,
    SINGLE,
    Cleared,
    Column,
    Kind,
    PayWorkbook,
    Row,
    Sheet,
    Trouble,
    Value,
)
from shopdesk.domain.text import Text
from shopdesk.importing.apart import ApartFile

_MOST_YUAN = Decimal(MOST_FEN) / 100
_YES, _NO = {"是", "yes", "y", "true", "1"}, {"否", "no", "n", "false", "0"}
_DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00:00)?$")


def read_pay_workbook(path: Path) -> PayWorkbook:
    """What the workbook says; whatever cannot be taken is listed in ``trouble``.

    Raises:
        UserError: the file cannot be read, or has none of the sheets.
    """
    book = ApartFile(path, "office")
    found = PayWorkbook()
    for sheet in book.sheets:
        code = _sheet_code(sheet.name)
        if code is None:
            found.unknown.append((sheet.name, ""))
        else:
            _read_sheet(found, code, sheet.name, list(book.rows(sheet.index)))
    if not found.rows and not found.single:
        names = ", ".join(zh for zh, _ in SHEET_NAMES.values())
        raise UserError(Text("{file} has none of the sheets {names}. Choose another file.", file=path, names=names))
    return found


def _sheet_code(title: str) -> Sheet | None:
    wanted = _key(title)
    return next((code for code, names in SHEET_NAMES.items() if wanted in {_key(name) for name in names}), None)


def _read_sheet(found: PayWorkbook, code: Sheet, title: str, rows: Sequence[Sequence[Any]]) -> None:
    if code in SINGLE:
        found.single[code] = _read_single(found, code, title, rows)
        return
    found.rows[code] = []
    if not rows:
        return
    columns = [_column(COLUMNS[code], heading) for heading in rows[0]]
    for heading, column in zip(rows[0], columns, strict=True):
        if column is None and heading not in (None, ""):
            found.unknown.append((title, str(heading)))
    known = [column.code for column in columns if column is not None]
    for twice in sorted({name for name in known if known.count(name) > 1}):
        found.trouble.append(Trouble(title, 1, twice, Text("The column stands there twice. Remove one.")))
    for number, row in enumerate(rows[1:], 2):
        pairs = [(column, value) for column, value in zip(columns, row, strict=False) if column is not None]
        cells = _cells(found, title, number, pairs)
        if not cells:
            continue
        if not isinstance(cells.get("name"), str):
            found.trouble.append(Trouble(title, number, "姓名", Text("The row has figures but no name. Enter it.")))
            continue
        found.rows[code].append(Row(number, cells))


def _read_single(
    found: PayWorkbook, code: Sheet, title: str, rows: Sequence[Sequence[Any]]
) -> dict[str, Value | Cleared]:
    values: dict[str, Value | Cleared] = {}
    if not rows:
        return values
    headings = [_key(str(heading or "")) for heading in rows[0]]
    places = [
        next((place for place, heading in enumerate(headings) if heading in {_key(name) for name in names}), None)
        for names in (ITEM, FIGURE)
    ]
    item, figure = places
    if item is None or figure is None:
        found.trouble.append(Trouble(title, 1, "", Text("The columns 项目 and 数值 are missing. Add them.")))
        return values
    for number, row in enumerate(rows[1:], 2):
        name = row[item] if item < len(row) else None
        if name in (None, ""):
            continue
        column = _column(COLUMNS[code], name)
        if column is None:
            found.unknown.append((title, str(name)))
            continue
        if column.code in values:
            found.trouble.append(Trouble(title, number, column.zh, Text("The row stands there twice. Remove one.")))
        values.update(_cells(found, title, number, [(column, row[figure] if figure < len(row) else None)]))
    return values


def _cells(
    found: PayWorkbook, title: str, number: int, pairs: Iterable[tuple[Column, Any]]
) -> dict[str, Value | Cleared]:
    cells: dict[str, Value | Cleared] = {}
    for column, raw in pairs:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            continue
        if isinstance(raw, str) and raw.strip() in (CLEAR, "－", "—", "–"):
            cells[column.code] = Cleared()
            continue
        try:
            cells[column.code] = cell_value(column.kind, raw)
        except UserError as error:
            found.trouble.append(Trouble(title, number, column.zh, error.text))
    return cells


def _column(columns: Iterable[Column], heading: Any) -> Column | None:
    wanted = _key(str(heading or ""))
    return next((column for column in columns if wanted in (_key(column.zh), _key(column.en))), None)


def _key(text: str) -> str:
    """A heading without blanks and without what stands in brackets: 参保(是/否) is 参保."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\(.*?\)|\s", "", plain).casefold()


def cell_value(kind: Kind, raw: Any) -> Value:  # noqa: C901  (one branch for each kind of cell)
    """The value of a cell.

    Raises:
        UserError: it is not what the column takes.
    """
    if kind is Kind.WORDS:
        return _words(raw)
    if kind is Kind.DAY:
        return _day(raw)
    if kind is Kind.YES_NO:
        return _yes_no(raw)
    if kind is Kind.PERCENT:
        return _percent(raw)
    number = _number(raw)
    if kind is not Kind.SIGNED_MONEY and number < 0:
        raise UserError(Text("{value} is below zero. Enter it without the minus sign.", value=raw))
    if kind in (Kind.MONEY, Kind.SIGNED_MONEY):
        if abs(number) > _MOST_YUAN:
            raise UserError(Text("{value} is more than 100,000,000. Check the decimal point.", value=raw))
        return whole_fen(number, raw)
    if number > MOST[kind]:
        raise UserError(Text("{value} is more than {most}. Check it.", value=raw, most=MOST[kind]))
    if kind is Kind.COUNT:
        if number != int(number):
            raise UserError(Text("{value} is no whole number.", value=raw))
        return int(number)
    return number


def _words(raw: Any) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return " ".join(str(raw).split())


def _number(raw: Any) -> Decimal:
    if isinstance(raw, bool | datetime | date):
        raise UserError(Text("{value} is no number.", value=raw))
    text = unicodedata.normalize("NFKC", str(raw)).strip().replace(",", "").lstrip("¥￥").removesuffix("元").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise UserError(Text("{value} is no number.", value=raw)) from None
    if not number.is_finite():
        raise UserError(Text("{value} is no number.", value=raw))
    # A spreadsheet keeps 0.1 + 0.2 as it comes out; twelve places are more than anybody types.
    if isinstance(raw, float) and abs(number) <= _MOST_YUAN:
        return Decimal(f"{round(number, 12).normalize():f}")
    return number


def _percent(raw: Any) -> Decimal:
    text = unicodedata.normalize("NFKC", str(raw)).strip() if isinstance(raw, str) else ""
    value = _number(text.removesuffix("%")) / 100 if text.endswith("%") else _number(raw)
    if value > 1:
        raise UserError(Text("{value} is more than one. Write 8% or 0.08.", value=raw))
    if value < 0:
        raise UserError(Text("{value} is below zero. Enter it without the minus sign.", value=raw))
    return value


def _yes_no(raw: Any) -> bool:
    word = str(raw).strip().casefold().removesuffix(".0")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UserError(Text("{value} is neither 是 nor 否.", value=raw))


def _day(raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    match = _DAY.match(unicodedata.normalize("NFKC", str(raw)).strip())
    if match is None:
        raise UserError(Text("{value} is no day. Write it like 2026-03-01.", value=raw))
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise UserError(Text("{value} is no day. Write it like 2026-03-01.", value=raw)) from None

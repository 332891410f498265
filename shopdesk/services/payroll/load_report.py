"""What loading a workbook changes, cell by cell, and how cells are kept and shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from shopdesk.domain.payroll.sheets import Cleared, Column, Row, Trouble, Value
from shopdesk.domain.text import Text
from shopdesk.services.payroll import known


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changes something: where it stands, whose it is, what was known and what is typed."""

    sheet: str
    name: str
    column: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class LoadReport:
    """What a workbook changes, or would change; with ``trouble`` it changes nothing."""

    hired: list[str] = field(default_factory=list)
    rehired: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    trouble: list[Trouble] = field(default_factory=list)


def person_key(name: str, mark: str) -> str:
    """By what people are told apart: name and note without blanks and letter case."""
    return "".join(name.split()).casefold() + "\n" + "".join(mark.split()).casefold()


def several_of(name: str) -> Text:
    """The question which of several people of one name is meant."""
    return Text("There are several people called {name}. Enter in 备注名 which one is meant.", name=name)


def is_marked(row: Row, cells: known.Cells, code: str) -> bool:
    """Whether a mark stands after the row: as typed, else as known."""
    typed = row.cells.get(code)
    return bool(cells.get(code)) if typed is None else typed is True


def stored_text(value: Value | Cleared) -> str:
    """A cell as the text that is kept; a cleared one is empty."""
    if isinstance(value, Cleared):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def shown_text(column: Column, value: Value) -> str:
    """A cell as the report shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and column.kind in ("money", "signed_money"):
        return f"{Decimal(value) / 100:.2f}"
    if isinstance(value, Decimal) and column.kind == "percent":
        return f"{(value * 100).normalize():f}%"
    return str(value)

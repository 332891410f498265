"""Opens the sources of a calculation to their single rows when somebody asks: reports, orders, days of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.trace import plain
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.widgets.line_tree import Line, LineTree
from shopdesk.infra.i18n import tr
from shopdesk.services.payroll.rows import OPENED, SourceRow, SourceRows

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


@dataclass(frozen=True, slots=True)
class Opened:
    """A source within the tree: whose month, which source, and what the calculation says it brought (yuan or days)."""

    store_id: int
    month: date
    person_id: int | None
    kind: str
    source_id: str
    stated: Fraction | None = None


class RowOpener(QObject):
    """Loads the rows of a source on the database lane when its item is opened for the first time."""

    def __init__(self, context: PageContext, tree: LineTree) -> None:
        """Watch ``tree``."""
        super().__init__(tree)
        self._context = context
        self._tree = tree
        tree.expanded.connect(self._on_expanded)

    def _on_expanded(self, index: QModelIndex) -> None:
        source = self._tree.lines.line(index).stands_for
        if not isinstance(source, Opened):
            return
        self._tree.lines.line(index).stands_for = None
        place = QPersistentModelIndex(index)
        rows = self._context.services.payroll.rows

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._context.messages.error(tr(error.text))

        self._context.tasks.database(
            lambda: rows.of_source(source.store_id, source.month, source.kind, source.source_id, source.person_id),
            done=lambda found: self._show(place, source, found),
            failed=failed,
            owner=self._tree,
        )

    def _show(self, place: QPersistentModelIndex, source: Opened, found: SourceRows) -> None:
        if not place.isValid():
            return  # Another line is shown by now.
        lines = []
        for entry in found.rows:
            line = value_line(_words(entry), _amount(entry.amount, found.money))
            if entry.opens is not None:
                kind, source_id = entry.opens
                stated = None if entry.amount is None else Fraction(entry.amount)
                line = opening(line, Opened(source.store_id, source.month, source.person_id, kind, source_id, stated))
            lines.append(line)
        total = Fraction(found.total)
        foot = tr("{count} rows add up to", count=len(found.rows))
        if source.stated is not None and source.stated != total:
            foot = tr("{foot} (the figure is {stated}: the rest has no rows, or they changed since)", foot=foot,
                      stated=_amount(source.stated, found.money))  # fmt: skip
        self._tree.lines.show_below(place, [*lines, value_line(foot, _amount(total, found.money))])


def value_line(words: str, value: str = "") -> Line:
    """What something is, and its figure."""
    return Line((words, value), tip=words)


def opening(line: Line, source: Opened) -> Line:
    """Let a line be opened to the rows of ``source``, where such a source is made of rows."""
    if source.kind in OPENED:
        line.stands_for = source
        line.below.append(value_line(tr("Loading…")))
    return line


def stated_amount(source: Mapping[str, str]) -> Fraction | None:
    """What a source of a kept calculation brought; fen, days or pieces as they were gathered."""
    return Fraction(source["amount"]) if source.get("amount") else None


def _amount(value: object, money: bool) -> str:
    if value is None:
        return NO_DATA
    exact = Fraction(str(value))
    return format_yuan(int(exact)) if money else plain(exact)


def _words(entry: SourceRow) -> str:
    parts = [entry.day.isoformat(), entry.name]
    if entry.file_name and entry.imported_on is not None:
        parts.append(tr("{file}, imported {day}", file=entry.file_name, day=entry.imported_on.isoformat()))
    return " · ".join(part for part in parts if part)

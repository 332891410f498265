"""HTML tables and XML spreadsheets named .xls: what “export to Excel” buttons of web pages often write."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.importing.detect import locked
from shopdesk.importing.sheets import SheetInfo

_ROWS = {"tr", "row"}
_CELLS = {"td", "th", "cell"}
_TABLES = {"table"}
_IGNORED = {"script", "style", "head"}
_MOST_SPAN = 1000


class _Tables(HTMLParser):
    """Collects the tables of a page; a table within a cell counts as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._ignored = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _IGNORED:
            self._ignored += 1
        elif tag in _TABLES:
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag in _ROWS and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in _CELLS and self._open and self._open[-1]:
            self._end_cell()
            found = {name.rpartition(":")[2]: value for name, value in attrs}
            row = self._open[-1][-1]
            index = found.get("index") or ""
            if tag == "cell" and index.isdigit():
                row.extend([""] * min(int(index) - 1 - len(row), _MOST_SPAN))
            span = found.get("colspan") or "1"
            self._span = min(int(span), _MOST_SPAN) if span.isdigit() and int(span) else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _IGNORED:
            self._ignored = max(0, self._ignored - 1)
        elif tag in _CELLS or tag in _ROWS:
            self._end_cell()
        elif tag in _TABLES and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._ignored:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            self._open[-1][-1].extend([" ".join("".join(self._cell).split())] + [""] * (self._span - 1))
        self._cell = None
        self._span = 1


def _without_open_comment(page: str) -> str:
    """The page up to a comment that never ends; the parser would look for its end once for every one begun."""
    begun = page.find("<!--", page.rfind("-->") + 1)
    return page if begun < 0 else page[:begun]


class MarkupFile:
    """The tables of a page, one sheet each."""

    def __init__(self, path: Path, encoding: str) -> None:
        """Read ``path`` whole; such files are never large.

        Raises:
            UserError: the page holds no table.
        """
        self.path = path
        self.encoding: str | None = encoding
        parser = _Tables()
        try:
            parser.feed(_without_open_comment(path.read_text(encoding=encoding, errors="replace")))
        except OSError as error:
            raise locked(path, error) from error
        parser.close()
        self._tables = [table for table in parser.tables if any(table)]
        if not self._tables:
            raise UserError(
                Text(
                    "{file} is a web page without a table. Export the report from the platform instead of saving the "
                    "page.",
                    file=path.name,
                )
            )
        self.sheets = tuple(SheetInfo(index, f"{index + 1}") for index in range(len(self._tables)))

    def rows(self, sheet: int) -> Iterator[list[str]]:
        """The rows of a table."""
        return iter(self._tables[sheet])

    def share_read(self) -> float:
        """All of it: the page was read when it was opened."""
        return 1.0

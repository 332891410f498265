"""A file as sheets of rows, the same for workbooks, delimited text and the HTML tables that call themselves .xls."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.importing.blocks import Block, in_blocks
from shopdesk.importing.detect import FileForm, detect, locked, neither

MOST_COLUMNS = 2000
_LARGEST_FIELD = 1 << 20
_EARLY_ROWS = 50
_DELIMITERS = ",\t;|"
_FEET = ("#", "-----", "支出合计", "收入合计", "导出时间")


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet by its place, its name (empty for text files) and whether the file hides it."""

    index: int
    name: str
    hidden: bool = False


class TableFile(Protocol):
    """A file that can be read row by row, as often as needed."""

    path: Path
    encoding: str | None
    sheets: tuple[SheetInfo, ...]

    def rows(self, sheet: int) -> Iterator[Sequence[Any]]:
        """The rows of a sheet from its first one; rows without any content are included."""

    def blocks(self, sheet: int, after: int = 0) -> Iterator[Block]:
        """The same rows, some at a time, without the first ones."""

    def share_read(self) -> float:
        """How much of the sheet being read is behind us, 0 to 1."""


def open_table(path: Path, encoding: str | None = None) -> TableFile:
    """Open a file whatever its name says it is.

    Raises:
        UserError: it is no readable table; the sentence says what it is and what to do.
        EnvironmentFault: the system does not let us read it.
    """
    found = detect(path, encoding)
    if found.form is FileForm.PACKED:
        from shopdesk.importing.packed import PackedFile

        return PackedFile(path, encoding)
    if found.form is not FileForm.DELIMITED:
        from shopdesk.importing.apart import ApartFile

        return ApartFile(path, found.form.value, found.encoding)
    assert found.encoding is not None
    return DelimitedFile(path, found.encoding, cut=found.cut)


def damaged(path: Path, cause: str) -> UserError:
    """The refusal of a file whose reader stumbled over ``cause``."""
    return UserError(
        Text("{file} is damaged or cut off ({cause}). Export it again from the platform.", file=path.name, cause=cause)
    )


def check_width(path: Path, width: int) -> None:
    """Refuse a table wider than any export.

    Raises:
        UserError: naming the width.
    """
    if width > MOST_COLUMNS:
        raise UserError(
            Text(
                "A sheet of {file} has {count} columns; no export has as many. Choose the export file.",
                file=path.name,
                count=width,
            )
        )


def _evenly_cut(lines: Sequence[str], mark: str) -> int:
    """How many separations a mark makes in lines of the commonest width: amounts with commas have them anywhere."""
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _is_foot(first: str) -> bool:
    """Whether a last line of one field is a statement's foot, which often has no end of line."""
    return first.lstrip().startswith(_FEET)


class DelimitedFile:
    """Comma- or tab-separated text, streamed."""

    def __init__(self, path: Path, encoding: str, *, cut: bool) -> None:
        """Prepare to read ``path``; ``cut`` says that its last character is incomplete."""
        self.path = path
        self.encoding: str | None = encoding
        self.sheets: tuple[SheetInfo, ...] = (SheetInfo(0, ""),)
        self.cut = cut
        self._stream: Any = None
        self.size = max(1, path.stat().st_size)
        self._delimiter = self._find_delimiter()

    def _open(self) -> Any:
        try:
            return self.path.open(encoding=self.encoding, errors="replace" if self.cut else "strict", newline="")
        except OSError as error:
            raise locked(self.path, error) from error

    def _find_delimiter(self) -> str:
        """The separator that cuts the first lines into most fields, as many in each; a comma when none does."""
        try:
            stream = self.path.open(encoding=self.encoding, errors="replace", newline="")
        except OSError as error:
            raise locked(self.path, error) from error
        with stream:
            lines = [line for line in itertools.islice(stream, 30) if line.strip() and not line.startswith("#")]
        cut = {mark: _evenly_cut(lines, mark) for mark in _DELIMITERS}
        best = max(cut, key=lambda mark: cut[mark])
        # Order titles are full of semicolons and bars; the comma only loses to a clear majority.
        return best if cut[best] > 2 * cut[","] else ","

    def rows(self, sheet: int = 0) -> Iterator[list[str]]:
        """The records of the file; a file that ends within a record is refused once its end is reached."""
        csv.field_size_limit(_LARGEST_FIELD)
        stream = self._stream = self._open()
        reader = csv.reader(stream, delimiter=self._delimiter)
        row: list[str] = []
        widest = 0
        try:
            # The widest early record tells what a whole one looks like.
            for row in itertools.islice(reader, _EARLY_ROWS):
                if len(row) > widest:
                    widest = len(row)
                    check_width(self.path, widest)
                yield row
            for row in reader:
                yield row
        except csv.Error:
            raise UserError(
                Text(
                    "{file}: row {row} cannot be read, a quotation mark is opened and never closed. Export the file "
                    "again.",
                    file=self.path.name,
                    row=reader.line_num + 1,
                )
            ) from None
        except UnicodeError:
            if self.encoding == "gb18030":
                raise neither(self.path) from None
            raise UserError(
                Text(
                    "{file}: row {row} has characters that are not {encoding}. Choose another encoding.",
                    file=self.path.name,
                    row=reader.line_num + 1,
                    encoding=str(self.encoding),
                )
            ) from None
        except OSError as error:
            raise locked(self.path, error) from error
        finally:
            stream.close()
        short = 0 < len(row) < widest and reader.line_num > 1 and not _is_foot(row[0])
        if self.cut or (short and not self._ends_with_newline()):
            raise UserError(
                Text(
                    "{file} is cut off in row {row}: it was not saved or downloaded completely. Export it again.",
                    file=self.path.name,
                    row=reader.line_num,
                )
            )

    def blocks(self, sheet: int = 0, after: int = 0) -> Iterator[Block]:
        """The same, some at a time, without the first ones."""
        return in_blocks(itertools.islice(self.rows(sheet), after, None))

    def share_read(self) -> float:
        """How much of the file is behind us."""
        stream = self._stream
        return 1.0 if stream is None or stream.closed else float(min(1.0, stream.buffer.tell() / self.size))

    def _ends_with_newline(self) -> bool:
        try:
            with self.path.open("rb") as stream:
                stream.seek(max(0, self.path.stat().st_size - 4))
                end = stream.read()
            return b"\n" in end or b"\r" in end
        except OSError as error:
            raise EnvironmentFault(str(error)) from error

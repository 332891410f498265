"""Packing a workbook into a file's content, in memory: on a full disk a half-written package could not be closed."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.infra.atomic import state_of_os_error
from shopdesk.reporting.book.rows import Results, rows_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = "rows"
"""What the library writes in the place of the rows."""


@contextlib.contextmanager
def setting_aside() -> Iterator[None]:
    """Put into words that sheets cannot be set aside, as the library does in the system's folder for temporary files.

    Raises:
        EnvironmentFault: the folder for temporary files cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            Text(
                "The workbook cannot be made: the system's folder for temporary files cannot be written ({cause}). "
                "Free some space on its disk and try again.",
                cause=error.strerror or str(error),
            ),
            state_of_os_error(error),
        ) from error


def packed(workbook: Workbook) -> bytes:
    """The content of the file, as the library writes it.

    Raises:
        EnvironmentFault: the folder for temporary files cannot be written.
    """
    content = io.BytesIO()
    with setting_aside():
        ExcelWriter(workbook, _archive(content)).save()
    return content.getvalue()


def packed_with_results(workbook: Workbook, results: Mapping[str, Results]) -> bytes:
    """The content of the file, with the results of its formulas by sheet and place; nothing is set aside."""
    content = io.BytesIO()
    _Writer(workbook, _archive(content), results).save()
    return content.getvalue()


def _archive(content: io.BytesIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, allowZip64=True)


class _Writer(ExcelWriter):
    """The library's writer of packages, but for the rows of sheets."""

    def __init__(self, workbook: Workbook, archive: zipfile.ZipFile, results: Mapping[str, Results]) -> None:
        super().__init__(workbook, archive)
        self._package = archive
        self._results = results

    def write_worksheet(self, ws: Worksheet) -> None:
        sheet: Any = ws
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
        writer: Any = _SheetWriter(sheet, io.BytesIO())
        writer.write()
        sheet._rels = writer._rels
        rows = rows_text(writer.rows(), sheet.row_dimensions, self._results.get(sheet.title, {}))
        before, _, after = writer.read().partition(_ROWS.encode())
        self._package.writestr(sheet.path[1:], before + rows.encode(errors="replace") + after)
        self.manifest.append(sheet)


class _SheetWriter(WorksheetWriter):
    """The library's writer of one sheet, which leaves the rows to us."""

    def write_rows(self) -> None:
        written: Any = self.xf.send(True)
        with written.element("sheetData"):
            written.write(_ROWS)
        self.xf.send(None)

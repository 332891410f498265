"""An .xlsx with its errors: read where a cell that says #REF! must not pass for a blank one; slower than calamine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.importing.detect import locked
from shopdesk.importing.sheets import SheetInfo
from shopdesk.infra.light_workbooks import leave_numpy_out


class OfficeWorkbook:
    """A workbook as openpyxl reads it; read only in the process that :mod:`apart` starts for it."""

    encoding: str | None = None

    def __init__(self, path: Path) -> None:
        """Open ``path``.

        Raises:
            UserError: it is no workbook of this format.
        """
        leave_numpy_out()
        from openpyxl import load_workbook

        self.path = path
        try:
            self._book = load_workbook(path, data_only=True, read_only=True)
        except OSError as error:
            raise locked(path, error) from error
        except MemoryError:
            raise
        except Exception as error:
            raise self._unreadable() from error
        self.sheets = tuple(SheetInfo(index, sheet.title) for index, sheet in enumerate(self._book.worksheets))

    def rows(self, sheet: int) -> Iterator[Sequence[Any]]:
        """The rows of a sheet, the first being the sheet's row 1; an empty cell is ``None``."""
        worksheet = self._book.worksheets[sheet]
        # A file may state a smaller area than it fills.
        worksheet.reset_dimensions()
        try:
            yield from worksheet.iter_rows(values_only=True)
        except MemoryError:
            raise
        except Exception as error:
            raise self._unreadable() from error

    def share_read(self) -> float:
        """Unknown until it is read: the format does not say how many rows come."""
        return 0.0

    def _unreadable(self) -> UserError:
        return UserError(Text("{file} is no readable .xlsx workbook. Save it as .xlsx again.", file=self.path.name))

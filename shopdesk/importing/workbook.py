"""An xls, xlsx, xlsb or ods workbook as sheets of rows; read only in the process that :mod:`apart` starts for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.importing.detect import locked
from shopdesk.importing.guard import check_area, check_directory
from shopdesk.importing.sheets import SheetInfo, check_width, damaged


class Workbook:
    """A workbook as calamine reads it."""

    encoding: str | None = None

    def __init__(self, path: Path) -> None:
        """Open ``path``.

        Raises:
            UserError: it is protected, damaged or no workbook.
        """
        import python_calamine as calamine

        self.path = path
        with path.open("rb") as stream:
            (check_area if stream.read(2) == b"PK" else check_directory)(path)
        self._share = 0.0
        self._read: dict[int, Any] = {}
        try:
            self._book = calamine.CalamineWorkbook.from_path(str(path))
        except calamine.PasswordError:
            raise UserError(
                Text(
                    "{file} is protected by a password. Open it in Excel or WPS, save it without the password, and "
                    "import that file.",
                    file=path.name,
                )
            ) from None
        except OSError as error:
            raise locked(path, error) from error
        except calamine.CalamineError as error:
            raise damaged(self.path, str(error)) from None
        except BaseException as error:
            raise self._panicked(error) from None
        self.sheets = tuple(
            SheetInfo(index, meta.name, meta.visible is not calamine.SheetVisibleEnum.Visible)
            for index, meta in enumerate(self._book.sheets_metadata)
            if meta.typ is calamine.SheetTypeEnum.WorkSheet
        )
        if not self.sheets:
            raise UserError(Text("{file} has no sheet with a table. Choose the export file.", file=path.name))

    def _panicked(self, error: BaseException) -> BaseException:
        """The reader is written in Rust, and some damage makes it panic, which is no ordinary exception here."""
        return damaged(self.path, "panic") if type(error).__name__ == "PanicException" else error

    def rows(self, sheet: int) -> Iterator[Sequence[Any]]:
        """The rows of a sheet, the first being the sheet's row 1."""
        import python_calamine as calamine

        if sheet not in self._read:
            try:
                # Calamine reads a sheet whole; it is kept, for its first rows are looked at before all of them are.
                self._read = {sheet: self._book.get_sheet_by_index(sheet)}
            except calamine.CalamineError as error:
                raise damaged(self.path, str(error)) from None
            except BaseException as error:
                raise self._panicked(error) from None
        table = self._read[sheet]
        check_width(self.path, table.width)
        return self._counted(table)

    def _counted(self, table: Any) -> Iterator[Sequence[Any]]:
        height = max(1, table.height)
        rows = iter(table.iter_rows())
        number = 0
        while True:
            try:
                row = next(rows, None)
            except BaseException as error:
                raise self._panicked(error) from None
            if row is None:
                return
            number += 1
            self._share = number / height
            yield row

    def share_read(self) -> float:
        """How much of the sheet being read is behind us."""
        return self._share

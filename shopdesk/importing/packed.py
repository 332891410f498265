"""An archive of exports, as the payment account hands out its statements: the files in it are its sheets."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.importing.blocks import Block, rows_of
from shopdesk.importing.detect import LARGEST_UNPACKED, PACKED_TABLES, FileForm, detect, locked, packed_archive
from shopdesk.importing.sheets import SheetInfo, TableFile, open_table
from shopdesk.infra.file_names import file_name

_MOST_FILES = 20
_BLOCK = 1 << 20


class PackedFile:
    """The tables in a .zip, unpacked into a folder that lives as long as this object."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        """Unpack ``path`` and open what is in it.

        Raises:
            UserError: it is protected or damaged, or a file in it is.
        """
        self.path = path
        self._folder = Path(tempfile.mkdtemp(prefix="shopdesk-"))
        self._close = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._tables: list[TableFile] = []
        self._places: list[tuple[TableFile, int]] = []
        sheets: list[SheetInfo] = []
        try:
            for name, file in self._unpacked():
                if zipfile.is_zipfile(file) and detect(file).form is FileForm.PACKED:
                    # An archive in an archive may hold itself.
                    raise packed_archive(path)
                with self._named():
                    table = open_table(file, encoding)
                self._tables.append(table)
                for sheet in table.sheets:
                    sheets.append(SheetInfo(len(sheets), f"{name} {sheet.name}".strip(), sheet.hidden))
                    self._places.append((table, sheet.index))
        except BaseException:
            self._close()
            raise
        self.sheets = tuple(sheets)
        self.encoding = self._tables[0].encoding if self._tables else None
        self._reading: TableFile | None = None

    def _unpacked(self) -> Iterator[tuple[str, Path]]:
        """Each table's name in the archive and where it lies now; a name in the archive never becomes a path."""
        try:
            with zipfile.ZipFile(self.path) as package:
                members = [one for one in package.infolist() if one.filename.lower().endswith(PACKED_TABLES)]
                left = LARGEST_UNPACKED
                for number, member in enumerate(members[:_MOST_FILES]):
                    name = _name(member)
                    folder = self._folder / str(number)
                    folder.mkdir()
                    target = folder / file_name(Path(name).stem, Path(name).suffix.lower())
                    with package.open(member) as stream, target.open("wb") as out:
                        while block := stream.read(_BLOCK):
                            left -= len(block)
                            if left < 0:
                                raise self._damaged("size")
                            out.write(block)
                    yield name, target
        except RuntimeError:
            raise UserError(
                Text("{file} is protected by a password. Unpack it and import the files in it.", file=self.path.name)
            ) from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
            raise self._damaged(type(error).__name__) from None
        except OSError as error:
            raise locked(self.path, error) from error

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """Say of what is wrong with a file in the archive which archive it is: the user chose that, not the file."""
        try:
            yield
        except EnvironmentFault:
            raise
        except UserError as error:
            raise type(error)(Text("In {file}: {problem}", file=self.path.name, problem=error.text)) from None

    def _damaged(self, cause: str) -> UserError:
        return UserError(
            Text(
                "{file} is damaged or cut off ({cause}). Export it again from the platform.",
                file=self.path.name,
                cause=cause,
            )
        )

    def rows(self, sheet: int) -> Iterator[Sequence[Any]]:
        """The rows of one of the files."""
        return rows_of(self.blocks(sheet))

    def blocks(self, sheet: int, after: int = 0) -> Iterator[Block]:
        """The same, some at a time, without the first ones."""
        table, index = self._places[sheet]
        self._reading = table
        # A generator of its own, which keeps this object and so the folder until the last row is read.
        with self._named():
            yield from table.blocks(index, after)

    def share_read(self) -> float:
        """How much of the file being read is behind us."""
        return self._reading.share_read() if self._reading is not None else 0.0


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 it is mostly written in GBK."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/").rsplit("/", 1)[-1]

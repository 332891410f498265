"""Files of the user: one way to ask for one to read or to write, to write it, and to say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra.file_names import file_name
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import LAST_FOLDER

if TYPE_CHECKING:
    from shopdesk.gui.page_context import Messages
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.infra.settings import Settings


class FileKind(Enum):
    """What sort of file is written or read: its ending and its name in the system's dialog."""

    WORKBOOK = (".xlsx", Text("Excel workbook (*.xlsx)"))
    CSV = (".csv", Text("Text table (*.csv)"))
    PDF = (".pdf", Text("PDF files (*.pdf)"))
    PICTURE = (".png", Text("Pictures (*.png)"))
    CALENDAR = (".ics", Text("Calendar files (*.ics)"))
    PACKAGE = (".zip", Text("Zip files (*.zip)"))
    DATA = (".db", Text("ShopDesk data files (*.db)"))
    TABLE = ("", Text("Tables (*.xlsx *.xls *.csv);;All files (*)"))
    CERTIFICATE = ("", Text("Certificates (*.crt *.pem *.cer *.der);;All files (*)"))
    ANY = ("", Text("All files (*)"))

    @property
    def ending(self) -> str:
        """The ending that its name gets."""
        return self.value[0]

    @property
    def words(self) -> Text:
        """What the system's dialog calls it."""
        return self.value[1]


class Place(Protocol):
    """What saving needs of the surroundings; a page's context has it."""

    @property
    def tasks(self) -> TaskRunner:
        """Where long work runs."""

    @property
    def messages(self) -> Messages:
        """Where is said what came of it."""

    @property
    def settings(self) -> Settings:
        """Where the last folder is kept."""


def choose_file(settings: Settings, parent: QWidget | None, title: str, kind: FileKind) -> Path | None:
    """Ask for one file to read, in the folder of last time; ``None`` where the user changed their mind."""
    folder = settings.get(LAST_FOLDER) or str(Path.home())
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, folder, tr(kind.words))
    if not chosen:
        return None
    settings.set(LAST_FOLDER, str(Path(chosen).parent))
    return Path(chosen)


def ask_for_file(settings: Settings, parent: QWidget | None, title: str, suggested: str, kind: FileKind) -> Path | None:
    """Ask for a file to write in the folder of last time; ``None`` where the user changed their mind.

    The name gets the kind's ending where it has another one; the system's dialog has asked before about a file that is
    there, so where only our ending makes it one, it is asked about again by offering that name.
    """
    folder = Path(settings.get(LAST_FOLDER) or Path.home())
    name = suggested if kind.ending else Path(suggested).stem  # a name of any kind brings its ending
    offered = folder / file_name(name, kind.ending or Path(suggested).suffix)
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(offered), tr(kind.words))
        if not chosen:
            return None
        target = with_ending(Path(chosen), kind.ending)
        if target != Path(chosen) and target.exists() and target != offered:
            offered = target
            continue
        settings.set(LAST_FOLDER, str(target.parent))
        return target


def with_ending(path: Path, ending: str) -> Path:
    """The path with this ending, added where it is missing: ``2026.03`` becomes ``2026.03.xlsx``."""
    return path if not ending or path.suffix.casefold() == ending else path.with_name(path.name + ending)


def save_file(
    place: Place,
    parent: QWidget | None,
    *,
    title: str,
    suggested: str,
    kind: FileKind,
    write: Callable[[Path], Any],
    working: str = "",
    done: Callable[[Path], None] | None = None,
) -> None:
    """Ask for a file, write it, and say so with "Open" and "Show in folder".

    A refusal (open in Excel, disk full, no permission) is said in words and offers another name; nothing is lost.

    Args:
        place: the page's context.
        parent: the widget that asks.
        title: of the system's dialog.
        suggested: the name without its ending; what no system allows in names is taken out.
        kind: what is written.
        write: writes to the path wholly or not at all (see ``infra.atomic``).
        working: what the progress strip says meanwhile. With it the work runs beside the window, where it must not
            touch widgets; without it at once, for what Qt paints.
        done: called with the path after success.
    """

    def again() -> None:
        save_file(place, parent, title=title, suggested=suggested, kind=kind, write=write, working=working, done=done)

    target = ask_for_file(place.settings, parent, title, suggested, kind)
    if target is None:
        return

    def say(_result: object = None) -> None:
        say_written(place.messages, target)
        if done is not None:
            done(target)

    def refuse(error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        place.messages.error(tr(error.text), tr("Choose another name…"), again)

    if working:
        place.tasks.background(
            lambda _progress, _cancelled: write(target), title=working, stoppable=False, done=say, failed=refuse
        )
        return
    try:
        write(target)
    except UserError as error:
        refuse(error)
    else:
        say()


def say_written(messages: Messages, target: Path) -> None:
    """Say that a file was written, with "Open" and "Show in folder"."""
    messages.success(
        tr("Written: {file}", file=target.name),
        tr("Open"),
        lambda: _open(target),
        more=(tr("Show in folder"), lambda: _open(target.parent)),
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

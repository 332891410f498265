"""The ways into the import window: a drop, a file chooser, the list of imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import LAST_FOLDER

if TYPE_CHECKING:
    from shopdesk.gui.imports.dialog import ImportDialog
    from shopdesk.gui.imports.history_dialog import ImportHistoryDialog

# Beyond this, somebody dropped a whole folder by mistake.
MOST_FILES = 50


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of a drag; folders count for the files directly in them, anything that is no local file is left out."""
    found: list[Path] = []
    for url in data.urls():
        if not url.isLocalFile():
            continue
        path = Path(url.toLocalFile())
        if path.is_dir():
            found += sorted(
                child for child in path.iterdir() if child.is_file() and not child.name.startswith((".", "~$"))
            )
        else:
            found.append(path)
    return found[:MOST_FILES]


def import_files(context: PageContext, paths: Sequence[Path], parent: QWidget | None = None) -> ImportDialog:
    """Open the import window on these files; it looks at them at once and imports nothing unasked."""
    from shopdesk.gui.imports.dialog import ImportDialog

    if paths:
        context.settings.set(LAST_FOLDER, str(Path(paths[0]).parent))
    dialog = ImportDialog(context, paths, parent or context.window)
    return open_once(dialog)


def import_wanted(context: PageContext, wanted: str, parent: QWidget | None = None) -> ImportDialog:
    """Open the import window without files; ``wanted`` says which export to get and where the platform has it."""
    dialog = import_files(context, (), parent)
    dialog.say_wanted(wanted)
    return dialog


def choose_files(context: PageContext, parent: QWidget | None = None) -> list[Path]:
    """Ask for files; an empty list when the user thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(
        parent or context.window,
        tr("Import exports"),
        context.settings.get(LAST_FOLDER),
        tr("Exports (*.csv *.xls *.xlsx *.xlsb *.ods *.txt *.tsv *.htm *.html);;All files (*)"),
    )
    return [Path(name) for name in names]


def choose_and_import(context: PageContext) -> ImportDialog | None:
    """Ask for files and open the import window on them."""
    paths = choose_files(context)
    return import_files(context, paths) if paths else None


def show_history(context: PageContext, parent: QWidget | None = None) -> ImportHistoryDialog:
    """Open the list of imports."""
    from shopdesk.gui.imports.history_dialog import ImportHistoryDialog

    dialog = ImportHistoryDialog(context, parent or context.window)
    return open_once(dialog)

"""Kept files that are no pictures: the system opens them, unless that would run something."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from shopdesk.services.attachments import check_opening


def open_by_system(path: Path, name: str) -> None:
    """Hand a kept file to the system's program for its kind; ``name`` is what it is called beside its record.

    Raises:
        UserError: it is a program, a script, a shortcut or a file with macros.
    """
    check_opening(path, name)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

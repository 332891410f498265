"""Finding kept files off the window's thread, for they may have to be fetched, and opening what was found on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.gui.photos.bringing import is_picture
from shopdesk.gui.photos.opening import open_by_system
from shopdesk.gui.photos.viewer import missing_words, open_photos

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.gui.page_context import PageContext

Places = Sequence[tuple[str, Callable[[], Path]]]
"""Names, and what says where each lies."""


@dataclass(frozen=True, slots=True)
class Found:
    """The file to be opened; ``photos`` are the pictures beside it, itself at ``at``, or empty for no picture."""

    name: str
    path: Path
    photos: tuple[tuple[str, Path], ...] = ()
    at: int = 0


def find(places: Places, at: int) -> Found:
    """Find the file at a place and, if it is a picture, the pictures among the others. Not on the window's thread.

    Raises:
        UserError: it is not there, or must not be opened.
        EnvironmentFault: it cannot be fetched just now.
    """
    name, place = places[at]
    path = place()
    if not path.is_file():
        raise UserError(missing_words(name))
    if not is_picture(path):
        return Found(name, path)
    before = _pictures(places[:at])
    return Found(name, path, (*before, (name, path), *_pictures(places[at + 1 :])), len(before))


def _pictures(places: Places) -> tuple[tuple[str, Path], ...]:
    found = []
    for name, place in places:
        try:
            path = place()
        except UserError:
            continue
        if is_picture(path):
            found.append((name, path))
    return tuple(found)


def open_found(context: PageContext, found: Found, parent: QWidget) -> None:
    """Show a picture large, with those beside it; leave other files to the system's program.

    Raises:
        UserError: it would run something.
    """
    if found.photos:
        open_photos(context, found.photos, found.at, parent)
    else:
        open_by_system(found.path, found.name)

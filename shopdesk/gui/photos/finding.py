"""Finding kept files off the window's thread, for they may have to be fetched, and opening what was found on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.gui.photos.bringing import is_picture
from shopdesk.gui.photos.opening import open_by_system
from shopdesk.gui.photos.viewer import missing_words, open_photos
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.gui.page_context import PageContext

Places = Sequence[tuple[str, Callable[[], Path]]]
"""Names, and what says where each lies."""


@dataclass(frozen=True, slots=True)
class Found:
    """The file to be opened, at ``at`` among ``places``, and whether the program can show it."""

    name: str
    path: Path
    is_picture: bool
    places: Places
    at: int


def find(places: Places, at: int) -> Found:
    """Find the file at a place, and none beside it. Not on the window's thread.

    Raises:
        UserError: it is not there, or must not be opened.
        EnvironmentFault: it cannot be fetched just now.
    """
    name, place = places[at]
    path = place()
    if not path.is_file():
        raise UserError(missing_words(name))
    return Found(name, path, is_picture(path), places, at)


def _pictures(places: Places, cancelled: Callable[[], bool]) -> tuple[tuple[str, Path], ...]:
    """The pictures that are there; what cannot be fetched is no picture to turn to."""
    found = []
    for name, place in places:
        if cancelled():
            break
        with suppress(UserError):
            if is_picture(path := place()):
                found.append((name, path))
    return tuple(found)


def open_found(context: PageContext, found: Found, parent: QWidget) -> None:
    """Show a picture large, with those beside it; leave other files to the system's program.

    Raises:
        UserError: it would run something.
    """
    if not found.is_picture:
        open_by_system(found.path, found.name)
        return
    viewer = open_photos(context, [(found.name, found.path)], parent=parent)
    before, after = found.places[: found.at], found.places[found.at + 1 :]
    if not before and not after:
        return
    # Those beside it come while it is looked at: hundreds may have to be fetched.
    looking = context.tasks.background(
        lambda _progress, cancelled: (_pictures(before, cancelled), _pictures(after, cancelled)),
        title=tr("Looking for the pictures beside it"),
        done=lambda beside: viewer.turn_to(*beside),
        owner=viewer,
    )
    viewer.finished.connect(lambda _how: looking.cancel())

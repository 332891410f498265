"""The picture on the disk: when it holds, how it is read and written.

It is an ordinary PNG file, with what it depends on as a text inside. Nothing of it is ever run, whoever wrote it, and
whatever is wrong with it means that there is none.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, qVersion
from PySide6.QtGui import QGuiApplication, QImage, QImageReader

from shopdesk import __version__
from shopdesk.domain.errors import EnvironmentFault
from shopdesk.infra.atomic import write_bytes
from shopdesk.infra.i18n import current_language

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.gui.theme import Theme

_DEPENDS, _MADE, _UNTIL = "depends", "made", "until"
_MOST_BYTES = 8_000_000
_MOST_PIXELS = 40_000_000
_FAST = 80  # of Qt's qualities for PNG: little squeezing, which is quick to read and to write
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """All of the window; what it shows holds from when it was made until a moment of the same day."""

    image: QImage
    made: datetime
    until: datetime | None = None
    change: int = 0
    """The number of the newest change set in it, of one that was read from the disk."""

    def holds_at(self, moment: datetime) -> bool:
        """Whether the clock alone leaves it as it is."""
        same = self.made.date() == moment.date() and self.made <= moment
        return same and (self.until is None or moment < self.until)


def depends_on(app: App, theme: Theme, mark: str) -> str:
    """All that a page looks like by, beside the clock and the size of the window: the same text, the same page."""
    screen = QGuiApplication.primaryScreen()
    values = {
        "data": mark,
        "program": [__version__, qVersion(), QGuiApplication.platformName()],
        "settings": app.settings.as_text(),
        "language": current_language(),
        "dark": theme.dark,
        "font": QGuiApplication.font().toString(),
        "screen": None if screen is None else [screen.logicalDotsPerInch(), screen.devicePixelRatio()],
    }
    return json.dumps(values, sort_keys=True)


def load(app: App, theme: Theme) -> Picture | None:
    """The picture of what the data give now; one that does not hold is removed. The data must not be open."""
    file = app.paths.first_picture
    try:
        if not file.exists():
            return None
        content = file.read_bytes() if file.stat().st_size <= _MOST_BYTES else b""
    except OSError:
        return None
    found = _read(app, theme, content)
    if found is None:
        app.forget_picture()
    return found


def _read(app: App, theme: Theme, content: bytes) -> Picture | None:
    mark = app.mark() if content else None
    if mark is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if reader.text(_DEPENDS) != depends_on(app, theme, mark):
        return None
    try:
        made = datetime.fromisoformat(reader.text(_MADE))
        until = datetime.fromisoformat(reader.text(_UNTIL)) if reader.text(_UNTIL) else None
        picture = Picture(reader.read(), made, until, int(mark.rpartition(":")[2]))
        return None if picture.image.isNull() or not picture.holds_at(app.clock.now()) else picture
    except (ValueError, TypeError):
        return None


def save(app: App, theme: Theme, mark: str, picture: Picture) -> None:
    """Keep a picture of the state ``mark``; where that fails there is none, and nobody has to know."""
    image = picture.image.convertToFormat(QImage.Format.Format_RGB32)
    image.setText(_DEPENDS, depends_on(app, theme, mark))
    image.setText(_MADE, picture.made.isoformat())
    image.setText(_UNTIL, picture.until.isoformat() if picture.until is not None else "")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", _FAST) or buffer.size() > _MOST_BYTES:
        return
    try:
        write_bytes(app.paths.first_picture, bytes(buffer.data().data()), private=True)
    except (EnvironmentFault, OSError) as error:
        _log.info("no first picture is kept: %s", error)
        app.forget_picture()

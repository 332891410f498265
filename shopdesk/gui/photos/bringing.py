"""What the clipboard or a drop brings: files of this computer, or a picture such as a screenshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.attachments import Pasted, Source

THUMB = QSize(72, 54)
MOST_PIXELS = 40_000_000
"""What is pasted may have this many points; no screen shows more, and each would be held in memory four times over."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is no file yet."""

    name: str
    image: QImage


Brought = Path | Picture
"""What the user gave: a file, or a picture from the clipboard."""


def holds_text(data: QMimeData) -> bool:
    """Whether there are words to paste; Qt itself counts the addresses of files as text, too."""
    return not data.hasUrls() and data.hasText() and bool(data.text().strip())


def bring(data: QMimeData | None, now: datetime) -> list[Brought]:
    """The files or the picture in ``data``.

    Raises:
        UserError: there is neither, or the picture is too large; the sentence says what to do.
    """
    if data is not None and data.hasUrls():
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not paths:
            raise UserError(
                Text("Only files of this computer can be kept. Save the picture first, or take a screenshot.")
            )
        return list(paths)
    if data is not None and data.hasImage():
        return [_picture(QImage(data.imageData()), now)]
    if data is not None and holds_text(data):
        raise UserError(Text("The clipboard holds words, no picture. To paste words, click into a field first."))
    raise UserError(Text("The clipboard is empty. Take a screenshot first (WeChat: Alt+A), then press Ctrl+V."))


def _picture(image: QImage, now: datetime) -> Picture:
    if image.isNull():
        raise UserError(Text("The picture in the clipboard cannot be read. Take the screenshot again."))
    pixels = image.width() * image.height()
    if pixels > MOST_PIXELS:
        raise UserError(
            Text(
                "The picture has {pixels} megapixels, and at most {most} can be pasted. Cut out the part that matters, "
                "or add it as a file.",
                pixels=round(pixels / 1_000_000),
                most=MOST_PIXELS // 1_000_000,
            )
        )
    return Picture(tr("screenshot-{stamp}.png", stamp=f"{now:%Y%m%d-%H%M}"), image)


def to_keep(brought: Sequence[Brought]) -> list[Source]:
    """The same, ready for the service; pictures become PNG, which takes its time: call it on a worker thread."""
    return [one if isinstance(one, Path) else Pasted(one.name, _png(one.image)) for one in brought]


def _png(image: QImage) -> bytes:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")  # type: ignore[call-overload]
    return bytes(content.data().data())


def small_picture(brought: Brought) -> QImage | None:
    """A small picture of what was given; ``None`` for other files. Any thread may call it."""
    if isinstance(brought, Picture):
        return brought.image.scaled(
            THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    reader = QImageReader(str(brought))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    if size.width() > THUMB.width() * 2 or size.height() > THUMB.height() * 2:
        reader.setScaledSize(size.scaled(THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def is_picture(path: Path) -> bool:
    """Whether the program can show a file as a picture; its content counts, not its name."""
    return QImageReader(str(path)).canRead()

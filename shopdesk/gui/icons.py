"""The program's icons: strokes drawn in the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from shopdesk.infra import paths

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, color: QColor | None = None) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in ``color``, by default that of the text."""
    ink = color or QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
    return _drawn(name, ink.name())


@lru_cache(maxsize=256)
def _drawn(name: str, ink: str) -> QIcon:
    # Nothing is drawn before the first window stands, and the module with buttons is imported before.
    from PySide6.QtSvg import QSvgRenderer

    source = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", ink)
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    drawn = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        drawn.addPixmap(pixmap)
    return drawn

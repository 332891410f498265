"""The photo that was asked for is shown first; those beside it come while it is looked at, however many they are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.finding import find, open_found
from shopdesk.gui.photos.viewer import PhotoViewer

Settle = Callable[[], None]


def photo(folder: Path, name: str) -> Path:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(folder / name))
    return folder / name


def opened(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_the_one_asked_for_is_shown_before_those_beside_it_are_fetched(
    page_context: PageContext, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    line, fetched = threading.Event(), list[str]()

    def far(name: str) -> Path:
        assert line.wait(30)
        fetched.append(name)
        return photo(tmp_path, name)

    def gone() -> Path:
        raise EnvironmentFault(Text("The line broke."))

    near = photo(tmp_path, "b.png")
    (tmp_path / "note.txt").write_text("no picture", encoding="utf-8")
    places = [
        ("a.png", lambda: far("a.png")),
        ("b.png", lambda: near),
        ("note.txt", lambda: tmp_path / "note.txt"),
        ("lost.png", gone),
        ("c.png", lambda: far("c.png")),
    ]
    open_found(page_context, find(places, 1), parent := opened(qtbot))
    viewer = parent.findChild(PhotoViewer)
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.canvas)
    assert fetched == []
    assert not viewer.before.isEnabled()
    line.set()
    settle()
    assert fetched == ["a.png", "c.png"]
    assert viewer.windowTitle() == "b.png"
    assert "b.png · 2 of 3" in viewer.where.text()
    viewer.step(1)
    settle()
    assert "c.png · 3 of 3" in viewer.where.text()
    viewer.step(-2)
    settle()
    assert "a.png · 1 of 3" in viewer.where.text()
    viewer.reject()


def test_whoever_closes_it_fetches_no_more(
    page_context: PageContext, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    line, fetched = threading.Event(), list[str]()

    def far(name: str) -> Path:
        fetched.append(name)
        assert line.wait(30)
        return photo(tmp_path, name)

    names = [f"{number}.png" for number in range(300)]
    near = photo(tmp_path, "0.png")
    places = [("0.png", lambda: near), *((name, lambda name=name: far(name)) for name in names[1:])]  # type: ignore[misc]
    open_found(page_context, find(places, 0), parent := opened(qtbot))
    viewer = parent.findChild(PhotoViewer)
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(lambda: bool(fetched))
    viewer.reject()
    line.set()
    settle()
    assert len(fetched) < 3

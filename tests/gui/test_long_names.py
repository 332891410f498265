"""One name as long as its field takes it pushes nothing out of sight: no page gets wider than with short ones."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.fields import Kind
from shopdesk.domain.nouns import NOUNS
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle
from tests.gui.walk import cut_texts, views


def lengthen(database: Path) -> int:
    """Fill every one-line text to its limit without a blank to break it at, rows told apart at the end."""
    changed = 0
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        for noun in NOUNS.values():
            for field in noun.fields:
                if field.kind is not Kind.LINE or field.name in ("code", "source"):
                    continue
                name = "W" * (field.most_characters - 6)
                statement = f"UPDATE {noun.table} SET {field.name} = ? || rowid WHERE {field.name} <> ''"
                try:
                    connection.execute(statement, (name,))
                except (sqlite3.IntegrityError, sqlite3.OperationalError):
                    connection.rollback()
                    continue
                connection.commit()
                changed += 1
    return changed


@pytest.mark.timeout(300)
def test_one_long_name_pushes_nothing_out_of_sight(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "data", "en")
    assert lengthen(next(folder.glob("*.db"))) > 20
    app = bootstrap.prepare(folder, "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    desktop = Desktop(qapp, app)
    desktop.window.resize(1280, 800)
    desktop.window.show()
    desktop.open_data()
    settle(qtbot, desktop)
    found = []
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        pages = desktop.window.pages
        assert pages is not None and pages.current is not None
        if desktop.window.width() > 1280:
            found.append(f"{view}: the window is {desktop.window.width()} wide")
        needed, room = pages.current.minimumSizeHint().width(), pages.width()
        if needed > room:
            found.append(f"{view}: needs {needed}, has {room}")
        found += [f"{view}: {line[:200]}" for line in cut_texts(desktop.window)]
    close(desktop)
    i18n.set_language("en")
    assert not found, "\n".join(found)

"""Story: the statement of another store's account is dropped on this store, pointed out, and taken in all the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.imports.file_entry import FileState
from shopdesk.gui.page_context import PageContext
from tests.gui.conftest import page_context  # noqa: F401 - the fixture
from tests.gui.hands import choose, click
from tests.storage.test_statement_accounts import OWN, lines_of, statement


def test_a_statement_dropped_on_the_wrong_store(
    qtbot: QtBot,
    page_context: PageContext,  # noqa: F811
    tmp_path: Path,
) -> None:
    services, store = page_context.services, page_context.store
    other = services.stores.create("另一家店")
    services.imports.run_file(statement(tmp_path / "own.csv", OWN), other)
    dialog = ImportDialog(page_context, [statement(tmp_path / "dropped.csv", OWN, first=9)])
    qtbot.addWidget(dialog)
    dialog.show()

    def settled() -> bool:
        return not dialog.busy and page_context.tasks.idle()

    qtbot.waitUntil(settled)
    (entry,) = dialog.files.entries
    assert entry.state is FileState.ASKING
    assert other.name in dialog.detail._sentence.text() and OWN in dialog.detail._sentence.text()
    take_in = dialog.findChild(QPushButton, "imports.import")
    assert take_in is not None and not take_in.isEnabled()

    click(dialog, "imports.anyway")
    qtbot.waitUntil(settled)
    assert entry.state is FileState.READY
    assert not dialog.detail._anyway.isVisible()
    # Another store: what was said of this one does not hold for it.
    choose(dialog._store, 1)
    qtbot.waitUntil(settled)
    choose(dialog._store, 0)
    qtbot.waitUntil(settled)
    assert entry.state is FileState.ASKING
    click(dialog, "imports.anyway")
    qtbot.waitUntil(settled)
    click(dialog, "imports.import")
    qtbot.waitUntil(settled)
    assert entry.state is FileState.DONE
    assert lines_of(page_context.app, store) == 2

"""Every dialog and menu of the window, opened with an account: no fault, and no figure of what is closed to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.rights import Group
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.task_runner import Task
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.accounts import Grant
from tests.gui.dialog_walk import DialogWalk
from tests.gui.sample_store import NOW
from tests.gui.shell.support import close, settle
from tests.sharing.shared_sample import SharedSample

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

PEOPLE = {"小林": Grant(Group.MANAGER, (1,), person_id=1), "阿敏": Grant(Group.STAFF, (1,), person_id=2)}
_MOST_COLUMNS = 60
_SHORTEST = 10_000
"""Fen: below a hundred yuan the same amount stands in too many places to say where it is from."""


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


def closed_amounts(shared: SharedSample, person: str) -> set[str]:
    """Amounts that stand nowhere but in tables and columns that are closed to somebody."""
    role = shared.roles[person]
    seen: set[int] = set()
    closed: set[int] = set()
    with shared.administrator() as connection:
        columns = connection.execute(
            "SELECT c.relname::text, a.attname::text, has_column_privilege(%s, c.oid, a.attnum, 'SELECT') "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r' AND a.attname ~ '_fen$' "
            "AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped",
            [role],
        ).fetchall()
        for table, column, may in columns:
            # Of payslips the own ones are seen.
            own = table in ("pay_slips", "pay_lines")
            rows = connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= {_SHORTEST}".encode())
            (seen if may and not own else closed).update(int(str(value)) for (value,) in rows)
    return {format_yuan(value) for value in closed - seen} | {format_yuan(v, grouped=False) for v in closed - seen}


def texts(dialog: QDialog) -> Iterator[str]:
    """All that can be read in a dialog, the rows of lists and tables included."""
    for label in dialog.findChildren(QLabel):
        yield label.text()
    for line in dialog.findChildren(QLineEdit):
        yield line.text()
    for box in (*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QTextEdit)):
        yield box.toPlainText()
    for rows in dialog.findChildren(QAbstractItemView):
        model = rows.model()
        if model is None:
            continue
        for row in range(min(model.rowCount(), 300)):
            for column in range(_MOST_COLUMNS):
                index = model.index(row, column)
                if not index.isValid():
                    break
                yield str(index.data(Qt.ItemDataRole.DisplayRole) or "")


@pytest.mark.parametrize("person", PEOPLE)
def test_every_dialog_shows_nothing_that_is_closed(
    qtbot: QtBot, qapp: QApplication, shared: SharedSample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    closed = closed_amounts(shared, person)
    assert len(closed) > 100  # the sample store pays wages and knows costs
    app = bootstrap.prepare(shared.folder(person, tmp_path / "data"), "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    desktop = Desktop(qapp, app)
    failed: list[Task] = []
    desktop.tasks.failed.connect(failed.append)
    leaks: list[str] = []
    met: list[str] = []

    def look(how: str, dialog: QDialog) -> None:
        met.append(type(dialog).__name__)
        words = "\n".join(texts(dialog))
        # An amount stands for itself, not within a longer one.
        found = closed & _amounts(words)
        leaks.extend(f"{type(dialog).__name__}, {how}: {one}" for one in sorted(found))

    try:
        desktop.window.show()
        desktop.open_data()
        settle(qtbot, desktop)
        DialogWalk(desktop, lambda: settle(qtbot, desktop), look).everywhere()
    finally:
        close(desktop)
    # What is closed, or done on the PC that holds the data, is refused in words; anything else is a fault.
    assert [task.report for task in failed if not isinstance(task.error, UserError)] == []
    assert leaks == []
    assert len(met) > (40 if person == "小林" else 12), sorted(met)


def _amounts(words: str) -> set[str]:
    return set(re.findall(r"(?<![\d,.])\d[\d,]*\.\d\d(?!\d)", words))

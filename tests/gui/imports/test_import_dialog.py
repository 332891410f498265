"""The import window, clicked as a user does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from shopdesk.gui.imports import entry
from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.imports.file_entry import FileEntry, FileState
from shopdesk.gui.imports.file_list import FileList
from shopdesk.gui.imports.history_dialog import ImportHistoryDialog
from shopdesk.gui.imports.tables import problem_columns, reason_columns
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_model import RecordTableModel
from shopdesk.services.imports.service import ImportService
from shopdesk.storage.tables.orders import orders
from tests.gui.hands import ModelRules, choose_data, click
from tests.import_files import SHORT, short_row, write_csv

Settle = Callable[[], None]


def count(context: PageContext) -> int:
    """How many orders are stored."""
    with context.services.ctx.read() as uow:
        return uow.connection.execute(select(func.count()).select_from(orders)).scalar() or 0


def text(dialog: ImportDialog, name: str) -> str:
    """What a label says."""
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def opened(qtbot: QtBot, context: PageContext, paths: list[Path], settle: Settle) -> ImportDialog:
    """The window with these files looked at."""
    dialog = ImportDialog(context, paths)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.busy and context.tasks.idle(), timeout=15_000)
    return dialog


def test_preview_import_and_undo(qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1"), short_row("2"), short_row("1.2E+18")])
    dialog = opened(qtbot, page_context, [path], settle)
    assert [text(dialog, f"imports.{name}") for name in ("new", "updated", "unchanged", "skipped")] == list("2001")
    assert count(page_context) == 0, "nothing is imported unasked"
    click(dialog, "imports.import")
    qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
    assert count(page_context) == 2
    assert dialog.files.entries[0].line == "Imported: 2 new, 0 updated"
    click(dialog, "imports.undo")
    settle()
    assert count(page_context) == 0
    assert dialog.files.entries[0].state is FileState.UNDONE


def test_several_files_each_with_its_own_fate(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    good = write_csv(tmp_path / "good.csv", [SHORT, short_row("1")])
    same = write_csv(tmp_path / "same.csv", [SHORT, short_row("1")])
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"")
    dialog = opened(qtbot, page_context, [broken, good, same], settle)
    assert [item.state for item in dialog.files.entries] == [FileState.REFUSED, FileState.READY, FileState.READY]
    assert text(dialog, "imports.sentence") == "broken.xlsx is empty. Export it again from the platform."
    click(dialog, "imports.import")
    qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
    assert [item.state for item in dialog.files.entries] == [FileState.REFUSED, FileState.DONE, FileState.NOTHING_NEW]
    assert count(page_context) == 1


def test_unknown_headings_are_mapped_with_a_list(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [["单号", "成交时间", "实收"], ["A1", "2026-03-01 10:00", "12.5"]])
    dialog = opened(qtbot, page_context, [path], settle)
    assert dialog.files.entries[0].state is FileState.MAPPING
    for row, field in ((0, "order_no"), (2, "received_fen"), (1, "created_at")):
        choose(qtbot, dialog, row, MEANS, field)
        if field == "received_fen":
            assert "Placed at" in text(dialog, "imports.mappingHint"), "says what is still needed"
    qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
    assert dialog.files.entries[0].state is FileState.READY
    click(dialog, "imports.import")
    qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
    assert count(page_context) == 1
    again = write_csv(tmp_path / "b.csv", [["单号", "成交时间", "实收"], ["A2", "2026-03-01 10:00", "12.5"]])
    dialog = opened(qtbot, page_context, [again], settle)
    assert dialog.files.entries[0].state is FileState.READY, "the mapping is remembered"


def test_stopping_an_import(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(str(number)) for number in range(40_000))])
    dialog = opened(qtbot, page_context, [path], settle)
    original = ImportService.bring_in

    def stop_at_once(self: ImportService, *args: object, **kwargs: object) -> object:
        assert dialog._task is not None
        dialog._task.cancel()
        return original(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(ImportService, "bring_in", stop_at_once)
    click(dialog, "imports.import")
    qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
    assert dialog.files.entries[0].state is FileState.STOPPED
    assert count(page_context) == 0


def test_the_encoding_can_be_chosen(qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")], encoding="gbk")
    path.write_bytes(path.read_bytes() + b"\xff\xff\r\n")
    dialog = opened(qtbot, page_context, [path], settle)
    encoding = dialog.findChild(QComboBox, "imports.encoding")
    assert isinstance(encoding, QComboBox)
    assert "neither UTF-8 nor GBK" in text(dialog, "imports.sentence")
    assert encoding.isVisible()
    path.write_bytes(path.read_bytes()[:-4])
    for name, state in (("utf-8", FileState.REFUSED), ("gb18030", FileState.READY)):
        encoding.setCurrentIndex(encoding.findData(name))
        encoding.activated.emit(encoding.currentIndex())
        qtbot.waitUntil(lambda: not dialog.busy and page_context.tasks.idle(), timeout=15_000)
        assert dialog.files.entries[0].state is state
    assert text(dialog, "imports.new") == "1"


def test_earlier_imports(qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path) -> None:
    service = page_context.services.imports
    service.run_file(write_csv(tmp_path / "a.csv", [SHORT, short_row("1")]), page_context.store)
    service.run_file(write_csv(tmp_path / "b.csv", [SHORT, short_row("1", gross="7")]), page_context.store)
    dialog = ImportHistoryDialog(page_context)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert [dialog.view.records_model.index(row, 1).data() for row in range(2)] == ["b.csv", "a.csv"]
    dialog.view.selectRow(1)
    click(dialog, "imports.undoChosen")
    settle()
    assert "changed the same rows" in dialog._answer.text()
    dialog.view.selectRow(0)
    click(dialog, "imports.undoChosen")
    qtbot.waitUntil(lambda: dialog.view.records_model.index(0, 8).data() == "Taken back", timeout=5000)
    assert count(page_context) == 1


def test_models_keep_their_promises(rules: ModelRules, tmp_path: Path) -> None:
    files = FileList()
    files.add(FileEntry(tmp_path / "a.csv"))
    rules.watch(files)
    rules.watch(RecordTableModel(problem_columns()), RecordTableModel(reason_columns()))


def test_what_counts_as_a_dropped_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    inside = tmp_path / "folder" / "b.csv"
    inside.write_text("x", encoding="utf-8")
    (tmp_path / "folder" / "~$b.xlsx").write_text("x", encoding="utf-8")
    single = tmp_path / "a.csv"
    single.write_text("x", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(single)), QUrl.fromLocalFile(str(inside.parent)), QUrl("https://a.b/c.csv")])
    assert entry.dropped_files(data) == [single, inside]


def test_the_sample_store_is_pointed_out_as_the_goal(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    from dataclasses import replace

    stores = page_context.services.stores
    page_context.store = stores.update(replace(page_context.store, sample=True))
    dialog = ImportDialog(page_context, [])
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    note = dialog.findChild(QLabel, "imports.sampleNote")
    assert note.isVisible() and "goes when it is removed" in note.text()
    stores.update(replace(page_context.store, sample=False))
    again = ImportDialog(page_context, [])
    qtbot.addWidget(again)
    again.show()
    settle()
    assert not again.findChild(QLabel, "imports.sampleNote").isVisible()


MEANS, ALSO, ABOVE = 2, 3, 4


def choose(qtbot: QtBot, dialog: ImportDialog, row: int, column: int, field: str) -> None:
    """Choose a meaning from the list in a cell of the columns."""
    table = dialog.detail._mapping.table
    table.edit(table.records_model.index(row, column))
    name = f"imports.columns.{table.records_model.columns[column].name}"
    editor = table.findChild(QComboBox, name)
    assert isinstance(editor, QComboBox)
    choose_data(editor, field)
    qtbot.waitUntil(lambda: table.findChild(QComboBox, name) is None)


def wait(qtbot: QtBot, context: PageContext, dialog: ImportDialog) -> None:
    """Until what was chosen has come round and nothing is read any more."""
    QCoreApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: not dialog.busy and context.tasks.idle(), timeout=15_000)


def test_known_names_are_proposed_and_costs_are_added_up(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    lines = [["2026-03-01", "1.50"], ["2026-03-01", "2.25"], ["2026-03-02", "4"]]
    path = write_csv(tmp_path / "a.csv", [["投放日期", "支出"], *lines])
    dialog = opened(qtbot, page_context, [path], settle)
    assert dialog.files.entries[0].state is FileState.MAPPING
    click(dialog, "imports.useMapping")
    wait(qtbot, page_context, dialog)
    assert [text(dialog, f"imports.{name}") for name in ("rows", "new", "added", "skipped")] == list("3210")
    same_key = dialog.findChild(QComboBox, "imports.sameKey")
    assert isinstance(same_key, QComboBox)
    choose_data(same_key, "first")
    wait(qtbot, page_context, dialog)
    assert [text(dialog, f"imports.{name}") for name in ("rows", "new", "added", "skipped")] == list("3201")


def test_a_recognised_file_is_overruled_in_the_window(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1", gross="100", received="70")])
    dialog = opened(qtbot, page_context, [path], settle)
    assert dialog.files.entries[0].state is FileState.READY
    choose(qtbot, dialog, 1, MEANS, "")
    wait(qtbot, page_context, dialog)
    choose(qtbot, dialog, 4, ALSO, "shipped_at")
    wait(qtbot, page_context, dialog)
    assert dialog.files.entries[0].state is FileState.READY
    click(dialog, "imports.import")
    wait(qtbot, page_context, dialog)
    with page_context.services.ctx.read() as uow:
        (order,) = uow.connection.execute(select(orders)).all()
    assert (order.gross_fen, order.received_fen, order.created_at) == (None, 7000, order.shipped_at)


def test_blank_cells_as_above_by_a_click(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [["投放日期", "支出"], ["2026-03-01", "1.50"], ["", "2.25"]])
    dialog = opened(qtbot, page_context, [path], settle)
    choose(qtbot, dialog, 0, ABOVE, "above")
    qtbot.waitUntil(lambda: dialog.files.entries[0].state is FileState.READY)
    assert [text(dialog, f"imports.{name}") for name in ("rows", "new", "added", "skipped")] == list("2110")


def test_nothing_new_is_not_said_where_rows_are_left_out(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1"), short_row("1.2E+18")])
    page_context.services.imports.run_file(path, page_context.store)
    dialog = opened(qtbot, page_context, [path], settle)
    assert dialog.files.entries[0].state is FileState.NOTHING_NEW
    assert "Already there: 1; left out: 1." in text(dialog, "imports.sentence")
    assert dialog.files.entries[0].line == "Nothing new; 1 left out"


def test_the_window_reads_a_file_once(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    original = ImportService.read

    def counted(self: ImportService, *args: object, **kwargs: object) -> object:
        read.append(args[0])
        return original(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(ImportService, "read", counted)
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")])
    dialog = opened(qtbot, page_context, [path], settle)
    click(dialog, "imports.import")
    wait(qtbot, page_context, dialog)
    assert (count(page_context), read) == (1, [path])
    assert dialog.files.entries[0].read is None, "what was set aside is let go"

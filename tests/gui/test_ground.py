"""The window's ground: tasks end once and are answered, tables sort and copy, fields understand what people type."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.typed import read_day
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.task_runner import TaskRunner, TaskState
from shopdesk.gui.theme import DARK, LIGHT, Tokens
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.gui.widgets.progress_strip import ProgressStrip
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from tests.gui.hands import ModelRules


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    amount: int | None


COLUMNS = [
    Column[Row]("Name", lambda row: row.name),
    Column[Row]("Amount", lambda row: row.amount, text=lambda value: f"{value:,}", numeric=True),
]


def test_work_happens_beside_the_window_and_is_answered_on_it(
    page_context: PageContext, settle: Callable[[], None]
) -> None:
    threads: list[str] = []
    page_context.tasks.database(
        lambda: threads.append(threading.current_thread().name) or 7, done=lambda n: threads.append(f"{n}")
    )
    settle()
    assert threads == ["database_0", "7"]


def test_a_look_that_has_not_begun_gives_way_to_the_next(qtbot: QtBot, page_context: PageContext) -> None:
    owner, other = QWidget(), QWidget()
    qtbot.addWidget(owner)
    qtbot.addWidget(other)
    tasks, go = page_context.tasks, threading.Event()
    done: list[str] = []
    shown: list[str] = []
    tasks.database(go.wait)
    for number in range(20):
        tasks.look(lambda n=number: done.append(f"{n}") or f"{n}", done=shown.append, owner=owner)
    tasks.look(lambda: done.append("other") or "other", done=shown.append, owner=other)
    go.set()
    qtbot.waitUntil(tasks.idle)
    assert done == ["19", "other"], "what nobody would see is not read"
    assert shown == ["19", "other"]
    tasks.look(lambda: "later", done=shown.append, owner=owner)
    qtbot.waitUntil(tasks.idle)
    assert shown[-1] == "later"


def test_a_look_that_runs_already_is_shown_before_the_next(qtbot: QtBot, page_context: PageContext) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    begun, go = threading.Event(), threading.Event()
    shown: list[str] = []

    def first() -> str:
        begun.set()
        go.wait(10)
        return "first"

    page_context.tasks.look(first, done=shown.append, owner=owner)
    assert begun.wait(10)
    page_context.tasks.look(lambda: "second", done=shown.append, owner=owner)
    go.set()
    qtbot.waitUntil(page_context.tasks.idle)
    assert shown == ["first", "second"]


def test_a_failure_reaches_whoever_asked(page_context: PageContext, settle: Callable[[], None]) -> None:
    heard: list[Exception] = []

    def fail() -> None:
        raise UserError("no")

    page_context.tasks.database(fail, failed=heard.append)
    settle()
    assert str(heard[0]) == "no"


def test_a_failure_nobody_handles_reaches_the_window(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.database(lambda: 1 // 0)
    assert "ZeroDivisionError" in caught.args[0].report
    qtbot.waitUntil(tasks.idle)
    tasks.stop()


def test_an_answer_nobody_wants_any_more_is_dropped(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    owner = QWidget()
    heard: list[object] = []
    go = threading.Event()
    tasks.database(lambda: go.wait(10), done=heard.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(tasks.idle)
    assert heard == []
    tasks.stop()


def test_what_is_asked_after_the_end_is_not_begun(qtbot: QtBot) -> None:
    tasks, begun = TaskRunner(), []
    assert tasks.stop()
    task = tasks.database(lambda: begun.append(1), lambda _none: begun.append(2))
    tasks.background(lambda _progress, _cancelled: begun.append(3), title="late")
    assert tasks.idle() and task.state is TaskState.CANCELLED
    qtbot.wait(1)
    assert begun == []


def test_long_work_shows_after_a_moment_and_can_be_stopped(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    stop = threading.Event()

    def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        progress(1, 10, "row 1")
        while not cancelled():
            stop.wait(0.01)

    task = tasks.background(work, title="Importing")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    qtbot.mouseClick(strip.findChild(QWidget, "progressStrip.cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(tasks.idle)
    assert task.state is TaskState.CANCELLED
    assert not strip.isVisible()
    tasks.stop()


@pytest.mark.parametrize("error", [EnvironmentFault("The disk is full"), ZeroDivisionError()], ids=["disk", "bug"])
def test_a_real_failure_is_said_even_after_cancel(qtbot: QtBot, error: Exception) -> None:
    tasks = TaskRunner()
    go = threading.Event()

    def work(_progress: object, _cancelled: object) -> None:
        go.wait(10)
        raise error

    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.background(work, title="Writing").cancel()
        go.set()
    assert caught.args[0].error is error
    qtbot.waitUntil(tasks.idle)
    tasks.stop()


def test_a_window_made_anew_still_shows_what_runs(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    go = threading.Event()
    tasks.background(lambda _progress, _cancelled: go.wait(10), title="Importing")
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    go.set()
    qtbot.waitUntil(tasks.idle)
    assert not strip.isVisible()
    tasks.stop()


def test_no_cancel_is_offered_where_it_would_do_nothing(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    go = threading.Event()
    tasks.background(lambda _progress, _cancelled: go.wait(10), title="Writing", stoppable=False)
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    assert not strip.findChild(QWidget, "progressStrip.cancel").isVisible()
    go.set()
    qtbot.waitUntil(tasks.idle)
    tasks.stop()


def test_a_table_keeps_qts_rules_and_sorts_with_no_data_last(qtbot: QtBot, rules: ModelRules) -> None:
    model = RecordTableModel(COLUMNS)
    rules.watch(model)
    table = RecordTable(model, "test.table", "Test")
    qtbot.addWidget(table)
    table.set_records([Row(1, "乙", 5), Row(2, "甲", None), Row(3, "丙", 20)])
    table.select(lambda row: row.id == 3)
    for order, names in ((Qt.SortOrder.AscendingOrder, "乙丙甲"), (Qt.SortOrder.DescendingOrder, "丙乙甲")):
        table.sortByColumn(1, order)
        assert "".join(row.name for row in model.records) == names
    assert table.current().id == 3
    model.set_search("乙")
    assert [row.id for row in model.records] == [1]
    model.set_search("")
    table.clearSelection()
    table.copy()
    assert QGuiApplication.clipboard().text() == "Name\tAmount\n丙\t20\n乙\t5\n甲\t—"


class BrokenModel(QAbstractListModel):
    """Says that a row comes, and brings none."""

    def rowCount(self, _parent: QModelIndex | None = None) -> int:
        return 1

    def data(self, _index: QModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> None:
        return None

    def promise(self) -> None:
        self.beginInsertRows(QModelIndex(), 1, 1)
        self.endInsertRows()


def test_a_model_that_breaks_qts_rules_later_is_caught(rules: ModelRules, qtlog: Any) -> None:
    # Heard here, because any test that leaves such a warning to pytest fails by it.
    heard: list[tuple[QtMsgType, str]] = []
    model = BrokenModel()
    rules.watch(model)
    gc.collect()
    with qtlog.disabled():
        before = qInstallMessageHandler(lambda kind, _context, words: heard.append((kind, words)))
        model.promise()
        qInstallMessageHandler(before)
    assert [kind for kind, words in heard if "FAIL!" in words] == [QtMsgType.QtWarningMsg]


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("1,234.5", 123450), ("￥８８．８", 8880), ("", None), ("abc", None), ("0", 0)],
)
def test_money_is_understood_as_typed(qtbot: QtBot, typed: str, fen: int | None) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    field.insert(typed)  # an input method inserts whole texts too
    assert field.fen == fen
    assert field.valid == (typed != "abc")


def test_an_empty_amount_shows_no_figure(qtbot: QtBot) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    assert field.fen is None and field.placeholderText() == "—"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-16", date(2026, 3, 16)),
        ("2026/3/6", date(2026, 3, 6)),
        ("2026年3月6日", date(2026, 3, 6)),
        ("20260306", date(2026, 3, 6)),
        ("3-6", date(2026, 3, 6)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_days_are_understood_as_people_write_them(typed: str, day: date | None) -> None:
    assert read_day(typed, date(2026, 3, 16)) == day


@pytest.mark.parametrize(
    ("day", "key", "after"),
    [
        ("2026-02-28", Qt.Key.Key_Up, "2026-03-01"),
        ("9999-12-31", Qt.Key.Key_Up, "9999-12-31"),
        ("0001-01-01", Qt.Key.Key_Down, "0001-01-01"),
    ],
)
def test_the_arrows_move_by_a_day_within_the_calendar(qtbot: QtBot, day: str, key: Qt.Key, after: str) -> None:
    field = DayEdit(today=date(2026, 3, 16))
    qtbot.addWidget(field)
    field.insert(day)
    qtbot.keyClick(field, key)
    assert field.text() == after


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(ink: str, ground: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(tokens: Tokens) -> None:
    pairs = [
        (ink, ground)
        for ink in (tokens.text, tokens.muted, tokens.accent, tokens.good, tokens.bad, tokens.warning)
        for ground in (tokens.window, tokens.surface)
    ]
    pairs += [
        (tokens.accent_text, tokens.accent),
        (tokens.accent, tokens.accent_soft),
        (tokens.good, tokens.good_soft),
        (tokens.bad, tokens.bad_soft),
        (tokens.warning, tokens.warning_soft),
        (tokens.muted, tokens.raised),
    ]
    for ink, ground in pairs:
        assert _contrast(ink, ground) >= 4.5, (ink, ground)


def test_ten_thousand_calls_into_qt_do_no_harm(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(10_000):
        label.setText(str(number))
    assert label.text() == "9999"


def test_what_a_task_holds_is_let_go_on_the_windows_thread(qtbot: QtBot) -> None:
    gone: list[threading.Thread] = []

    class Held:
        def __del__(self) -> None:
            gone.append(threading.current_thread())

    def ask(tasks: TaskRunner, *, fails: bool) -> None:
        held = Held()

        def work() -> bool:
            assert held is not None
            if fails:
                raise UserError("refused")
            return True

        tasks.database(work, failed=lambda _error: None)

    tasks = TaskRunner()
    for number in range(20):
        ask(tasks, fails=number % 2 == 1)
    qtbot.waitUntil(lambda: len(gone) == 20)
    tasks.stop()
    assert set(gone) == {threading.main_thread()}, "a worker would destroy a widget on its own thread, and crash"


def test_signals_are_sent_on_the_windows_thread_only(qtbot: QtBot) -> None:
    heard: list[tuple[object, threading.Thread]] = []
    tasks = TaskRunner()

    def work(progress: Callable[[int, int, str], None], _cancelled: Callable[[], bool]) -> str:
        for step in range(3):
            progress(step, 3, "read")
        return "done"

    def note(what: object) -> None:
        heard.append((what, threading.current_thread()))

    task = tasks.background(work, title="Import", done=note)
    # Straight from where it is sent, which is what tells on which thread that was.
    task.progressed.connect(lambda step, _all, _text: note(step), Qt.ConnectionType.DirectConnection)
    qtbot.waitUntil(tasks.idle)
    tasks.stop()
    assert heard == [(what, threading.main_thread()) for what in (0, 1, 2, "done")]


def test_workers_answer_while_the_window_makes_and_frees_widgets(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    model = QStandardItemModel()
    answers: list[int] = []

    def again(number: int) -> None:
        answers.append(number)
        if number < 300:
            tasks.database(lambda: number + 1, done=again)
        model.removeRows(0, model.rowCount())
        for row in range(20):
            model.appendRow([QStandardItem(str(row)), QStandardItem("")])

    tasks.database(lambda: 1, done=again)
    qtbot.waitUntil(lambda: len(answers) == 300 and tasks.idle(), timeout=20_000)
    tasks.stop()
    assert answers == list(range(1, 301))

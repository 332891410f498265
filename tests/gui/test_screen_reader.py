"""The window as a screen reader finds it (every view: test_every_view.py); a row chosen there is that of the keys."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.daily.today.sheet_table import SheetTable
from shopdesk.gui.pages.kpi.tile import KpiTile
from shopdesk.gui.screen_reader import _Own, serve
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.clock import FixedClock
from tests.gui.heard import found_in, reader
from tests.gui.reader_rules import faults, unlike_its_label
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in Chinese."""
    with on_sample(qtbot, qapp, tmp_path / "data", "zh_CN", FixedClock(NOW)) as opened:
        yield opened


def reader_faults(window: QWidget) -> tuple[int, list[str]]:
    """How many things a reader finds, and which of them are nameless, without an action or out of reach."""
    nodes = list(found_in(window))
    wrong = [f"{rule}: {place}" for rule, places in faults(nodes).items() for place in places]
    wrong += [f"called by what is chosen: {node['place']}" for node in nodes if unlike_its_label(node)]
    return len(nodes), wrong


def cell_of(table: QWidget, words: str) -> QAccessibleInterface:
    """The first cell or line of a table whose text begins so."""
    interface = reader(table)
    found = (interface.child(number) for number in range(interface.childCount()))
    return next(one for one in found if one is not None and one.text(QAccessible.Text.Name).startswith(words))


def act(interface: QAccessibleInterface, name: str) -> None:
    acts = interface.actionInterface()
    assert acts is not None and name in acts.actionNames(), f"{name} is not offered"
    acts.doAction(name)


def test_the_row_chosen_by_a_reader_is_the_row_of_the_keys(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.open_page("people")
    settle(qtbot, desktop)
    table = desktop.window.findChild(RecordTable, "people.table")
    third = table.records_model.record(2)
    act(cell_of(table, table.records_model.index(2, 0).data()), "Toggle")
    assert table.current() == third
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [third]


def test_a_reader_answers_the_form_without_a_key(qtbot: QtBot, desktop: Desktop) -> None:
    page = desktop.window.open_page("daily")
    assert page is not None
    settle(qtbot, desktop)
    table = desktop.window.findChild(SheetTable, "daily.sheet")
    open_rows = [n for n, row in enumerate(table.sheet_model.rows) if row.line is not None and not row.line.done]
    row = next(n for n in open_rows if table.sheet_model.rows[n].line.item.kind is AnswerKind.YES_NO)
    line = reader(table).child(row)
    assert line.text(QAccessible.Text.Name) == table.reader_row(row)
    act(line, "合格")
    settle(qtbot, desktop)
    assert desktop.window.messages.isHidden() or desktop.window.messages.kind != "error"
    question = desktop.window.findChild(QWidget, "daily.checkerQuestion")
    assert question is not None and question.isVisible(), "the first answer of the day asks who checks"


def test_tiles_and_drawings_speak_and_are_pressed(qtbot: QtBot, desktop: Desktop) -> None:
    page = desktop.window.open_page("kpi")
    assert page is not None
    settle(qtbot, desktop)
    tile = page.findChild(KpiTile, "kpi.tile.orders")
    interface = reader(tile)
    assert interface.role() == QAccessible.Role.Button
    with qtbot.waitSignal(tile.chosen):
        act(interface, "Press")
    with qtbot.waitSignal(tile.explained):
        act(interface, "ShowMenu")
    settle(qtbot, desktop)
    chart = page.findChild(QWidget, "kpi.trendChart")
    points = reader(chart).text(QAccessible.Text.Description)
    assert points.count("\n") == len(chart.reader_points()) - 1 > 5
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.readout_text and chart.accessibleDescription() == chart.readout_text
    assert reader(chart).text(QAccessible.Text.Description).startswith(chart.readout_text)
    page.tabs.open("targets")
    settle(qtbot, desktop)
    bars = page.findChild(QWidget, "kpi.paceChart")
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Home)
    assert bars.accessibleDescription() == bars.reader_points()[0]
    act(reader(bars), "Next")
    assert bars.accessibleDescription() == bars.reader_points()[1]


def test_of_several_buttons_one_is_pressed_and_choices_go_by_their_label(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.open_page("kpi")
    settle(qtbot, desktop)
    window = desktop.window
    for name in ("navigation.kpi", "navigation.daily"):
        interface = reader(window.findChild(QWidget, name))
        assert interface.role() == QAccessible.Role.RadioButton
        assert bool(interface.state().checked) == (name == "navigation.kpi")
    act(reader(window.findChild(QWidget, "navigation.daily")), "Press")
    settle(qtbot, desktop)
    assert window.pages is not None and window.pages.current is not None
    assert window.pages.current.name == "daily"
    box = window.findChild(QComboBox, "stores.current")
    assert reader(box).text(QAccessible.Text.Name) == box.accessibleName() != box.currentText()
    assert reader(box).text(QAccessible.Text.Value) == box.currentText()


def test_what_qt_made_itself_is_left_to_qt_and_nothing_is_held(qtbot: QtBot, qapp: QApplication) -> None:
    """Of its own widgets Qt does not say when they go: a description that held one led to a crash much later."""
    serve()
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    inner = calendar.findChildren(QToolButton)
    assert inner
    assert not any(isinstance(reader(button), _Own) for button in inner)
    box = QComboBox()
    assert isinstance(reader(box), _Own)
    gone = weakref.ref(box)
    del box
    gc.collect()
    assert gone() is None

"""A table of records under its user's hands: real keys and clicks, and a tester that aborts on a broken model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.people import PERSON, Person
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.column_widths import fitting_widths
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import TABLES

DAY = date(2026, 3, 16)
READER = Reader(today=DAY, say=tr, names={"department_code": {"service": "Service", "design": "Design"},
                                          "role_code": {"lead": "Lead", "staff": "Staff"}})  # fmt: skip
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | SHIFT
Show = Callable[[], RecordPanel]


def person(number: int, name: str, department: str, role: str, base: int | None, first: date = DAY) -> Person:
    return Person(id=number, store_id=1, name=name, department_code=department, role_code=role, hired_on=first,
                  base_fen=base)  # fmt: skip


TEAM = [
    person(1, "Li", "design", "staff", 300_000, date(2024, 5, 1)),
    person(2, "Wang", "service", "staff", 200_000),
    person(3, "Zhao", "service", "lead", None),
    person(4, "Sun", "design", "lead", 500_000),
]


@pytest.fixture
def show(qtbot: QtBot, page_context: PageContext) -> Show:
    def made() -> RecordPanel:
        model = RecordTableModel(FieldColumns[Person](PERSON, READER).columns())
        table = RecordTable(model, "probe.table", "People")
        panel = RecordPanel(page_context, table, lambda: READER)
        qtbot.addWidget(panel)
        panel.resize(1200, 400)
        panel.show()
        table.set_records(TEAM)
        return panel

    return made


@pytest.fixture
def panel(show: Show) -> RecordPanel:
    return show()


def names(panel: RecordPanel) -> list[str]:
    return [one.name for one in panel.table.records_model.records]


def column(panel: RecordPanel, name: str) -> int:
    return [one.name for one in panel.table.records_model.columns].index(name)


def click_head(qtbot: QtBot, panel: RecordPanel, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
    head = panel.table.head
    place = head.sectionViewportPosition(column(panel, name)) + 12
    qtbot.mouseClick(head.viewport(), LEFT, modifier or Qt.KeyboardModifier.NoModifier, QPoint(place, 8))


def to_cell(panel: RecordPanel, row: int, name: str) -> None:
    panel.table.setCurrentIndex(panel.table.records_model.index(row, column(panel, name)))
    panel.table.setFocus()


def test_a_click_sorts_and_shift_sorts_by_one_more(qtbot: QtBot, panel: RecordPanel) -> None:
    click_head(qtbot, panel, "department_code")
    assert names(panel) == ["Wang", "Zhao", "Li", "Sun"], "departments in the owner's order, not the alphabet's"
    click_head(qtbot, panel, "base_fen", SHIFT)
    assert names(panel) == ["Wang", "Zhao", "Li", "Sun"], "who has no base pay comes last"
    click_head(qtbot, panel, "base_fen", SHIFT)
    assert names(panel) == ["Wang", "Zhao", "Sun", "Li"]
    head = [panel.table.records_model.headerData(number, Qt.Orientation.Horizontal) for number in range(9)]
    assert any("▼²" in str(text) for text in head)


def test_keys_sort_by_the_cursors_column(qtbot: QtBot, panel: RecordPanel) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    to_cell(panel, 0, "name")
    qtbot.keyClick(panel.table, Qt.Key.Key_Down, alt)
    assert names(panel) == ["Zhao", "Wang", "Sun", "Li"]
    to_cell(panel, 0, "department_code")
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, alt)
    to_cell(panel, 0, "name")
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, alt | SHIFT)
    assert names(panel) == ["Wang", "Zhao", "Li", "Sun"]


def test_the_filter_row_opens_by_key_and_compares(qtbot: QtBot, panel: RecordPanel) -> None:
    to_cell(panel, 0, "base_fen")
    qtbot.keyClick(panel.table, Qt.Key.Key_L, CTRL_SHIFT)
    line = panel.table.head.line(column(panel, "base_fen"))
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, ">0.25w")
    qtbot.waitUntil(lambda: names(panel) == ["Li", "Sun"])
    other = panel.table.head.line(column(panel, "hired_on"))
    qtbot.keyClicks(other, "2024")
    qtbot.waitUntil(lambda: names(panel) == ["Li"])
    other.clear()
    line.clear()
    qtbot.keyClicks(line, "-")
    qtbot.waitUntil(lambda: names(panel) == ["Zhao"])
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(panel)) == 4)
    assert not panel.table.head.filter_row


def test_columns_are_chosen_moved_and_kept(qtbot: QtBot, show: Show, page_context: PageContext) -> None:
    panel = show()
    menu = panel.table.make_menu()
    chosen = next(one for one in menu.actions()[0].menu().actions() if one.objectName().endswith(".note"))
    assert not chosen.isChecked(), "a note takes room that the list needs"
    chosen.trigger()
    panel.table.show_column(column(panel, "role_code"), False)
    to_cell(panel, 0, "hired_on")
    qtbot.keyClick(panel.table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    panel.table.setColumnWidth(column(panel, "name"), 333)
    click_head(qtbot, panel, "name")
    before = panel.table.shown_columns()
    panel.hide()
    assert "probe.table" in page_context.settings.get(TABLES)
    again = show()
    assert again.table.shown_columns() == before
    assert again.table.columnWidth(column(again, "name")) == 333
    assert names(again) == ["Li", "Sun", "Wang", "Zhao"]


def test_the_last_column_cannot_be_hidden(panel: RecordPanel) -> None:
    for number in panel.table.shown_columns():
        panel.table.show_column(number, False)
    assert len(panel.table.shown_columns()) == 1


def test_copying_takes_the_columns_as_they_stand_with_their_names(qtbot: QtBot, panel: RecordPanel) -> None:
    panel.table.show_column(column(panel, "role_code"), False)
    panel.table.selectRow(1)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == ["Name", "Department", "First day", "Base pay"]
    assert row.split("\t") == ["Wang", "Service", "2026-03-16", "2,000.00"]


def test_the_footer_adds_only_what_adds_up(qtbot: QtBot, panel: RecordPanel) -> None:
    qtbot.waitUntil(lambda: panel.footer.text() == "4 rows · Base pay: sum 10,000.00, mean 3,333.33 (1 without)")
    panel.table.selectRow(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: panel.footer.text() == "2 rows chosen · Base pay: sum 5,000.00, mean 2,500.00")
    never = replace(PERSON, fields=tuple(replace(field, additive=False) for field in PERSON.fields))
    model = RecordTableModel(FieldColumns[Person](never, READER).columns())
    assert not any(one.adds_up for one in model.columns)


def test_pasted_rows_are_looked_at_before_they_are_kept(
    qtbot: QtBot, panel: RecordPanel, page_context: PageContext, settle: Callable[[], None]
) -> None:
    kept: list[tuple[Person, Person | None]] = []
    panel.offer_paste(
        PasteTarget(PERSON, lambda: {"store_id": 1}, lambda new, old: kept.append((new, old)), ("base_fen",))
    )
    rows = [
        "Name\tDepartment\tRole\tFirst day\tBase pay\tNote",
        "Qian\tService\tStaff\t2026-4-1\t0.3万\t",
        "Li\t\t\t\t\tmoves in May",
        "Wang\t\t\t\t9,000\t",
        "Zhou\tKitchen\tStaff\t2026-4-1\t1e400\t",
        "Sun\tDesign\tLead\t\t\t",
    ]
    QGuiApplication.clipboard().setText("\n".join(rows))
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = panel.dialog
    assert dialog is not None
    assert dialog.head.text() == "1 new, 1 changed, 1 as they are, 2 refused."
    told = dialog.table.records_model.as_text().split("\n")
    assert "Note: — → moves in May" in told[2]
    assert "with a date" in told[3]
    assert told[4].startswith("5\tDepartment: “Kitchen”")
    assert "Base pay: “1e400”" in told[4]
    assert kept == [], "nothing is kept before it is confirmed"
    qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), LEFT)
    settle()
    assert [(new.name, new.base_fen, old is None) for new, old in kept] == [
        ("Qian", 300_000, True),
        ("Li", 300_000, False),
    ]


@pytest.mark.parametrize("place", range(4))
def test_reckoned_columns_keep_their_place_when_rows_come_back_without_a_heading(
    qtbot: QtBot, page_context: PageContext, place: int
) -> None:
    """Copied to a spreadsheet and pasted back as they are, whatever stands between the columns."""
    columns = list(FieldColumns[Person](PERSON, READER).columns())
    sales = Field("sales", Kind.MONEY, None)
    columns[place:place] = [
        Column("Length", lambda one: len(one.name), numeric=True, name="length"),
        Column("Sales", lambda _one: 5_00, text=format_yuan, numeric=True, name="sales", field=sales),
    ]
    table = RecordTable(RecordTableModel(columns), "probe.reckoned", "People")
    panel = RecordPanel(page_context, table, lambda: READER)
    qtbot.addWidget(panel)
    table.set_records(TEAM)
    panel.offer_paste(PasteTarget(PERSON, lambda: {"store_id": 1}, lambda _new, _old: None))
    copied = table.records_model.as_text(columns=table.shown_columns()).split("\n")[1:]
    for lines in (copied, [copied[0].replace("Li", "Liu", 1), *copied[1:]]):
        QGuiApplication.clipboard().setText("\n".join(lines))
        panel.paste()
        assert panel.dialog is not None
        new = 0 if lines is copied else 1
        assert panel.dialog.head.text() == f"{new} new, 0 changed, {4 - new} as they are, 0 refused."
        panel.dialog.reject()


def test_the_workbook_holds_figures_and_texts_as_such(
    qtbot: QtBot,
    panel: RecordPanel,
    page_context: PageContext,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel.table.set_records([replace(TEAM[0], name="=1+1"), *TEAM[1:]])
    panel.offer_export("People")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "people.2026"), ""))
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_E, CTRL_SHIFT)
    settle()
    assert "people.2026.xlsx" in page_context.messages.text
    sheet = openpyxl.load_workbook(tmp_path / "people.2026.xlsx").active
    head, first, *rest = sheet.values
    assert head[:5] == ("Name", "Department", "Role", "First day", "Base pay")
    assert first[0] == "=1+1" and sheet["A2"].data_type == "s", "a name is never a formula"
    assert first[3].date() == date(2024, 5, 1) and first[4] == 3000
    assert rest[1][4] is None


def test_widths_of_a_table_that_waits_for_its_records_are_not_taken_for_the_users(
    qtbot: QtBot, page_context: PageContext
) -> None:
    model = RecordTableModel([Column("Name", str, width=180, name="name"), Column("Also", str, name="also")])
    table = RecordTable(model, "late", "Late")
    panel = RecordPanel(page_context, table, lambda: Reader(DAY))
    qtbot.addWidget(panel)
    panel.resize(500, 200)
    panel.show()
    panel.resize(700, 200)
    panel.hide()  # keeps what was arranged
    panel.show()
    table.set_records(["a"])
    # Half as much again, because the window is wide; that is its share of the room and no wish of the user.
    assert table.columnWidth(0) == 270
    panel.hide()
    assert not page_context.app.settings.get(TABLES).get("late", {}).get("widths")


def test_the_model_keeps_qts_rules(qtbot: QtBot, panel: RecordPanel) -> None:
    model = panel.table.records_model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.table.selectRow(2)
    model.add_sort(0, True)
    model.set_search("a")
    model.set_records(TEAM[:2])
    model.set_search("")
    assert tester.model() is model


BROKEN = """
import sys
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
app = QApplication([])
class Forgetful(RecordTableModel):
    def set_records(self, records):
        self.beginInsertRows(self.index(-1, -1), 0, len(records) - 1)
        self.endInsertRows()  # says that rows came and has none
model = (Forgetful if sys.argv[1] == "broken" else RecordTableModel)([Column("Name", str)])
tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
model.set_records([1, 2])
print("survived")
"""


@pytest.mark.parametrize(("kind", "survives"), [("whole", True), ("broken", False)])
def test_the_tester_aborts_on_a_broken_model(kind: str, survives: bool) -> None:
    run = subprocess.run([sys.executable, "-c", BROKEN, kind], capture_output=True, text=True, check=False)
    assert (run.returncode == 0) is survives, run.stderr
    assert ("survived" in run.stdout) is survives


def test_rows_that_come_late_find_columns_that_fit_them(qtbot: QtBot, page_context: PageContext) -> None:
    """Nobody wished for the widths of a table without rows, however often it was laid out meanwhile."""

    def built() -> RecordTable:
        table = RecordTable(RecordTableModel(FieldColumns[Person](PERSON, READER).columns()), "probe.late", "People")
        table.remember(page_context.settings)
        qtbot.addWidget(table)
        return table

    table = built()
    table.resize(900, 300)
    table.show()
    for width in (400, 1200, 900):  # a splitter finds its place
        table.resize(width, 300)
        table.setColumnWidth(0, 37)
    qtbot.waitUntil(lambda: not table._keep_soon.isActive())
    assert not page_context.settings.get(TABLES).get("probe.late", {}).get("widths")
    table.set_records([replace(TEAM[0], name="A name that needs much room in its column")])
    assert table.columnWidth(0) > 37
    # With rows there it is a wish, and holds the next time.
    table.setColumnWidth(0, 61)
    qtbot.waitUntil(lambda: 61 in page_context.settings.get(TABLES).get("probe.late", {}).get("widths", {}).values())
    again = built()
    again.set_records(TEAM)
    assert again.columnWidth(0) == 61


def test_only_what_is_shown_is_measured_and_what_is_shown_later_fits_then(
    qtbot: QtBot, page_context: PageContext
) -> None:
    """Most columns of a table with all key figures are hidden: measuring them would hold up the window for nothing."""
    asked: list[str] = []

    def saying(name: str, text: str, *, hidden: bool) -> Column[str]:
        return Column(name, lambda _record: asked.append(name) or text, name=name, hidden=hidden)

    columns = [saying("a", "1,234.00", hidden=False), saying("b", "long enough to be cut off " * 2, hidden=True)]
    table = RecordTable(RecordTableModel([*columns, Column("last", str, name="last")]), "probe.hidden", "Hidden")
    table.remember(page_context.settings)
    qtbot.addWidget(table)
    table.set_records([f"record {number}" for number in range(200)])
    assert "a" in asked and "b" not in asked
    table.show_column(1, True)
    needed = table.fontMetrics().horizontalAdvance("long enough to be cut off " * 2)
    assert table.columnWidth(1) >= min(needed, 300)
    # The user's own width outlives hiding and showing the column.
    table.setColumnWidth(1, 77)
    table.show_column(1, False)
    table.show_column(1, True)
    assert table.columnWidth(1) == 77


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_column_is_wide_enough_for_each_of_its_first_cells(qtbot: QtBot, texts: list[str]) -> None:
    table = RecordTable(RecordTableModel([Column("", str)]), "probe.wide", "Wide")
    width, advance = fitting_widths(table, table.records_model.columns, texts)[0], table.fontMetrics().horizontalAdvance
    assert all(width >= min(advance(text), 360) for text in texts)
    assert width <= 360


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 10**14), min_size=1, max_size=5), min_size=2, max_size=4))
def test_no_figure_is_cut_off_by_what_stood_there_before(qtbot: QtBot, looks: list[list[int]]) -> None:
    columns = [
        Column[tuple[int, int]]("Name", lambda row: "x" * len(str(row[1])), name="name"),
        Column[tuple[int, int]]("Amount", lambda row: row[1], text=format_yuan, numeric=True, name="amount"),
        Column[tuple[int, int]]("Last", lambda _row: "", name="last"),
    ]
    table = RecordTable(RecordTableModel(columns), "probe.figures", "Figures")
    table.resize(300, 200)
    table.show()
    before = [0, 0]
    for fens in looks:
        table.set_records(list(enumerate(fens)))
        words, figures = table.columnWidth(0), table.columnWidth(1)
        needed = max(table.fontMetrics().horizontalAdvance(format_yuan(fen)) for fen in fens)
        assert figures > needed and figures >= before[1], "a column never gets narrower while it is looked at"
        assert before[0] in (0, words), "and words stay where they are"
        before = [words, figures]
    table.deleteLater()

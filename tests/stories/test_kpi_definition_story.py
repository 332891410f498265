"""Story: the platform counts visitors in another way; the owner notes it, and nothing compares the two unsaid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.coverage import CoverSource
from shopdesk.domain.kpi.definitions import OwnChange
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.definition_form import DefinitionForm
from shopdesk.gui.pages.kpi.dictionary_dialog import DictionaryDialog
from shopdesk.gui.pages.kpi.page import KpiPage
from tests.gui.hands import click
from tests.kpi_data import lively_store

WORDS = "visits of <b>the app</b> count, too"


def test_a_changed_definition_is_noted_marked_and_said(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, date(2026, 3, 15))
    page = KpiPage(page_context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 2), date(2026, 3, 15)))
    settle()
    tile = page.tiles.tile("conversion")
    assert tile is not None and "counted otherwise" not in tile.change.text()

    # In the dictionary, at the figure.
    page.show_dictionary("conversion")
    settle()
    (dictionary,) = page.findChildren(DictionaryDialog)
    assert not dictionary.untold.isEnabled()
    click(dictionary, "kpi.dictionary.define")
    (form,) = dictionary.findChildren(DefinitionForm)
    day, words = form.editors["day"].widget, form.editors["words"].widget
    qtbot.keyClick(day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(day, "2026-03-09")
    qtbot.keyClicks(words, WORDS)
    form.ok.click()
    settle()
    assert services.definitions.own(store_id) == (OwnChange(code="conversion", day=date(2026, 3, 9), words=WORDS),)
    assert f"Counted otherwise from 2026-03-09: {WORDS} (noted by you)" in dictionary.about.text()
    dictionary.reject()

    # The tile and its explanation say that the days compared do not mean the same; the chart marks the day.
    tile = page.tiles.tile("conversion")
    assert tile is not None and tile.change.text().endswith(", counted otherwise") and WORDS in tile.change.toolTip()
    page.explain("conversion")
    assert any("Not the same definition" in label.text() for label in page.findChildren(QLabel))
    page.trend.pick(["orders"])
    assert page.trend.data is not None and not any(mark.parts for mark in page.trend.data.marks)
    page.show_figure("conversion")
    assert page.trend.data is not None
    assert [(mark.day, mark.name) for mark in page.trend.data.marks if mark.parts] == [
        (date(2026, 3, 9), "Conversion counted otherwise")
    ]

    # The span before, as a second line, says it in its name.
    next(one for one in page.trend.beside.against.menu().actions() if one.objectName() == "kpi.beside.before").trigger()
    settle()
    assert [one.name for one in page.trend.data.series if one.parted] == [
        "Conversion, 2026-02-16 to 2026-03-01, counted otherwise"
    ]

    # Days that all lie behind it are compared as ever; the calendar of data has it in its month.
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 13), date(2026, 3, 15)))
    settle()
    tile = page.tiles.tile("conversion")
    assert tile is not None and "counted otherwise" not in tile.change.text()
    gaps = page.tabs.open("gaps")
    settle()
    assert f"Conversion: 2026-03-09: {WORDS}" in gaps.changed.text() and gaps.changed.isVisible()
    model = gaps.grid.cover_model
    cell = model.place(CoverSource.STORE_DAYS, date(2026, 3, 9))
    assert cell.data().startswith("¦"), "a sign in the grid, before the day"
    assert WORDS in cell.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert "¦" not in model.place(CoverSource.STORE_DAYS, date(2026, 3, 10)).data()

    # Taken away, and brought back by undo.
    page.show_dictionary("conversion")
    settle()
    (dictionary,) = [one for one in page.findChildren(DictionaryDialog) if one.isVisible()]
    click(dictionary, "kpi.dictionary.untold")
    settle()
    assert services.definitions.own(store_id) == () and not dictionary.untold.isEnabled()
    services.history.undo()
    settle()
    assert len(services.definitions.own(store_id)) == 1 and dictionary.untold.isEnabled()
    dictionary.reject()

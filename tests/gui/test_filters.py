"""A filter typed into any column of any table of records gives rows or a sentence, never a fault.

A usual run types what people type into all of them, and what Hypothesis draws into every fourth;
``SHOPDESK_EXTREMES=all`` that into all, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle
from tests.gui.walk import views

DRAWN_FOR_EVERY = 1 if os.environ.get("SHOPDESK_EXTREMES") == "all" else 4
USUAL = ("-", "a", ">5", "<=2026-3-1", "1..9")
values = st.one_of(
    st.sampled_from(("2026-3-1", "今天", "8:30", "1.2万", "5%", "￥3元", "是", "—", "1e9", "nan", "9" * 80)),
    st.integers(-(10**13), 10**13).map(str),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.text(max_size=6),
)
words = st.one_of(
    values,
    st.tuples(st.sampled_from((">", "<", ">=", "≤", "=")), values).map("".join),
    st.tuples(values, st.sampled_from(("..", "~", "…")), values).map("".join),
)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store."""
    opened = Desktop(
        qapp, bootstrap.prepare(make_sample(tmp_path / "data", "en", settled=True), "en", clock=FixedClock(NOW))
    )
    opened.window.show()
    opened.open_data()
    settle(qtbot, opened)
    yield opened
    close(opened)


def filter_faults(table: RecordTable, words: list[str], qtbot: QtBot) -> list[str]:
    """What goes wrong where each of these words is typed into each column."""
    found = []
    table.head.show_filters(True)
    model = table.records_model
    for number, column in enumerate(model.columns):
        line = table.head.line(number)
        for word in (*words, ""):
            line.setText(word)
            with qtbot.captureExceptions() as raised:
                table.head.filtered.emit()
            if raised or len(model.records) > len(model.everything):
                found.append(f"{table.objectName()}, {column.header}, {word!r}: {raised}")
    table.head.show_filters(False)
    return found


def sorting_faults(table: RecordTable, qtbot: QtBot) -> list[str]:
    """What goes wrong where the rows are sorted by each column."""
    found = []
    model = table.records_model
    for number, column in enumerate(model.columns):
        with qtbot.captureExceptions() as raised:
            model.set_sorting([(number, True)])
        if raised:
            found.append(f"{table.objectName()}, {column.header}, sorted: {raised}")
    model.set_sorting([])
    return found


@pytest.mark.timeout(300)
def test_any_filter_in_any_column_of_any_table_gives_an_answer(desktop: Desktop, qtbot: QtBot) -> None:
    tried: set[str] = set()
    broken: list[str] = []

    def try_out(table: RecordTable) -> None:
        @settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(words, min_size=2, max_size=3))
        def typed(some: list[str]) -> None:
            broken.extend(filter_faults(table, some, qtbot))

        broken.extend(filter_faults(table, list(USUAL), qtbot))
        broken.extend(sorting_faults(table, qtbot))
        if len(tried) % DRAWN_FOR_EVERY == 0:
            typed()

    for _view in views(desktop, lambda: settle(qtbot, desktop)):
        for table in desktop.window.findChildren(RecordTable):
            if table.objectName() not in tried and table.records_model.everything:
                tried.add(table.objectName())
                try_out(table)
    assert broken == []
    assert len(tried) > 50, "the sample store fills the tables of every page"
    assert {"kpi.market.looks.table", "kpi.market.looks.compared", "kpi.money.costs.dated"} <= tried

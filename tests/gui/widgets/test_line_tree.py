"""A tree of lines keeps Qt's rules however it is filled, and says every line whole."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.line_tree import Line, LineModel, LineTree
from tests.gui.hands import ModelRules

WORDS = st.text(max_size=4)
LINES = st.recursive(
    st.builds(Line, st.tuples(WORDS, WORDS)),
    lambda below: st.builds(Line, st.tuples(WORDS), below=st.lists(below, max_size=3)),
    max_leaves=12,
)


def flat(lines: list[Line]) -> list[Line]:
    return [one for line in lines for one in [line, *flat(line.below)]]


@given(st.lists(st.tuples(st.lists(LINES, max_size=3), st.lists(LINES, max_size=3), st.integers(0, 50)), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_is_what_was_given(
    qtbot: QtBot, rules: ModelRules, fillings: list[tuple[list[Line], list[Line], int]]
) -> None:
    tree = LineTree(LineModel(("What", "Value")))
    qtbot.addWidget(tree)
    rules.watch(tree.lines)
    for lines, later, which in fillings:
        tree.lines.show_lines(lines)
        tree.expandAll()
        places = list(tree.lines.walk())
        assert [tree.lines.line(index) for index in places] == flat(lines)
        if places:
            chosen = places[which % len(places)]
            tree.setCurrentIndex(chosen)
            line = tree.lines.line(chosen)
            tree.lines.show_below(chosen, later)
            assert line.below == later
            assert [tree.lines.line(index) for index in tree.lines.walk()] == flat(lines)
            assert tree.lines.line(tree.currentIndex()) is line, "the cursor stays where it was"
            assert tree.texts() == [one.spoken for one in flat(lines)]

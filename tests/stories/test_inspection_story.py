"""A round is entered, walked place by place in its table, and what is found is followed until it stayed right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.domain.daily.problems import ProblemState
from tests.gui.hands import click
from tests.stories.shop import MONDAY, Shop

Key = Qt.Key


def test_a_round_from_its_places_to_the_second_look(shop: Shop) -> None:
    part = shop.page.show_view("rounds")
    shop.wait()
    assert part.stack.currentIndex() == 1
    click(part, "daily.rounds.new")
    form = part.dialog
    form["name"].setText("Home page")
    form["places"].setPlainText("Sign\nMain visual")
    click(form, "form.ok")
    shop.wait()

    walk = part.panel_of_walk
    assert walk.title.text() == "Home page" and walk.table.records_model.rowCount() == 2
    assert walk.said.text().startswith("Not walked on this day yet")
    points = [column.name for column in walk.table.records_model.columns].index("points")

    def give(row: int, figure: str) -> None:
        walk.table.setCurrentIndex(walk.table.records_model.index(row, points))
        walk.table.setFocus()
        QTest.keyClick(walk.table, Key.Key_F2)
        line = walk.table.viewport().findChild(object, "daily.walk.table.points")
        QTest.keyClicks(line, figure)
        QTest.keyClick(line, Key.Key_Return)
        shop.wait()

    give(0, "4")
    give(1, "9")
    assert "9 points are more than the 5" in walk.refused.text()
    give(1, "2")
    assert walk.said.text() == "6 of 10 points (60%), 2 of 2 places seen."

    # What was found is a problem of the board, with the day on which it is looked at again.
    click(walk, "daily.walk.finding")
    dialog = walk.dialog
    assert dialog is not None and dialog.title.text() == "Main visual: "
    dialog.title.setText("Main visual: price is old")
    click(dialog, "form.ok")
    shop.wait()
    (problem,) = shop.services.problems.open(shop.store_id)
    assert (problem.area, problem.inspect_on is not None) == ("Home page", True)
    assert "Main visual: price is old" in walk.open_ones.text()
    click(walk, "daily.walk.problem")
    shop.wait()
    assert shop.page.view("problems").detail.problem_id == problem.id

    shop.services.problems.step(problem.id, ProblemState.CLOSED, who="小满")
    shop.services.problems.look_again(problem.id, right=True, who="惊蛰")
    part = shop.page.show_view("rounds")
    shop.wait()
    assert walk.open_ones.text() == ""
    assert part.board.last[part.chosen.id].day == MONDAY

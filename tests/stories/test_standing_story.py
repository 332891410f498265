"""A store enters what it does every week, ticks it off on the day's form, and sees what was forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel

from tests.gui.hands import click
from tests.stories.shop import MONDAY, Shop

Key = Qt.Key


def test_a_task_is_entered_comes_up_on_its_day_is_ticked_and_comes_again(shop: Shop) -> None:
    page = shop.page
    part = page.show_view("standing")
    shop.wait()
    assert part.stack.currentIndex() == 1
    click(part, "daily.tasks.new")
    form = part.dialog
    form["title"].setText("Rotate five products")
    form["owner"].setCurrentText("小满")
    click(form, "form.ok")
    shop.wait()
    assert part.said.text() == "To be done: 1, 0 of them late."

    # On the form of the day, with the tick of whoever is at it.
    page.show_view("today")
    shop.wait()
    shop.is_checker("惊蛰")
    card = shop.today.side.standing
    assert card.isVisible()
    (task,) = shop.services.standing.board(shop.store_id).tasks
    box = card.findChild(QCheckBox, f"daily.standing.{task.id}")
    assert box is not None and box.accessibleName() == "Done: Rotate five products"
    QTest.keyClick(box, Key.Key_Space)
    shop.wait()
    (due,) = shop.services.standing.on_day(shop.store_id, MONDAY)
    assert due.done is not None and due.done.who == "惊蛰"
    said = [label.text() for label in card.findChildren(QLabel)]
    assert "Rotate five products\n小满 · done by 惊蛰" in said

    # Done, it is off the form the next day; a week later it is there again, and late when it is forgotten.
    shop.at("09:00", MONDAY + timedelta(days=1))
    assert not card.isVisible()
    shop.at("09:00", MONDAY + timedelta(days=9))
    assert card.isVisible()
    part = page.show_view("standing")
    shop.wait()
    assert part.said.text() == "To be done: 1, 1 of them late."
    model = part.table.records_model
    state = [column.name for column in model.columns].index("state")
    assert model.index(0, state).data() == "2 days late"
    click(part, "daily.tasks.done")
    shop.wait()
    assert model.index(0, state).data() == f"done on {date(2026, 3, 25)}"
    click(part, "daily.tasks.notDone")
    shop.wait()
    assert model.index(0, state).data() == "2 days late"


def test_what_ships_is_a_place_to_begin(shop: Shop) -> None:
    part = shop.page.show_view("standing")
    shop.wait()
    click(part, "daily.tasks.take")
    shop.wait()
    assert part.table.records_model.rowCount() == 7 and not part.take.isVisible()

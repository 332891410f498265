"""Story: somebody is hired and begins the plan of the role; tests, the daily form, the bell, an extension, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtTest import QTest

from tests.gui.hands import click
from tests.stories.shop import Shop


def fill(form: Any, name: str, words: str) -> None:
    form[name].setFocus()
    form[name].selectAll()
    QTest.keyClicks(form[name], words)


def training(shop: Shop) -> Any:
    page: Any = shop.desktop.window.open_page("people")
    shop.wait()
    part = page.tabs.open("growth").tabs.open("training")
    shop.wait()
    return part


def hired(shop: Shop, name: str) -> None:
    page: Any = shop.desktop.window.open_page("people")
    shop.wait()
    page.show_team()
    shop.wait()
    page.team.open_hire()
    form = page.team.dialog
    assert form.training.isChecked()
    fill(form, "name", name)
    click(form, "form.ok")
    shop.wait()


def test_from_the_first_day_to_the_end_of_the_trial(shop: Shop) -> None:
    hired(shop, "Qing")
    part = training(shop)
    (view,) = part.table.records_model.records
    assert (view.person.name, view.training.ends_on) == ("Qing", date(2026, 4, 15))
    assert part.about.text() == "Customer service, begun 2026-03-16, on trial until 2026-04-15"

    # On the daily form stands what is due today.
    shop.desktop.window.open_page("daily")
    shop.wait()
    (line,) = [one for one in shop.today.meeting.findChildren(object, "daily.training") if one.text()]
    assert line.text() == "Qing: The store and its tools"

    part = training(shop)
    click(part, "people.growth.training.result")
    click(part.dialog, "form.ok")  # an item without a test: done today
    shop.wait()
    assert part.items.current().title_en == "The products", "the next open one is chosen"

    # The test of the products is not passed, and passed at the second try.
    for result, done in (("79", "1 of 7"), ("80", "2 of 7")):
        part.items.select(lambda item: item.title_en == "The products")
        click(part, "people.growth.training.result")
        fill(part.dialog, "result", result)
        click(part.dialog, "form.ok")
        shop.wait()
        model = part.table.records_model
        assert model.index(0, [one.name for one in model.columns].index("done")).data() == done

    # A week before the end the bell speaks of it; it is extended, with a reason.
    shop.clock.set(datetime(2026, 4, 9, 9, 0))
    shop.qtbot.waitUntil(lambda: shop.desktop.reminders is not None)
    shop.desktop.reminders.look()
    shop.wait()
    assert any("Trial ends: Qing (2026-04-15)" in str(one.sentence) for one in shop.desktop.reminders.standing)
    part.refresh()
    shop.wait()
    click(part, "people.growth.training.extend")
    form = part.dialog
    fill(form, "ends_on", "2026-04-30")
    click(form, "form.ok")
    shop.wait()
    assert form.said() == "Say why; it is read when people talk about it later."
    fill(form, "reason", "ill for two weeks")
    click(form, "form.ok")
    shop.wait()
    assert part.about.text().endswith("on trial until 2026-04-30 · extended · ill for two weeks")

    click(part, "people.growth.training.passed")
    assert "5 of 7 items are still open." in [
        one.text() for one in part.dialog.findChildren(object) if hasattr(one, "text")
    ]
    click(part.dialog, "form.ok")
    shop.wait()
    assert "passed 2026-04-09" in part.about.text()
    assert not part.extend.isEnabled() and part.resume.isVisible()
    shop.desktop.reminders.look()
    shop.wait()
    assert not any("Qing" in str(one.sentence) for one in shop.desktop.reminders.standing)

    # Undo takes the decision back, and with everything else undone nobody is there any more.
    history = shop.services.history
    for _ in range(6):
        history.undo()
    shop.wait()
    part.refresh()
    shop.wait()
    assert part.table.records_model.records == [] and part.stack.currentWidget() is part.empty


def test_a_plan_is_changed_and_begun_by_hand(open_shop: Callable[[], Shop]) -> None:
    shop = open_shop()
    shop.services.people.hire(shop.store_id, "Gu", "design", date(2026, 3, 10))
    part = training(shop)
    assert part.without.text() == "New and without a training plan: Gu"
    plans = {one.objectName(): one for one in part.plans.menu().actions()}
    plans["people.growth.training.plan.design"].trigger()
    form = part.dialog
    fill(form, "months", "2")
    click(form, "form.ok")
    shop.wait()
    click(part, "people.growth.training.begin")
    form = part.dialog
    assert form["started_on"].text() == "2026-03-10" and form["ends_on"].text() == "2026-05-09"
    click(form, "form.ok")
    shop.wait()
    (view,) = part.table.records_model.records
    assert view.person.name == "Gu" and [item.day for item in view.due] == [2, 4, 5]
    assert part.without.text() == ""

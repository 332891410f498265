"""What becomes of who works on another PC: other rights, a broken line, a new address, a closed access, leaving."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.accounts import Account, Grant
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.stories.sharing import PASSWORD, Office, office, type_into


@pytest.fixture
def machine(qtbot: QtBot, qapp: QApplication, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("shopdesk.services.sharing.holding.own_addresses", lambda: ["127.0.0.1"])
    with office(qtbot, qapp, clock) as made:
        yield made


def shown_why(desktop: Desktop) -> list[str]:
    page = desktop.window.centralWidget()
    return [why.text() for why in page.findChildren(QLabel, "veil.why") if why.isVisible()]


def test_from_other_rights_to_the_end(machine: Office, qtbot: QtBot) -> None:
    boss = machine.window("boss", store=True)
    shared = machine.share(boss)
    code = machine.code(boss, shared, "manager")
    other = machine.window("other")
    machine.join(other, code)
    machine.until(lambda: other.window.context is not None)
    settle(qtbot, other)
    office_of: Any = boss.app.sharing.holding.office

    # --- other rights: heard at once, and what is closed now closes.
    other.window.open_page("kpi")
    settle(qtbot, other)
    assert shown_why(other) == []
    account = next(one for one in office_of.accounts() if one.person == "Xiaoman")
    staff = Grant(type(account.grant.group)("staff"), account.grant.stores)
    begun = time.monotonic()
    office_of.change(Account(account.role, account.person, staff))
    machine.until(lambda: "The owner changed what you may see and do" in other.window.messages.text)
    assert time.monotonic() - begun < 15  # a second where nobody else works on the machine
    settle(qtbot, other)
    other.window.open_page("kpi")
    machine.until(lambda: shown_why(other) != [])
    assert other.app.services.ctx.rights.group == "staff"

    # --- the line breaks and comes back: what was typed stays.
    other.window.open_page("daily").tabs.open("problems").new_problem()
    settle(qtbot, other)
    form: Any = machine.dialog(other, "newProblem")
    form.editors["title"].set_value("The lamp in the hall")
    boss.app.sharing.holding.close_door()
    machine.until(lambda: "ShopDesk tries again by itself" in other.window.messages.text)
    assert form.isVisible() and form.editors["title"].value() == "The lamp in the hall"
    boss.app.sharing.holding.open_door()
    machine.until(lambda: "The line to the data stands again" in other.window.messages.text)
    form.ok.click()
    machine.until(lambda: [one.title for one in boss.app.services.problems.open(1)] == ["The lamp in the hall"])

    # --- the PC with the data has another address: a sentence, and a field for it.
    machine.close(other)
    file = next((machine.home / "other" / "sign-ins").glob("*.json"))
    said = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(said | {"addresses": ["nowhere.invalid"]}), "utf-8")
    other = machine.window("other")
    sign_in = machine.dialog(other, "signIn")
    type_into(sign_in, "signIn.password", PASSWORD)
    click(sign_in, "signIn.enter")
    machine.until(lambda: "not found where it was" in sign_in.problem.text())
    type_into(sign_in, "signIn.address", "127.0.0.1")
    click(sign_in, "signIn.enter")
    machine.until(lambda: other.window.context is not None)
    settle(qtbot, other)

    # --- closed: nothing is shown any more, and the password opens nothing.
    page = other.window.centralWidget()
    assert page.isVisible()
    office_of.close(account.role)
    gone = machine.dialog(other, "signIn")
    assert not page.isVisible()
    machine.until(lambda: "the access was closed" in gone.problem.text())
    type_into(gone, "signIn.password", PASSWORD)
    click(gone, "signIn.enter")
    machine.until(lambda: gone.enter.isEnabled() and "the access was closed" in gone.problem.text())
    assert other.window.context is None or not other.app.is_open

    # --- leaving: the PC begins anew, with the choice of the first start; its sign-in is gone, the data are not.
    click(gone, "signIn.part")
    asked = next(one for one in gone.findChildren(QPushButton, "signIn.ask.go") if one.isVisible())
    asked.click()
    machine.dialog(other, "firstStart")
    assert not list((machine.home / "other" / "sign-ins").iterdir())
    assert not other.app.is_shared and other.app.services.stores.all() == []
    assert [one.name for one in boss.app.services.stores.all()] == ["Lamp House"]
    # The code of then was used, and lets nobody in.
    click(machine.dialog(other, "firstStart"), "firstStart.join")
    again = machine.dialog(other, "join")
    type_into(again, "join.code", code)
    click(again, "join.next")
    for name, text in (("name", "Xiaoman"), ("password", PASSWORD), ("again", PASSWORD)):
        type_into(again, f"join.{name}", text)
    click(again, "join.next")
    machine.until(lambda: "This code was used already" in again.problem.text())

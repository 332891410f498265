"""One store on two PCs: shared, joined, worked in on both, an access closed, and back to one PC."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.stories.sharing import PASSWORD, Office, office, type_into


@pytest.fixture
def machine(qtbot: QtBot, qapp: QApplication, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("shopdesk.services.sharing.holding.own_addresses", lambda: ["127.0.0.1"])
    with office(qtbot, qapp, clock) as made:
        yield made


def test_a_second_pc_in_ten_minutes_and_back_to_one(machine: Office, qtbot: QtBot) -> None:
    boss = machine.window("boss", store=True)
    assert boss.commands.place.text() == "The data are on this PC alone"
    shared = machine.share(boss)
    assert boss.commands.place.text() == "The data are on this PC, for others, too"
    assert len(list((machine.home / "boss").glob("moved-*.db"))) == 1
    # The PC that holds the data makes their backups as before.
    assert boss.app.services.backups.create().file.exists()
    code = machine.code(boss, shared)

    other = machine.window("other")
    machine.join(other, code)
    machine.until(lambda: other.window.context is not None)
    settle(qtbot, other)
    assert other.window.context.store.name == "Lamp House"
    assert other.commands.place.text() == "The data are on 127.0.0.1; you are Xiaoman"
    assert not other.commands.share.isEnabled()

    other.app.services.stores.create("Second House")
    machine.until(lambda: {one.name for one in boss.stores} == {"Lamp House", "Second House"})
    machine.until(lambda: [one.person for one in shared.table.model().records] == ["Xiaoman"])

    # Signed out, nothing of the password is left: it is asked for at the next start.
    machine.close(other)
    again = machine.window("other")
    sign_in = machine.dialog(again, "signIn")
    type_into(sign_in, "signIn.password", "wrong one 99")
    click(sign_in, "signIn.enter")
    machine.until(lambda: "name or password are wrong" in sign_in.problem.text())
    type_into(sign_in, "signIn.password", PASSWORD)
    click(sign_in, "signIn.enter")
    machine.until(lambda: again.window.context is not None)
    for file in (machine.home / "other").rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes()

    click(shared, "shared.back")
    back = machine.dialog(boss, "shareBack")
    click(back, "shareBack.begin")
    machine.until(lambda: back.shut.isEnabled() and "Everything arrived" in back.view.state.text())
    click(back, "shareBack.close")
    machine.until(lambda: boss.commands.place.text() == "The data are on this PC alone")
    settle(qtbot, boss)
    assert {one.name for one in boss.app.services.stores.all()} == {"Lamp House", "Second House"}
    assert (machine.home / "boss" / "shopdesk.db").exists()
    machine.until(lambda: "does not answer" in again.window.messages.text or "not found" in again.window.messages.text)

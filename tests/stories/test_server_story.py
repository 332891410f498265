"""A store on a server that is there: typed, looked at, moved to, joined with a code, and back to one PC."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.certificates import identity
from shopdesk.sharing.programs import bundled
from shopdesk.sharing.server import LOOPBACK, Server
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.sharing.front import encrypting
from tests.stories.sharing import Office, office, type_into

SECRET = "geheim des Servers 2026"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[int]:
    """The port of a server of the company, which encrypts, with a user and a database for the program.

    Its certificate is of an authority of the company, which is in the file ``ca/authority.pem``.
    """
    home = Path(tempfile.mkdtemp(prefix="shopdesk-there-"))
    home.chmod(0o711)  # the server's user is another one where the tests run as root
    server = Server(home / "server", bundled())
    server.make()
    server.start()
    with psycopg.connect(**server.connection(), autocommit=True) as administrator:
        administrator.execute(f"CREATE ROLE shop LOGIN CREATEROLE CREATEDB PASSWORD '{SECRET}'")
        administrator.execute("CREATE DATABASE lamps OWNER shop TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    identity(tmp_path / "ca", [LOOPBACK], datetime.now(UTC))
    with encrypting(server.port, tmp_path / "ca" / "relay.pem") as port:
        yield port
    server.stop()
    shutil.rmtree(home)


@pytest.fixture
def machine(qtbot: QtBot, qapp: QApplication, clock: FixedClock, there: int) -> Iterator[Office]:
    with office(qtbot, qapp, clock) as made:
        yield made


def test_onto_a_server_that_is_there_and_back(machine: Office, qtbot: QtBot, there: int, tmp_path: Path) -> None:
    authority = tmp_path / "ca" / "authority.pem"
    boss = machine.window("boss", store=True)
    boss.commands.share.trigger()
    dialog = machine.dialog(boss, "share")
    type_into(dialog, "share.name", "Boss")
    click(dialog, "share.there")
    assert not dialog.share.isEnabled() and not dialog.port.isVisible()

    def found() -> str:
        return " ".join(one.text() for one in dialog.list.findChildren(QLabel) if one.isVisible())

    for name, text in (("host", LOOPBACK), ("port", str(there)), ("database", "lamps"), ("user", "shop"),
                       ("password", "not this one")):  # fmt: skip
        type_into(dialog, f"share.server.{name}", text)
    click(dialog, "share.again")
    machine.until(lambda: "Choose the certificate of that authority" in found())
    assert not dialog.share.isEnabled()
    type_into(dialog, "share.server.authority", str(authority))
    click(dialog, "share.again")
    machine.until(lambda: "the password is wrong" in found())
    assert not dialog.share.isEnabled()
    type_into(dialog, "share.server.password", SECRET)
    assert found() == ""  # what was found was of another password
    click(dialog, "share.again")
    machine.until(lambda: dialog.share.isEnabled() and "What goes over the network is encrypted." in found())

    def moved() -> bool:
        if dialog.problem.text().startswith("Wait until this is done"):
            click(dialog, "share.share")  # the data were being checked just then
        return bool(dialog.shut.text() == "Go on")

    click(dialog, "share.share")
    machine.until(moved)
    assert "every one read back and compared" in dialog.view.state.text()
    click(dialog, "share.close")
    shared = machine.dialog(boss, "shared")
    machine.until(lambda: LOOPBACK in shared.place.text())
    assert not shared.stays.isVisible()  # a server goes on by itself
    assert boss.commands.place.text() == "The data are on 127.0.0.1; you are Boss"

    click(shared, "shared.code")
    form = machine.dialog(boss, "rights")
    form.group.setCurrentIndex(form.group.findData("manager"))
    form.ok.click()
    shown = machine.dialog(boss, "code")
    click(shown, "code.copy")
    code = machine.qapp.clipboard().text()
    click(shown, "code.close")
    other = machine.window("other")
    machine.join(other, code, authority=authority)
    machine.until(lambda: other.window.context is not None)
    settle(qtbot, other)
    assert other.window.context.store.name == "Lamp House"
    boss.app.services.stores.update(replace(boss.stores[0], name="Lamp Palace"))
    machine.until(lambda: [one.name for one in other.stores] == ["Lamp Palace"])
    machine.until(lambda: [one.person for one in shared.table.model().records] == ["Xiaoman"])

    # The password is asked for at the next start, and lies nowhere.
    click(shared, "shared.close")
    machine.close(boss)
    for file in (machine.home / "boss").rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()
    again = machine.window("boss")
    sign_in = machine.dialog(again, "signIn")
    type_into(sign_in, "signIn.password", SECRET)
    click(sign_in, "signIn.enter")
    machine.until(lambda: again.window.context is not None)
    settle(qtbot, again)

    again.commands.share.trigger()
    click(machine.dialog(again, "shared"), "shared.back")
    back = machine.dialog(again, "shareBack")
    assert "What is on the server stays there" in back.findChildren(QLabel)[0].text()
    click(back, "shareBack.begin")
    machine.until(lambda: back.shut.isEnabled() and "Everything arrived" in back.view.state.text())
    click(back, "shareBack.close")
    machine.until(lambda: again.commands.place.text() == "The data are on this PC alone")
    settle(qtbot, again)
    assert [one.name for one in again.app.services.stores.all()] == ["Lamp Palace"]

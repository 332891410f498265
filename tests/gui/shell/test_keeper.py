"""Months of profit are kept once the window stands and after every change, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from shopdesk.bootstrap import open_app
from shopdesk.domain.ledger.costs import CostKind, DatedCost
from shopdesk.gui import keeper
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.keeper import Keeper
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ONBOARDED, Settings
from shopdesk.storage.kept_answers import LOSS_ALERT, PROFIT
from shopdesk.storage.tables.kept import kept_answers
from tests.gui.shell.support import settle
from tests.storage.profit_stores import PRODUCTS, world, write


def test_they_are_kept_again_after_a_change_and_never_before_who_waits(
    qtbot: QtBot,
    start: Callable[..., Desktop],
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "data"
    app = open_app(folder, "en", clock=clock)
    store = app.services.stores.create("Lamp House")
    write(app, store, world(1, PRODUCTS))
    app.close()
    Settings(folder / "settings.json").set(ONBOARDED, True)
    for name in ("_AFTER_CHANGE_MS", "_LOOK_AGAIN_MS"):
        monkeypatch.setattr(keeper, name, 1)
    desktop = start(folder)
    settle(qtbot, desktop)
    assert desktop.window.context is not None
    services = desktop.app.services

    def kept() -> int:
        with services.ctx.read() as uow:
            query = select(func.count()).where(kept_answers.c.sure, kept_answers.c.name == PROFIT.name)
            return int(uow.connection.execute(query).scalar_one())

    release, waited = Event(), list[int]()
    desktop.tasks.database(release.wait)
    desktop.tasks.database(lambda: waited.append(kept()))
    Keeper(desktop.window.context)
    release.set()
    qtbot.waitUntil(lambda: kept() == 2)
    settle(qtbot, desktop)
    assert waited == [0]
    cost = DatedCost(store_id=store.id or 0, kind=CostKind.RENT, amount_fen=100, first_day=date(2026, 1, 1))
    services.costs.keep(cost)
    assert kept() == 0
    qtbot.waitUntil(lambda: kept() == 2)
    settle(qtbot, desktop)


def test_after_an_import_nobody_waits_for_the_pause_after_edits(
    qtbot: QtBot, start: Callable[..., Desktop], tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is reckoned for a page is kept, although nothing is changed."""
    folder = tmp_path / "data"
    app = open_app(folder, "en", clock=clock)
    store = app.services.stores.create("Lamp House")
    write(app, store, world(1, PRODUCTS))
    app.close()
    Settings(folder / "settings.json").set(ONBOARDED, True)
    monkeypatch.setattr(keeper, "_AFTER_CHANGE_MS", 600_000)
    desktop = start(folder)
    settle(qtbot, desktop)
    assert desktop.window.context is not None
    ctx = desktop.app.services.ctx

    def kept() -> set[str]:
        with ctx.read() as uow:
            return set(uow.connection.scalars(select(kept_answers.c.name).where(kept_answers.c.sure)))

    Keeper(desktop.window.context)
    with ctx.open_uow("import") as uow:
        uow.touch("imports", "orders")
        uow.commit()
    qtbot.waitUntil(lambda: PROFIT.name in kept())
    settle(qtbot, desktop)
    monkeypatch.setattr(keeper, "_AFTER_CHANGE_MS", 1)
    ctx.reader.forget()
    desktop.app.services.alerts.now(store.id or 0)
    qtbot.waitUntil(lambda: LOSS_ALERT.name in kept())
    settle(qtbot, desktop)

"""Sharing as the dialogs are told of it, without a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from shopdesk.services.sharing.holding import SharedState, ShownCode
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.accounts import Account, Grant
from shopdesk.sharing.office import Session
from shopdesk.storage.places import Held
from tests.gui.sample_store import NOW

if TYPE_CHECKING:
    from shopdesk.bootstrap import App

CODE = "2427Y8-00006B-X5Y3TW-QAFXFP-RGD166-PQ98DP-62DCR1-QV6V3T-7294HT-EQEJRV"


def shown_code() -> ShownCode:
    """A code that holds for a quarter of an hour."""
    return ShownCode(CODE, NOW + timedelta(minutes=15))


def state() -> SharedState:
    """A manager who works, somebody who does not, and one who has left."""
    people = (
        Account("a", "小满", Grant(Group.MANAGER, (1,), frozenset({Sight.COSTS}))),
        Account("b", "阿兰", Grant(Group.STAFF, (1,))),
        Account("c", "谷雨", Grant(Group.STAFF, (1,)), closed=True),
    )
    session = Session("小满", datetime(2020, 2, 3, 1, 5, tzinfo=UTC))
    return SharedState(people, (session,), ("192.168.1.20",), 47632, True, False, "林溪")


def hold(app: App) -> None:
    """Let the dialogs be told that this PC holds the data."""
    holding: Any = SimpleNamespace(
        state=state, invite=lambda _grant: shown_code(), is_open=True, others=0, close_door=lambda: None,
        stop=lambda: None, held=Held(port=47632, owner="林溪"),
    )  # fmt: skip
    app.sharing.holding = holding

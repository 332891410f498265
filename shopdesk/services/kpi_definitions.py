"""On which days figures began to be counted in another way: what is shipped, and what the owner of a store knows."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache

from shopdesk.domain.kpi.definitions import (
    OWN_CHANGE,
    DefinitionChange,
    OwnChange,
    all_changes,
    parse_changes,
    read_own,
    with_own,
    written_own,
)
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.services.context import ServiceContext
from shopdesk.storage.columns import read_value
from shopdesk.storage.repositories.stores import StoreSettings

_KEY = "kpi.definitions"


@lru_cache(maxsize=1)
def shipped_changes() -> tuple[DefinitionChange, ...]:
    """The changes of ``resources/rules/kpi-definitions.toml``."""
    text = paths.resource("rules/kpi-definitions.toml").read_text(encoding="utf-8")
    return parse_changes(tomllib.loads(text))


class DefinitionService:
    """Knows them, and keeps the owner's."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def changes(self, store_id: int) -> tuple[DefinitionChange, ...]:
        """All changes that concern a store, the oldest first."""
        return all_changes(shipped_changes(), self.own(store_id))

    def own(self, store_id: int) -> tuple[OwnChange, ...]:
        """Those of the owner, the newest first."""
        with self._ctx.read() as uow:
            kept = uow.repository(StoreSettings).value(store_id, _KEY)
        return read_value(read_own, kept, Text("the changed definitions")) if kept else ()

    def add(self, store_id: int, change: OwnChange) -> None:
        """Keep what the owner says; it takes the place of what was said of the same figure and day.

        Raises:
            UserError: something is missing or too long, or there are too many of them.
        """
        change = OWN_CHANGE.tidy(change)
        self._keep(store_id, with_own(self.own(store_id), change), Text("Changed definition noted"))

    def remove(self, store_id: int, code: str, day: date) -> None:
        """Take away what the owner said of a figure and day; nothing happens where nothing was said."""
        own = self.own(store_id)
        left = [one for one in own if (one.code, one.day) != (code, day)]
        if len(left) < len(own):
            self._keep(store_id, left, Text("Changed definition taken away"))

    def _keep(self, store_id: int, changes: list[OwnChange], what: Text) -> None:
        kept = written_own(changes)
        with self._ctx.open_uow(what) as uow:
            uow.repository(StoreSettings).put(store_id, _KEY, kept if changes else None)
            uow.commit()

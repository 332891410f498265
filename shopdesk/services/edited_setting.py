"""Settings of a store that a form edits as a whole: what somebody else set meanwhile is not written over unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from shopdesk.domain.text import Text
from shopdesk.storage.record_repository import changed_meanwhile
from shopdesk.storage.repositories.stores import StoreSettings

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

T = TypeVar("T")


def keep_edited(
    ctx: ServiceContext, store_id: int, key: str, kept: str, *, mine: T, was: T | None, read: Callable[[str | None], T]
) -> None:
    """Keep what a form made of a setting.

    Args:
        ctx: where it is kept.
        store_id: the store.
        key: of the setting.
        kept: ``mine`` as it is kept.
        mine: what the form made of it.
        was: what the form began with; ``None`` where nothing was shown that could have become another.
        read: what stands there from what is kept, ``None`` for nothing.

    Raises:
        ChangedMeanwhile: somebody set it since, to something else.
    """
    with ctx.open_uow(Text("Store setting changed")) as uow:
        settings = uow.repository(StoreSettings)
        found = settings.of_key(store_id, key)
        now = read(None if found is None else found.value)
        if was is not None and now not in (was, mine):
            number = 0 if found is None else found.id or 0
            raise changed_meanwhile(uow.connection, settings.table.name, number, mine=mine, now=now)
        settings.put(store_id, key, kept)
        uow.commit()

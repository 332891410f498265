"""Preparation: photos, titles and pages of every product, and what the store needs once, ticked when it is ready."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.preparation import (
    OF_STORE,
    PREPARATION_ITEM,
    PREPARED,
    Item,
    PreparationItem,
    Prepared,
    progress_of,
    ready_products,
)
from shopdesk.domain.setup.rules import Progress
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.products import NamedProduct
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.preparation import PreparationItems, PreparedThings

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.products import ProductService

_OWN = "own-"
_MOST_OWN = 20


@dataclass(frozen=True, slots=True)
class PreparationBoard:
    """What has to be ready and what is.

    Attributes:
        items: the things that are asked for, shipped ones first, in the language in use.
        left_out: shipped ones that are not.
        products: every product that the owner, a report or an order names.
        done: what is ready, by product (or the store) and thing.
        of_store: how far the store's own things are.
        ready: how many products have everything.
    """

    items: tuple[Item, ...]
    left_out: tuple[Item, ...]
    products: tuple[NamedProduct, ...]
    done: Mapping[tuple[str, str], Prepared]
    of_store: Progress
    ready: int

    def each(self) -> tuple[Item, ...]:
        """The things of every product."""
        return tuple(item for item in self.items if item.each)

    def once(self) -> tuple[Item, ...]:
        """The things of the store."""
        return tuple(item for item in self.items if not item.each)


class PreparationService:
    """Keeps what is ready."""

    def __init__(self, ctx: ServiceContext, *, products: ProductService) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self._products = products

    @one_read
    def board(self, store_id: int) -> PreparationBoard:
        """Everything that the page shows."""
        with self._ctx.read() as uow:
            own = uow.repository(PreparationItems).of_store(store_id)
            ticked = uow.repository(PreparedThings).of_store(store_id)
        every = _items(own)
        out = {one.item for one in own if one.left_out}
        items = tuple(item for item in every if item.code not in out)
        done = {(one.product_id, one.item): one for one in ticked}
        products = self._products.named(store_id)
        return PreparationBoard(
            items=items,
            left_out=tuple(item for item in every if item.code in out),
            products=products,
            done=done,
            of_store=progress_of(OF_STORE, items, done),
            ready=ready_products([one.product_id for one in products], items, done),
        )

    def tick(self, store_id: int, things: Iterable[tuple[str, str]], *, done: bool, who: str = "") -> int:
        """Note that things of products (or the store) are ready since today, or are not; one step for all of them.

        Returns:
            how many changed.

        Raises:
            UserError: a product's number is too long.
        """
        reason = Text("Preparation: ready") if done else Text("Preparation: not ready")
        with self._ctx.open_uow(reason) as uow:
            rows = uow.repository(PreparedThings)
            known = {(one.product_id, one.item): one for one in rows.of_store(store_id)}
            changed = 0
            for product, item in dict.fromkeys(things):
                old = known.get((product, item))
                if done and old is None:
                    fresh = Prepared(
                        store_id=store_id, product_id=product, item=item, done_on=self._ctx.clock.today(), who=who
                    )
                    rows.add(PREPARED.tidy(fresh))
                elif not done and old is not None:
                    rows.remove(old)
                else:
                    continue
                changed += 1
            uow.commit()
        return changed

    def add_item(self, own: PreparationItem) -> PreparationItem:
        """Add a thing of the owner's own.

        Raises:
            UserError: it has no name or one that is there, or there are twenty already.
        """
        own = PREPARATION_ITEM.tidy(own)
        with self._ctx.open_uow(Text("“{title}” is to be prepared, too", title=own.title)) as uow:
            rows = uow.repository(PreparationItems)
            kept = rows.of_store(own.store_id)
            if not own.title or any(one.title == own.title for one in _items(kept)):
                raise UserError(Text("Give it a name that nothing else on the list has."))
            if sum(bool(one.title) for one in kept) >= _MOST_OWN:
                raise UserError(Text("{count} own things are enough: remove one first.", count=_MOST_OWN))
            added = rows.add(replace(own, item=f"{_OWN}{uuid4().hex[:12]}"))
            uow.commit()
        return added

    def leave_out(self, store_id: int, item: Item) -> None:
        """Do not ask for a thing any more: an own one goes, a shipped one can be asked for again. Ticks stay."""
        with self._ctx.open_uow(Text("“{title}” need not be prepared", title=item.title)) as uow:
            rows = uow.repository(PreparationItems)
            kept = next((one for one in rows.of_store(store_id) if one.item == item.code), None)
            if kept is not None and item.own:
                rows.remove(kept)
            elif kept is None:
                rows.add(PreparationItem(store_id=store_id, item=item.code, each=item.each, left_out=True))
            uow.commit()

    def ask_again(self, store_id: int) -> None:
        """Ask for all shipped things again."""
        with self._ctx.open_uow(Text("All shipped things are to be prepared again")) as uow:
            rows = uow.repository(PreparationItems)
            for one in rows.of_store(store_id):
                if one.left_out:
                    rows.remove(one)
            uow.commit()


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    text = paths.resource("templates/setup/preparation.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["item"])


def _items(own: Sequence[PreparationItem]) -> tuple[Item, ...]:
    shipped = (Item(one["code"], pick(*one["title"]), pick(*one["ask"]), one.get("each", False)) for one in _shipped())
    return (*shipped, *(Item(one.item, one.title, "", one.each, own=True) for one in own if one.title))

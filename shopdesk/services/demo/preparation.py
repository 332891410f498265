"""The sample store's preparation: everything but a few photos of the newest products, and one thing of the store."""

from __future__ import annotations

from datetime import timedelta

from shopdesk.domain.setup.preparation import OF_STORE, Prepared
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.preparation import PreparedThings

_BEFORE_OPENING = timedelta(days=12)
_NEW = 3
"""So many products came last and still lack some photos."""
_LACKING = ("photo_use", "photo_size", "price_stock")
_NOT_YET = "warranty"


def add_preparation(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Tick what is ready."""
    store_id, day = store.id or 0, plan.shape.first - _BEFORE_OPENING
    board = nouns.preparation.board(store_id)
    who = plan.by_role(plan.setup_owners.get("prepare", ""))
    new = {product.id for product in plan.products[-_NEW:]}
    things = [
        (product.id, item.code)
        for product in plan.products
        for item in board.each()
        if not (product.id in new and item.code in _LACKING)
    ]
    things += [(OF_STORE, item.code) for item in board.once() if item.code != _NOT_YET]
    with ctx.open_uow(Text("Sample data written")) as uow:
        uow.repository(PreparedThings).add_all(
            Prepared(store_id=store_id, product_id=product, item=item, done_on=day, who=who) for product, item in things
        )
        uow.commit()

"""The hero products: a store's best sellers, of which there has to be enough."""

from __future__ import annotations

from shopdesk.domain.campaigns.nouns import HERO
from shopdesk.domain.campaigns.records import Hero
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.campaigns import Heroes


class HeroProducts:
    """The heroes of each store."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def of_store(self, store_id: int) -> list[Hero]:
        """The store's best sellers that must not run out."""
        with self._ctx.read() as uow:
            return uow.repository(Heroes).of_store(store_id)

    def save(self, hero: Hero) -> Hero:
        """Keep a new or changed hero.

        Raises:
            UserError: it has no product number, a figure out of bounds, or is there already.
        """
        from shopdesk.services.campaigns.products import refuse_twice  # not needed to read them

        hero = HERO.tidy(hero)
        with self._ctx.open_uow(Text("Hero product saved")) as uow:
            repo = uow.repository(Heroes)
            others = [other for other in repo.of_store(hero.store_id) if other.id != hero.id]
            refuse_twice(HERO, hero.product_id, {other.product_id for other in others})
            hero = repo.add(hero) if hero.id is None else repo.update(hero)
            uow.commit()
            return hero

    def remove(self, hero_id: int) -> None:
        """Take a product off the heroes.

        Raises:
            NotFound: it is gone already.
        """
        with self._ctx.open_uow(Text("Hero product removed")) as uow:
            uow.repository(Heroes).remove(hero_id)
            uow.commit()

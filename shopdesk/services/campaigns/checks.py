"""Checking campaigns: products and prices, entry rules of programmes, review figures, and the hero products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.facts import check_facts
from shopdesk.domain.campaigns.gate_rules import check_rule
from shopdesk.domain.campaigns.gates import Gate, check_gate, gate_of, version_of
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT, GATE_VERSION, HERO
from shopdesk.domain.campaigns.ordinary import busy_days, special_days
from shopdesk.domain.campaigns.price_safety import (
    MOST_YUAN,
    PriceAnswer,
    PriceCase,
    check_price,
    read_amount,
)
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, Hero
from shopdesk.domain.campaigns.review import ORDINARY_DAYS, ReviewFigures, review, takings_of
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Noun
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.money import round_half_up
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.services.campaigns.catalogue import shipped_gates
from shopdesk.services.campaigns.views import ProductGate
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries.campaigns import product_takings, store_facts
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns, GateVersions, Heroes

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService

_PAST = 84  # days: a month of ordinary days is found in twelve weeks, and it is still this season


class CampaignChecks:
    """The part of the campaign service that prepares and judges."""

    def __init__(self, ctx: ServiceContext, calendar: CalendarService) -> None:
        """Ordinary days are those without anything on the ``calendar``."""
        self._ctx = ctx
        self._calendar = calendar

    def save_products(self, campaign_id: int, products: Sequence[CampaignProduct]) -> list[CampaignProduct]:
        """Keep exactly these products for a campaign.

        Raises:
            UserError: a product has no number, is there twice, or has a figure out of bounds.
            NotFound: the campaign is gone.
        """
        products = checked(products)
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        with self._ctx.open_uow(Text("Products of “{name}” saved", name=campaign.name)) as uow:
            repo = uow.repository(CampaignProducts)
            kept = {product.id for product in products}
            for old in repo.of(campaign_id):
                if old.id not in kept and old.id is not None:
                    repo.remove(old.id)
            saved = [
                repo.add(belonging(product, campaign)) if product.id is None else repo.update(product)
                for product in products
            ]
            uow.commit()
            return saved

    def check_product_price(self, campaign: Campaign, product: CampaignProduct) -> PriceAnswer:
        """Whether a product's campaign price is safe; costs that nobody entered are left out and said to be unknown."""
        facts = product.facts
        rate = read_amount(facts.get("commission_rate"))
        return check_price(
            PriceCase(
                kind=campaign.kind,
                price_fen=product.price_fen,
                list_fen=product.list_fen,
                stacked_fen=product.stacked_fen or 0,
                cost_fen=product.cost_fen,
                commission_rate=rate if rate is not None and 0 <= rate < 1 else Decimal(0),
                shipping_fen=_fen(facts.get("shipping")) or 0,
                ads_fen=_fen(facts.get("ads")) or 0,
                lowest_30_fen=_fen(facts.get("lowest_30")),
                major_sale=campaign.programme.startswith("double11"),
            )
        )

    def gates(self, store_id: int) -> tuple[Gate, ...]:
        """The entry rules of platform programmes, newest first; a store's own version goes before the shipped."""
        with self._ctx.read() as uow:
            own = {version.code: gate_of(version) for version in uow.repository(GateVersions).of_store(store_id)}
        found = [own.pop(gate.code, gate) for gate in shipped_gates()]
        return tuple(sorted((*found, *own.values()), key=lambda gate: gate.as_of, reverse=True))

    def save_gate(self, store_id: int, gate: Gate, source: str = "") -> Gate:
        """Keep changed entry rules as the store's own version of today; the shipped ones stay as they are.

        Raises:
            UserError: there is no rule left.
        """
        if not gate.rules:
            raise UserError(Text("Leave at least one rule, or go back to the shipped rules."))
        gate = replace(
            gate,
            rules=tuple(map(check_rule, gate.rules)),
            as_of=self._ctx.clock.today(),
            source=source.strip(),
            source_zh="",
            verified=False,
            own=True,
        )
        with self._ctx.open_uow(Text("Entry rules of “{name}” changed", name=gate.zh)) as uow:
            uow.repository(GateVersions).add(GATE_VERSION.tidy(version_of(gate, store_id)))
            uow.commit()
        return gate

    def reset_gate(self, store_id: int, code: str) -> None:
        """Go back to the shipped entry rules of a programme."""
        with self._ctx.open_uow(Text("Entry rules back to the shipped ones")) as uow:
            repo = uow.repository(GateVersions)
            for version in repo.of_store(store_id):
                if version.code == code and version.id is not None:
                    repo.remove(version.id)
            uow.commit()

    def check_gates(self, campaign_id: int, code: str, store_facts: dict[str, str]) -> list[ProductGate]:
        """Every product's answers to a programme's entry rules; ``store_facts`` are the store's own figures as text.

        Raises:
            NotFound: the campaign is gone.
            UserError: there is no such programme.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        gate = next((entry for entry in self.gates(campaign.store_id) if entry.code == code), None)
        if gate is None:
            raise UserError(Text("There are no entry rules named “{code}”.", code=code))
        with self._ctx.read() as uow:
            products = uow.repository(CampaignProducts).of(campaign_id)
        return [
            ProductGate(product=product, answer=check_gate(gate, _facts(campaign, product, store_facts)))
            for product in products
        ]

    def review(self, campaign_id: int) -> ReviewFigures:
        """What a campaign brought, against its plan and the last ordinary days before its warm-up.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            repo = uow.repository(Campaigns)
            campaign = repo.get(campaign_id)
            store_id, held = campaign.store_id, campaign.period
            products = uow.repository(CampaignProducts).of(campaign_id)
            past = Period(*(min(campaign.warm_up_on or held.start, held.start) - timedelta(days=n) for n in (_PAST, 1)))
            busy = busy_days(repo.between(store_id, past.start, past.end), past)
            special = special_days(self._calendar.between(past.start, past.end, store_id))
            ordinary = store_facts(uow.connection, store_id, past).without(busy | special).last(ORDINARY_DAYS)
            return review(
                campaign,
                takings_of(Figures(store_facts(uow.connection, store_id, held), held)),
                takings_of(Figures(ordinary, past)),
                product_takings(uow.connection, store_id, held, {p.product_id for p in products}),
            )

    def heroes(self, store_id: int) -> list[Hero]:
        """The store's best sellers that must not run out."""
        with self._ctx.read() as uow:
            return uow.repository(Heroes).of_store(store_id)

    def save_hero(self, hero: Hero) -> Hero:
        """Keep a new or changed hero.

        Raises:
            UserError: it has no product number, a figure out of bounds, or is there already.
        """
        hero = HERO.tidy(hero)
        with self._ctx.open_uow(Text("Hero product saved")) as uow:
            repo = uow.repository(Heroes)
            others = [other for other in repo.of_store(hero.store_id) if other.id != hero.id]
            _refuse_twice(HERO, hero.product_id, {other.product_id for other in others})
            hero = repo.add(hero) if hero.id is None else repo.update(hero)
            uow.commit()
            return hero

    def remove_hero(self, hero_id: int) -> None:
        """Take a product off the heroes.

        Raises:
            NotFound: it is gone already.
        """
        with self._ctx.open_uow(Text("Hero product removed")) as uow:
            uow.repository(Heroes).remove(hero_id)
            uow.commit()


def belonging(product: CampaignProduct, campaign: Campaign) -> CampaignProduct:
    """A new product entry that belongs to ``campaign``."""
    assert campaign.id is not None, "a saved campaign has an id"
    return replace(product, id=None, campaign_id=campaign.id, store_id=campaign.store_id)


def checked(products: Sequence[CampaignProduct]) -> list[CampaignProduct]:
    """The products as they are kept.

    Raises:
        FieldError: one is there twice, or a field or figure of one is missing or out of bounds.
    """
    kept: list[CampaignProduct] = []
    for product in products:
        product = CAMPAIGN_PRODUCT.tidy(replace(product, facts=check_facts(product.facts)))
        _refuse_twice(CAMPAIGN_PRODUCT, product.product_id, {other.product_id for other in kept})
        kept.append(product)
    return kept


def _refuse_twice(noun: Noun, product_id: str, others: set[str]) -> None:
    if product_id in others:
        raise FieldError(
            noun.field("product_id"), Text("The product {product} is in the list already.", product=product_id)
        )


def _fen(text: str | None) -> int | None:
    """An amount in yuan kept as text, in fen; one that no form would take is as good as none."""
    amount = read_amount(text)
    return round_half_up(amount * 100) if amount is not None and 0 <= amount <= MOST_YUAN else None


def _facts(campaign: Campaign, product: CampaignProduct, store_facts: dict[str, str]) -> dict[str, Decimal | None]:
    facts = {code: read_amount(text) for code, text in {**store_facts, **product.facts}.items()}
    facts["quantity"] = None if product.quantity is None else Decimal(product.quantity)
    facts["price"] = None if product.price_fen is None else Decimal(product.price_fen) / 100
    facts["list_price"] = None if product.list_fen is None else Decimal(product.list_fen) / 100
    facts["free_shipping"] = None if campaign.free_shipping is None else Decimal(campaign.free_shipping)
    return facts

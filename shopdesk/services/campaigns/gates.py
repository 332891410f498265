"""The entry rules of platform programmes, and what they say of a campaign's products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from shopdesk.domain.campaigns.gate_metrics import METRICS
from shopdesk.domain.campaigns.gate_nouns import GATE_VERSION
from shopdesk.domain.campaigns.gate_rules import check_rule
from shopdesk.domain.campaigns.gates import Gate, check_gate, gate_of, version_of
from shopdesk.domain.campaigns.price_safety import read_amount
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.services.campaigns.catalogue import shipped_gates
from shopdesk.services.campaigns.views import ProductGate
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries.gate_figures import Imported, product_figures, store_figures
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns, GateVersions
from shopdesk.storage.unit_of_work import UnitOfWork


class ProgrammeGates:
    """The shipped entry rules and those that a store wrote itself."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work in the surroundings of ``ctx``."""
        self._ctx = ctx

    def of_store(self, store_id: int) -> tuple[Gate, ...]:
        """The entry rules of platform programmes, newest first; a store's own version goes before the shipped."""
        with self._ctx.read() as uow:
            return _all_in_force(uow, store_id)

    def save(self, store_id: int, gate: Gate, source: str = "", was: Gate | None = None) -> Gate:
        """Keep changed entry rules as the store's own version of today; the shipped ones stay as they are.

        ``was``: the rules that the editing began with.

        Raises:
            UserError: there is no rule left, or the rules are not what they were any more.
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
            if was is not None and _in_force(uow, store_id, gate.code) != was:
                raise UserError(Text("Somebody changed these rules meanwhile. Nothing was saved: open this anew."))
            uow.repository(GateVersions).add(GATE_VERSION.tidy(version_of(gate, store_id)))
            uow.commit()
        return gate

    def reset(self, store_id: int, code: str) -> None:
        """Go back to the shipped entry rules of a programme."""
        with self._ctx.open_uow(Text("Entry rules back to the shipped ones")) as uow:
            repo = uow.repository(GateVersions)
            for version in repo.of_store(store_id):
                if version.code == code and version.id is not None:
                    repo.remove(version.id)
            uow.commit()

    @one_read
    def check(self, campaign_id: int, code: str, store_facts: dict[str, str]) -> list[ProductGate]:
        """Every product's answers to a programme's entry rules; ``store_facts`` are the store's own figures as text.

        What nobody typed is taken from imports where these say it, each figure with its day.

        Raises:
            NotFound: the campaign is gone.
            UserError: there is no such programme.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        gate = next((entry for entry in self.of_store(campaign.store_id) if entry.code == code), None)
        if gate is None:
            raise UserError(Text("There are no entry rules named “{code}”.", code=code))
        return self._checked(campaign, [gate], store_facts)[0]

    @one_read
    def board(self, campaign_id: int, store_facts: dict[str, str]) -> list[list[ProductGate]]:
        """The same for every programme, in the order of :meth:`of_store`: a list of all products for each.

        Raises:
            NotFound: the campaign is gone.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
        return self._checked(campaign, self.of_store(campaign.store_id), store_facts)

    def _checked(
        self, campaign: Campaign, gates: Sequence[Gate], store_facts: dict[str, str]
    ) -> list[list[ProductGate]]:
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            products = uow.repository(CampaignProducts).of(campaign.id or 0, campaign.store_id)
            of_store = store_figures(uow.connection, campaign.store_id, today)
            numbers = {product.product_id for product in products}
            of_products = product_figures(uow.connection, campaign.store_id, numbers, today)
        known = [
            (product, _facts(campaign, product, store_facts), (*of_store, *of_products[product.product_id]))
            for product in products
        ]
        return [[_answered(gate, *each) for each in known] for gate in gates]


def _all_in_force(uow: UnitOfWork, store_id: int) -> tuple[Gate, ...]:
    own = {version.code: gate_of(version) for version in uow.repository(GateVersions).of_store(store_id)}
    found = [own.pop(gate.code, gate) for gate in shipped_gates()]
    return tuple(sorted((*found, *own.values()), key=lambda gate: gate.as_of, reverse=True))


def _in_force(uow: UnitOfWork, store_id: int, code: str) -> Gate | None:
    return next((gate for gate in _all_in_force(uow, store_id) if gate.code == code), None)


def _answered(
    gate: Gate, product: CampaignProduct, typed: dict[str, Decimal | None], imported: Sequence[Imported]
) -> ProductGate:
    asked = {code for rule in gate.rules for code in (rule.metric, *METRICS[rule.metric].inputs)}
    used = tuple(one for one in imported if one.code in asked and typed.get(one.code) is None)
    facts = {**typed, **{one.code: one.value for one in used}}
    return ProductGate(product=product, answer=check_gate(gate, facts), imported=used)


def _facts(campaign: Campaign, product: CampaignProduct, store_facts: dict[str, str]) -> dict[str, Decimal | None]:
    facts = {code: read_amount(text) for code, text in {**store_facts, **product.facts}.items()}
    facts["quantity"] = None if product.quantity is None else Decimal(product.quantity)
    facts["price"] = None if product.price_fen is None else Decimal(product.price_fen) / 100
    facts["list_price"] = None if product.list_fen is None else Decimal(product.list_fen) / 100
    facts["free_shipping"] = None if campaign.free_shipping is None else Decimal(campaign.free_shipping)
    return facts

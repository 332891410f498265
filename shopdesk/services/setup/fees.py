"""The fee estimate of a store: shipped dated rules, and the user's own figures in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from shopdesk.domain.errors import NotFound
from shopdesk.domain.setup.fee_checks import tidy_fee
from shopdesk.domain.setup.fees import RATE_ITEMS, FeeInputs, FeeItem, OwnFee, category_keys, own_in_force
from shopdesk.domain.stores import Platform
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.fee_reading import FeeView, read_fees
from shopdesk.services.setup.fee_scenarios import FeeScenarios
from shopdesk.services.setup.fee_versions import FeeVersions
from shopdesk.storage.repositories.setup import OwnFees
from shopdesk.storage.repositories.stores import Stores

__all__ = ["FeeView", "SetupFees", "read_fees"]


class SetupFees:
    """Estimates fees and keeps own figures."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.versions = FeeVersions(ctx)
        self.scenarios = FeeScenarios(ctx)

    def view(self, store_id: int, day: date | None = None) -> FeeView:
        """The estimate by the rules of ``day``; without one by those of the opening day, else of today.

        Raises:
            NotFound: the plan of the store is not started.
        """
        with self._ctx.read() as uow:
            found = read_fees(uow, store_id, self._ctx.clock.today(), day)
        if found is None:
            raise NotFound(Text("The setup of this store is not started yet."))
        return found

    def set_own(
        self, store_id: int, item: FeeItem, *, amount_fen: int | None = None, rate: Decimal | None = None, source: str
    ) -> None:
        """Put an own figure in place of the one that holds today, as a new version dated today.

        Raises:
            FieldError: neither amount nor rate as the item asks for, out of range, or nobody knows where it is from.
        """
        with self._ctx.read() as uow:
            view = read_fees(uow, store_id, self._ctx.clock.today())
            store = uow.repository(Stores).get(store_id)
        if view is None:
            raise NotFound(Text("The setup of this store is not started yet."))
        names = category_keys(view.rule_set, view.plan.category)
        inputs = FeeInputs(store.platform, store.store_type, view.plan.trademark, view.plan.category, None)
        mine = [figure for figure in view.versions if figure.fits(inputs)]
        held = own_in_force(mine, item, view.own_day, names)
        begun = held or OwnFee(store_id=store_id, item=item, as_of=view.day, platform=Platform(store.platform))
        figure = replace(begun, id=None, version=0, amount_fen=amount_fen, rate=rate, source=source, link="", note="")
        figure = replace(figure, verified=False)
        self._add(tidy_fee(replace(figure, as_of=self._ctx.clock.today())), Text("Own fee figure entered"))

    def add_own(
        self,
        store_id: int,
        item: FeeItem,
        *,
        amount_fen: int | None = None,
        rate: Decimal | None = None,
        source: str,
        category: str = "",
        valid_from: date | None = None,
    ) -> OwnFee:
        """Keep an own figure for a category (all products where empty) from a day on (always where ``None``).

        Raises:
            FieldError: neither amount nor rate as the item asks for, out of range, or nobody knows where it is from.
        """
        amount_fen, rate = (None, rate) if item in RATE_ITEMS else (amount_fen, None)
        figure = OwnFee(
            store_id=store_id,
            item=item,
            amount_fen=amount_fen,
            rate=rate,
            source=source,
            as_of=self._ctx.clock.today(),
            category=category,
            valid_from=valid_from,
            platform=self._platform(store_id),
        )
        return self._add(tidy_fee(figure), Text("Own fee figure entered"))

    def withdraw_own(self, store_id: int, item: FeeItem) -> None:
        """Return to the shipped figure; the own versions stay in the record."""
        figure = OwnFee(
            store_id=store_id,
            item=item,
            as_of=self._ctx.clock.today(),
            withdrawn=True,
            platform=self._platform(store_id),
        )
        self._add(figure, Text("Shipped fee figure restored"))

    def _platform(self, store_id: int) -> Platform:
        with self._ctx.read() as uow:
            return Platform(uow.repository(Stores).get(store_id).platform)

    def _add(self, figure: OwnFee, reason: Text) -> OwnFee:
        with self._ctx.open_uow(reason) as uow:
            kept = uow.repository(OwnFees).add(figure)
            uow.commit()
        return kept

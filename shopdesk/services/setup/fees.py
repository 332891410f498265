"""The fee estimate of a store: shipped dated rules, and the user's own figures in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from shopdesk.domain.errors import NotFound
from shopdesk.domain.setup.fee_checks import tidy_fee
from shopdesk.domain.setup.fees import RATE_ITEMS, FeeItem, OwnFee, place_of, standing
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

        One that stands for the same is replaced.

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
        figure = tidy_fee(figure)
        with self._ctx.open_uow(Text("Own fee figure entered")) as uow:
            fees = uow.repository(OwnFees)
            like = [one for one in standing(fees.of(store_id)) if place_of(one) == place_of(figure)]
            known = like[0] if like else None
            kept = fees.update(replace(figure, id=known.id, version=known.version)) if known else fees.add(figure)
            uow.commit()
        return kept

    def withdraw_own(self, store_id: int, item: FeeItem) -> None:
        """Return to the shipped figure; the own versions stay in the record."""
        figure = OwnFee(
            store_id=store_id,
            item=item,
            as_of=self._ctx.clock.today(),
            withdrawn=True,
            platform=self._platform(store_id),
        )
        with self._ctx.open_uow(Text("Shipped fee figure restored")) as uow:
            uow.repository(OwnFees).add(figure)
            uow.commit()

    def _platform(self, store_id: int) -> Platform:
        with self._ctx.read() as uow:
            return Platform(uow.repository(Stores).get(store_id).platform)

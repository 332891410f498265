"""Targets of months that follow a plan by quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import written
from shopdesk.domain.periods import Period
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_cells import TargetYear
from shopdesk.domain.target_drivers import SALES
from shopdesk.domain.targets import Target, check_target
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.targets import Targets, TargetYears

if TYPE_CHECKING:
    from shopdesk.domain.joining import Was
    from shopdesk.domain.target_quarters import Following
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork


class TargetQuarters:
    """Looks at what would change before it is done."""

    def __init__(self, ctx: ServiceContext, weights: Callable[[int, int], list[Decimal]]) -> None:
        """``weights`` gives what each month of a store's year weighs."""
        self._ctx = ctx
        self._weights = weights

    @one_read
    def would_follow(self, store_id: int, year: int, wanted: Mapping[int, int]) -> Following:
        """What becomes of the sales targets of a year's months if they follow the amounts of its quarters."""
        with self._ctx.read() as uow:
            months = uow.repository(Targets).within(store_id, Period(date(year, 1, 1), date(year, 12, 31)), SALES)
            whole = uow.repository(TargetYears).of(store_id, year, SALES)
        from shopdesk.domain.target_quarters import follow_quarters

        return follow_quarters(
            year,
            wanted,
            self._weights(store_id, year),
            {one.month.month: one.value for one in months},
            frozenset(one.month.month for one in months if one.locked),
            None if whole is None else whole.value,
        )

    def follow(self, store_id: int, wanted: Mapping[int, int], shown: Following) -> None:
        """Set the targets as they were ``shown``, in one step.

        Raises:
            UserError: they would become something else by now, or one is out of its limits.
        """
        if self.would_follow(store_id, shown.year, wanted) != shown:
            raise UserError(Text("The targets or the plan were changed meanwhile. Look again at what would change."))
        with self._ctx.open_uow(Text("Targets of {year} follow the assortment plan", year=shown.year)) as uow:
            for month, value in shown.changes.items():
                put_target(uow, Target(store_id=store_id, month=month, metric=SALES, value=value, locked=False))
            if shown.year_after is not None and shown.year_after != shown.year_before:
                years = uow.repository(TargetYears)
                known = years.of(store_id, shown.year, SALES)
                if known is None:
                    years.add(TargetYear(store_id=store_id, year=shown.year, metric=SALES, value=shown.year_after))
                else:
                    years.update(replace(known, value=shown.year_after))
            uow.commit()


def put_target(uow: UnitOfWork, target: Target, *, keep: bool = True, was: Was | None = None) -> None:
    """Keep a month's target in the place of the one that is there, or take that one away.

    Raises:
        UserError: it is out of its limits, or not what it ``was`` any more.
    """
    repository = uow.repository(Targets)
    known = repository.of(target.store_id, target.month, target.metric, target.product_group)
    if was is not None:
        there, wanted = None if known is None else known.value, target.value if keep else None
        was.check(there, wanted, lambda kept: written(AIMS[target.metric].field, AIMS[target.metric].value(kept)))
    if not keep:
        if known is not None and known.id is not None:
            repository.remove(known.id)
        return
    check_target(target)
    if known is None:
        repository.add(target)
    elif (known.value, known.locked) != (target.value, target.locked):
        repository.update(replace(known, value=target.value, locked=target.locked))

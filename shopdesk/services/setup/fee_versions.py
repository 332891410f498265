"""The rules of fees as versions: the shipped ones to read, and the owner's own to enter, change and take back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.setup.fee_checks import check_place, tidy_fee
from shopdesk.domain.setup.fee_ladder import written_ladder
from shopdesk.domain.setup.fees import FeeItem, FeeNote, FeeRule, FeeRuleSet, OwnFee, place_of, standing
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.stores import Platform, StoreType
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick
from shopdesk.services.reading import one_read
from shopdesk.services.setup.templates import category_titles, rule_sets, worded
from shopdesk.storage.repositories.setup import OwnFees
from shopdesk.storage.repositories.stores import Stores

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class ShippedVersion:
    """A shipped rule as an own figure would say it, and the last day on which it held (``None``: still)."""

    figure: OwnFee
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class FeeVersionsView:
    """The owner's own figures that stand, the shipped rules of every platform, and what is known beside them."""

    platform: Platform
    own: tuple[OwnFee, ...]
    shipped: tuple[ShippedVersion, ...]
    notes: tuple[FeeNote, ...]
    categories: tuple[str, ...]


class FeeVersions:
    """Reads the rules and keeps own versions."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def of(self, store_id: int) -> FeeVersionsView:
        """Everything for the editor of rules."""
        with self._ctx.read() as uow:
            store = uow.repository(Stores).get(store_id)
            own = standing(uow.repository(OwnFees).of(store_id))
        titles = [pick(title.zh, title.en) for title in category_titles().values()]
        named = [figure.category for figure in own if figure.category]
        return FeeVersionsView(
            platform=Platform(store.platform),
            own=tuple(sorted(own, key=_in_order)),
            shipped=tuple(one for rules in rule_sets() for one in _shipped(rules, store_id)),
            notes=tuple(note for rules in rule_sets() if rules.platform == store.platform for note in rules.notes),
            categories=tuple(dict.fromkeys([*titles, *named])),
        )

    def keep(self, figure: OwnFee) -> OwnFee:
        """Keep a new or changed own figure, dated today; what ships stays as it is.

        Raises:
            FieldError: it is not what its item asks for, or there is one for the same from that day on already.
            ChangedMeanwhile: somebody changed it since it was read.
        """
        figure = tidy_fee(replace(figure, as_of=self._ctx.clock.today()))
        new = figure.id is None
        with self._ctx.open_uow(Text("Own fee figure entered") if new else Text("Own fee figure changed")) as uow:
            fees = uow.repository(OwnFees)
            check_place(figure, fees.of(figure.store_id))
            kept = fees.add(figure) if new else fees.update(figure)
            if kept not in standing(fees.of(figure.store_id)):
                # It came to a place that was given back to what ships after it was entered: it is entered anew.
                fees.remove(kept)
                kept = fees.add(replace(kept, id=None, version=0))
            uow.commit()
        return kept

    def remove(self, figure: OwnFee) -> None:
        """Take an own figure away; what held before it holds again.

        Raises:
            ChangedMeanwhile: somebody changed it since it was read.
        """
        with self._ctx.open_uow(Text("Own fee figure removed")) as uow:
            fees = uow.repository(OwnFees)
            fees.remove(figure)
            # What it once replaced for the same is not to stand up again.
            for older in fees.of(figure.store_id):
                if place_of(older) == place_of(figure):
                    fees.remove(older)
            uow.commit()

    def all_shipped(self, store_id: int) -> int:
        """Return to the shipped rules altogether, and say how many own figures went; undo brings them back."""
        with self._ctx.open_uow(Text("Shipped fee figures restored")) as uow:
            fees = uow.repository(OwnFees)
            kept = fees.of(store_id)
            for figure in kept:
                fees.remove(figure)
            uow.commit()
        return len(standing(kept))


def _in_order(figure: OwnFee) -> tuple[str, int, str, date]:
    return (
        figure.platform or "",
        list(FeeItem).index(figure.item),
        figure.category,
        figure.valid_from or date.min,
    )


def _shipped(rules: FeeRuleSet, store_id: int) -> list[ShippedVersion]:
    titles = dict(rules.categories)
    return [
        ShippedVersion(_as_own(rule, rules, store_id, worded(titles[code]) if code else "", kind), rules.valid_to)
        for rule in rules.rules
        for kind in rule.types or ("",)
        for code in rule.categories or ("",)
        if code not in rules.old
    ]


def _as_own(rule: FeeRule, rules: FeeRuleSet, store_id: int, category: str, kind: str) -> OwnFee:
    mark: Trademark | None = rule.trademark
    return OwnFee(
        store_id=store_id,
        item=rule.item,
        amount_fen=rule.amount_fen,
        rate=rule.rate,
        source=worded(rule.source),
        as_of=rule.as_of or rules.as_of,
        category=category,
        valid_from=rules.valid_from,
        platform=Platform(rules.platform),
        store_type=StoreType(kind) if kind else None,
        trademark=mark,
        ladder=written_ladder(rule.refunds),
        link=rule.link,
        verified=rule.verified,
    )

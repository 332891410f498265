"""Platform fees: dated rule sets, the user's own figures, and the estimate that names the rule of every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.money import round_half_up
from shopdesk.domain.records import Kept
from shopdesk.domain.setup.fee_ladder import RefundStep, read_ladder
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.stores import Platform, StoreType
from shopdesk.domain.text import Text


class FeeItem(StrEnum):
    """What the platform charges."""

    DEPOSIT = "deposit"
    YEARLY_FEE = "yearly_fee"
    SERVICE_FEE = "service_fee"
    COMMISSION = "commission"


FEE_ITEM_NAMES: dict[FeeItem, Text] = {
    FeeItem.DEPOSIT: Text("Deposit"),
    FeeItem.YEARLY_FEE: Text("Yearly service fee"),
    FeeItem.SERVICE_FEE: Text("Basic software service fee"),
    FeeItem.COMMISSION: Text("Commission"),
}

RATE_ITEMS = frozenset({FeeItem.SERVICE_FEE, FeeItem.COMMISSION})
"""Items charged as a share of sales; the others are amounts."""

RATE_TABLES = frozenset({"setup_fees", "setup_plans"})
"""Nouns that decide what commission an order is charged."""


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One line of a rule set. Empty conditions fit everything; amounts in fen, rates as a share of one."""

    item: FeeItem
    amount_fen: int | None
    rate: Decimal | None
    categories: tuple[str, ...]
    types: tuple[str, ...]
    trademark: Trademark | None
    refunds: tuple[RefundStep, ...]
    verified: bool
    source: Wording
    as_of: date | None
    link: str = ""

    def fits(self, inputs: FeeInputs) -> bool:
        """Whether the line speaks of this store."""
        return (
            (not self.categories or inputs.category in self.categories)
            and (not self.types or inputs.store_type in self.types)
            and (self.trademark is None or self.trademark is inputs.trademark)
        )


@dataclass(frozen=True, slots=True)
class FeeNote:
    """What is known of a platform's fees beside the figures of the estimate, and where from."""

    text: Wording
    source: Wording
    verified: bool
    as_of: date
    link: str


@dataclass(frozen=True, slots=True)
class FeeRuleSet:
    """The fees of a platform that were valid from one day to another (``None``: still, as far as known).

    ``old`` are the codes of categories that were taken apart since and are offered no more.
    """

    code: str
    platform: str
    title: Wording
    valid_from: date
    valid_to: date | None
    as_of: date
    categories: tuple[tuple[str, Wording], ...]
    rules: tuple[FeeRule, ...]
    notes: tuple[FeeNote, ...] = ()
    old: frozenset[str] = frozenset()

    def covers(self, day: date) -> bool:
        """Whether the set is known to be valid on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class FeeInputs:
    """What the estimate depends on. ``expected_year_fen``: yearly sales without shipping."""

    platform: str
    store_type: str
    trademark: Trademark
    category: str
    expected_year_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFee(Kept):
    """A figure the user entered in place of the shipped one, from a day on; see :func:`own_in_force`.

    ``withdrawn`` marks the return to the shipped figures. ``platform``, ``store_type``, ``trademark`` and ``category``
    say what it is meant for; without one for all. ``valid_from`` is the first day on which it holds, ``None`` for all.
    ``ladder`` holds the steps at which a yearly fee comes back, as :mod:`~shopdesk.domain.setup.fee_ladder` writes
    them. ``verified``: somebody saw it on the platform's own page.
    """

    store_id: int
    item: FeeItem
    amount_fen: int | None = None
    rate: Decimal | None = None
    source: str = ""
    as_of: date
    withdrawn: bool = False
    category: str = ""
    valid_from: date | None = None
    platform: Platform | None = None
    store_type: StoreType | None = None
    trademark: Trademark | None = None
    ladder: str = ""
    link: str = ""
    verified: bool = False
    note: str = ""

    def fits(self, inputs: FeeInputs) -> bool:
        """Whether the figure speaks of such a store, whatever it sells."""
        return (
            self.platform in (None, inputs.platform)
            and self.store_type in (None, inputs.store_type)
            and self.trademark in (None, inputs.trademark)
        )


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One figure of the estimate and the rule it comes from.

    ``year_fen`` is what it costs in a year (``None`` where sales or the rule are unknown); ``own`` says the user
    entered it. ``refund_fen`` is the part of the yearly fee that comes back at the expected sales. ``begins`` is the
    first day of the rule. ``figure`` is the user's own, and ``shipped`` what the shipped rules say in its place.
    """

    item: FeeItem
    amount_fen: int | None
    rate: Decimal | None
    year_fen: int | None
    refund_fen: int | None
    refunds: tuple[RefundStep, ...]
    rule_set: FeeRuleSet | None
    own: bool
    verified: bool
    source: Wording
    as_of: date | None
    begins: date | None = None
    link: str = ""
    figure: OwnFee | None = None
    shipped: FeeLine | None = None

    @property
    def known(self) -> bool:
        """Whether there is a figure at all."""
        return self.amount_fen is not None or self.rate is not None

    @property
    def doubtful(self) -> bool:
        """Whether there is a figure that nobody confirmed."""
        return self.known and not self.verified


@dataclass(frozen=True, slots=True)
class FeeEstimate:
    """All figures of a store. ``None`` totals mean that a part of them is unknown."""

    lines: tuple[FeeLine, ...]
    tied_up_fen: int | None
    year_cost_fen: int | None
    first_year_cash_fen: int | None
    share_of_sales: Decimal | None
    unverified: int

    def line(self, item: FeeItem) -> FeeLine:
        """The line of an item."""
        return next(line for line in self.lines if line.item is item)

    def doubts(self, items: Iterable[FeeItem]) -> tuple[FeeItem, ...]:
        """Which of the figures of ``items`` nobody confirmed: what is reckoned from them is no surer than they are."""
        return tuple(item for item in items if self.line(item).doubtful)

    def missing(self, items: Iterable[FeeItem]) -> tuple[FeeItem, ...]:
        """Which figures of ``items`` are not known, so that nothing can be reckoned from them."""
        unknown = (line for line in map(self.line, items) if not line.known and line.year_fen is None)
        return tuple(line.item for line in unknown)

    def without_sales(self, items: Iterable[FeeItem]) -> bool:
        """Whether a share of ``items`` is known, and what it comes to is not, for want of the expected sales."""
        return any(line.rate is not None and line.year_fen is None for line in map(self.line, items))


def parse_rule_set(data: Mapping[str, Any]) -> FeeRuleSet:
    """A rule set from its parsed file; amounts there are in yuan."""
    rules = tuple(_parse_rule(item, row) for item in FeeItem for row in data.get(item.value, ()))
    return FeeRuleSet(
        code=data["code"],
        platform=data["platform"],
        title=Wording(data["zh"], data["en"]),
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        as_of=data["as_of"],
        categories=tuple((row["code"], Wording(row["zh"], row["en"])) for row in data.get("category", ())),
        rules=rules,
        notes=tuple(
            FeeNote(
                text=Wording(row["zh"], row["en"]),
                source=Wording(row["source_zh"], row["source_en"]),
                verified=row["verified"],
                as_of=row["as_of"],
                link=row["link"],
            )
            for row in data.get("note", ())
        ),
        old=frozenset(row["code"] for row in data.get("category", ()) if row.get("old")),
    )


def choose_rule_set(rule_sets: Iterable[FeeRuleSet], platform: str, day: date) -> FeeRuleSet:
    """The rule set of ``platform`` that is valid on ``day``; platforms without one get the set to be filled in.

    For a day before the oldest set the oldest is taken, for a day in a gap the one before the gap: whatever day is
    stored, there is an answer. :attr:`FeeRuleSet.valid_from` and ``valid_to`` tell that the day is not covered.

    Raises:
        LookupError: not even the set to be filled in is among them.
    """
    sets = sorted(rule_sets, key=lambda rules: rules.valid_from)
    for wanted in (platform, "other"):
        known = [rules for rules in sets if rules.platform == wanted]
        if known:
            begun = [rules for rules in known if rules.valid_from <= day]
            return begun[-1] if begun else known[0]
    raise LookupError(platform)


def category_keys(rule_set: FeeRuleSet, category: str) -> tuple[str, ...]:
    """The code of a category and its titles, folded to small letters: an own figure may name it by any of them."""
    title = next((title for code, title in rule_set.categories if code == category), Wording())
    return tuple(dict.fromkeys(name.casefold() for name in (category, title.zh, title.en) if name))


def standing(own: Iterable[OwnFee]) -> list[OwnFee]:
    """The user's own figures that were neither replaced nor withdrawn, in the order in which they were entered.

    Of figures for the same store, products and first day the newest counts. One withdrawn takes back its like; one
    withdrawn without products and day takes back all of its item on its platform.
    """
    stand: dict[tuple[object, ...], OwnFee] = {}
    for figure in sorted(own, key=lambda figure: figure.id or 0):
        key = place_of(figure)
        if not figure.withdrawn:
            stand.pop(key, None)
            stand[key] = figure
        elif figure.category or figure.valid_from is not None:
            stand.pop(key, None)
        else:
            for other, kept in list(stand.items()):
                if kept.item is figure.item and figure.platform in (None, kept.platform):
                    del stand[other]
    return list(stand.values())


def place_of(figure: OwnFee) -> tuple[object, ...]:
    """What a figure is for and from when: two that agree in it stand in each other's place."""
    products = figure.category.casefold()
    return (figure.item, figure.platform, products, figure.store_type, figure.trademark, figure.valid_from)


def own_in_force(own: Iterable[OwnFee], item: FeeItem, day: date, categories: Sequence[str] = ()) -> OwnFee | None:
    """The user's own figure that holds on ``day``; ``None`` where the shipped one does.

    One for a category goes before one for all products, then one for a type of store or kind of trademark before one
    for all of them, then the one that began last.

    Args:
        own: every version that fits the store (:meth:`OwnFee.fits`).
        item: what is charged.
        day: the day of charging.
        categories: names of the category, folded to small letters, the most exact first.
    """
    stand = standing(figure for figure in own if figure.item is item)
    begun = [figure for figure in stand if figure.valid_from is None or figure.valid_from <= day]
    for category in (*categories, ""):
        found = [figure for figure in begun if figure.category.casefold() == category]
        if found:
            return max(found, key=_exactness)
    return None


def _exactness(figure: OwnFee) -> tuple[int, date]:
    return (figure.store_type is not None) + (figure.trademark is not None), figure.valid_from or date.min


def estimate(inputs: FeeInputs, rule_set: FeeRuleSet, own: Sequence[OwnFee] = (), day: date = date.max) -> FeeEstimate:
    """Deposit, yearly fee with its refund, service fee and commission, and what they come to in the first year.

    Own figures count as they hold on ``day``.

    The first year's cash need is the deposit (tied up, it comes back when the store closes), the yearly fee (paid
    before any refund), and the shares of the expected sales.
    """
    names = category_keys(rule_set, inputs.category)
    mine = [figure for figure in own if figure.fits(inputs)]
    lines = tuple(_line(item, inputs, rule_set, own_in_force(mine, item, day, names)) for item in FeeItem)
    by_item = {line.item: line for line in lines}
    deposit = by_item[FeeItem.DEPOSIT].amount_fen
    yearly = by_item[FeeItem.YEARLY_FEE]
    shares = [by_item[FeeItem.SERVICE_FEE], by_item[FeeItem.COMMISSION]]
    from_sales = _sum(line.year_fen for line in shares)
    paid_yearly = yearly.amount_fen
    cost = _sum((yearly.year_fen, from_sales))
    rates = [line.rate for line in shares]
    return FeeEstimate(
        lines=lines,
        tied_up_fen=deposit,
        year_cost_fen=cost,
        first_year_cash_fen=_sum((deposit, paid_yearly, from_sales)),
        share_of_sales=None if None in rates else sum((rate for rate in rates if rate is not None), Decimal(0)),
        unverified=sum(line.doubtful for line in lines),
    )


def _line(item: FeeItem, inputs: FeeInputs, rule_set: FeeRuleSet, own: OwnFee | None) -> FeeLine:
    shipped = _shipped(item, inputs, rule_set)
    if own is None:
        return shipped
    steps = read_ladder(own.ladder)
    back = _refund(own.amount_fen, steps, inputs)
    return FeeLine(
        item=item,
        amount_fen=own.amount_fen,
        rate=own.rate,
        year_fen=_year(item, own.amount_fen, own.rate, back, inputs),
        refund_fen=back,
        refunds=steps,
        rule_set=None,
        own=True,
        verified=own.verified,
        source=Wording(own.source, own.source),
        as_of=own.as_of,
        begins=own.valid_from,
        link=own.link,
        figure=own,
        shipped=shipped,
    )


def _shipped(item: FeeItem, inputs: FeeInputs, rule_set: FeeRuleSet) -> FeeLine:
    rule = next((rule for rule in rule_set.rules if rule.item is item and rule.fits(inputs)), None)
    if rule is None:
        return FeeLine(item, None, None, _absent(item, rule_set), None, (), rule_set, False, False, Wording(), None)
    back = _refund(rule.amount_fen, rule.refunds, inputs)
    return FeeLine(
        item=item,
        amount_fen=rule.amount_fen,
        rate=rule.rate,
        year_fen=_year(item, rule.amount_fen, rule.rate, back, inputs),
        refund_fen=back,
        refunds=rule.refunds,
        rule_set=rule_set,
        own=False,
        verified=rule.verified,
        source=rule.source,
        as_of=rule.as_of,
        begins=rule_set.valid_from,
        link=rule.link,
    )


def _absent(item: FeeItem, rule_set: FeeRuleSet) -> int | None:
    """A rule set that knows fees but not this one says that it is not charged; one without any rules says nothing."""
    return 0 if rule_set.rules and item in RATE_ITEMS else None


def _year(
    item: FeeItem, amount_fen: int | None, rate: Decimal | None, refund_fen: int | None, inputs: FeeInputs
) -> int | None:
    if item is FeeItem.DEPOSIT:
        return None
    if item in RATE_ITEMS:
        if rate == 0:
            return 0
        if rate is None or inputs.expected_year_fen is None:
            return None
        return round_half_up(inputs.expected_year_fen * rate)
    return None if amount_fen is None else amount_fen - (refund_fen or 0)


def _refund(amount_fen: int | None, steps: Sequence[RefundStep], inputs: FeeInputs) -> int | None:
    if not steps or amount_fen is None or inputs.expected_year_fen is None:
        return None
    reached = [step.share for step in steps if inputs.expected_year_fen >= step.sales_fen]
    return round_half_up(amount_fen * max(reached, default=Decimal(0)))


def _sum(parts: Iterable[int | None]) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _parse_rule(item: FeeItem, row: Mapping[str, Any]) -> FeeRule:
    return FeeRule(
        item=item,
        amount_fen=row["amount"] * 100 if "amount" in row else None,
        rate=Decimal(row["rate"]) if "rate" in row else None,
        categories=tuple(row.get("categories", ())),
        types=tuple(row.get("types", ())),
        trademark=Trademark(row["trademark"]) if "trademark" in row else None,
        refunds=tuple(RefundStep(step["sales"] * 100, Decimal(step["share"])) for step in row.get("refunds", ())),
        verified=row.get("verified", False),
        source=Wording(row.get("source_zh", ""), row.get("source_en", "")),
        as_of=row.get("as_of"),
        link=row.get("link", ""),
    )

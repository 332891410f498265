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
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.setup.template import Wording
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
class RefundStep:
    """The share of the yearly fee that comes back from ``sales_fen`` of yearly sales on."""

    sales_fen: int
    share: Decimal


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

    def fits(self, inputs: FeeInputs) -> bool:
        """Whether the line speaks of this store."""
        return (
            (not self.categories or inputs.category in self.categories)
            and (not self.types or inputs.store_type in self.types)
            and (self.trademark is None or self.trademark is inputs.trademark)
        )


@dataclass(frozen=True, slots=True)
class FeeRuleSet:
    """The fees of a platform that were valid from one day to another (``None``: still, as far as known)."""

    code: str
    platform: str
    title: Wording
    valid_from: date
    valid_to: date | None
    as_of: date
    categories: tuple[tuple[str, Wording], ...]
    rules: tuple[FeeRule, ...]

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
    """A figure the user entered in place of the shipped one. Each edit adds a row; see :func:`own_in_force`.

    ``withdrawn`` marks the return to the shipped figure. ``category`` names the products that it is meant for, empty
    for all; ``valid_from`` is the first day on which it holds, ``None`` where it always did.
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


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One figure of the estimate and the rule it comes from.

    ``year_fen`` is what it costs in a year (``None`` where sales or the rule are unknown); ``own`` says the user
    entered it. ``refund_fen`` is the part of the yearly fee that comes back at the expected sales.
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


def own_in_force(own: Iterable[OwnFee], item: FeeItem, day: date, categories: Sequence[str] = ()) -> OwnFee | None:
    """The user's own figure that holds on ``day``; ``None`` where the shipped one does.

    Of figures for the same category and first day the newest counts. One for a category goes before one for all
    products, then the one that began last. A figure withdrawn for all products takes back all of the item.

    Args:
        own: every version.
        item: what is charged.
        day: the day of charging.
        categories: names of the category, folded to small letters, the most exact first.
    """
    stand: dict[tuple[str, date | None], OwnFee] = {}
    for figure in sorted((one for one in own if one.item is item), key=lambda figure: figure.id or 0):
        key = (figure.category.casefold(), figure.valid_from)
        if not figure.withdrawn:
            stand[key] = figure
        elif key == ("", None):
            stand.clear()
        else:
            stand.pop(key, None)
    begun = {key: figure for key, figure in stand.items() if key[1] is None or key[1] <= day}
    for category in (*categories, ""):
        found = [key for key in begun if key[0] == category]
        if found:
            return begun[max(found, key=lambda key: key[1] or date.min)]
    return None


def estimate(inputs: FeeInputs, rule_set: FeeRuleSet, own: Sequence[OwnFee] = (), day: date = date.max) -> FeeEstimate:
    """Deposit, yearly fee with its refund, service fee and commission, and what they come to in the first year.

    Own figures count as they hold on ``day``.

    The first year's cash need is the deposit (tied up, it comes back when the store closes), the yearly fee (paid
    before any refund), and the shares of the expected sales.
    """
    names = category_keys(rule_set, inputs.category)
    lines = tuple(_line(item, inputs, rule_set, own_in_force(own, item, day, names)) for item in FeeItem)
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
        unverified=sum(not line.verified and (line.amount_fen is not None or line.rate is not None) for line in lines),
    )


def _line(item: FeeItem, inputs: FeeInputs, rule_set: FeeRuleSet, own: OwnFee | None) -> FeeLine:
    if own is not None:
        return FeeLine(
            item=item,
            amount_fen=own.amount_fen,
            rate=own.rate,
            year_fen=_year(item, own.amount_fen, own.rate, None, inputs),
            refund_fen=None,
            refunds=(),
            rule_set=None,
            own=True,
            verified=True,
            source=Wording(own.source, own.source),
            as_of=own.as_of,
        )
    rule = next((rule for rule in rule_set.rules if rule.item is item and rule.fits(inputs)), None)
    if rule is None:
        return FeeLine(item, None, None, _absent(item, rule_set), None, (), rule_set, False, False, Wording(), None)
    back = _refund(rule, inputs)
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


def _refund(rule: FeeRule, inputs: FeeInputs) -> int | None:
    if not rule.refunds or rule.amount_fen is None or inputs.expected_year_fen is None:
        return None
    reached = [step.share for step in rule.refunds if inputs.expected_year_fen >= step.sales_fen]
    return round_half_up(rule.amount_fen * max(reached, default=Decimal(0)))


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
    )

"""Budgets against what was spent: month by programme, with pace and what speaks against it, and month by product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.ads.records import AdsBudget, AdsChannel
from shopdesk.domain.ads.spend import NO_PROGRAMME, Parts, Programme, Sorter, product_in, programme_name
from shopdesk.domain.figures import Channel
from shopdesk.domain.money import format_yuan, ratio
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Text

LEAST_DAYS = 3
"""Fewer known days of a month say nothing about its end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Budget and spend of a programme, a product or a whole month, in fen; ``None`` where nobody said.

    ``parts_fen`` are the budgets of its products together.
    """

    budget_fen: int | None = None
    spent_fen: int | None = None
    parts_fen: int | None = None

    @property
    def left_fen(self) -> int | None:
        """What is left; below zero where more was spent."""
        if self.budget_fen is None or self.spent_fen is None:
            return None
        return self.budget_fen - self.spent_fen

    @property
    def used(self) -> Decimal | None:
        """The share of the budget that is spent."""
        return ratio(self.spent_fen, self.budget_fen)


@dataclass(frozen=True, slots=True)
class CampaignBudget:
    """The budget of a campaign that begins in a month, and what all ads of the store cost on its days, in fen."""

    name: str
    days: Period
    budget_fen: int
    ads_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdsMonth:
    """A month: each programme's cell, how many of its days have ads figures, and which is the last of them.

    The budgets of ``campaigns`` are no further money: they are spent from those of the programmes and never added.
    """

    month: Period
    cells: Mapping[Programme, Cell] = field(default_factory=dict)
    parts: Parts = field(default_factory=dict, repr=False)
    sorter: Sorter = field(default_factory=lambda: Sorter(()), compare=False, repr=False)
    known: int = 0
    last: date | None = None
    campaigns: tuple[CampaignBudget, ...] = ()

    @property
    def total(self) -> Cell:
        """All programmes together."""
        cells = self.cells.values()
        return Cell(_sum(one.budget_fen for one in cells), _sum(one.spent_fen for one in cells))

    @property
    def campaigns_fen(self) -> int | None:
        """The budgets of the campaigns that begin in it."""
        return _sum(one.budget_fen for one in self.campaigns)

    @property
    def passed(self) -> Decimal | None:
        """The share of its days up to the last with ads figures."""
        return None if self.last is None else Decimal(self.last.day) / self.month.length

    def subjects(self, programme: Programme) -> tuple[str, ...] | None:
        """The subjects of the rows that were spent on a programme, as :func:`named_subjects` has them."""
        return named_subjects(
            subject for channel, some in self.parts.items() for subject in some
            if self.sorter.of(channel, subject) == programme
        )  # fmt: skip

    def beyond(self, programme: Programme) -> tuple[str, ...]:
        """The subjects of its channel that other programmes take, so that the programme is what is left of it."""
        return _others(self.parts, programme, lambda channel, subject: self.sorter.of(channel, subject) == programme)

    def lasts_to(self, cell: Cell) -> date | None:
        """The last day that a budget pays for at the mean of the month's known days.

        ``None`` where it reaches to the end of the month or past it, is spent already, or too few days are known.
        """
        left, spent = cell.left_fen, cell.spent_fen
        if left is None or left < 0 or not spent or self.last is None or self.known < LEAST_DAYS:
            return None
        paid = self.last + timedelta(days=min(left * self.known // spent, self.month.length))
        return paid if paid < self.month.end else None


def _sum(values: Iterable[int | None]) -> int | None:
    known = [one for one in values if one is not None]
    return sum(known) if known else None


def named_subjects(subjects: Iterable[str]) -> tuple[str, ...] | None:
    """The subjects by which rows are found.

    ``None`` where there are none, or what a whole channel says beyond its parts is among them: no row holds that.
    """
    named = sorted(set(subjects))
    return None if not named or "" in named else tuple(named)


def _others(parts: Parts, programme: Programme | None, mine: Callable[[Channel | None, str], bool]) -> tuple[str, ...]:
    """The subjects of a programme's channel, or of all channels, that are not ``mine``."""
    if programme == NO_PROGRAMME:
        return ()
    channel = None if programme is None else programme.channel
    return tuple(sorted({
        subject for at, some in parts.items() if channel is None or (at is not None and AdsChannel(at) is channel)
        for subject in some if subject and not mine(at, subject)
    }))  # fmt: skip


def budget_of(budgets: Iterable[AdsBudget]) -> tuple[int | None, int | None]:
    """What a programme may spend in a month, and what its products may together: the first goes before the second."""
    some = list(budgets)
    parts = _sum(one.amount_fen for one in some if one.product_id)
    whole = _sum(one.amount_fen for one in some if not one.product_id)
    return (parts if whole is None else whole), parts


def programmes_of(budgets: Iterable[AdsBudget]) -> set[Programme]:
    """Those that have a budget."""
    return {Programme(one.channel, one.plan) for one in budgets}


def month_cells(budgets: Iterable[AdsBudget], parts: Parts, sorter: Sorter) -> dict[Programme, Cell]:
    """Budget and spend of a month by programme; what was spent adds up to the month's."""
    planned: defaultdict[Programme, list[AdsBudget]] = defaultdict(list)
    for one in budgets:
        planned[Programme(one.channel, one.plan)].append(one)
    # By the object: thousands of rows a month belong to a few programmes, and these are slow to look up by content.
    sums: dict[int, int] = {}
    met: dict[int, Programme] = {}
    for channel, some in parts.items():
        known = sorter.known(channel)
        for subject, fen in some.items():
            programme = known.get(subject) or sorter.of(channel, subject)
            place = id(programme)
            if place in sums:
                sums[place] += fen
            else:
                sums[place], met[place] = fen, programme
    paid = {programme: sums[place] for place, programme in met.items()}
    cells = {}
    for programme in sorted({*planned, *paid}, key=lambda one: one.place):
        whole, own = budget_of(planned.get(programme, ()))
        cells[programme] = Cell(whole, paid.get(programme), own)
    return cells


@dataclass(frozen=True, slots=True)
class ProductCell:
    """A product in a month; without a number what names no product.

    ``subjects`` are those of its rows, ``beyond`` those of its channels that are other lines' or programmes': where
    what whole channels say beyond their parts is in it, it is what they leave.
    """

    product_id: str
    title: str
    cell: Cell
    subjects: tuple[str, ...] | None = None
    beyond: tuple[str, ...] = ()


def product_cells(
    budgets: Iterable[AdsBudget],
    parts: Parts,
    sorter: Sorter,
    titles: Mapping[str, str],
    programme: Programme | None,
) -> list[ProductCell]:
    """Budget and spend of a month by product, of one programme or all; the dearest first, what names none last.

    The lines add up to the spend of the programme. What a programme may spend beyond its products' budgets is nobody's.
    """
    chosen = [one for one in budgets if programme is None or Programme(one.channel, one.plan) == programme]
    known: Collection[str] = {*titles, *(one.product_id for one in chosen if one.product_id)}
    planned: defaultdict[str, int] = defaultdict(int)
    for one in chosen:
        if one.product_id:
            planned[one.product_id] += one.amount_fen
    paid: dict[str, int] = {}
    subjects: defaultdict[str, list[str]] = defaultdict(list)
    for channel, some in parts.items():
        for subject, fen in some.items():
            if programme is None or sorter.of(channel, subject) == programme:
                product = product_in(subject, known)
                paid[product] = paid.get(product, 0) + fen
                subjects[product].append(subject)

    def nameless(channel: Channel | None, subject: str) -> bool:
        mine = programme is None or sorter.of(channel, subject) == programme
        return mine and not product_in(subject, known)

    rest = _others(parts, programme, nameless)
    found = [
        ProductCell(
            one, titles.get(one, ""), Cell(planned.get(one), paid.get(one)), named_subjects(subjects[one]),
            () if one else rest,
        )
        for one in {*planned, *paid}
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.product_id, -(one.cell.spent_fen or 0), one.product_id))


def month_warnings(month: AdsMonth) -> list[Text]:
    """What speaks against the budgets of a month: spent, used up before its end, products that come to more."""
    named = {one: cell for one, cell in month.cells.items() if one != NO_PROGRAMME}
    cells: list[tuple[str | Text, Cell]] = [(programme_name(one), cell) for one, cell in named.items()]
    if len(named) != 1 or NO_PROGRAMME in month.cells:
        cells.insert(0, (Text("All ads"), month.total))
    found = []
    for name, cell in cells:
        said = f"{month.month.start:%Y-%m}"
        if cell.left_fen is not None and cell.left_fen < 0:
            found.append(
                Text(
                    "{programme}: {amount} more than the budget of {month} is spent.",
                    programme=name, amount=format_yuan(-cell.left_fen), month=said,
                )
            )  # fmt: skip
        until = month.lasts_to(cell)
        if until is not None:
            found.append(
                Text(
                    "{programme}: at the spend so far the budget of {month} lasts to {day}, {days} days too short.",
                    programme=name, month=said, day=until.isoformat(), days=(month.month.end - until).days,
                )
            )  # fmt: skip
        if cell.parts_fen is not None and cell.budget_fen is not None and cell.parts_fen > cell.budget_fen:
            found.append(
                Text(
                    "{programme}: the budgets of its products in {month} come to {parts}, more than its own {whole}.",
                    programme=name, month=said, parts=format_yuan(cell.parts_fen), whole=format_yuan(cell.budget_fen),
                )
            )  # fmt: skip
    return found


def ads_month(
    start: date, budgets: Iterable[AdsBudget], parts: Parts, sorter: Sorter, days: Collection[date],
    campaigns: tuple[CampaignBudget, ...] = (),
) -> AdsMonth:  # fmt: skip
    """A month of which ``days`` have ads figures."""
    month = month_of(start)
    known = [day for day in days if day in month]
    return AdsMonth(
        month=month,
        cells=month_cells(budgets, parts, sorter),
        parts=parts,
        sorter=sorter,
        known=len(known),
        last=max(known, default=None),
        campaigns=campaigns,
    )

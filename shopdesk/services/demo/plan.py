"""The shipped description of the sample store, laid onto the calendar of its fifteen months."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from shopdesk.domain.calendar.lunar import from_lunar
from shopdesk.domain.money import round_half_up
from shopdesk.domain.sample.shape import SampleCampaign, SampleProduct, Shape
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick

_AHEAD = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of the sample team; ``base`` in fen."""

    name: str
    role: str
    joined: date
    left: date | None
    base: int


@dataclass(frozen=True, slots=True)
class SampleMoney:
    """Money of a phase in fen: what was paid of it is typed, picked from the statements or found there, or not known.

    ``paid`` is what was typed, ``picked`` and ``ruled`` are kinds of lines of the statements.
    """

    kind: str
    amount: int
    paid: int | None
    picked: str
    ruled: str
    returns: date | None


@dataclass(frozen=True, slots=True)
class SamplePhase:
    """A phase of the opening with its monthly target in fen and its money."""

    title: str
    start: date
    end: date
    target: int
    lines: tuple[SampleMoney, ...]


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Everything about the sample store but its figures.

    ``usual_value`` is a usual order in fen, ``setup_owners`` the role that did each phase of the checklist.
    """

    store_name: str
    today: date
    shape: Shape
    products: tuple[SampleProduct, ...]
    staff: tuple[SamplePerson, ...]
    usual_value: int
    setup_owners: dict[str, str]
    budget: tuple[SamplePhase, ...]
    budget_start: int
    fixed_month: int

    def by_role(self, role: str) -> str:
        """The name of the first of the team who holds a role; empty where nobody does."""
        return next((person.name for person in self.staff if person.role == role), "")

    def days(self) -> Iterator[date]:
        """Every day with data: to yesterday."""
        day = self.shape.first
        while day <= self.shape.last:
            yield day
            day += timedelta(days=1)


def load_plan(first: date, today: date) -> SamplePlan:
    """Read the shipped description, in the language in use."""
    text = paths.resource("templates/sample/store.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text, parse_float=Decimal)
    products = tuple(_product(entry) for entry in raw["products"])
    weight = sum(product.weight for product in products)
    years = range(first.year, (today + _AHEAD).year + 1)
    campaigns = [_campaign(entry, year) for year in years for entry in raw["campaigns"]]
    campaigns = [one for one in campaigns if first <= one.end and one.start <= today + _AHEAD]
    shape = Shape(
        first=first,
        last=today - timedelta(days=1),
        campaigns=tuple(sorted(campaigns, key=lambda one: one.start)),
        spring_festivals=tuple(day for year in years if (day := from_lunar(year, 1, 1))),
    )
    return SamplePlan(
        store_name=pick(**raw["store"]),
        today=today,
        shape=shape,
        products=products,
        staff=tuple(_person(entry, first) for entry in raw["staff"]),
        usual_value=sum(product.price * product.weight for product in products) // weight,
        setup_owners=raw["setup_owners"],
        budget=tuple(_phase(entry, first) for entry in raw["budget"]),
        budget_start=raw["opening"]["money"] * 100,
        fixed_month=raw["opening"]["fixed"] * 100,
    )


def _phase(entry: dict[str, Any], opened: date) -> SamplePhase:
    return SamplePhase(
        title=pick(entry["zh"], entry["en"]),
        start=opened + timedelta(days=entry["from"]),
        end=opened + timedelta(days=entry["to"]),
        target=entry["target"] * 100,
        lines=tuple(_money(line, opened) for line in entry["lines"]),
    )


def _money(line: dict[str, Any], opened: date) -> SampleMoney:
    return SampleMoney(
        kind=line["kind"],
        amount=line["amount"] * 100,
        paid=line["paid"] * 100 if "paid" in line else None,
        picked=line.get("picked", ""),
        ruled=line.get("ruled", ""),
        returns=opened + timedelta(days=line["returns"]) if "returns" in line else None,
    )


def _product(entry: dict[str, Any]) -> SampleProduct:
    return SampleProduct(
        id=entry["id"],
        title=pick(entry["zh"], entry["en"]),
        category=pick(**entry["category"]),
        price=round_half_up(Decimal(entry["price"]) * 100),
        weight=entry["weight"],
        season=entry["season"],
        role=entry["role"],
        stock=entry["stock"],
        minimum=entry.get("minimum"),
    )


def _campaign(entry: dict[str, Any], year: int) -> SampleCampaign:
    return SampleCampaign(
        code=f"{entry['code']}_{year}",
        name=f"{pick(entry['zh'], entry['en'])} {year}",
        kind=entry["kind"],
        start=date.fromisoformat(f"{year}-{entry['start']}"),
        end=date.fromisoformat(f"{year}-{entry['end']}"),
        lift=float(entry["lift"]),
        bite=float(entry["bite"]),
        off=Decimal(entry["off"]),
    )


def _person(entry: dict[str, Any], first: date) -> SamplePerson:
    def month_day(months: int, day: int) -> date:
        count = first.year * 12 + first.month - 1 + months
        return date(count // 12, count % 12 + 1, day)

    left = entry.get("left")
    return SamplePerson(
        name=pick(entry["zh"], entry["en"]),
        role=entry["role"],
        joined=month_day(entry["joined"], 6),
        left=None if left is None else month_day(left, 25),
        base=entry["base"] * 100,
    )

"""The shipped departments, roles and tier presets, read from ``resources/templates/people``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from shopdesk.domain.money import parse_yuan
from shopdesk.domain.people import Department, Level, Role
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One published tier table: its ladder carries no name, for the name depends on the language in use."""

    code: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    ladder: Ladder

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return pick(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        """Whom it suits, in the language in use."""
        return pick(self.about_zh, self.about_en)


def shipped_departments(store_id: int) -> list[Department]:
    """The shipped departments as records of a store, not yet stored."""
    return [
        Department(store_id=store_id, code=entry["code"], name_zh=entry["zh"], name_en=entry["en"], position=position)
        for position, entry in enumerate(_read("team")["departments"])
    ]


def shipped_roles(store_id: int) -> list[Role]:
    """The shipped roles as records of a store, not yet stored."""
    return [
        Role(
            store_id=store_id,
            code=entry["code"],
            department_code=entry["department"],
            name_zh=entry["zh"],
            name_en=entry["en"],
            duties_zh=entry["duties_zh"],
            duties_en=entry["duties_en"],
            level=Level(entry["level"]),
            duty_code=entry["duty"],
            base_fen=parse_yuan(entry["base"]) if "base" in entry else None,
            position=position,
        )
        for position, entry in enumerate(_read("team")["roles"])
    ]


@cache
def presets() -> tuple[Preset, ...]:
    """The shipped tier tables, in the order of the file."""
    band = shipped_band()
    return tuple(_preset(entry, band) for entry in _read("tiers")["presets"])


def shipped_band() -> tuple[Decimal, Decimal]:
    """Between which shares of turnover the people cost of every shipped tier table is to lie."""
    document = _read("tiers")
    return Decimal(document["band_low"]), Decimal(document["band_high"])


def _preset(entry: dict[str, Any], band: tuple[Decimal, Decimal]) -> Preset:
    departments = tuple(entry["departments"])
    steps = tuple(
        Step(
            turnover_fen=parse_yuan(tier["turnover"]),
            budget_fen=parse_yuan(tier["budget"]),
            total_fen=parse_yuan(tier["total"]),
            posts=tuple(
                Post(department_code=code, leads=leads, staff=staff, cost_fen=parse_yuan(cost))
                for code, (leads, staff, cost) in tier["posts"].items()
            ),
        )
        for tier in entry["tiers"]
    )
    return Preset(
        code=entry["code"],
        name_zh=entry["zh"],
        name_en=entry["en"],
        about_zh=entry["about_zh"],
        about_en=entry["about_en"],
        ladder=Ladder(
            name=entry["en"],
            origin=entry["code"],
            departments=departments,
            steps=steps,
            band_low=band[0],
            band_high=band[1],
        ),
    )


@cache
def _read(name: str) -> dict[str, Any]:
    text = paths.resource(f"templates/people/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""The shipped scorecards and training plans, read from ``resources/templates/growth``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from shopdesk.domain.growth.scorecards import Card, indicator_of
from shopdesk.domain.growth.training import TrainingPlan, plan_of
from shopdesk.infra import paths


@cache
def shipped_cards() -> tuple[Card, ...]:
    """Every scorecard that ships, in the order of the file."""
    document = _read("scorecards")
    return tuple(
        Card(
            code=entry["code"],
            name_zh=entry["name"][0],
            name_en=entry["name"][1],
            roles=tuple(entry["roles"]),
            indicators=tuple(indicator_of(part) for part in entry["indicators"]),
            about_zh=document["source_zh"],
            about_en=document["source_en"],
        )
        for entry in document["card"]
    )


@cache
def shipped_plans() -> tuple[TrainingPlan, ...]:
    """Every training plan that ships, in the order of the file."""
    return tuple(plan_of(entry["code"], entry, own=False) for entry in _read("training")["plan"])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource(f"templates/growth/{name}.toml").read_text(encoding="utf-8"))

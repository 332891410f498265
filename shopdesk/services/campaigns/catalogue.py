"""What ships for campaigns: milestone sets and the entry rules of platform programmes."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from typing import Any

from shopdesk.domain.campaigns.gates import Gate, parse_gates
from shopdesk.domain.campaigns.records import Anchor, CampaignKind, MilestoneRule
from shopdesk.infra.paths import resource


def _read(relative: str) -> dict[str, Any]:
    return tomllib.loads(resource(relative).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _milestone_file() -> dict[str, Any]:
    return _read("calendar/milestones.toml")


def shipped_milestones(store_id: int, kind: CampaignKind) -> list[MilestoneRule]:
    """The milestones that campaigns of a kind get unless the store has its own."""
    content = _milestone_file()
    return [
        MilestoneRule(
            store_id=store_id,
            kind=kind,
            code=entry["code"],
            title_zh=entry["zh"],
            title_en=entry["en"],
            anchor=Anchor(entry["anchor"]),
            offset_days=entry["offset"],
            position=position,
        )
        for position, entry in enumerate(content["sets"][content["kinds"][kind.value]])
    ]


@lru_cache(maxsize=1)
def shipped_gates() -> tuple[Gate, ...]:
    """The shipped entry rules, the newest first."""
    folder = resource("rules")
    found: list[tuple[date, Gate]] = []
    for file in sorted(folder.glob("gates-*.toml")):
        found += [(gate.as_of, gate) for gate in parse_gates(_read(f"rules/{file.name}"))]
    return tuple(gate for _as_of, gate in sorted(found, key=lambda pair: pair[0], reverse=True))

"""The pay schemes that ship: read from their file, given to roles by department and level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.money import parse_yuan
from shopdesk.domain.payroll.schemes import Basis, Component, Scheme
from shopdesk.domain.people import Level
from shopdesk.domain.setup.template import Wording

BEGINNING = date(2000, 1, 1)
"""The shipped schemes hold from before any month that is computed, until the owner's own versions."""

UNKNOWN = Scheme(code="none", name=Wording("无方案", "No scheme"), valid_from=BEGINNING)
"""What somebody is paid by whose department no scheme knows: base pay and performance, nothing else."""


@dataclass(frozen=True, slots=True)
class ShippedScheme:
    """A scheme with the departments and levels it is meant for."""

    scheme: Scheme
    departments: frozenset[str]
    levels: frozenset[Level]


def parse_schemes(document: Mapping[str, Any]) -> tuple[ShippedScheme, ...]:
    """The schemes of the file."""
    return tuple(
        ShippedScheme(
            Scheme(
                code=entry["code"],
                name=Wording(entry["zh"], entry["en"]),
                valid_from=BEGINNING,
                base_fen=parse_yuan(entry["base"]) if "base" in entry else None,
                components=tuple(
                    Component(
                        code=part["code"],
                        name=Wording(part["zh"], part["en"]),
                        basis=Basis(part["basis"]),
                        rate=Decimal(part["rate"]),
                    )
                    for part in entry.get("component", ())
                ),
            ),
            frozenset(entry["departments"]),
            frozenset(Level(level) for level in entry["levels"]),
        )
        for entry in document["scheme"]
    )


def shipped_for(schemes: Iterable[ShippedScheme], department: str, level: Level) -> Scheme:
    """The shipped scheme of a department and level; :data:`UNKNOWN` for a department that no plan speaks of."""
    for shipped in schemes:
        if department in shipped.departments and level in shipped.levels:
            return shipped.scheme
    return UNKNOWN

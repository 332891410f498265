"""A pay scheme as plain content that can be kept, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.payroll.schemes import (
    Band,
    BandMode,
    Basis,
    Component,
    Performance,
    PoolBy,
    Proration,
    SalesBasis,
    Scheme,
)
from shopdesk.domain.setup.template import Wording


def scheme_content(scheme: Scheme) -> dict[str, Any]:
    """The terms of a scheme as plain values; code, person and day are kept beside it."""
    terms = scheme.performance
    return {
        "name": [scheme.name.zh, scheme.name.en],
        "roles": list(scheme.roles),
        "base_fen": scheme.base_fen,
        "allowance_fen": scheme.allowance_fen,
        "proration": scheme.proration.value,
        "own_and_team": scheme.own_and_team,
        "performance": [
            terms.rating_bonus_fen,
            terms.step_up_fen,
            terms.step_down_fen,
            terms.neutral_fen,
            terms.bad_fen,
            str(terms.step),
        ],
        "components": [_component(part) for part in scheme.components],
    }


def scheme_of(code: str, valid_from: date, person_id: int | None, content: Mapping[str, Any]) -> Scheme:
    """The scheme that :func:`scheme_content` described."""
    *amounts, step = content["performance"]
    names = ("rating_bonus_fen", "step_up_fen", "step_down_fen", "neutral_fen", "bad_fen")
    return Scheme(
        code=code,
        name=Wording(*content["name"]),
        roles=tuple(content["roles"]),
        person_id=person_id,
        valid_from=valid_from,
        base_fen=content["base_fen"],
        allowance_fen=content["allowance_fen"],
        proration=Proration(content["proration"]),
        own_and_team=content["own_and_team"],
        performance=Performance(**dict(zip(names, amounts, strict=True)), step=Decimal(step)),
        components=tuple(_component_of(part) for part in content["components"]),
    )


def _component(part: Component) -> dict[str, Any]:
    return {
        "code": part.code,
        "name": [part.name.zh, part.name.en],
        "basis": part.basis.value,
        "rate": None if part.rate is None else str(part.rate),
        "bands": [
            [str(band.start), None if band.end is None else str(band.end), str(band.rate)] for band in part.bands
        ],
        "mode": part.mode.value,
        "cap_fen": part.cap_fen,
        "floor_fen": part.floor_fen,
        "prorated": part.prorated,
        "sales": part.sales.value,
        "pool_by": part.pool_by.value,
        "points": str(part.points),
    }


def _component_of(part: Mapping[str, Any]) -> Component:
    return Component(
        code=part["code"],
        name=Wording(*part["name"]),
        basis=Basis(part["basis"]),
        rate=None if part["rate"] is None else Decimal(part["rate"]),
        bands=tuple(
            Band(Decimal(start), None if end is None else Decimal(end), Decimal(rate))
            for start, end, rate in part["bands"]
        ),
        mode=BandMode(part["mode"]),
        cap_fen=part["cap_fen"],
        floor_fen=part["floor_fen"],
        prorated=part["prorated"],
        sales=SalesBasis(part["sales"]),
        pool_by=PoolBy(part["pool_by"]),
        points=Decimal(part["points"]),
    )

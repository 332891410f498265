"""The entries that a store may begin with, read from ``resources/templates/handbook``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from shopdesk.domain.handbook.records import HandbookEntry, HandbookKind
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    text = paths.resource("templates/handbook/shipped.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["entry"])


def shipped_codes() -> tuple[str, ...]:
    """The codes of all of them, in their order."""
    return tuple(one["code"] for one in _shipped())


def shipped_entries(store_id: int) -> list[HandbookEntry]:
    """All of them for a store, in the language in use."""
    return [
        HandbookEntry(
            store_id=store_id,
            kind=HandbookKind(one["kind"]),
            topic=pick(*one["topic"]),
            title=pick(*one["title"]),
            text=pick(*one["text"]),
            words=pick(*one.get("words", ("", ""))),
            limit_fen=one.get("limit_fen"),
            valid_from=one.get("valid_from"),
            source=pick(*one.get("source", ("", ""))),
            code=one["code"],
        )
        for one in _shipped()
    ]

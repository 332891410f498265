"""The shipped rules of law and city and the shipped pay schemes, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from shopdesk.domain.payroll.rules import Rulebook, parse_rules
from shopdesk.domain.payroll.shipped import ShippedScheme, parse_schemes
from shopdesk.infra import paths


@lru_cache
def shipped_rules() -> Rulebook:
    """Every rule that ships."""
    files = sorted(paths.resource("rules/payroll").glob("*.toml"))
    documents = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return Rulebook(tuple(value for document in documents for value in parse_rules(document)))


@lru_cache
def shipped_schemes() -> tuple[ShippedScheme, ...]:
    """Every pay scheme that ships."""
    return parse_schemes(tomllib.loads(paths.resource("rules/payroll/schemes.toml").read_text(encoding="utf-8")))

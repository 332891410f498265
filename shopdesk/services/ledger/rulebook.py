"""The shipped rules for what a line of a statement is."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from shopdesk.domain.ledger.classify import Classifier, ShippedRule, parse_rules
from shopdesk.infra import paths
from shopdesk.storage.repositories.ledger import StatementRules
from shopdesk.storage.unit_of_work import UnitOfWork


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[ShippedRule, ...]:
    """The rules of ``resources/rules/statement-kinds.toml``."""
    text = paths.resource("rules/statement-kinds.toml").read_text(encoding="utf-8")
    return parse_rules(tomllib.loads(text))


def classifier(uow: UnitOfWork, store_id: int) -> Classifier:
    """What tells the kinds of a store's lines, by the shipped rules and its own."""
    return Classifier(shipped_rules(), uow.repository(StatementRules).of(store_id))

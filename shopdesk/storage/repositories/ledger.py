"""The owner's rules for statement lines in the data file."""

from __future__ import annotations

from shopdesk.domain.ledger.rules import StatementRule
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.ledger import statement_rules


class StatementRules(RecordRepository[StatementRule]):
    """The own rules of the stores."""

    table = statement_rules
    record_type = StatementRule

    def of(self, store_id: int) -> list[StatementRule]:
        """The rules of a store, the oldest first."""
        return self.find(statement_rules.c.store_id == store_id, order_by=statement_rules.c.id)

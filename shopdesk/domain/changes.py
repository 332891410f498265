"""What changed: the records of the audit trail, which undo, redo and page refresh read too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from shopdesk.domain.text import Text


class ChangeKind(StrEnum):
    """How a set of changes came about."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"
    AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of one table: ``before`` is ``None`` for a new row, ``after`` is ``None`` for a removed one."""

    noun: str
    record_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Everything one commit changed; ``reverses`` names the set that an undo or redo took back."""

    id: int | None = None
    at: datetime
    actor: str
    reason: Text
    kind: ChangeKind = ChangeKind.EDIT
    reverses: int | None = None
    import_id: int | None = None
    changes: tuple[Change, ...] = ()
    touched: frozenset[str] = field(default_factory=frozenset)

    @property
    def nouns(self) -> frozenset[str]:
        """The tables it touched."""
        return frozenset(change.noun for change in self.changes) | self.touched

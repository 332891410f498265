"""One order with everything that is known of it: what the report says, its items, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shopdesk.domain.fields import Audience, Field
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.rows import Origin, fields_of

ORDER_FIELDS: tuple[Field, ...] = fields_of(Source.ORDERS)
"""What is shown of an order; nothing that tells who bought it."""

_OF_THE_ORDER = ("item_no", "order_no", "created_at")
ITEM_FIELDS: tuple[Field, ...] = tuple(
    one
    for one in FIELDS[ImportKind.ORDER_ITEMS].fields
    if one.name not in _OF_THE_ORDER and one.audience is Audience.EVERYBODY
)
"""What is shown of an item: what it does not share with its order."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an order: its cells in the order of :data:`ITEM_FIELDS`, and the import that last wrote it."""

    id: int
    cells: tuple[Any, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class OrderStory:
    """An order: its cells in the order of :data:`ORDER_FIELDS`.

    ``order_no`` is ``None`` where the report names none; then nothing else can be told to belong to it. ``origin`` is
    the import that last wrote the order, ``first`` the one that brought it where that was another.
    """

    id: int
    order_no: str | None
    cells: tuple[Any, ...]
    origin: Origin | None
    first: Origin | None
    items: tuple[ItemRow, ...]

    def cell(self, name: str) -> Any:
        """A cell by the name of its field."""
        return next(value for field, value in zip(ORDER_FIELDS, self.cells, strict=True) if field.name == name)

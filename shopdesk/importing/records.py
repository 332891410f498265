"""From converted columns to the stored form of each kind: keys, days, keyed buyers."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind
from shopdesk.domain.ledger.head import StatementHead
from shopdesk.domain.text import Text
from shopdesk.domain.totals import is_total
from shopdesk.importing.cells import CellError
from shopdesk.importing.columns import Column
from shopdesk.importing.plan import Plan, Privacy, Source

_TOTAL_KEYS = frozenset({"合计", "总计", "汇总", "小计", "全店", "同行", "平均", "均值", "店铺", "同行平均", "日均"})
_MOST_BUYERS = 200_000
"""Names remembered with their keys."""
_SUMS = frozenset({"合计", "总计", "汇总", "小计", "总和"})
_NOT_A_ROW = Text("No row of its own: a totals row, or one without what identifies it.")


class Records(ABC):
    """Turns a batch of raw columns into columns of records, named by ``columns``, the key's columns first.

    ``numbered`` records share keys that are told apart by counting. Where the file has a conversion cycle (``cycled``),
    it stands behind the columns. ``insert_only`` columns are a guess that never replaces what is known. Those with a
    ``head`` also take what stands before and after the table, and end with the row's number in the file.
    """

    numbered = False
    cycled = False
    head: StatementHead | None = None
    insert_only: tuple[str, ...] = ()

    def __init__(self, plan: Plan, privacy: Privacy) -> None:
        """Prepare for one file."""
        self.plan = plan
        self.privacy = privacy
        self.width = len(plan.headings)
        self.sources = {source.field.name: source for source in plan.sources}
        self.needed = plan.needed
        self.columns: tuple[str, ...] = ()
        self.key_width = len(FIELDS[plan.kind].key)
        self.day_column = "day"

    @property
    def key_of(self) -> Callable[[tuple[Any, ...]], Any]:
        """The key of a record: its first value or values."""
        return itemgetter(0) if self.key_width == 1 else itemgetter(slice(0, self.key_width))

    def without_private(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is left of a record for telling repeats, buyers left out."""
        return values

    def is_aside(self, texts: Sequence[str | None]) -> bool:
        """Whether a row, as clean texts, stands beside the table and is no row of it; a statement reads it."""
        first = next((shown for shown in texts if shown), None)
        return first is None or (first.startswith("#") and texts[0] == first)

    def is_sum(self, texts: Sequence[str | None]) -> bool:
        """Whether a row, as clean texts, says in the place of its day or person that it sums up others."""
        named = [source.indexes for name, source in self.sources.items() if name in ("day", "agent")]
        return any(_is_everybody(texts[index] or "") for indexes in named for index in indexes if index < len(texts))

    def convert(self, raw: Sequence[Column], count: int) -> list[Column]:
        """The columns of the records of ``count`` raw rows.

        Raises:
            CellError: a cell cannot be read, a required one is empty, or a row has more than the header.
            IndexError: the rows are shorter than the header.
        """
        for extra in raw[self.width :]:
            if any(extra):
                raise CellError(_NOT_A_ROW)
        if raw and not _SUMS.isdisjoint(raw[0]):
            raise CellError(_NOT_A_ROW)
        values = {name: self._column(source, raw) for name, source in self.sources.items()}
        for name in self.needed:
            if None in values[name]:
                raise CellError(_NOT_A_ROW)
        for name, other in self.plan.stand_ins.items():
            values[name] = values[other]
        return self.build(values, count)

    @abstractmethod
    def build(self, values: dict[str, Column], count: int) -> list[Column]:
        """The records' columns from converted ones; each kind adds what it computes."""

    @staticmethod
    def _column(source: Source, raw: Sequence[Column]) -> Column:
        columns = [source.read(raw[index]) for index in source.indexes]
        if len(columns) == 1:
            return columns[0]
        if source.combine == "sum":
            return [sum(known) if (known := [part for part in row if part is not None]) else None
                    for row in zip(*columns, strict=True)]  # fmt: skip
        return ["/".join(part for part in row if part) or None for row in zip(*columns, strict=True)]


class OrderRecords(Records):
    """Orders: the number is the key; without numbers the moment of ordering and a counter stand for it."""

    day_column = "created_day"

    def __init__(self, plan: Plan, privacy: Privacy) -> None:
        """Prepare for one file."""
        super().__init__(plan, privacy)
        self.day_column = "created_day"
        self.numbered = "order_no" not in self.sources
        self._plain = tuple(
            name for name in self.sources if name not in ("buyer_name", "order_no", "created_at", "paid_at")
        )
        columns = ["order_key", "created_at", "created_day"]
        if not self.numbered:
            columns.append("order_no")
        if "paid_at" in self.sources:
            columns += ["paid_at", "paid_day"]
        columns += self._plain
        if "buyer_name" in self.sources:
            columns.append("buyer_key")
            if privacy.keep_details:
                columns.append("buyer_name")
        self.columns = tuple(columns)
        if plan.stand_ins:
            self.insert_only = ("created_at", "created_day")
        self._private = [
            columns.index(name) - 1 for name in ("buyer_key", "buyer_name", "phone", "address") if name in columns
        ]
        self._buyer_keys: dict[str | None, str | None] = {}

    def without_private(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The record without its buyer, whom exports may mask with a new number in each row."""
        return tuple(value for place, value in enumerate(values) if place not in self._private)

    def build(self, values: dict[str, Column], count: int) -> list[Column]:
        """Orders with their days and keys."""
        created = values["created_at"]
        columns: list[Column] = [created, [moment[:10] for moment in created]]
        if self.numbered:
            keys = self._made_up_keys(values, created, count)
        else:
            keys = values["order_no"]
            if None in keys or not _TOTAL_KEYS.isdisjoint(keys):
                raise CellError(_NOT_A_ROW)
            columns.append(keys)
        if "paid_at" in values:
            paid = values["paid_at"]
            columns += [paid, [None if moment is None else moment[:10] for moment in paid]]
        if {"gross_fen", "received_fen", "refund_fen"} <= values.keys():
            values = {**values, "received_fen": _after_refunds(values, "gross_fen")}
        columns += [values[name] for name in self._plain]
        if "buyer_name" in values:
            columns.append(self._keys_of(values["buyer_name"]))
            if self.privacy.keep_details:
                columns.append(values["buyer_name"])
        return [keys, *columns]

    def _keys_of(self, buyers: Column) -> Column:
        """The keys of a column of names, remembered up to a number of them."""
        known = self._buyer_keys
        if len(known) > _MOST_BUYERS:
            known.clear()
        new = set(buyers).difference(known)
        for nothing in new.intersection((None, "")):
            known[nothing] = None
            new.remove(nothing)
        known.update(zip(new, self.privacy.buyer_keys(new), strict=True))
        return list(map(known.__getitem__, buyers))

    def _made_up_keys(self, values: dict[str, Column], created: Column, count: int) -> Column:
        """What stays the same when the order is paid, refunded or masked anew: the moment it was placed.

        A file that only knows the day gets the title and total into the key too, or a day would be one heap.
        """
        others = [values[name] for name in ("title", "gross_fen", "received_fen") if name in values]
        keys = []
        for index, moment in enumerate(created):
            parts = [moment]
            if moment.endswith("00:00:00"):
                parts += [str(column[index]) for column in others]
            digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12)
            keys.append(f"~{digest.hexdigest()}")
        return keys


def _after_refunds(values: dict[str, Column], whole: str) -> Column:
    """What is left after refunds of each order or item, of which ``whole`` says all that was to be paid.

    Some files state 买家实付金额 before refunds: there it is the whole, though something was refunded. Kept so, the
    refund would be added to what was paid and not be taken off what is left.
    """
    return [
        total - refund if refund and received == total is not None and 0 < refund <= total else received
        for total, received, refund in zip(values[whole], values["received_fen"], values["refund_fen"], strict=True)
    ]


class ItemRecords(Records):
    """Order items: the sub-order number is the key, or the order's number with what the line says."""

    def __init__(self, plan: Plan, privacy: Privacy) -> None:
        """Prepare for one file."""
        super().__init__(plan, privacy)
        self.numbered = "item_no" not in self.sources
        self._plain = tuple(name for name in self.sources if name != "item_no")
        self.columns = ("item_key", *self._plain)
        self.day_column = "created_at" if "created_at" in self.sources else ""

    def build(self, values: dict[str, Column], count: int) -> list[Column]:
        """Items with their keys."""
        if {"payable_fen", "received_fen", "refund_fen"} <= values.keys():
            values = {**values, "received_fen": _after_refunds(values, "payable_fen")}
        plain = [values[name] for name in self._plain]
        if not self.numbered:
            keys = values["item_no"]
            if None in keys:
                raise CellError(_NOT_A_ROW)
            return [keys, *plain]
        if not _TOTAL_KEYS.isdisjoint(values["order_no"]):
            raise CellError(_NOT_A_ROW)
        identity = [values[name] for name in ("order_no", "title", "variant", "merchant_code") if name in values]
        keys = [
            f"{row[0]}~{hashlib.blake2b(chr(31).join(str(part) for part in row).encode(), digest_size=8).hexdigest()}"
            for row in zip(*identity, strict=True)
        ]
        return [keys, *plain]


class DayRecords(Records):
    """Daily figures: the day, with the product, person or channel, is the key."""

    def __init__(self, plan: Plan, privacy: Privacy) -> None:
        """Prepare for one file."""
        super().__init__(plan, privacy)
        self._key = FIELDS[plan.kind].key
        stored = (name for name, source in self.sources.items() if source.field.stored)
        self.columns = (*self._key, *(name for name in stored if name not in self._key))
        self.cycled = "cycle" in self.sources

    def build(self, values: dict[str, Column], count: int) -> list[Column]:
        """Figures under their keys."""
        if self.plan.fixed_day and None in values.get("agent", ()):
            raise CellError(_NOT_A_ROW)
        columns: list[Column] = []
        for name in self._key:
            if name in values:
                column = ["" if part is None else part for part in values[name]]
                if not _TOTAL_KEYS.isdisjoint(column) or (name == "agent" and any(map(_is_everybody, set(column)))):
                    raise CellError(_NOT_A_ROW)
            else:
                column = [self._constant(name)] * count
            columns.append(column)
        columns += [values[name] for name in self.columns[self.key_width :]]
        if self.cycled:
            columns.append(values["cycle"])
        return columns

    def _constant(self, name: str) -> str:
        if name == "day":
            return self.plan.fixed_day or ""
        return (self.plan.template.channel or "other") if name == "channel" else ""


def _is_everybody(agent: str) -> bool:
    """Whether the name of a service person is that of the whole store or of others: 全店均值, 同行均值."""
    return is_total(agent) or agent.startswith("全店")


def records_for(plan: Plan, privacy: Privacy) -> Records:
    """The records of a plan's kind."""
    if plan.kind in STATEMENT_KINDS:
        # Only statements need it, and it needs the base class above.
        from shopdesk.importing.statements import StatementRecords

        return StatementRecords(plan, privacy)
    if plan.kind is ImportKind.ORDERS:
        return OrderRecords(plan, privacy)
    if plan.kind is ImportKind.ORDER_ITEMS:
        return ItemRecords(plan, privacy)
    return DayRecords(plan, privacy)

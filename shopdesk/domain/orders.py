"""Orders as the platform's report states them, their items, and what a day of them adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

WAITING_STATUS = "等待卖家发货"
"""What the platform's status of an order says while the seller has to ship it."""


class Basis(StrEnum):
    """Which day an order belongs to: the one it was placed on or the one it was paid on."""

    CREATED = "created"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order. Money is fen; ``None`` means that no file so far carried the figure.

    ``received_fen`` is what is left after refunds (买家实际支付金额 / 买家实付金额), so that the amount paid is
    ``received_fen + refund_fen``. ``order_key`` is the order number, or a stable key where the file has none.
    ``buyer_key`` is a keyed hash that tells buyers apart without naming them.
    """

    id: int | None = None
    store_id: int
    order_key: str
    order_no: str | None = None
    status: str | None = None
    created_at: datetime
    created_day: date
    paid_at: datetime | None = None
    paid_day: date | None = None
    gross_fen: int | None = None
    received_fen: int | None = None
    refund_fen: int | None = None
    shipped_at: datetime | None = None
    finished_at: datetime | None = None
    pieces: int | None = None
    province: str | None = None
    title: str | None = None
    buyer_key: str | None = None
    buyer_name: str | None = None
    phone: str | None = None
    address: str | None = None
    closed_reason: str | None = None
    first_import_id: int | None = None
    last_import_id: int | None = None
    freight_fen: int | None = None

    @property
    def paid_fen(self) -> int | None:
        """What the buyer paid, refunds not taken off; ``None`` for an unpaid order or where nothing says it."""
        if self.paid_at is None:
            return None
        if self.received_fen is not None and self.refund_fen is not None:
            return self.received_fen + self.refund_fen
        return self.gross_fen

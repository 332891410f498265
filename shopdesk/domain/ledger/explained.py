"""What a person said of an order that differs, with what it differed by when they said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.fields import HIGHEST_FEN, Field, Kind, Noun
from shopdesk.domain.ledger.matching import STATE_NAMES, OrderState
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Kept):
    """Why an order differs, in somebody's words.

    It holds for the state and the difference (fen) that the order had then: where either becomes another one, the order
    is open again, and the words still stand beside it.
    """

    store_id: int
    order_no: str
    word: str
    who: str = ""
    at: datetime
    state: OrderState
    difference_fen: int

    def holds_for(self, state: OrderState, difference: int) -> bool:
        """Whether it still speaks of what there is to explain."""
        return state is self.state and difference == self.difference_fen


EXPLANATION = Noun(
    "order_explanations",
    Explanation,
    Text("Explained order"),
    (
        Field("order_no", Kind.LINE, Text("Order number")),
        Field("word", Kind.LINE, Text("Explanation"), key="e", required=True,
              placeholder=Text("for example: paid by bank transfer")),
        Field("who", Kind.LINE, Text("Who", context="explained an order")),
        Field("at", Kind.MOMENT, Text("When", context="explained an order")),
        Field("state", Kind.CHOICE, Text("State then"), choices=STATE_NAMES),
        Field("difference_fen", Kind.MONEY, Text("Difference then"), lowest=-HIGHEST_FEN),
    ),
)  # fmt: skip

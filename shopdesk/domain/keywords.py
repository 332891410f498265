"""Keywords (关键词): the list with its kinds, what each brought in the last days, and how that moved.

Visitors and buyers are people: they are never added over days or keywords. Over several days the mean per day is
shown, and conversion is rebuilt from the days that have both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.kpi.wholeness import Shortfall, uneven
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

SPANS = (7, 30)
"""So many days are compared with as many before."""
LONGEST = 60


class KeywordKind(StrEnum):
    """What a keyword is for."""

    CORE = "core"
    LONG_TAIL = "long_tail"
    PAID = "paid"


KEYWORD_KINDS: dict[KeywordKind, Text] = {
    KeywordKind.CORE: Text("Core word"),
    KeywordKind.LONG_TAIL: Text("Long-tail word"),
    KeywordKind.PAID: Text("Paid word"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword(Kept):
    """A keyword with its kind (``None``: nobody said yet) and the product that it is to lead to."""

    store_id: int
    word: str
    kind: KeywordKind | None = None
    product_id: str = ""
    note: str = ""


KEYWORD = Noun(
    "keywords",
    Keyword,
    Text("Keyword"),
    (
        Field("word", Kind.LINE, Text("Keyword"), key="k", required=True, longest=LONGEST),
        Field("kind", Kind.CHOICE, Text("Kind", context="keyword"), key="i", choices=KEYWORD_KINDS),
        Field("product_id", Kind.LINE, Text("Product ID"), key="p", longest=40, plain=True),
        Field("note", Kind.WORDS, Text("Note"), key="o", longest=500, column=False),
    ),
    titles=("word",),
    identity=("word",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """What is known of a keyword over a span.

    ``days`` have any figure. ``impressions`` and ``spend_fen`` are sums. ``visitors_a_day`` is the mean of the days
    that state visitors, ``conversion`` buyers by visitors of the days that state both: sums of people leave no query.
    ``rank`` is the newest known place.
    """

    days: int = 0
    impressions: int | None = None
    visitors_a_day: Decimal | None = None
    conversion: Decimal | None = None
    spend_fen: int | None = None
    rank: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMove:
    """A keyword over a span of ``length`` days and over as many before."""

    length: int
    now: WordSpan
    before: WordSpan

    @property
    def shortfall(self) -> Shortfall | None:
        """Which of the two is known on too few days for its sums to be compared."""
        return uneven(self.now.days, self.length, self.before.days, self.length)

    @property
    def impressions(self) -> int | None:
        """Change of the impressions; ``None`` where one is unknown or a span is known on too few days."""
        if self.now.impressions is None or self.before.impressions is None or self.shortfall is not None:
            return None
        return self.now.impressions - self.before.impressions

    @property
    def visitors_a_day(self) -> Decimal | None:
        """Change of the mean visitors of a day."""
        now, before = self.now.visitors_a_day, self.before.visitors_a_day
        return None if now is None or before is None else now - before

    @property
    def conversion(self) -> Decimal | None:
        """Change of the conversion, as a difference of the two shares."""
        now, before = self.now.conversion, self.before.conversion
        return None if now is None or before is None else now - before

    @property
    def rank(self) -> Decimal | None:
        """How many places it went up; negative: down."""
        now, before = self.now.rank, self.before.rank
        return None if now is None or before is None else before - now

"""Keywords: the list, and what each brought in the last days against as many before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.keywords import KEYWORD, Keyword, WordMove, WordSpan
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.kpi.day_lines import keyword_lines
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import market
from shopdesk.storage.repositories.market import Keywords

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_NOTHING = WordSpan()
_DRAWN_DAYS = 90


@dataclass(frozen=True, slots=True)
class KeywordBoard:
    """Every keyword: those of the list, and behind them those that only have figures (without an id).

    ``moves`` are by word; ``period`` is the later of the two spans, ``None`` where no keyword has figures.
    """

    keywords: tuple[Keyword, ...]
    moves: Mapping[str, WordMove]
    period: Period | None


class KeywordService:
    """Answers about keywords; keeps the list."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def listed(self, store_id: int) -> tuple[Keyword, ...]:
        """The keywords of the list, without figures."""
        with self._ctx.read() as uow:
            return tuple(uow.repository(Keywords).of_store(store_id))

    @one_read
    def board(self, store_id: int, length: int) -> KeywordBoard:
        """The keywords over the ``length`` days up to the last that has figures, and as many before."""
        return self._ctx.known(("keywords", store_id, length), lambda: self._board(store_id, length))

    def _board(self, store_id: int, length: int) -> KeywordBoard:
        with self._ctx.read() as uow:
            listed = uow.repository(Keywords).of_store(store_id)
            last = market.last_keyword_day(uow.connection, store_id)
            if last is None:
                return KeywordBoard(tuple(listed), {}, None)
            period = Period(last - timedelta(days=length - 1), last)
            earlier = Period(period.start - timedelta(days=length), period.start - timedelta(days=1))
            now = market.word_spans(uow.connection, store_id, period)
            before = market.word_spans(uow.connection, store_id, earlier)
        moves = {
            word: WordMove(length=length, now=now.get(word, _NOTHING), before=before.get(word, _NOTHING))
            for word in {**now, **before}
        }
        known = {one.word for one in listed}
        loose = [Keyword(store_id=store_id, word=word) for word in sorted(moves) if word not in known]
        return KeywordBoard((*listed, *loose), moves, period)

    @one_read
    def over_time(self, store_id: int, words: Sequence[str], figure: str) -> ChartAnswer:
        """A figure of ``KEYWORD_FIGURES`` of some keywords over the 90 days up to the last that has any."""
        with self._ctx.read() as uow:
            last = market.last_keyword_day(uow.connection, store_id) or self._ctx.clock.today()
            period = Period(last - timedelta(days=_DRAWN_DAYS - 1), last)
            return keyword_lines(figure, period, market.word_days(uow.connection, store_id, words, period))

    def keep(self, keyword: Keyword) -> Keyword:
        """Keep a new or changed keyword.

        Raises:
            UserError: a field is outside its limits, or it is in the list already.
        """
        keyword = KEYWORD.tidy(keyword)
        with self._ctx.open_uow(Text("Keyword “{word}” kept", word=keyword.word)) as uow:
            keywords = uow.repository(Keywords)
            kept = keywords.update(keyword) if keyword.id is not None else keywords.add(keyword)
            uow.commit()
        return kept

    def remove(self, keyword: Keyword) -> None:
        """Take a keyword off the list; its figures stay. One that is not in the list is left as it is."""
        if keyword.id is None:
            return
        with self._ctx.open_uow(Text("Keyword “{word}” taken off the list", word=keyword.word)) as uow:
            uow.repository(Keywords).remove(keyword)
            uow.commit()

"""Title tests: what was changed, and the figures of the product before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.kpi.day_lines import title_lines
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.domain.title_tests import TITLE_TEST, Comparison, ProductDay, TitleTest, check_test, compare, spans
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import market
from shopdesk.storage.repositories.market import TitleTests

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class TitleTestView:
    """A test with both sides, and the days behind them in order."""

    comparison: Comparison
    days: tuple[ProductDay, ...]


class TitleTestService:
    """Keeps tests of titles; compares before and after."""

    def __init__(self, ctx: ServiceContext, *, campaigns: CampaignService) -> None:
        """Work within ``ctx``; campaigns in the days of a test are named."""
        self._ctx = ctx
        self._campaigns = campaigns

    @one_read
    def of_store(self, store_id: int) -> tuple[TitleTest, ...]:
        """Every test, the newest first."""
        with self._ctx.read() as uow:
            return tuple(uow.repository(TitleTests).of_store(store_id))

    @one_read
    def view(self, test_id: int, store_id: int | None = None) -> TitleTestView:
        """One test with its figures; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            test = uow.repository(TitleTests).get(test_id, store_id)
            found = spans(test, today)
            if found is None:
                return TitleTestView(compare(test, (), (), today), ())
            whole = Period(found[0].start, found[1].end)
            days = market.product_span(uow.connection, test.store_id, test.product_id, whole)
        names = [one.name for one in self._campaigns.held(test.store_id, whole.start, whole.end)]
        return TitleTestView(compare(test, days, names, today), tuple(days))

    @one_read
    def over_time(self, test_id: int, figure: str, store_id: int | None = None) -> ChartAnswer:
        """A figure of ``TITLE_FIGURES`` of a test's product by day; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        found = self.view(test_id, store_id)
        return title_lines(figure, found.comparison, found.days)

    def keep(self, test: TitleTest) -> TitleTest:
        """Keep a new or changed test.

        Raises:
            UserError: it tests nothing, or there is one of that product and day.
        """
        test = TITLE_TEST.tidy(test)
        check_test(test)
        with self._ctx.open_uow(Text("Title test “{title}” kept", title=test.new_title)) as uow:
            tests = uow.repository(TitleTests)
            kept = tests.update(test) if test.id is not None else tests.add(test)
            uow.commit()
        return kept

    def remove(self, test: TitleTest) -> None:
        """Take a test away; it can be undone."""
        with self._ctx.open_uow(Text("Title test “{title}” removed", title=test.new_title)) as uow:
            uow.repository(TitleTests).remove(test)
            uow.commit()

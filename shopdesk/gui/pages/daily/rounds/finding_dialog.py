"""What was found at a place of a round, written down as a problem with its photos and the day to look at it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.daily.inspections import InspectionRound, Station
from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.photos.bringing import to_keep

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_AGAIN_DAYS = 7


class FindingDialog(NewProblemDialog):
    """A new problem that belongs to a place of a round."""

    def __init__(
        self, context: PageContext, one: InspectionRound, day: date, station: Station, people: Sequence[str]
    ) -> None:
        """Begin with the place and what was noted there; it is looked at again a week after it is due."""
        today = context.clock.today()
        super().__init__(context, Loaded(store_id=context.store_id, today=today, people=tuple(people)))
        self._round, self._seen_on, self._place = one, day, station.place
        note = station.mark.note if station.mark is not None else ""
        self.title.setText(f"{station.place}: {note}" if note else f"{station.place}: ")
        self.add_fields("inspect_on", values={"inspect_on": today + timedelta(days=_AGAIN_DAYS)})

    def work(self) -> Callable[[], Problem]:
        """Keep it with its photos, tied to the place."""
        problem = self.changed_record(store_id=self._context.store_id, opened_on=self._context.clock.today())
        inspections, given = self._context.services.inspections, list(self.photos.given)
        number, day, place = self._round.id or 0, self._seen_on, self._place
        return lambda: inspections.found(number, day, place, problem, to_keep(given))

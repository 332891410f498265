"""Which printed forms somebody asks for: of which days and stores, filled or blank, with or without the back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.daily.problems import Problem, urgency
from shopdesk.domain.daily.standing_tasks import StandingDue
from shopdesk.domain.ledger.alerts import changed_words
from shopdesk.domain.periods import week_of
from shopdesk.domain.text import Text
from shopdesk.reporting.daily_sheet import DayPaper, day_paper

if TYPE_CHECKING:
    from shopdesk.domain.daily.sheet import DaySheet
    from shopdesk.services.registry import Services


EACH_ROLE = "*"
"""Asks for a form for each role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """What is to be printed. ``week`` asks for blank forms of the whole week that ``day`` lies in.

    Every form that a day asks for is printed; of the store that has the checklist ``only``, just that one.
    ``role`` prints the items of one role, or with :data:`EACH_ROLE` a form for each role that has items.
    """

    store_ids: tuple[int, ...]
    day: date
    filled: bool = True
    back: bool = False
    week: bool = False
    only: int | None = None
    role: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the forms."""
        return tuple(week_of(self.day).days()) if self.week else (self.day,)


def daily_papers(services: Services, wish: PaperWish) -> list[DayPaper]:
    """The forms, store by store and day by day."""
    filled = wish.filled and not wish.week
    with services.reading():
        names = {store.id: store.name for store in services.stores.all()}
        return [
            day_paper(
                sheet,
                names.get(store_id, ""),
                filled=filled,
                back=back,
                roles=roles,
                role=role,
                news=news if place == 0 and not role else (),
                standing=standing if place == 0 else (),
            )
            for store_id in wish.store_ids
            for roles in (services.people.catalogue.role_names(store_id),)
            for day in wish.days
            for news in (_news(services, store_id, day),)
            for standing in (_standing(services, store_id, day),)
            for place, (sheet, back) in enumerate(_with_backs(services, store_id, day, wish))
            for role in _roles(sheet, wish.role)
        ]


def _news(services: Services, store_id: int, day: date) -> list[Text]:
    """Closed months that changed up to a day: for the whole form, not for that of a role, whom the money is not for."""
    return [changed_words(one) for one in services.matching.changed(store_id, until=day)]


def _standing(services: Services, store_id: int, day: date) -> list[StandingDue]:
    """The standing tasks of a day; of one to come only what falls due on it: what is late may be done by then."""
    tasks = services.standing.on_day(store_id, day)
    return [one for one in tasks if day <= services.ctx.clock.today() or one.due == day]


def _roles(sheet: DaySheet, wanted: str) -> list[str]:
    """Whose items are printed of a form: everybody's (an empty code), one role's if it has any, or each role's."""
    # In the order of the form; what nobody is in charge of gets a form of its own only beside everybody's.
    there = list(dict.fromkeys(line.item.role for line in sheet.lines if line.item.role))
    if wanted == EACH_ROLE:
        return there
    return [wanted] if not wanted or wanted in there else []


def _with_backs(
    services: Services, store_id: int, day: date, wish: PaperWish
) -> list[tuple[DaySheet, list[Problem] | None]]:
    """The forms of a day with the problems of their backs; another form than the first needs one for its timetable."""
    sheets = services.daily.sheets(store_id, day)
    if wish.only is not None and any(one.id == wish.only for one in sheets[0].checklists):
        sheets = [services.daily.sheet(store_id, day, wish.only)]
    if not wish.back:
        return [(sheet, None) for sheet in sheets]
    problems = _open_problems(services, store_id, day)
    first, *others = sheets
    return [(first, problems), *((sheet, [] if sheet.form.timetable else None) for sheet in others)]


def _open_problems(services: Services, store_id: int, day: date) -> list[Problem]:
    """Every problem open when the day ended, those found on it too, the most urgent first."""
    known = services.problems.all(store_id, closed_since=day)
    still = [one for one in known if one.opened_on <= day and (one.closed_on is None or one.closed_on > day)]
    again = services.problems.to_inspect(store_id, day)
    return sorted(still, key=lambda problem: urgency(problem, day)) + again

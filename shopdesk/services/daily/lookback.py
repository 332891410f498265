"""Looking back at the daily checks: completion, heat map, streaks, what fails and what never does."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.daily.checklist import Form
from shopdesk.domain.daily.lookback import (
    DayCompletion,
    Lookback,
    Share,
    WeekSummary,
    complete_days_in_a_row,
    item_histories,
    never_failing,
    problem_figures,
)
from shopdesk.domain.daily.problems import Problem, repeats, urgency
from shopdesk.domain.periods import Period
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.day_forms import DayForms, DueForm
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import ChecklistVersions, Problems
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.stores import StoreService


class LookbackService:
    """Reads many days at once."""

    def __init__(self, ctx: ServiceContext, campaigns: CampaignService, stores: StoreService) -> None:
        """Which forms a day asked for depends on the ``campaigns`` held; a workbook names its store."""
        self._ctx = ctx
        self._campaigns = campaigns
        self._stores = stores

    def heat_map(self, store_id: int, year: int) -> list[DayCompletion]:
        """Each day of a year from the first worksheet to today."""
        with self._ctx.read() as uow:
            return self._days(uow, store_id, Period(date(year, 1, 1), date(year, 12, 31)))

    def span(self, store_id: int, period: Period) -> Lookback:
        """Everything about a span."""
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: self._planned(uow, store_id, period),
                lambda: queries.day_counts(uow.connection, store_id, period.start, self._until(period)),
                lambda: queries.item_results(uow.connection, store_id, period.start, period.end),
                lambda: queries.person_counts(uow.connection, store_id, period.start, period.end),
                lambda: self._problems(uow, store_id),
                lambda: self._forms(uow, store_id),
                lambda: queries.item_counts(uow.connection, store_id, period.start, self._until(period)),
            )
            planned = self._planned(uow, store_id, period)
            days = planned.completions
            answered = queries.item_results(uow.connection, store_id, period.start, period.end)
            people = queries.person_counts(uow.connection, store_id, period.start, period.end)
            problems = self._problems(uow, store_id)
            forms = self._forms(uow, store_id)
            by_area = self._by_area(uow, store_id, planned, period)
        histories = item_histories(answered)
        by_weekday: dict[int, list[DayCompletion]] = defaultdict(list)
        for one in days:
            by_weekday[one.day.isoweekday()].append(one)
        return Lookback(
            period=period,
            days=tuple(days),
            completion=_total(days),
            by_area=by_area,
            by_weekday={weekday: _total(by_weekday[weekday]) for weekday in sorted(by_weekday)},
            people=tuple(people),
            histories=tuple(histories),
            never_failing=tuple(never_failing(histories)),
            streak=self._streak(days, period),
            problems=problem_figures(problems, period.start, self._until(period)),
            items={item.code: item for form in forms for item in form.items},
            area_names={area.code: (area.zh, area.en) for form in forms for area in form.areas},
        )

    def years(self, store_id: int) -> list[int]:
        """The years with worksheets, newest first; this year in any case."""
        this = self._ctx.clock.today().year
        with self._ctx.read() as uow:
            first = queries.first_day(uow.connection, store_id)
        return list(range(this, min(this, first.year if first else this) - 1, -1))

    def export(self, store_id: int, period: Period, target: Path) -> None:
        """Write a span as a workbook, with the problems found or closed in it.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.lookback_workbook import write_lookback

        look = self.span(store_id, period)
        with self._ctx.read() as uow:
            known = uow.repository(Problems).of_store(store_id)
        shown = [
            problem
            for problem in known
            if problem.opened_on <= period.end and (problem.closed_on is None or problem.closed_on >= period.start)
        ]
        store = self._stores.get(store_id)
        write_lookback(look, shown, store.name, self._ctx.clock.today(), target)

    def week_summary(self, store_id: int, week: Period) -> WeekSummary:
        """What the weekly report needs."""
        with self._ctx.read() as uow:
            planned = self._planned(uow, store_id, week)
            days = planned.completions
            everything = self._problems(uow, store_id)
            open_then = uow.repository(Problems).open_on(store_id, week.end)
            still = sorted(open_then, key=lambda problem: urgency(problem, week.end))
            failed = queries.failures(uow.connection, store_id, week.end - timedelta(days=13), week.end)
            by_area = self._by_area(uow, store_id, planned, week)
        return WeekSummary(
            completion=_total(days),
            failed=sum(one.failed for one in days),
            days=tuple(days),
            by_area=by_area,
            problems=problem_figures(everything, week.start, self._until(week)),
            open_problems=tuple(still),
            repeated=tuple(repeats(failed, week.end)),
        )

    def _until(self, period: Period) -> date:
        """Up to which day a span is known: its end, or today; its start where it has not begun."""
        return max(period.start, min(period.end, self._ctx.clock.today()))

    def _streak(self, days: list[DayCompletion], period: Period) -> int:
        """Complete days in a row; today breaks it only when it is over."""
        until = self._until(period)
        if days and days[-1].day == self._ctx.clock.today() and days[-1].answered < days[-1].asked:
            until -= timedelta(days=1)
        return complete_days_in_a_row(days, until)

    # --- inside ----------------------------------------------------------------------------------------------------

    def _days(self, uow: UnitOfWork, store_id: int, period: Period) -> list[DayCompletion]:
        """The days from the first worksheet ever to today, with the forms that each asks for."""
        return self._planned(uow, store_id, period).completions

    def _planned(self, uow: UnitOfWork, store_id: int, period: Period) -> _Days:
        # The weekly report asks for the span and for its summary.
        key = ("planned days", store_id, period)
        return self._ctx.once(key, lambda: self._plan(uow, store_id, period))

    def _problems(self, uow: UnitOfWork, store_id: int) -> list[Problem]:
        return self._ctx.once(("problems", store_id), lambda: uow.repository(Problems).of_store(store_id))

    def _plan(self, uow: UnitOfWork, store_id: int, period: Period) -> _Days:
        first = queries.first_day(uow.connection, store_id)
        today = self._ctx.clock.today()
        if first is None or (start := max(period.start, first)) > (end := min(period.end, today)):
            return _Days([], None)
        counts: dict[date, list[queries.DayCount]] = defaultdict(list)
        for count in queries.day_counts(uow.connection, store_id, start, end):
            counts[count.day].append(count)
        forms = DayForms(self._ctx, store_id, self._campaigns.held(store_id, start, end))
        answered_today = queries.answered_items(uow.connection, store_id, today) if end == today else set()
        planned: list[_Planned] = []
        for day in Period(start, end).days():
            rows = counts.get(day, [])
            due = forms.due(day, {row.checklist_id: row.version_id for row in rows})
            waiting = self._waiting(forms, due, day, answered_today) if day == today else Counter()
            answered = {row.checklist_id: row.answered for row in rows}
            wanted = {one.checklist_id: len(forms.asked(one.version_id, day)) for one in due}
            completion = DayCompletion(
                day=day,
                # What was answered before it was taken off the form was asked, too.
                asked=sum(max(wanted.get(number, 0), answered.get(number, 0)) for number in {*wanted, *answered}),
                answered=sum(answered.values()),
                failed=sum(row.failed for row in rows),
                waiting=waiting.total(),
            )
            planned.append(_Planned(completion, frozenset(one.version_id for one in due), waiting))
        return _Days(planned, forms)

    def _waiting(
        self, forms: DayForms, due: list[DueForm], today: date, answered: set[tuple[int, str]]
    ) -> Counter[str]:
        """How many items of each area are not answered today, but still in their time."""
        now = self._ctx.clock.now().time()
        return Counter(
            item.area
            for one in due
            for item in forms.asked(one.version_id, today)
            if (item.due is None or now <= item.due) and (one.checklist_id, item.code) not in answered
        )

    def _by_area(self, uow: UnitOfWork, store_id: int, planned: _Days, period: Period) -> dict[str, Share]:
        """How complete each area is."""
        key = ("complete areas", store_id, period)
        return self._ctx.once(key, lambda: self._areas(uow, store_id, planned, period))

    def _areas(self, uow: UnitOfWork, store_id: int, planned: _Days, period: Period) -> dict[str, Share]:
        asked = planned.asked_by_area()
        areas = planned.area_of_item()
        done: Counter[str] = Counter()
        for count in queries.item_counts(uow.connection, store_id, period.start, self._until(period)):
            done[areas.get(count.item_code, "")] += count.answered
        return {area: Share(done=min(done[area], total), asked=total) for area, total in asked.items() if total}

    def _forms(self, uow: UnitOfWork, store_id: int) -> list[Form]:
        """Every version's form, oldest first, so that the newest words win."""
        c = ChecklistVersions.table.c
        found = uow.repository(ChecklistVersions).find(c.store_id == store_id, order_by=c.number)
        return [version.form for version in found]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A day: how complete, which versions of forms it used, and what waits in each area."""

    completion: DayCompletion
    versions: frozenset[int]
    waiting: Counter[str]


@dataclass(frozen=True, slots=True)
class _Days:
    """Days in order, and the forms they used (``None`` where there are no days)."""

    days: list[_Planned]
    forms: DayForms | None

    @property
    def completions(self) -> list[DayCompletion]:
        """How complete each day is."""
        return [one.completion for one in self.days]

    def asked_by_area(self) -> Counter[str]:
        """How many items each area asked, what waits left out."""
        asked: Counter[str] = Counter()
        if self.forms is not None:
            for one in self.days:
                for number in one.versions:
                    asked.update(item.area for item in self.forms.asked(number, one.completion.day))
                asked.subtract(one.waiting)
        return asked

    def area_of_item(self) -> dict[str, str]:
        """The area of each item of the forms, those no longer asked included."""
        versions = sorted({number for one in self.days for number in one.versions})
        if self.forms is None:
            return {}
        return {item.code: item.area for number in versions for item in self.forms.form(number).items}


def _total(days: list[DayCompletion]) -> Share:
    return Share(done=sum(one.answered for one in days), asked=sum(one.asked - one.waiting for one in days))

"""Looking back at the daily checks: completion, heat map, streaks, what fails and what never does."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

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
from shopdesk.domain.daily.problems import repeats, urgency
from shopdesk.domain.periods import Period
from shopdesk.infra import atomic
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import Checklists, ChecklistVersions, Problems
from shopdesk.storage.unit_of_work import UnitOfWork


class LookbackService:
    """Reads many days at once."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def heat_map(self, store_id: int, year: int) -> list[DayCompletion]:
        """Each day of a year from the first worksheet to today."""
        with self._ctx.read() as uow:
            return self._days(uow, store_id, Period(date(year, 1, 1), date(year, 12, 31)))

    def span(self, store_id: int, period: Period) -> Lookback:
        """Everything about a span."""
        with self._ctx.read() as uow:
            days = self._days(uow, store_id, period)
            answered = queries.item_results(uow.connection, store_id, period.start, period.end)
            people = queries.person_counts(uow.connection, store_id, period.start, period.end)
            problems = uow.repository(Problems).of_store(store_id)
            forms = self._forms(uow, store_id)
            by_area = self._by_area(uow, store_id, period)
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
        store = self._ctx.services.stores.get(store_id)
        with atomic.replacing(target) as temporary:
            write_lookback(look, shown, store.name, self._ctx.clock.today(), temporary)

    def week_summary(self, store_id: int, week: Period) -> WeekSummary:
        """What the weekly report needs."""
        with self._ctx.read() as uow:
            days = self._days(uow, store_id, week)
            problems = uow.repository(Problems)
            everything = problems.of_store(store_id)
            still = sorted(problems.open_on(store_id, week.end), key=lambda problem: urgency(problem, week.end))
            failed = queries.failures(uow.connection, store_id, week.end - timedelta(days=13), week.end)
            by_area = self._by_area(uow, store_id, week)
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
        """The days from the first worksheet ever to today; on a day nobody began, the normal form was asked."""
        first = queries.first_day(uow.connection, store_id)
        if first is None:
            return []
        start, end = max(period.start, first), min(period.end, self._ctx.clock.today())
        counts: dict[date, list[queries.DayCount]] = defaultdict(list)
        for count in queries.day_counts(uow.connection, store_id, start, end):
            counts[count.day].append(count)
        asked = _Asked(uow, store_id)
        days = []
        day = start
        while day <= end:
            rows = counts.get(day, [])
            wanted = sum(max(asked.by_version(row.version_id, day), row.answered) for row in rows)
            days.append(
                DayCompletion(
                    day=day,
                    asked=wanted if rows else asked.normally(day),
                    answered=sum(row.answered for row in rows),
                    failed=sum(row.failed for row in rows),
                )
            )
            day += timedelta(days=1)
        return days

    def _by_area(self, uow: UnitOfWork, store_id: int, period: Period) -> dict[str, Share]:
        """How complete the forms that were begun are in each area."""
        versions = uow.repository(ChecklistVersions)
        forms: dict[int, Form] = {}
        asked_on: dict[tuple[int, int], Counter[str]] = {}
        asked: Counter[str] = Counter()
        for row in queries.day_counts(uow.connection, store_id, period.start, self._until(period)):
            key = (row.version_id, row.day.isoweekday())
            if key not in asked_on:
                if row.version_id not in forms:
                    forms[row.version_id] = versions.get(row.version_id).form
                asked_on[key] = Counter(item.area for item in forms[row.version_id].asked_on(row.day))
            asked.update(asked_on[key])
        areas = {item.code: item.area for form in forms.values() for item in form.items}
        done: Counter[str] = Counter()
        for count in queries.item_counts(uow.connection, store_id, period.start, self._until(period)):
            done[areas.get(count.item_code, "")] += count.answered
        return {area: Share(done=min(done[area], total), asked=total) for area, total in asked.items()}

    def _forms(self, uow: UnitOfWork, store_id: int) -> list[Form]:
        """Every version's form, oldest first, so that the newest words win."""
        c = ChecklistVersions.table.c
        found = uow.repository(ChecklistVersions).find(c.store_id == store_id, order_by=c.number)
        return [version.form for version in found]


class _Asked:
    """How many items a form asks on a day, remembered by version and weekday."""

    def __init__(self, uow: UnitOfWork, store_id: int) -> None:
        self._versions = uow.repository(ChecklistVersions)
        normal = uow.repository(Checklists).with_code(store_id, "normal")
        self._normal = self._versions.of(normal.id or 0) if normal is not None else []
        self._forms: dict[int, Form] = {}
        self._known: dict[tuple[int, int], int] = {}

    def by_version(self, version_id: int, day: date) -> int:
        key = (version_id, day.isoweekday())
        if key not in self._known:
            if version_id not in self._forms:
                self._forms[version_id] = self._versions.get(version_id).form
            self._known[key] = len(self._forms[version_id].asked_on(day))
        return self._known[key]

    def normally(self, day: date) -> int:
        for version in self._normal:
            if version.valid_from <= day and version.id is not None:
                return self.by_version(version.id, day)
        return 0


def _total(days: list[DayCompletion]) -> Share:
    return Share(done=sum(one.answered for one in days), asked=sum(one.asked for one in days))

"""The calendar: festivals, lunar days, holidays and the store's own days, for any year from 2000 to 2056."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from shopdesk.domain.calendar.festivals import (
    CalendarDay,
    DayKind,
    Festival,
    FestivalBook,
    HideChoice,
    PublishedSpan,
    hideable,
    parse_book,
)
from shopdesk.domain.calendar.holidays import HolidayBook, HolidayNotice, parse_laws, parse_shipped_notice
from shopdesk.domain.calendar.lunar import check_year
from shopdesk.domain.calendar.own_days import begins_in, days_in, rule_text
from shopdesk.domain.calendar.rules import DateRule
from shopdesk.domain.calendar.year_earlier import Pair, pair_of
from shopdesk.domain.campaigns.nouns import HOLIDAY_NOTICE, OWN_DAY
from shopdesk.domain.campaigns.records import OwnDay, OwnRule, PastedNotice
from shopdesk.domain.deadlines import Deadline
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.infra.paths import resource
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.calendar import OwnDays, PastedNotices
from shopdesk.storage.repositories.stores import StoreSettings


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


_HIDDEN_KEY = "calendar.hidden"


class _ShippedNotices(Mapping[int, HolidayNotice]):
    """The official notices by year, each read when first asked for: a page shows a year or two of more than twenty."""

    def __init__(self, folder: Path) -> None:
        self._files = {int(file.stem.removeprefix("holidays-")): file for file in folder.glob("holidays-*.toml")}
        self._read: dict[int, HolidayNotice] = {}

    def __getitem__(self, year: int) -> HolidayNotice:
        if year not in self._read:
            self._read[year] = parse_shipped_notice(_read(self._files[year]))
        return self._read[year]

    def __contains__(self, year: object) -> bool:
        return year in self._files

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)


class CalendarService:
    """What is on a day, whether it is a workday, and what the user adds to that."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``; the shipped files are read when first needed."""
        self._ctx = ctx

    @cached_property
    def _festivals(self) -> FestivalBook:
        return parse_book(_read(resource("calendar/festivals.toml")), _read(resource("calendar/published.toml")))

    @cached_property
    def _shipped_holidays(self) -> HolidayBook:
        laws = resource("calendar/holiday-laws.toml")
        return HolidayBook(parse_laws(_read(laws)), _ShippedNotices(laws.parent))

    def holidays(self) -> HolidayBook:
        """Laws and notices, the pasted ones included."""
        with self._ctx.read() as uow:
            pasted = uow.repository(PastedNotices).find()
        if not pasted:
            return self._shipped_holidays
        from shopdesk.domain.calendar.notice import read_notice  # the shipped ones need no reader of their words

        notices = (read_notice(entry.text, entry.year, entry.source) for entry in pasted)
        return self._shipped_holidays.with_notices(notices)

    @one_read
    def days(self, year: int, store_id: int | None = None) -> list[CalendarDay]:
        """Every entry of a year by date: festivals, solar terms, holidays, make-up workdays, own days.

        ``store_id`` limits the own days to one store; without it those of every store are listed.

        Raises:
            UserError: the year is outside 2000 to 2056.
        """
        check_year(year)
        return list(self._ctx.once(("calendar", year, store_id), lambda: self._days(year, store_id)))

    def _days(self, year: int, store_id: int | None) -> list[CalendarDay]:
        book = self.holidays()
        found = self._festivals.days_of(year) + book.statutory(year) + book.official(year)
        found += self._own_entries(year, store_id)
        return sorted(found, key=lambda entry: entry.date)

    @one_read
    def between(self, start: date, end: date, store_id: int | None = None) -> dict[date, list[CalendarDay]]:
        """The entries of each day from ``start`` to ``end``; years outside the calendar have none."""
        found: dict[date, list[CalendarDay]] = {}
        for year in range(max(start.year, 2000), min(end.year, 2056) + 1):
            for entry in self.days(year, store_id):
                if start <= entry.date <= end:
                    found.setdefault(entry.date, []).append(entry)
        return found

    @one_read
    def shown_between(self, start: date, end: date, store_id: int) -> dict[date, list[CalendarDay]]:
        """The entries of each day without what the store hides."""
        hidden = self.hidden(store_id)
        found = self.between(start, end, store_id)
        kept = {day: [one for one in entries if not _is_hidden(one, hidden)] for day, entries in found.items()}
        return {day: entries for day, entries in kept.items() if entries}

    def hidden(self, store_id: int) -> frozenset[str]:
        """The codes of the festivals, solar terms and own days that the store does not want to see."""
        with self._ctx.read() as uow:
            kept = uow.repository(StoreSettings).value(store_id, _HIDDEN_KEY)
        return frozenset(filter(None, (kept or "").split(",")))

    def hide(self, store_id: int, codes: Collection[str]) -> None:
        """Hide exactly these in month, year, timeline, list and calendar file; undo brings them back."""
        self._keep_hidden(store_id, codes, Text("What the calendar hides chosen"))

    def hide_also(self, store_id: int, entry: CalendarDay) -> None:
        """Hide one more; days off and make-up workdays are never hidden, since people work by them.

        Raises:
            UserError: it is such a day.
        """
        if not hideable(entry):
            raise UserError(Text("Days off and make-up workdays are always shown, because people work by them."))
        reason = Text("“{name}” hidden in the calendar", name=entry.name(current_language()))
        self._keep_hidden(store_id, self.hidden(store_id) | {entry.code}, reason)

    @one_read
    def hide_choices(self, year: int, store_id: int) -> list[HideChoice]:
        """What the store may hide: what is in that year by date, then what it hides of other years.

        Raises:
            UserError: the year is outside 2000 to 2056.
        """
        hidden = self.hidden(store_id)
        firsts: dict[str, CalendarDay] = {}
        for entry in self.days(year, store_id):
            if hideable(entry):
                firsts.setdefault(entry.code, entry)
        named = {one.code: (one.zh, one.en) for one in self._festivals.published}
        named |= {one.code: (one.zh, one.en) for one in self._festivals.festivals}
        named |= {f"own-{one.id}": (one.name, one.name) for one in self.own_days(store_id)}
        found = [
            HideChoice(one.code, one.name_zh, one.name_en, one.date, code in hidden) for code, one in firsts.items()
        ]
        return found + [
            HideChoice(code, *named[code], None, True) for code in sorted(hidden - firsts.keys()) if code in named
        ]

    def _keep_hidden(self, store_id: int, codes: Collection[str], reason: Text) -> None:
        with self._ctx.open_uow(reason) as uow:
            uow.repository(StoreSettings).put(store_id, _HIDDEN_KEY, ",".join(sorted(codes)) or None)
            uow.commit()

    def year_earlier(self, store_id: int, entry: CalendarDay) -> Pair | None:
        """A festival or own day with the one of the year before; ``None`` where there was none."""
        years = range(max(entry.date.year - 2, 2000), entry.date.year + 1)
        rule = self.festival_rules.get(entry.code)
        if rule is not None:
            return pair_of(entry.date, [day for year in years for day in rule.days_in(year, self.festival_rules)])
        found = [one for one in self.own_days(store_id) if f"own-{one.id}" == entry.code]
        begins = [day for one in found for year in years for day in begins_in(one, year, self.festival_rules)]
        return pair_of(entry.date, begins)

    @property
    def festivals(self) -> tuple[Festival, ...]:
        """The shipped festivals, seasons and sales days; an own day may count from one."""
        return self._festivals.festivals

    @property
    def festival_rules(self) -> Mapping[str, DateRule]:
        """Their rules by code."""
        return self._festivals.rules

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day, by law, notice and weekday."""
        return self.holidays().is_workday(day)

    def announced(self, year: int) -> bool:
        """Whether the official notice for that year is known, shipped or pasted."""
        return self.holidays().announced(year)

    def hints(self, year: int, month: int) -> list[PublishedSpan]:
        """Past platform timetables that touched this month in this or an earlier year, newest first."""
        found = [
            span
            for span in self._festivals.published
            if span.start.year <= year and any(day.month == month for day in (span.start, span.end))
        ]
        return sorted(found, key=lambda span: (-span.start.year, span.start))

    def own_days(self, store_id: int) -> list[OwnDay]:
        """The store's own days."""
        with self._ctx.read() as uow:
            return uow.repository(OwnDays).of_store(store_id)

    def save_own_day(self, own: OwnDay) -> OwnDay:
        """Keep a new or changed own day.

        Raises:
            UserError: it has no name, lies outside the calendar, or counts from no festival that there is.
        """
        own = OWN_DAY.tidy(own)
        if own.yearly and own.rule is OwnRule.FESTIVAL and own.festival not in self.festival_rules:
            raise FieldError(OWN_DAY.field("festival"), Text("Choose the festival from which it is counted."))
        with self._ctx.open_uow(Text("Own day “{name}” saved", name=own.name)) as uow:
            repo = uow.repository(OwnDays)
            own = repo.add(own) if own.id is None else repo.update(own)
            uow.commit()
            return own

    def remove_own_day(self, own_day_id: int) -> None:
        """Remove an own day.

        Raises:
            NotFound: it is gone already.
        """
        with self._ctx.open_uow(Text("Own day removed")) as uow:
            uow.repository(OwnDays).remove(own_day_id)
            uow.commit()

    def paste_notice(self, text: str, year: int | None = None, source: str = "") -> HolidayNotice:
        """Keep the official notice of a year from its text, in place of an earlier or shipped one.

        Raises:
            UserError: the text cannot be read.
        """
        from shopdesk.domain.calendar.notice import read_notice

        pasted = HOLIDAY_NOTICE.tidy(PastedNotice(year=year or 0, source=source, text=text))
        notice = read_notice(pasted.text, year, pasted.source)
        check_year(notice.year)
        with self._ctx.open_uow(Text("Holiday notice of {year} entered", year=notice.year)) as uow:
            repo = uow.repository(PastedNotices)
            old = repo.of_year(notice.year)
            record = replace(pasted, year=notice.year)
            if old is None:
                repo.add(record)
            else:
                repo.update(replace(record, id=old.id, version=old.version))
            uow.commit()
        return notice

    def remove_notice(self, year: int) -> None:
        """Forget the pasted notice of a year; the shipped one counts again, if there is one."""
        with self._ctx.open_uow(Text("Holiday notice of {year} removed", year=year)) as uow:
            repo = uow.repository(PastedNotices)
            old = repo.of_year(year)
            if old is not None and old.id is not None:
                repo.remove(old.id)
            uow.commit()

    @one_read
    def export_ics(self, year: int, path: Path, store_id: int | None = None) -> int:
        """Write the year's calendar, campaigns and deadlines as an iCalendar file; answers how many entries it has.

        Milestones, documents that run out and the platform's time limits ring ahead.

        Raises:
            UserError: the year is outside the calendar.
            EnvironmentFault: the file cannot be written; an older one stays as it was.
        """
        from shopdesk.infra.atomic import write_bytes
        from shopdesk.reporting.ics import calendar_bytes
        from shopdesk.services.deadlines import deadlines
        from shopdesk.storage.repositories.campaigns import Campaigns
        from shopdesk.storage.repositories.stores import Stores

        hidden = frozenset[str]() if store_id is None else self.hidden(store_id)
        days = [one for one in self.days(year, store_id) if not _is_hidden(one, hidden)]
        with self._ctx.read() as uow:
            repo = uow.repository(Campaigns)
            campaigns = repo.in_year(year, store_id)
            stores = [store.id or 0 for store in uow.repository(Stores).find()] if store_id is None else [store_id]
            due = [
                one
                for number in stores
                for one in deadlines(uow, number, date(year, 1, 1), date(year, 12, 31), self._ctx.clock.today())
            ]
        now = self._ctx.clock.now()
        content, entries = calendar_bytes(days, campaigns, due, language=current_language(), stamp=now)
        write_bytes(path, content)
        return entries

    def deadlines(self, store_id: int, start: date, end: date) -> list[Deadline]:
        """What ends or is due on the days from ``start`` to ``end``: milestones, papers with their warnings, limits."""
        from shopdesk.services.deadlines import deadlines, renewals

        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            found = [
                *deadlines(uow, store_id, start, end, today),
                *if_seen(lambda: renewals(uow, store_id, start, end, today), ()),
            ]
        return sorted(found, key=lambda one: (one.due, one.kind, one.title))

    def _own_entries(self, year: int, store_id: int | None) -> list[CalendarDay]:
        with self._ctx.read() as uow:
            repo = uow.repository(OwnDays)
            owns = repo.find() if store_id is None else repo.of_store(store_id)
        return [
            CalendarDay(
                date=day,
                name_zh=own.name,
                name_en=own.name,
                kind=DayKind.OWN,
                rule=rule_text(own),
                code=f"own-{own.id}",
            )
            for own in owns
            for day in days_in(own, year, self.festival_rules)
        ]


def _is_hidden(entry: CalendarDay, hidden: Collection[str]) -> bool:
    return entry.code in hidden and hideable(entry)

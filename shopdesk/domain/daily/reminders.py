"""What deserves a reminder now, said once each and never in quiet hours. Pure rules; the window does the saying."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from shopdesk.domain.competitors import Competitor
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.sheet import SheetLine
from shopdesk.domain.daily.timetable import BlockTick, TimetableEntry, turn_at
from shopdesk.domain.daily.worksheet import Standing
from shopdesk.domain.ledger.alerts import ChangedMonth, changed_words
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.late import LateMonth
from shopdesk.domain.text import Text


class ReminderKind(StrEnum):
    """What it is about; the window opens the page that it belongs to."""

    ITEM = "item"
    BLOCK = "block"
    PROBLEM = "problem"
    MILESTONE = "milestone"
    STEP = "step"
    DOCUMENT = "document"
    CLOCK = "clock"
    TRIAL = "trial"
    TRAINING = "training"
    WAGES = "wages"
    MONEY = "money"
    COMPETITOR = "competitor"
    STANDING = "standing"
    ROUND = "round"


FEW = 3
"""Up to so many of one kind and degree stand one by one for a store; more stand together."""

_TOGETHER: dict[ReminderKind, tuple[Text, Text]] = {
    ReminderKind.ITEM: (Text("{count} checks of “{store}” late"), Text("{count} checks of “{store}” due")),
    ReminderKind.BLOCK: (
        Text("{count} blocks of the timetable of “{store}” now"),
        Text("{count} blocks of the timetable of “{store}” now"),
    ),
    ReminderKind.PROBLEM: (
        Text("{count} problems of “{store}” overdue"),
        Text("{count} problems of “{store}” due today"),
    ),
    ReminderKind.MILESTONE: (
        Text("{count} milestones of “{store}” late"),
        Text("{count} milestones of “{store}” due today"),
    ),
    ReminderKind.STEP: (
        Text("{count} setup steps of “{store}” late"),
        Text("{count} setup steps of “{store}” due today"),
    ),
    ReminderKind.DOCUMENT: (
        Text("{count} documents of “{store}” have run out"),
        Text("{count} documents of “{store}” run out soon"),
    ),
    ReminderKind.CLOCK: (
        Text("{count} time limits of “{store}” missed"),
        Text("{count} time limits of “{store}” end soon"),
    ),
    ReminderKind.TRIAL: (
        Text("{count} trials of “{store}” are over without a decision"),
        Text("{count} trials of “{store}” end soon"),
    ),
    ReminderKind.TRAINING: (
        Text("{count} training items of “{store}” late"),
        Text("{count} training items of “{store}” due today"),
    ),
    ReminderKind.WAGES: (
        Text("{count} locked months of wages of “{store}” would be others today"),
        Text("{count} locked months of wages of “{store}” would be others today"),
    ),
    ReminderKind.MONEY: (
        Text("{count} closed months of “{store}” changed since"),
        Text("{count} closed months of “{store}” changed since"),
    ),
    ReminderKind.STANDING: (
        Text("{count} standing tasks of “{store}” late"),
        Text("{count} standing tasks of “{store}” due today"),
    ),
    ReminderKind.ROUND: (
        Text("{count} inspection rounds of “{store}” to be walked"),
        Text("{count} inspection rounds of “{store}” to be walked"),
    ),
    ReminderKind.COMPETITOR: (
        Text("{count} competitors of “{store}” to look at again"),
        Text("{count} competitors of “{store}” to look at again"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to be reminded of. ``key`` names it with its degree: what becomes late is a new thing to say.

    A check has its ``item_code`` and the end of its time, ``due``, and the ``record_id`` of its checklist where that is
    not the daily form; the rest has the one of what it is about. ``count`` is above one where it stands for several.
    """

    key: str
    store_id: int
    kind: ReminderKind
    sentence: Text
    late: bool = False
    record_id: int = 0
    item_code: str = ""
    due: time = time.max
    count: int = 1


def item_reminders(
    store_id: int,
    day: date,
    lines: Iterable[SheetLine],
    answered_by_data: Collection[str],
    language: str,
    *,
    form: int = 0,
) -> list[Reminder]:
    """Check items in the last half hour of their time, and those past it; what the data answer is left out.

    ``form`` is the id of the checklist where it is not the daily form: two forms may have the same items.
    """
    found = []
    for line in lines:
        if line.item.due is None or line.item.code in answered_by_data:
            continue
        if line.standing not in (Standing.DUE, Standing.LATE):
            continue
        late = line.standing is Standing.LATE
        item = f"{form or ''}{line.item.code}:{line.item.due:%H%M}"
        words = Text("Check late: {item} (due {time})") if late else Text("Check due: {item} (until {time})")
        found.append(
            Reminder(
                key=f"item:{store_id}:{day}:{item}:{'late' if late else 'due'}",
                store_id=store_id,
                kind=ReminderKind.ITEM,
                sentence=_filled(words, item=line.item.text(language), time=f"{line.item.due:%H:%M}"),
                late=late,
                record_id=form,
                item_code=line.item.code,
                due=line.item.due,
            )
        )
    return found


def block_reminders(
    store_id: int,
    day: date,
    blocks: Iterable[TimetableEntry],
    ticks: Collection[BlockTick],
    now: time,
    language: str,
    *,
    form: int = 0,
) -> list[Reminder]:
    """Blocks of the timetable whose turn it is and that are not ticked; ``form`` as for the items."""
    done = {(one.block_code, one.turn) for one in ticks}
    found = []
    for block in blocks:
        turn = turn_at(block, now) if block.reminds else None
        if turn is None or (block.code, turn) in done:
            continue
        found.append(
            Reminder(
                key=f"block:{store_id}:{day}:{form or ''}{block.code}:{turn:%H%M}",
                store_id=store_id,
                kind=ReminderKind.BLOCK,
                sentence=Text(
                    "Now: {block} (until {time})", block=block.text(language), time=f"{block.until(turn):%H:%M}"
                ),
                record_id=form,
                due=block.until(turn),
            )
        )
    return found


def problem_reminders(problems: Iterable[Problem], today: date) -> list[Reminder]:
    """Open problems on their due day, and once more when it has passed; closed ones that are to be looked at again."""
    found = []
    for problem in problems:
        if problem.inspection_due(today):
            found.append(
                Reminder(
                    key=f"problem:{problem.id}:{problem.inspect_on}:again",
                    store_id=problem.store_id,
                    kind=ReminderKind.PROBLEM,
                    sentence=Text("Look again whether it stayed right: {title}", title=problem.title),
                    record_id=problem.id or 0,
                )
            )
        if problem.due is None or problem.due > today or not problem.is_open:
            continue
        late = problem.due < today
        words = Text("Problem overdue: {title}") if late else Text("Problem due today: {title}")
        found.append(
            Reminder(
                key=f"problem:{problem.id}:{problem.due}:{'late' if late else 'due'}",
                store_id=problem.store_id,
                kind=ReminderKind.PROBLEM,
                sentence=_filled(words, title=problem.title),
                late=late,
                record_id=problem.id or 0,
            )
        )
    return found


_ON_THE_DAY: dict[ReminderKind, tuple[Text, Text]] = {
    ReminderKind.TRAINING: (Text("Training late: {title} ({day})"), Text("Training due today: {title}")),
    ReminderKind.STANDING: (Text("Standing task late: {title} ({day})"), Text("Standing task due today: {title}")),
    ReminderKind.MILESTONE: (Text("Milestone late: {title} ({day})"), Text("Milestone due today: {title}")),
    ReminderKind.STEP: (Text("Setup step late: {title} ({day})"), Text("Setup step due today: {title}")),
}
"""What is said of these once their day is over, and on it; before, nothing is."""


def dated_reminder(
    store_id: int, kind: ReminderKind, record_id: int, title: str, due: date, today: date
) -> Reminder | None:
    """What has a day that has come, or for time limits and trials comes soon: the sentence about it."""
    late = due < today
    if kind is ReminderKind.CLOCK:
        if late:
            words = Text("Time limit missed: {title} (was {day})")
        elif due == today:
            words = Text("Time limit ends today: {title}")
        else:
            words = Text("Time limit ends soon: {title} ({day})")
    elif kind is ReminderKind.TRIAL:
        words = Text("Trial over, decide: {title} ({day})") if late else Text("Trial ends: {title} ({day})")
    elif due > today:
        return None
    else:
        words = _ON_THE_DAY[kind][0 if late else 1]
    degree = "late" if late else "due"
    if kind is ReminderKind.CLOCK and due == today:
        degree = "today"  # the last day is worth saying again
    return Reminder(
        key=f"{kind.value}:{record_id}:{due}:{degree}",
        store_id=store_id,
        kind=kind,
        sentence=_filled(words, title=title, day=due),
        late=late,
        record_id=record_id,
    )


def document_reminder(
    store_id: int, document_id: int, title: str, expires_on: date, warned: date, advice: str, today: date
) -> Reminder:
    """A paper that runs out or has; ``warned`` is the day of the warning that holds, and each is a new thing to say.

    ``advice`` says what to do.
    """
    late = expires_on < today
    if late:
        words = Text("Document has run out: {title} ({day}). {advice}", title=title, day=expires_on, advice=advice)
    else:
        words = Text("Document runs out: {title} ({day}). {advice}", title=title, day=expires_on, advice=advice)
    return Reminder(
        key=f"document:{document_id}:{expires_on}:{warned}",
        store_id=store_id,
        kind=ReminderKind.DOCUMENT,
        sentence=words,
        late=late,
        record_id=document_id,
    )


def wages_reminder(store_id: int, late: LateMonth) -> Reminder:
    """What came after a month's wages were locked; another count or amount is a new thing to say."""
    return Reminder(
        key=f"wages:{store_id}:{late.month}:{late.count}:{late.open_fen}",
        store_id=store_id,
        kind=ReminderKind.WAGES,
        sentence=Text(
            "Wages of {month}, late changes: {count}, {amount} yuan",
            month=f"{late.month:%Y-%m}",
            count=late.count,
            amount=format_yuan(late.open_fen),
        ),
    )


def money_reminder(store_id: int, changed: ChangedMonth) -> Reminder:
    """What changed in a month of the statements after it was closed; another figure or amount is a new thing to say."""
    return Reminder(
        key=f"money:{store_id}:{changed.month}:{changed.figures}:{changed.difference}",
        store_id=store_id,
        kind=ReminderKind.MONEY,
        sentence=changed_words(changed),
    )


def competitor_reminder(competitor: Competitor, last: date | None) -> Reminder:
    """A competitor that is to be looked at again; once it was, the next time is a new thing to say."""
    if last is None:
        words = Text("Look at competitor “{name}”: nothing is entered yet", name=competitor.name)
    else:
        words = Text("Look at competitor “{name}” again, last seen on {day}", name=competitor.name, day=last)
    return Reminder(
        key=f"competitor:{competitor.id}:{last}",
        store_id=competitor.store_id,
        kind=ReminderKind.COMPETITOR,
        sentence=words,
        record_id=competitor.id or 0,
    )


def round_reminder(store_id: int, round_id: int, name: str, last: date | None) -> Reminder:
    """A round that is to be walked; once it was, the next time is a new thing to say."""
    if last is None:
        words = Text("Walk the inspection round “{name}”: it was not walked yet", name=name)
    else:
        words = Text("Walk the inspection round “{name}”, last walked on {day}", name=name, day=last)
    return Reminder(
        key=f"round:{round_id}:{last}", store_id=store_id, kind=ReminderKind.ROUND, sentence=words, record_id=round_id
    )


def _filled(words: Text, **values: Any) -> Text:
    return Text(words.template, **values)


def in_order(reminders: Iterable[Reminder]) -> list[Reminder]:
    """Late ones first, checks before the rest and in the order in which they fall due."""
    kinds = list(ReminderKind)
    # Sorting keeps the order of equals, so that checks due at the same time stay in the order of the form.
    return sorted(reminders, key=lambda one: (not one.late, kinds.index(one.kind), one.due))


def grouped(reminders: Sequence[Reminder], stores: Mapping[int, str]) -> list[Reminder]:
    """The same with more than :data:`FEW` of one store, kind and degree as one, in the place of the first of them.

    ``stores`` names the stores. What stands for several opens their page.
    """
    together: dict[tuple[int, ReminderKind, bool], list[Reminder]] = {}
    for one in reminders:
        together.setdefault((one.store_id, one.kind, one.late), []).append(one)
    found: list[Reminder] = []
    for one in reminders:
        members = together[one.store_id, one.kind, one.late]
        if len(members) <= FEW:
            found.append(one)
        elif one is members[0]:
            words = _TOGETHER[one.kind][0 if one.late else 1]
            found.append(
                Reminder(
                    key=f"group:{one.store_id}:{one.kind}:{'late' if one.late else 'due'}",
                    store_id=one.store_id,
                    kind=one.kind,
                    sentence=_filled(words, count=len(members), store=stores.get(one.store_id, "")),
                    late=one.late,
                    # The form opens at the first of them, the list of problems with all.
                    record_id=one.record_id if one.kind is ReminderKind.ITEM else 0,
                    item_code=one.item_code,
                    due=one.due,
                    count=len(members),
                )
            )
    return found


def not_said_yet(reminders: Iterable[Reminder], said: Collection[str]) -> list[Reminder]:
    """Those that nobody heard of yet."""
    return [one for one in reminders if one.key not in said]


def named(reminders: Sequence[Reminder], count: int) -> list[Reminder]:
    """The few that a short message names: one of each kind first, so that many checks do not hide a late problem."""
    kinds: set[ReminderKind] = set()
    rank = {}
    for place, one in enumerate(reminders):
        rank[one.key] = (one.kind in kinds, place)
        kinds.add(one.kind)
    chosen = {one.key for one in sorted(reminders, key=lambda one: rank[one.key])[:count]}
    return [one for one in reminders if one.key in chosen]


def said_after(reminders: Sequence[Reminder], said: Collection[str], spoken: Iterable[Reminder]) -> frozenset[str]:
    """The keys to remember: what was said and still stands. What is settled is forgotten."""
    standing = {one.key for one in reminders}
    return frozenset(standing & (set(said) | {one.key for one in spoken}))


def is_quiet(now: time, start: time, end: time) -> bool:
    """Whether a time of day lies in the quiet hours, which may go over midnight; equal ends mean none."""
    if start == end:
        return False
    if start < end:
        return start <= now < end
    return now >= start or now < end


def may_speak(now: datetime, *, on: bool, quiet_from: time, quiet_until: time, paused_until: datetime | None) -> bool:
    """Whether something may be said now. A pause set while the clock was ahead lasts a day at most."""
    if not on or is_quiet(now.time(), quiet_from, quiet_until):
        return False
    return paused_until is None or now >= paused_until or paused_until - now > timedelta(days=1)

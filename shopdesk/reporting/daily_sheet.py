"""The daily worksheet on paper: a day's form put into the words of the columns that the paper form has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem
from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.standing_tasks import StandingDue
from shopdesk.domain.daily.timetable import RHYTHM_NAMES, Rhythm, TimetableEntry
from shopdesk.domain.daily.worksheet import Answer, Result
from shopdesk.domain.periods import WEEKDAYS
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language, tr

_NEW_LINE = "\u2028"
_COMMA = {"zh_CN": "、", "en": ", "}


class Mark(StrEnum):
    """What stands in the column "done"; a box is there to be ticked by hand."""

    BOX = "box"
    TICK = "tick"
    CROSS = "cross"
    DASH = "dash"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One line of the form."""

    number: int
    area: str
    item: str
    requirement: str
    duty: str
    mark: Mark
    problem: str = ""
    owner: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBlock:
    """One block of the timetable on the back; ``done`` is how many turns of one that comes round were ticked."""

    times: str
    text: str
    mark: Mark
    done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperProblem:
    """One open problem on the back."""

    title: str
    severity: str
    owner: str
    opened: str
    due: str
    late: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPaper:
    """One form ready to be set. ``problems`` and ``timetable`` are ``None`` where the back is not wanted.

    ``news`` are sentences that whoever reads the form has to know, below its head: closed months that changed.
    """

    title: str
    store: str
    day: str
    checker: str
    filled: bool
    progress: str
    rows: tuple[PaperRow, ...]
    news: tuple[str, ...] = ()
    problems: tuple[PaperProblem, ...] | None = None
    timetable: tuple[PaperBlock, ...] | None = None


def day_in_words(day: date) -> str:
    """The day as it stands in the head: ``2026-03-16 Monday``."""
    return tr("{day} {weekday}", day=day.isoformat(), weekday=WEEKDAYS[day.weekday()])


def columns() -> tuple[str, ...]:
    """The headings of the form, in the order of the paper form."""
    return (
        tr("No."),
        tr("Area"),
        tr("Check item"),
        tr("What is required"),
        tr("Role, time", context="column of the form"),
        tr("Done", context="column of the form"),
        tr("Problem"),
        tr("Follow-up by"),
        tr("Result"),
    )


def problem_columns() -> tuple[str, ...]:
    """The headings of the open problems on the back."""
    return (
        tr("No."),
        tr("Open problem"),
        tr("Severity"),
        tr("Follow-up by"),
        tr("Found on"),
        tr("Due"),
        tr("State"),
        tr("Result"),
    )


def day_paper(
    sheet: DaySheet,
    store: str,
    *,
    filled: bool,
    back: Sequence[Problem] | None,
    roles: Mapping[str, str],
    role: str = "",
    news: Sequence[Text] = (),
    standing: Sequence[StandingDue] = (),
) -> DayPaper:
    """The form of one day.

    Args:
        sheet: the form with what was found.
        store: the store's name.
        filled: whether the answers are printed; otherwise boxes and room to write.
        back: the problems open on that day, for the back with the day's timetable; ``None`` for no back.
        roles: what the roles are called, by code.
        role: only what this role is in charge of; numbers stay those of the whole form.
        news: sentences for below the head.
        standing: the standing tasks of the day, below the timetable.
    """
    lines = [(n, line) for n, line in enumerate(sheet.lines if filled else _asked(sheet), start=1)]
    lines = [(n, line) for n, line in lines if role in ("", line.item.role)]
    done = sum(line.done for _n, line in lines)
    return DayPaper(
        title=_title(sheet, roles.get(role, role)),
        store=store,
        day=day_in_words(sheet.day),
        checker=_checkers(sheet) if filled else "",
        filled=filled,
        progress=tr("{done} of {asked} checked", done=done, asked=len(lines)) if filled else "",
        rows=tuple(_row(sheet, line, number, filled, roles) for number, line in lines),
        news=tuple(tr(one) for one in news),
        problems=tuple(_problem(problem, sheet.day) for problem in back) if back is not None else None,
        timetable=(*_timetable(sheet, filled, roles, role), *_standing(standing, sheet.day, filled, roles, role))
        if back is not None
        else None,
    )


def _title(sheet: DaySheet, role: str) -> str:
    """The name of the form; a form other than the usual one is named too, and the role whose items it has."""
    parts = [] if sheet.checklist.code == "normal" else [sheet.checklist.name(current_language())]
    parts += [role] if role else []
    return tr("Daily worksheet: {form}", form=" · ".join(parts)) if parts else tr("Daily worksheet")


def _asked(sheet: DaySheet) -> list[SheetLine]:
    """A blank form asks what the form asks; lines that only an old answer keeps alive are left out."""
    codes = {item.code for item in sheet.form.asked_on(sheet.day)}
    return [line for line in sheet.lines if line.item.code in codes]


def _timetable(sheet: DaySheet, filled: bool, roles: Mapping[str, str], role: str) -> tuple[PaperBlock, ...]:
    """The blocks of everybody, or of a role with those that are nobody's own."""
    ticks = Counter(one.block_code for one in sheet.ticks)
    return tuple(
        _block(block, ticks[block.code] if filled else None, roles)
        for block in sheet.form.timetable
        if not role or block.role in ("", role)
    )


def _standing(
    tasks: Sequence[StandingDue], day: date, filled: bool, roles: Mapping[str, str], role: str
) -> Iterator[PaperBlock]:
    """The standing tasks of everybody, or of a role with those that are nobody's own."""
    for one in tasks:
        task = one.task
        if role and task.role_code not in (None, "", role):
            continue
        late = one.days_late(day)
        below = [task.owner or roles.get(task.role_code or "", ""), tr("{days} days late", days=late) if late else ""]
        said = " · ".join(part for part in below if part)
        done = filled and one.done is not None
        yield PaperBlock(
            times=tr("task", context="standing"),
            text=task.title + (f" — {said}" if said else ""),
            mark=Mark.TICK if done else Mark.NONE if filled else Mark.BOX,
        )


def _block(block: TimetableEntry, done: int | None, roles: Mapping[str, str]) -> PaperBlock:
    language = current_language()
    turns = len(block.turns)
    rhythm = "" if block.rhythm is Rhythm.ONCE else tr(RHYTHM_NAMES[block.rhythm])
    below = " · ".join(part for part in (block.purpose(language), roles.get(block.role, block.role), rhythm) if part)
    return PaperBlock(
        times=block.times,
        text=block.text(language) + (f" — {below}" if below else ""),
        mark=Mark.BOX if done is None else Mark.TICK if done >= turns else Mark.NONE,
        done=f"{done}/{turns}" if done and done < turns else "",
    )


def _duty(item: Item, roles: Mapping[str, str]) -> str:
    """Who is in charge and from when until when, one below the other."""
    opens, due = item.opens, item.due
    window = f"{opens:%H:%M}" if opens else ""
    if due is not None:
        window = f"{opens:%H:%M}–{due:%H:%M}" if opens else tr("by {time}", time=f"{due:%H:%M}")
    return _NEW_LINE.join(part for part in (roles.get(item.role, item.role), window) if part)


def _checkers(sheet: DaySheet) -> str:
    names = [line.answer.who for line in sheet.lines if line.answer is not None and line.answer.who]
    return joined(dict.fromkeys(names))


def joined(words: Sequence[str] | dict[str, None]) -> str:
    """Words as a list in the language in use."""
    return _COMMA.get(current_language(), ", ").join(words)


def answer_words(answer: Answer) -> str:
    """What a person wrote, otherwise what the data said, in the language in use."""
    return answer.words or (tr(answer.said) if answer.said is not None else "")


def _row(sheet: DaySheet, line: SheetLine, number: int, filled: bool, roles: Mapping[str, str]) -> PaperRow:
    language = current_language()
    item = line.item
    blank = PaperRow(
        number=number,
        area=sheet.form.area_name(item.area, language),
        item=item.text(language),
        requirement=item.requirement(language),
        duty=_duty(item, roles),
        mark=Mark.NONE if filled else Mark.BOX,
    )
    answer = line.answer
    if not filled or answer is None:
        return blank
    problem = line.problem
    failed = answer.result is Result.FAIL
    words = answer_words(answer)
    if answer.number is not None:
        unit = item.unit(language)
        words = f"{answer.number.normalize():f}{unit and ' ' + unit}" + (f" {words}" if words else "")
    return replace(
        blank,
        mark={Result.PASS: Mark.TICK, Result.FAIL: Mark.CROSS, Result.NOT_APPLICABLE: Mark.DASH}[answer.result],
        problem=(problem.title if problem is not None else words) if failed else "",
        # Who follows a problem up; who checked stands in the head.
        owner=problem.owner if problem is not None else "",
        result=_result(problem, words, failed=failed),
    )


def _result(problem: Problem | None, words: str, *, failed: bool) -> str:
    if not failed:
        return words
    if problem is None:
        return ""
    if problem.result:
        return problem.result
    if problem.due is not None and problem.is_open:
        return tr("{state}, due {day}", state=STATE_NAMES[problem.state], day=f"{problem.due:%m-%d}")
    return tr(STATE_NAMES[problem.state])


def _problem(problem: Problem, day: date) -> PaperProblem:
    return PaperProblem(
        title=problem.title,
        severity=tr(SEVERITY_NAMES[problem.severity]),
        owner=problem.owner,
        opened=f"{problem.opened_on:%m-%d}",
        due=f"{problem.due:%m-%d}" if problem.due else "",
        late=problem.days_late(day) > 0,
        state=tr("Look again") if problem.inspection_due(day) else tr(STATE_NAMES[problem.state]),
    )

"""The daily worksheet on paper: a day's form put into the words of the columns that the paper form has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem
from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.worksheet import Answer, Result
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language, tr

WEEKDAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
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
    mark: Mark
    problem: str = ""
    owner: str = ""
    result: str = ""


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
    """One form ready to be set. ``problems`` and ``timetable`` are ``None`` where the back is not wanted."""

    title: str
    store: str
    day: str
    checker: str
    filled: bool
    progress: str
    rows: tuple[PaperRow, ...]
    problems: tuple[PaperProblem, ...] | None = None
    timetable: tuple[tuple[str, str], ...] | None = None


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


def day_paper(sheet: DaySheet, store: str, *, filled: bool, back: Sequence[Problem] | None) -> DayPaper:
    """The form of one day.

    Args:
        sheet: the form with what was found.
        store: the store's name.
        filled: whether the answers are printed; otherwise boxes and room to write.
        back: the problems open on that day, for the back with the day's timetable; ``None`` for no back.
    """
    language = current_language()
    lines = sheet.lines if filled else _asked(sheet)
    return DayPaper(
        title=_title(sheet),
        store=store,
        day=day_in_words(sheet.day),
        checker=_checkers(sheet) if filled else "",
        filled=filled,
        progress=tr("{done} of {asked} checked", done=sheet.answered, asked=len(sheet.lines)) if filled else "",
        rows=tuple(_row(sheet, line, number, filled) for number, line in enumerate(lines, start=1)),
        problems=tuple(_problem(problem, sheet.day) for problem in back) if back is not None else None,
        timetable=_timetable(sheet, language) if back is not None else None,
    )


def _title(sheet: DaySheet) -> str:
    """The name of the form; a form other than the usual one is named too."""
    if sheet.checklist.code == "normal":
        return tr("Daily worksheet")
    return tr("Daily worksheet: {form}", form=sheet.checklist.name(current_language()))


def _asked(sheet: DaySheet) -> list[SheetLine]:
    """A blank form asks what the form asks; lines that only an old answer keeps alive are left out."""
    codes = {item.code for item in sheet.form.asked_on(sheet.day)}
    return [line for line in sheet.lines if line.item.code in codes]


def _timetable(sheet: DaySheet, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{entry.time:%H:%M}", entry.text(language)) for entry in sheet.form.timetable)


def _checkers(sheet: DaySheet) -> str:
    names = [line.answer.who for line in sheet.lines if line.answer is not None and line.answer.who]
    return joined(dict.fromkeys(names))


def joined(words: Sequence[str] | dict[str, None]) -> str:
    """Words as a list in the language in use."""
    return _COMMA.get(current_language(), ", ").join(words)


def answer_words(answer: Answer) -> str:
    """What a person wrote, otherwise what the data said, in the language in use."""
    return answer.words or (tr(answer.said) if answer.said is not None else "")


def _row(sheet: DaySheet, line: SheetLine, number: int, filled: bool) -> PaperRow:
    language = current_language()
    item = line.item
    blank = PaperRow(
        number=number,
        area=sheet.form.area_name(item.area, language),
        item=item.text(language),
        requirement=item.requirement(language),
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
    return PaperRow(
        number=number,
        area=blank.area,
        item=blank.item,
        requirement=blank.requirement,
        mark={Result.PASS: Mark.TICK, Result.FAIL: Mark.CROSS, Result.NOT_APPLICABLE: Mark.DASH}[answer.result],
        problem=(problem.title if problem is not None else words) if failed else "",
        owner=(problem.owner if problem is not None else "") or answer.who or (tr("from data") if answer.auto else ""),
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
        state=tr(STATE_NAMES[problem.state]),
    )

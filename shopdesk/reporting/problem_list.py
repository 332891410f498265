"""Open problems on paper, for a meeting: put into words, by urgency or by who follows them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.daily.nouns import PROBLEM
from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem, urgency
from shopdesk.infra.i18n import tr
from shopdesk.reporting.daily_sheet import day_in_words

_LONGEST = 240  # letters of a title; a row has to fit on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One problem; ``about`` is the check item it came from."""

    number: int
    title: str
    about: str
    severity: str
    owner: str
    opened: str
    due: str
    late: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPaper:
    """The list ready to be set. ``by_owner`` says that neighbours of one owner share a cell."""

    title: str
    store: str
    day: str
    summary: str
    by_owner: bool
    rows: tuple[ListRow, ...]


def list_columns() -> tuple[str, ...]:
    """The headings of the list."""
    return (
        tr("No."),
        tr("Follow-up by"),
        tr("Open problem"),
        tr(PROBLEM.label_of("severity")),
        tr("Found on"),
        tr(PROBLEM.label_of("due")),
        tr(PROBLEM.label_of("state")),
        tr("Agreed"),
    )


def problem_paper(
    problems: Sequence[Problem],
    *,
    store: str,
    today: date,
    by_owner: bool,
    wanted: str = "",
    item_name: Callable[[str], str] = str,
) -> ProblemPaper:
    """The list of open problems.

    Args:
        problems: what is shown; closed ones are left out.
        store: the store's name.
        today: the day that overdue is counted to.
        by_owner: whether each owner's come together, those with the most overdue first; otherwise by urgency.
        wanted: what the problems are narrowed down to, in words.
        item_name: gives the words of an item's code.
    """
    rows = sorted((one for one in problems if one.is_open), key=lambda one: urgency(one, today))
    if by_owner:
        rows = _by_owner(rows)
    late = sum(1 for one in rows if one.days_late(today))
    summary = tr("{count} open, {late} of them overdue", count=len(rows), late=late)
    return ProblemPaper(
        title=tr("Open problems"),
        store=store,
        day=day_in_words(today),
        summary=f"{summary} · {wanted}" if wanted else summary,
        by_owner=by_owner,
        rows=tuple(_row(one, number, today, item_name) for number, one in enumerate(rows, start=1)),
    )


def _by_owner(rows: Sequence[Problem]) -> list[Problem]:
    """Each owner's together, in the order of their most urgent one; what nobody follows up comes first."""
    owners = sorted(dict.fromkeys(one.owner.strip() for one in rows), key=bool)
    return [one for owner in owners for one in rows if one.owner.strip() == owner]


def _row(problem: Problem, number: int, today: date, item_name: Callable[[str], str]) -> ListRow:
    title = problem.title if len(problem.title) <= _LONGEST else problem.title[:_LONGEST].rstrip() + "…"
    late = problem.days_late(today)
    due = f"{problem.due:%m-%d}" if problem.due else ""
    return ListRow(
        number=number,
        title=title,
        about=item_name(problem.item_code) if problem.item_code else "",
        severity=tr(SEVERITY_NAMES[problem.severity]),
        owner=problem.owner.strip() or tr("nobody yet"),
        opened=f"{problem.opened_on:%Y-%m-%d}"
        if problem.opened_on.year != today.year
        else f"{problem.opened_on:%m-%d}",
        due=f"{due}\u2028{tr('{days} days late', days=late)}" if late else due,
        late=late > 0,
        state=tr(STATE_NAMES[problem.state]),
    )

"""How a problem is put into few words."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem, ProblemState, Severity
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr

SEVERITY_SIGNS = {Severity.HIGH: "▲", Severity.NORMAL: "●", Severity.LOW: "▽"}
SEVERITY_TONES = {Severity.HIGH: "bad", Severity.NORMAL: "warning", Severity.LOW: "neutral"}
STATE_TONES = {
    ProblemState.OPEN: "warning",
    ProblemState.DOING: "accent",
    ProblemState.TO_VERIFY: "accent",
    ProblemState.CLOSED: "good",
}
STEP_NAMES = {
    ProblemState.OPEN: Text("Put back to open"),
    ProblemState.DOING: Text("Start work"),
    ProblemState.TO_VERIFY: Text("Done, to verify"),
    ProblemState.CLOSED: Text("Close"),
}


def due_text(problem: Problem, today: date) -> str:
    """When it is due, or by how much it is late; empty where no day is set."""
    if problem.state is ProblemState.CLOSED:
        closed = tr("closed {day}", day=f"{problem.closed_on:%m-%d}") if problem.closed_on else ""
        again = tr("look again {day}", day=f"{problem.inspect_on:%m-%d}") if problem.inspect_on else ""
        return " · ".join(part for part in (closed, again) if part)
    if problem.due is None:
        return ""
    late = problem.days_late(today)
    if late:
        return tr("{days} days late", days=late)
    if problem.due == today:
        return tr("due today")
    return tr("due {day}", day=f"{problem.due:%m-%d}")


def step_name(problem: Problem, to_state: ProblemState) -> str:
    """What the button of a step says."""
    if problem.state is ProblemState.CLOSED:
        return tr("Re-open")
    if problem.state is ProblemState.TO_VERIFY and to_state is ProblemState.CLOSED:
        return tr("Verified, close")
    if problem.state is ProblemState.TO_VERIFY and to_state is ProblemState.DOING:
        return tr("Not right yet")
    return tr(STEP_NAMES[to_state])


def spoken(problem: Problem, item_name: str, today: date) -> str:
    """The whole card in one sentence, for tooltips and assistive programs."""
    parts = [
        problem.title,
        tr(SEVERITY_NAMES[problem.severity]),
        tr(STATE_NAMES[problem.state]),
        problem.owner or tr("nobody yet"),
        due_text(problem, today),
        item_name,
    ]
    return " · ".join(part for part in parts if part)


def severity_box() -> QComboBox:
    """A list to choose how bad it is, the worst first."""
    made = QComboBox()
    for one in reversed(Severity):
        made.addItem(f"{SEVERITY_SIGNS[one]} {tr(SEVERITY_NAMES[one])}", one.value)
    return made

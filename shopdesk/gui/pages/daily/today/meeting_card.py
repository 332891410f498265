"""The morning meeting, filled from the data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.roster import AWAY_NAMES, DutyDay
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import current_language, in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.domain.daily.meetings import Minute
    from shopdesk.services.daily.brief import DailyBrief
    from shopdesk.services.daily.views import Meeting
    from shopdesk.services.growth.views import TrainingView

_FIGURES = ("paid_amount", "paid_orders", "amount_per_order", "visitors", "refund_rate")
_MOST_POINTS = 8


class MeetingCard(Card):
    """Yesterday, the month so far, today's target, campaigns, heroes, who is on duty, what to talk about.

    ``roster_wanted`` asks for the roster of the day's week, ``agenda_wanted`` for the agenda.
    """

    roster_wanted = Signal()
    agenda_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(tr("Morning meeting"), parent)
        self.setObjectName("daily.meeting")
        self._theme = theme
        tip = tr("Open the roster of the week")
        act = self.roster_wanted.emit
        self.roster = button("daily.roster", tr("Roster…"), act, role="flat", tip=tip, spoken=tip)
        tip = tr("Open the agenda of the meetings")
        act = self.agenda_wanted.emit
        self.agenda = button("daily.agenda", tr("Agenda…"), act, role="flat", tip=tip, spoken=tip)
        self.header.addWidget(self.agenda)
        self.header.addWidget(self.roster)
        self._content = QWidget()
        self.body.addWidget(self._content)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show another day's block."""
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        if meeting.brief is None:
            layout.addWidget(words(tr(seen_by(Subject.OFFICE)), name="daily.figuresClosed", role="muted"))
        else:
            layout.addLayout(self._figures(meeting.brief))
        running = in_a_row(campaign.name for campaign in meeting.running)
        parts = [(tr("Running campaigns"), running or tr("None today"))]
        if meeting.heroes is not None:
            heroes = in_a_row(hero.title or hero.product_id for hero in meeting.heroes)
            parts.append((tr("Hero products"), heroes or tr("None chosen")))
        for title, said in (*parts, (tr("On duty today"), duty_text(meeting.duty))):
            layout.addWidget(_caption(title))
            layout.addWidget(words(said))
        if meeting.training:
            layout.addWidget(_caption(tr("Training today")))
            learning = words(training_text(meeting.training, meeting.day))
            learning.setObjectName("daily.training")
            layout.addWidget(learning)
        for name, title, minutes in (
            ("points", tr("To talk about"), meeting.agenda.points),
            ("decided", tr("Decided, to be carried out"), meeting.agenda.open),
        ):
            if minutes:
                layout.addWidget(_caption(title))
                said = words(agenda_text(minutes, meeting.day))
                said.setObjectName(f"daily.agenda.{name}")
                layout.addWidget(said)
        absent = words(absence_text(meeting.duty))
        absent.setObjectName("daily.absent")
        absent.setProperty("role", "muted")
        absent.setVisible(bool(absent.text()))
        layout.addWidget(absent)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def _figures(self, brief: DailyBrief) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for column, title in ((1, tr("Yesterday")), (2, tr("Month to date"))):
            grid.addWidget(_caption(title), 0, column, Qt.AlignmentFlag.AlignRight)
        for row, code in enumerate(_FIGURES, start=1):
            item = kpi(code)
            grid.addWidget(QLabel(tr(item.name)), row, 0)
            for column, figures in ((1, brief.yesterday.now), (2, brief.month.now)):
                value = figures[code]
                grid.addWidget(_figure(NO_DATA if value is None else shown(item, value)), row, column)
        row = len(_FIGURES) + 1
        target = NO_DATA if brief.target_today is None else format_yuan(brief.target_today)
        grid.addWidget(QLabel(tr("Today's target")), row, 0)
        strong = _figure(target)
        strong.setStyleSheet(f"font-weight: 600; color: {self._theme.accent.name()};")
        strong.setObjectName("daily.targetToday")
        grid.addWidget(strong, row, 1)
        paid = brief.month.now["paid_amount"]
        reached = ratio(int(paid), brief.target_month) if paid is not None else None
        # In a line of its own: beside the target it would make the card wider than its column.
        grid.addWidget(QLabel(tr("Month's target reached")), row + 1, 0, 1, 2)
        grid.addWidget(_figure(percent_text(reached, 0)), row + 1, 2)
        grid.setColumnStretch(0, 1)
        return grid


def duty_text(duty: DutyDay) -> str:
    """Who is on duty, a line for each shift; everybody employed where the day has no roster."""
    if duty.on_shift:
        return "\n".join(
            tr(
                "{shift} {times}: {names}",
                shift=group.shift.name(current_language()),
                times=group.shift.times,
                names=in_a_row(person.label for person in group.people),
            )
            for group in duty.on_shift
        )
    if duty.people:
        return in_a_row(person.label for person in duty.people)
    return tr("Nobody is on duty") if duty.rostered or duty.away else tr("Nobody entered yet")


def training_text(views: Iterable[TrainingView], day: date) -> str:
    """Whose training wants something on a day, a line for each person: items that are due, and the end of the trial."""
    lines = []
    for view in views:
        due = in_a_row(item.title(current_language()) for item in view.due)
        parts = [due] if due else []
        if view.training.ends_on <= day:
            parts.append(tr("trial until {day}, decide", day=view.training.ends_on))
        lines.append(tr("{name}: {what}", name=view.person.label, what=" · ".join(parts)))
    return "\n".join(lines)


def agenda_text(minutes: Iterable[Minute], day: date) -> str:
    """Points of meetings, a line for each: what was decided about it, who does it and by when; late ones first."""
    found = sorted(minutes, key=lambda one: -(one.problem.days_late(day) if one.problem is not None else 0))
    lines = []
    for minute in found[:_MOST_POINTS]:
        problem = minute.problem
        parts = [minute.point.topic]
        if problem is not None:
            parts = [problem.title, problem.owner, str(problem.due or ""), "" if problem.is_open else tr("done")]
            late = problem.days_late(day)
            parts += [tr("{days} days late", days=late)] if late else []
        lines.append(" · ".join(filter(None, parts)))
    if len(found) > _MOST_POINTS:
        lines.append(tr("{count} more in the agenda", count=len(found) - _MOST_POINTS))
    return "\n".join(lines)


def absence_text(duty: DutyDay) -> str:
    """Who is away, and of whom the day's roster says nothing."""
    groups = [(tr(AWAY_NAMES[kind]), people) for kind, people in duty.away.items()]
    if duty.open:
        groups.append((tr("Not on the roster"), duty.open))
    return " · ".join(
        tr("{duty}: {names}", duty=name, names=in_a_row(person.label for person in people)) for name, people in groups
    )


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label


def _figure(text: str) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label

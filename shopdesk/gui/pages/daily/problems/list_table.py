"""The same problems as a list to sort and copy."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QColor

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem, ProblemState, Severity
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

_WEIGHT = {Severity.HIGH: 0, Severity.NORMAL: 1, Severity.LOW: 2}


class ProblemTable(RecordTable):
    """Problems, the most urgent first until a column is clicked."""

    def __init__(self, theme: Theme) -> None:
        """An empty list."""
        self._theme = theme
        self._loaded: Loaded | None = None
        super().__init__(RecordTableModel(self._columns()), "problems.list", tr("Problems"))

    def show_problems(self, problems: list[Problem], loaded: Loaded) -> None:
        """Show these."""
        self._loaded = loaded
        self.set_records(problems)

    def _columns(self) -> list[Column[Problem]]:
        return [
            Column(
                tr("Severity"),
                lambda one: _WEIGHT[one.severity],
                lambda weight: _severity_text(weight),
                ink=self._severity_ink,
                width=84,
            ),
            Column(tr("Problem"), lambda one: one.title, width=210, tip=lambda one: one.detail),
            Column(tr("State"), lambda one: list(ProblemState).index(one.state), _state_text, width=96),
            Column(tr("Follow-up owner"), lambda one: one.owner or None, width=118),
            Column(tr("Due"), lambda one: one.due, lambda due: due.isoformat(), ink=self._late_ink, width=94),
            Column(tr("Days late"), self._late, str, numeric=True, ink=self._late_ink, width=78),
            Column(tr("Found on"), lambda one: one.opened_on, lambda day: day.isoformat(), width=94),
            Column(tr("Days open"), lambda one: one.days_open(self._today), str, numeric=True, width=78),
            Column(tr("Item"), self._item, width=220),
            Column(tr("Result"), lambda one: one.result or None, width=160),
        ]

    @property
    def _today(self) -> date:
        return self._loaded.today if self._loaded is not None else date.min

    def _late(self, problem: Problem) -> int | None:
        return problem.days_late(self._today) or None

    def _item(self, problem: Problem) -> str | None:
        return self._loaded.item_name(problem.item_code) or None if self._loaded is not None else None

    def _late_ink(self, problem: Problem) -> QColor | None:
        return self._theme.bad if problem.days_late(self._today) else None

    def _severity_ink(self, problem: Problem) -> QColor | None:
        return self._theme.bad if problem.severity is Severity.HIGH else None


def _severity_text(weight: int) -> str:
    severity = next(one for one, value in _WEIGHT.items() if value == weight)
    return f"{SEVERITY_SIGNS[severity]} {tr(SEVERITY_NAMES[severity])}"


def _state_text(place: int) -> str:
    return tr(STATE_NAMES[list(ProblemState)[place]])

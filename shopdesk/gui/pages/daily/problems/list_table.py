"""The same problems as a list to sort and copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QColor

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem, ProblemState, Severity
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

_WEIGHT = {Severity.HIGH: 0, Severity.NORMAL: 1, Severity.LOW: 2}


class ProblemTable(RecordTable):
    """Problems, the most urgent first until a column is clicked; a third click brings that order back.

    ``several`` carries the chosen problems whenever others are chosen.
    """

    several = Signal(list)

    def __init__(self, theme: Theme) -> None:
        """An empty list."""
        self._theme = theme
        self._loaded: Loaded | None = None
        super().__init__(RecordTableModel(self._columns()), "problems.list", tr("Problems"))
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.several.emit(self.selected()))

    def show_problems(self, problems: list[Problem], loaded: Loaded) -> None:
        """Show these, scrolled as before; what was chosen stays chosen."""
        self._loaded = loaded
        chosen = {problem.id for problem in self.selected()}
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        places = [bar.value() for bar in bars]
        self.set_records(problems)
        if len(chosen) > 1:
            self._choose_again(chosen)
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place)

    def choose_all(self, ids: Iterable[int]) -> None:
        """Choose several at once; the cursor stays."""
        self._choose_again(set(ids))

    def _choose_again(self, ids: Set[int | None]) -> None:
        found = QItemSelection()
        model = self.records_model
        for row in range(model.rowCount()):
            if model.record(row).id in ids:
                found.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.selectionModel().select(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def neighbour(self, problem_id: int, problems: Sequence[Problem]) -> Problem | None:
        """What takes the cursor when a row goes out of view: the next one of those that stay."""
        rows = self.records_model.records
        place = self.records_model.row_of(lambda one: one.id == problem_id)
        stay = {one.id for one in problems}
        return next((one for one in (*rows[place + 1 :], *reversed(rows[: max(0, place)])) if one.id in stay), None)

    def _columns(self) -> list[Column[Problem]]:
        return [
            Column(
                tr("Severity"),
                lambda one: _WEIGHT[one.severity],
                lambda weight: _severity_text(weight),
                ink=self._severity_ink,
                width=84,
                name="severity",
            ),
            Column(tr("Problem"), lambda one: one.title, width=210, name="title", tip=_whole),
            Column(tr("State"), lambda one: list(ProblemState).index(one.state), _state_text, width=96, name="state"),
            Column(tr("Follow-up owner"), lambda one: one.owner or None, width=118, name="owner"),
            Column(tr("Due"), lambda one: one.due, str, ink=self._late_ink, width=94, name="due"),
            Column(tr("Days late"), self._late, str, numeric=True, ink=self._late_ink, width=78, name="late"),
            Column(tr("Found on"), lambda one: one.opened_on, str, width=94, name="found"),
            Column(tr("Days open"), lambda one: one.days_open(self._today), str, numeric=True, width=78, name="open"),
            Column(tr("Item"), self._item, width=220, name="item"),
            Column(tr("Result"), lambda one: one.result or None, width=160, name="result"),
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


def _whole(problem: Problem) -> str:
    return "\n".join(part for part in (problem.title, problem.detail) if part)


def _severity_text(weight: int) -> str:
    severity = next(one for one, value in _WEIGHT.items() if value == weight)
    return f"{SEVERITY_SIGNS[severity]} {tr(SEVERITY_NAMES[severity])}"


def _state_text(place: int) -> str:
    return tr(STATE_NAMES[list(ProblemState)[place]])

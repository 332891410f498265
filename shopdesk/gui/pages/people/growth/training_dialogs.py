"""The forms of training: begin a plan, note a result, let a trial go on, decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.growth.nouns import TRAINING, TRAINING_ITEM
from shopdesk.domain.growth.training import Training, TrainingItem, TrainingPlan, plan_for, trial_end
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.growth.texts import nobody_yet, people_reader
from shopdesk.gui.widgets.controls import named
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import TrainingBoard, TrainingView


class BeginDialog(RecordForm):
    """Person, plan, first day; the end of the trial follows from the plan and can be changed."""

    def __init__(
        self, context: PageContext, board: TrainingBoard, person_id: int | None, parent: QWidget | None = None
    ) -> None:
        """A form that begins with a person, where one is given."""
        reader = people_reader(
            Reader(today=context.clock.today(), say=tr), board.people, [person.id or 0 for person in board.without]
        )
        super().__init__(
            context.tasks,
            TRAINING,
            name="people.growth.begin",
            title=tr("Begin a training"),
            confirm=tr("Begin"),
            reader=reader,
            parent=parent,
        )
        self._context, self._board = context, board
        self.add_fields("person_id", values={"person_id": person_id} if person_id is not None else {})
        if not board.people:
            self.hint(nobody_yet())
        self.plan = named(QComboBox(), "people.growth.begin.plan", tr("Training plan"))
        for plan in board.plans:
            self.plan.addItem(plan.name(current_language()), plan.code)
        self.add_row(tr("Training plan"), self.plan)
        self.add_fields("started_on", "ends_on", values={"started_on": board.today, "ends_on": board.today})
        self.hint(
            tr(
                "The labour contract law (article 19) allows one trial: none in contracts below three months, 1 month "
                "below a year, 2 months below three years, 6 months from three years on. The program does not know the "
                "contract."
            )
        )
        self["person_id"].currentIndexChanged.connect(lambda _place: self._on_person())
        self.plan.currentIndexChanged.connect(lambda _place: self._propose_end())
        self["started_on"].textChanged.connect(lambda _text: self._propose_end())
        self._on_person()

    def _chosen_plan(self) -> TrainingPlan | None:
        return next((plan for plan in self._board.plans if plan.code == self.plan.currentData()), None)

    def _on_person(self) -> None:
        person = next((one for one in self._board.people if one.id == self["person_id"].currentData()), None)
        if person is None:
            return
        plan = plan_for(self._board.plans, person.role_code)
        if plan is not None:
            self.plan.setCurrentIndex(self.plan.findData(plan.code))
        if person in self._board.without:
            self.editors["started_on"].set_value(person.hired_on)
        self._propose_end()

    def _propose_end(self) -> None:
        plan = self._chosen_plan()
        try:
            start = self.editors["started_on"].value()
        except FieldError:
            return  # said at the field
        if plan is not None and start is not None:
            self.editors["ends_on"].set_value(trial_end(start, plan.months))

    def work(self) -> Callable[[], Training]:
        """Begin it."""
        said: dict[str, Any] = self.values()
        desk, store_id, plan = self._context.services.growth.training, self._context.store_id, self.plan.currentData()
        return lambda: desk.begin(store_id, said["person_id"], plan, said["started_on"], said["ends_on"])


class ResultDialog(RecordForm):
    """The day on which an item was done, and the result of its test."""

    def __init__(self, context: PageContext, item: TrainingItem, parent: QWidget | None = None) -> None:
        """A form for one item, done today unless the user says otherwise."""
        today = context.clock.today()
        super().__init__(
            context.tasks,
            TRAINING_ITEM,
            name="people.growth.result",
            title=item.title(current_language()),
            confirm=tr("Save"),
            reader=Reader(today=today, say=tr),
            parent=parent,
            record=item,
        )
        self._desk = context.services.growth.training
        if item.what(current_language()):
            self.hint(item.what(current_language()))
        self.add_fields("done_on", values={} if item.done_on else {"done_on": today})
        if item.pass_mark is not None:
            label = Text("Test result (pass mark {mark})", mark=f"{item.pass_mark.normalize():f}")
            self.add_fields("result", labels={"result": label})
            self["result"].setFocus()
        self.add_fields("note")

    def work(self) -> Callable[[], TrainingItem]:
        """Keep the result."""
        item = self.changed_record()
        return lambda: self._desk.record(item)


class ExtendDialog(RecordForm):
    """Until when a trial goes on, and why."""

    def __init__(self, context: PageContext, view: TrainingView, parent: QWidget | None = None) -> None:
        """A form for a running trial."""
        super().__init__(
            context.tasks,
            TRAINING,
            name="people.growth.extend",
            title=tr("Extend the trial of {name}", name=view.person.label),
            confirm=tr("Extend"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=view.training,
        )
        self._desk = context.services.growth.training
        self.add_fields("ends_on", "reason")
        self.hint(
            tr(
                "The law allows one trial with a person and limits its length: look at the contract before you "
                "extend it."
            )
        )

    def work(self) -> Callable[[], Training]:
        """Extend it."""
        said, training = self.values(), self.record
        return lambda: self._desk.extend(training, said["ends_on"], said["reason"])


class DecideDialog(RecordForm):
    """Ends a trial, passed or not."""

    def __init__(
        self, context: PageContext, view: TrainingView, *, passed: bool, parent: QWidget | None = None
    ) -> None:
        """A form for a running trial."""
        today = context.clock.today()
        title = tr("{name} passed the trial", name=view.person.label)
        super().__init__(
            context.tasks,
            TRAINING,
            name="people.growth.decide",
            title=title if passed else tr("{name} did not pass the trial", name=view.person.label),
            confirm=tr("Passed") if passed else tr("Not passed"),
            reader=Reader(today=today, say=tr),
            parent=parent,
            record=view.training,
        )
        self._desk, self._passed = context.services.growth.training, passed
        if passed and view.passed < len(view.items):
            self.hint(
                tr("{open} of {count} items are still open.", open=len(view.items) - view.passed, count=len(view.items))
            )
        self.add_fields("decided_on", "reason", values={"decided_on": today, "reason": ""})
        if not passed:
            self.hint(tr("Record the last day at work under “Team”, with the reason “Probation not passed”."))

    def work(self) -> Callable[[], Training]:
        """Decide."""
        said, training, passed = self.values(), self.record, self._passed
        today: date = self.reader.today
        return lambda: self._desk.decide(
            training, passed=passed, decided_on=said["decided_on"] or today, reason=said["reason"]
        )

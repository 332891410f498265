"""The Setup page: assembles header, time limits and tabs, and passes their wishes to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.rights import Subject, if_seen
from shopdesk.domain.setup.answers import Answers
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.bring_actions import BringActions
from shopdesk.gui.pages.setup.bring_tab import BringTab
from shopdesk.gui.pages.setup.budget_actions import BudgetActions
from shopdesk.gui.pages.setup.budget_tab import BudgetTab
from shopdesk.gui.pages.setup.couriers.view import CouriersPart
from shopdesk.gui.pages.setup.document_actions import DocumentActions
from shopdesk.gui.pages.setup.documents_tab import DocumentsTab
from shopdesk.gui.pages.setup.fee_actions import FeeActions
from shopdesk.gui.pages.setup.fees_tab import FeesTab
from shopdesk.gui.pages.setup.header import SetupHeader
from shopdesk.gui.pages.setup.plan_actions import PlanActions
from shopdesk.gui.pages.setup.preparation.view import PreparationPart
from shopdesk.gui.pages.setup.step_actions import StepActions
from shopdesk.gui.pages.setup.step_model import StepFilter
from shopdesk.gui.pages.setup.steps_tab import StepsTab
from shopdesk.gui.pages.setup.suppliers.view import SuppliersPart
from shopdesk.gui.pages.setup.timeline.view import TimelinePart
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.veil import cover
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.registry import Services
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.fees import FeeView
from shopdesk.services.setup.offers import Offer
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.visits import VisitView


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows; ``owners`` are the names offered as the one in charge."""

    board: SetupBoard
    owners: list[str]
    fees: FeeView
    budget: BudgetView | None
    trading: bool
    offers: list[Offer]
    visits: list[VisitView]


class SetupPage(Page):
    """Opening a store, step by step."""

    name = "setup"

    def __init__(self, context: PageContext) -> None:
        """Build the parts and connect them."""
        super().__init__(context)
        self.board: SetupBoard | None = None
        self.owners: list[str] = []
        self.fee_view: FeeView | None = None
        self.budget_view: BudgetView | None = None
        self.header = SetupHeader()
        self.clocks = self.header.clocks
        self.steps = StepsTab(context.theme)
        self.documents = DocumentsTab(context)
        self.bring = BringTab(context)
        self.fees = FeesTab(context.theme)
        self.budget = BudgetTab(context)
        for box in (self.steps.detail.box, self.documents.detail.box):
            box.given_up.connect(self._on_given_up)
        self.offers: list[Offer] = []
        self.visits: list[VisitView] = []
        self.follow = button("setup.followTemplate", tr("See what is new…"))
        self.outdated = _notice(
            "setup.outdated",
            tr("The shipped list for this type of store has something new. What you entered is kept."),
            self.follow,
        )
        self.ask = button("setup.ask", tr("Answer the questions…"), role="primary")
        self.unanswered = _notice(
            "setup.unanswered",
            tr("Five questions decide what this store needs: whose brand, who produces, trademark, category, holder."),
            self.ask,
        )
        self.opened = button("setup.finishOpening", tr("Mark the opening as done"), self._on_opened)
        self.trading = _notice(
            "setup.trading", tr("This store trades already. Is its opening behind you?"), self.opened
        )
        self.tabs = PartTabs("setup.tabs", tr("Setup"), titles("setup"))
        for name, part in (
            ("steps", self.steps),
            ("documents", self.documents),
            ("bring", self.bring),
            ("fees", self.fees),
            ("budget", self.budget),
        ):
            self.tabs.add(name, lambda part=part: part)
            # Their actions and the links between them need them from the start.
            self.tabs.part(name)
        self.tabs.add("timeline", self._make_timeline)
        self.tabs.add("preparation", self._make_preparation)
        self.tabs.add("suppliers", lambda: SuppliersPart(context))
        self.tabs.add("couriers", lambda: CouriersPart(context))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.outdated)
        layout.addWidget(self.unanswered)
        layout.addWidget(self.trading)
        layout.addWidget(self.tabs, 1)
        self.step_actions = StepActions(self)
        self.document_actions = DocumentActions(self)
        self.bring_actions = BringActions(self)
        self.fee_actions = FeeActions(self)
        self.budget_actions = BudgetActions(self)
        self.plan_actions = PlanActions(self)
        self.header.overdue_asked.connect(self._on_overdue_asked)
        self.steps.blockers.gone_to.connect(self.go_to)
        self.steps.detail.gone_to.connect(self.go_to)
        self._actions = self._make_actions()

    def _make_timeline(self) -> TimelinePart:
        part = TimelinePart(self.context)
        part.opened.connect(lambda code: self.go_to("step", code))
        return part

    def _make_preparation(self) -> PreparationPart:
        part = PreparationPart(self.context)
        part.couriers_asked.connect(lambda: self.tabs.open("couriers"))
        return part

    # ---------------------------------------------------------------- data

    def load(self, services: Services, store_id: int) -> Loaded:
        """The board, who may own a step, the estimate of fees and the budget."""
        setup = services.setup
        services.ask_ahead(
            lambda: setup.board(store_id),
            lambda: setup.fees.view(store_id),
            lambda: if_seen(lambda: setup.budget.view(store_id), None),
        )
        board = setup.board(store_id)
        return Loaded(
            board=board,
            owners=setup.owners(board),
            fees=setup.fees.view(store_id),
            budget=if_seen(lambda: setup.budget.view(store_id), None),
            trading=services.stores.unopened(store_id, board.today) is None,
            offers=setup.offers.of(store_id) if board.outdated else [],
            visits=setup.visits.of(board),
        )

    def populate(self, loaded: Loaded) -> None:
        """Show what was loaded."""
        board = loaded.board
        self.board, self.owners = board, loaded.owners
        self.fee_view, self.budget_view = loaded.fees, loaded.budget
        self.header.populate(board)
        self.clocks.populate(board)
        self.offers, self.visits = loaded.offers, loaded.visits
        other_type = board.plan.template != f"{board.store.platform.value}.{board.store.store_type.value}"
        self.outdated.setVisible(bool(loaded.offers) or other_type)
        # Whoever opened long ago has no use for the list, and is not asked.
        asked = board.plan.answers == Answers() and board.earliest is not None and not loaded.trading
        self.unanswered.setVisible(asked)
        # Whoever ticked a step uses the list; who never did may have opened long ago.
        self.trading.setVisible(loaded.trading and not board.progress.done)
        self.steps.populate(board, loaded.owners)
        self.documents.populate(board, loaded.owners)
        self.bring.populate(loaded.visits)
        self.fee_actions.show(loaded.fees)
        if loaded.budget is not None:
            self.budget.populate(loaded.budget)
        cover(self.budget, Subject.COSTS, closed=loaded.budget is None)
        blocking = sum(view.blocking for view in board.documents)
        self.tabs.setTabText(1, f"{tr('Documents')} ({blocking})" if blocking else tr("Documents"))

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        meanwhile: Callable[[ChangedMeanwhile], bool] | None = None,
        typed: str = "",
    ) -> None:
        """Run a change on the database thread; the page refreshes by itself when it is committed.

        Args:
            work: the change.
            done: hears what it gave.
            meanwhile: asks where somebody else changed the same since; whether there is anywhere to ask.
            typed: what was typed, to be given back in words where there is not.
        """

        def failed(error: Exception) -> None:
            if not (isinstance(error, ChangedMeanwhile) and meanwhile is not None):
                self.say_not_kept(error)
            elif not meanwhile(error):
                self._give_back(typed, tr(error.text))

        self.context.tasks.database(work, done=done, failed=failed, owner=self)

    def _give_back(self, typed: str, why: str) -> None:
        """What was typed for a step or document that is out of view, to be copied from the sentence."""
        said = tr("What was typed is not kept: {typed}", typed=typed)
        self.context.messages.warning(sentences((said, why)))

    def _on_given_up(self, _record: object, typed: list[str]) -> None:
        self._give_back(" · ".join(typed), tr("Somebody else changed it too."))

    def say_not_kept(self, error: Exception) -> None:
        """Say why something was not kept.

        Raises:
            Exception: it is a bug of ours.
        """
        # What was typed must not stand there as if it were kept; left once more, it is tried once more.
        self.steps.detail.take_back()
        if not isinstance(error, UserError):
            raise error
        self.context.messages.error(tr(error.text))

    # ---------------------------------------------------------------- moving about

    def go_to(self, kind: str, code: str) -> None:
        """Open the tab of a step or document and put the keyboard on it."""
        if kind == "document":
            self.tabs.open("documents")
            self.documents.go_to(code)
        else:
            self.tabs.open("steps")
            self.steps.go_to(code)

    def _on_overdue_asked(self) -> None:
        board = self.board
        if board is not None and all(view.days_late is None for view in board.steps()):
            late = next((view.document.code for view in board.documents if view.days_late is not None), None)
            if late is not None:
                self.go_to("document", late)
                return
        self.tabs.open("steps")
        self.steps.show_filter(StepFilter.OVERDUE)
        self.steps.tree.setFocus()

    def _on_opened(self) -> None:
        setup, store_id = self.context.services.setup, self.context.store_id
        self.write(lambda: setup.finish_opening(store_id), self._on_finished)

    def _on_finished(self, steps: int) -> None:
        self.context.messages.success(tr("{count} steps marked as done. Ctrl+Z takes it back.", count=steps))

    # ---------------------------------------------------------------- actions

    def _make_actions(self) -> list[QAction]:
        entries = (
            (tr("New step"), QKeySequence.StandardKey.New, self.step_actions.add),
            (tr("Print the setup…"), "Ctrl+Shift+P", self.plan_actions.print),
            (tr("Fill due dates"), None, self.plan_actions.fill_due_dates),
            (tr("New document"), None, self.document_actions.add),
            (tr("Show overdue steps"), None, self._on_overdue_asked),
            (tr("Questions that decide the list…"), "Ctrl+Shift+Q", self.plan_actions.ask),
            (tr("New visit with papers"), None, self.bring_actions.add),
            (tr("Compare two stores…"), None, self.fee_actions.compare),
            (tr("Rules and own figures…"), None, self.fee_actions.edit_rules),
        )
        actions = []
        for text, key, slot in entries:
            action = QAction(text, self)
            if key is not None:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.addAction(action)
            actions.append(action)
        return actions

    def actions_offered(self) -> list[QAction]:
        """New step, print, due dates, new document, overdue steps, fees compared and their rules."""
        return [*self._actions, *self.tabs.actions_offered]

    def help_text(self) -> str:
        """How the page is used."""
        return tr(
            "Work through the steps from top to bottom: Space changes the state, Enter edits. The panel on the right "
            "says what blocks the opening; a click goes there. The questions decide which steps and papers there are. "
            "File scans on the Documents tab, and tick off on Papers to bring what lies ready. Fees and budget are "
            "estimates: each figure names its rule and date."
        )


def _notice(name: str, sentence: str, answer: QPushButton) -> QFrame:
    """A line above the tabs with what can be done about it, hidden until it is so."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setProperty("role", "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 6, 12, 6)
    text = QLabel(sentence)
    text.setWordWrap(True)
    row.addWidget(text, 1)
    row.addWidget(answer)
    frame.hide()
    return frame

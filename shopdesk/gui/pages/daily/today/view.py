"""Today's form: problems on top, the items to work through by keyboard, the meeting beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, time
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from shopdesk.domain.daily.day_forms import NORMAL
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.stores import Store
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.also_strip import AlsoStrip
from shopdesk.gui.pages.daily.today.answer_panel import AnswerPanel, Given
from shopdesk.gui.pages.daily.today.carried_card import CarriedCard
from shopdesk.gui.pages.daily.today.checker_question import CheckerQuestion
from shopdesk.gui.pages.daily.today.day_bar import DayBar
from shopdesk.gui.pages.daily.today.giving import Giving
from shopdesk.gui.pages.daily.today.inspection_card import InspectionCard
from shopdesk.gui.pages.daily.today.loading import Loaded, load, load_meeting
from shopdesk.gui.pages.daily.today.role_box import RoleBox
from shopdesk.gui.pages.daily.today.sheet_table import SheetTable
from shopdesk.gui.pages.daily.today.side_column import SideColumn
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.after_paint import AfterPaint
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.wrapping_label import WrappingLabel
from shopdesk.infra.i18n import current_language, in_a_row, tr
from shopdesk.services.registry import Services
from shopdesk.services.stores import Unopened

_MINUTE_MS = 60_000
_FORM_WIDTH = 440  # pixels: with less the cards go below the form
_LOW = 600  # pixels: below, the form would keep a single row above the fields of an answer


class TodayPart(Part):
    """One day's form of the store in view. ``problem_opened`` asks for a problem, ``meeting_opened`` for the agenda."""

    problem_opened, meeting_opened = Signal(int), Signal(int)

    def __init__(self, context: PageContext) -> None:
        """Begin with today."""
        super().__init__(context)
        self.sheet: DaySheet | None = None
        self._day = context.clock.today()
        self._was_today = self._day
        self._checklist_id: int | None = None
        self._wanted = ""
        self._people: tuple[str, ...] = ()
        self._nameless: date | None = None
        self._then_give: tuple[SheetLine, Result] | None = None
        self._then = AfterPaint(self, self._ask_meeting)
        self.giving = Giving(lambda: context.services.daily)
        self.bar = DayBar(context)
        self.bar.day_chosen.connect(self._on_day_chosen)
        self.bar.checklist_chosen.connect(self._on_checklist_chosen)
        self.bar.print_wanted.connect(self._on_print)
        self.bar.typing_toggled.connect(lambda _on: self.table.setFocus())
        self.bar.left.connect(lambda: self.table.setFocus())
        self.carried = CarriedCard(context.theme)
        self.carried.opened.connect(self.problem_opened)
        self.carried.done.connect(self._on_problem_done)
        self.carried.all_wanted.connect(lambda: self.problem_opened.emit(0))
        self.inspections = InspectionCard()
        self.inspections.opened.connect(self.problem_opened)
        self.inspections.looked.connect(self._on_looked)
        self.checker = CheckerQuestion()
        self.checker.chosen.connect(self._on_checker)
        self.checker.left.connect(lambda: self.table.setFocus())
        self.table = SheetTable(context.theme)
        self.table.answered.connect(self.give)
        self.table.cleared.connect(self._on_cleared)
        self.table.verified.connect(self._on_verified)
        self.table.opened.connect(self._on_opened)
        self.table.who_wanted.connect(self._ask_who)
        self.panel = AnswerPanel(context)
        self.panel.given.connect(self._on_given)
        self.panel.left.connect(self.table.setFocus)
        self.panel.shown.connect(self._on_panel_shown)
        self.missed = QLabel()
        self.missed.setProperty("tone", "warning")
        self.missed.setWordWrap(True)
        self.missed.hide()
        self.also = AlsoStrip()
        self.also.chosen.connect(self._on_checklist_chosen)
        self.side = SideColumn(context, lambda: self._day, lambda: self.bar.checker)
        self.meeting, self.timetable = self.side.meeting, self.side.timetable
        self.meeting.roster_wanted.connect(lambda: context.events.roster_wanted.emit(self._day))
        self.meeting.agenda_wanted.connect(lambda: self.meeting_opened.emit(0))
        self._meeting = Look(
            self.meeting,
            context,
            lambda: (context.store_id, self._day),
            load_meeting,
            self.side.show_meeting,
            after=self.main_look,
            renew=self._wait_for_paint,
        )
        self.timetable.ticked.connect(self._on_ticked)
        self.not_open = EmptyState("", "", tr("It is open already"), self._on_open_already)
        self.not_open.hide()
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()

    def _lay_out(self) -> None:
        keys = WrappingLabel(
            tr(
                "Keys: 1 pass, 2 fail, 3 not applicable, 4 next open one, Backspace takes back, V verifies, "
                "W who checks, Enter opens, arrows move"
            )
        )
        keys.setProperty("role", "muted")
        self.role = RoleBox()
        self.role.role_chosen.connect(self._on_role_chosen)
        foot = QHBoxLayout()
        foot.addWidget(keys, 1)
        foot.addWidget(self.role)
        main = QVBoxLayout()
        main.setSpacing(8)
        for above in (self.carried, self.inspections, self.checker):
            main.addWidget(above)
        main.addWidget(self.table, 1)
        main.addWidget(self.panel)
        main.addLayout(foot)
        form = QWidget()
        form.setLayout(main)
        main.setContentsMargins(0, 0, 0, 0)
        form.setMinimumWidth(scaled(self, _FORM_WIDTH))
        self.form_area = SplitView(form, self.side, (1, 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.also)
        layout.addWidget(self.missed)
        layout.addWidget(self.form_area, 1)
        layout.addWidget(self.not_open, 1)

    # --- showing ---------------------------------------------------------------------------------------------------

    def question(self) -> Hashable:
        """The form of a day."""
        return (self.context.store_id, self._day, self._checklist_id)

    def load(self, services: Services, question: Any) -> Loaded:
        """The form, who may check it, and what roles are called."""
        return load(services, *question)

    def _ask_meeting(self) -> None:
        if self.main_look.stands and not self._meeting.stands:
            self._meeting.ask()

    def _wait_for_paint(self) -> None:
        """The meeting comes as a second answer: its figures take as long as the form, and nobody waits for them."""
        self._then.arm()
        self.update()

    def populate(self, loaded: Loaded) -> None:
        """Show the form; what is half typed stays unless it belongs to another store."""
        if self.sheet is not None and self.sheet.store_id != loaded.sheet.store_id:
            # What is half typed belongs to the other store's form.
            self.panel.hide()
        self.sheet = loaded.sheet
        # A progress bar paints itself at once, and the half filled form with it.
        self.setUpdatesEnabled(False)
        self._fill(loaded)
        self.setUpdatesEnabled(True)
        if self.isVisible() and not self._typing_elsewhere():  # filled ahead, it leaves the keyboard where it is used
            self.table.setFocus()
        if not self._meeting.stands:
            self._then.arm()

    def _fill(self, loaded: Loaded) -> None:
        if self.role.offer(loaded):
            self.table.set_role(self.role.role)
        self.table.set_sheet(loaded.sheet)
        self._go_to_wanted()
        self.bar.show_sheet(loaded.sheet)
        self.also.show_forms(loaded.sheet.unfinished_forms if self._day <= self.context.clock.today() else ())
        self._people = loaded.people
        self.bar.set_people(loaded.people)
        if self.panel.isHidden():
            self.panel.set_people(loaded.people)
        self.timetable.show_timetable(loaded.sheet, loaded.roles)
        self.inspections.populate(loaded.sheet.inspections)
        language = current_language()
        named = [
            (repeat, item.text(language))
            for repeat in loaded.sheet.repeats
            if (item := loaded.sheet.form.item(repeat.item_code)) is not None
        ]
        self.carried.populate(loaded.sheet.carried, named, self.context.clock.today())
        self._warn(loaded)
        self._show_unopened(loaded.unopened)

    def _show_unopened(self, unopened: Unopened | None) -> None:
        self.bar.set_asked(unopened is None)
        self.form_area.setVisible(unopened is None)
        self.not_open.setVisible(unopened is not None)
        if unopened is not None:
            self.not_open.title.setText(tr("“{store}” has not opened yet", store=unopened.name))
            self.not_open.hint.setText(tr(unopened.sentence))

    def _on_open_already(self) -> None:
        stores, store_id = self.context.services.stores, self.context.store_id
        self.context.tasks.database(lambda: stores.open_already(store_id), done=self._on_opened_store, owner=self)

    def _on_opened_store(self, store: Store) -> None:
        messages, day = self.context.messages, store.opened_on
        messages.success(tr("Open since {day}. For another day choose File, Edit this store.", day=day))
        self.refresh()

    def _warn(self, loaded: Loaded) -> None:
        """Say which days have no form, and that answers are kept without a name."""
        words = []
        if loaded.missed:
            days = in_a_row(f"{day:%m-%d}" for day in loaded.missed)
            words.append(tr("No form was filled in on {days}. You can still do it: choose the day above.", days=days))
        given = [line.answer for line in loaded.sheet.lines if line.answer is not None and not line.answer.auto]
        if loaded.people and not self.bar.checker and any(not answer.who for answer in given):
            words.append(tr("Answers are kept without a name. Choose above who checks."))
        self.missed.setText("\n".join(words))
        self.missed.setVisible(bool(words))

    def show_item(self, item_code: str, checklist_id: int = 0) -> None:
        """Put the cursor on an item, at once or when its form is there; without a checklist that is the daily form."""
        self.role.setCurrentIndex(0)
        self.table.set_role("")
        self._wanted = item_code
        sheet = self.sheet
        here = sheet is not None and (sheet.store_id, sheet.day) == (self.context.store_id, self._day)
        wanted = self._id_of(checklist_id)
        if here and sheet is not None and wanted in (0, sheet.checklist.id):
            self._go_to_wanted()
        elif wanted:
            self._on_checklist_chosen(wanted)

    def _id_of(self, checklist_id: int) -> int:
        """The checklist that is meant: the one given, or the daily form; 0 while no form is known."""
        known = self.sheet.checklists if self.sheet is not None else ()
        return checklist_id or next((one.id or 0 for one in known if one.code == NORMAL), 0)

    def _go_to_wanted(self) -> None:
        if self._wanted and self.table.go_to(self._wanted):
            self._wanted = ""

    def _on_role_chosen(self, role: str) -> None:
        self.table.set_role(role)
        self.table.setFocus()

    def _on_panel_shown(self, shown: bool) -> None:
        """In a low window earlier problems make room for the item in question while it is answered."""
        low = self.height() < scaled(self, _LOW)
        self.carried.set_aside(shown and low and not self.carried.asking)
        self.inspections.set_aside(shown and low)

    def _typing_elsewhere(self) -> bool:
        """Whether a field beside the form has the keyboard: letters meant for it would answer items of the form."""
        focus = self.window().focusWidget()
        writes = isinstance(focus, QLineEdit | QComboBox)
        if focus is None or not self.isAncestorOf(focus):
            return False
        return writes or not self.panel.isHidden() or not self.checker.isHidden() or self.side.isAncestorOf(focus)

    def unsaved(self) -> str:
        """A problem or a value that is being written."""
        fields = (self.panel.title, self.panel.value, self.panel.reason)
        typed = not self.panel.isHidden() and (
            bool(self.panel.photos.given) or any(field.isModified() and field.text().strip() for field in fields)
        )
        if self.carried.typed:
            return tr("The result of a problem is not saved yet.")
        return tr("An answer on today's form is not saved yet.") if typed else ""

    def tick(self) -> None:
        """Follow the clock: items fall due, and at midnight today's form gives way to the new day's."""
        today = self.context.clock.today()
        # What is half typed belongs to the day that is over; the new day's form comes when it is kept or left.
        typing = self._day == self._was_today and not self.panel.isHidden()
        if today != self._was_today and not typing:
            showed_today = self._day == self._was_today
            self._was_today = today
            # Whoever checked yesterday need not be who checks today.
            self.bar.forget_checker()
            if showed_today:
                self.bar.go(today)
                return
        if self.isVisible():
            self.refresh()

    # --- answering -------------------------------------------------------------------------------------------------

    def give(self, line: SheetLine, result: Result) -> None:
        """Answer an item by its key; the panel asks for what the key cannot say."""
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.day > self.context.clock.today():
            self.context.messages.warning(tr("{day} has not come yet. Fill it in on the day.", day=sheet.day))
            return
        if self._asks_who():
            self._ask_who((line, result))
            return
        finding = sheet.findings.get(line.item.code)
        overrules = finding is not None and finding.result not in (None, result)
        if self.panel.needs(line, result, overrules=overrules):
            self.panel.ask(line, result, overrules=overrules)
            return
        self._on_given(Given(line=line, result=result))

    def _asks_who(self) -> bool:
        """Whether the first answer has to wait for who gives it; of a store without a team nobody is asked."""
        return bool(self._people) and not self.bar.checker and self._nameless != self.context.clock.today()

    def _ask_who(self, then: tuple[SheetLine, Result] | None = None) -> None:
        self._then_give = then
        self.checker.ask(self._people, self.bar.checker)

    def _on_checker(self, name: str) -> None:
        self.bar.who.setCurrentText(name)
        self._nameless = None if name else self.context.clock.today()
        self.table.setFocus()
        then, self._then_give = self._then_give, None
        if then is not None:
            self.give(*then)

    def _on_given(self, given: Given) -> None:
        sheet, code = self.sheet, given.line.item.code
        if sheet is None:
            return
        work = self.giving.give(sheet, given, self.bar.checker)
        self.table.go_to(code)
        if self.bar.typing.isChecked():
            self.table.step_on()
        else:
            self.table.go_on()
        self.table.setFocus()
        self._do(work, code, given)

    def _on_refused(self, error: Exception, item_code: str, given: Given | None = None) -> None:
        if not isinstance(error, UserError):
            raise error
        self.table.go_to(item_code)
        if isinstance(error, ChangedMeanwhile):
            self.giving.told(item_code, error)
            self.refresh()
        if given is not None and self.panel.holds(given):
            self.panel.again(tr(error.text))
            return
        self.context.messages.error(tr(error.text))

    def _on_cleared(self, line: SheetLine) -> None:
        sheet, code = self.sheet, line.item.code
        if sheet is not None and line.answer is not None:
            self._do(self.giving.clear(sheet, line), code)

    def _on_verified(self, line: SheetLine) -> None:
        sheet, code = self.sheet, line.item.code
        if sheet is not None and line.answer is not None:
            self._do(self.giving.verify(sheet, line, self.bar.checker), code)

    def _do(self, work: Callable[[], object], item_code: str = "", given: Given | None = None) -> None:
        self.context.tasks.database(work, failed=lambda error: self._on_refused(error, item_code, given), owner=self)

    def _on_opened(self, line: SheetLine) -> None:
        problem = line.problem or (line.earlier if line.done else None)
        if problem is not None:
            self.problem_opened.emit(problem.id or 0)
            return
        result = line.answer.result if line.answer is not None else Result.PASS
        self.give(line, result)

    def _on_problem_done(self, problem: Problem, wanted: ProblemState, result: str) -> None:
        who = self.bar.checker
        self._do(lambda: self.context.services.problems.step(problem.id or 0, wanted, who=who, note=result))
        self.table.setFocus()

    def _on_looked(self, problem: Problem, right: bool) -> None:
        who = self.bar.checker
        self._do(lambda: self.context.services.problems.look_again(problem.id or 0, right=right, who=who))

    def _on_ticked(self, code: str, turn: time, done: bool) -> None:
        sheet, who = self.sheet, self.bar.checker
        if sheet is None:
            return
        blocks = self.context.services.daily.blocks
        self._do(lambda: blocks.tick(sheet, code, turn, who=who) if done else blocks.untick(sheet, code, turn))

    # --- choosing --------------------------------------------------------------------------------------------------

    def _on_day_chosen(self, day: date) -> None:
        self._day = day
        self._checklist_id = None
        self.panel.hide()
        self.refresh()

    def _on_checklist_chosen(self, checklist_id: int) -> None:
        self._checklist_id = checklist_id
        self.panel.hide()
        self.table.setFocus()
        self.refresh()

    def _on_print(self) -> None:
        from shopdesk.gui.pages.daily.print_dialog import open_print_dialog

        sheet = self.sheet
        asked = {form.checklist.id for form in sheet.forms} if sheet is not None else set()
        # A form that the day does not ask for is printed because it is in view.
        only = sheet.checklist.id if sheet is not None and sheet.checklist.id not in asked else None
        open_print_dialog(self.context, self._day, only)

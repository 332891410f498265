"""The team: departments on the left, people in the middle, the chosen person on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import PERSON, Person, StaffEvent
from shopdesk.domain.searching import folded
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.ahead_list import AheadList
from shopdesk.gui.pages.people.catalogue_dialog import CatalogueDialog
from shopdesk.gui.pages.people.people_workbook import PeopleWorkbook
from shopdesk.gui.pages.people.person_data_dialog import PersonDataDialog
from shopdesk.gui.pages.people.person_dialogs import EditDialog, HireDialog
from shopdesk.gui.pages.people.person_panel import PersonPanel
from shopdesk.gui.pages.people.post_dialogs import LeaveDialog, PostDialog
from shopdesk.gui.pages.people.team_model import DepartmentModel, PeopleColumns
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.filling_column import FillingColumn
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.erasure import PersonData
    from shopdesk.services.people.team import Team
    from shopdesk.services.registry import Services


_ROOM = 2.6  # times the height of what is ahead, for both
_DATED = ("department_code", "role_code", "base_fen", "left_on")
"""What changes with a date, so that the history keeps it, and never by pasting over it."""


class TeamPart(Part):
    """Lists, searches and opens the forms. ``counted`` says how many people work in the store."""

    counted = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the parts; nothing is loaded before :meth:`refresh`."""
        super().__init__(context, parent)
        self.setObjectName("people.team")
        self._team: Team | None = None
        self._chosen: int | None = None
        self._wanted: int | None = None
        self._history = Look(
            self,
            context,
            lambda: (self._chosen, context.store_id) if self._chosen is not None else None,
            lambda services, chosen: services.people.history(*chosen),
            self._show_history,
            after=self.main_look,
        )
        self.dialog: RecordForm | CatalogueDialog | PersonDataDialog | None = None
        self._columns = PeopleColumns(context.theme)
        self.people_model: RecordTableModel[Person] = RecordTableModel(self._columns.columns())
        self.department_model = DepartmentModel(context.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_bar())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(self._build_departments())
        self.ahead = AheadList(context)
        self.ahead.opened.connect(self.choose)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_people(), 1)
        column.addWidget(self.ahead)
        # What is ahead goes where there is no room for it, so it must not keep the window from becoming smaller.
        middle.setMinimumHeight(self.stack.minimumSizeHint().height())
        splitter.addWidget(middle)
        for place, stretch in enumerate((2, 6)):
            splitter.setStretchFactor(place, stretch)
        # With large letters the departments need more for their names; people scroll or wrap instead.
        for place, least in enumerate((228, 320)):
            splitter.widget(place).setMinimumWidth(max(least, scaled(self, 165)))
        splitter.setSizes([246, 580])
        splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.panel = PersonPanel(context.theme)
        self.panel.asked.connect(self.ask)
        layout.addWidget(SplitView(splitter, self.panel, (8, 3)), 1)

    def _build_bar(self) -> FlowLayout:
        bar = FlowLayout(squeezes=True)
        self.search = SearchField(tr("Search name, role, note"))
        self.search.setObjectName("people.search")
        self.search.setMinimumWidth(scaled(self.search, 150))
        self.search.setMaximumWidth(scaled(self.search, 280))
        self.search.searched.connect(lambda _text: self._filter())
        self.former = QCheckBox(tr("Sho&w people who left"))
        self.former.setObjectName("people.showFormer")
        self.former.setAccessibleName(tr("Show people who left"))
        self.former.toggled.connect(lambda _on: self._filter())
        self.optional = QCheckBox(tr("Keep phone &numbers"))
        self.optional.setObjectName("people.optionalFields")
        self.optional.setAccessibleName(tr("Keep phone numbers"))
        self.optional.setToolTip(
            tr("Off by default: keep only what the store needs. What is entered stays when hidden.")
        )
        self.optional.clicked.connect(self._on_optional_clicked)
        self.roles = button("people.catalogue", tr("&Departments and roles…"), self.open_catalogue)
        tip = tr("Hire somebody")
        self.hire = button(
            "people.hireButton", tr("H&ire…"), self.open_hire, role="primary", tip=tip, shortcut="Ctrl+N", spoken=tip
        )
        bar.add(self.search, self.former, self.optional)
        bar.add_stretch()
        self.workbook = PeopleWorkbook(self)
        bar.add(self.workbook.button, self.roles, self.hire)
        return bar

    def _build_departments(self) -> QTableView:
        view = QTableView()
        view.setObjectName("people.departments")
        view.setAccessibleName(tr("Departments"))
        view.setModel(self.department_model)
        _plain(view)
        header = view.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        FillingColumn(view, 0, 64)
        view.selectionModel().currentRowChanged.connect(lambda *_: self._filter())
        self.departments = view
        return view

    def _build_people(self) -> QStackedWidget:
        self.table = RecordTable(self.people_model, "people.table", tr("People of the store"))
        by = [column.name for column in self.people_model.columns]
        self.table.sort_by([(by.index("department_code"), False), (by.index("role_code"), False)])
        self.list = RecordPanel(self.context, self.table, lambda: self._columns.reader)
        self.list.offer_paste(
            PasteTarget(PERSON, lambda: {"store_id": self.context.store_id}, self._keep_pasted, _DATED)
        )
        self.list.offer_export(tr("People of the store"))
        self.table.chosen.connect(self._show_person)
        self.table.opened.connect(lambda _person: self.ask("edit"))
        self.empty = EmptyState(
            tr("Nobody is entered yet"),
            tr("Hire the first person: a name and a role are enough. Departments and roles are already there."),
            tr("Hire…"),
            self.open_hire,
        )
        self.nothing_found = EmptyState(
            tr("Nobody found"), tr("Clear the search, choose “Whole team” or show people who left.")
        )
        self.stack = QStackedWidget()
        for page in (self.list, self.empty, self.nothing_found):
            self.stack.addWidget(page)
        return self.stack

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is ahead is shown where the list of people keeps its room above it."""
        super().resizeEvent(event)
        self.ahead.setVisible(self.height() >= _ROOM * self.ahead.height())

    # Loading and showing

    def load(self, services: Services, store_id: int) -> Team:
        """The team, with those who left and those who are to come."""
        return services.people.team(store_id)

    def populate(self, team: Team) -> None:
        """Show a team; department and person stay chosen where they are still there."""
        self._team = team
        department = self.department_model.code(self.departments.currentIndex().row())
        kept = self._chosen
        self._columns.know(team)
        self.department_model.populate(team)
        self.table.set_records([*team.people, *team.coming, *team.former])
        self.optional.setChecked(team.optional_fields)
        self._chosen = kept
        self.departments.selectRow(self.department_model.row_of(department))
        self._filter()
        self._reach()
        self.counted.emit(len(team.people))

    def _filter(self) -> None:
        kept = self._chosen
        words = folded(self.search.text()).split()
        department = self.department_model.code(self.departments.currentIndex().row())
        former = self.former.isChecked()

        def passes(person: Person) -> bool:
            if self._columns.has_left(person) and not former:
                return False
            if department and person.department_code != department:
                return False
            found = self._columns.words(person)
            return all(word in found for word in words)

        self.people_model.set_filter(passes)
        if not self.table.select(lambda person: person.id == kept) and self.people_model.rowCount():
            self.table.selectRow(0)
        self._show_person(self.chosen())
        shown = self.list if self.people_model.rowCount() else self.nothing_found if self._anybody else self.empty
        if self._team is not None:
            self.stack.setCurrentWidget(shown)

    def choose(self, person_id: int | None) -> None:
        """Choose a person, also one whom the filter hides or who is only about to be loaded."""
        self._wanted = person_id
        self._reach()

    def _reach(self) -> None:
        """Put the cursor on the wanted person, loosening the filter as far as needed."""
        wanted = self._wanted
        if wanted is None or self._team is None:
            return

        def found() -> bool:
            return self.people_model.row_of(lambda person: person.id == wanted) >= 0

        if not found():
            self.search.clear()
            self.departments.selectRow(0)
        if not found() and any(person.id == wanted for person in self._team.former):
            self.former.setChecked(True)
        if found():
            self._wanted = None
            self._chosen = wanted
            self._filter()

    @property
    def _anybody(self) -> bool:
        """Whether anybody works here, will or did."""
        return self._team is not None and bool(self._team.people or self._team.coming or self._team.former)

    def chosen(self) -> Person | None:
        """The person whose row is chosen."""
        found: Person | None = self.table.current() if self.people_model.rowCount() else None
        return found

    def _show_person(self, person: Person | None) -> None:
        if person is None or self._team is None:
            known = self._team is not None
            self.panel.clear(nobody=known and not self._anybody, unmatched=known and not self.people_model.rowCount())
            return
        self._chosen = person.id
        self._history.ask()

    def _show_history(self, events: list[StaffEvent]) -> None:
        person = self.chosen()
        if person is not None and self._team is not None:
            self.panel.populate(self._team, person, events)

    # What the user does

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one workbook; anything else is left to the window, which imports it."""
        event.setAccepted(self.workbook.dropped(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what the dropped workbook would change."""
        path = self.workbook.dropped(event)
        event.setAccepted(path is not None)
        if path is not None:
            self.workbook.take(path)

    def _keep_pasted(self, person: Person, old: Person | None) -> Person:
        people = self.context.services.people
        return people.take_in(person) if old is None else people.edit(person)

    def open_hire(self) -> None:
        """Open the form to hire somebody; the role begins in the chosen department."""
        if self._team is None:
            return
        code = self.department_model.code(self.departments.currentIndex().row())
        first = next(
            (role.code for role in self._team.roles if role.department_code == code and not role.hidden), "service"
        )
        self._open(HireDialog(self.context, self._team, first, self))

    def open_catalogue(self) -> None:
        """Open departments and roles."""
        if self._team is not None:
            dialog = CatalogueDialog(self.context, self._team, self)
            self.dialog = dialog
            open_once(dialog)

    def ask(self, what: str) -> None:
        """Do what the panel, a key or the menu asks for the chosen person: edit, post, leave, again, takeBack, data."""
        person = self.chosen()
        if person is None or self._team is None:
            return
        gone = person.left_on is not None
        if what == "edit":
            self._open(EditDialog(self.context, self._team, person, self))
        elif what in ("post", "again"):
            if not gone or (person.left_on is not None and person.left_on < self._team.day):
                self._open(PostDialog(self.context, self._team, person, self))
        elif what == "leave" and not gone:
            self._open(LeaveDialog(self.context, self._team, person, self))
        elif what == "data":
            person_id = person.id or 0
            self.context.tasks.database(lambda: self._read_data(person_id), done=self._show_data, owner=self)
        elif what == "takeBack":
            people, person_id = self.context.services.people, person.id or 0
            self.context.tasks.database(
                lambda: people.take_back_last(person_id),
                done=lambda _person: self.context.messages.success(
                    tr("The last entry of {name} was taken back.", name=person.label)
                ),
                owner=self,
            )

    def _read_data(self, person_id: int) -> PersonData:
        # Wages are among what is kept, and this part of the page is not behind the password.
        services = self.context.services
        if services.pay_lock.locked():
            raise UserError(
                Text("What is kept of a person shows wages, too. Open “Pay” with the pay password, then try again.")
            )
        return services.person_data.of(person_id)

    def _show_data(self, data: PersonData) -> None:
        self.dialog = PersonDataDialog(self.context, data, self)
        open_once(self.dialog)

    def _open(self, dialog: RecordForm) -> None:
        self.dialog = dialog
        dialog.saved.connect(self._on_saved)
        open_once(dialog)

    def _on_saved(self, person: Person) -> None:
        if person.left_on is not None and self._team is not None and person.left_on < self._team.day:
            self.context.messages.success(
                tr("{name} left. The name stays under “Show people who left”.", name=person.label)
            )
        else:
            self._wanted = person.id
            self.context.messages.success(tr("{name} was saved.", name=person.label))

    def _on_optional_clicked(self, shown: bool) -> None:
        services, store_id = self.context.services, self.context.store_id
        self.context.tasks.database(lambda: services.people.set_optional_fields(store_id, shown), owner=self)


def _plain(view: QTableView) -> None:
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 14)
    view.horizontalHeader().setHighlightSections(False)
    view.setWordWrap(False)

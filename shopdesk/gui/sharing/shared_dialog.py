"""The page of sharing: who works with the data, who may, a code for another PC, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.sharing.rights_form import GROUPS, RightsForm
from shopdesk.gui.widgets.controls import breakable, button, tick, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import in_a_row, sentences, tr
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.accounts import Account, Grant

if TYPE_CHECKING:
    from shopdesk.domain.people import Person
    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.sharing.holding import Holding, SharedState, ShownCode
    from shopdesk.services.sharing.keeping import Keeping

_NAME = "shared"
_EVERY_MS = 5_000
_GAP = 8


class SharedDialog(QDialog):
    """Works on the sharing of the open data folder, which this PC holds."""

    def __init__(self, desktop: SharingHost) -> None:
        """Ask how it stands, and again every few seconds."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._people: list[Person] = []
        self._sessions: frozenset[str] = frozenset()
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Share with other PCs"))
        roomy(self, 860, 520)
        self.place = words(name=f"{_NAME}.place", role="heading")
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.now = words(name=f"{_NAME}.now")
        self.table = RecordTable(RecordTableModel(self._columns()), f"{_NAME}.people", tr("People and their accounts"))
        self.table.say_when_empty(tr("Nobody has joined yet. “Code for another PC…” lets the first one in."))
        self.table.chosen.connect(lambda _one: self._offer())
        self.problem = LyingLabel(f"{_NAME}.problem", self.table)
        self.stays = tick(
            f"{_NAME}.stays",
            tr("Others can go on when I close ShopDesk here"),
            tip=tr("A small program without a window goes on until this PC is switched off"),
        )
        # A server goes on by itself.
        self.stays.setVisible(desktop.app.sharing.keeping is None)
        self.stays.clicked.connect(lambda on: self._run(lambda: desktop.app.sharing.let_stay(on)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self.place, self.now):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._buttons())
        layout.addWidget(self.stays)
        layout.addLayout(self._foot())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)
        self._offer()
        context = desktop.window.context
        if context is not None:
            store_id, people = context.store_id, context.services.people
            desktop.tasks.database(lambda: people.everyone(store_id), done=self._know_people, owner=self)
        self.look()

    def _know_people(self, people: list[Person]) -> None:
        self._people = [one for one in people if one.left_on is None]

    def _columns(self) -> list[Column[Account]]:
        names = {store.id: store.name for store in self._desktop.stores}

        def stores(one: Account) -> str:
            if one.grant.group is Group.OWNER:
                return tr("all")
            return in_a_row(names.get(store, str(store)) for store in one.grant.stores)

        def said(one: Account, sight: Sight) -> str:
            return tr("yes") if one.grant.group is Group.OWNER or sight in one.grant.sights else tr("no")

        return [
            Column(tr("Person"), lambda one: one.person, width=150, name="person"),
            Column(tr("Is"), lambda one: tr(GROUPS[one.grant.group]), width=120, name="group"),
            Column(tr("Stores"), stores, width=180, name="stores"),
            Column(tr("Wages"), lambda one: said(one, Sight.PAY), width=70, name="pay"),
            Column(tr("Costs and profit"), lambda one: said(one, Sight.COSTS), width=130, name="costs"),
            Column(tr("Signed in?"), self._state, width=110, name="state"),
        ]

    def _state(self, one: Account) -> str:
        if one.closed:
            return tr("access closed")
        return tr("signed in") if one.person in self._sessions else tr("not here")

    def _buttons(self) -> QWidget:
        self.code = button(f"{_NAME}.code", tr("Code for another PC…"), self.ask_rights, role="primary")
        self.change = button(f"{_NAME}.change", tr("What this person may do…"), self.change_rights)
        self.anew = button(
            f"{_NAME}.anew",
            tr("New code for this person…"),
            self.invite_again,
            tip=tr("For another PC, or where the password was forgotten: it is chosen anew with the code"),
        )
        self.end = button(f"{_NAME}.end", tr("Close the access…"), self.ask_to_close, role="danger")
        # With large letters they have no room side by side.
        row = QWidget()
        FlowLayout(row, _GAP).add(self.code, self.change, self.anew, self.end)
        return row

    def _foot(self) -> QHBoxLayout:
        self.back = button(f"{_NAME}.back", tr("Back to one PC…"), self.go_back)
        self.shut = button(f"{_NAME}.close", tr("Close"), self.accept)
        self.shut.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.shut)
        return row

    @property
    def _holding(self) -> Holding | Keeping:
        holding = self._desktop.app.sharing.kept_here
        assert holding is not None  # the dialog is opened on the PC that looks after the data alone
        return holding

    def look(self) -> None:
        """Ask how it stands."""
        self._desktop.tasks.look(self._holding.state, done=self.show_state, failed=self._on_failed, owner=self)

    def show_state(self, state: SharedState) -> None:
        """Show how it stands."""
        self._sessions = frozenset(one.person for one in state.sessions)
        addresses = in_a_row(state.addresses) or NO_DATA
        if state.is_open:
            said = tr("Other PCs reach the data at {addresses}, port {port}.", addresses=addresses, port=state.port)
        else:
            said = tr("Other PCs cannot reach the data just now; you can work here.")
        self.place.setText(breakable(said))
        names = in_a_row(
            one.person
            if one.since is None
            else tr("{person} (since {time})", person=one.person, time=f"{one.since.astimezone():%H:%M}")
            for one in state.sessions
        )
        here = tr("{person} works here.", person=state.owner)
        there = tr("Signed in from other PCs: {names}.", names=names) if names else tr("Nobody else is signed in.")
        self.now.setText(breakable(sentences((here, there))))
        chosen = self.table.current()
        self.table.set_records(list(state.accounts))
        if chosen is not None:
            self.table.select(lambda one: one.role == chosen.role)
        self.stays.setChecked(state.stays)
        self._offer()

    def _offer(self) -> None:
        one = self.table.current()
        for act in (self.change, self.anew, self.end):
            act.setEnabled(one is not None and not one.closed)

    # --- what can be done ---------------------------------------------------------------------------------------------

    def ask_rights(self) -> None:
        """Ask what the one who joins may do, then show a code."""
        RightsForm(self._desktop.stores, self._people, lambda grant: self.invite(grant), self).open()

    def invite(self, grant: Grant, person: str = "") -> None:
        """Show a code."""
        if person:
            whom = tr("For {person}, who chooses a new password with it", person=person)
        else:
            whom = tr("For one PC, as: {group}", group=tr(GROUPS[grant.group]))
        self._run(lambda: self._holding.invite(grant), lambda code: self._show(code, whom))

    def _show(self, code: ShownCode, whom: str) -> None:
        from shopdesk.gui.sharing.code_dialog import CodeDialog

        context = self._desktop.window.context
        if context is not None:
            open_once(CodeDialog(context, code, whom, self))

    def change_rights(self) -> None:
        """Let the chosen person do other things from now on."""
        one = self.table.current()
        if one is not None:
            change = lambda grant: self._run(lambda: self._holding.office.change(_with(one, grant)))  # noqa: E731
            RightsForm(self._desktop.stores, self._people, change, self, now=one.grant, whom=one.person).open()

    def invite_again(self) -> None:
        """A code with which the chosen person joins from another PC, with a new password."""
        one = self.table.current()
        if one is not None:
            self.invite(Grant(one.grant.group, role=one.role), one.person)

    def ask_to_close(self) -> None:
        """Close the access of the chosen person, after a question."""
        one = self.table.current()
        if one is None:
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Close the access"),
            tr("Close the access of {person}?", person=one.person),
            parent=self,
        )
        box.setObjectName(f"{_NAME}.ask")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(
            tr(
                "{person} is signed out at once and cannot come in again. What {person} did stays in the history under "
                "that name, and nobody else can take it.",
                person=one.person,
            )
        )
        keep = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        keep.setObjectName(f"{_NAME}.ask.keep")
        go = box.addButton(tr("Close the access"), QMessageBox.ButtonRole.DestructiveRole)
        go.setObjectName(f"{_NAME}.ask.go")
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(lambda _code: self._end(one) if box.clickedButton() is go else None)
        box.open()

    def _end(self, one: Account) -> None:
        self._run(lambda: self._holding.office.close(one.role))

    def go_back(self) -> None:
        """Ask about the way back."""
        self.accept()
        self._desktop.sharing.ask_back()

    def _run(self, work: Callable[[], object], done: Callable[..., object] | None = None) -> None:
        self.problem.hide()

        def after(answer: object) -> None:
            if done is not None:
                done(answer)
            self.look()

        self._desktop.tasks.database(work, done=after, failed=self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(breakable(tr(error.text)))


def _with(account: Account, grant: Grant) -> Account:
    return Account(account.role, account.person, grant, account.closed)

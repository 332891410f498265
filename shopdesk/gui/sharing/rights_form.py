"""What somebody may see and change in the shared store: group, stores, wages, costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import named, tick, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.accounts import Grant

if TYPE_CHECKING:
    from shopdesk.domain.people import Person
    from shopdesk.domain.stores import Store

_NAME = "rights"
_LIST_HEIGHT = 96
GROUPS: dict[Group, Text] = {
    Group.OWNER: Text("The owner"),
    Group.MANAGER: Text("Manager"),
    Group.STAFF: Text("Staff member"),
}
_MEANS: dict[Group, Text] = {
    Group.OWNER: Text("Sees and changes everything, in every store."),
    Group.MANAGER: Text("Sees and changes everything of the stores below but wages, costs and profit."),
    Group.STAFF: Text("Daily form, problems and roster of the stores below, and the own payslip."),
}


class RightsForm(FormDialog):
    """Asks what somebody may do; ``given`` is called with the answer at OK."""

    def __init__(
        self,
        stores: Sequence[Store],
        people: Sequence[Person],
        given: Callable[[Grant], object],
        over: QWidget,
        *,
        now: Grant | None = None,
        whom: str = "",
    ) -> None:
        """``now`` is what somebody may do already, whose name is ``whom``."""
        title = tr("What {person} may do", person=whom) if whom else tr("Who joins?")
        super().__init__(title, self._on_ok, over, ok_label=tr("Keep") if whom else tr("Show the code"))
        self.setObjectName(_NAME)
        self._given = given
        self._now = now or Grant(Group.STAFF, tuple(store.id or 0 for store in stores))
        self.group = named(QComboBox(), f"{_NAME}.group", tr("Is"))
        for group, label in GROUPS.items():
            self.group.addItem(tr(label), group.value)
        self.group.setCurrentIndex(self.group.findData(self._now.group.value))
        self.means = words(name=f"{_NAME}.means", role="muted")
        self.stores = TickList(f"{_NAME}.stores", tr("Stores"))
        self.stores.populate(
            [(str(store.id), store.name) for store in stores], [str(store) for store in self._now.stores]
        )
        self.stores.setMaximumHeight(_LIST_HEIGHT)
        self.pay = tick(f"{_NAME}.pay", tr("Wages as well"), on=Sight.PAY in self._now.sights)
        self.costs = tick(f"{_NAME}.costs", tr("Costs and profit as well"), on=Sight.COSTS in self._now.sights)
        self.person = named(QComboBox(), f"{_NAME}.person", tr("Is in the team as"))
        self.person.addItem(tr("nobody"), None)
        for one in people:
            self.person.addItem(one.name, one.id)
        self.person.setCurrentIndex(max(0, self.person.findData(self._now.person_id)))
        self.person.setToolTip(tr("Whose payslip staff see as their own"))
        self.form.addRow(tr("Is"), self.group)
        self.form.addRow("", self.means)
        self.form.addRow(tr("Stores"), self.stores)
        self.form.addRow("", self.pay)
        self.form.addRow("", self.costs)
        self.form.addRow(tr("Is in the team as"), self.person)
        self.group.currentIndexChanged.connect(lambda _index: self._on_group())
        self._on_group()

    @property
    def chosen(self) -> Group:
        """The group that is chosen."""
        return Group(self.group.currentData())

    def _on_group(self) -> None:
        owner = self.chosen is Group.OWNER
        self.means.setText(tr(_MEANS[self.chosen]))
        for field in (self.stores, self.pay, self.costs):
            field.setEnabled(not owner)

    def grant(self) -> Grant:
        """What is to be given.

        Raises:
            UserError: nobody works in no store.
        """
        person = self.person.currentData()
        if self.chosen is Group.OWNER:
            return replace(self._now, group=Group.OWNER, stores=(), sights=frozenset(), person_id=person)
        stores = tuple(int(key) for key in self.stores.ticked())
        if not stores:
            raise UserError(Text("Tick at least one store."))
        sights = {Sight.PAY: self.pay.isChecked(), Sight.COSTS: self.costs.isChecked()}
        given = frozenset(sight for sight, on in sights.items() if on)
        return replace(self._now, group=self.chosen, stores=stores, sights=given, person_id=person)

    def _on_ok(self) -> None:
        self._given(self.grant())

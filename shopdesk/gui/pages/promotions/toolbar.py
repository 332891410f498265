"""The bar above the calendar: which view, which month or year, what is filtered, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES, STATE_SIGNS
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.gui.icons import icon
from shopdesk.gui.pages.promotions.more import ENTRIES, GROUPS
from shopdesk.gui.pages.promotions.year_edit import YearEdit
from shopdesk.gui.widgets.controls import among, button, menu_button, named, tool
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr

VIEWS = ("month", "year", "timeline", "list")


class Toolbar(QWidget):
    """Signals what is asked for; ``moved_to`` carries a year and a month."""

    view_chosen = Signal(str)
    moved_to = Signal(int, int)
    today_asked = Signal()
    filter_changed = Signal()

    def __init__(self, year: int, month: int) -> None:
        """At a month."""
        super().__init__()
        self._wide = 0
        self._build_place(year, month)
        self._build_filters()
        self.new = QAction(icon("add"), tr("New campaign"), self)
        self.new.setShortcut(QKeySequence("Ctrl+N"))
        self.entries = {entry.name: QAction(tr(entry.label), self) for entry in ENTRIES}
        self.new_button = button(
            "promotions.new", tr("New campaign"), self.new.trigger, tip=tr("Ctrl+N, or drag over days")
        )
        self.new_button.setIcon(icon("add"))
        self.more = more = menu_button("promotions.more", tr("More"), tip=tr("More"))
        for group in GROUPS:
            more.menu().addActions([self.entries[entry.name] for entry in group])
            if group is not GROUPS[-1]:
                more.menu().addSeparator()
        self._row = FlowLayout(self, 6, squeezes=True)
        self._row.add(*self._views.values(), self.previous, self.month, self.year, self.next, self.today)
        self._row.add_stretch()
        self._row.add(self.kind, self.state, more, self.new_button)

    def _build_place(self, year: int, month: int) -> None:
        self._views: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for name, label in zip(VIEWS, (tr("Month"), tr("Year"), tr("Timeline"), tr("List")), strict=True):
            made = button(f"promotions.view.{name}", label, partial(self.view_chosen.emit, name))
            made.setCheckable(True)
            among(group, made)
            self._views[name] = made
        self._views["month"].setChecked(True)
        self.previous = tool("promotions.previous", tr("Earlier"), "previous", lambda: self.step(-1))
        self.next = tool("promotions.next", tr("Later"), "next", lambda: self.step(1))
        self.month = named(QComboBox(), "promotions.month", tr("Month"))
        self.month.addItems(
            [
                tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"),
                tr("August"), tr("September"), tr("October"), tr("November"), tr("December"),
            ]
        )  # fmt: skip
        self.month.setMaxVisibleItems(12)
        self.year = named(YearEdit(year), "promotions.year", tr("Year"))
        self.today = button("promotions.today", tr("Today"), self.today_asked.emit)
        self.set_place(year, month)
        self.month.activated.connect(lambda _index: self._say())
        self.year.valueChanged.connect(lambda _year: self._say())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make do with less in a narrow window."""
        super().resizeEvent(event)
        self._make_do(self.width() < self._wide)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once the style is on."""
        super().showEvent(event)
        self._measure()
        self._make_do(self.width() < self._wide)
        self.updateGeometry()

    def _measure(self) -> None:
        self._make_do(False)
        self._wide = self._row.least_of_one_line()

    def _make_do(self, narrow: bool) -> None:
        self._row.setSpacing(4 if narrow else 6)
        self.more.setText("⋯" if narrow else tr("More"))
        self.new_button.setText("" if narrow else tr("New campaign"))
        for box in (self.kind, self.state):
            box.setMinimumContentsLength(4 if narrow else 8)

    def _build_filters(self) -> None:
        self.kind, self.state = QComboBox(), QComboBox()
        self.kind.addItem(tr("All kinds"), None)
        for kind in CampaignKind:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind)
        self.state.addItem(tr("All states"), None)
        for state in CampaignState:
            self.state.addItem(f"{STATE_SIGNS[state]} {tr(STATE_NAMES[state])}", state)
        for box, name, label in (
            (self.kind, "kind", tr("Show only this kind")),
            (self.state, "state", tr("Show only this state")),
        ):
            named(box, f"promotions.filter.{name}", label, tip=label)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(lambda _index: self.filter_changed.emit())
        self.kind.view().setMinimumWidth(260)

    @property
    def place(self) -> tuple[int, int]:
        """The year and month shown."""
        return self.year.value(), self.month.currentIndex() + 1

    def set_place(self, year: int, month: int) -> None:
        """Show a year and month without asking for it."""
        for box in (self.year, self.month):
            box.blockSignals(True)
        self.year.setValue(year)
        self.month.setCurrentIndex(month - 1)
        for box in (self.year, self.month):
            box.blockSignals(False)

    def set_view(self, name: str) -> None:
        """Press the button of a view; a year needs no month."""
        self._views[name].setChecked(True)
        self.month.setVisible(name == "month")

    def step(self, months: int) -> None:
        """Some months on; whole years where no month is shown."""
        year, month = self.place
        count = year * 12 + month - 1 + months * (12 if self.month.isHidden() else 1)
        self.moved_to.emit(count // 12, count % 12 + 1)

    def wants(self, campaign: Campaign) -> bool:
        """Whether the filters let a campaign through."""
        # Qt hands an enumeration of words back as the plain word, so these compare by value
        kind, state = self.kind.currentData(), self.state.currentData()
        return (kind is None or campaign.kind == kind) and (state is None or campaign.state == state)

    def _say(self) -> None:
        self.moved_to.emit(*self.place)

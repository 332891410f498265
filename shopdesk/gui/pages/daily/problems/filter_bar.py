"""What narrows the problems down, and whether they stand on a board or in a list."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.daily.problems import SEVERITY_NAMES, Severity
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import CLOSED_DAYS, NOBODY, Loaded, Narrowed
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS
from shopdesk.gui.widgets.controls import among, button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr


class FilterBar(QWidget):
    """Emits ``narrowed`` when something else is wanted, ``listed`` with whether a list is, ``new_wanted``.

    ``period_chosen`` asks for problems closed in another time, ``left`` gives the keyboard to what was found.
    """

    narrowed = Signal()
    listed = Signal(bool)
    new_wanted = Signal()
    print_wanted = Signal()
    period_chosen = Signal()
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Everything is wanted, on the board."""
        super().__init__(parent)
        self._context = context
        tip = tr("Write down a problem that no check found (Ctrl+N)")
        self.new = button("problems.new", tr("New problem"), self.new_wanted.emit, tip=tip, picture="add")
        self.search = SearchField(tr("Search problems"))
        self.search.setObjectName("problems.search")
        self.search.setFixedWidth(scaled(self, 150))
        self.search.searched.connect(lambda _words: self.narrowed.emit())
        self.search.returnPressed.connect(self.left)
        self.owner = QComboBox()
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.owner.setMinimumContentsLength(8)
        self.owner.setObjectName("problems.filterOwner")
        self.owner.setAccessibleName(tr("Whose problems"))
        self.owner.addItem(tr("Everybody's"), "")
        self.owner.activated.connect(lambda _index: self.narrowed.emit())
        self.severity = QComboBox()
        self.severity.setObjectName("problems.filterSeverity")
        self.severity.setAccessibleName(tr("Severity"))
        self.severity.addItem(tr("Any severity"), "")
        for severity in reversed(Severity):
            self.severity.addItem(f"{SEVERITY_SIGNS[severity]} {tr(SEVERITY_NAMES[severity])}", severity.value)
        self.severity.activated.connect(lambda _index: self.narrowed.emit())
        self.overdue = button("problems.filterOverdue", tr("Overdue only"), checkable=True)
        self.overdue.toggled.connect(lambda _on: self.narrowed.emit())
        self.closed = QComboBox()
        self.closed.setObjectName("problems.filterClosed")
        self.closed.setAccessibleName(tr("Which closed problems"))
        for days, words in (
            (CLOSED_DAYS, tr("Closed: {days} days", days=CLOSED_DAYS)),
            (365, tr("Closed: one year")),
            (0, tr("Closed: all")),
        ):
            self.closed.addItem(words, days)
        self.closed.activated.connect(lambda _index: self.period_chosen.emit())
        tip = tr("Print the open problems shown here, for a meeting (Ctrl+P)")
        self.print = button("problems.print", tr("Print…"), self.print_wanted.emit, tip=tip, picture="print")
        self.count = QLabel()
        self.count.setObjectName("problems.count")
        self.count.setProperty("role", "muted")
        self.count.setMinimumHeight(self.new.sizeHint().height())
        self.as_board = button("problems.asBoard", tr("Board"), picture="board", checkable=True)
        self.in_list = button("problems.asList", tr("List"), picture="daily", checkable=True)
        self.as_board.setChecked(True)
        group = QButtonGroup(self)
        for way in (self.as_board, self.in_list):
            among(group, way)
        self.in_list.toggled.connect(self.listed)
        flow = FlowLayout(spacing=6)
        for widget in (self.new, self.search, self.owner, self.severity, self.closed, self.overdue, self.print,
                       self.count):  # fmt: skip
            flow.addWidget(widget)
        left = QWidget()
        left.setLayout(flow)
        ways = QHBoxLayout()
        ways.setSpacing(6)
        ways.addWidget(self.as_board)
        ways.addWidget(self.in_list)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(left, 1)
        layout.addLayout(ways)
        layout.setAlignment(ways, Qt.AlignmentFlag.AlignTop)

    @property
    def as_list(self) -> bool:
        """Whether a list is wanted."""
        return self.in_list.isChecked()

    @property
    def closed_days(self) -> int:
        """Problems closed in how many days are wanted; 0 for all."""
        return int(self.closed.currentData())

    def want_all_closed(self) -> None:
        """Look through every closed problem, too."""
        self.closed.setCurrentIndex(self.closed.findData(0))
        self.period_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search, then leaves it; arrow down goes to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Down and self.search.hasFocus()):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def narrowing(self) -> Narrowed:
        """What is wanted now."""
        severity = self.severity.currentData()
        return Narrowed(
            words=self.search.text().strip(),
            owner=self.owner.currentData() or "",
            severity=Severity(severity) if severity else None,
            overdue=self.overdue.isChecked(),
        )

    def in_words(self) -> str:
        """What is wanted now, for the head of a printed list; empty for everything."""
        parts = []
        if self.owner.currentIndex() > 0:
            parts.append(self.owner.currentText())
        if self.severity.currentIndex() > 0:
            parts.append(self.severity.currentText())
        if self.overdue.isChecked():
            parts.append(self.overdue.text())
        if self.search.text().strip():
            parts.append(tr("with “{words}”", words=self.search.text().strip()))
        return " · ".join(parts)

    def reset(self) -> None:
        """Want everything again."""
        if self.narrowing == Narrowed():
            return
        with QSignalBlocker(self.overdue):
            self.search.clear()
            self.owner.setCurrentIndex(0)
            self.severity.setCurrentIndex(0)
            self.overdue.setChecked(False)
        self.narrowed.emit()

    def offer(self, loaded: Loaded) -> None:
        """Offer the people that there are, and those who own a problem."""
        chosen = self.owner.currentData()
        actor = self._context.actor
        owners = {problem.owner.strip() for problem in loaded.problems if problem.owner.strip()}
        names = list(dict.fromkeys([*loaded.people, *sorted(owners)]))
        self.owner.clear()
        self.owner.addItem(tr("Everybody's"), "")
        if actor:
            self.owner.addItem(tr("Mine ({name})", name=actor), actor)
        self.owner.addItem(tr("Nobody's yet"), NOBODY)
        for name in names:
            if name != actor:
                self.owner.addItem(name, name)
                self.owner.setItemData(self.owner.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def say_count(self, shown: int, known: int) -> None:
        """Say how many are shown."""
        self.count.setText("" if shown == known else tr("{shown} of {known}", shown=shown, known=known))

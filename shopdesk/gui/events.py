"""What happened, as Qt signals on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from shopdesk.domain.changes import ChangeSet
from shopdesk.gui.presence import Presence


class Events(QObject):
    """Bridges the services' commits, which happen on worker threads, to the window.

    ``changed`` carries the names of the tables that a commit touched; ``store_changed`` the store now in view;
    ``history_changed`` says that undo and redo may have become possible or impossible. ``roster_wanted`` asks the
    window for the roster of the week with a day in it, ``way_wanted`` for what an empty place leads on to:
    "import", "hire", "pay" or "figures", ``alert_wanted`` for the figure of an alert that became a problem.
    ``rows_wanted`` asks for the rows behind a figure (a ``Behind``), over the widget that asks.
    ``presence`` knows who else looks at what is shown here.
    ``pay_lock_changed`` says that wages were opened or locked. ``answer_noted`` says, from any thread, that an
    answer was reckoned which is to be kept.
    """

    changed = Signal(frozenset)
    store_changed = Signal(object)
    history_changed = Signal()
    roster_wanted = Signal(object)
    way_wanted = Signal(str)
    alert_wanted = Signal(object)
    rows_wanted = Signal(object, object)
    pay_lock_changed = Signal()
    answer_noted = Signal()
    _committed = Signal(frozenset)

    def __init__(self, parent: QObject | None = None) -> None:
        """Deliver on the thread that makes it."""
        super().__init__(parent)
        self.presence = Presence(self)
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)

    def committed(self, change_set: ChangeSet) -> None:
        """Take a commit from any thread; register this with the services' listeners."""
        self._committed.emit(change_set.nouns)

    def _on_committed(self, nouns: frozenset[str]) -> None:
        self.changed.emit(nouns)
        self.history_changed.emit()

"""Who else looks at what is shown here, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.storage.port import Hearing

Told = Callable[[tuple[str, ...]], object]


def words_for(names: tuple[str, ...]) -> str:
    """That others look at the same, as one short sentence; empty where nobody does."""
    if not names:
        return ""
    if len(names) == 1:
        return tr("{person} is looking at this too", person=names[0])
    return tr("{people} are looking at this too", people=in_a_row(names))


class _Bell(QObject):
    """What the listening thread rings; it knows nothing else of Qt."""

    rung = Signal()


class Presence(QObject):
    """Passes on who else looks. Nothing waits for it, and a data file that nobody shares costs it nothing.

    ``at_page`` carries the sentence about the page that is shown, for the head of the window.
    """

    at_page = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Nobody shows anything."""
        super().__init__(parent)
        self._hearing: Hearing | None = None
        self._shown: dict[int, tuple[str, Told]] = {}
        self._bell = _Bell(self)
        self._bell.rung.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.ring = self._bell.rung.emit
        """Called on any thread when others began or ceased to look."""

    def attach(self, hearing: Hearing | None) -> None:
        """Ask by another line from now on, or by none."""
        self._hearing = hearing
        if hearing is not None:
            for key, _told in self._shown.values():
                hearing.look_at(key)
        self._tell()

    def show(self, shower: QObject, key: str, told: Told) -> None:
        """``shower`` shows the record of ``key`` until :meth:`leave`; ``told`` hears who else does, now and later."""
        number = id(shower)
        if self._shown.get(number, ("", told))[0] == key:
            return
        if not self.leave(shower):
            shower.destroyed.connect(lambda: self._forget(number))
        self._shown[number] = (key, told)
        if self._hearing is not None:
            self._hearing.look_at(key)

    def leave(self, shower: QObject) -> bool:
        """``shower`` shows it no longer; whether it did."""
        shown = self._forget(id(shower))
        if shown is not None:
            shown(())
        return shown is not None

    def _forget(self, number: int) -> Told | None:
        shown = self._shown.pop(number, None)
        if shown is None:
            return None
        if self._hearing is not None:
            self._hearing.leave(shown[0])
        return shown[1]

    @Slot()
    def _tell(self) -> None:
        for key, told in list(self._shown.values()):
            told(() if self._hearing is None else self._hearing.others(key))

"""The rail on the left: the five pages, always in the same place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QSpacerItem, QToolButton, QVBoxLayout, QWidget

from shopdesk.domain.text import Text
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import among, push
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its name in code, its title, and the module and class that make it.

    Of one that is ``pictured`` a picture may be kept for the next start: nothing on it is locked, and its looks say how
    long what they read of the clock holds.
    """

    name: str
    title: Text
    module: str
    kind: str
    pictured: bool = False


PAGES: tuple[PageEntry, ...] = (
    PageEntry("setup", Text("Setup"), "shopdesk.gui.pages.setup.page", "SetupPage"),
    PageEntry("people", Text("People"), "shopdesk.gui.pages.people.page", "PeoplePage"),
    PageEntry("promotions", Text("Promotions"), "shopdesk.gui.pages.promotions.page", "PromotionsPage"),
    PageEntry("daily", Text("Daily ops"), "shopdesk.gui.pages.daily.page", "DailyPage", pictured=True),
    PageEntry("kpi", Text("KPIs"), "shopdesk.gui.pages.kpi.page", "KpiPage", pictured=True),
)


_PICTURE = QSize(22, 22)
_WIDTH = 128  # pixels between the edges: short words should not make the rail narrow


class Navigation(QFrame):
    """Emits ``chosen`` with the name of a page.

    Where its words would take the room that pages need (:meth:`fit`), it shows only pictures: the words are then in the
    tips and read aloud as always.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """A button for each page, reached by Ctrl+1 to Ctrl+5 through the menu."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(4)
        self._least = QSpacerItem(_WIDTH, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        layout.addSpacerItem(self._least)
        self._whole = 0
        # Until the pictures are drawn their room is kept, so that nothing moves when they come.
        room = QPixmap(_PICTURE)
        room.fill(Qt.GlobalColor.transparent)
        for number, entry in enumerate(PAGES, start=1):
            button = push(
                f"navigation.{entry.name}",
                tr(entry.title),
                lambda name=entry.name: self.chosen.emit(name),
                tip=tr("{page} (Ctrl+{number})", page=entry.title, number=number),
            )
            button.setIcon(QIcon(room))
            button.setIconSize(_PICTURE)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            among(self._group, button)
            self._buttons[entry.name] = button
            layout.addWidget(button)
        layout.addStretch(1)

    def dress(self, theme: Theme) -> None:
        """Draw the icons; done after the first paint, for the drawing library takes its time to load."""
        from shopdesk.gui.icons import icon

        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme.text))

    def fit(self, room: int) -> None:
        """Leave out the words where they need more than ``room`` pixels."""
        if self._least.sizeHint().width():
            self._whole = self.sizeHint().width()
        worded = self._whole <= room
        if worded == bool(self._least.sizeHint().width()):
            return
        kind = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if worded else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons.values():
            button.setToolButtonStyle(kind)
        self._least.changeSize(_WIDTH if worded else 0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.layout().invalidate()  # type: ignore[union-attr]
        self.updateGeometry()

    def show_chosen(self, name: str) -> None:
        """Mark the page that is shown; it is the one stop of the Tab key, and the arrows go to the others."""
        for one, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if one == name else Qt.FocusPolicy.NoFocus)
        self._buttons[name].setChecked(True)

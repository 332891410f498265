"""The tiles above the page "Money": where the money is, and what no rule knows. Each is a button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.gui.pages.kpi.money.texts import money
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.scaled import large
from shopdesk.infra.i18n import tr

_GAP = 8


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What the tiles show, in fen; ``None`` is no data. ``unknown`` lines come to ``unknown_fen``."""

    account: int | None
    held: int
    ads: int | None
    withdrawn: int
    unknown: int
    unknown_fen: int
    known: bool


class MoneyTiles(QWidget):
    """``chosen`` carries the name of the tile that was pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Tiles without figures."""
        super().__init__(parent)
        self._theme = theme
        self.tiles: dict[str, MoneyTile] = {}
        row = FlowLayout(self, _GAP, even=True)
        for name, title, tip in (
            ("account", tr("Balance of the account"), tr("After the last line")),
            ("held", tr("Deposit held"), tr("Paid less released")),
            ("ads", tr("In the ads account"), tr("Top-ups less spend")),
            ("withdrawn", tr("Withdrawn", context="money"), tr("To bank and savings")),
            ("unknown", tr("Not classified"), tr("Lines that no rule knows")),
        ):
            tile = MoneyTile(f"kpi.money.tile.{name}", title, tip, theme)
            tile.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self.tiles[name] = tile
            row.addWidget(tile)

    def show_view(self, view: MoneyView) -> None:
        """Show figures."""
        self.tiles["account"].show_figure(money(view.account))
        self.tiles["held"].show_figure(money(view.held if view.known else None))
        self.tiles["ads"].show_figure(money(view.ads if view.known else None))
        self.tiles["withdrawn"].show_figure(money(view.withdrawn if view.known else None))
        self.tiles["unknown"].show_figure(
            money(view.unknown_fen if view.known else None),
            tr("{count} lines", count=f"{view.unknown:,}") if view.known else "",
            self._theme.bad.name() if view.unknown else "",
        )


class MoneyTile(QPushButton):
    """A name, a figure and a word below."""

    def __init__(self, name: str, title: str, tip: str, theme: Theme) -> None:
        """Without a figure."""
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._title, self._tip = title, tip
        self.setToolTip(tip)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name = words(title, wrap=False)
        self.name.setStyleSheet(f"font-size: 9pt; color: {theme.muted.name()};")
        self.figure = words(name=f"{name}.figure", wrap=False)
        self.more = words(tip, wrap=False)
        self.more.setStyleSheet(f"font-size: 8pt; color: {theme.muted.name()};")
        # Words that do not fit are cut here; the tip says them whole, so that no tile widens the window.
        self.more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 6, 8)
        layout.setSpacing(2)
        for label in (self.name, self.figure, self.more):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        self.show_figure(money(None))

    def show_figure(self, figure: str, more: str = "", ink: str = "") -> None:
        """Show a figure, and a word below instead of the tip."""
        self.figure.setText(figure)
        self.figure.setStyleSheet(f"font-size: 15pt; font-weight: 600;{f' color: {ink};' if ink else ''}")
        if more:
            self.more.setText(more)
            self.setToolTip(f"{more} · {self._tip}")
        self.setAccessibleName(f"{self._title} {figure} {more}".strip())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words, whose letters are known now; large ones leave the word below to the tip.

        The tiles would else push the parts of the page out of a small window.
        """
        super().showEvent(event)
        self.more.setVisible(not large(self))
        # What the sheet says of buttons goes before the hint of this one, so it has to say the height, too.
        self.setStyleSheet(f"QPushButton {{ padding: 0; min-height: {self.layout().sizeHint().height()}px; }}")

    def sizeHint(self) -> QSize:
        """What its words need."""
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the figure."""
        return self.layout().minimumSize()

"""What the data say about the promises to the buyers, and of which promises they say nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from shopdesk.domain.daily.service_levels import CUTOFFS, UNKNOWN
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.status_pill import tone_colors
from shopdesk.infra.i18n import listed, tr
from shopdesk.services.daily.levels import LevelFinding, ServiceLevels

_SIGNS = {True: "✓", False: "✗", None: NO_DATA}
_TONES = {True: "good", False: "bad", None: "neutral"}


class LevelsCard(Card):
    """Emits ``cutoff_chosen`` with the time by which an order has to be paid to leave the same day."""

    cutoff_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing known yet."""
        super().__init__(tr("Service levels"), parent)
        self.setObjectName("daily.levels")
        self._theme = theme
        label = tr("Paid by then leaves today")
        self.cutoff = named(QComboBox(), "daily.cutoff", label, tip=label)
        for one in CUTOFFS:
            self.cutoff.addItem(f"{one:%H:%M}", one)
        self.cutoff.activated.connect(lambda _index: self.cutoff_chosen.emit(self.cutoff.currentData()))
        self.header.addWidget(self.cutoff)
        self._content = QWidget()
        self.body.addWidget(self._content)
        unknown = tr("Not in the data, ask people: {what}.", what=listed(map(tr, UNKNOWN)))
        self.body.addWidget(words(unknown, name="daily.levelsUnknown", role="muted"))

    def show_levels(self, levels: ServiceLevels | None) -> None:
        """Show another day's findings; ``None``: they are closed to whoever looks."""
        self.cutoff.setVisible(levels is not None)
        if levels is None:
            self._put(words(tr(seen_by(Subject.OFFICE)), name="daily.levelsClosed", role="muted"))
            return
        self.cutoff.setCurrentIndex(CUTOFFS.index(levels.cutoff))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for row, one in enumerate(levels.findings):
            grid.addWidget(self._sign(one), row, 0)
            grid.addWidget(words(tr(one.sentence), name=f"daily.{one.level.value}"), row, 1)
        grid.setColumnStretch(1, 1)
        self._put(fresh)

    def _put(self, fresh: QWidget) -> None:
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def _sign(self, one: LevelFinding) -> QLabel:
        sign = QLabel(_SIGNS[one.kept])
        ink, _ground = tone_colors(self._theme, _TONES[one.kept])
        sign.setStyleSheet(f"color: {ink.name()}; font-weight: 600;")
        return sign

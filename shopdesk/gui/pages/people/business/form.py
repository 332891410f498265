"""What can be changed and what sales cost: a line for each field, with a slider where it is a change by percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from shopdesk.domain.fields import Field, FieldError, Noun, Reader, doubt
from shopdesk.domain.tiers.records import Ladder
from shopdesk.domain.whatif import Changes, Costs
from shopdesk.domain.whatif_fields import CHANGES, COSTS
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

_PAUSE = 60
"""Milliseconds that the hands must rest before the figures are reckoned anew."""
_SLIDERS = {"turnover": (-50, 100), "price": (-30, 30), "refund_rate": (0, 80), "base": (-20, 50)}
"""Which fields have a slider, from and to how many percent; anything within the field's limits can be typed."""


class ScenarioForm(QWidget):
    """The fields. ``changed`` says that they can be read and were changed; unreadable ones say so at their place."""

    changed = Signal()

    def __init__(self, reader: Reader, parent: QWidget | None = None) -> None:
        """Nothing changed, nothing known."""
        super().__init__(parent)
        self._reader = reader
        self.editors: dict[str, Editor] = {}
        self.sliders: dict[str, QSlider] = {}
        self._said: dict[str, QLabel] = {}
        self._filling = False
        self._standing: dict[str, Decimal] = {}
        self.changes, self.costs = Changes(), Costs()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._heading(tr("What changes"))
        for field in CHANGES.fields:
            self._add(field)
        self.tier = named(QComboBox(), "people.business.tier", tr("Team"))
        self.tier.currentIndexChanged.connect(lambda _index: self._touched())
        self._label(tr("Team"), self.tier)
        self._grid.addWidget(self.tier, self._grid.rowCount() - 1, 1, 1, 2)
        self._heading(tr("What sales cost (the same on both sides)"))
        for field in COSTS.fields:
            self._add(field)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    # Building

    def _heading(self, text: str) -> None:
        self._grid.addWidget(words(text, role="subtitle"), self._grid.rowCount(), 0, 1, 3)

    def _label(self, text: str, buddy: QWidget) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setBuddy(buddy)
        self._grid.addWidget(label, self._grid.rowCount(), 0)

    def _add(self, field: Field) -> None:
        label = tr(field.label or "")
        made = editor(field, self._reader)
        tip = tr(field.help) if field.help is not None else ""
        named(made.widget, f"people.business.{field.name}", label, tip=tip)
        made.widget.setMinimumWidth(scaled(self, 90))
        made.changed.connect(self._touched)
        self.editors[field.name] = made
        self._label(label, made.widget)
        row = self._grid.rowCount() - 1
        if field.name in _SLIDERS:
            slider = named(QSlider(Qt.Orientation.Horizontal), f"people.business.{field.name}.slider", label, tip=tip)
            slider.setRange(*_SLIDERS[field.name])
            slider.setPageStep(5)
            slider.setMinimumWidth(60)
            slider.valueChanged.connect(lambda value, name=field.name: self._on_slid(name, value))
            self.sliders[field.name] = slider
            self._grid.addWidget(slider, row, 1)
            self._grid.addWidget(made.widget, row, 2)
        else:
            self._grid.addWidget(made.widget, row, 1, 1, 2)
        said = words(name=f"people.business.{field.name}.problem", role="muted")
        said.hide()
        self._said[field.name] = said
        self._grid.addWidget(said, row + 1, 0, 1, 3)

    # Filling

    def offer_tiers(self, ladder: Ladder) -> None:
        """Offer today's team and the tiers of a table; what was chosen stays where it is still there."""
        kept = self.tier.currentIndex()
        self._filling = True
        self.tier.clear()
        self.tier.addItem(tr("as today"), None)
        for place, step in enumerate(ladder.steps):
            turnover = f"{step.turnover_fen // 100:,}"
            self.tier.addItem(tr("tier {turnover}: {people} people", turnover=turnover, people=step.people), place)
        self.tier.setCurrentIndex(kept if 0 <= kept < self.tier.count() else 0)
        self._filling = False

    def know(self, costs: Costs, refund_rate: Decimal | None) -> None:
        """Show costs that the program knows, where nothing was typed yet, and where the refund rate stands today."""
        self._filling = True
        self._standing = {"refund_rate": refund_rate or Decimal(0)}
        for field in COSTS.fields:
            known = getattr(costs, field.name)
            if known is not None and not str(self.editors[field.name].raw()).strip():
                self.editors[field.name].set_value(known)
        self._filling = False
        self._read(quiet=True)

    def reset(self) -> None:
        """Back to today; the costs stay."""
        self._filling = True
        for field in CHANGES.fields:
            self.editors[field.name].set_value(None)
        self.tier.setCurrentIndex(0)
        self._filling = False
        self._read()

    # Reading

    def _on_slid(self, name: str, value: int) -> None:
        if not self._filling:
            self.editors[name].set_value(Decimal(value) / 100)

    def _touched(self) -> None:
        if not self._filling:
            self._pause.start()

    def _read(self, *, quiet: bool = False) -> None:
        self._pause.stop()
        changes, costs = self._values(CHANGES), self._values(COSTS)
        self._follow()
        if changes is None or costs is None:
            return
        rates = {name: value if value is not None else Decimal(0) for name, value in changes.items()}
        for name in ("refund_rate", "commission"):
            rates[name] = changes[name]
        made, cost = Changes(**rates, tier=self.tier.currentData()), Costs(**costs)
        if (made, cost) == (self.changes, self.costs):
            return
        self.changes, self.costs = made, cost
        if not quiet:
            self.changed.emit()

    def _values(self, noun: Noun) -> dict[str, Any] | None:
        """What stands in the fields; ``None`` where one cannot be read, which its line says."""
        values: dict[str, Any] = {}
        whole = True
        for field in noun.fields:
            problem = ""
            try:
                values[field.name] = self.editors[field.name].value()
                unusual = doubt(field, values[field.name])
                problem = tr(unusual) if unusual is not None else ""
            except FieldError as error:
                problem, whole = tr(error.text), False
            self._said[field.name].setText(problem)
            self._said[field.name].setVisible(bool(problem))
        return values if whole else None

    def _follow(self) -> None:
        """Put the sliders where the fields are."""
        self._filling = True
        for name, slider in self.sliders.items():
            try:
                value = self.editors[name].value()
            except FieldError:
                continue
            slider.setValue(round((self._standing.get(name, Decimal(0)) if value is None else value) * 100))
        self._filling = False

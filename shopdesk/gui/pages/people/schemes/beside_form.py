"""A form with the example payslip at its side: what is typed is paid there at once."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.gui.pages.people.schemes.example_pane import ExamplePane
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_EDGES = 90
_NARROWEST_SCREEN = 1024 + _EDGES
_EXAMPLE_WIDE, _EXAMPLE_HIGH = 310, 170
_SLACK = 12


class BesideForm(RecordForm):
    """Subclasses add their fields, then call :meth:`put_example`, and say in :meth:`scheme` what the form means now."""

    example: ExamplePane

    @abstractmethod
    def scheme(self) -> Scheme | None:
        """The scheme as the form says it now; ``None`` while it cannot be read."""

    def put_example(self, context: PageContext, person_id: int | None) -> None:
        """Move the fields into a panel that scrolls, and show the example beside it."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        # Unlike the body of other forms this one may be lower than its fields: the example has to find room, too.
        layout.removeWidget(self._body)
        self._body.deleteLater()
        self._fields_panel = self._body.takeWidget()
        self.form.setContentsMargins(0, 0, 8, 0)
        self.example = ExamplePane(context, self.scheme, self.objectName(), person_id)
        self.example.setMinimumSize(scaled(self, _EXAMPLE_WIDE), scaled(self, _EXAMPLE_HIGH))
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        row.addWidget(VerticalScroll(self._fields_panel), 3)
        row.addWidget(self.example, 2)
        # The stretch above the buttons is meant for forms that do not grow.
        layout.insertLayout(0, row, 1000)
        for made in self.editors.values():
            made.changed.connect(self.example.renew)
        # Without one of its own a form with a scroll area begins as low as that may become.
        self.resize(940, self.height())

    def fit(self) -> None:
        """As high as the fields need, within the screen; what is left scrolls."""
        layout = self.layout()
        if layout is None or not hasattr(self, "_fields_panel"):
            return
        room = self.screen().availableGeometry()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)
        layout.activate()
        widest = max(room.width(), _NARROWEST_SCREEN) - _EDGES
        if layout.totalMinimumSize().width() > widest:
            # Large letters: the example goes below the fields.
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
            layout.activate()
        least = layout.totalMinimumSize()
        self.setMinimumWidth(least.width())
        high = room.height() - _EDGES
        below = self._row.direction() is QBoxLayout.Direction.TopToBottom
        fields = self._fields_panel.sizeHint().height() + (self.example.minimumHeight() if below else 0)
        wanted = min(least.height() - self._row.minimumSize().height() + fields + _SLACK, high)
        self.resize(max(self.width(), least.width()), max(min(self.height(), high), wanted))

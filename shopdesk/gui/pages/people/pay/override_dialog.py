"""The form that types one figure of a month over what the program knows, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.month_figures import OVERRIDE, MonthFigure
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class OverrideDialog(RecordForm):
    """One figure and why it is so; what the program knows stands below the field."""

    def __init__(self, context: PageContext, question: tuple[int, date], figure: MonthFigure, parent: QWidget) -> None:
        """Begin with the figure as it is."""
        reader = Reader(today=context.clock.today(), say=tr)
        label = tr(figure.field.label or figure.field.name)
        super().__init__(
            context.tasks,
            OVERRIDE,
            name="people.pay.override",
            title=tr("{figure}: {name}", figure=label, name=figure.who or context.store.name),
            confirm=tr("Save"),
            reader=reader,
            parent=parent,
        )
        self._figures = context.services.payroll.figures
        self._asked_for = question
        self._figure, self.was = figure, figure.was
        self.add_fields(
            replace(figure.field, required=True),
            "reason",
            values={figure.field.name: figure.value, "reason": figure.reason},
            called={figure.field.name: "people.pay.override.value"},
        )
        known = reader.shown(figure.field, figure.known)
        self.hint(tr("The program knows: {value}. What is typed goes before it until it is taken back.", value=known))
        if figure.lacking is not None:
            self.hint(tr("Missing: {figure}.", figure=figure.lacking))

    def work(self) -> Callable[[], None]:
        """Keep the figure with its reason."""
        said, figures, figure, was = self.values(), self._figures, self._figure, self.was
        store_id, month = self._asked_for
        return lambda: figures.put(
            store_id, month, figure.person_id, figure.field.name, said[figure.field.name], said["reason"], was
        )

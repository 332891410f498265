"""The form for a scorecard: its roles, from which month on it holds, its indicators with their weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.nouns import CARD
from shopdesk.domain.growth.scorecards import Card, Indicator, check_card
from shopdesk.domain.growth.sources import source_of
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import month_of
from shopdesk.gui.pages.people.growth.indicator_dialog import IndicatorDialog
from shopdesk.gui.pages.people.growth.parts_editor import PartsEditor, RolesBox
from shopdesk.gui.pages.people.growth.texts import rule_words, target_words
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_table import Column
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import ScoreBoard

_NAME = "people.growth.cardDialog"


class CardDialog(RecordForm):
    """Saves a version of the card; months before it keep the version they had."""

    elsewhere = frozenset({"roles", "indicators"})

    def __init__(self, context: PageContext, board: ScoreBoard, card: Card, parent: QWidget | None = None) -> None:
        """A form for a version of ``card`` that holds from the month of ``board``, or from the first open one."""
        super().__init__(
            context.tasks,
            CARD,
            name=_NAME,
            title=tr("Scorecard “{name}”", name=card.name(current_language())) if card.name_zh else tr("New scorecard"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=card,
        )
        self._context = context
        self._store_id = context.store_id
        closed = board.locked or board.settled > 0
        start = month_of(board.month).end + timedelta(days=1) if closed else board.month
        self.setMinimumWidth(scaled(self, 640))
        self.add_fields(*fields_in(CARD), values={"valid_from": start})
        self.hint(tr("Of several cards for a role the one that began last holds. Months before keep their card."))
        self.roles = RolesBox(f"{_NAME}.roles", board.roles, card.roles)
        self.add_row(tr("For the roles"), self.roles)
        columns: list[Column[Indicator]] = [
            Column(tr("Indicator"), lambda one: one.name(current_language()), name="name"),
            Column(tr("Weight"), lambda one: one.weight, text=percent_text, numeric=True, name="weight"),
            Column(tr("Target"), target_words, name="target", tip=rule_words),
            Column(tr("Figure from"), lambda one: tr(source_of(one.source).name), name="source"),
        ]
        self.parts = PartsEditor(f"{_NAME}.indicators", tr("Indicators"), columns, self._form)
        self.form.addRow(self.parts)
        self._parts_before = card.indicators
        self.parts.changed.connect(self._say_sum)
        self.parts.set_parts(card.indicators)
        self._began_roles = self.roles.codes()

    @property
    def dirty(self) -> bool:
        """Whether anything was changed, the indicators and roles included."""
        return super().dirty or tuple(self.parts.parts) != self._parts_before or self.roles.codes() != self._began_roles

    def _form(self, indicator: Indicator | None) -> RecordForm:
        taken = {one.code for one in self.parts.parts}
        code = next(f"own_{number}" for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
        return IndicatorDialog(self._context, indicator, code, self)

    def _say_sum(self) -> None:
        whole = sum((one.weight for one in self.parts.parts), Decimal(0))
        said = tr("Weights together: {sum}", sum=percent_text(whole))
        self.parts.summary.setText(said if whole == 1 else tr("{sum}; they have to be 100%", sum=said))
        self.parts.summary.setProperty("tone", "" if whole == 1 else "bad")
        self.parts.summary.style().polish(self.parts.summary)

    def work(self) -> Callable[[], Card]:
        """Save the version."""
        card = replace(self.changed_record(), roles=self.roles.codes(), indicators=tuple(self.parts.parts))
        check_card(card)
        cards, store_id, begun = self._context.services.growth.cards, self._store_id, self.record
        return lambda: cards.save(store_id, card, begun)

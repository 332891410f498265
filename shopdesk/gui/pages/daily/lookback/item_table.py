"""Which items fail most, and which never do."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView

from shopdesk.domain.daily.lookback import ItemHistory, Lookback
from shopdesk.domain.money import percent_text, ratio
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_SHOWN_ROWS = 8


class ItemTable(RecordTable):
    """Items with how often they were answered and failed."""

    def __init__(self, name: str, label: str, *, failing: bool) -> None:
        """For failing items, or for those that never fail."""
        self._look: Lookback | None = None
        columns: list[Column[ItemHistory]] = [
            Column(tr("Item"), self._words, width=260, tip=self._told),
            Column(tr("Answered"), lambda one: one.answered, str, numeric=True, width=82),
        ]
        if failing:
            columns += [
                Column(tr("Failed"), lambda one: one.failed, str, numeric=True, width=74),
                Column(
                    tr("Failure rate"),
                    lambda one: ratio(one.failed, one.answered),
                    lambda rate: percent_text(rate, 1),
                    numeric=True,
                    width=98,
                ),
            ]
        else:
            columns.append(Column(tr("Area"), self._area, width=130))
        super().__init__(RecordTableModel(columns), name, label)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 28))
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(28 * _SHOWN_ROWS + 36)

    def show_items(self, histories: list[ItemHistory], look: Lookback) -> None:
        """Show these."""
        self._look = look
        self.set_records(histories)

    def _words(self, one: ItemHistory) -> str:
        return self._look.item_text(one.item_code, current_language()) if self._look is not None else one.item_code

    def _told(self, one: ItemHistory) -> str:
        """The whole sentence, its area and how it goes at present; the columns have room for the figures only."""
        passes = tr("Passes in a row: {count}", count=one.passes_in_a_row)
        return "\n".join(part for part in (self._words(one), self._area(one), passes) if part)

    def _area(self, one: ItemHistory) -> str | None:
        if self._look is None or one.item_code not in self._look.items:
            return None
        return self._look.area_name(self._look.items[one.item_code].area, current_language())

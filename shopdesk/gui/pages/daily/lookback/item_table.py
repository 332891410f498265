"""Which items fail most, and which never do."""

from __future__ import annotations

from shopdesk.domain.daily.lookback import NEVER_FAILED_DAYS, ItemHistory, Lookback
from shopdesk.domain.money import percent_text, ratio
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_SHOWN_ROWS = 8


def failing_words(look: Lookback) -> str:
    """How many items failed; a sentence where none did."""
    failed = sum(bool(one.failed) for one in look.histories)
    if not look.histories:
        return tr("Nothing was checked in this span.")
    if not failed:
        return tr("Nothing failed in this span.")
    return tr("{count} of {all} items failed at least once.", count=failed, all=len(look.histories))


def never_words(look: Lookback) -> str:
    """What the items that never fail are good for; where there are none, why."""
    most = max((one.answered for one in look.histories), default=0)
    if look.never_failing:
        return tr("Passed on {days} days or more without a fail: drop them, or ask less often.", days=NEVER_FAILED_DAYS)
    if not look.histories:
        return tr("Nothing was checked in this span.")
    if most < NEVER_FAILED_DAYS:
        return tr(
            "It takes {days} days to say that an item never fails, and here each was checked on {most} days at most. "
            "Look at the last 90 days or the whole year.",
            days=NEVER_FAILED_DAYS,
            most=most,
        )
    return tr("Every item that was checked on {days} days or more failed at least once.", days=NEVER_FAILED_DAYS)


class ItemTable(RecordTable):
    """Items with how often they were answered and failed."""

    def __init__(self, name: str, label: str, *, failing: bool) -> None:
        """For failing items, or for those that never fail."""
        self._look: Lookback | None = None
        columns: list[Column[ItemHistory]] = [
            Column(tr("Item"), self._words, width=260, tip=self._told, name="item"),
            Column(tr("Answered"), lambda one: one.answered, str, numeric=True, width=82, name="answered"),
        ]
        if failing:
            columns += [
                Column(tr("Failed"), lambda one: one.failed, str, numeric=True, width=74, name="failed"),
                Column(
                    tr("Failure rate"),
                    lambda one: ratio(one.failed, one.answered),
                    lambda rate: percent_text(rate, 1),
                    numeric=True,
                    width=98,
                    name="rate",
                ),
            ]
        else:
            columns.append(Column(tr("Area"), self._area, width=130, name="area"))
        super().__init__(RecordTableModel(columns), name, label)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 28))
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

"""The form for a figure that a person enters for an indicator, or for leaving the indicator out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.nouns import SCORE_ENTRY
from shopdesk.domain.growth.records import ScoreEntry
from shopdesk.domain.growth.scorecards import UNIT_NAMES
from shopdesk.domain.growth.scoring import ScoredLine
from shopdesk.domain.growth.sources import source_of
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.growth.texts import figure, rule_words
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import PersonScore


class EntryDialog(RecordForm):
    """Figure, whether it is left out, and why; what the data say stands above."""

    def __init__(
        self, context: PageContext, score: PersonScore, line: ScoredLine, month: date, parent: QWidget | None = None
    ) -> None:
        """A form for one indicator of a person's month."""
        indicator = line.indicator
        entry = score.entries.get(indicator.code) or ScoreEntry(
            store_id=context.store_id, person_id=score.id, month=month, indicator=indicator.code
        )
        name = indicator.name(current_language())
        super().__init__(
            context.tasks,
            SCORE_ENTRY,
            name="people.growth.entry",
            title=tr("{indicator} of {name}, {month}", indicator=name, name=score.person.label, month=f"{month:%Y-%m}"),
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=entry,
        )
        self._cards = context.services.growth.cards
        known = figure(line.actual.known, indicator.unit)
        self.hint(rule_words(indicator))
        self.hint(tr("The data say {figure}: {formula}.", figure=known, formula=source_of(indicator.source).formula))
        label = Text("Figure in {unit}", unit=UNIT_NAMES[indicator.unit])
        self.add_fields("value", "left_out", "reason", labels={"value": label})
        self["value"].setFocus()

    def work(self) -> Callable[[], ScoreEntry]:
        """Keep what was entered."""
        entry = self.changed_record()
        return lambda: self._cards.enter(entry)

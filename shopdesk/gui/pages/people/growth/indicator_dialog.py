"""The form for one indicator of a scorecard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.nouns import BANDS, INDICATOR
from shopdesk.domain.growth.scorecards import UNIT_NAMES, Indicator, check_indicator, read_bands, written_bands
from shopdesk.domain.growth.sources import SOURCES, TYPED, WHOSE_NAMES, Whose, source_of
from shopdesk.domain.kpi.kinds import Unit
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class IndicatorDialog(RecordForm):
    """Name, weight, where the figure comes from, and how it becomes a score; nothing is kept before the card is."""

    def __init__(
        self, context: PageContext, indicator: Indicator | None, code: str, parent: QWidget | None = None
    ) -> None:
        """A form for ``indicator``; a new one gets ``code``."""
        super().__init__(
            context.tasks,
            INDICATOR,
            name="people.growth.indicator",
            title=tr("Indicator") if indicator is None else tr("Change the indicator"),
            confirm=tr("OK"),
            reader=Reader(today=context.clock.today(), say=tr, names={"source": source_names()}),
            parent=parent,
            record=indicator,
        )
        self._code = code
        start = {} if indicator is not None else {"source": TYPED}
        self.add_fields(*fields_in(INDICATOR, without=("target", "floor")), values=start)
        self.about = self.hint(" ")
        self.add_fields(
            "target", "floor", BANDS, values={"bands": written_bands(indicator.bands) if indicator is not None else ""}
        )
        self["source"].currentIndexChanged.connect(lambda _place: self._on_source())
        self["unit"].currentIndexChanged.connect(lambda _place: self._say_about())
        self._on_source()

    def _on_source(self) -> None:
        """What the program knows is measured as it is known; only a typed figure has a unit of its own."""
        source = source_of(self["source"].currentData() or TYPED)
        typed = source.whose is Whose.TYPED
        if not typed:
            self.editors["unit"].set_value(source.unit)
            self.editors["better"].set_value(source.better)
        self["unit"].setEnabled(typed)
        self._say_about()

    def _say_about(self) -> None:
        source = source_of(self["source"].currentData() or TYPED)
        unit = tr(UNIT_NAMES[Unit(self["unit"].currentData() or Unit.RATE)])
        self.about.setText(tr("{formula}. Figures in {unit}.", formula=source.formula, unit=unit))
        self.fit()

    def work(self) -> Callable[[], Indicator]:
        """The indicator as the form says, checked."""
        said: dict[str, Any] = self.values()
        bands = read_bands(said.pop("bands") or "")
        if self.record is not None:
            indicator = replace(self.record, **said, bands=bands)
        else:
            indicator = Indicator(code=self._code, **said, bands=bands)
        check_indicator(indicator)
        return lambda: indicator


def source_names() -> dict[str, str]:
    """Every source by its code, with whose figure it is."""
    return {
        code: tr(source.name)
        if source.whose is Whose.TYPED
        else tr("{name} ({whose})", name=source.name, whose=WHOSE_NAMES[source.whose])
        for code, source in SOURCES.items()
    }

"""The form of a day of the store, with the next days on which it comes while its rule is being chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.calendar.lunar import LAST_YEAR, to_lunar
from shopdesk.domain.calendar.own_days import coming
from shopdesk.domain.campaigns.nouns import OWN_DAY
from shopdesk.domain.campaigns.records import OwnDay, OwnRule
from shopdesk.domain.fields import FieldError, Reader, default
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import current_language, sentences, tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_SHOWN = 5
_DECIDE = ("day", "yearly", "rule", "festival", "offset_days", "days")


def festival_names(context: PageContext) -> dict[str, str]:
    """The festivals that an own day may count from: their codes with their names in the reader's language."""
    chinese = current_language().startswith("zh")
    return {one.code: one.zh if chinese else one.en for one in context.services.calendar.festivals}


class OwnDayForm(RecordForm):
    """All fields of an own day; those of a rule stand there only while they mean something."""

    def __init__(
        self,
        context: PageContext,
        own: OwnDay | None,
        begun: Mapping[str, Any],
        parent: QWidget,
        *,
        name: str,
        title: str,
    ) -> None:
        """For ``own``, or a new one of the store that begins with ``begun``; object names begin with ``name``."""
        super().__init__(
            context.tasks,
            OWN_DAY,
            name=name,
            title=title,
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr, names={"festivals": festival_names(context)}),
            parent=parent,
            record=own,
        )
        self._calendar = context.services.calendar
        self._more: dict[str, Any] = {} if own is not None else {"store_id": context.store_id}
        self.add_fields(*fields_in(OWN_DAY, without=("note",)), values=None if own is not None else begun)
        self.coming = words(name=f"{name}.coming", role="muted")
        self.form.addRow("", self.coming)
        self.add_fields("note")
        self._show_coming()

    def work(self) -> Callable[[], Any]:
        """Keep it with what the fields say; what its rule does not need is not kept."""
        for name in ("festival", "offset_days"):
            if not self[name].isVisibleTo(self):
                self.editors[name].set_value(default(OwnDay, name))  # nobody could see what is wrong there
        own = self.changed_record(**self._more)
        if not own.yearly:
            own = replace(own, rule=OwnRule.DATE)
        if own.rule is not OwnRule.FESTIVAL:
            own = replace(own, festival="", offset_days=0)
        return lambda: self._calendar.save_own_day(own)

    def _on_changed(self, name: str) -> None:
        super()._on_changed(name)
        if name in _DECIDE and hasattr(self, "coming"):
            self._show_coming()

    def _show_coming(self) -> None:
        own = self._meant()
        if own is not None:
            self.show_field("rule", own.yearly)
            for field in ("festival", "offset_days"):
                self.show_field(field, own.yearly and own.rule is OwnRule.FESTIVAL)
        self.coming.setText("" if own is None else self._words(own))
        self.fit()

    def _meant(self) -> OwnDay | None:
        """What the fields say as far as the days go; nothing while one of these cannot be read."""
        try:
            said = {name: self.editors[name].value() for name in _DECIDE}
        except FieldError:
            return None
        return OwnDay(store_id=0, name="", **said)

    def _words(self, own: OwnDay) -> str:
        said = []
        lunar = to_lunar(own.day)
        if own.yearly and own.rule is OwnRule.LUNAR and lunar is not None:
            said.append(tr("Lunar calendar: {day}", day=f"{lunar.month_name}{lunar.day_name}"))
        days = coming(own, max(own.day, self.reader.today), self._calendar.festival_rules, _SHOWN)
        if not days and not own.yearly:
            days = [own.day]
        if not days:
            return tr("No such day comes before the calendar ends with {year}.", year=LAST_YEAR)
        shown = [f"{day.isoformat()} {weekday_text(day)}" for day in days]
        if own.days > 1:
            until = [day + timedelta(days=own.days - 1) for day in days]
            shown = [f"{day.isoformat()} – {last.isoformat()}" for day, last in zip(days, until, strict=True)]
        said.append(tr("It falls on: {days}", days="\n" + "\n".join(shown)))
        return sentences(said)

"""Short lists of the store's own records beside the calendar: hero products and own days."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.nouns import HERO, OWN_DAY
from shopdesk.domain.campaigns.records import Hero, OwnDay
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Noun, Reader
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.own_day_form import OwnDayForm, festival_names
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.product_box import follow, product_widgets
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_model import FieldColumns, RecordTableModel
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr


class RecordList(QDialog):
    """Lists the records of a noun and adds, edits, pastes and removes them. A subclass says which."""

    noun: Noun

    def __init__(self, context: PageContext, name: str, title: str, hint: str, parent: QWidget) -> None:
        """Show the store's records; object names begin with ``name``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(f"{name}Dialog")
        roomy(self, 860, 480)
        self._name = name
        self._context = context
        self.reader = Reader(today=context.clock.today(), say=tr, names=self.names(context))
        self.table = RecordTable(
            RecordTableModel(FieldColumns[Any](self.noun, self.reader).columns()), f"{name}.list", title
        )
        panel = RecordPanel(context, self.table, lambda: self.reader)
        panel.offer_export(title)
        panel.offer_paste(
            PasteTarget(self.noun, lambda: {"store_id": context.store_id}, lambda record, _old: self.keep(record))
        )
        self.problem = LyingLabel(f"{name}.problem", self.table)
        foot = QHBoxLayout()
        self.edit = button(f"{name}.edit", tr("Edit…"), lambda: self._open(self.table.current()))
        self.remove = button(f"{name}.remove", tr("Remove"), self._on_remove)
        foot.addWidget(button(f"{name}.add", tr("Add…"), lambda: self._open(None), role="primary"))
        foot.addWidget(self.edit)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(button(f"{name}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(words(hint, role="muted"))
        layout.addWidget(panel, 1)
        layout.addLayout(foot)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._offer)
        self._offer(None)
        self.reload()

    @abstractmethod
    def load(self) -> list[Any]:
        """The records, on the database lane."""

    @abstractmethod
    def keep(self, record: Any) -> Any:
        """Save one, on the database lane."""

    @abstractmethod
    def take_away(self, record_id: int) -> None:
        """Remove one, on the database lane."""

    def beginning(self) -> dict[str, Any]:
        """What the form of a new one begins with."""
        return {}

    def names(self, context: PageContext) -> Mapping[str, Mapping[Any, str]]:
        """The lists of codes that its references choose from."""
        del context
        return {}

    def form(self, record: Any) -> RecordForm:
        """The form of a record, or of a new one."""
        return ListedForm(self, self._context, self._name, record)

    def reload(self) -> None:
        """Show what is kept now."""
        self.problem.say("")
        self._context.tasks.database(self.load, done=self._show, owner=self)

    def _show(self, records: list[Any]) -> None:
        self.table.say_when_empty(tr("Nothing is entered yet. Press “Add…”."))
        self.table.set_records(records)
        self.table.fit_columns()
        self._offer(self.table.current())

    def _offer(self, record: Any) -> None:
        self.edit.setEnabled(record is not None)
        self.remove.setEnabled(record is not None)

    def _open(self, record: Any) -> None:
        form = self.form(record)
        form.saved.connect(lambda _kept: self.reload())
        form.open()

    def _on_remove(self) -> None:
        record = self.table.current()
        if record is not None:
            self._context.tasks.database(
                lambda: self.take_away(record.id),
                done=lambda _none: self.reload(),
                failed=self._on_refused,
                owner=self,
            )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))


class ListedForm(RecordForm):
    """All fields of one record of a list."""

    def __init__(self, owner: RecordList, context: PageContext, name: str, record: Any) -> None:
        """For ``record``, or a new one."""
        super().__init__(
            context.tasks,
            owner.noun,
            name=name,
            title=tr(owner.noun.label),
            confirm=tr("Save"),
            reader=owner.reader,
            parent=owner,
            record=record,
        )
        self._keep: Callable[[Any], Any] = owner.keep
        self._more = {} if record is not None else {"store_id": context.store_id}
        self.add_fields(
            *fields_in(owner.noun),
            values=owner.beginning() if record is None else None,
            widgets=product_widgets(context, owner.noun),
        )
        follow(self)

    def work(self) -> Callable[[], Any]:
        """Keep it with what the fields say."""
        record = self.changed_record(**self._more)
        return lambda: self._keep(record)


class HeroesDialog(RecordList):
    """The store's hero products; the daily worksheet warns when their stock falls below the minimum."""

    noun = HERO

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Show this store's heroes."""
        self._campaigns, self._store_id = context.services.campaigns, context.store_id
        hint = tr("Keep 30 to 50 pieces of each hero in stock; two heroes among 40 to 50 products are usual.")
        super().__init__(context, "promotions.heroes", tr("Hero products"), hint, parent)

    def load(self) -> list[Hero]:
        """The store's heroes."""
        return self._campaigns.heroes.of_store(self._store_id)

    def keep(self, record: Hero) -> Hero:
        """Save a hero."""
        return self._campaigns.heroes.save(record)

    def take_away(self, record_id: int) -> None:
        """Take a product off the heroes."""
        self._campaigns.heroes.remove(record_id)

    def beginning(self) -> dict[str, Any]:
        """As many pieces as the hint advises."""
        return {"minimum_pieces": 30}


class OwnDaysDialog(RecordList):
    """The store's own days: anniversaries, member days, launches."""

    noun = OWN_DAY

    def __init__(self, context: PageContext, day: date, parent: QWidget) -> None:
        """Propose ``day`` for a new one."""
        self._calendar, self._store_id, self._day = context.services.calendar, context.store_id, day
        hint = tr("They stand on the calendar like festivals, once or by a rule, in every year that you look at.")
        super().__init__(context, "promotions.ownDays", tr("Own days of the store"), hint, parent)

    def load(self) -> list[OwnDay]:
        """The store's own days."""
        return self._calendar.own_days(self._store_id)

    def keep(self, record: OwnDay) -> OwnDay:
        """Save a day."""
        return self._calendar.save_own_day(record)

    def take_away(self, record_id: int) -> None:
        """Remove a day."""
        self._calendar.remove_own_day(record_id)

    def names(self, context: PageContext) -> Mapping[str, Mapping[Any, str]]:
        """The festivals that a day may count from."""
        return {"festivals": festival_names(context)}

    def form(self, record: OwnDay | None) -> RecordForm:
        """A form that shows the days on which it comes; a new one begins with the day in view."""
        title = tr(self.noun.label)
        return OwnDayForm(self._context, record, {"day": self._day}, self, name=self._name, title=title)

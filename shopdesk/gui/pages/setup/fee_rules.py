"""The rules of fees: the owner's own versions above, what ships below, each with its day, source and link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.setup.fees import FeeItem, OwnFee
from shopdesk.domain.setup.nouns import OWN_FEE
from shopdesk.domain.stores import PLATFORM_NAMES, Platform
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.setup.fee_form import FeeForm
from shopdesk.gui.pages.setup.fee_rows import link_button
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.fee_versions import FeeVersionsView, ShippedVersion

_NAME = "setup.feeRules"
_SHOWN = (
    "item", "category", "amount_fen", "rate", "store_type", "trademark", "valid_from", "platform", "verified", "source",
    "as_of", "ladder", "link", "note",
)  # fmt: skip
_HEIGHT = 170


class OwnVersions(RecordListPart):
    """Own figures, to enter, change and take away; below them the shipped rules to begin from."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build both lists; they are loaded when the part is first seen."""
        self._view: FeeVersionsView | None = None
        super().__init__(
            context,
            Listed(
                OWN_FEE,
                _NAME,
                tr("Own figures"),
                tr("New own figure"),
                tr("No own figure yet"),
                tr(
                    "The shipped rules hold. Where your seller centre says something else, enter it with the day from "
                    "which it holds and where you saw it; it takes the place of the shipped figure and no update "
                    "touches it."
                ),
            ),
            parent,
        )
        self.shipped = RecordTable(RecordTableModel(self._shipped_columns()), f"{_NAME}.shipped", tr("Shipped rules"))
        self.shipped.fit_columns()
        self.shipped.chosen.connect(lambda _one: self.enable())
        self.shipped.opened.connect(lambda _one: self.open_from_shipped())
        self.shipped.setMinimumHeight(scaled(self, _HEIGHT))
        self.shipped_panel = RecordPanel(context, self.shipped, lambda: self.reader)
        self.shipped_panel.offer_export(tr("Shipped rules"))
        self.from_shipped = button(f"{_NAME}.fromShipped", tr("Own figure from this rule…"), self.open_from_shipped)
        self.shipped_link = link_button(f"{_NAME}.shippedLink", lambda: self.shipped.current().figure.link, role="")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        row.addWidget(self.from_shipped)
        row.addWidget(self.shipped_link)
        self.unsourced = words(name=f"{_NAME}.unsourced", role="muted")
        self.column.addWidget(words(tr("Shipped rules"), role="heading"))
        self.column.addWidget(self.unsourced)
        self.column.addWidget(bar)
        self.column.addWidget(self.shipped_panel, 1)
        self.enable()

    def _shipped_columns(self) -> list[Column[ShippedVersion]]:
        made: list[Column[ShippedVersion]] = []
        until = OWN_FEE.field("valid_from")
        for column in FieldColumns[OwnFee](OWN_FEE, self.reader).columns(only=_SHOWN):
            # Of what ships nobody says that it was seen on the platform's own page.
            header = tr("Sources agree") if column.name == "verified" else column.header
            made.append(replace(column, header=header, value=lambda one, take=column.value: take(one.figure)))
            if column.name == "valid_from":
                made.append(
                    Column(
                        tr("To the day"),
                        lambda one: one.valid_to,
                        text=lambda day: self.reader.shown(until, day),
                        name="valid_to",
                    )
                )
        return [column for column in made if column.name != "note"]

    def more_buttons(self) -> Sequence[QWidget]:
        """The link of an own figure, and the way back to what ships."""
        self.link = link_button(f"{_NAME}.link", lambda: self.chosen.link, role="")
        self.back = button(f"{_NAME}.allShipped", tr("Back to the shipped fees"), self.go_back)
        return (self.link, self.back)

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """For whom first, then how much, from when and where from."""
        by_name = {column.name: column for column in columns}
        return [by_name[name] for name in _SHOWN]

    def enable(self) -> None:
        """Only what can be done now can be pressed."""
        super().enable()
        own = self.chosen
        self.link.setEnabled(own is not None and bool(own.link))
        self.back.setEnabled(self._view is not None and bool(self._view.own))
        shipped = self.shipped.current() if hasattr(self, "shipped") else None
        if shipped is not None or hasattr(self, "from_shipped"):
            self.from_shipped.setEnabled(shipped is not None)
            self.shipped_link.setEnabled(shipped is not None and bool(shipped.figure.link))

    def load(self, services: Services, question: Any) -> FeeVersionsView:
        """Both lists."""
        return services.setup.fees.versions.of(question)

    def populate(self, view: FeeVersionsView) -> None:
        """Show them, the rules of the store's own platform first."""
        self._view = view
        newest_first = sorted(view.shipped, key=lambda one: one.figure.valid_from or date.min, reverse=True)
        self.shipped.set_records(sorted(newest_first, key=lambda one: one.figure.platform != view.platform))
        if self.shipped.current() is None and view.shipped:
            self.shipped.selectRow(0)
        sourced = {one.figure.platform for one in view.shipped}
        unknown = in_a_row([tr(PLATFORM_NAMES[one]) for one in Platform if one not in sourced])
        self.unsourced.setText(
            tr("Of these platforms no fee is known with a source; their figures are yours to enter: {names}.",
               names=unknown)
        )  # fmt: skip
        self.show_records(view.own)

    def open_form(self, record: OwnFee | None) -> None:
        """Ask for a new figure, or change one."""
        context = self.context
        if self._view is None:
            return
        figure = record or OwnFee(
            store_id=context.store_id,
            item=FeeItem.DEPOSIT,
            as_of=context.clock.today(),
            platform=self._view.platform,
        )
        self._open(figure)

    def open_from_shipped(self) -> None:
        """Begin a figure with what a shipped rule says: for whom, how much; where it is from is the owner's to say."""
        found = self.shipped.current()
        if found is not None:
            today = self.context.clock.today()
            self._open(replace(found.figure, valid_from=today, source="", link="", verified=False))

    def _open(self, figure: OwnFee) -> None:
        assert self._view is not None
        self.dialog = FeeForm(self.context, self, figure, self._view.categories)
        self.dialog.saved.connect(self._on_saved)
        open_once(self.dialog)

    def go_back(self) -> None:
        """Return to the shipped rules altogether; undo brings the own figures back."""
        versions, store_id = self.context.services.setup.fees.versions, self.context.store_id
        self.context.tasks.database(
            lambda: versions.all_shipped(store_id), done=self._on_back, failed=self._on_refused, owner=self
        )

    def _on_back(self, count: int) -> None:
        self.context.messages.success(
            tr("The shipped rules hold again. {count} own figures went; Ctrl+Z brings them back.", count=count)
        )

    def belonging(self) -> Mapping[str, Any]:
        """The store, and that figures are dated on the day on which they are entered."""
        return {**super().belonging(), "as_of": self.context.clock.today()}

    def keep(self, record: OwnFee) -> OwnFee:
        """Keep a pasted figure."""
        return self.context.services.setup.fees.versions.keep(record)

    def discard(self, record: OwnFee) -> None:
        """Take a figure away."""
        self.context.services.setup.fees.versions.remove(record)


class FeeRulesDialog(QDialog):
    """Holds the rules."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Of the store in view."""
        super().__init__(parent)
        self.setObjectName(f"{_NAME}.dialog")
        self.setWindowTitle(tr("Rules of fees and own figures"))
        self.setModal(True)
        roomy(self, 1000, 640)
        self.part = OwnVersions(context)
        self.part.stack.setMinimumHeight(scaled(self, _HEIGHT))
        foot = QHBoxLayout()
        about = tr("An own figure holds from its day on, before the shipped one; updates never touch it.")
        foot.addWidget(words(breakable(about), role="muted"), 1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(VerticalScroll(self.part), 1)
        layout.addLayout(foot)

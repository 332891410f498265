"""The form of a campaign, for a new one and for an edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.campaigns.life import KIND_NAMES
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState, check_campaign
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import current_language, tr


class CountEdit(QLineEdit):
    """A whole number that may be empty."""

    def __init__(self, value: int | None) -> None:
        """Show a number or nothing."""
        super().__init__("" if value is None else str(value))
        self.setValidator(QIntValidator(0, 999_999_999, self))

    @property
    def value(self) -> int | None:
        """The number; ``None`` when empty."""
        return int(self.text()) if self.text().strip() else None


def pair_row(dialog: FormDialog, prefix: str, left: tuple[str, QWidget, str], right: tuple[str, QWidget, str]) -> None:
    """Two short labelled fields in one row of a form; their object names begin with ``prefix``."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for label, widget, name in (left, right):
        widget.setObjectName(f"{prefix}.{name}")
        widget.setAccessibleName(label)
    second = QLabel(right[0])
    second.setBuddy(right[1])
    second.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(left[1], 3)
    layout.addWidget(second, 2)
    layout.addWidget(right[1], 3)
    dialog.form.addRow(left[0], row)


class CampaignForm(FormDialog):
    """Edits one campaign; at OK it is kept on the database thread, and the form stays open when that is refused."""

    def __init__(self, context: PageContext, campaign: Campaign, gates: tuple[Gate, ...], parent: QWidget) -> None:
        """A form filled with ``campaign``; without an id it is a new one."""
        title = tr("New campaign") if campaign.id is None else tr("Edit campaign")
        super().__init__(title, self._submit_form, parent, ok_label=tr("Save"))
        self._context = context
        self._campaign = campaign
        self.saved: Campaign | None = None
        self.setObjectName("promotions.campaignForm")
        self.setMinimumWidth(620)
        today = context.clock.today()
        self.name = QLineEdit(campaign.name)
        self.kind = QComboBox()
        for kind in CampaignKind:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind)
        self.kind.setCurrentIndex(list(CampaignKind).index(campaign.kind))
        self.stage = QComboBox()
        self.stage.addItem(tr("Planned"), CampaignState.PLANNED)
        self.stage.addItem(tr("Only an idea yet"), CampaignState.IDEA)
        self.start, self.end, self.warm_up = (DayEdit(today=today) for _ in range(3))
        self.programme = QComboBox()
        self.programme.addItem(tr("None, the store's own"), "")
        for gate in gates:
            self.programme.addItem(gate.name(current_language()), gate.code)
        self.programme.setCurrentIndex(max(self.programme.findData(campaign.programme), 0))
        self.offer = QLineEdit(campaign.offer)
        self.offer.setPlaceholderText(tr("For example: 30 off over 200"))
        self.shipping = QComboBox()
        for label, value in ((tr("Not said"), None), (tr("Yes"), True), (tr("No"), False)):
            self.shipping.addItem(label, value)
        self.shipping.setCurrentIndex([None, True, False].index(campaign.free_shipping))
        self.courier, self.owner, self.note = (QLineEdit(t) for t in (campaign.courier, campaign.owner, campaign.note))
        self.budget, self.plan_sales, self.spend = MoneyEdit(), MoneyEdit(), MoneyEdit()
        self.plan_visitors, self.plan_orders = CountEdit(campaign.plan_visitors), CountEdit(campaign.plan_orders)
        self._fill()
        self._rows()

    def _fill(self) -> None:
        campaign = self._campaign
        self.start.set_day(campaign.start)
        self.end.set_day(campaign.end)
        self.warm_up.set_day(campaign.warm_up_on)
        self.budget.set_fen(campaign.budget_fen)
        self.plan_sales.set_fen(campaign.plan_sales_fen)
        self.spend.set_fen(campaign.spend_fen)

    def _rows(self) -> None:
        self.add_row(tr("Name"), self.name, "promotions.form.name")
        self.add_row(tr("Kind"), self.kind, "promotions.form.kind")
        if self._campaign.id is None:
            self.add_row(tr("Stage"), self.stage, "promotions.form.stage")
        pair_row(self, "promotions.form", (tr("Starts on"), self.start, "start"), (tr("Ends on"), self.end, "end"))
        pair_row(
            self,
            "promotions.form",
            (tr("Warm-up from"), self.warm_up, "warmUp"),
            (tr("Free shipping"), self.shipping, "shipping"),
        )
        self.add_row(tr("Offer"), self.offer, "promotions.form.offer")
        self.add_row(tr("Platform programme"), self.programme, "promotions.form.programme")
        pair_row(
            self, "promotions.form", (tr("In charge"), self.owner, "owner"), (tr("Courier"), self.courier, "courier")
        )
        pair_row(
            self,
            "promotions.form",
            (tr("Budget"), self.budget, "budget"),
            (tr("Planned sales"), self.plan_sales, "planSales"),
        )
        pair_row(
            self,
            "promotions.form",
            (tr("Planned visitors"), self.plan_visitors, "planVisitors"),
            (tr("Planned orders"), self.plan_orders, "planOrders"),
        )
        if self._campaign.id is not None:
            self.add_row(tr("Really spent"), self.spend, "promotions.form.spend")
        self.add_row(tr("Note"), self.note, "promotions.form.note")
        self.name.setFocus()

    def result_record(self) -> Campaign:
        """The campaign as the form says.

        Raises:
            UserError: a field cannot be read or is wrong.
        """
        for field in (self.start, self.end, self.warm_up):
            if not field.valid:
                raise UserError(Text("“{text}” is not a day. Write it like 2020-02-01.", text=field.text()))
        for amount in (self.budget, self.plan_sales, self.spend):
            if not amount.valid:
                raise UserError(
                    Text("“{value}” is not an amount of money. Enter it like 1234.50.", value=amount.text())
                )
        if self.start.day is None or self.end.day is None:
            raise UserError(Text("Enter the first and the last day."))
        new = self._campaign.id is None
        record = replace(
            self._campaign,
            name=self.name.text().strip(),
            kind=CampaignKind(self.kind.currentData()),
            state=CampaignState(self.stage.currentData()) if new else self._campaign.state,
            start=self.start.day,
            end=self.end.day,
            warm_up_on=self.warm_up.day,
            programme=self.programme.currentData(),
            offer=self.offer.text().strip(),
            free_shipping=self.shipping.currentData(),
            courier=self.courier.text().strip(),
            owner=self.owner.text().strip(),
            budget_fen=self.budget.fen,
            plan_visitors=self.plan_visitors.value,
            plan_orders=self.plan_orders.value,
            plan_sales_fen=self.plan_sales.fen,
            spend_fen=self.spend.fen,
            note=self.note.text().strip(),
        )
        check_campaign(record)
        return record

    def _submit_form(self) -> bool:
        record = self.result_record()
        service = self._context.services.campaigns
        keep = service.create if record.id is None else service.update
        self._context.tasks.database(lambda: keep(record), done=self._on_saved, failed=self.complain, owner=self)
        return False

    def _on_saved(self, campaign: Campaign) -> None:
        self.saved = campaign
        self.accept()


def blank(store_id: int, start: date, end: date) -> Campaign:
    """An empty campaign over some days, as the form begins."""
    return Campaign(store_id=store_id, name="", state=CampaignState.PLANNED, start=start, end=end)

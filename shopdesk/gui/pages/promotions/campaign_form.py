"""The form of a campaign, for a new one and for an edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.campaigns.again import products_again
from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.campaigns.nouns import CAMPAIGN, check_campaign
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.fields import Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.campaigns.views import CampaignView


class CampaignForm(RecordForm):
    """Edits one campaign; ``saved`` carries it as it was kept."""

    def __init__(
        self,
        context: PageContext,
        campaign: Campaign,
        gates: tuple[Gate, ...],
        parent: QWidget,
        like: CampaignView | None = None,
    ) -> None:
        """A form filled with ``campaign``; without an id it is a new one, perhaps ``like`` one that was held."""
        self._new = campaign.id is None
        programmes = {"": tr("None, the store's own"), **{gate.code: gate.name(current_language()) for gate in gates}}
        super().__init__(
            context.tasks,
            CAMPAIGN,
            name="promotions.form",
            title=tr("New campaign") if self._new else tr("Edit campaign"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr, names={"programme": programmes}),
            parent=parent,
            record=campaign,
        )
        self.setMinimumWidth(620)
        self._campaigns, self._like = context.services.campaigns, like
        if like is not None:
            self.hint(tr("Products and added milestones of “{campaign}” come along.", campaign=like.campaign.name))
            if like.campaign.lessons:
                self.hint(tr("Lessons: {lessons}", lessons=like.campaign.lessons))
        self.add_fields("name", "kind")
        if self._new:
            stage = QComboBox()
            stage.addItem(tr("Planned"), CampaignState.PLANNED)
            stage.addItem(tr("Only an idea yet"), CampaignState.IDEA)
            self.add_fields("state", widgets={"state": stage}, labels={"state": Text("Stage")})
        self.add_fields("start", "end", "warm_up_on", "free_shipping", paired=True,
                        widgets={"free_shipping": QComboBox()})  # fmt: skip
        self.add_fields("offer", "programme", widgets={"offer": TypedLine()})
        owner = OwnerBox()
        owner.be_narrow()
        self.add_fields("owner", "courier", "budget_fen", "plan_sales_fen", "plan_visitors", "plan_orders", paired=True,
                        widgets={"owner": owner})  # fmt: skip
        people, store_id, today = context.services.people, context.store_id, context.clock.today()
        context.tasks.database(
            lambda: [person.label for person in people.active(store_id, today)], done=owner.offer, owner=self
        )
        if not self._new:
            self.add_fields("spend_fen")
        self.add_fields("note", widgets={"note": TypedLine()})
        self["name"].setFocus()

    def work(self) -> Callable[[], Campaign]:
        """Create or change it with what the fields say."""
        record = check_campaign(self.changed_record())
        campaigns, like = self._campaigns, self._like
        if not self._new:
            return lambda: campaigns.update(record)
        if like is None:
            return lambda: campaigns.create(record)
        products = products_again(like.products)
        return lambda: campaigns.create(record, products, like=like.campaign.id)


def blank(store_id: int, start: date, end: date) -> Campaign:
    """An empty campaign over some days, as the form begins."""
    return Campaign(store_id=store_id, name="", state=CampaignState.PLANNED, start=start, end=end)

"""The side panel of the selected campaign: where it stands, the next step, milestones, products, review, history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES, STATE_SIGNS
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.money import format_yuan
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.milestone_list import MilestoneList
from shopdesk.gui.pages.promotions.product_list import ProductList
from shopdesk.gui.pages.promotions.review_list import ReviewList
from shopdesk.gui.pages.promotions.step_box import StepBox
from shopdesk.gui.part_tabs import tabs_alone_stop
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.infra.i18n import tr
from shopdesk.services.campaigns.views import CampaignView

_TONES = {
    CampaignState.APPLIED: "warning", CampaignState.APPROVED: "good", CampaignState.REJECTED: "bad",
    CampaignState.RUNNING: "good", CampaignState.PLANNED: "accent", CampaignState.PREPARING: "accent",
    CampaignState.WARM_UP: "warning",
}  # fmt: skip

_LEAST_LIST = 270  # pixels of a list with its tab and buttons, at the usual size of letters


class CampaignPanel(QWidget):
    """Shows one :class:`CampaignView`; the page listens to its parts."""

    edit_asked = Signal()
    delete_asked = Signal()
    forecast_asked = Signal()
    again_asked = Signal()
    war_room_asked = Signal()

    def __init__(self, context: PageContext) -> None:
        """An empty panel."""
        super().__init__()
        self._context, self._shown_id = context, 0
        theme, today = context.theme, context.clock.today()
        self.setObjectName("promotions.campaignPanel")
        self.name = words(role="title")
        self.pill = StatusPill(theme)
        self.kind = words(role="muted", wrap=False)
        self.when = words(wrap=False)
        self.facts = words(role="muted")
        self.steps = StepBox(today, context.actor)
        self.milestones = MilestoneList(context)
        self.products = ProductList(context)
        self.review = ReviewList()
        self.history = words()
        self.history.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.history.setContentsMargins(0, 8, 0, 0)
        self.history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabWidget()
        tabs_alone_stop(self.tabs)
        # In a small window the page is scrolled rather than leaving a list a single row.
        self.tabs.setMinimumHeight(scaled(self, _LEAST_LIST))
        self.tabs.setObjectName("promotions.campaignTabs")
        self.tabs.setStyleSheet("QTabBar::tab { padding: 7px 8px; }")  # four of them fit the narrow panel
        for widget, title in (
            (self.milestones, tr("Milestones")),
            (self.products, tr("Products")),
            (self.review, tr("Review")),
            (self.history, tr("History")),
        ):
            self.tabs.addTab(widget, title)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.pill)
        top.addWidget(self.kind, 1)
        foot = FlowLayout()
        foot.add(button("promotions.delete", tr("Delete campaign"), self.delete_asked.emit, role="danger"))
        foot.add_stretch()
        foot.add(
            button("promotions.warRoom.open", tr("War room"), self.war_room_asked.emit),
            button("promotions.sheet.open", tr("Campaign sheet…"), self.show_sheet),
            button("promotions.forecast", tr("Forecast…"), self.forecast_asked.emit),
            button("promotions.again", tr("Hold again…"), self.again_asked.emit),
            button("promotions.edit", tr("Edit…"), self.edit_asked.emit),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.name)
        layout.addLayout(top)
        layout.addWidget(self.when)
        layout.addWidget(self.facts)
        layout.addWidget(self.steps)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    def show_view(self, view: CampaignView) -> None:
        """Show a campaign."""
        campaign = view.campaign
        self._shown_id = campaign.id or 0
        self.name.setText(campaign.name)
        self.pill.set_status(
            f"{STATE_SIGNS[campaign.state]} {tr(STATE_NAMES[campaign.state])}", _TONES.get(campaign.state, "neutral")
        )
        self.kind.setText(tr(KIND_NAMES[campaign.kind]))
        self.when.setText(
            tr(
                "{start} – {end}, {days} days",
                start=campaign.start.isoformat(),
                end=campaign.end.isoformat(),
                days=campaign.period.length,
            )
        )
        facts = facts_of(campaign)
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))
        self.steps.show_state(campaign.state, view.due_step)
        self.milestones.set_items(view.milestones)
        self.products.set_view(view)
        self.tabs.setTabText(0, tr("Milestones ({open})", open=view.open_milestones))
        self.tabs.setTabText(1, tr("Products ({count})", count=len(view.products)))
        self.history.setText("\n".join(history_of(view)) or tr("No step was taken yet."))

    def show_sheet(self) -> None:
        """Show the application of the campaign in view, with its files."""
        from shopdesk.gui.pages.promotions.sheet_dialog import SheetDialog

        open_once(SheetDialog(self._context, self._shown_id, self))


def facts_of(campaign: Campaign) -> list[str]:
    """What else is known of a campaign, a line each."""
    lines = [campaign.offer]
    if campaign.warm_up_on is not None:
        lines.append(tr("Warm-up from {day}", day=campaign.warm_up_on.isoformat()))
    if campaign.owner:
        lines.append(tr("In charge: {who}", who=campaign.owner))
    if campaign.budget_fen is not None:
        lines.append(tr("Budget {amount} yuan", amount=format_yuan(campaign.budget_fen)))
    if campaign.free_shipping:
        lines.append(tr("Free shipping"))
    if campaign.courier:
        lines.append(tr("Courier: {courier}", courier=campaign.courier))
    if campaign.reason:
        lines.append(tr("Rejected: {reason}", reason=campaign.reason))
    if campaign.lessons:
        lines.append(tr("Lessons: {lessons}", lessons=campaign.lessons))
    return [line for line in (*lines, campaign.note) if line]


def history_of(view: CampaignView) -> list[str]:
    """The steps of a life, the newest first."""
    lines = []
    for event in reversed(view.events):
        line = f"{event.day.isoformat()}  {tr(STATE_NAMES[event.from_state])} → {tr(STATE_NAMES[event.to_state])}"
        lines.append("  ".join(part for part in (line, event.who, event.note) if part))
    return lines

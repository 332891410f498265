"""The tier planner: a monthly turnover in, the team it carries out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.tiers.band import BandPosition
from shopdesk.domain.tiers.checks import yuan
from shopdesk.domain.tiers.nouns import TIER
from shopdesk.domain.tiers.planner import Plan
from shopdesk.domain.tiers.records import Ladder, blank_step
from shopdesk.gui.pages.people.choice_card import ChoiceCard
from shopdesk.gui.pages.people.gap_list import GapList
from shopdesk.gui.pages.people.gauge import Gauge
from shopdesk.gui.pages.people.ladder_panel import LadderPanel
from shopdesk.gui.pages.people.structure import Legend, StructureDiagram
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import among, button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.tiers import PlannerView, TurnoverHint

_PAUSE = 350
"""Milliseconds without a key press before a typed turnover is planned with."""


class PlannerPart(Part):
    """Everything of the planner; it asks the service for one view and shows that."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the parts; nothing is loaded before :meth:`refresh`."""
        super().__init__(context, parent)
        self.setObjectName("people.planner")
        self.scroller = QuietScroll()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.scroller)
        self._view: PlannerView | None = None
        self._typing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_typed)
        body = QWidget()
        self._layout = QVBoxLayout(body)
        self._layout.setContentsMargins(0, 0, 8, 16)
        self._layout.setSpacing(12)
        self._build_question()
        self._build_choices()
        self._build_answer()
        self.ladder = LadderPanel(context.theme)
        self.ladder.edited.connect(self._on_ladder_edited)
        self.ladder.refused.connect(lambda text: context.messages.warning(text))
        self.ladder.asked.connect(self._on_ladder_asked)
        self.ladder.renamed.connect(self._on_renamed)
        self._layout.addWidget(self.ladder)
        self._layout.addStretch(1)
        self.scroller.setWidget(body)

    # Building

    def _build_question(self) -> None:
        row = FlowLayout(squeezes=True)
        label = QLabel(tr("&Monthly turnover (yuan)"))
        self.turnover = MoneyEdit(field=TIER.field("turnover_fen"))
        self._refused = ""
        self.turnover.setObjectName("people.planner.turnover")
        self.turnover.setAccessibleName(tr("Monthly turnover"))
        self.turnover.setMinimumWidth(150)
        self.turnover.textEdited.connect(self._on_key)
        self.turnover.returnPressed.connect(self._on_confirmed)
        label.setBuddy(self.turnover)
        hints = QWidget()
        self._hints = FlowLayout(hints)
        row.add(label, self.turnover, hints)
        self._layout.addLayout(row)

    def _build_choices(self) -> None:
        self._cards_row = FlowLayout(even=True)
        self._layout.addLayout(self._cards_row)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._cards: dict[str, ChoiceCard] = {}

    def _build_answer(self) -> None:
        theme = self.context.theme
        self.answer = QWidget()
        columns = QHBoxLayout(self.answer)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        left, box = _card("people.planner.tier")
        self.headline = _label("", "title", "people.planner.headline")
        self.cost_line = _label("", "", "people.planner.cost")
        self.next_line = _label("", "muted", "people.planner.next")
        self.structure = StructureDiagram(theme)
        self.structure.setObjectName("people.planner.structure")
        self.gauge = Gauge(theme)
        self.gauge.setObjectName("people.planner.gauge")
        box.addWidget(self.headline)
        box.addWidget(self.cost_line)
        box.addWidget(self.gauge)
        box.addWidget(self.structure)
        box.addWidget(Legend(theme))
        box.addWidget(self.next_line)
        box.addStretch(1)
        columns.addWidget(left, 3)
        right, box = _card("people.planner.gapCard")
        box.addWidget(_label(tr("Gap to today's team"), "subtitle", "people.planner.gapTitle"))
        self.gap = GapList(theme)
        box.addWidget(self.gap)
        box.addStretch(1)
        columns.addWidget(right, 2)
        self._layout.addWidget(self.answer)
        self.empty = _label(
            tr("Enter a monthly turnover, or import orders: the team it carries then stands here."),
            "muted",
            "people.planner.empty",
        )
        self._layout.addWidget(self.empty)
        self.answer.hide()

    # Loading and showing

    def load(self, services: Services, store_id: int) -> PlannerView:
        """Every table planned with the turnover entered last."""
        return services.tiers.view(store_id)

    def _plan_with(self, turnover_fen: int | None) -> None:
        """Keep the turnover that was entered and plan with it."""
        services, store_id = self.context.services, self.context.store_id
        self._change(lambda: services.tiers.remember_turnover(store_id, turnover_fen))

    def populate(self, view: PlannerView) -> None:
        """Show a view; a turnover that is being typed is left alone."""
        self._view = view
        if not self._typing:
            self.turnover.set_fen(view.turnover_fen)
        self._show_hints(view)
        self._show_cards(view)
        plan = view.plan
        self.answer.setVisible(plan is not None)
        self.empty.setVisible(plan is None)
        if plan is not None:
            self._show_plan(view, plan)
        current = plan.tier_index if plan is not None and plan.reached else None
        self.ladder.populate(view.choice, view.names, list(view.findings[view.chosen]), current)

    def _show_hints(self, view: PlannerView) -> None:
        while self._hints.count():
            item = self._hints.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for hint in view.hints:
            take = lambda fen=hint.turnover_fen: self._take(fen)  # noqa: E731
            self._hints.addWidget(button(f"people.planner.hint.{hint.kind}", _hint_text(hint), take))

    def _show_cards(self, view: PlannerView) -> None:
        keys = [choice.key for choice in view.choices]
        if keys != list(self._cards) or any(self._cards[c.key].text() != c.name for c in view.choices):
            focused = next((key for key, card in self._cards.items() if card.hasFocus()), None)
            for card in self._cards.values():
                self._group.removeButton(card)
                self._cards_row.removeWidget(card)
                card.deleteLater()
            self._cards = {}
            for choice in view.choices:
                card = ChoiceCard(self.context.theme, choice.key, choice.name, choice.about)
                card.setObjectName(f"people.planner.choice.{choice.key}")
                card.clicked.connect(lambda _checked=False, key=choice.key: self._on_chosen(key))
                among(self._group, card)
                self._cards_row.addWidget(card)
                self._cards[choice.key] = card
            if focused in self._cards:
                self._cards[focused].setFocus()
        for key, card in self._cards.items():
            card.setChecked(key == view.chosen)
            card.show_plan(view.plans.get(key))

    def _show_plan(self, view: PlannerView, plan: Plan) -> None:
        tier = yuan(plan.tier.turnover_fen)
        if plan.reached:
            headline = tr("Tier {tier}: {people} people", tier=tier, people=plan.tier.people)
        else:
            headline = tr("First tier {tier}, not reached yet: {people} people", tier=tier, people=plan.tier.people)
        self.headline.setText(headline)
        self.cost_line.setText(_cost_sentence(plan))
        self.next_line.setText(_next_sentence(plan))
        ladder = view.choice.ladder
        self.gauge.show_ratios(ladder.band_low, ladder.band_high, plan.cost_ratio, plan.team_ratio)
        self.structure.show_plan(plan, view.names)
        self.gap.show_plan(plan, view.names)

    # What the user does

    def _on_typed(self) -> None:
        self._pause.stop()
        if not self.turnover.valid:
            self._refused = self.turnover.refusal()
            self.context.messages.warning(self._refused)
            return
        self._plan_with(self.turnover.fen)

    def _on_key(self, _text: str) -> None:
        if self._refused and self.turnover.valid:
            # What was said of it goes as soon as it is right.
            if self.context.messages.text == self._refused:
                self.context.messages.hide()
            self._refused = ""
        self._typing = True
        self._pause.start()

    def _on_confirmed(self) -> None:
        if self.turnover.valid:
            self._typing = False
            self._on_typed()

    def _take(self, fen: int) -> None:
        self._pause.stop()
        self._typing = False
        self.turnover.set_fen(fen)
        self._plan_with(fen)

    def _on_chosen(self, key: str) -> None:
        if self._view is None or key == self._view.chosen:
            return
        self._change(lambda: self.context.services.tiers.choose(self.context.store_id, key))

    def _on_ladder_edited(self, ladder: Ladder) -> None:
        self._change(lambda: self.context.services.tiers.save(ladder))

    def _on_ladder_asked(self, what: str) -> None:
        if self._view is None:
            return
        choice, tiers = self._view.choice, self.context.services
        ladder = choice.ladder
        store_id = self.context.store_id
        if what == "copy":
            name = self._free_name(ladder.origin)
            self._change(lambda: tiers.tiers.copy(store_id, choice.key, name))
        elif what == "add":
            added = replace(ladder, steps=(*ladder.steps, blank_step(ladder)))
            self._change(lambda: tiers.tiers.save(added))
        elif what == "drop" and ladder.steps:
            tier = self.ladder.current_tier()
            steps = tuple(step for number, step in enumerate(ladder.steps) if number != tier)
            self._change(lambda: tiers.tiers.save(replace(ladder, steps=steps)))
        elif what == "reset":
            self._change(lambda: tiers.tiers.reset(ladder))
        elif what == "remove":
            self._change(lambda: tiers.tiers.remove(ladder))

    def _on_renamed(self, name: str) -> None:
        if self._view is not None:
            ladder = self._view.choice.ladder
            self._change(lambda: self.context.services.tiers.rename(ladder, name))

    def _change(self, act: object) -> None:
        # What is remembered quietly is no news to anybody else.
        self.context.tasks.database(act, done=lambda _result: self.refresh(), owner=self)

    def _free_name(self, origin: str) -> str:
        """Name a copy after the preset that it goes back to."""
        assert self._view is not None
        taken = {choice.name for choice in self._view.choices}
        name = next(choice.name for choice in self._view.choices if choice.key == origin)
        number = 1
        while (made := tr("{name}, own {number}", name=name, number=number)) in taken:
            number += 1
        return made


def _card(name: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName(name)
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(8)
    return frame, layout


def _label(text: str, role: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def _hint_text(hint: TurnoverHint) -> str:
    amount = yuan(hint.turnover_fen)
    first, last = hint.months[0], hint.months[-1]
    if str(hint.kind) == "target":
        return tr("Target {month}: {amount}", month=_month(first), amount=amount)
    if first == last:
        return tr("Paid in {month}: {amount}", month=_month(first), amount=amount)
    return tr("Mean {first} to {last}: {amount}", first=_month(first), last=_month(last), amount=amount)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _cost_sentence(plan: Plan) -> str:
    cost, low, high = format_yuan(plan.cost_fen), yuan(plan.band_low_fen), yuan(plan.band_high_fen)
    if plan.cost_ratio is None:
        return tr("It costs {cost} a month.", cost=cost)
    share = percent_text(plan.cost_ratio)
    match plan.position:
        case BandPosition.INSIDE:
            return tr(
                "It costs {cost} a month, {share} of this turnover: inside the band, {low} to {high}.",
                cost=cost,
                share=share,
                low=low,
                high=high,
            )
        case BandPosition.ABOVE:
            return tr(
                "It costs {cost} a month, {share} of this turnover: above the band, {low} to {high}.",
                cost=cost,
                share=share,
                low=low,
                high=high,
            )
        case BandPosition.BELOW:
            return tr(
                "It costs {cost} a month, {share} of this turnover: below the band, {low} to {high}.",
                cost=cost,
                share=share,
                low=low,
                high=high,
            )


def _next_sentence(plan: Plan) -> str:
    if plan.next_tier is None or plan.to_next_fen is None:
        return tr("This is the highest tier of the table.")
    tier, missing = yuan(plan.next_tier.turnover_fen), yuan(plan.to_next_fen)
    if not plan.reached:
        return tr("The tier begins at {tier}; {missing} a month are still missing.", tier=tier, missing=missing)
    return tr("The next tier begins at {tier}; {missing} more a month are needed.", tier=tier, missing=missing)

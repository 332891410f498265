"""What can be done with fees."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from shopdesk.domain.setup.fees import FeeItem, FeeLine, OwnFee
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.domain.stores import Platform
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.fee_reading import FeeView

if TYPE_CHECKING:
    from shopdesk.gui.pages.setup.page import SetupPage
    from shopdesk.services.registry import Services


class FeeActions(QObject):
    """Connects the fees tab with the service. ``day`` is the day whose rules were asked for."""

    def __init__(self, page: SetupPage) -> None:
        """Listen to the page's fees tab."""
        super().__init__(page)
        self._page = page
        self.day: date | None = None
        self._store_id: int | None = None
        self.look = Look(page.fees, page.context, self._wanted, _load, page.fees.populate, after=page.main_look)
        page.fees.plan_edited.connect(self._on_plan_edited)
        page.fees.own_asked.connect(self._on_own_asked)
        page.fees.shipped_asked.connect(self._on_shipped_asked)
        page.fees.day_asked.connect(self._on_day_asked)
        page.fees.compare_asked.connect(self.compare)
        page.fees.rules_asked.connect(self.edit_rules)
        page.fees.category_asked.connect(self._on_category_asked)

    def show(self, view: FeeView) -> None:
        """Show what the page loaded, unless another day was asked for: its answer comes next."""
        if view.plan.store_id != self._store_id:
            self._store_id, self.day = view.plan.store_id, None
        if self.day is None:
            self._page.fees.populate(view)

    def compare(self) -> None:
        """Open two stores side by side."""
        from shopdesk.gui.pages.setup.fee_compare import FeeCompareDialog

        open_once(FeeCompareDialog(self._page.context, self._page))

    def edit_rules(self) -> None:
        """Open the rules, shipped and own."""
        from shopdesk.gui.pages.setup.fee_rules import FeeRulesDialog

        open_once(FeeRulesDialog(self._page.context, self._page))

    def _wanted(self) -> Hashable:
        return None if self.day is None else (self._page.context.store_id, self.day)

    def _on_day_asked(self, day: date | None) -> None:
        self.day = day
        if day is None:
            self._page.refresh()
        else:
            self.look.ask()

    def _on_plan_edited(self, plan: SetupPlan, was: SetupPlan) -> None:
        setup = self._page.context.services.setup
        self._page.write(lambda: setup.save_plan(plan, was))

    def _on_shipped_asked(self, item: FeeItem) -> None:
        fees, store_id = self._page.context.services.setup.fees, self._page.context.store_id
        self._page.write(lambda: fees.withdraw_own(store_id, item))

    def _on_own_asked(self, line: FeeLine) -> None:
        self._ask(line.figure or self._new(line.item))

    def _on_category_asked(self) -> None:
        form = self._ask(self._new(FeeItem.COMMISSION), tr("Own category with its own figure"))
        form["category"].setFocus()
        form.saved.connect(self._on_category_saved)

    def _on_category_saved(self, figure: OwnFee) -> None:
        """A store that gets a category of its own is to be reckoned with it."""
        board = self._page.board
        if board is not None and figure.category and figure.category != board.plan.category:
            self._on_plan_edited(replace(board.plan, category=figure.category), board.plan)

    def _new(self, item: FeeItem) -> OwnFee:
        context = self._page.context
        platform = Platform(context.store.platform)
        return OwnFee(store_id=context.store_id, item=item, as_of=context.clock.today(), platform=platform)

    def _ask(self, figure: OwnFee, title: str = "") -> Any:
        from shopdesk.gui.pages.setup.fee_form import FeeForm

        view = self._page.fees.view
        form = FeeForm(self._page.context, self._page, figure, [] if view is None else _named(view), title=title)
        open_once(form)
        return form


def _named(view: FeeView) -> list[str]:
    return [title for _code, title in view.categories]


def _load(services: Services, question: Any) -> FeeView:
    """The fees of a store by the rules of a day."""
    return services.setup.fees.view(*question)

"""The inner page "Money": tiles above, and its parts behind a row of tabs of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import Behind
from shopdesk.domain.periods import By, Period, month_of
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.money.lines_view import LinesDialog, LinesQuestion
from shopdesk.gui.pages.kpi.money.shares_dialog import SharesDialog
from shopdesk.gui.pages.kpi.money.tiles import MoneyTiles, MoneyView
from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.gui.widgets.vertical_scroll import to_the_top
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.ledger.profit_shares import Figure
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class MoneyPart(Part):
    """Holds the parts and opens lines for them; itself it loads what its tiles show.

    ``days_wanted`` asks for other days, ``import_wanted`` for the choice of files.
    """

    days_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(
        self,
        context: PageContext,
        days: Callable[[], Period],
        by: Callable[[], By],
        parent: QWidget | None = None,
    ) -> None:
        """Each part is made when it is first looked at; ``days`` and ``by`` are those chosen above."""
        super().__init__(context, parent)
        self.setObjectName("kpi.money")
        self._days, self._by = days, by
        self.dialog: LinesDialog | None = None
        self.shares: SharesDialog | None = None
        self.tiles = MoneyTiles(context.theme)
        self.tiles.chosen.connect(self._open_tile)
        self.tabs = PartTabs("kpi.money.parts", tr("Money"), titles("kpi", "money"), keys=False)
        for name, maker in (
            ("account", self._make_account),
            ("orders", self._make_orders),
            ("bridge", self._make_bridge),
            ("months", self._make_months),
            ("rules", self._make_rules),
            ("costs", self._make_costs),
            ("profit", self._make_profit),
            ("tax", self._make_tax),
        ):
            self.tabs.add(name, maker, gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tiles)
        layout.addWidget(self.tabs, 1)

    # The parts

    def _make_account(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.account_part import AccountPart

        made = AccountPart(self.context, self._days, self._by)
        made.lines_wanted.connect(self.open_lines)
        made.days_wanted.connect(self.days_wanted)
        made.import_wanted.connect(self.import_wanted)
        return made

    def _make_orders(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.orders_part import OrdersPart

        made = OrdersPart(self.context, self._days)
        made.days_wanted.connect(self.days_wanted)
        return made

    def _make_bridge(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.bridge_part import BridgePart

        made = BridgePart(self.context)
        made.order_wanted.connect(self.show_order)
        made.lines_wanted.connect(lambda month, kinds: self.open_lines(month_of(month), kinds))
        return made

    def _make_months(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.months_part import MonthsPart

        return MonthsPart(self.context)

    def _make_rules(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.rules_part import RulesPart

        return RulesPart(self.context)

    def _make_costs(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.costs_part import CostsPart

        return CostsPart(self.context)

    def _make_profit(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.profit_part import ProfitPart

        made = ProfitPart(self.context, self._days)
        made.lines_wanted.connect(lambda behind, kinds: self.open_lines(None, kinds, behind))
        made.rows_wanted.connect(self.open_shares)
        made.days_wanted.connect(self.days_wanted)
        made.costs_wanted.connect(lambda: self._bring("costs"))
        return made

    def _make_tax(self) -> QWidget:
        from shopdesk.gui.pages.kpi.money.tax_part import TaxPart

        return TaxPart(self.context)

    # Loading and showing

    def load(self, services: Services, question: Any) -> MoneyView:
        """What the tiles show."""
        services.ask_ahead(
            lambda: services.ledger.balances(question),
            lambda: services.ledger.lines(question, kinds=(LineKind.NOT_CLASSIFIED,), limit=1),
            lambda: services.ledger.coverage(question),
        )
        balances = services.ledger.balances(question)
        unknown = services.ledger.lines(question, kinds=(LineKind.NOT_CLASSIFIED,), limit=1)
        return MoneyView(
            account=balances.account,
            held=balances.held,
            ads=balances.ads,
            withdrawn=balances.withdrawn,
            unknown=unknown.count,
            unknown_fen=unknown.amount,
            known=services.ledger.coverage(question).last_day is not None,
        )

    def populate(self, view: MoneyView) -> None:
        """Show the tiles."""
        self.tiles.show_view(view)

    def days_changed(self) -> None:
        """Other days or steps were chosen above: what shows them is asked anew, now or when it is seen."""
        for name in ("account", "orders", "profit"):
            if self.tabs.made(name):
                part = self.tabs.part(name)
                if not part.main_look.stands:
                    part.main_look.invalidate()

    def print_shown(self) -> bool:
        """Print what the part in view prints."""
        return bool(self.tabs.shown.print_shown())

    # What the user opens

    def open_lines(self, days: Period | None, kinds: tuple[LineKind, ...] | None, behind: Behind | None = None) -> None:
        """Show the lines of some days and kinds, or of some kinds behind a figure of profit."""
        title = (
            tr(LINE_KIND_NAMES[kinds[0]]) if kinds is not None and len(kinds) == 1 else tr("Lines of the statements")
        )
        question = LinesQuestion(self.context.store_id, days, kinds, behind=behind)
        self.dialog = LinesDialog(self.context, title, question, self)
        open_once(self.dialog)

    def open_shares(self, title: str, figure: Figure) -> None:
        """Show what makes up a figure of profit."""
        self.shares = open_once(SharesDialog(self.context, title, figure, self))

    def show_order(self, number: str) -> None:
        """Show an order beside its money."""
        self._bring("orders").show_order(number)

    def _bring(self, name: str) -> Any:
        """Open a part from elsewhere on the page; with large letters it would lie below what is in view."""
        part = self.tabs.open(name)
        to_the_top(self.tabs)
        return part

    def _open_tile(self, name: str) -> None:
        if name == "account":
            self._bring("account")
        elif name == "unknown":
            self._bring("rules")
        else:
            kinds = {"held": LineKind.DEPOSIT, "ads": LineKind.ADS_TOPUP, "withdrawn": LineKind.TRANSFER}
            self.open_lines(None, (kinds[name],))

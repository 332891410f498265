"""Opens the dialogs that no button of the sample store with an ellipsis, no row and no menu opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from shopdesk.domain.campaigns.bundle_price import Bundle
from shopdesk.domain.campaigns.bundles import combined, pairs
from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.errors import UnreadableValue
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.periods import By, month_of, previous, week_of
from shopdesk.domain.text import Text
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.dialogs.correct_value import CorrectValueDialog
from shopdesk.gui.dialogs.crash import CrashDialog
from shopdesk.gui.dialogs.first_start import FirstStartDialog
from shopdesk.gui.imports.entry import import_files
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.chart_notes import edit_note
from shopdesk.gui.pages.kpi.order_dialog import open_order
from shopdesk.gui.pages.kpi.report_figures import open_figures
from shopdesk.gui.pages.people.pay.correction_dialogs import ReverseDialog, TakeOverDialog
from shopdesk.gui.pages.promotions.ads_start_form import AdsStartForm
from shopdesk.gui.pages.promotions.basket_form import BasketForm
from shopdesk.gui.pages.promotions.bundle_form import BundleForm
from shopdesk.gui.pages.promotions.gate_editor import GateEditor
from shopdesk.gui.pages.setup.offers_dialog import OffersDialog
from shopdesk.gui.photos.bringing import Picture
from shopdesk.gui.photos.viewer import open_photos
from shopdesk.gui.sharing.address_form import AddressForm
from shopdesk.gui.sharing.back_dialog import BackDialog
from shopdesk.gui.sharing.code_dialog import CodeDialog
from shopdesk.gui.sharing.join_dialog import JoinDialog
from shopdesk.gui.sharing.rights_form import RightsForm
from shopdesk.gui.sharing.shared_dialog import SharedDialog
from shopdesk.gui.sharing.sign_in_dialog import SignInDialog
from shopdesk.services.setup.offers import Offer, OfferKind
from tests.gui.hands import click
from tests.gui.sample_store import NOW
from tests.gui.sharing.shared_state import hold, shown_code

_TODAY = NOW.date()
_MONTH = _TODAY.replace(day=1)
_OFFERS = [Offer(OfferKind.STEP, f"new.{number}", "Ask the landlord", "every store needs it") for number in range(20)]


class OtherDialogs:
    """Each way stands in ``ways`` by the name of the dialog's class."""

    def __init__(self, desktop: Desktop, wait: Callable[[], None], folder: Path) -> None:
        """``folder`` is for files that are taken in."""
        self._desktop, self._wait, self._folder = desktop, wait, folder
        self.ways: dict[str, Callable[[], Any]] = {
            "CampaignForm": lambda: self._page("promotions").new_campaign(_TODAY, _TODAY),
            "MilestoneForm": lambda: click(self._campaign(0), "promotions.addMilestone"),
            "ProductForm": lambda: click(self._campaign(1), "promotions.addProduct"),
            "PriceForm": self._price,
            "BasketForm": self._basket,
            "ForecastForm": self._forecast,
            "SheetDialog": lambda: self._campaign().panel.show_sheet(),
            "BundleForm": self._bundle,
            "AdsStartForm": lambda: AdsStartForm(desktop.window.context, desktop.window).open(),
            "GatesDialog": lambda: click(self._campaign(1), "promotions.gates"),
            "GateEditor": self._gate_rules,
            "WarRoomWindow": lambda: click(self._campaign(), "promotions.warRoom.open"),
            "OffersDialog": lambda: OffersDialog(self._page("setup").context, _OFFERS).open(),
            "ClockDialog": lambda: click(self._page("setup"), "setup.clocks.add"),
            "NewProblemDialog": lambda: self._page("daily", "problems").new_problem(),
            "PhotoViewer": self._photo,
            "PasteDialog": self._rows,
            "TaxTableDialog": self._quarters,
            "DictionaryDialog": lambda: self._page("kpi").show_dictionary(),
            "SharesDialog": self._shares,
            "NoteDialog": self._note,
            "NoteForm": self._note_on_chart,
            "OrderDialog": self._order,
            "ReportFiguresDialog": self._report,
            "ReverseDialog": self._reverse,
            "TakeOverDialog": self._take_over,
            "WorkbookDialog": self._workbook,
            "ImportDialog": self._orders,
            "FirstStartDialog": lambda: FirstStartDialog(desktop).open(),
            "CrashDialog": lambda: CrashDialog("Traceback: a test", desktop.window).open(),
            "CorrectValueDialog": self._unreadable,
            "SharedDialog": self._shared,
            "RightsForm": lambda: RightsForm(desktop.stores, [], lambda _grant: None, desktop.window).open(),
            "CodeDialog": lambda: open_once(
                CodeDialog(desktop.window.context, shown_code(), "For one PC", desktop.window)
            ),
            "BackDialog": lambda: open_once(BackDialog(desktop)),
            "JoinDialog": lambda: JoinDialog(desktop, desktop.window).open(),
            "SignInDialog": self._sign_in,
            "AddressForm": lambda: AddressForm(desktop, lambda: None).open(),
        }

    def _page(self, name: str, *parts: str) -> Any:
        shown: Any = self._desktop.window.open_page(name)
        self._wait()
        for part in parts:
            shown = shown.tabs.open(part)
            self._wait()
        return shown

    def _campaign(self, tab: int = 0) -> Any:
        page = self._page("promotions")
        page.panel.tabs.setCurrentIndex(tab)
        page.show_campaign(self._desktop.app.services.campaigns.of_store(page.context.store_id)[-1])
        self._wait()
        return page

    def _shares(self) -> None:
        profit = self._page("kpi", "money", "profit")
        profit.rows.selectRow(0)
        self._wait()
        profit.makeup.click()

    def _forecast(self) -> None:
        click(self._campaign(), "promotions.forecast")
        self._wait()

    def _gate_rules(self) -> None:
        page = self._campaign()
        gate = page.context.services.campaigns.gates.of_store(page.context.store_id)[0]
        GateEditor(page.context, page.context.store_id, gate, page).open()

    def _price(self) -> None:
        products = self._campaign().panel.products
        products.price_asked.emit(CampaignProduct(store_id=1, campaign_id=1, product_id="1", price_fen=9_900))

    def _basket(self) -> None:
        page = self._campaign()
        facts = {"every_off": "50", "every_from": "300"}
        products = [
            CampaignProduct(store_id=1, campaign_id=1, product_id=f"{n}", price_fen=9_900, cost_fen=5_000, facts=facts)
            for n in range(3)
        ]
        BasketForm(
            page.context, page.context.services.campaigns.of_store(page.context.store_id)[-1], products, None, page
        ).open()

    def _bundle(self) -> None:
        page = self._page("promotions")
        pair = pairs(combined([(("1", "2"), 3, 3, 60_000), (("1",), 9, 9, 90_000)]))[0]
        BundleForm(page.context, pair, Bundle(first_fen=9_900, second_fen=3_900, price_fen=13_800), page).open()

    def _photo(self) -> None:
        picture = Picture("Shelf", QImage(40, 30, QImage.Format.Format_RGB32))
        open_photos(self._page("daily").context, [("Shelf", picture)])

    def _rows(self) -> None:
        QGuiApplication.clipboard().setText("Rent\t2020-02")
        self._page("kpi", "money", "costs").shown.panel.paste()

    def _quarters(self) -> None:
        QGuiApplication.clipboard().setText("Quarter\tIncome\n2020 Q1\t1000")
        self._page("kpi", "money", "tax").paste_table()

    def _note_on_chart(self) -> None:
        page = self._page("kpi")
        edit_note(page.context, _TODAY, 0, False, page)

    def _order(self) -> None:
        page = self._page("kpi")
        services, store, month = page.context.services, page.context.store_id, month_of(_MONTH)
        rows = services.figure_rows.page(store, kpi("refund_amount"), month, Basis.CREATED, limit=1).rows
        open_order(page.context, rows[0].id, page)

    def _report(self) -> None:
        page = self._page("kpi")
        open_figures(page.context, previous(week_of(_TODAY)), By.WEEK, page)

    def _note(self) -> None:
        roster = self._page("people", "roster")
        week = roster.model.week
        shown = [cell for cell in week.entries if week.monday <= cell[1]]
        roster.grid.go_to(roster.model.index_of(*shown[0]))
        QTest.keyClick(roster.grid, Qt.Key.Key_N)

    def _reverse(self) -> None:
        pay = self._page("people", "pay")
        run = KeptRun(
            store_id=pay.context.store_id,
            month=_MONTH,
            state=RunState.LOCKED,
            computed_at=NOW,
            turnover_fen=None,
            cost_ratio=None,
            silent_pool_fen=None,
        )
        ReverseDialog(pay.context, run, pay).open()

    def _take_over(self) -> None:
        pay = self._page("people", "pay")
        TakeOverDialog(pay.context, pay.context.store_id, [], _MONTH, pay).open()

    def _workbook(self) -> None:
        pay, target = self._page("people", "pay"), self._folder / "inputs.xlsx"
        self._desktop.app.services.payroll.write_inputs(*pay.store_month(), target)
        pay.take_workbook(target)

    def _orders(self) -> None:
        file = self._folder / "orders.csv"
        file.write_text("Order No,Amount\n", encoding="utf-8")
        import_files(self._page("daily").context, [file])

    def _shared(self) -> None:
        hold(self._desktop.app)
        open_once(SharedDialog(self._desktop))

    def _sign_in(self) -> None:
        dialog = SignInDialog(self._desktop, {"a.json": "小满", "b.json": "阿兰"}, "小满", lost=True)
        dialog.stay_on_cancel()
        dialog.open()

    def _unreadable(self) -> None:
        error = UnreadableValue(Text("No day"), table="stores", record_id=1, column="opened_on", raw="long ago")
        CorrectValueDialog(self._desktop.app, self._desktop.tasks, error, self._desktop.window).open()

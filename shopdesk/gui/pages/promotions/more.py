"""What the menu behind “More” offers: each entry said once, with what it opens.

Dialogs are imported when they are opened: a start waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from shopdesk.domain.text import Text
from shopdesk.gui.opening import open_once
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.pages.promotions.page import PromotionsPage


class Entry(NamedTuple):
    """A line of the menu: the name that code knows it by, its words, and what it does on the page."""

    name: str
    label: Text
    run: Callable[[PromotionsPage], object]


def _export(page: PromotionsPage) -> None:
    """Ask for a file and write the year in view with this store's own days and campaigns into it."""
    year, store_id = page.toolbar.place[0], page.context.store_id
    calendar = page.context.services.calendar
    save_file(
        page.context,
        page,
        title=tr("Export the calendar"),
        suggested=str(year),
        kind=FileKind.CALENDAR,
        write=lambda target: calendar.export_ics(year, target, store_id),
        working=tr("Writing the calendar"),
    )


def _print(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.year_print import print_year

    print_year(page)


def _excel(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.year_lines import save_workbook

    save_workbook(page)


def _notice(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.extras import NoticeForm

    open_once(NoticeForm(page.context, page.toolbar.place[0], page))


def _own_days(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.record_lists import OwnDaysDialog

    open_once(OwnDaysDialog(page.context, page.grid.cursor_day, page))


def _products(page: PromotionsPage) -> None:
    from shopdesk.gui.products.list_part import ProductsDialog

    open_once(ProductsDialog(page.context, page))


def _hidden(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.day_menu import show_hidden

    show_hidden(page)


def _heroes(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.record_lists import HeroesDialog

    open_once(HeroesDialog(page.context, page))


def _together(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.bundles_dialog import BundlesDialog

    open_once(BundlesDialog(page.context, page))


def _assortment(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.assortment_dialog import AssortmentDialog

    open_once(AssortmentDialog(page.context, page))


def _rules(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.extras import MilestoneRulesForm

    open_once(MilestoneRulesForm(page.context, page))


def _plan(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.plan_dialog import PlanCheckDialog

    open_once(PlanCheckDialog(page.context, page))


def _ads(page: PromotionsPage) -> None:
    from shopdesk.gui.pages.promotions.ads_dialog import AdsDialog

    open_once(AdsDialog(page.context, page))


GROUPS = (
    (
        Entry("products", Text("List of products…"), _products),
        Entry("heroes", Text("Hero products…"), _heroes),
        Entry("together", Text("Bought together…"), _together),
        Entry("assortment", Text("Assortment plan…"), _assortment),
        Entry("ads", Text("Ads and affiliates…"), _ads),
        Entry("plan", Text("Check a written plan…"), _plan),
    ),
    (
        Entry("own_days", Text("Own days of the store…"), _own_days),
        Entry("hidden", Text("Hidden festivals and days…"), _hidden),
        Entry("notice", Text("Enter the official holiday notice…"), _notice),
        Entry("rules", Text("Milestones of new campaigns…"), _rules),
    ),
    (
        Entry("print", Text("Print the year…"), _print),
        Entry("excel", Text("Save the year as Excel…"), _excel),
        Entry("export", Text("Export the year as a calendar file…"), _export),
    ),
)
"""The lines of the menu, what belongs together between two rules."""
ENTRIES = tuple(entry for group in GROUPS for entry in group)

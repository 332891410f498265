"""What the buttons below a campaign's products do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds
from shopdesk.domain.rights import if_seen
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.product_list import ProductList
from shopdesk.services.campaigns.views import CampaignView


class ProductActions:
    """Opens the forms on a product of the campaign in view, and takes one out."""

    def __init__(
        self,
        context: PageContext,
        products: ProductList,
        view: Callable[[], CampaignView | None],
        do: Callable[[Callable[[], Any]], None],
    ) -> None:
        """Answer the buttons of ``products``; ``do`` writes."""
        self._context, self._list, self._view, self._do = context, products, view, do
        products.add_asked.connect(lambda: self.edit(None))
        products.edit_asked.connect(self.edit)
        products.price_asked.connect(self.price)
        products.remove_asked.connect(self.remove)
        products.gates_asked.connect(self.gates)

    def _others(self, product: CampaignProduct) -> list[CampaignProduct]:
        return [other for other in self._list.products() if other.id != product.id]

    def edit(self, product: CampaignProduct | None) -> None:
        """The form on a product, or on a new one."""
        from shopdesk.gui.pages.promotions.product_form import ProductForm

        view = self._view()
        if view is not None:
            campaign = view.campaign
            product = product or CampaignProduct(
                store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id=""
            )
            open_once(ProductForm(self._context, product, self._list))

    def price(self, product: CampaignProduct) -> None:
        """What a product's price comes to with every discount, with the known list price where none was said."""
        from shopdesk.gui.pages.promotions.price_form import PriceForm

        view = self._view()
        if view is None:
            return
        around = [one for one in view.neighbours if one.product_id == product.product_id]
        services, store_id = self._context.services, view.campaign.store_id

        def known() -> tuple[int | None, ParcelGrounds | None]:
            listed = product.list_fen
            if listed is None:
                listed = services.products.list_price(store_id, product.product_id)
            return listed, if_seen(lambda: services.couriers.grounds(store_id, view.campaign.start), None)

        def show(found: tuple[int | None, ParcelGrounds | None]) -> None:
            priced, others = replace(product, list_fen=found[0]), self._others(product)
            open_once(PriceForm(self._context, view.campaign, priced, others, around, found[1], self._list))

        self._context.tasks.database(known, done=show, owner=self._list)

    def remove(self, product: CampaignProduct) -> None:
        """Take a product out of the campaign."""
        service = self._context.services.campaigns
        self._do(lambda: service.products.remove(product))

    def gates(self) -> None:
        """The entry rules of programmes."""
        from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog

        view = self._view()
        if view is not None:
            open_once(GatesDialog(self._context, view.campaign, self._list))

"""A product is found by name, number, code or pinyin, and a number that nobody knows stays what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.products import Product
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.product_box import ProductBox, fitting
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.services.products import NamedProduct
from tests.gui.hands import press, write

KNOWN = (
    NamedProduct("601200", "汤碗 大号", "WAN-2"),
    NamedProduct("601207", "马克杯", "MK-01"),
    NamedProduct("601999", "Mug of steel", "ST"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("马克", ["601207"]), ("makebei", ["601207"]), ("mkb", ["601207"]), ("tw dh", ["601200"]),
        ("wan-2", ["601200"]),
        ("6012", ["601200", "601207"]), ("steel", ["601999"]), ("m", ["601207", "601999"]), ("", []), ("xyz", []),
        ("大号 601200", ["601200"]), ("大号 601207", []),
    ],
)  # fmt: skip
def test_products_are_found_by_all_that_names_them(typed: str, found: list[str]) -> None:
    assert [one.product_id for one in fitting(typed, KNOWN)] == found


@pytest.fixture
def box(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> Iterator[ProductBox]:
    for one in KNOWN:
        page_context.services.products.keep(
            Product(store_id=page_context.store_id, product_id=one.product_id, title=one.title,
                    merchant_code=one.merchant_code)
        )  # fmt: skip
    around = QWidget()
    made = ProductBox(page_context)
    column = QVBoxLayout(around)
    column.addWidget(made)
    column.addWidget(TypedLine())
    qtbot.addWidget(around)
    with qtbot.waitExposed(around):
        around.show()
    around.activateWindow()
    made.setFocus()
    settle()
    yield made
    around.close()


def test_a_choice_gives_the_number_and_names_the_product(box: ProductBox) -> None:
    picked: list[NamedProduct] = []
    box.picked.connect(picked.append)
    write("beisteel")
    assert not box.offers.popup().isVisible()
    box.clear()
    write("m")
    assert box.offers.popup().isVisible()
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (box.text(), box.toolTip()) == ("601999", "Mug of steel")
    assert [one.product_id for one in picked] == ["601999"]


def test_a_new_number_is_never_taken_for_a_known_one(box: ProductBox) -> None:
    picked: list[NamedProduct] = []
    box.picked.connect(picked.append)
    write("60120")
    press(Qt.Key.Key_Return)
    assert (box.text(), picked) == ("60120", [])
    box.focusNextChild()
    assert (box.text(), box.toolTip(), picked) == ("60120", "", [])


def test_a_name_that_means_one_product_becomes_its_number_when_it_is_left(box: ProductBox) -> None:
    write("mkb")
    press(Qt.Key.Key_Escape)
    assert box.text() == "mkb"
    box.focusNextChild()
    assert box.text() == "601207"

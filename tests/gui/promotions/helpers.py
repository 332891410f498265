"""What the tests of the promotions page do over and over."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from shopdesk.gui.pages.promotions.page import PromotionsPage


def open_dialog(page: PromotionsPage, kind: type[QDialog]) -> QDialog:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, kind
    return found[-1]

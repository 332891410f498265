"""ShopDesk: the desktop program with which an owner of one to five online stores runs the whole business."""

from __future__ import annotations

from shopdesk.quick_records import install

__version__ = "0.1.0"
install()

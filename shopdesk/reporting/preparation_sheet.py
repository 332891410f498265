"""Preparation on paper: products against what each needs, and the list of the store, with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from shopdesk.infra.i18n import tr
from shopdesk.reporting.setup_sheet import BOX, STYLE, TABLE, TICK

if TYPE_CHECKING:
    from shopdesk.services.setup.preparation import PreparationBoard


def preparation_html(board: PreparationBoard, title: str, words: Sequence[str]) -> str:
    """The document; heading rows repeat on each page."""
    parts = [f"<p class='top'>{escape(title)}</p>", *(f"<p class='about'>{escape(line)}</p>" for line in words)]
    if board.once():
        rows = "".join(
            f"<tr><td width='4%'>{_box(board, '', item.code)}</td><td width='26%'>{escape(item.title)}</td>"
            f"<td width='70%'>{escape(item.ask)}</td></tr>"
            for item in board.once()
        )
        parts.append(f"<p class='head'>{escape(tr('What the store needs'))}</p>{TABLE}<tbody>{rows}</tbody></table>")
    if board.products and board.each():
        head = "".join(f"<th>{escape(item.title)}</th>" for item in board.each())
        rows = "".join(
            f"<tr><td>{escape(one.title)}</td>"
            + "".join(f"<td align='center'>{_box(board, one.product_id, item.code)}</td>" for item in board.each())
            + "</tr>"
            for one in board.products
        )
        parts.append(
            f"<p class='head'>{escape(tr('What each product needs'))}</p>{TABLE}<thead><tr>"
            f"<th width='30%'>{escape(tr('Product'))}</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
    return f"<html><head><meta charset='utf-8'><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _box(board: PreparationBoard, product: str, item: str) -> str:
    return TICK if (product, item) in board.done else BOX

"""The sheet with a connection code, to be carried to another PC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from shopdesk.infra.i18n import tr


def code_html(rows: Sequence[str], whom: str, until: datetime) -> str:
    """The page: for whom, the code in large letters, how long it holds, what to do with it."""
    steps = (
        tr("Start ShopDesk on the other PC, in the same network."),
        tr("Choose “Join a store…” where it asks for a store."),
        tr("Type the code. Each group is checked as it is typed."),
        tr("Type a name, and a password twice."),
    )
    code = "<br>".join(escape(row).replace(" ", "&nbsp;") for row in rows)
    listed = "".join(f"<li>{escape(one)}</li>" for one in steps)
    holds = tr("It holds until {when}, and for one PC. Then throw this sheet away.", when=f"{until:%Y-%m-%d %H:%M}")
    return (
        f"<h2>{escape(tr('Code for another PC'))}</h2><p>{escape(whom)}</p>"
        f'<p style="font-family:monospace;font-size:17pt">{code}</p><p>{escape(holds)}</p><ol>{listed}</ol>'
    )

"""How to use the calendar, in a few sentences."""

from __future__ import annotations

from shopdesk.infra.i18n import tr


def promotions_help() -> str:
    """Mouse and keyboard."""
    return tr(
        "Drag over days to draw a campaign, drag its bar to move it, drag an edge to change its length. "
        "By keyboard: arrows choose the day, Space selects its campaigns, Alt+arrows move the selected one, "
        "Alt+Shift+arrows move its end, Enter opens it, Ctrl+Z takes anything back."
    )

"""The colour of each state; the state's sign always goes with it."""

from __future__ import annotations

from PySide6.QtGui import QColor

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.gui.theme import Theme


def state_color(theme: Theme, state: CampaignState) -> QColor:
    """The strong colour of a state."""
    return {
        CampaignState.IDEA: theme.muted,
        CampaignState.PLANNED: theme.series[0],
        CampaignState.APPLIED: theme.series[1],
        CampaignState.APPROVED: theme.series[2],
        CampaignState.REJECTED: theme.bad,
        CampaignState.PREPARING: theme.series[5],
        CampaignState.WARM_UP: theme.series[3],
        CampaignState.RUNNING: theme.good,
        CampaignState.ENDED: theme.series[7],
        CampaignState.REVIEWED: theme.series[6],
    }[state]


def soft(color: QColor, alpha: int = 46) -> QColor:
    """A pale wash of a colour, to lie under text."""
    pale = QColor(color)
    pale.setAlpha(alpha)
    return pale

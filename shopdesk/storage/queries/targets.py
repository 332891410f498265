"""What the targets need from other nouns' tables."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.domain.periods import Period
from shopdesk.storage.tables.campaigns import campaigns

_NOT_SELLING = (CampaignState.IDEA, CampaignState.REJECTED)


def campaign_days(connection: Connection, store_id: int, period: Period) -> list[date]:
    """The days of ``period`` on which a campaign sells; ideas and rejected ones do not count."""
    rows = connection.execute(
        select(campaigns.c.start, campaigns.c.end).where(
            campaigns.c.store_id == store_id,
            campaigns.c.start <= period.end,
            campaigns.c.end >= period.start,
            campaigns.c.state.not_in(_NOT_SELLING),
        )
    ).all()
    return [day for day in period.days() if any(row.start <= day <= row.end for row in rows)]

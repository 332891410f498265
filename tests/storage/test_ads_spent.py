"""What ads cost over a span is the key figure of that span, kept or not, whatever was changed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import delete, insert

from shopdesk.bootstrap import App
from shopdesk.domain.figures import Channel
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.storage.kept_answers import ADS_SPENT
from shopdesk.storage.tables.figures import channel_days, store_days
from tests.asked import asked_of
from tests.storage.test_kept_answers import keep_all, sure

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=place) for place in range(60)]


def change(app: App, store_id: int, chance: Random) -> None:
    """Some days have other ads than before: whole channels, parts of them, the platform's day, or nothing known."""
    some = chance.sample(DAYS, 25)
    fen = (None, 0, chance.randint(1, 99_999), 77)
    ads = [
        {"store_id": store_id, "channel": channel, "subject": subject, "day": day, "spend_fen": chance.choice(fen)}
        for day in some
        for channel in (Channel.SEARCH_ADS, Channel.AFFILIATES, Channel.DISPLAY_ADS)
        for subject in chance.sample(["", "600001", "600002"], chance.randint(0, 3))
    ]
    stated = [{"store_id": store_id, "day": day, "ads_fen": chance.choice(fen)} for day in chance.sample(some, 12)]
    with app.services.ctx.open_uow("ads") as uow:
        for table, rows in ((channel_days, ads), (store_days, stated)):
            uow.connection.execute(delete(table).where(table.c.day.in_(some)))
            uow.connection.execute(insert(table), rows)
            uow.touch(table.name)
        uow.commit()


@pytest.mark.parametrize("seed", range(3))
def test_the_sum_of_days_is_the_key_figure(app: App, store: Store, seed: int) -> None:
    chance, mine, met = Random(seed), store.id or 0, set()
    kpi = app.services.kpi
    assert kpi.ads_spent(mine, Period(DAYS[0], DAYS[-1])) is None
    for _ in range(4):
        change(app, mine, chance)
        for _ in range(6):
            first, last = sorted(chance.sample(DAYS, 2))
            wanted = kpi.totals(mine, first, last)["ad_spend"]
            assert kpi.ads_spent(mine, Period(first, last)) == wanted
            keep_all(app)
            app.services.ctx.reader.forget()
            assert ADS_SPENT.name in sure(app)
            assert kpi.ads_spent(mine, Period(first, last)) == wanted
            met.add(wanted)
    assert len(met) > 10


def test_years_of_ads_are_not_read_again(app: App, store: Store) -> None:
    mine = store.id or 0
    change(app, mine, Random(1))
    app.services.kpi.ads_spent(mine, Period(DAYS[0], DAYS[-1]))
    keep_all(app)
    app.services.ctx.reader.forget()
    with app.services.ctx.reading() as reading:
        asked = asked_of(reading.uow.connection)
        app.services.kpi.ads_spent(mine, Period(DAYS[0], DAYS[-1] + timedelta(days=400)))
    assert asked and not any("channel_days" in one or "store_days" in one for one in asked)

"""Figures of a keyword, a product, a channel and an ad open to rows that come to them; pandas reckons them again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pandas as pd
import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.kpi.bases import SLICE_BASES, base
from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.kpi.day_lines import KEYWORD_FIGURES, TITLE_FIGURES
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.slice_charts import CHANNEL_MEASURES
from shopdesk.domain.kpi.slice_figures import CHANNEL_CODES, SLICE_FIGURES, figure_of
from shopdesk.domain.periods import By, Period
from shopdesk.domain.stores import Store
from shopdesk.domain.title_tests import TitleTest
from shopdesk.services.figure_rows import AllRows
from tests.kpi_data import add_channel_days, add_keyword_days, add_product_days

TODAY = date(2026, 3, 16)
SPAN = Period(TODAY - timedelta(days=7), TODAY - timedelta(days=1))
PAID = Basis.PAID


def perhaps(random: Random, most: int) -> int | None:
    return random.choice([None, 0, random.randint(1, most), random.randint(1, most)])


@pytest.fixture
def rows(app: App, store: Store) -> dict[str, list[dict[str, Any]]]:
    """Forty days with gaps; a channel has rows of the whole, of its ads, or of both."""
    random, ctx, number = Random(11), app.services.ctx, store.id or 0
    days = [TODAY - timedelta(days=back) for back in range(1, 41)]
    found: dict[str, list[dict[str, Any]]] = {
        "words": [
            {"word": word, "day": day, "rank": random.choice([None, Decimal(random.randint(1, 99)) / 2]),
             **{name: perhaps(random, 900) for name in ("impressions", "clicks", "visitors", "buyers", "spend_fen")}}
            for word in ("连衣裙", "T恤", "a'b%")
            for day in days
            if random.random() < 0.8
        ],
        "items": [
            {"product_id": item, "day": day, "title": f"款{item}",
             **{name: perhaps(random, 400) for name in
                ("visitors", "buyers", "page_views", "paid_pieces", "paid_fen", "stock_pieces")}}
            for item in ("77", "78")
            for day in days
            if random.random() < 0.8
        ],
        "channels": [
            {"channel": channel.value, "subject": subject, "day": day,
             **{name: perhaps(random, 5_000) for name in
                ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds")}}
            for channel in (Channel.SEARCH_ADS, Channel.AFFILIATES, Channel.ORGANIC)
            for subject in ("", "计划A", "计划B")
            for day in days
            if random.random() < 0.5
        ],
    }  # fmt: skip
    add_keyword_days(ctx, number, found["words"])
    add_product_days(ctx, number, found["items"])
    add_channel_days(ctx, number, found["channels"])
    return found


def opened(app: App, store: Store, behind: Behind) -> AllRows:
    """What is said below the rows; every page of them is read, and adds up to it."""
    item = figure_of(behind.code)
    service, asked = app.services.figure_rows, (store.id or 0, item, behind.period, PAID)
    said = service.totals(*asked, only=behind.only)
    for number, total in enumerate(said.totals):
        page = service.page(*asked, number, limit=500, only=behind.only)
        assert len(page.rows) == total.count
        assert sum(Decimal(row.given) for row in page.rows) == (total.amount or 0)
    return said


def step(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def by_pandas(frame: pd.DataFrame, code: str) -> Any:
    """A figure of a keyword or product over the rows of a frame."""
    name = code.partition("_")[2]
    if name == "days":
        return len(frame) or None
    if name == "conversion":
        both = frame.dropna(subset=["visitors", "buyers"])
        shown = int(both["visitors"].sum())
        return step(Decimal(int(both["buyers"].sum())) / shown) if shown else None
    known = frame[{"stock": "stock_pieces"}.get(name, name)].dropna()
    if known.empty:
        return None
    if name in ("rank", "stock"):
        return known.iloc[-1]
    amount = Decimal(int(known.sum()))
    if code.startswith("word_") and name != "visitors":
        return int(amount)
    return whole(amount / len(known)) if name == "paid_fen" else step(amount / len(known))


@pytest.mark.parametrize("kind", ["word", "item"])
def test_pandas_makes_the_same_figure_of_the_rows_of_a_word_and_of_a_product(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]], kind: str
) -> None:
    column, table = ("word", "words") if kind == "word" else ("product_id", "items")
    frame = pd.DataFrame(rows[table]).astype({"day": object}).sort_values("day")
    tried = 0
    for value in frame[column].unique():
        for span in (
            SPAN,
            Period(SPAN.start - timedelta(days=20), SPAN.end),
            Period(SPAN.start, SPAN.start),
            Period(SPAN.end, SPAN.end),
        ):
            of = frame[(frame[column] == value) & (frame["day"] >= span.start) & (frame["day"] <= span.end)]
            for item in SLICE_FIGURES:
                if not item.code.startswith(f"{kind}_"):
                    continue
                said = opened(app, store, Behind(item.code, span, ((column, one_of(value)),)))
                expected = by_pandas(of, item.code)
                assert said.figure == expected, (item.code, value, span)
                tried += expected is not None
    assert tried > 30


def kept(frame: pd.DataFrame, name: str) -> Any:
    """The values that count: of a channel and day that of the whole, where it states one."""
    stated = frame[(frame["subject"] == "") & frame[name].notna()]
    told = set(zip(stated["channel"], stated["day"], strict=True))
    has = [key in told for key in zip(frame["channel"], frame["day"], strict=True)]
    return frame[(frame["subject"] == "") | ~pd.Series(has, index=frame.index, dtype=bool)][name].dropna()


def test_pandas_makes_the_same_figures_of_channels_that_are_no_ads(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    frame = pd.DataFrame(rows["channels"])
    frame = frame[(frame["day"] >= SPAN.start) & (frame["day"] <= SPAN.end)]
    lines = {line.channel: line for line in app.services.kpi.channels(store.id or 0, SPAN)}
    assert set(lines) == {Channel.SEARCH_ADS, Channel.AFFILIATES, Channel.ORGANIC}
    for channel in (*lines, None):
        of = frame if channel is None else frame[frame["channel"] == channel.value]
        only = (("channel", one_of(*([channel] if channel else list(lines)))),)
        for name in ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds"):
            said = opened(app, store, Behind(f"channel_{name}", SPAN, only))
            known = kept(of, name)
            assert said.figure == (int(known.sum()) if len(known) else None)
            assert said.wished.count == len(known)
            if channel is not None:
                assert said.figure == getattr(lines[channel], name), (channel, name)
    for channel, line in lines.items():
        only = (("channel", one_of(channel)),)
        assert opened(app, store, Behind("channel_click_rate", SPAN, only)).figure == line.click_rate
        assert opened(app, store, Behind("channel_cpc", SPAN, only)).figure == line.cost_per_click
    ads = (("channel", one_of(Channel.SEARCH_ADS)),)
    assert opened(app, store, Behind("channel_roi", SPAN, ads)).figure == lines[Channel.SEARCH_ADS].roi


def test_a_kpi_of_the_ads_has_a_figure_of_its_own_for_every_channel() -> None:
    for code, own in CHANNEL_CODES.items():
        item, channel = kpi(code), figure_of(own)
        assert (item.unit, item.source) == (channel.unit, channel.source)
        assert (base(item.figure).column, base(item.figure).given) == (
            base(channel.figure).column, base(channel.figure).given)  # fmt: skip


def test_every_point_of_these_charts_is_what_its_rows_come_to(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    services, number = app.services, store.id or 0
    test = services.title_tests.keep(
        TitleTest(store_id=number, product_id="77", old_title="a", new_title="b", start=TODAY - timedelta(days=10))
    )
    answers = [services.keywords.over_time(number, ["T恤", "a'b%"], one.name) for one in KEYWORD_FIGURES]
    answers += [services.title_tests.over_time(test.id or 0, one.name) for one in TITLE_FIGURES]
    for by in (By.DAY, By.WEEK, By.MONTH):
        answers += [services.charts.channels(number, SPAN, by, name) for name, _label in CHANNEL_MEASURES]
    points = [point for answer in answers for point in answer.points[::5]]
    assert len(points) > 60
    for point in points:
        assert isinstance(point.behind, Behind)
        assert opened(app, store, point.behind).figure == point.cells[-1]


def test_an_ad_opens_to_its_own_rows_though_its_channel_has_a_row_of_the_whole(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    span = Period(TODAY - timedelta(days=40), SPAN.end)
    answer = app.services.charts.ads(store.id or 0, span)
    frame = pd.DataFrame(rows["channels"])
    seen = set()
    for point in answer.points:
        channel, subject, spend, sales, roi = point.cells
        assert isinstance(point.behind, Behind)
        said = opened(app, store, point.behind)
        assert (said.totals[0].amount, said.totals[1].amount, said.figure) == (sales, spend, roi)
        of = frame[(frame["channel"] == channel.value) & (frame["subject"] == (subject or ""))]
        if not subject:
            # The whole of a channel counts on days on which none of its ads states both.
            stated = frame[(frame["channel"] == channel.value) & (frame["subject"] != "")]
            of = of[~of["day"].isin(set(stated.dropna(subset=["spend_fen", "sales_fen"])["day"]))]
        both = of[(of["day"] >= span.start) & (of["day"] <= span.end)].dropna(subset=["spend_fen", "sales_fen"])
        assert (int(both["spend_fen"].sum()), int(both["sales_fen"].sum())) == (spend, sales)
        seen.add(subject)
    assert seen == {None, "计划A", "计划B"}


def test_a_product_in_the_chart_of_traffic_opens_to_its_visitors_and_buyers(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    answer = app.services.charts.traffic(store.id or 0, SPAN)
    assert len(answer.points) == 2
    for point in answer.points:
        assert isinstance(point.behind, Behind)
        assert opened(app, store, point.behind).figure == point.cells[2]


def test_a_slice_without_rows_is_not_known_and_is_no_nought(
    app: App, store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    for item in SLICE_FIGURES:
        said = opened(app, store, Behind(item.code, Period(date(2020, 1, 1), date(2020, 1, 7))))
        assert said.figure is None
        assert said.wished.count == 0


def test_people_of_words_and_products_are_marked_so_that_no_list_adds_them() -> None:
    for one in SLICE_BASES:
        assert one.people == (one.column in ("visitors", "buyers")), one.name
        assert not (one.people and one.source is Source.ORDERS)

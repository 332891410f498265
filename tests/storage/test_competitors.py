"""Competitors: what was seen is kept as it was shown, beside own figures that pandas reckons a second time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.competitors import (
    COMPETITOR,
    COMPETITOR_LOOK,
    MEASURES,
    Competitor,
    CompetitorLook,
    OwnDay,
    own_figure,
    stale,
)
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.pasting import read_rows
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.reporting.period_workbook import build
from shopdesk.services.daily.reminders import collect
from tests.kpi_data import add_product_days, add_store_days

TODAY = date(2026, 3, 16)
MEASURE = {one.name: one for one in MEASURES}


def rival(app: App, store: Store, name: str = "Rival", **more: object) -> Competitor:
    made = Competitor(store_id=store.id or 0, name=name, **more)  # type: ignore[arg-type]
    return app.services.competitors.keep(made)


def seen(one: Competitor, day: date = TODAY, **more: object) -> CompetitorLook:
    return CompetitorLook(store_id=one.store_id, competitor_id=one.id or 0, day=day, **more)  # type: ignore[arg-type]


def shared(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@pytest.mark.parametrize("seed", range(3))
def test_pandas_reckons_the_own_figures_the_same(app: App, store: Store, seed: int) -> None:
    rnd, store_id = Random(seed), store.id or 0
    rows = []
    for back in range(60):
        if seed and rnd.random() < 0.03:
            continue  # a day that was never imported
        reviews = rnd.choice([None, 5, 20]) if seed == 2 else rnd.randint(1, 20)
        rows.append(
            {
                "day": TODAY - timedelta(days=back),
                "visitors": rnd.randint(0, 500),
                "paid_fen": rnd.choice([0, 12_345, 999_999]),
                "refund_fen": rnd.randint(0, 9_000),
                "reviews": reviews,
                "good_reviews": None if reviews is None else rnd.randint(0, reviews),
                "dsr_service": Decimal("4.87"),
            }
        )
    add_store_days(app.services.ctx, store_id, rows)
    pieces = [
        {"product_id": code, "day": TODAY - timedelta(days=back), "paid_pieces": rnd.choice([None, 0, 3, 8])}
        for code in ("a", "b", "c")
        for back in range(40)
    ]
    add_product_days(app.services.ctx, store_id, pieces)
    one = rival(app, store)
    look = app.services.competitors.keep_look(seen(one, visitors_low=1))
    frame = pd.DataFrame(rows).set_index("day")
    sold = pd.DataFrame(pieces)
    for day in (TODAY, TODAY - timedelta(days=3)):
        moved = app.services.competitors.keep_look(replace(look, day=day))
        own = {line.measure.name: line.own for line in app.services.competitors.look(moved.id or 0).lines}
        look = moved
        month = [day - timedelta(days=back) for back in range(30)]
        whole = frame.reindex(month)
        if day in frame.index:
            assert own["visitors_low"] == frame.loc[day, "visitors"]
            assert own["dsr_service"] == Decimal("4.87")
            paid, back = int(frame.loc[day, "paid_fen"]), int(frame.loc[day, "refund_fen"])
            assert own["refund_rate"] == (shared(back, paid) if paid else None)
        else:
            assert own["visitors_low"] is None and own["refund_rate"] is None
        if whole["reviews"].isna().any():
            assert own["reviews"] is None and own["bad_rate"] is None, "29 days of 30 are no sum of 30"
        else:
            assert own["reviews"] == int(whole["reviews"].sum())
            worse = int(whole["reviews"].sum() - whole["good_reviews"].sum())
            assert own["bad_rate"] == shared(worse, int(whole["reviews"].sum()))
        within = sold[sold["day"].isin(month)]
        known = within["day"].nunique() == 30
        assert own["best_sold_low"] == (int(within.groupby("product_id")["paid_pieces"].sum().max()) if known else None)
        assert own["products"] == 3


def test_a_store_without_figures_has_none_beside_it(app: App, store: Store) -> None:
    look = app.services.competitors.keep_look(seen(rival(app, store), praise_rate=Decimal("0.99")))
    view = app.services.competitors.look(look.id or 0)
    assert all(line.own is None for line in view.lines)
    assert [line.measure.name for line in view.lines if line.seen] == ["praise_rate"]


def test_nothing_is_made_of_a_range(app: App, store: Store) -> None:
    one = rival(app, store)
    look = app.services.competitors.keep_look(seen(one, visitors_low=10_000, paid_low_fen=1, paid_high_fen=5_000_000))
    lines = {line.measure.name: (line.low, line.high) for line in app.services.competitors.look(look.id or 0).lines}
    assert lines["visitors_low"] == (10_000, None), "an open end stays open"
    assert lines["paid_low_fen"] == (1, 5_000_000)
    chart = app.services.competitors.over_time(store.id or 0, Period(TODAY, TODAY), "paid_low_fen")
    assert [point.cells for point in chart.points] == [("Rival", TODAY, 1, 5_000_000)]
    with pytest.raises(UserError, match="ends below its beginning"):
        app.services.competitors.keep_look(replace(look, paid_low_fen=6_000_000))
    with pytest.raises(UserError, match="lies ahead"):
        app.services.competitors.keep_look(seen(one, TODAY + timedelta(days=1)))
    with pytest.raises(UserError, match="that day already"):
        app.services.competitors.keep_look(seen(one))


def test_the_chart_has_own_days_and_each_competitor(app: App, store: Store) -> None:
    days = [TODAY - timedelta(days=back) for back in range(10)]
    add_store_days(
        app.services.ctx, store.id or 0, [{"day": day, "visitors": 100 + day.day} for day in days if day.day != 9]
    )
    first, second = rival(app, store, "B"), rival(app, store, "A")
    for one, day in ((first, days[3]), (first, days[1]), (second, days[2])):
        app.services.competitors.keep_look(seen(one, day, visitors_low=50, visitors_high=90))
    period = Period(days[-1], days[0])
    answer = app.services.competitors.over_time(store.id or 0, period, "visitors_low")
    assert answer.drawn["names"][1:] == ("A", "B")
    own = [point.cells[1:] for point, series in zip(answer.points, answer.drawn["series"], strict=True) if not series]
    assert own == [(day, 100 + day.day, 100 + day.day) for day in reversed(days) if day.day != 9], "a gap stays a gap"
    assert [point.cells[:2] for point in answer.points[len(own) :]] == [("A", days[2]), ("B", days[3]), ("B", days[1])]
    assert not app.services.competitors.over_time(store.id or 0, period, "praise_rate").points


def test_what_was_seen_goes_and_comes_back_as_one(app: App, store: Store, tmp_path: Path) -> None:
    competitors, one = app.services.competitors, rival(app, store)
    look = competitors.keep_look(seen(one, products=12))
    picture = tmp_path / "seen.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    program = tmp_path / "seen.exe"
    program.write_bytes(b"MZ")
    refused = competitors.files.attach(look, [picture, program])
    assert len(refused) == 1 and "program" in str(refused[0])
    (file,) = competitors.look(look.id or 0).files
    assert competitors.files.path_of(file).read_bytes() == picture.read_bytes()
    app.services.backups.create()
    assert list(app.paths.backups.glob("attachments/*/*.png")), "pictures are in the backups"
    competitors.remove(one)
    assert not competitors.board(store.id or 0).looks
    app.services.history.undo()
    board = competitors.board(store.id or 0)
    assert (len(board.competitors), len(board.looks), len(competitors.look(look.id or 0).files)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("last", "days", "active", "due"),
    [
        (None, 7, True, True),
        (None, None, True, False),
        (TODAY - timedelta(days=7), 7, True, True),
        (TODAY - timedelta(days=6), 7, True, False),
        (TODAY - timedelta(days=99), 7, False, False),
        (TODAY, 1, True, False),
    ],
)
def test_who_is_to_be_looked_at_again(last: date | None, days: int | None, active: bool, due: bool) -> None:
    one = Competitor(id=1, store_id=1, name="A", look_days=days, active=active)
    assert stale(one, last, TODAY) is due


def test_bell_and_daily_form_remind_until_somebody_looks(app: App, store: Store) -> None:
    store_id = store.id or 0

    def bell() -> list[str]:
        found = collect(app.services, TODAY)
        return [str(one.sentence) for one in found if one.kind is ReminderKind.COMPETITOR]

    def form() -> tuple[Result | None, str] | None:
        finding = app.services.daily.sheet(store_id, TODAY).findings.get("pages.rival_pages")
        return None if finding is None else (finding.result, str(finding.sentence))

    assert not bell() and form() is None, "without competitors nothing is said"
    one = rival(app, store, look_days=7)
    assert bell() == ["Look at competitor “Rival”: nothing is entered yet"]
    assert form() == (None, "To be looked at again: Rival.")
    app.services.competitors.keep_look(seen(one, TODAY - timedelta(days=8)))
    assert bell() == [f"Look at competitor “Rival” again, last seen on {TODAY - timedelta(days=8)}"]
    app.services.competitors.keep_look(seen(one))
    assert not bell() and form() == (Result.PASS, "Every competitor was looked at in time.")


def test_pasted_rows_name_their_competitor(app: App, store: Store) -> None:
    one = rival(app, store, "竞店甲")
    reader = Reader(TODAY, names={"competitors": {one.id: one.name}})
    text = "Competitor\tDay\tVisitors of the day from\tVisitors of the day to\tPraise rate\tColour\n" + "\n".join(
        [
            "竞店甲\t2026-03-15\t1万\t2万\t98.5%\tred",
            "Nobody\t2026-03-15\t1\t2\t90%\t",
            "竞店甲\t0000-99-99\t-5\t99999999999999999999\t900%\t",
            "竞店甲\t2026-03-15\t3\t4\t1%\t",
        ]
    )
    pasted = read_rows(text, COMPETITOR_LOOK, COMPETITOR_LOOK.columns, reader, [], start={"store_id": store.id})
    (ready,) = pasted.ready
    assert (ready.record.visitors_low, ready.record.visitors_high) == (10_000, 20_000)
    assert ready.record.praise_rate == Decimal("0.985")
    assert [sorted(problem.field.name for problem in row.problems) for row in pasted.rows[1:]] == [
        ["competitor_id"],
        ["day", "praise_rate", "visitors_high", "visitors_low"],
        ["competitor_id"],
    ]
    assert pasted.fields[-1] is None, "a column that nobody knows is not used"


def test_a_name_of_sixty_characters_is_kept_and_one_more_refused(app: App, store: Store) -> None:
    assert rival(app, store, "店" * 60).name == "店" * 60
    with pytest.raises(UserError, match="61 characters, 60 fit"):
        rival(app, store, "店" * 61)
    with pytest.raises(UserError, match="of that name already"):
        rival(app, store, "店" * 60)
    assert COMPETITOR.field("look_days").limits == (1, 365)


def test_no_reviews_are_no_rate() -> None:
    days = {TODAY - timedelta(days=back): OwnDay(reviews=0, good_reviews=0) for back in range(30)}
    assert own_figure(MEASURE["reviews"], days, TODAY) == 0
    assert own_figure(MEASURE["bad_rate"], days, TODAY) is None
    assert own_figure(MEASURE["praise_rate"], days, TODAY) is None


def test_the_report_shows_the_last_look_of_the_span_and_nothing_that_was_not_seen(app: App, store: Store) -> None:
    store_id = store.id or 0
    week = Period(date(2026, 3, 9), date(2026, 3, 15))
    add_store_days(app.services.ctx, store_id, [{"day": day, "visitors": 100, "paid_fen": 1} for day in week.days()])
    one, other = rival(app, store), rival(app, store, "Another")
    competitors = app.services.competitors
    competitors.keep_look(seen(one, date(2026, 3, 9), visitors_low=1))
    competitors.keep_look(
        seen(one, date(2026, 3, 12), visitors_low=10_000, visitors_high=20_000, praise_rate=Decimal("0.98"))
    )
    competitors.keep_look(seen(other, date(2026, 3, 20) - timedelta(days=20), visitors_low=7))
    report = app.services.reports.weekly(store_id, week)
    (line,) = report.seen
    assert (line.name, line.day) == ("Rival", date(2026, 3, 12))
    assert [one.measure.name for one in line.lines] == ["visitors_low", "praise_rate"]
    sheet = build(report).workbook["Competitors"]
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows()]
    assert ["Rival", datetime(2026, 3, 12), "Visitors of the day", "10,000", "20,000", "100"] in rows or [
        "Rival", date(2026, 3, 12), "Visitors of the day", "10,000", "20,000", "100",
    ] in rows  # fmt: skip
    quiet = app.services.reports.weekly(store_id, Period(date(2026, 3, 2), date(2026, 3, 8)))
    assert quiet.seen == ()
    assert "Competitors" not in build(quiet).workbook.sheetnames

"""Keywords: what is imported, what pandas makes of it, and that people are never added."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from sqlalchemy import insert, select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.keywords import Keyword, KeywordKind, WordSpan
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import keyword_days

LAST = date(2026, 3, 15)


def days(app: App, store: Store, rows: list[dict[str, object]]) -> None:
    with app.services.ctx.open_uow("test data") as uow:
        uow.connection.execute(insert(keyword_days), [{"store_id": store.id, **row} for row in rows])
        uow.touch("keyword_days")
        uow.commit()


def shared(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.000001"), ROUND_HALF_UP) if whole else None


@pytest.mark.parametrize("length", [7, 30])
def test_pandas_says_the_same(app: App, store: Store, length: int) -> None:
    rnd = Random(length)
    rows: list[dict[str, object]] = []
    for word in ("连衣裙", "连衣裙 夏", "T恤", "a'b"):
        for back in range(70):
            if rnd.random() < 0.3:
                continue
            row = {name: rnd.choice([None, 0, rnd.randint(1, 900)]) for name in ("impressions", "visitors", "buyers")}
            rank = rnd.choice([None, Decimal(rnd.randint(1, 99)) / 2])
            spend = rnd.choice([None, 1_999])
            rows.append({"word": word, "day": LAST - timedelta(days=back), "rank": rank, "spend_fen": spend, **row})
    rows.append({"word": "T恤", "day": LAST + timedelta(days=1), "impressions": 1, "visitors": None, "buyers": None,
                 "rank": None, "spend_fen": None})  # fmt: skip
    days(app, store, rows)
    board = app.services.keywords.board(store.id or 0, length)
    last = LAST + timedelta(days=1)
    assert board.period is not None and (board.period.end, board.period.length) == (last, length)
    frame = pd.DataFrame(rows)
    for word, move in board.moves.items():
        for side, offset in ((move.now, 0), (move.before, length)):
            end = last - timedelta(days=offset)
            within = frame[(frame["word"] == word) & (frame["day"] <= end)]
            within = within[within["day"] > end - timedelta(days=length)].sort_values("day")
            both = within.dropna(subset=["visitors", "buyers"])
            assert side.days == len(within)
            known = within["impressions"].dropna()
            assert side.impressions == (int(known.sum()) if len(known) else None)
            seen = within["visitors"].dropna()
            assert side.visitors_a_day == (shared(int(seen.sum()), len(seen)) if len(seen) else None)
            assert side.conversion == shared(int(both["buyers"].sum()), int(both["visitors"].sum()))
            ranks = within["rank"].dropna()
            assert side.rank == (ranks.iloc[-1] if len(ranks) else None)
            spent = within["spend_fen"].dropna()
            assert side.spend_fen == (int(spent.sum()) if len(spent) else None)


def test_no_span_of_a_keyword_holds_a_sum_of_people() -> None:
    named = {one.name for one in dataclasses.fields(WordSpan)}
    assert not named & {"visitors", "buyers", "visitor_days"}


def test_sums_of_spans_known_on_too_few_days_are_not_compared(app: App, store: Store) -> None:
    week = [{"word": "w", "day": LAST - timedelta(days=back), "impressions": 10} for back in (*range(7), 7)]
    days(app, store, week)
    move = app.services.keywords.board(store.id or 0, 7).moves["w"]
    assert (move.now.days, move.before.days, move.impressions) == (7, 1, None)
    assert move.shortfall is not None and move.shortfall.before
    assert move.visitors_a_day is None and move.conversion is None and move.rank is None


def test_a_rank_that_gets_smaller_goes_up(app: App, store: Store) -> None:
    days(app, store, [{"word": "w", "day": LAST, "rank": Decimal(3)},
                      {"word": "w", "day": LAST - timedelta(days=7), "rank": Decimal(8)}])  # fmt: skip
    assert app.services.keywords.board(store.id or 0, 7).moves["w"].rank == 5


def test_words_that_only_have_figures_stand_behind_the_list(app: App, store: Store) -> None:
    keywords, store_id = app.services.keywords, store.id or 0
    kept = keywords.keep(Keyword(store_id=store_id, word=" 长尾  词 ", kind=KeywordKind.LONG_TAIL))
    assert kept.word == "长尾 词"
    with pytest.raises(UserError, match="in the list already"):
        keywords.keep(Keyword(store_id=store_id, word="长尾 词"))
    with pytest.raises(UserError, match="61 characters, 60 fit"):
        keywords.keep(Keyword(store_id=store_id, word="词" * 61))
    days(app, store, [{"word": word, "day": LAST, "impressions": 1} for word in ("长尾 词", "b")])
    board = keywords.board(store_id, 7)
    assert [(one.word, one.id is None) for one in board.keywords] == [("长尾 词", False), ("b", True)]
    loose = board.keywords[1]
    keywords.remove(loose)
    assert keywords.board(store_id, 7) is board, "what is in no list is not taken off it"
    keywords.keep(dataclasses.replace(loose, kind=KeywordKind.CORE))
    app.services.history.undo()
    assert [one.id is None for one in keywords.board(store_id, 7).keywords] == [False, True]


def stored(app: App) -> list[tuple[object, ...]]:
    c = keyword_days.c
    with app.services.ctx.read() as uow:
        rows = uow.connection.execute(select(c.word, c.day, c.impressions, c.visitors, c.spend_fen, c.rank))
        return sorted((tuple(row) for row in rows), key=str)


def test_a_report_comes_in_and_goes_again(app: App, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "keywords.csv"
    head = "统计日期,关键词,展现量,点击量,访客数,支付买家数,花费,平均排名\n"
    file.write_bytes(
        (
            head
            + '2026-03-14,连衣裙,"1,200",80,75,3,￥12.50,4.5\n'
            + "2026/3/14,连衣裙,800,20,10,0,7.5,4.5\n"
            + "2026年3月15日,T恤,-,,,,,-\n"
            + "2026-03-15,二十位,99999999999999999999,1,1,1,1,1\n"
            + "9999-99-99,坏,1,1,1,1,1,1\n"
            + f"2026-03-15,{'长' * 60},1,1,1,1,1,1\n"
        ).encode("gb18030")
    )
    result = app.services.imports.run_file(file, store)
    assert (result.run.kind, result.tally.new) == (ImportKind.KEYWORD_DAYS, 3)
    assert stored(app) == sorted(
        [
            ("T恤", LAST, None, None, None, None),
            # Two rows of a word are two plans: amounts add up, people do not.
            ("连衣裙", date(2026, 3, 14), 2_000, None, 2_000, Decimal("4.5")),
            ("长" * 60, LAST, 1, 1, 100, Decimal(1)),
        ],
        key=str,
    )
    assert {problem.row for problem in result.tally.problems} == {5, 6}
    again = app.services.imports.run_file(file, store)
    assert (again.tally.new, again.tally.updated, again.tally.unchanged) == (0, 0, 3)
    app.services.imports.undo(result.run.id or 0)
    assert not stored(app)


def test_other_columns_are_mapped_once(app: App, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("哪天,哪个词,几个人\n2026-03-15,连衣裙,12\n", encoding="utf-8")
    preview = app.services.imports.preview(file, store)
    assert preview.kind is None, "headings that nobody knows are not guessed"

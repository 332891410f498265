"""The handbook is kept, counted and learned as it is used, and what ships is offered once and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.handbook.records import HandbookEntry, HandbookKind, Learned, Use, learned
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import set_language
from shopdesk.infra.settings import ACTOR
from shopdesk.services.handbook import shipped
from shopdesk.services.handbook.texts import LARGEST, read_text
from tests.conftest import MONDAY

TODAY = MONDAY.date()


def kept(app: App, store: Store, title: str = "几天能到？", **more: object) -> HandbookEntry:
    entry = HandbookEntry(store_id=store.id or 0, title=title, text="三天", **more)  # type: ignore[arg-type]
    return app.services.handbook.keep(entry)


def test_copying_is_counted_by_day_and_is_no_step_to_undo(app: App, store: Store) -> None:
    handbook, entry = app.services.handbook, kept(app, store)
    app.services.history.forget()
    for _again in range(3):
        handbook.count_use(entry)
    assert handbook.board(store.id or 0).uses == {entry.id: Use(3, TODAY)}
    assert not app.services.history.can_undo
    assert handbook.keep(replace(entry, text="两天")).version == 2, "copying is no edit"


def test_a_removed_entry_comes_back_with_its_ticks_and_its_count(app: App, store: Store) -> None:
    handbook, entry = app.services.handbook, kept(app, store)
    person = app.services.people.hire(store.id or 0, "小满", "service", date(2026, 1, 1))
    handbook.learn(entry, {person.id or 0})
    handbook.count_use(entry)
    handbook.remove(handbook.entries(store.id or 0)[0])
    assert handbook.board(store.id or 0).entries == ()
    app.services.history.undo()
    board = handbook.board(store.id or 0)
    (again,) = board.entries
    assert (again.title, board.uses[again.id or 0].count) == ("几天能到？", 1)
    assert learned(again, board.ticks.get((again.id or 0, person.id or 0))) is Learned.YES


def test_who_learned_it_is_noted_changed_and_taken_back(app: App, store: Store) -> None:
    handbook, entry, store_id = app.services.handbook, kept(app, store), store.id or 0
    first, second = (app.services.people.hire(store_id, name, "service", date(2026, 1, 1)).id or 0 for name in "甲乙")
    handbook.learn(entry, {first, second})
    changed = handbook.keep(replace(entry, text="两天"))
    with pytest.raises(UserError, match="was changed meanwhile"):
        handbook.learn(entry, {first})
    handbook.learn(changed, {second})
    board = handbook.board(store_id)
    state = {person: learned(changed, board.ticks.get((changed.id or 0, person))) for person in (first, second)}
    assert state == {first: Learned.NO, second: Learned.YES}


def test_checking_notes_day_and_name_and_leaves_the_words(app: App, store: Store) -> None:
    app.settings.set(ACTOR, "小满")
    entry = kept(app, store)
    app.services.handbook.checked([entry])
    (found,) = app.services.handbook.entries(store.id or 0)
    assert (found.checked_on, found.checked_by, found.text) == (TODAY, "小满", "三天")
    assert [one.actor for one in app.services.handbook.history(entry.id or 0)] == ["小满", "小满"]


def test_one_kind_holds_a_name_once(app: App, store: Store) -> None:
    kept(app, store)
    with pytest.raises(UserError, match="an entry of this kind and name already"):
        kept(app, store)
    kept(app, store, kind=HandbookKind.PAGE)


def test_entries_of_a_text_come_as_one_step_and_none_comes_twice(app: App, store: Store) -> None:
    handbook = app.services.handbook
    kept(app, store)
    fresh = [
        HandbookEntry(store_id=store.id or 0, title=title, text="x") for title in ("几天能到？", "能退吗？", "能退吗？")
    ]
    assert handbook.keep_all(fresh) == 1
    app.services.history.undo()
    assert [one.title for one in handbook.entries(store.id or 0)] == ["几天能到？"]
    with pytest.raises(UserError):
        handbook.keep_all([fresh[1], replace(fresh[1], title="")])
    assert [one.title for one in handbook.entries(store.id or 0)] == ["几天能到？"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_ships_is_taken_once_and_never_written_over(app: App, store: Store, language: str) -> None:
    set_language(language)
    handbook, store_id = app.services.handbook, store.id or 0
    everything = len(shipped.shipped_codes())
    assert handbook.board(store_id).offered == everything
    assert handbook.take_shipped(store_id) == everything
    mine = next(one for one in handbook.entries(store_id) if one.code == "answer.when")
    handbook.keep(replace(mine, text="我们的写法"))
    handbook.remove(next(one for one in handbook.entries(store_id) if one.code == "answer.size"))
    assert handbook.board(store_id).offered == 0 and handbook.take_shipped(store_id) == 0
    texts = {one.code: one.text for one in handbook.entries(store_id)}
    assert texts["answer.when"] == "我们的写法" and "answer.size" not in texts


def test_a_later_version_offers_only_what_is_new(app: App, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    handbook, store_id = app.services.handbook, store.id or 0
    handbook.leave_shipped(store_id)
    assert (handbook.board(store_id).offered, handbook.take_shipped(store_id)) == (0, 0)
    extra = {
        "code": "answer.new",
        "kind": "answer",
        "topic": ("新", "New"),
        "title": ("新问", "New one"),
        "text": ("答", "Yes"),
    }
    whole = (*shipped._shipped(), extra)
    monkeypatch.setattr(shipped, "_shipped", lambda: whole)
    assert (handbook.board(store_id).offered, handbook.take_shipped(store_id)) == (1, 1)
    assert [one.code for one in handbook.entries(store_id)] == ["answer.new"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_ships_is_sound_and_asks_for_no_paid_praise(app: App, store: Store, language: str) -> None:
    set_language(language)
    app.services.handbook.take_shipped(store.id or 0)
    entries = app.services.handbook.entries(store.id or 0)
    assert len({one.code for one in entries}) == len(entries) == len(shipped.shipped_codes())
    assert {one.kind for one in entries} == set(HandbookKind)
    for one in entries:
        if one.kind is HandbookKind.PLATFORM:
            assert one.source or one.valid_from, one.code
        elif one.kind in (HandbookKind.ANSWER, HandbookKind.GREETING):
            assert not [word for word in ("好评返", "五星", "晒图", "five star", "good review") if word in one.text], (
                one.code
            )


def test_two_years_of_copies_add_up(app: App, store: Store) -> None:
    from shopdesk.storage.queries.handbook import count_use

    entry = kept(app, store)
    with app.services.ctx.open_uow("") as uow:
        for back in range(730):
            count_use(uow.connection, store.id or 0, entry.id or 0, TODAY - timedelta(days=back))
        uow.make_lasting()
    assert app.services.handbook.board(store.id or 0).uses == {entry.id: Use(730, TODAY)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_of_this_country(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "话术.txt"
    path.write_bytes("问：几天？\n答：三天".encode(encoding))
    assert read_text(path) == "问：几天？\n答：三天"


def test_what_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    for content, said in ((b"PK\x03\x04\x00\x00", "is no text file"), (b"\xff\xff\xfe\x80", "is no text file"),
                          (b"a" * (LARGEST + 1), "is larger than 4 MB")):  # fmt: skip
        path = tmp_path / "x.txt"
        path.write_bytes(content)
        with pytest.raises(UserError, match=said):
            read_text(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_text(tmp_path / "missing.txt")

"""Problems in the data file: photos kept whole, several done together, nobody's change written over."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.problems import Problem, ProblemState, Severity
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.stores import Store
from shopdesk.services import attachments
from shopdesk.services.attachments import Pasted
from shopdesk.services.daily.views import NewProblem

TODAY = date(2026, 3, 16)
S = ProblemState
Make = Callable[..., Problem]


@pytest.fixture
def make(app: App, store: Store) -> Make:
    def new(title: str, **values: Any) -> Problem:
        start: dict[str, Any] = {"store_id": store.id or 0, "title": title, "opened_on": TODAY}
        return app.services.problems.create(Problem(**{**start, **values}))

    return new


def kept_files(app: App) -> list[Path]:
    return sorted(path for path in app.services.ctx.paths.attachments.rglob("*") if path.is_file())


# --- photos and files -------------------------------------------------------------------------------------------------


def test_a_pasted_picture_is_kept_under_its_name(app: App, make: Make) -> None:
    problem = make("横幅")
    kept = app.services.problems.attach(problem.id or 0, Pasted("截图-20260316-0930.png", b"\x89PNG"))
    assert kept.name == "截图-20260316-0930.png"
    assert app.services.problems.files.path_of(kept).read_bytes() == b"\x89PNG"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("gone.png", "no longer there"),
        ("folder", "is a folder"),
        ("empty.png", "is empty"),
        ("film.mp4", "larger than 50 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_leaves_no_copy(
    app: App, make: Make, tmp_path: Path, wrong: str, sentence: str
) -> None:
    problem = make("横幅")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.png").touch()
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(2 * 1024**3)
    with pytest.raises(UserError, match=sentence):
        app.services.problems.attach(problem.id or 0, tmp_path / wrong)
    assert kept_files(app) == []


def test_a_full_disk_leaves_neither_half_a_copy_nor_an_entry(
    app: App, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = make("横幅")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x" * 5000)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault, match="is full"):
        app.services.problems.attach(problem.id or 0, photo)
    monkeypatch.undo()
    assert kept_files(app) == []
    assert app.services.problems.view(problem.id or 0).files == ()


def test_a_source_that_fails_half_way_is_named_and_leaves_no_copy(
    app: App, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = make("横幅")
    photo = tmp_path / "stick.jpg"
    photo.write_bytes(b"x")

    def pulled_out(_reading: object, source: Path) -> bytes:
        raise attachments._unreadable(source, OSError(errno.EIO, "Input/output error"))

    monkeypatch.setattr(attachments, "_read", pulled_out)
    with pytest.raises(UserError, match=r"stick\.jpg could not be kept"):
        app.services.problems.attach(problem.id or 0, photo)
    assert kept_files(app) == []


def test_the_longest_name_that_a_disk_takes_can_be_kept_and_is_shown_whole(
    app: App, make: Make, tmp_path: Path
) -> None:
    problem = make("横幅")
    photo = tmp_path / ("图" * 83 + ".png")
    photo.write_bytes(b"x")
    kept = app.services.problems.attach(problem.id or 0, photo)
    assert kept.name == photo.name
    assert app.services.problems.files.path_of(kept).suffix == ".png"


def test_two_pictures_of_one_second_do_not_replace_each_other(app: App, make: Make) -> None:
    problem = make("横幅")
    files = [Pasted("a.png", b"one"), Pasted("a.png", b"two")]
    assert app.services.problems.attach_all(problem.id or 0, files).done == 2
    first, second = app.services.problems.view(problem.id or 0).files
    assert [app.services.problems.files.path_of(one).read_bytes() for one in (first, second)] == [b"one", b"two"]


def test_of_several_files_the_good_ones_are_kept_in_one_step_and_the_others_named(
    app: App, make: Make, tmp_path: Path
) -> None:
    problem = make("横幅")
    good = [tmp_path / "a.png", tmp_path / "b.png"]
    for photo in good:
        photo.write_bytes(b"x")
    done = app.services.problems.attach_all(problem.id or 0, [good[0], tmp_path / "gone.png", good[1]])
    assert done.done == 2
    assert [str(text) for text in done.refused] == ["gone.png is no longer there. Choose it again where it lies now."]
    assert [one.name for one in app.services.problems.view(problem.id or 0).files] == ["a.png", "b.png"]
    app.services.history.undo()
    assert app.services.problems.view(problem.id or 0).files == ()


def test_a_new_problem_comes_with_its_photos_or_not_at_all(app: App, store: Store, tmp_path: Path) -> None:
    problems = app.services.problems
    new = Problem(store_id=store.id or 0, title="断货", opened_on=TODAY)
    with pytest.raises(UserError, match="no longer there"):
        problems.create(new, [Pasted("a.png", b"x"), tmp_path / "gone.png"])
    assert problems.open(store.id or 0) == []
    assert kept_files(app) == []
    kept = problems.create(new, [Pasted("a.png", b"x"), Pasted("b.png", b"y")])
    assert [one.name for one in problems.view(kept.id or 0).files] == ["a.png", "b.png"]
    app.services.history.undo()
    assert problems.open(store.id or 0) == []


def test_all_photos_of_a_failed_check_come_to_its_problem(app: App, store: Store) -> None:
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    code = next(line.item.code for line in sheet.lines if not line.item.auto)
    app.services.daily.answer(
        sheet,
        code,
        Result.FAIL,
        file=Pasted("a.png", b"x"),
        more_files=[Pasted("b.png", b"y")],
        problem=NewProblem(title="价格不对"),
    )
    (problem,) = app.services.problems.open(store.id or 0)
    view = app.services.problems.view(problem.id or 0)
    assert [one.name for one in view.files] == ["a.png", "b.png"]
    assert all(app.services.problems.files.path_of(one).is_file() for one in view.files)


# --- editing while others do ------------------------------------------------------------------------------------------


def test_editing_the_title_leaves_what_somebody_else_changed_meanwhile(app: App, make: Make) -> None:
    shown = make("横幅", owner="小满")
    app.services.problems.update(replace(shown, owner="惊蛰", due=TODAY + timedelta(days=3)))
    app.services.problems.update(replace(shown, title="横幅链接"), shown)
    kept = app.services.problems.view(shown.id or 0).problem
    assert (kept.title, kept.owner, kept.due) == ("横幅链接", "惊蛰", TODAY + timedelta(days=3))


def test_the_second_look_that_an_item_asks_for_cannot_be_ticked_away(app: App, store: Store, make: Make) -> None:
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    code = next(line.item.code for line in sheet.lines if line.item.verify)
    app.services.daily.answer(sheet, code, Result.FAIL, reason="x", problem=NewProblem(title="价格不对"))
    (problem,) = app.services.problems.open(store.id or 0)
    assert problem.needs_second
    with pytest.raises(UserError, match="asks for a second person"):
        app.services.problems.update(replace(problem, needs_second=False))
    free = make("来电", needs_second=True)
    assert not app.services.problems.update(replace(free, needs_second=False)).needs_second


@pytest.mark.parametrize("again", ["Li Ming", "li ming", " LI  MING ", "liming", "Ｌi Ming"])
def test_the_first_person_written_differently_is_no_second_one(app: App, make: Make, again: str) -> None:
    problem = make("横幅", needs_second=True)
    app.services.problems.step(problem.id or 0, S.TO_VERIFY, who="Li Ming")
    with pytest.raises(UserError, match="Somebody else than Li Ming"):
        app.services.problems.step(problem.id or 0, S.CLOSED, who=again)


# --- several at once --------------------------------------------------------------------------------------------------


def test_several_get_an_owner_and_a_day_each_in_one_step(app: App, make: Make) -> None:
    problems, ids = app.services.problems, [make(f"问题{n}").id or 0 for n in range(3)]
    assert problems.hand_over(ids, " 惊蛰 ").done == 3
    assert problems.postpone(ids, TODAY + timedelta(days=2)).done == 3
    assert {problems.view(one).problem.owner for one in ids} == {"惊蛰"}
    app.services.history.undo()
    assert {problems.view(one).problem.due for one in ids} == {None}
    app.services.history.undo()
    assert {problems.view(one).problem.owner for one in ids} == {""}


def test_closing_several_leaves_those_that_need_a_second_person_and_says_so(app: App, make: Make) -> None:
    problems = app.services.problems
    plain = [make("一").id or 0, make("二", severity=Severity.HIGH).id or 0]
    asked = make("三", needs_second=True).id or 0
    done = problems.close_all([*plain, asked], who="小满", note="已全部处理")
    assert done.done == 2
    assert len(done.refused) == 1
    assert "“三”" in str(done.refused[0])
    assert [problems.view(one).problem.result for one in plain] == ["已全部处理"] * 2
    assert [event.note for event in problems.view(plain[0]).events] == ["已全部处理"]
    assert problems.view(asked).problem.is_open
    app.services.history.undo()
    assert all(problems.view(one).problem.is_open for one in plain)
    assert problems.view(plain[0]).events == ()
    with pytest.raises(UserError, match="second person"):
        problems.close_all([asked], who="小满")


def test_a_day_before_the_finding_is_refused_for_those_it_does_not_fit(app: App, make: Make) -> None:
    old, new = make("旧", opened_on=TODAY - timedelta(days=9)), make("新")
    done = app.services.problems.postpone([old.id or 0, new.id or 0], TODAY - timedelta(days=1))
    assert (done.done, len(done.refused)) == (1, 1)
    assert app.services.problems.view(new.id or 0).problem.due is None


def test_a_restored_backup_brings_its_photos_back(app: App, make: Make) -> None:
    problem = make("横幅")
    kept = app.services.problems.attach(problem.id or 0, Pasted("a.png", b"x" * 100_000))
    backup = app.services.backups.create()
    app.services.problems.files.detach(kept.id or 0)
    app.services.problems.files.path_of(kept).unlink()
    app.services.backups.restore(backup.file)
    (again,) = app.services.problems.view(problem.id or 0).files
    assert app.services.problems.files.path_of(again).read_bytes() == b"x" * 100_000
    assert b"x" * 1000 not in backup.file.read_bytes()

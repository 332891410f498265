"""Two people answer the same item of the same day: nothing is written over by somebody who had not seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.worksheet import Answer, Result
from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import speaker
from shopdesk.services.daily.views import NewProblem

TODAY = datetime(2026, 3, 16).date()


class Two:
    """Two programs with the same form, and the item that both stand on."""

    def __init__(self, app: App, other: App, store: Store) -> None:
        self.mine, self.theirs, self.store_id = app.services, other.services, store.id or 0
        self.shown = self.sheet()
        self.item = next(
            line.item
            for line in self.shown.lines
            if line.item.kind is AnswerKind.YES_NO and not line.item.auto and line.answer is None
        )

    def sheet(self) -> DaySheet:
        return self.mine.daily.sheet(self.store_id, TODAY)

    def stands(self) -> Answer | None:
        return self.theirs.daily.sheet(self.store_id, TODAY).line(self.item.code).answer

    def they(self, result: Result, **more: object) -> Answer:
        sheet = self.theirs.daily.sheet(self.store_id, TODAY)
        return self.theirs.daily.answer(sheet, self.item.code, result, who="阿秀", **more)  # type: ignore[arg-type]

    def i(self, result: Result, *seen: Answer | None, **more: object) -> Answer:
        return self.mine.daily.answer(
            self.shown, self.item.code, result, who="小满", seen=seen, **more  # type: ignore[arg-type]
        )  # fmt: skip


@pytest.fixture
def two(app: App, store: Store, clock: FixedClock) -> Iterator[Two]:
    clock.set(datetime(2026, 3, 16, 9, 5))
    other = open_app(app.paths.data, "en", clock=clock)
    yield Two(app, other, store)
    other.close()


def test_an_answer_that_was_not_shown_stands_and_is_named(two: Two) -> None:
    theirs = two.they(Result.FAIL, problem=NewProblem(title="横幅链接打不开"))
    with pytest.raises(ChangedMeanwhile) as refused:
        two.i(Result.PASS, None)
    assert two.stands() == theirs
    assert (refused.value.now, refused.value.who) == (theirs, "阿秀")
    assert str(refused.value).startswith(f"阿秀 answered “{two.item.text('en')}” at 09:05 meanwhile: Fail.")
    assert "阿秀在 09:05 已先填写" in speaker("zh_CN")(refused.value.text)


def test_whoever_was_told_of_it_replaces_it_and_takes_that_back(two: Two) -> None:
    theirs = two.they(Result.PASS)
    mine = two.i(Result.NOT_APPLICABLE, None, theirs)
    assert two.stands() == mine
    two.mine.history.undo()
    assert two.stands() == theirs
    two.mine.history.redo()
    assert two.stands() == mine


def test_the_same_answer_twice_is_no_conflict_and_the_first_one_stands(two: Two, clock: FixedClock) -> None:
    theirs = two.they(Result.PASS)
    clock.set(datetime(2026, 3, 16, 9, 30))
    assert two.i(Result.PASS, None) == theirs
    assert two.stands() == theirs


def test_a_second_fail_does_not_write_over_the_words_of_the_first(two: Two) -> None:
    two.they(Result.FAIL, problem=NewProblem(title="横幅链接打不开", owner="阿秀"))
    with pytest.raises(ChangedMeanwhile):
        two.i(Result.FAIL, None, problem=NewProblem(title="another thing"))
    (problem,) = two.theirs.problems.open(two.store_id)
    assert (problem.title, problem.owner) == ("横幅链接打不开", "阿秀")


@pytest.mark.parametrize(
    "act",
    [
        lambda two, seen: two.mine.daily.clear(two.shown, two.item.code, seen=seen),
        lambda two, seen: two.mine.daily.verify(two.shown, two.item.code, "小满", seen=seen),
        lambda two, seen: two.i(Result.PASS, *seen),
    ],
    ids=["taken back", "verified", "answered"],
)
def test_nothing_is_done_to_an_answer_in_place_of_the_one_that_was_shown(
    two: Two, act: Callable[[Two, tuple[Answer]], object]
) -> None:
    first = two.i(Result.NOT_APPLICABLE)
    theirs = two.they(Result.FAIL, problem=NewProblem(title="横幅链接打不开"))
    with pytest.raises(ChangedMeanwhile):
        act(two, (first,))
    assert two.stands() == theirs
    act(two, (theirs,))
    assert two.stands() != theirs


def test_what_was_taken_back_meanwhile_is_answered_anew(two: Two) -> None:
    theirs = two.they(Result.FAIL, problem=NewProblem(title="横幅链接打不开"))
    two.theirs.daily.clear(two.theirs.daily.sheet(two.store_id, TODAY), two.item.code)
    assert two.i(Result.PASS, theirs).result is Result.PASS

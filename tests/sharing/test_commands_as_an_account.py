"""Every command and print with an account: done, or refused in words; and a day's work of one of the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.cli.main import run
from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.roster import Away
from shopdesk.services.daily.views import NewProblem
from tests.gui.sample_store import NOW
from tests.sharing.shared_sample import SharedSample
from tests.sharing.test_dialogs_as_an_account import PEOPLE
from tests.storage.test_one_read import COMMANDS

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

TODAY = NOW.date()


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_command_is_done_or_refused_in_words(
    shared: SharedSample, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object, person: str
) -> None:
    folder = str(shared.folder(person, tmp_path / "data"))
    closed_words = {str(seen_by(subject)) for subject in Subject}
    refused = 0
    done, faults = [], []
    for number, words in enumerate(COMMANDS):
        out = tmp_path / str(number)
        out.mkdir()
        code = run(["--data-dir", folder, "--lang", "en", *words.format(out=out, person="阿敏").split()])
        told = capsys.readouterr()
        refused += any(one in told.err for one in closed_words)
        if code == 0:
            done.append(words)
        elif code != 1 or "Traceback" in told.err or not told.err.strip():
            faults.append(f"{words}: {told.err.strip()}")
    assert faults == []
    assert refused > 2
    assert done and not any(one.startswith("profit") for one in done)


def test_staff_do_their_day_on_the_server(shared: SharedSample, tmp_path: Path) -> None:
    with shared.opened("阿敏", tmp_path / "staff") as staff, shared.opened("小林", tmp_path / "manager") as manager:
        daily, theirs = staff.services.daily, manager.services.daily
        lines = daily.sheet(1, TODAY).lines
        plain = [one for one in lines if not one.item.auto and one.item.kind is AnswerKind.YES_NO]
        passed, failed = plain[0].item.code, plain[1].item.code
        daily.answer(daily.sheet(1, TODAY), passed, Result.PASS)
        left = NewProblem(title="The lamp flickers", due=TODAY + timedelta(days=2))
        daily.answer(daily.sheet(1, TODAY), failed, Result.FAIL, words="it flickers", problem=left)
        kept = {one.item.code: one.answer for one in theirs.sheet(1, TODAY).lines}
        assert (kept[passed].result, kept[passed].who) == (Result.PASS, "阿敏")
        assert (kept[failed].result, kept[failed].words) == (Result.FAIL, "it flickers")
        opened = next(one for one in manager.services.problems.open(1) if one.title == "The lamp flickers")
        assert opened.due == left.due

        # The roster is the manager's to write, and everybody sees it.
        day = TODAY + timedelta(days=1)
        manager.services.roster.set(1, [(2, day)], Away.OFF)
        week = staff.services.roster.week(1, day)
        assert week == manager.services.roster.week(1, day)
        assert week.entries[2, day].duty == Away.OFF
        with pytest.raises(UserError):
            staff.services.roster.set(1, [(2, day)], Away.LEAVE)
        assert staff.services.roster.week(1, day) == week

"""Every command and print with an account: done, or refused in words; and no amount of what is closed to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from shopdesk.cli.main import run
from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.rights import Group, Subject, seen_by
from shopdesk.domain.roster import Away
from shopdesk.services.daily.views import NewProblem
from shopdesk.sharing.accounts import Grant
from tests.gui.sample_store import NOW
from tests.sharing.shared_sample import SharedSample
from tests.sharing.test_dialogs_as_an_account import closed_amounts
from tests.storage.test_one_read import COMMANDS

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

TODAY = NOW.date()
PEOPLE = {"小林": Grant(Group.MANAGER, (1,), person_id=1), "阿敏": Grant(Group.STAFF, (1,), person_id=2)}


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


def amounts(text: str) -> set[str]:
    return set(re.findall(r"(?<![\d,.])\d[\d,]*\.\d\d(?!\d)", text))


def amounts_in(name: str, content: bytes) -> set[str]:
    """What amounts a file shows: of workbooks each cell, of archives each file, of the rest the text."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        numbers = [Decimal(str(cell)) for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
        words = amounts("\n".join(cell for cell in cells if isinstance(cell, str)))
        return words | {format_yuan(int(number * 100)) for number in numbers if number * 100 == int(number * 100)}
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return set().union(*(amounts_in(one, packed.read(one)) for one in packed.namelist()))
    return amounts(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("person", PEOPLE)
def test_every_command_is_done_or_refused_in_words(
    shared: SharedSample, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object, person: str
) -> None:
    folder = str(shared.folder(person, tmp_path / "data"))
    closed = closed_amounts(shared, person)
    closed_words = {str(seen_by(subject)) for subject in Subject}
    refused = 0
    done, faults, leaks = [], [], []
    for number, words in enumerate(COMMANDS):
        out = tmp_path / str(number)
        out.mkdir()
        code = run(["--data-dir", folder, "--lang", "en", *words.format(out=out, person="阿敏").split()])
        told = capsys.readouterr()
        found = amounts(told.out)
        for file in out.rglob("*"):
            found |= amounts_in(file.name, file.read_bytes())
        leaks += [f"{words}: {one}" for one in sorted(found & closed)]
        refused += any(one in told.err for one in closed_words)
        if code == 0:
            done.append(words)
        elif code != 1 or "Traceback" in told.err or not told.err.strip():
            faults.append(f"{words}: {told.err.strip()}")
    assert faults == []
    assert leaks == []
    assert refused > 5
    assert any(one.startswith("print daily") for one in done) and any(one.startswith("print roster") for one in done)
    assert not any(one.startswith(("profit", "money")) for one in done)


def test_staff_do_their_day_on_the_server(shared: SharedSample, tmp_path: Path) -> None:
    with shared.opened("阿敏", tmp_path / "staff") as staff, shared.opened("小林", tmp_path / "manager") as manager:
        daily, theirs = staff.services.daily, manager.services.daily
        lines = daily.sheet(1, TODAY).lines
        plain = [one for one in lines if one.answer is None and one.item.kind is AnswerKind.YES_NO]
        passed, failed = plain[0].item.code, plain[1].item.code
        daily.answer(daily.sheet(1, TODAY), passed, Result.PASS)
        left = NewProblem(title="The lamp flickers", due=TODAY + timedelta(days=2))
        daily.answer(daily.sheet(1, TODAY), failed, Result.FAIL, words="it flickers", problem=left)
        kept = {one.item.code: one.answer for one in theirs.sheet(1, TODAY).lines}
        assert (kept[passed].result, kept[passed].who) == (Result.PASS, "阿敏")
        assert (kept[failed].result, kept[failed].words) == (Result.FAIL, "it flickers")
        opened = next(one for one in manager.services.problems.open(1) if one.title == "The lamp flickers")
        assert manager.services.history.latest(1)[0].actor == "阿敏" and opened.due == left.due

        # The roster is the manager's to write, and everybody sees it.
        day = TODAY + timedelta(days=1)
        manager.services.roster.set(1, [(2, day)], Away.OFF)
        week = staff.services.roster.week(1, day)
        assert week == manager.services.roster.week(1, day)
        assert week.entries[2, day].duty == Away.OFF
        with pytest.raises(UserError):
            staff.services.roster.set(1, [(2, day)], Away.LEAVE)
        assert staff.services.roster.week(1, day) == week

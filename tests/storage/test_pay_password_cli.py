"""The pay password by the command line and in the data: what is about pay asks, nothing else does, no trace of it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import build_parser
from shopdesk.domain.errors import UserError
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import PAY_OPEN_MINUTES
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.tables.pay_runs import pay_lines, pay_runs
from tests.storage.test_payroll_cli import Program, march

pytestmark = pytest.mark.usefixtures("quick_hashes")
SECRET = "小满的秘密 77"
MARCH = ("--month", "2026-03")


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    made = Program(tmp_path / "data", capsys)
    made("payroll", "inputs", *MARCH, "--load", march(tmp_path / "in.xlsx"))
    made("payroll", "compute", *MARCH)
    return made


@pytest.fixture
def right(tmp_path: Path) -> Path:
    file = tmp_path / "right.txt"
    file.write_text(f"{SECRET}\r\nanother line", encoding="utf-8-sig")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.txt"
    file.write_text("something else", encoding="utf-8")
    return file


def test_everything_about_pay_asks_and_takes_it_from_a_file(
    program: Program, tmp_path: Path, right: Path, wrong: Path
) -> None:
    program("payroll", "password", "set", "--new-password-file", right)
    out = tmp_path / "x.xlsx"
    for words in (
        ("payroll", "show", *MARCH), ("payroll", "list"), ("payroll", "compute", *MARCH), ("payroll", "lock", *MARCH),
        ("payroll", "export", *MARCH, "-o", out), ("payroll", "bank", *MARCH, "-o", out),
        ("payroll", "payslips", *MARCH, "-o", tmp_path / "x.pdf"), ("payroll", "slips-xlsx", *MARCH, "-o", out),
        ("payroll", "slips-text", *MARCH), ("payroll", "cost", *MARCH), ("payroll", "inputs", *MARCH, "-o", out),
        ("payroll", "year", "--year", "2026", "-o", out), ("people", "export", "-o", out),
        ("people", "import", tmp_path / "in.xlsx"),
    ):  # fmt: skip
        assert "--pay-password-file" in program(*words, code=1)
    assert not out.exists()
    assert "不对" in program("payroll", "show", *MARCH, "--pay-password-file", wrong, code=1)
    assert "小满" in program("payroll", "show", *MARCH, "--pay-password-file", right)
    assert "none.txt" in program("payroll", "show", *MARCH, "--pay-password-file", tmp_path / "none.txt", code=1)


def test_every_command_about_pay_but_the_check_of_a_slip_asks() -> None:
    parser = build_parser()
    (commands,) = (one for one in parser._actions if one.dest == "command")
    actions = commands.choices["payroll"]._subparsers._group_actions[0].choices  # type: ignore[index,union-attr]
    quiet = {name for name, one in actions.items() if not one.get_default("about_pay")}
    assert quiet == {"verify", "password"}


def test_what_is_not_about_pay_does_not_ask(program: Program, right: Path) -> None:
    program("payroll", "password", "set", "--new-password-file", right)
    program("calendar", "list", "--year", "2026")


def test_wrong_tries_slow_down_also_for_another_process(tmp_path: Path, clock: FixedClock) -> None:
    one, other = opened(tmp_path, clock), opened(tmp_path, clock)
    one.services.pay_lock.set("secret1")
    one.services.pay_lock.lock()
    for app in (one, other, one):
        with pytest.raises(UserError, match="not the pay password"):
            app.services.pay_lock.unlock("secret2")
    with pytest.raises(UserError, match="Wait 5 seconds"):
        other.services.pay_lock.unlock("secret1")
    clock.set(clock.now() + timedelta(seconds=5))
    with pytest.raises(UserError, match="not the pay password"):
        other.services.pay_lock.unlock("secret2")
    with pytest.raises(UserError, match="Wait 10 seconds"):
        one.services.pay_lock.remove("secret1")
    clock.set(clock.now() + timedelta(seconds=10))
    other.services.pay_lock.unlock("secret1")
    assert not other.services.pay_lock.locked() and one.services.pay_lock.locked()
    with pytest.raises(UserError, match="not the pay password"):
        one.services.pay_lock.unlock("secret2")  # the right one has set the count back
    one.close()
    other.close()


def test_it_is_asked_for_again_after_the_time_that_was_set(tmp_path: Path, clock: FixedClock) -> None:
    app = opened(tmp_path, clock)
    lock = app.services.pay_lock
    assert not lock.locked()
    app.settings.set(PAY_OPEN_MINUTES, 3)
    lock.set("secret1")
    clock.set(clock.now() + timedelta(minutes=2, seconds=59))
    assert not lock.locked()
    clock.set(clock.now() + timedelta(seconds=1))
    assert lock.locked()
    with pytest.raises(UserError, match="not the pay password"):
        lock.set("secret2", "guess1")
    lock.set("secret2", "secret1")
    lock.lock()
    lock.unlock("ｓｅｃｒｅｔ２")
    lock.remove("secret2")
    assert not lock.state().is_set and not lock.locked()
    app.close()


def test_the_history_says_that_it_was_set_and_taken_away_and_no_undo_reaches_it(
    program: Program, right: Path, tmp_path: Path
) -> None:
    program("payroll", "password", "set", "--new-password-file", right)
    assert "--yes" in program("payroll", "password", "take-away", code=1)
    before = _runs(program.folder)
    assert len(before) == 2
    program("payroll", "password", "take-away", "--yes")
    assert _runs(program.folder) == before
    program("payroll", "show", *MARCH)
    program("payroll", "password", "take-away", "--yes", code=1)
    app = open_app(program.folder)
    newest, second = app.services.history.latest(2)
    assert "without knowing it" in str(newest.reason) and str(second.reason) == "A pay password was set"
    assert newest.changes == second.changes == () and not app.services.history.can_undo
    app.close()


def test_it_can_be_removed_and_changed_by_whoever_knows_it(program: Program, right: Path, wrong: Path) -> None:
    password = ("payroll", "password")
    program(*password, "set", "--new-password-file", right)
    program(*password, "set", "--new-password-file", wrong, "--pay-password-file", wrong, code=1)
    program(*password, "set", "--new-password-file", wrong, "--pay-password-file", right)
    program(*password, "remove", "--pay-password-file", right, code=1)
    program(*password, "remove", "--pay-password-file", wrong)
    program(*password, "remove")
    program("payroll", "list")


def test_no_trace_of_it_is_left(program: Program, right: Path, wrong: Path) -> None:
    program("payroll", "password", "set", "--new-password-file", right)
    program("payroll", "show", *MARCH, "--pay-password-file", right)
    program("payroll", "show", *MARCH, "--pay-password-file", wrong, code=1)
    kept = [file for file in program.folder.rglob("*") if file.is_file()]
    assert any(file.suffix == ".db" for file in kept)
    for file in kept:
        content = file.read_bytes()
        assert SECRET.encode() not in content and b"something else" not in content, file
    with closing(sqlite3.connect(program.folder / "shopdesk.db")) as connection:
        (hashed,) = connection.execute("SELECT hash FROM pay_guard").fetchone()
        told = connection.execute("SELECT count(*) FROM changes WHERE coalesce(after, '') LIKE '%argon2%'").fetchone()
    assert hashed.startswith("$argon2id$") and told == (0,)


def test_a_typed_one_is_asked_for_unseen(program: Program, right: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["abcdef", "abcdeg", "abcdef", "abcdef", "abcdef"])
    monkeypatch.setattr("getpass.getpass", lambda _words: next(typed))
    monkeypatch.setattr("sys.stdin", _Terminal())
    assert "不一样" in program("payroll", "password", "set", code=1)
    program("payroll", "password", "set")
    program("payroll", "list")


class _Terminal:
    def isatty(self) -> bool:
        return True


def opened(folder: Path, clock: FixedClock) -> App:
    return open_app(folder, "en", clock=clock)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 3, 16, 9, 0))


def _runs(folder: Path) -> list[object]:
    app = open_app(folder)
    with app.services.ctx.read() as uow:
        found = [[*map(tuple, uow.connection.execute(select(table)))] for table in (pay_runs, pay_lines)]
    app.close()
    return [rows for rows in found if rows]

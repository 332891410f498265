"""Bad files, bad folders, bad clocks, as a user meets them: a sentence, exit code 1, and nothing lost."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from shopdesk import bootstrap
from shopdesk.bootstrap import open_app
from shopdesk.cli.main import run
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import EnvironmentFault
from shopdesk.infra.clock import FixedClock
from tests.conftest import MONDAY
from tests.import_files import SHORT, short_row, write_csv, write_xlsx

ROOT = Path(__file__).resolve().parents[2]
MANY = [SHORT, *(short_row(str(10**12 + number)) for number in range(300))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one store and one imported order, closed."""
    app = open_app(tmp_path / "data", "en", clock=FixedClock(MONDAY))
    app.services.stores.create("店")
    app.close()
    good = write_csv(tmp_path / "good.csv", [SHORT, short_row("9000000000001")])
    assert run(["--data-dir", str(tmp_path / "data"), "import", str(good)]) == 0
    return tmp_path / "data"


Tell = Callable[..., str]


@pytest.fixture
def tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Run a command on that folder and give what it printed, of the errors where it was refused."""

    def told(*words: object, code: int = 0, language: str = "en") -> str:
        capsys.readouterr()
        assert run(["--data-dir", str(folder), "--lang", language, *map(str, words)]) == code
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return printed.err if code else printed.out

    return told


def orders(tell: Tell) -> str:
    """The figures of the day that the good file is about."""
    return tell("kpi", "--from", "2026-03-01", "--to", "2026-03-01", "--csv")


def word_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")


def with_password(path: Path) -> None:
    plain, locked = write_xlsx(path.with_name("plain.xlsx"), {"s": MANY}), io.BytesIO()
    with plain.open("rb") as stream:
        msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt("pw", locked)
    path.write_bytes(locked.getvalue())


def cut(path: Path) -> None:
    whole = write_xlsx(path.with_name("whole.xlsx"), {"s": MANY})
    path.write_bytes(whole.read_bytes()[:4000])


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1200):
                sheet.write(b"0" * 1024 * 1024)


def wide(path: Path) -> None:
    write_csv(path, [[f"列{number}" for number in range(300)], [1] * 300])


REFUSED = (
    ("订单.xlsx", word_document, "Word document", "Word 文档"),
    ("空.csv", lambda path: path.write_bytes(b""), "is empty", "空文件"),
    ("密码.xlsx", with_password, "password", "密码"),
    ("半个.xlsx", cut, "cut off", "不完整"),
    ("炸弹.xlsx", bomb, "it was not opened", "没有打开"),
    ("宽.csv", wide, "Import it in the window", "在窗口中导入"),
    ("水果.csv", lambda path: write_csv(path, [["水果", "颜色"], ["苹果", "红"]]), "window", "指定每一列的含义"),
    ("页面.xls", lambda path: path.write_text("<html><p>x</p></html>", encoding="utf-8"), "web page", "网页"),
)


@pytest.mark.parametrize(("name", "make", "english", "chinese"), REFUSED, ids=lambda value: str(value)[:12])
def test_a_bad_file_gets_a_sentence_in_either_language_and_changes_nothing(
    tell: Tell, tmp_path: Path, name: str, make: Callable[[Path], object], english: str, chinese: str
) -> None:
    before = orders(tell)
    make(tmp_path / name)
    said = tell("import", tmp_path / name, code=1)
    assert name in said
    assert english in said
    assert chinese in tell("import", tmp_path / name, code=1, language="zh_CN")
    assert orders(tell) == before
    assert len(tell("imports", "list").splitlines()) == 1


def test_files_that_only_look_strange_are_read(tell: Tell, tmp_path: Path) -> None:
    utf_16 = write_csv(tmp_path / "utf16.csv", [SHORT, short_row("2000000000001")], encoding="utf-16")
    cells = "".join(f"<th>{name}</th>" for name in SHORT), "".join(f"<td>{v}</td>" for v in short_row("3000000000001"))
    page = tmp_path / "web.xls"
    page.write_text(f"<meta charset=utf-8><table><tr>{cells[0]}</tr><tr>{cells[1]}</tr></table>", encoding="utf-8")
    more = [f"另外{number}" for number in range(300)]
    broad = write_csv(tmp_path / "broad.csv", [[*SHORT, *more], [*short_row("4000000000001"), *more]])
    for path in (utf_16, page, broad):
        assert "1 new" in tell("import", path)
    assert "4,4" in orders(tell).splitlines()[1]


def test_a_cut_order_number_is_refused_with_its_row_and_the_rest_is_taken(tell: Tell, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sci.csv", [SHORT, short_row("1.2E+18"), short_row("5000000000001")])
    said = tell("import", path)
    assert "1 new" in said
    assert "row 2" in said
    assert "1.2E+18" in said


def without_rights(words: list[str]) -> list[str]:
    """The command as somebody whom file permissions bind, also where the tests run as root."""
    if os.name == "nt":
        pytest.skip("Windows has no such permissions on folders")
    if os.geteuid() != 0:
        return words
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the tests run as root, whom permissions do not bind, and there is no setpriv")
    dropped = "-dac_override,-dac_read_search"
    return [setpriv, f"--bounding-set={dropped}", f"--inh-caps={dropped}", *words]


def in_a_process(folder: Path, *words: object, **options: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "shopdesk", "--lang", "en", "--data-dir", str(folder), *map(str, words)]
    wrap = options.pop("wrap", None)
    return subprocess.run(
        wrap(command) if callable(wrap) else command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,  # type: ignore[call-overload]
    )


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    done = in_a_process(closed / "new", "kpi", "--from", "2026-03-01", "--to", "2026-03-01", wrap=without_rights)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "--data-dir" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_data_file_that_may_only_be_read_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    file = folder / "shopdesk.db"
    before = file.read_bytes()
    file.chmod(0o444)
    path = write_csv(tmp_path / "more.csv", MANY)
    done = in_a_process(folder, "import", path, wrap=without_rights)
    assert done.returncode == 1
    assert "read-only" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert file.read_bytes() == before


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        bootstrap.prepare(tmp_path / "file", "en")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("print", "daily", "--date", "2026-03-16"), "form.pdf"),
        (("print", "setup"), "setup.pdf"),
        (("report", "weekly", "--week", "2026-W09"), "week.xlsx"),
        (("calendar", "export", "--year", "2026"), "year.ics"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)
def test_what_cannot_be_written_whole_is_not_written_and_the_old_file_stays(
    folder: Path, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    resource = pytest.importorskip("resource", reason="limits of a process are set by POSIX systems only")
    # Everything that is asked for once must be there before the disk is full.
    assert in_a_process(folder, *words, "-o", tmp_path / f"first-{name}").returncode == 0
    old = tmp_path / name
    old.write_bytes(b"the file of last week")
    sealed = {file: file.read_bytes() for file in folder.glob("shopdesk.db")}
    limit = 4096

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = in_a_process(folder, *words, "-o", old, preexec_fn=small_disk)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert old.read_bytes() == b"the file of last week"
    assert not list(tmp_path.glob(f".{old.stem}-*")), "a half-written file lies about"
    assert {file: file.read_bytes() for file in folder.glob("shopdesk.db")} == sealed


def test_a_full_disk_is_called_by_its_name(tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = tell("calendar", "export", "--year", "2026", "-o", tmp_path / "year.ics", code=1)
    assert "is full" in said
    assert not (tmp_path / "year.ics").exists()


def test_a_clock_set_back_loses_and_doubles_nothing(tmp_path: Path) -> None:
    clock = FixedClock(MONDAY)
    app = open_app(tmp_path / "data", "en", clock=clock)
    store = app.services.stores.create("店")
    store_id = store.id or 0
    services = app.services
    sheet = services.daily.sheet(store_id, MONDAY.date())
    item = next(line.item for line in sheet.lines if not line.item.auto)
    services.daily.answer(sheet, item.code, Result.PASS, who="谷雨")
    services.backups.create()
    app.close()
    clock.set(MONDAY - timedelta(days=3, hours=2))
    again = open_app(tmp_path / "data", "en", clock=clock)
    services = again.services
    assert len(services.backups.list()) >= 1
    earlier = services.daily.sheet(store_id, clock.today())
    services.daily.answer(earlier, item.code, Result.FAIL, who="白露")
    services.backups.create()
    services.backups.create()
    names = [backup.name for backup in services.backups.list()]
    assert len(names) == len(set(names)) >= 3
    kept = services.daily.sheet(store_id, MONDAY.date())
    answers = {line.item.code: line.answer for line in kept.lines if line.answer is not None and not line.answer.auto}
    assert answers[item.code].result is Result.PASS
    assert answers[item.code].who == "谷雨"
    assert services.history.undo() is not None
    again.close()


def test_a_command_beside_an_open_window_works_on_the_same_data(folder: Path, tmp_path: Path) -> None:
    window = open_app(folder, "en", clock=FixedClock(MONDAY))
    store = window.services.stores.all()[0]
    path = write_csv(tmp_path / "more.csv", MANY)
    assert in_a_process(folder, "import", path).returncode == 0
    with window.services.ctx.read() as uow:
        counted = uow.connection.exec_driver_sql("SELECT count(*) FROM orders").scalar()
    assert counted == 301
    assert window.services.stores.all()[0] == store
    window.close()


def test_the_data_in_use_by_another_program_is_said_and_waited_for_no_longer_than_needed(folder: Path) -> None:
    from shopdesk.storage.sqlite.driver import driver as sqlite3

    other = sqlite3.connect(folder / "shopdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        done = in_a_process(folder, "demo")
        assert done.returncode == 1
        assert "in use by another program" in done.stderr
        assert "Traceback" not in done.stderr
    finally:
        other.execute("ROLLBACK")
        other.close()

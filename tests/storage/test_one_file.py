"""The whole business in one file: read back it is the same to the last cell, and a hostile file gets a sentence."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted
from shopdesk.storage import package
from shopdesk.storage.columns import STAYS, metadata
from shopdesk.storage.tables.contents import file_contents
from tests import engines
from tests.every_table import fill_empty_tables
from tests.gui.sample_store import NOW, make_sample

MARCH = (date(2026, 3, 1), date(2026, 3, 15))
NASTY = ["", "\\N", "\\\\N", " x ", '=1+1;"a",b', "line\r\nline\nline\rend", "坏字　符 ", f"{engines.NUL}\x01", "🧧"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    i18n.set_language("en")
    opened = open_app(make_sample(tmp_path_factory.mktemp("sample"), "en"), "en", clock=FixedClock(NOW))
    store = opened.services.stores.all()[0].id or 0
    for nasty in NASTY:
        opened.services.problems.create(Problem(store_id=store, title="x", detail=nasty, opened_on=NOW.date()))
    shown = opened.services.problems.create(Problem(store_id=store, title="shown", opened_on=NOW.date()))
    opened.services.problems.attach(shown.id or 0, Pasted("photo.png", b"\x89PNG"))
    lose_newest_problem(opened, store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def whole(sample: App, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("file") / "all.zip"
    sample.services.one_file.write(target)
    return target


@pytest.fixture(scope="module")
def hemu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A store with next to nothing in it, whose newest problem is gone: reading the sample store takes six seconds."""
    i18n.set_language("en")
    with engines.in_files():  # a database would be cleared after the first test
        opened = open_app(tmp_path_factory.mktemp("hemu"), "en", clock=FixedClock(NOW))
    store = opened.services.stores.create("Hemu").id or 0
    opened.services.targets.set_month(store, MARCH[0], 100)
    opened.services.problems.create(Problem(store_id=store, title="stays", opened_on=NOW.date()))
    lose_newest_problem(opened, store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def small(hemu: App, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file: what is wrong with a file does not hang on its size."""
    file = tmp_path_factory.mktemp("small") / "small.zip"
    hemu.services.one_file.write(file)
    return file


def lose_newest_problem(app: App, store: int) -> None:
    """Open a problem and take it out of the data past the program, which remembers its number."""
    gone = app.services.problems.create(Problem(store_id=store, title="gone", opened_on=NOW.date()))
    with app.services.ctx.open_uow("gone") as uow:
        uow.connection.execute(text("DELETE FROM problems WHERE id = :id"), {"id": gone.id})
        uow.make_lasting()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    i18n.set_language("en")
    opened = open_app(tmp_path / "empty", "en", clock=FixedClock(NOW))
    yield opened
    opened.close()


def rows_of(app: App) -> dict[str, list[Any]]:
    with app.services.ctx.engine.connect() as connection:
        return {
            name: list(connection.execute(text(f"SELECT * FROM {name} ORDER BY 1")).all())
            for name in [table.name for table in package.tables()]
        }


@pytest.mark.timeout(300)
def test_read_back_every_table_is_equal_and_so_is_every_figure(sample: App, whole: Path, empty: App) -> None:
    count = empty.services.one_file.read(whole)
    there, here = rows_of(sample), rows_of(empty)
    assert count == sum(map(len, there.values())) > 10_000
    for name in there:
        assert here[name] == there[name], name
    store = sample.services.stores.all()[0].id or 0
    codes = ("paid_amount", "net_amount", "buyers", "conversion", "visitors_per_day", "roi", "repeat_rate")
    for ask in (
        lambda app: [app.services.kpi.totals(store, date(2025, 3, 1), MARCH[1])[code] for code in codes],
        lambda app: app.services.profit.table(store, *MARCH, Split.PRODUCT),
        lambda app: app.services.ledger.account(store, *MARCH),
        lambda app: app.services.payroll.run(store, date(2026, 1, 1)),
        lambda app: app.services.targets.days(store, MARCH[0]),
    ):
        assert ask(sample) == ask(empty)
    assert kept_files(empty) == kept_files(sample)
    assert b"\x89PNG" in kept_files(empty).values()


def kept_files(app: App) -> dict[str, bytes]:
    """By their places: where they lie in the folder, or where a server holds them with the records."""
    with app.services.ctx.read() as uow:
        rows = uow.connection.execute(select(file_contents.c.stored, file_contents.c.content)).all()
    folder = app.paths.attachments
    files = [file for file in folder.rglob("*") if file.is_file()]
    return dict(map(tuple, rows)) | {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def zip_names(file: Path, folder: str) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return [name.removeprefix(folder) for name in archive.namelist() if name.startswith(folder)]


def test_a_key_is_not_given_twice_after_reading_back(hemu: App, small: Path, empty: App) -> None:
    """The newest problem is gone; its number stays gone, for the history names it."""
    empty.services.one_file.read(small)
    store = empty.services.stores.all()[0].id or 0
    made = empty.services.problems.create(Problem(store_id=store, title="new", opened_on=NOW.date()))
    assert made.id == max(row[0] for row in rows_of(hemu)["problems"]) + 2


def test_every_table_is_in_it_by_itself_and_the_pay_password_is_not(whole: Path) -> None:
    names = set(zip_names(whole, "data/"))
    stays = {table.name for table in metadata.sorted_tables if table.info.get(STAYS)}
    assert stays == {"file_contents", "kept_answers", "pay_guard"}
    assert names == {f"{table.name}.csv" for table in metadata.sorted_tables if table.name not in stays}


def test_no_table_of_a_store_is_forgotten(whole: Path, sample: App) -> None:
    """What the data file really holds, table by table, and not what is declared anywhere."""
    with sample.services.ctx.engine.connect() as connection:
        there = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    own = {name for name in there if not name.startswith(("sqlite_", "alembic_"))}
    stays = {table.name for table in metadata.sorted_tables if table.info.get(STAYS)}
    assert set(zip_names(whole, "data/")) == {f"{name}.csv" for name in own - stays}


def test_a_row_of_every_table_comes_back(tmp_path: Path, hemu: App, small: Path, empty: App) -> None:
    """The sample store leaves tables empty, the newest among them; here each holds a row with every column said."""
    full = open_app(tmp_path / "full", "en", clock=FixedClock(NOW))
    full.services.one_file.read(small)  # a store of its own, which nobody else finds filled
    fill_empty_tables(full)
    there = rows_of(full)
    assert all(there.values()), "a table without a row proves nothing"
    full.services.one_file.write(tmp_path / "rows.zip")
    full.close()
    empty.services.one_file.read(tmp_path / "rows.zip")
    assert rows_of(empty) == there


def test_the_description_says_types_keys_references_and_hashes(whole: Path) -> None:
    """What another program needs, checked against the content: hashes, columns, types, keys, references."""
    with zipfile.ZipFile(whole) as archive:
        described = json.loads(archive.read("datapackage.json"))
        resources = {one["name"]: one for one in described["resources"] if "schema" in one}
        keys: dict[str, set[str]] = {}
        pending = []
        for name, one in resources.items():
            content = archive.read(one["path"])
            assert one["bytes"] == len(content)
            assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
            fields = {field["name"]: field for field in one["schema"]["fields"]}
            (key,) = one["schema"]["primaryKey"]
            keys[name] = {row[key] for row in rows}
            assert len(keys[name]) == len(rows)
            for row in rows:
                assert list(row) == list(fields)
                for column, cell in row.items():
                    assert fits(fields[column], cell), (name, column, cell)
            pending += [(name, link, rows) for link in one["schema"].get("foreignKeys", [])]
        for name, link, rows in pending:
            target, (column,) = link["reference"]["resource"] or name, link["fields"]
            assert {row[column] for row in rows} - {"\\N"} <= keys[target], (name, column)


def fits(field: dict[str, Any], cell: str) -> bool:
    """Whether a cell is of its field's type."""
    constraints = field.get("constraints", {})
    if cell == "\\N":
        return "required" not in constraints
    if "enum" in constraints:
        return cell in constraints["enum"]
    checks: dict[str, Callable[[str], object]] = {
        "integer": int,
        "number": float,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
        "array": lambda value: isinstance(json.loads(value), list) or int("no"),
        "object": lambda value: isinstance(json.loads(value), dict) or int("no"),
        "boolean": ["0", "1"].index,
    }
    try:
        checks.get(field["type"], str)(cell)
    except ValueError:
        return False
    return True


# --- hostile files ----------------------------------------------------------------------------------------------------


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes]], None], *, honest: bool = False) -> Path:
    """A copy with other members; ``honest`` describes sizes and hashes as they are then."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if honest:
        described = json.loads(members["datapackage.json"])
        for one in described["resources"]:
            content = members.get(one["path"], b"")
            one["bytes"], one["hash"] = len(content), f"sha256:{hashlib.sha256(content).hexdigest()}"
        members["datapackage.json"] = json.dumps(described).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def _stores(members: dict[str, bytes], old: bytes, new: bytes) -> None:
    assert old in members["data/stores.csv"]
    members["data/stores.csv"] = members["data/stores.csv"].replace(old, new, 1)


def _described(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    def do(members: dict[str, bytes]) -> None:
        described = json.loads(members["datapackage.json"])
        change(described)
        members["datapackage.json"] = json.dumps(described).encode()

    return do


def _twice(members: dict[str, bytes]) -> None:
    lines = members["data/stores.csv"].splitlines(keepends=True)
    members["data/stores.csv"] = b"".join([*lines, lines[-1]])


def _orphan(members: dict[str, bytes]) -> None:
    lines = members["data/targets.csv"].splitlines(keepends=True)
    names, cells = lines[0].decode().strip().split(","), lines[1].decode().strip().split(",")
    cells[names.index("store_id")] = "99"
    members["data/targets.csv"] = b"".join([lines[0], (",".join(cells) + "\r\n").encode()])


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], bool, str]] = {
    "leads out": (lambda m: m.update({"../evil.txt": b"x"}), False, "does not belong there"),
    "leads out, described": (
        lambda m: (
            m.update({"attachments/../../evil.png": b"x"}),
            _described(
                lambda d: d["resources"].append({"path": "attachments/../../evil.png", "bytes": 1, "hash": "x"})
            )(m),
        )[0],
        True,
        "does not belong there",
    ),
    "absolute": (lambda m: m.update({"/etc/evil": b"x"}), False, "does not belong there"),
    "table missing": (lambda m: m.pop("data/orders.csv") and None, False, "data/orders.csv is missing"),
    "description missing": (lambda m: m.pop("datapackage.json") and None, False, "no file that ShopDesk exported"),
    "description broken": (lambda m: m.update({"datapackage.json": b"{"}), False, "cannot be read"),
    "description deep": (lambda m: m.update({"datapackage.json": b"[" * 100_000}), False, "cannot be read"),
    "description a list": (lambda m: m.update({"datapackage.json": b"[]"}), False, "cannot be read"),
    "other schema": (_described(lambda d: d.update(schema="9999")), False, "another schema"),
    "size is a word": (_described(lambda d: d["resources"][0].update(bytes="1")), False, "cannot be read"),
    "size is wrong": (_described(lambda d: d["resources"][0].update(bytes=1)), False, "not as large"),
    "hash is wrong": (lambda m: _stores(m, b"Hemu", b"Humu"), False, "was changed after"),
    "number is a word": (lambda m: _stores(m, b"\r\n1,", b"\r\nx,"), True, "Line 2 of stores"),
    "number is huge": (lambda m: _stores(m, b"\r\n1,", b"\r\n99999999999999999999,"), True, "Line 2 of stores"),
    "required is missing": (lambda m: _stores(m, b"\r\n1,", b"\r\n\\N,"), True, "Line 2 of stores"),
    "cells are missing": (lambda m: _stores(m, b"\r\n1,", b"\r\n2,3\r\n1,"), True, "of stores"),
    "other columns": (lambda m: _stores(m, b"id,", b"nr,"), True, "does not have the columns"),
    "row twice": (_twice, True, "holds a row twice"),
    "refers to nothing": (_orphan, True, "refers to a row that is not there"),
    "no text": (lambda m: m.update({"data/stores.csv": b"\xff\xfe\x00"}), True, "no CSV"),
    "open quote": (lambda m: m.update({"data/stores.csv": m["data/stores.csv"] + b'"'}), True, "no CSV"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence_and_changes_nothing(small: Path, empty: App, tmp_path: Path, name: str) -> None:
    change, honest, sentence = HOSTILE[name]
    file = changed(small, tmp_path / "hostile.zip", change, honest=honest)
    before = rows_of(empty)
    with pytest.raises(UserError) as said:
        empty.services.one_file.read(file)
    assert sentence in str(said.value.text)
    assert rows_of(empty) == before
    assert not empty.services.stores.all()
    assert not list(tmp_path.rglob("evil*"))


def test_a_member_that_is_there_twice_is_refused(small: Path, empty: App, tmp_path: Path) -> None:
    file = changed(small, tmp_path / "twice.zip", lambda _members: None)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("data/stores.csv", b"id\r\n")
    with pytest.raises(UserError, match=r"holds data/stores.csv twice"):
        empty.services.one_file.read(file)


def test_what_has_no_room_on_the_disk_is_refused_first(
    small: Path, empty: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(EnvironmentFault, match="has no room"):
        empty.services.one_file.read(small)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind" * 100])
def test_what_is_no_zip_is_refused(empty: App, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no.zip"
    file.write_bytes(content)
    with pytest.raises(UserError, match="no file that ShopDesk exported"):
        empty.services.one_file.read(file)
    with pytest.raises(UserError, match="cannot be read"):
        empty.services.one_file.read(tmp_path / "missing.zip")
    with pytest.raises(UserError, match="cannot be read"):
        empty.services.one_file.read(tmp_path)


def test_a_cut_file_is_refused(small: Path, empty: App, tmp_path: Path) -> None:
    file = tmp_path / "cut.zip"
    content = bytearray(small.read_bytes())
    content[2_000:2_400] = bytes(400)
    file.write_bytes(content)
    with pytest.raises(UserError):
        empty.services.one_file.read(file)
    assert not empty.services.stores.all()


def test_nothing_is_mixed_with_stores_that_are_there(sample: App, small: Path) -> None:
    with pytest.raises(UserError, match="stores here already"):
        sample.services.one_file.read(small)


def test_a_target_that_cannot_be_written_gets_a_sentence(sample: App, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="does not exist"):
        sample.services.one_file.write(tmp_path / "no" / "all.zip")
    assert not list(tmp_path.iterdir())


def test_the_commands(hemu: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "all.zip"
    assert run(["--data-dir", str(hemu.paths.data), "--lang", "en", "export", "all", str(target)]) == 0
    assert "rows. The pay password is not in it" in capsys.readouterr().out
    words = ["--data-dir", str(tmp_path / "new"), "--lang", "en", "import-all", str(target)]
    assert run(words) == 0
    assert "Read from" in capsys.readouterr().out
    assert run(words) == 1
    assert "stores here already" in capsys.readouterr().err

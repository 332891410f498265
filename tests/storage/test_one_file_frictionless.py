"""The business in one file is a Data Package for others, too: frictionless reads types, keys, references and hashes."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from frictionless import Package, Report, validate

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.problems import Problem
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage import package
from tests.every_table import fill_empty_tables
from tests.gui.sample_store import NOW, make_sample

EVERYTHING = os.environ.get("SHOPDESK_EXTREMES") == "all"
TEXTS = ["", "\\N", "\\\\N", '=1+1;"a",b', "line\r\nline\nline\rend", "坏字　符", "🧧", "True", "1", "null"]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a row in every table, difficult text and a file, written and unpacked."""
    i18n.set_language("en")
    folder = tmp_path_factory.mktemp("package")
    app = open_app(folder / "data", "en", clock=FixedClock(NOW))
    store = app.services.stores.create("Hemu").id or 0
    for one in TEXTS:
        app.services.problems.create(Problem(store_id=store, title="x", detail=one, opened_on=NOW.date()))
    fill_empty_tables(app)
    keep_attachment(app.services.ctx, Pasted("photo.png", b"\x89PNG"))
    yield written(app, folder)
    app.close()


def sample(folder: Path) -> Path:
    """The sample store, half a minute of reading for the judge."""
    app = open_app(make_sample(folder, "en"), "en", clock=FixedClock(NOW))
    try:
        return written(app, folder)
    finally:
        app.close()


def written(app: App, folder: Path) -> Path:
    app.services.one_file.write(folder / "all.zip")
    with zipfile.ZipFile(folder / "all.zip") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def judged(folder: Path) -> Report:
    return validate(str(folder / "datapackage.json"))


def faults(report: Report) -> list[str]:
    return [*(one.message for one in report.errors), *(one.message for task in report.tasks for one in task.errors)]


@pytest.mark.timeout(600)
def test_it_is_valid(unpacked: Path, tmp_path: Path) -> None:
    reports = [judged(one) for one in (unpacked, *([sample(tmp_path)] if EVERYTHING else []))]
    for report in reports:
        assert report.valid, faults(report)
    report = reports[0]
    rows = {task.name: task.stats.get("rows") for task in report.tasks}
    assert all(rows[table.name] for table in package.tables()), rows
    assert any(task.place.endswith(".png") for task in report.tasks)


def test_it_reads_the_text_that_was_typed(unpacked: Path) -> None:
    """What is no value and what is empty text stay apart; only text that looks like no value carries a backslash."""
    rows = Package(str(unpacked / "datapackage.json")).get_resource("problems").read_rows()
    read = [row["detail"] for row in rows[: len(TEXTS)]]
    assert read == ["", "\\\\N", "\\\\\\N", *TEXTS[3:]]
    assert rows[0]["opened_on"] == NOW.date()
    assert rows[0]["closed_on"] is None


def _cells(table: str, change: Callable[[list[str]], None]) -> Callable[[Path], None]:
    """Change the lines of a table, and say sizes and hashes as they are then."""

    def do(folder: Path) -> None:
        file = folder / "data" / f"{table}.csv"
        lines = file.read_bytes().decode().split("\r\n")
        change(lines)
        file.write_bytes("\r\n".join(lines).encode())
        described = json.loads((folder / "datapackage.json").read_text("utf-8"))
        for one in described["resources"]:
            if one["name"] == table:
                one.update(bytes=file.stat().st_size, hash=f"sha256:{sha256(file.read_bytes()).hexdigest()}")
        (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")

    return do


def _cell(column: str, value: str) -> Callable[[list[str]], None]:
    def do(lines: list[str]) -> None:
        cells = lines[1].split(",")
        cells[lines[0].split(",").index(column)] = value
        lines[1] = ",".join(cells)

    return do


def _other_bytes(folder: Path) -> None:
    file = folder / "data" / "stores.csv"
    file.write_bytes(file.read_bytes().replace(b"Hemu", b"Humu"))


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "hash": (_other_bytes, "hash-count"),
    "type": (_cells("targets", _cell("value", "many")), "type-error"),
    "required": (_cells("targets", _cell("value", "\\N")), "constraint-error"),
    "reference": (_cells("targets", _cell("store_id", "99")), "foreign-key"),
    "key": (_cells("targets", lambda lines: lines.insert(1, lines[1])), "primary-key"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_one_is_not(unpacked: Path, tmp_path: Path, name: str) -> None:
    """The judge sees what it is asked about: one fault at a time, and its kind is named."""
    spoil, kind = SPOILT[name]
    described = json.loads((unpacked / "datapackage.json").read_text("utf-8"))
    described["resources"] = [one for one in described["resources"] if one["name"] in ("stores", "targets")]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "data").mkdir()
    for one in described["resources"]:
        (tmp_path / one["path"]).write_bytes((unpacked / one["path"]).read_bytes())
    assert judged(tmp_path).valid
    spoil(tmp_path)
    assert {one.type for task in judged(tmp_path).tasks for one in task.errors} == {kind}

"""``shopdesk import`` and ``shopdesk imports``: what scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.cli.main import run
from tests.import_files import SHORT, short_row, write_csv


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one store, closed."""
    app = open_app(tmp_path / "data", "en")
    app.services.stores.create("店")
    app.close()
    return tmp_path / "data"


class Shell:
    """Runs commands and keeps what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.errors = ""

    def __call__(self, *words: object, code: int = 0) -> str:
        """The standard output of a command that ends with ``code``."""
        assert run(["--data-dir", str(self.folder), "--lang", "en", *map(str, words)]) == code
        printed = self.capsys.readouterr()
        self.errors = printed.err
        return printed.out

    def json(self, *words: object, code: int = 0) -> Any:
        """The document that a command prints."""
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def shell(folder: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell on that folder."""
    return Shell(folder, capsys)


def test_the_document_of_an_import(shell: Shell, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["说明"], SHORT, short_row("1"), short_row("1.2E+18")], encoding="gbk")
    (entry,) = shell.json("import", path, "--dry-run")["files"]
    assert (entry["new"], entry["import_id"]) == (1, None)
    assert shell.json("imports", "list") == {"imports": []}
    (entry,) = shell.json("import", path)["files"]
    assert list(entry) == [
        "file", "kind", "encoding", "header_row", "rows", "new", "updated", "unchanged", "skipped", "errors",
        "import_id", "checks",
    ]  # fmt: skip
    assert (entry["kind"], entry["encoding"], entry["header_row"]) == ("orders", "gb18030", 2)
    assert (entry["rows"], entry["new"], entry["skipped"]) == (2, 1, 1)
    assert entry["errors"][0]["row"] == 4
    assert entry["errors"][0]["column"] == "订单编号"
    (again,) = shell.json("import", path)["files"]
    assert (again["new"], again["updated"], again["unchanged"], again["import_id"]) == (0, 0, 1, None)
    (listed,) = shell.json("imports", "list")["imports"]
    assert (listed["import_id"], listed["first_day"], listed["undone_at"]) == (entry["import_id"], "2026-03-01", None)
    undone = shell.json("imports", "undo", entry["import_id"])
    assert undone["undone_at"] is not None
    shell("imports", "undo", entry["import_id"], code=1)
    assert shell.errors == "The import of a.csv was already taken back.\n"


def test_a_bad_file_does_not_stop_the_others(shell: Shell, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    good = write_csv(tmp_path / "good.csv", [SHORT, short_row("1")])
    bad, done = shell.json("import", empty, good, code=1)["files"]
    assert bad["errors"] == [
        {"row": None, "column": None, "message": "empty.csv is empty. Export it again from the platform."}
    ]
    assert done["new"] == 1
    assert shell.errors == "empty.csv is empty. Export it again from the platform.\n"


def test_kind_and_encoding_by_hand(shell: Shell, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")], encoding="gbk")
    assert shell.json("import", path, "--encoding", "GBK", "--kind", "orders")["files"][0]["new"] == 1
    shell("import", path, "--kind", "store_days", code=1)
    assert "is no export of the kind “Store by day”" in shell.errors
    shell("import", path, "--encoding", "utf-8", code=1)
    assert "is not written in utf-8" in shell.errors
    with pytest.raises(SystemExit) as stopped:
        shell("import", path, "--kind", "nonsense")
    assert stopped.value.code == 2


def test_lines_for_people(shell: Shell, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1"), ["合计", "1", "", "", "", "", ""]])
    shown = shell("import", path)
    assert "2 rows, 1 new, 0 updated, 0 unchanged, 1 left out" in shown
    assert "1 left out: Totals row (row 3)" in shown
    assert "shopdesk imports undo 1" in shown
    assert "a.csv  +1 ~0 =0 -1" in shell("imports", "list")


MAPPED = """
kind = "channel_days"
channel = "search_ads"
same_key = "add"
as_above = ["投放日期"]
[columns]
"投放日期" = "day"
"支出" = "spend_fen"
"""


def test_a_mapping_from_a_file(shell: Shell, tmp_path: Path) -> None:
    lines = [["2026-03-01", "1.50"], ["", "2.25"], ["2026-03-02", "4"]]
    path = write_csv(tmp_path / "a.csv", [["投放日期", "支出"], *lines])
    shell("import", path, code=1)
    assert "or say it in a file of --map" in shell.errors
    said = tmp_path / "map.toml"
    said.write_text(MAPPED, encoding="utf-8")
    (entry,) = shell.json("import", path, "--map", said)["files"]
    assert (entry["kind"], entry["rows"], entry["new"], entry["skipped"]) == ("channel_days", 3, 2, 1)
    shown = shell("import", path, "--dry-run")
    assert "3 rows, 0 would be new, 0 updated, 2 unchanged, 0 left out, 1 added to another row" in shown, "remembered"
    assert "1 added up: Counted in another row of the same order or day" in shown
    with pytest.raises(SystemExit) as stopped:
        shell("import", path, "--map", said, "--kind", "orders")
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("kind = ", "is no TOML file"),
        ('kind = "nonsense"', "“nonsense” does not fit “kind”. It can be: orders, "),
        ('kind = "orders"', "names no columns"),
        ('kind = "orders"\nsame_key = 3\n[columns]\na = "created_at"', "“3” does not fit “same_key”"),
        ('kind = "orders"\nheader_row = 0\n[columns]\na = "created_at"', "“0” does not fit “header_row”"),
        ('kind = "orders"\n[columns]\na = 7', "does not fit “a”"),
        ('kind = "orders"\n[columns]\na = "created"', "There is no field “created”. There are: "),
        ('kind = "orders"\n[columns]\na = "title"', "Choose the column that holds “Placed at”"),
        ('colums = 1\nkind = "orders"', "“colums” does not fit “colums”. It can be: kind, "),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(shell: Shell, tmp_path: Path, written: str, sentence: str) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")])
    said = tmp_path / "map.toml"
    said.write_text(written, encoding="utf-8")
    shell("import", path, "--map", said, code=1)
    assert sentence in shell.errors


def test_an_import_of_payments_says_so(shell: Shell, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["订单编号", "总金额", "订单付款时间"], ["1", "5", "2026-03-01 10:00"]])
    assert "all of them are paid orders" in shell("import", path)

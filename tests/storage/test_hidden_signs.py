"""Signs that nobody sees: no file brings one in, and what is stored with one is printed as the window shows it.

A server takes no text with the sign NUL in it, so a file with one was taken in by a data file alone.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App, open_app
from shopdesk.cli import output
from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind
from shopdesk.storage.queries.imports import TARGETS
from shopdesk.storage.tables.imports import imports
from tests.import_exports import Maker, make
from tests.import_files import write_csv
from tests.statement_files import HEADINGS as ALIPAY
from tests.statement_files import ORDER
from tests.storage.test_imports_cli import Shell, folder, shell
from tests.storage.test_statements import qianniu

__all__ = ["folder", "shell"]

STEERING = "\x00\x07\x1b\x7f\x9b"
TURNING = "\u202e\u2066\u200f"
HIDDEN = re.compile(f"[{STEERING}{TURNING}]")
# What differs between two stores by itself.
OF_THE_STORE = {"id", "store_id", "first_import_id", "last_import_id", "import_id", "buyer_key"}
ALIPAY_LINE = (
    "2026030122001", "2026030122001", "T200P2500000000000000001", "连衣裙", "2026-03-01 10:00:00", "tb0324**", "12.00",
    "0.00", "112.00", "支付宝", "交易付款", "小满", "付款", "", "", "",
)  # fmt: skip


def exports(kind: ImportKind, folder: Path) -> list[list[str]]:
    """The rows of an export of a kind, its header first."""
    if kind is ImportKind.ALIPAY_STATEMENT:
        return [list(ALIPAY), list(ALIPAY_LINE)]
    if kind is ImportKind.QIANNIU_STATEMENT:
        made = qianniu(folder / "q.csv", [("9001", "2026-05-01", "10:00:00", "交易付款", "100.00", "", str(ORDER), "")])
        return list(csv.reader(io.StringIO(made.read_text(encoding="utf-8"))))
    seed = next(seed for seed in range(1_000) if (one := Maker(seed)).kind is kind and one.form == "csv")
    made = make(seed, folder)
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = made.path.read_bytes().decode(encoding)
        except UnicodeError:
            continue
        rows = list(csv.reader(io.StringIO(text), delimiter="\t" if text.count("\t") > text.count(",") else ","))
        return [*rows[made.header_row - 1 :]]
    raise AssertionError(made.path)


def strewn(rows: list[list[str]], signs: str, seed: int, *, words_only: bool = False) -> list[list[str]]:
    """The rows with such signs in their cells, equal rows alike; not in the headings, nor, if asked, in figures."""

    def odd(row: list[str]) -> list[str]:
        rnd = random.Random(f"{seed}{row}")
        cells = []
        for cell in row:
            place = rnd.randint(0, len(cell))
            figure = words_only and re.search(r"\d", cell)
            cells.append(cell if figure or not cell else cell[:place] + rnd.choice(signs) + cell[place:])
        return cells

    return [rows[0], *map(odd, rows[1:])]


def written(path: Path, rows: list[list[str]]) -> Path:
    """As the one form in which the sign NUL in the first rows does not make it no table at all."""
    return write_csv(path, rows, encoding="utf-16", quoted=True)


def taken_in(app: App, name: str, path: Path, kind: ImportKind) -> tuple[Any, list[dict[str, Any]]]:
    """What an import into a new store came to: its tally, and the rows as they are kept."""
    store = app.services.stores.create(name)
    tally = app.services.imports.run_file(path, store).tally
    table = TARGETS[kind].table
    with app.services.ctx.read() as uow:
        found = uow.connection.execute(select(table).where(table.c.store_id == store.id).order_by(table.c.id))
        kept = [{name: value for name, value in row._mapping.items() if name not in OF_THE_STORE} for row in found]
    return (tally.rows, tally.new, tally.updated), kept


@pytest.mark.parametrize("kind", [*ImportKind])
@pytest.mark.parametrize("seed", range(3))
def test_a_file_comes_to_the_same_with_signs_that_steer_a_terminal(
    app: App, tmp_path: Path, kind: ImportKind, seed: int
) -> None:
    rows = exports(kind, tmp_path)
    # Some services say the day in the name of their file alone.
    plain = written(tmp_path / "plain_2026-03-15.csv", rows)
    odd = written(tmp_path / "odd_2026-03-15.csv", strewn(rows, STEERING, seed))
    assert taken_in(app, "甲", odd, kind) == (expected := taken_in(app, "乙", plain, kind))
    assert expected[0][1], "the plain file brought nothing"


@pytest.mark.parametrize("kind", [kind for kind in ImportKind if kind not in STATEMENT_KINDS])
def test_no_kept_text_turns_the_reading_direction(app: App, tmp_path: Path, kind: ImportKind) -> None:
    rows = exports(kind, tmp_path)
    path = written(tmp_path / "odd_2026-03-15.csv", strewn(rows, STEERING + TURNING, 1, words_only=True))
    store = app.services.stores.create("甲")
    app.services.imports.run_file(path, store)
    table = TARGETS[kind].table
    with app.services.ctx.read() as uow:
        for row in uow.connection.execute(select(table).where(table.c.store_id == store.id)):
            for name, value in row._mapping.items():
                assert not isinstance(value, str) or not HIDDEN.search(value), (name, value)


def test_an_older_text_neither_turns_nor_steers_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    name = f"七月{TURNING}gpj.exe{STEERING[1:]}[2J"
    with output.shown_as_in_the_window():
        print(name)
        output.print_json({"file": name, "rows": [name]})
    printed = capsys.readouterr().out
    assert not HIDDEN.search(printed)
    line, document = printed.split("\n", 1)
    assert line == "七月[U+202E][U+2066][U+200F]gpj.exe[2J"
    assert json.loads(document) == {"file": name, "rows": [name]}


def test_a_command_says_the_name_of_an_older_file_so(shell: Shell, tmp_path: Path) -> None:
    name = "七月\u202egpj.exe\x1b[2J.csv"
    path = write_csv(tmp_path / "a.csv", [list(ALIPAY), list(ALIPAY_LINE)])
    shell("import", path)
    opened = open_app(shell.folder, "en")
    with opened.services.ctx.open_uow("older") as uow:
        uow.connection.execute(imports.update().values(file_name=name))
        uow.touch("imports", "imports")
        uow.commit()
    opened.close()
    assert "七月[U+202E]gpj.exe[2J.csv" in shell("imports", "list")
    told = shell("imports", "list", "--json")
    assert not HIDDEN.search(told)
    assert json.loads(told)["imports"][0]["file"] == name

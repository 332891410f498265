"""A statement of an account that the store had none of is asked about, in the window's preview and by the command."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.stores import Store
from shopdesk.services.imports.service import Choices, OtherAccountError
from tests.statement_files import Form, Line, balanced, write_statement

OWN, OTHER = "2088111122223333", "2088999900001111"
ANYWAY = Choices(any_account=True)


def statement(path: Path, account: str, first: int = 1) -> Path:
    """Two lines of an account."""
    at = datetime(2026, 3, first, 10)
    lines = [Line(f"{account[-4:]}{first}{n}", at + timedelta(hours=n), 100, "交易付款") for n in range(2)]
    return write_statement(path, balanced(lines), Form(account=account))


def lines_of(app: App, store: Store) -> int:
    return app.services.ledger.lines(store.id or 0, datetime(2026, 1, 1).date(), datetime(2026, 12, 31).date()).count


def test_another_stores_account_is_named_and_nothing_is_taken_in(app: App, store: Store, tmp_path: Path) -> None:
    second = app.services.stores.create("第二店")
    imports = app.services.imports
    imports.run_file(statement(tmp_path / "own.csv", OWN), store)
    file = statement(tmp_path / "again.csv", OWN, first=9)
    seen = imports.preview(file, second)
    assert seen.other_account is not None
    assert all(word in str(seen.other_account) for word in ("again.csv", OWN, store.name))
    with pytest.raises(OtherAccountError):
        imports.run_file(file, second)
    assert (lines_of(app, second), len(imports.list(second.id))) == (0, 0)
    imports.run_file(file, second, ANYWAY)
    assert lines_of(app, second) == 2
    assert imports.preview(statement(tmp_path / "more.csv", OWN, first=20), second).other_account is None


def test_a_second_account_of_a_store_is_asked_about_once(app: App, store: Store, tmp_path: Path) -> None:
    imports = app.services.imports
    imports.run_file(statement(tmp_path / "own.csv", OWN), store)
    file = statement(tmp_path / "other.csv", OTHER)
    with pytest.raises(OtherAccountError) as refused:
        imports.run_file(file, store)
    assert OWN in str(refused.value.text) and OTHER in str(refused.value.text)
    taken = imports.run_file(file, store, ANYWAY)
    assert imports.preview(statement(tmp_path / "next.csv", OTHER, first=9), store).other_account is None
    imports.undo(taken.run.id or 0)
    assert imports.preview(file, store).other_account is not None


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=5))
def test_whatever_the_order_an_account_comes_unasked_only_where_it_is_known_or_the_first(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("accounts")
    app = open_app(folder / "data", "en")
    shops = [app.services.stores.create(name) for name in ("甲", "乙")]
    known: list[set[str]] = [set(), set()]
    for place, (shop, number) in enumerate(steps):
        account = f"208811112222333{number}"
        file = statement(folder / f"{place}.csv", account, first=1 + place)
        asked = account not in known[shop] and bool(known[shop] or account in known[1 - shop])
        assert (app.services.imports.preview(file, shops[shop]).other_account is not None) == asked
        app.services.imports.run_file(file, shops[shop], ANYWAY if asked else Choices())
        known[shop].add(account)
    app.close()


def test_the_command_ends_with_one_and_says_how_to_take_it_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data-dir", str(tmp_path / "data"), "--lang", "en"]
    file = str(statement(tmp_path / "other.csv", OTHER))
    assert run([*data, "import", str(statement(tmp_path / "own.csv", OWN))]) == 0
    for more in ([], ["--dry-run"]):
        capsys.readouterr()
        assert run([*data, "import", file, "--json", *more]) == 1
        said = capsys.readouterr()
        assert "--any-account" in said.err
        entry = json.loads(said.out)["files"][0]
        assert (entry["kind"], entry["new"], entry["import_id"]) == (None, 0, None)
        assert OTHER in entry["errors"][0]["message"]
    assert run([*data, "import", file, "--any-account"]) == 0
    assert run([*data, "import", file]) == 0


def test_a_file_is_tried_on_the_sample_store_unasked(app: App, tmp_path: Path) -> None:
    sample = app.services.stores.update(replace(app.services.stores.create("示例"), sample=True))
    app.services.imports.run_file(statement(tmp_path / "own.csv", OWN), sample)
    assert app.services.imports.preview(statement(tmp_path / "other.csv", OTHER), sample).other_account is None

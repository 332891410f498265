"""No page and no command about one store looks into another store's part: the tables are parted by the store, and the
server itself says of every statement which parts it would read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.gui.pictures import PAGE_NAMES, VIEWS, take_page, window_on
from shopdesk.infra.clock import FixedClock
from tests import partitions
from tests.gui.sample_store import NOW, make_sample
from tests.partitions import Looked
from tests.storage.test_one_read import COMMANDS, READS

VIEWED = [(page, view) for page in PAGE_NAMES for view in ("", *VIEWS.get(page, ()))]
# What is about every store, or about a record whose store is not known before it is read: looked up by its key.
ALL_STORES: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store beside a second one, in parts."""
    folder = make_sample(tmp_path_factory.mktemp("parted"), "en")
    app = open_app(folder, "en", clock=FixedClock(NOW))
    app.services.stores.create("Hemu Outlet")
    app.close()
    partitions.part(json.loads((folder / "server.json").read_text(encoding="utf-8"))["address"])
    return folder


@pytest.fixture
def looked() -> Iterator[Looked]:
    with partitions.explained(Engine) as found:
        yield found
    assert found.statements
    assert [one for one in found.beyond if one not in found.by_id and not one.startswith(ALL_STORES)] == []


def the_first(folder: Path) -> App:
    """The open folder, in which the sample store is the first."""
    return open_app(folder, "en", clock=FixedClock(NOW))


@pytest.mark.parametrize("name", READS)
def test_what_is_put_together_reads_one_part(parted: Path, looked: Looked, name: str, tmp_path: Path) -> None:
    app = the_first(parted)
    READS[name](app, app.services.stores.all()[0].id or 0, tmp_path)
    app.close()


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_reads_one_part(
    parted: Path, looked: Looked, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    app = the_first(parted)
    person = app.services.people.everyone(app.services.stores.all()[0].id or 0)[0].name
    app.close()
    code = run(["--data-dir", str(parted), "--lang", "en", *words.format(out=tmp_path, person=person).split()])
    assert code == 0, capsys.readouterr().err


def test_every_page_reads_one_part(parted: Path, looked: Looked, tmp_path: Path, qapp: object) -> None:
    with window_on(qapp, the_first(parted)) as desktop:  # type: ignore[arg-type]
        for page, view in VIEWED:
            take_page(desktop, page, tmp_path / "page.png", view)

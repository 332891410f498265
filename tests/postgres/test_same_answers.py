"""The sample store moved to a server gives the same answers to every command as from its data file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, kept_sample, make_sample
from tests.storage.test_one_read import COMMANDS, READS

PRINTED = [words for words in COMMANDS if "{out}" not in words]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, App]]:
    """The sample store in its data file, and on a server."""
    home = tmp_path_factory.mktemp("both")
    shutil.copytree(kept_sample("en"), home / "file")
    in_file = open_app(home / "file", "en", clock=FixedClock(NOW))
    on_server = open_app(make_sample(home / "server", "en"), "en", clock=FixedClock(NOW))
    yield in_file, on_server
    on_server.close()
    in_file.close()


ANSWERS = {name: work for name, work in READS.items() if name in ("reminders", "alerts", "draft of the wages")}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_service_answers_the_same(both: tuple[App, App], name: str, tmp_path: Path) -> None:
    in_file, on_server = (ANSWERS[name](app, 1, tmp_path) for app in both)
    assert in_file
    assert in_file == on_server


@pytest.mark.parametrize("words", PRINTED)
def test_a_command_prints_the_same(both: tuple[App, App], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for app in both:
        code = run(["--data-dir", str(app.paths.data), "--lang", "en", *words.split()])
        told = capsys.readouterr()
        assert code == 0, told.err
        said.append(told.out)
    assert said[0]
    assert said[0] == said[1]

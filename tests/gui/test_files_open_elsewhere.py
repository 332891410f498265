"""A target that Excel or a reader of PDF has open, as Windows refuses it: every command names it, and harms none.

``tests/architecture/test_writing.py`` holds that the window writes through the same one place.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shopdesk.__main__ import main
from shopdesk.cli.main import build_parser
from tests.gui.sample_store import make_sample

OLD = b"what the other program shows"
WRITES = {
    "report weekly": ("--week", "2026-W10", "-o", "a.xlsx"),
    "report monthly": ("--month", "2026-02", "-o", "a.pdf"),
    "export all": ("a.zip",),
    "calendar export": ("--year", "2026", "-o", "a.ics"),
    "print daily": ("--date", "2026-03-16", "-o", "a.pdf"),
    "print roster": ("--week", "2026-W11", "-o", "a.pdf"),
    "print campaign": ("1", "-o", "a.pdf"),
    "print setup": ("-o", "a.pdf"),
    "people export": ("-o", "a.xlsx"),
    "people data": ("Xiaoman", "-o", "a.xlsx"),
    "payroll inputs": ("--month", "2026-02", "-o", "a.xlsx"),
    "payroll export": ("--month", "2026-02", "-o", "a.xlsx"),
    "payroll bank": ("--month", "2026-02", "-o", "a.xlsx"),
    "payroll payslips": ("--month", "2026-02", "-o", "a.pdf"),
    "payroll slips-xlsx": ("--month", "2026-02", "-o", "a.xlsx"),
    "payroll cost": ("--month", "2026-02", "-o", "a.xlsx"),
    "payroll year": ("--year", "2026", "-o", "a.pdf"),
    "payroll scheme-text": ("service", "-o", "a.txt"),
    "tax-bridge": ("--quarter", "2026-Q1", "-o", "a.xlsx"),
    "check": ("--salvage", "a.db"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("open elsewhere") / "data", "en")


def commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not inner:
        yield name.strip(), parser
    for one in inner:
        for word, deeper in one.choices.items():
            yield from commands(deeper, f"{name} {word}")


def test_every_command_that_writes_is_tried() -> None:
    writing = {
        name
        for name, parser in commands(build_parser())
        if any(one.dest in ("output", "salvage") for one in parser._actions)
    }
    assert writing == WRITES.keys()


def sharing_violation(source: Any, target: Any) -> PermissionError:
    """As Windows says it."""
    error = PermissionError(13, "The process cannot access the file", str(source), None, str(target))
    error.winerror = 32  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize("command", WRITES)
def test_a_target_that_is_open_is_named_and_stays_whole(
    command: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    *words, file = WRITES[command]
    target = tmp_path / file
    target.write_bytes(OLD)
    really = os.replace

    def replace(source: Any, wanted: Any) -> None:
        if Path(wanted) == target:
            raise sharing_violation(source, wanted)
        really(source, wanted)

    monkeypatch.setattr(os, "replace", replace)
    ended = main(["--data-dir", str(data), "--lang", "en", *command.split(), *words, str(target)])
    said = capsys.readouterr().err
    assert ended == 1, said
    assert str(target) in said
    assert "open in another program" in said
    assert "Close it" in said
    assert "Traceback" not in said
    assert target.read_bytes() == OLD
    assert os.listdir(tmp_path) == [file], "no temporary file is left over"

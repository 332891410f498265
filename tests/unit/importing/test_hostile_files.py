"""Damaged exports without number: each is read or refused in words, and none ends or hangs the program."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.importing import apart
from shopdesk.importing.sheets import open_table
from tests.unit.importing.hostile import sound_files

ROUNDS = int(os.environ.get("SHOPDESK_HOSTILE", "60"))
SEED = 20_261_128


def refusal(path: Path) -> str | None:
    """The sentence with which a file is refused; ``None`` where all of it was read."""
    try:
        table = open_table(path)
        for sheet in table.sheets:
            for _row in table.rows(sheet.index):
                pass
    except UserError as error:
        return str(error)
    return None


@pytest.mark.timeout(60 + ROUNDS)
def test_whatever_is_wrong_with_a_file_it_is_read_or_refused_in_words(
    tmp_path: Path, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 30.0)
    files = sound_files(shared_data / "real")
    read = 0
    for number in range(ROUNDS):
        draw = random.Random(SEED + number)
        name, content, damages = files[number % len(files)]
        damaged = draw.choice(damages)(draw, content)
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(damaged)
        said = refusal(path)
        if said is None:
            read += 1
        else:
            assert path.name in said, f"round {number}: {said}"
            assert "was not read within" not in said, f"round {number} took too long"
        path.unlink()
    # Half of the damages are small enough to leave a table; a reader that refuses everything would pass otherwise.
    assert 0.2 * ROUNDS < read < ROUNDS

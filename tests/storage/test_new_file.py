"""A data file that is made to be put in a place later."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.storage.new_file import new_file
from shopdesk.storage.places import file_place
from tests.full_disk import fill, small_disk

__all__ = ["small_disk"]


def test_it_has_the_schema_of_today_and_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    with new_file(file) as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM stores").scalar() == 0
    file_place(file).verify(file)


def test_a_full_disk_is_said_and_not_what_a_file_that_only_reads_would_say(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(EnvironmentFault, match="is full") as caught, new_file(small_disk / "new.db"):
        pass
    assert caught.value.state is FileState.FULL

"""The data are their owner's alone; what is written elsewhere has the permissions that the user's umask gives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.problems import Problem, Severity
from shopdesk.infra import atomic
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR, BACKUP_SECOND_FOLDER


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


def modes(folder: Path) -> dict[str, str]:
    """Everything in a folder whose permissions are not the owner's alone, and the folder itself."""
    wanted = {True: "700", False: "600"}
    everything = [folder, *folder.rglob("*")]
    return {
        path.relative_to(folder).as_posix(): mode(path) for path in everything if mode(path) != wanted[path.is_dir()]
    }


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=lambda mask: f"umask-{mask:03o}")
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


def stick(folder: Path) -> Path:
    """A folder beside the data that the owner chose for copies of the backups."""
    chosen = folder / "stick"
    chosen.mkdir(exist_ok=True)
    return chosen


def live(app: App, folder: Path) -> None:
    """A day of use: a store, a photo, an import, settings, a backup, a restore, and a file that is too damaged."""
    store = app.services.stores.create("云裳旗舰店", opened_on=date(2025, 1, 1))
    photo = folder / "photo.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    app.services.problems.create(
        Problem(store_id=store.id or 0, title="横幅", severity=Severity.HIGH, opened_on=date(2026, 3, 16)), [photo]
    )
    export = folder / "orders.csv"
    export.write_text(
        "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
        "1,178.8,178.8,上海,2026/3/14 23:59,2026/3/15 0:00,0\n", encoding="gbk"
    )  # fmt: skip
    app.services.imports.run_file(export, store)
    app.settings.set(ACTOR, "小满")
    made = app.services.backups.create()
    app.settings.set(BACKUP_SECOND_FOLDER, str(stick(folder)))
    assert app.services.backups.copy_elsewhere() is not None
    app.services.backups.restore(made.name)
    app.restore(made.name)


def test_whatever_the_program_keeps_is_the_owners_alone(umask: int, tmp_path: Path, clock: FixedClock) -> None:
    app = open_app(tmp_path / "data", "en", clock=clock)
    live(app, tmp_path)
    assert modes(tmp_path / "data") == {}
    app.close()
    assert modes(tmp_path / "data") == {}
    assert modes(stick(tmp_path)).keys() <= {"."}, "a copy elsewhere is the owner's alone, in whatever folder"


def test_data_of_an_older_program_are_made_private_once(tmp_path: Path, clock: FixedClock) -> None:
    app = open_app(tmp_path / "data", "en", clock=clock)
    live(app, tmp_path)
    app.close()
    for path in (tmp_path / "data", *(tmp_path / "data").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    again = open_app(tmp_path / "data", "en", clock=clock)
    assert modes(tmp_path / "data") == {}
    assert [store.name for store in again.services.stores.all()] == ["云裳旗舰店"]
    again.close()


def test_a_folder_with_other_things_in_it_keeps_its_permissions(tmp_path: Path, clock: FixedClock) -> None:
    chosen = tmp_path / "shared"
    chosen.mkdir(mode=0o755)
    (chosen / "letter.txt").write_text("of somebody else")
    (chosen / "letter.txt").chmod(0o644)
    app = open_app(chosen, "en", clock=clock)
    live(app, tmp_path)
    app.close()
    assert set(modes(chosen)) == {".", "letter.txt"}


@pytest.mark.parametrize(("mask", "wanted"), [(0o022, "644"), (0o002, "664"), (0o077, "600")])
def test_a_file_for_the_user_has_what_the_umask_gives(tmp_path: Path, mask: int, wanted: str) -> None:
    old = os.umask(mask)
    try:
        atomic.write_text(tmp_path / "report.txt", "1")
        assert mode(tmp_path / "report.txt") == wanted
        (tmp_path / "report.txt").chmod(0o640)
        atomic.write_text(tmp_path / "report.txt", "2")
        assert mode(tmp_path / "report.txt") == "640", "what is written anew is for the same people"
    finally:
        os.umask(old)

"""What the lock keeps of what an index lists, and that a file which is not one of those is not installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from types import ModuleType

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("shopdesk_lock", ROOT / "tools" / "lock.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("some_name-1.2-py3-none-any.whl", True),
        ("some.name-1.2-py2.py3-none-any.whl", True),
        ("some_name-1.2-cp311-cp311-win_amd64.whl", True),
        ("some_name-1.2-cp39-abi3-macosx_11_0_arm64.whl", True),
        ("some_name-1.2-1-cp312-cp312-manylinux_2_28_x86_64.whl", True),
        ("some_name-1.2-py3-none-win_amd64.whl", True),
        ("some_name-1.2-cp310-cp310-win_amd64.whl", False),
        ("some_name-1.2-pp311-pypy311_pp73-win_amd64.whl", False),
        ("some_name-1.2-cp312-cp312-musllinux_1_2_x86_64.whl", False),
        ("some_name-1.3-py3-none-any.whl", False),
        ("other_name-1.2-py3-none-any.whl", False),
    ],
)
def test_wheels_that_some_supported_system_could_take_are_kept(lock: ModuleType, file: str, kept: bool) -> None:
    assert lock.fits(file, "some-name", "1.2") is kept


def test_a_block_is_read_back_as_it_was_written(lock: ModuleType) -> None:
    text = lock.block("six", "1.17.0", ["run", "test"], ["0" * 64, "a" * 64])
    assert lock.pins(lock.block("colorama", "0.4.6", [], ["b" * 64]) + text) == {
        "colorama": "0.4.6",
        "six": "1.17.0",
    }
    assert "colorama==0.4.6 ; sys_platform == 'win32' " in lock.block("colorama", "0.4.6", [], ["b" * 64])
    assert text.startswith("# for: run, test\nsix==1.17.0 \\\n    --hash=sha256:000")


def test_a_file_with_another_content_is_not_installed(tmp_path) -> None:
    wheel = tmp_path / "shopdesk_probe-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("shopdesk_probe.py", "")
        made.writestr(
            "shopdesk_probe-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: shopdesk-probe\nVersion: 1.0\n"
        )
        made.writestr(
            "shopdesk_probe-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr("shopdesk_probe-1.0.dist-info/RECORD", "")
    wanted = tmp_path / "wanted.txt"
    wanted.write_text(f"shopdesk-probe==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", str(tmp_path), "--target"]
    command += [str(tmp_path / "there"), "--require-hashes", "--requirement", str(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "there").exists()

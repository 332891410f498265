"""Nothing is cut off, not with letters of 100, 150 and 200 per cent, not in the smallest window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.sample_store import make_sample

ROOT = Path(__file__).resolve().parents[2]
USUAL_DPI = 96


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample store and the language to show it in."""
    return make_sample(tmp_path_factory.mktemp("sample"), request.param), request.param


def look(sample: tuple[Path, str], percent: int, tmp_path: Path) -> dict[str, dict[str, list[str]]]:
    """Walk through the window on a screen whose letters have ``percent`` of the usual size."""
    dpi = USUAL_DPI * percent // 100
    # The same size for both kinds of dots per inch: else Qt would scale the whole window instead of the letters.
    screen = {"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": dpi, "logicalBaseDpi": dpi}
    screens = tmp_path / "screens.json"
    screens.write_text(
        json.dumps({"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [screen]}),
        encoding="utf-8",
    )
    folder, language = sample
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.scaling_probe", str(folder), language],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, list[str]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_text_is_cut(sample: tuple[Path, str], percent: int, tmp_path: Path) -> None:
    found = look(sample, percent, tmp_path)
    cut = [f"{view}: {line}" for view, lines in found["cut"].items() for line in lines]
    assert not cut, "\n".join(cut)
    if percent == 100:
        assert not found["tight"], f"these have to be scrolled in the smallest window: {found['tight']}"

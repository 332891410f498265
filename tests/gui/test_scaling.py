"""Nothing is cut off and nothing scrolls sideways, with letters of 100 to 200 per cent, not in the smallest window.

``SHOPDESK_EXTREMES=all`` looks at 150 per cent, too, and at Chinese, which takes less room than English; in a usual run
test_small_screen.py looks at Chinese with usual letters, on a smaller screen still.
"""

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
USUAL = 100
LOOKED_AT = [("en", USUAL), ("en", 200)]
if os.environ.get("SHOPDESK_EXTREMES") == "all":
    LOOKED_AT += [("zh_CN", USUAL), ("zh_CN", 150), ("zh_CN", 200), ("en", 150)]


def screens_of(folder: Path, *, percent: int, size: tuple[int, int]) -> Path:
    """A file that describes one screen whose letters have ``percent`` of the usual size."""
    dpi = USUAL_DPI * percent // 100
    # The same size for both kinds of dots per inch: else Qt would scale the whole window instead of the letters.
    place = {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    screen = {"name": "one", **place, "logicalDpi": dpi, "logicalBaseDpi": dpi}
    described = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [screen]}
    screens = folder / "screens.json"
    screens.write_text(json.dumps(described), encoding="utf-8")
    return screens


def look(language: str, percent: int, tmp_path: Path) -> dict[str, dict[str, list[str]]]:
    """Walk through the window on a screen whose letters have ``percent`` of the usual size."""
    screens = screens_of(tmp_path, percent=percent, size=(1920, 1200))
    folder = make_sample(tmp_path / "data", language, settled=True)
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


@pytest.mark.parametrize(("language", "percent"), LOOKED_AT)
def test_no_text_is_cut_and_no_page_scrolls_sideways(language: str, percent: int, tmp_path: Path) -> None:
    found = look(language, percent, tmp_path)
    cut = [f"{view}: {line}" for view, lines in found["cut"].items() for line in lines]
    assert not cut, "\n".join(cut)
    wide = [f"{view}: {line}" for view, lines in found["wide"].items() for line in lines]
    assert not wide, "\n".join(wide)
    if percent > USUAL:  # where a page may be scrolled, so that everything in it can have room
        slits = [f"{view}: {line}" for view, lines in found["slits"].items() for line in lines]
        assert not slits, "\n".join(slits)
    if percent == USUAL:
        assert not found["tight"], f"these have to be scrolled in the smallest window: {found['tight']}"

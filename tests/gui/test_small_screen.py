"""On a screen smaller than the window would like to be (1920 x 1200 at double scale) nothing is off-screen or cut.

A usual run looks in Chinese, ``SHOPDESK_EXTREMES=all`` in English, too, of which test_scaling.py sees every page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.sample_store import make_sample

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ["zh_CN", "en"] if os.environ.get("SHOPDESK_EXTREMES") == "all" else ["zh_CN"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_a_screen_at_double_scale(language: str, tmp_path: Path) -> None:
    # 1920 x 1200 at double scale has 960 x 600 of the pixels in which a window is measured.
    screen = {"name": "one", "x": 0, "y": 0, "width": 960, "height": 600, "logicalDpi": 96, "logicalBaseDpi": 96}
    screens = tmp_path / "screens.json"
    described = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [screen]}
    screens.write_text(json.dumps(described), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.gui.small_screen_probe",
            str(make_sample(tmp_path / "data", language, settled=True)),
            language,
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["size"] == [960, 600]
    assert answer["opened"] >= 9
    assert not answer["found"], "\n".join(
        f"{name}: {line}" for name, lines in answer["found"].items() for line in lines
    )

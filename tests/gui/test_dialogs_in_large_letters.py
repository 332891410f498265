"""With letters of 200 per cent every dialog fits on a small screen or scrolls, and no sentence in it is cut.

A usual run opens the dialogs that no button leads to, in Chinese; ``SHOPDESK_EXTREMES=all`` all of them, in both
languages.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.sample_store import make_sample
from tests.gui.test_scaling import ROOT, screens_of

EVERY = os.environ.get("SHOPDESK_EXTREMES") == "all"


@pytest.mark.timeout(900 if EVERY else 120)
@pytest.mark.parametrize("language", ["zh_CN", "en"] if EVERY else ["zh_CN"])
def test_every_dialog_fits_or_scrolls(language: str, tmp_path: Path) -> None:
    screens = screens_of(tmp_path, percent=200, size=(1280, 800))
    folder = make_sample(tmp_path / "data", language, settled=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.dialog_probe", str(folder), language, "all" if EVERY else "some"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=890 if EVERY else 110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    wrong = [f"{dialog}: {line}" for dialog, lines in answer["wrong"].items() for line in lines]
    assert not wrong, "\n".join(wrong)
    assert len(answer["met"]) >= (150 if EVERY else 20)

"""A data folder with the sample store, made once for each language and copied for everybody who wants one."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from shopdesk import bootstrap
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock

NOW = datetime(2026, 3, 16, 9, 0)

_MADE: dict[str, tempfile.TemporaryDirectory[str]] = {}


def make_sample(folder: Path, language: str) -> Path:
    """Write the sample store into ``folder`` as of Monday 2026-03-16; making it takes a hundred times a copy's time."""
    if language not in _MADE:
        _MADE[language] = _made(language)
    return shutil.copytree(_MADE[language].name, folder, dirs_exist_ok=True)


def _made(language: str) -> tempfile.TemporaryDirectory[str]:
    kept = tempfile.TemporaryDirectory(prefix="shopdesk-sample-")
    app = bootstrap.prepare(Path(kept.name), language, clock=FixedClock(NOW))
    try:
        app.open().demo.create(seed=1)
    finally:
        app.close()
        i18n.set_language("en")
    return kept

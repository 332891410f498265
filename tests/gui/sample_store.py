"""A data folder with the sample store, made once for each language and copied for those who change it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from shopdesk import bootstrap
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock

NOW = datetime(2026, 3, 16, 9, 0)


def make_sample(folder: Path, language: str) -> Path:
    """Write the sample store into ``folder`` as of Monday 2026-03-16."""
    app = bootstrap.prepare(folder, language, clock=FixedClock(NOW))
    try:
        app.open().demo.create(seed=1)
    finally:
        app.close()
        i18n.set_language("en")
    return folder

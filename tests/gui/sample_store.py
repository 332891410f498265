"""A data folder with the sample store, made once in a run for each language and copied for everybody who wants one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from fasteners import InterProcessLock

from shopdesk import bootstrap
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.services.registry import Services
from tests import engines
from tests.limits import limited

NOW = datetime(2026, 3, 16, 9, 0)
_LONGEST = 900

home: list[Path] = []
"""One folder, which goes with the run and is the same for all its processes; ``tests/conftest.py`` puts it in."""


def make_sample(folder: Path, language: str, *, settled: bool = False) -> Path:
    """Write the sample store into ``folder`` as of Monday 2026-03-16; making it takes a hundred times a copy's time.

    A ``settled`` one is as a user has it a minute later, when all that is reckoned ahead is kept. A window that stays
    open for seconds reckons that on its own: as long as opening all of its pages takes, in every test anew.
    """
    if engines.ON_POSTGRES:
        engines.give_sample(folder, language, kept_sample(language))
        return folder
    return shutil.copytree(_settled_sample(language) if settled else kept_sample(language), folder, dirs_exist_ok=True)


@cache
def kept_sample(language: str) -> Path:
    """Where it lies: whichever process of a run asks for it first makes it, the others wait for that."""
    return _made_once(f"sample-{language}", language, lambda services: services.demo.create(seed=1))


@cache
def _settled_sample(language: str) -> Path:
    def keep(services: Services) -> None:
        while services.kept.keep_some(60):
            pass

    return _made_once(f"settled-{language}", language, keep, kept_sample(language))


def _made_once(name: str, language: str, make: Callable[[Services], object], begin: Path | None = None) -> Path:
    """On a busy machine that takes minutes, which are none of the test that happens to ask first."""
    kept = home[0] / name
    with (
        limited(_LONGEST, "making the sample store, or waiting for another process to"),
        InterProcessLock(kept.with_suffix(".lock")),
    ):
        if not kept.exists():
            made = kept.with_suffix(".made")
            shutil.rmtree(made, ignore_errors=True)  # whoever began may have been stopped
            if begin is not None:
                shutil.copytree(begin, made)
            app = bootstrap.prepare(made, language, clock=FixedClock(NOW))
            with engines.in_files():
                try:
                    make(app.open())
                finally:
                    app.close()
                    i18n.set_language("en")
            made.rename(kept)
    return kept

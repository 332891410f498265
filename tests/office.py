"""LibreOffice opens our workbooks and saves what it has computed.

It makes itself a profile where it has none, which takes longer than the work: one serves a process of the run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import Workbook, load_workbook

PATIENCE_S = 180
"""A first start of it takes long on a busy machine."""
REST_S = 120
"""What else such a test does has the usual time of a test, beside that."""

T = TypeVar("T", bound=Callable[..., None])

_installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def needs_office(test: T) -> T:
    """A test that has LibreOffice reckon: left out where there is none, and given the time that it may take."""
    return _installed(pytest.mark.timeout(PATIENCE_S + REST_S)(test))


@cache
def _home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="shopdesk-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def saved_by_office(out: Path, *sources: Path) -> list[Workbook]:
    """What LibreOffice makes of these workbooks, with the values that it computed; ``out`` is made for its files."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{_home()}/office", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, sources)],
        check=True, capture_output=True, timeout=PATIENCE_S, env={**os.environ, "HOME": str(_home())},
    )  # fmt: skip
    return [load_workbook(out / source.name, data_only=True) for source in sources]

"""LibreOffice opens our workbooks and saves what it has computed.

It makes itself a profile where it has none, which takes longer than the work: one serves a process of the run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
_LIMIT_S = 110


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
        check=True, capture_output=True, timeout=_LIMIT_S, env={**os.environ, "HOME": str(_home())},
    )  # fmt: skip
    return [load_workbook(out / source.name, data_only=True) for source in sources]

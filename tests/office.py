"""LibreOffice, which reckons the formulas of a workbook anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

PATIENCE_S = 180
"""A first start of it, with a profile of its own, takes long on a busy machine."""
REST_S = 120
"""What else such a test does has the usual time of a test, beside that."""

T = TypeVar("T", bound=Callable[..., None])

_installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def needs_office(test: T) -> T:
    """A test that has LibreOffice reckon: left out where there is none, and given the time that it may take."""
    return _installed(pytest.mark.timeout(PATIENCE_S + REST_S)(test))


def reckoned_anew(book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice writes it, in ``folder``, where its own profile lies as well."""
    out = folder / "reckoned"
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(book)],
        check=True, capture_output=True, timeout=PATIENCE_S, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return out / book.name

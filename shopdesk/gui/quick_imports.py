"""Sparing imports what Qt for Python does for features that we do not use.

Once PySide6 is loaded, it reads and tokenises the source of every module imported afterwards, to see whether it wants
snake_case names. Our database and chart libraries have some two hundred modules, and looking at them all costs a third
of the time that importing them takes. Answering "it does not matter" at once leaves every module with Qt's own names,
which is what the check finds anyway.

Before that, at its own import, it compiles a writer of stub files from its source, each time anew, for these files lie
in its library and not beside it. Nobody writes stubs here, so the source is empty for us.
"""

from __future__ import annotations

import builtins
import logging
import sys
from typing import Any

from shopdesk.gui.virtuals import guard_virtuals

_log = logging.getLogger(__name__)
_STUB_WRITER = "shibokensupport/signature/lib/pyi_generator.py"


def import_qt() -> None:
    """Import Qt for Python without its writer of stub files, and guard what is made on it from now on."""
    if "shiboken6" not in sys.modules:
        _import_without_stubs()
    guard_virtuals()


def _import_without_stubs() -> None:
    genuine: Any = builtins.compile

    def compile_used(source: Any, filename: Any, *more: Any, **named: Any) -> Any:
        return genuine(b"" if filename == _STUB_WRITER else source, filename, *more, **named)

    builtins.compile = compile_used
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = genuine


def spare_imports() -> bool:
    """Switch the check off; ``False`` where this version of PySide6 has no such check."""
    try:
        from shibokensupport import feature
    except ImportError:
        return False
    if not hasattr(feature, "_mod_uses_pyside"):
        _log.info("this version of Qt for Python looks at imports in another way")
        return False
    feature._mod_uses_pyside = lambda _module: True
    return True

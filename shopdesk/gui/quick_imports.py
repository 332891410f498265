"""Sparing later imports a check that Qt for Python makes for a feature we do not use.

Once PySide6 is loaded, it reads and tokenises the source of every module imported afterwards, to see whether it wants
snake_case names. Our database and chart libraries have some two hundred modules, and looking at them all costs a third
of the time that importing them takes. Answering "it does not matter" at once leaves every module with Qt's own names,
which is what the check finds anyway.
"""

from __future__ import annotations

import logging

_log = logging.getLogger(__name__)


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

"""Log files: rotating, in the data folder, without figures or names of people."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class _LogFile(RotatingFileHandler):
    """A log that cannot be written, on a full disk for example, is no trouble of the user's."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the library's name)
        """Leave the line out."""


def start_logging(folder: Path, *, verbose: bool = False) -> RotatingFileHandler:
    """Write warnings and the course of events to ``shopdesk.log``, five files of one megabyte at most."""
    handler = _LogFile(folder / "shopdesk.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger = logging.getLogger("shopdesk")
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    for old in [known for known in logger.handlers if isinstance(known, RotatingFileHandler)]:
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    return handler

"""The process in which one workbook or web page is read, so that a file that ends its reader ends nothing else.

It is started by :mod:`shopdesk.importing.apart`, asks nothing of ShopDesk but the readers, and never sees the database.
Requests come on standard input as pickled tuples: ``("open", path, reader, encoding)``, ``("rows", number, sheet)`` and
``("more",)``; for :mod:`shopdesk.importing.apart_rows` ``("convert", number, what)`` and ``("some",)``. Answers go to
standard output, each as a length of eight bytes and a pickled tuple of plain values. A request ``more`` is answered by
some rows, by column where they are of one length, and ``some`` by converted ones, so the asking side decides how far
this one reads ahead.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.sentences import plain
from shopdesk.importing.blocks import BATCH, joined

MOST_MEMORY = 3 * 1024**3
"""Bytes that the reader may take: a million rows of thirty columns take one gigabyte."""

MOST_SECONDS = 900
"""Processor time after which the reader ends by itself, should nobody be there any more to end it."""

_FIRST_BATCH = 32


def main() -> int:
    """Serve one file until nobody asks any more."""
    _bound()
    requests = sys.stdin.buffer
    # Nothing that a library prints may get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with contextlib.suppress(EOFError, BrokenPipeError):
        _serve(requests, answers)
    return 0


def _bound() -> None:
    """Limit memory and processor time where the system has such limits; on Windows the starting side does it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    def answer(*what: Any) -> None:
        content = pickle.dumps(what, 5)
        answers.write(len(content).to_bytes(8, "little") + content)
        answers.flush()

    served = _Served(answer)
    while True:
        request = pickle.load(requests)
        try:
            getattr(served, request[0])(*request[1:])
        except UserError as error:
            name = "fault" if isinstance(error, EnvironmentFault) else "refused"
            answer(name, served.number, plain(error.text))
        except MemoryError:
            answer("memory", served.number)
        except Exception as error:  # any fault of a reader is a fault of the file it was given
            answer("damaged", served.number, type(error).__name__)


class _Served:
    """The open file and how far it is read."""

    def __init__(self, answer: Callable[..., None]) -> None:
        self._answer = answer
        self._file: Any = None
        self._rows: Iterator[Sequence[Any]] = iter(())
        self._first = True
        self._converting: Iterator[tuple[Any, ...]] = iter(())
        self.number = 0

    def open(self, path: str, reader: str, encoding: str | None) -> None:
        if reader == "markup":
            from shopdesk.importing.markup import MarkupFile

            self._file = MarkupFile(Path(path), encoding or "utf-8")
        elif reader == "office":
            from shopdesk.importing.office_workbook import OfficeWorkbook

            self._file = OfficeWorkbook(Path(path))
        else:
            from shopdesk.importing.workbook import Workbook

            self._file = Workbook(Path(path))
        self._answer("sheets", self.number, [(one.index, one.name, one.hidden) for one in self._file.sheets])

    def rows(self, number: int, sheet: int) -> None:
        self.number = number
        self._rows = iter(())
        self._rows = self._file.rows(sheet)
        self._first = True

    def more(self) -> None:
        batch = list(islice(self._rows, _FIRST_BATCH if self._first else BATCH))
        self._first = False
        columns = joined(batch) if batch else None
        rows = [] if columns else list(map(list, batch))
        self._answer("batch", self.number, rows, columns, self._file.share_read())

    def convert(self, number: int, what: Any) -> None:
        from shopdesk.importing.apart_rows import converted

        # A million keys are kept until the end; searching them for circles again and again takes a seventh of the time.
        gc.disable()
        self.number = number
        self._converting = converted(*what)

    def some(self) -> None:
        self._answer("some", self.number, *next(self._converting, ()))

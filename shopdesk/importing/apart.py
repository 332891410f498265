"""Workbooks and web pages, read in a process of their own within limits of memory and time.

The readers of such files are not ours: one wrong bit can end the process they run in, keep it busy for ever or make it
ask for more memory than there is. Whatever happens there, here it is a sentence with the file's name. The same process
reads large statements ahead (:mod:`shopdesk.importing.apart_rows`).
"""

from __future__ import annotations

import contextlib
import io
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.sentences import sentence
from shopdesk.domain.text import Text
from shopdesk.importing.blocks import Block, Joined, Rows, rows_of
from shopdesk.importing.detect import locked
from shopdesk.importing.reader_process import MOST_MEMORY
from shopdesk.importing.sheets import SheetInfo, damaged
from shopdesk.infra import paths
from shopdesk.infra.console import NO_WINDOW

PATIENCE = 30.0
"""Seconds to wait for an answer, and for each megabyte of the file ``PATIENCE_PER_MB`` more: an ordinary PC reads a
megabyte of a workbook in a quarter of a second."""
PATIENCE_PER_MB = 2.0

AHEAD = 4
"""Answers that are asked for before the first of them is wanted."""
_PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}
_MB = 1024**2


class Apart:
    """A process that reads one file, and lives as long as this object, at most until the reader fails."""

    def __init__(self, path: Path) -> None:
        """Start it for ``path``.

        Raises:
            EnvironmentFault: the system does not let us read the file, or start a process.
        """
        self.path = path
        self._share = 0.0
        try:
            self._patience = PATIENCE + PATIENCE_PER_MB * path.stat().st_size / _MB
        except OSError as error:
            raise locked(path, error) from error
        self._start()

    def _start(self) -> None:
        try:
            self._process = subprocess.Popen(
                paths.table_reader(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=NO_WINDOW,
            )
        except OSError as error:
            raise EnvironmentFault(
                Text(
                    "The reader for {file} could not be started ({cause}). Close other programs and try again.",
                    file=self.path.name,
                    cause=error.strerror or str(error),
                )
            ) from error
        bounds = None
        if sys.platform == "win32":
            from shopdesk.importing.windows_job import bound

            bounds = bound(self._process, MOST_MEMORY)
        self._answers: SimpleQueue[tuple[Any, ...] | None] = SimpleQueue()
        assert self._process.stdout is not None
        threading.Thread(
            target=_listen, args=(self._process.stdout, self._answers), name="table-reader", daemon=True
        ).start()
        self._end = weakref.finalize(self, _end, self._process, bounds)

    def share_read(self) -> float:
        """How much of the sheet being read is behind us, 0 to 1."""
        return self._share

    def end(self) -> None:
        """End the process now."""
        self._end()

    def _ask(self, *request: Any) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            pickle.dump(request, stream, 5)
            stream.flush()
        except (OSError, ValueError):
            pass  # it has ended; the answers tell how

    def _answer(self, name: str, number: int = 0) -> tuple[Any, ...]:
        """What follows the name and number of the next answer to a request; older ones are passed over."""
        while True:
            try:
                answer = self._answers.get(timeout=self._patience)
            except Empty:
                self._end()
                raise self._too_long() from None
            if answer is None:
                self._end()
                raise self._ended()
            if answer[1] != number:
                continue
            if answer[0] == name:
                return answer[2:]
            raise self._refusal(*answer)

    def _refusal(self, name: str, _number: int, *rest: Any) -> UserError:
        if name == "memory":
            return self._ended()
        if name == "damaged":
            return damaged(self.path, rest[0])
        return (EnvironmentFault if name == "fault" else UserError)(sentence(rest[0]))

    def _ended(self) -> UserError:
        return UserError(
            Text(
                "{file} is damaged in a way that ended its reader, or needs more memory than a table may; nothing of "
                "it was taken. Export it again from the platform.",
                file=self.path.name,
            )
        )

    def _too_long(self) -> UserError:
        return UserError(
            Text(
                "{file} was not read within {seconds} seconds and was given up; nothing of it was taken. Export it "
                "again from the platform, or a shorter period.",
                file=self.path.name,
                seconds=round(self._patience),
            )
        )


class ApartFile(Apart):
    """A file read by a process of its own."""

    def __init__(self, path: Path, reader: str, encoding: str | None = None) -> None:
        """Open ``path`` in a new process.

        Args:
            path: the file.
            reader: ``workbook``, ``office`` (an .xlsx, error values kept) or ``markup``.
            encoding: of a web page.

        Raises:
            UserError: it holds no table, is protected or damaged, or cannot be read within the limits.
            EnvironmentFault: the system does not let us read it, or start a process.
        """
        super().__init__(path)
        self.encoding = encoding
        self._number = 0
        self._ask("open", str(path.absolute()), reader, encoding)
        self.sheets = tuple(SheetInfo(*sheet) for sheet in self._answer("sheets")[0])

    def rows(self, sheet: int) -> Iterator[Sequence[Any]]:
        """The rows of a sheet, the first being the sheet's row 1.

        Raises:
            UserError: the sheet is damaged, or cannot be read within the limits.
        """
        return rows_of(self.blocks(sheet))

    def blocks(self, sheet: int, after: int = 0) -> Iterator[Block]:
        """The same, some at a time, without the first ones; asking for them begins to read."""
        self._number += 1
        self._ask("rows", self._number, sheet)
        for _ahead in range(AHEAD):
            self._ask("more")
        return self._read(self._number, after)

    def _read(self, number: int, after: int) -> Iterator[Block]:
        while True:
            batch, columns, share = self._answer("batch", number)
            if not batch and columns is None:
                return
            self._ask("more")
            self._share = share
            block = Rows(batch) if columns is None else Joined(*columns)
            left_out = min(after, block.count)
            after -= left_out
            if left_out < block.count:
                yield block.after(left_out) if left_out else block


class _Plain(pickle.Unpickler):
    """Takes plain values and the kinds of dates that cells have, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Only dates and times.

        Raises:
            UnpicklingError: it is anything else.
        """
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _listen(stream: IO[bytes], answers: SimpleQueue[tuple[Any, ...] | None]) -> None:
    """Pass the answers on as they come; ``None`` says that no more will."""
    try:
        while head := stream.read(8):
            content = stream.read(int.from_bytes(head, "little"))
            answers.put(_Plain(io.BytesIO(content)).load())
    except Exception:  # whatever is wrong with one answer, nothing that follows it can be understood
        pass
    finally:
        answers.put(None)


def _end(process: subprocess.Popen[bytes], _bounds: object) -> None:
    """End the reader; its limits are held until then."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            # What was still to be written to a process that has ended.
            with contextlib.suppress(OSError):
                stream.close()

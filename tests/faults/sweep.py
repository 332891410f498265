"""Do one work again and again, each time with the disk failing at another call, and look at what is left.

Run with ``disk.so`` before the process's own library: ``python -m tests.faults.sweep FOLDER COUNT SEED WORK...``. Each
try is a process of its own, forked from one in which everything is imported. The answer is one JSON document.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import random
import re
import signal
import sys
import traceback
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.services.backups import check
from shopdesk.storage.sqlite import backup
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.faults.disk import TROUBLES, Disk, Trouble
from tests.faults.works import NOW, WORKS, Work, at, copied

_LOCKS = {".in-use", ".first-store"}
_PATIENCE = 60
_UNSURE = re.compile("was put in place|may be there after the next start")
Content = dict[str, list[str]]


@dataclass(slots=True)
class Found:
    """What one try said: ``done``, or the sentence with its state, or a fault of the program."""

    what: str
    words: str = ""
    state: str | None = None


def content(database: Path) -> Content:
    """Everything that a data file holds; a file without tables is like none."""
    if not database.exists():
        return {}
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held: Content = {}
        for name in names:
            rows = []
            with contextlib.suppress(sqlite3.DatabaseError):  # the one that a work damaged beforehand
                # The salt is drawn anew for each store.
                for row in connection.execute(f'SELECT * FROM "{name}"'):
                    rows.append(repr([row[key] for key in row.keys() if key != "buyer_salt"]))  # noqa: SIM118
            held[name] = sorted(rows)
    return held


def try_it(work: Work, folder: Path, disk: Disk, trouble: Trouble, number: int) -> Found:
    """Do the work in this process with the ``number``-th call failing."""
    app = None
    try:
        if work.opened:
            disk.arm(folder, trouble, 0)  # so that it knows the files that are open already
            app = at(folder)
            app.open()
            if work.first is not None:
                work.first(app, folder)
        disk.arm(folder, trouble, number)
        if app is None:
            app = at(folder)
        work.do(app, folder)
        found = Found("done")
    except EnvironmentFault as error:
        found = Found("said", str(error), error.state)
    except UserError as error:
        found = Found("said", str(error))
    except BaseException:
        found = Found("fault", traceback.format_exc())
    try:
        if app is not None:
            app.close()
    except BaseException:
        found = Found("fault", traceback.format_exc())
    return found


def forked(work: Work, folder: Path, disk: Disk, trouble: Trouble, number: int) -> tuple[Found, int, str]:
    """The same in a process of its own: what it found, how many calls there were, what it wrote to standard error."""
    reading, writing = os.pipe()
    told = folder.with_suffix(".err")
    child = os.fork()
    if child == 0:
        signal.alarm(_PATIENCE)
        os.dup2(os.open(told, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
        found = try_it(work, folder, disk, trouble, number)
        calls = disk.disarm()
        os.write(writing, json.dumps([asdict(found), calls]).encode())
        atexit._run_exitfuncs()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _child, status = os.waitpid(child, 0)
    words = told.read_text(errors="replace")
    if not answer:
        ended = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {status}"
        return Found("killed" if ended == "SIGKILL" else "fault", ended), 0, words
    said, calls = json.loads(answer)
    return Found(**said), calls, words


class Sweep:
    """One work under one trouble after the other."""

    def __init__(self, folder: Path, work: Work) -> None:
        """Begin, and do the work once in peace to see what is there before and afterwards."""
        self._work, self._trouble = work, next(iter(TROUBLES.values()))
        self._disk = Disk()
        self._begun, self._folder = folder / "begun", folder / "tried"
        self._begun.mkdir()
        work.begin(self._begun)
        copied(self._begun, self._folder)
        if work.first is not None:
            app = at(self._folder)
            app.open()
            work.first(app, self._folder)
            app.close()
        self._raw = [("before", content(self._database))]
        self._then = [("before", self._opened())]
        self.suffer(self._trouble)
        self._raw.append(("after", content(self._database)))
        self._then.append(("after", self._opened()))

    def suffer(self, trouble: Trouble) -> int:
        """From now on it is this trouble; the answer is at how many calls it could strike."""
        self._trouble = trouble
        copied(self._begun, self._folder)
        # In this process, so that all that the work imports is there.
        found = try_it(self._work, self._folder, self._disk, trouble, 0)
        assert found.what == "done", found
        return self._disk.disarm()

    @property
    def _database(self) -> Path:
        return self._folder / "data" / "shopdesk.db"

    def _opened(self) -> Content | str:
        app = at(self._folder)
        try:
            app.open()
        except EnvironmentFault as error:
            return str(error)
        finally:
            app.close()
        held = content(self._database)
        return {name: rows for name, rows in held.items() if not self._work.shown or name in self._work.shown}

    def point(self, number: int) -> list[str]:
        """Fail at one call; what is wrong afterwards."""
        folder = copied(self._begun, self._folder)
        found, calls, words = forked(self._work, folder, self._disk, self._trouble, number)
        wrong = []
        if words.strip():
            wrong.append(f"standard error: {words.strip()[-1500:]}")
        if found.what == "fault":
            wrong.append(f"no sentence: {found.words[-1500:]}")
        if found.what == "done" and self._trouble.ends and calls >= number:
            wrong.append("was not killed")
        wrong += self._unfit(found)
        with self._told(wrong):
            wrong += self._left(found)
        return [f"{line} [{found.what}: {found.words[:300]}]" for line in wrong]

    @contextlib.contextmanager
    def _told(self, wrong: list[str]) -> Any:
        try:
            yield
        except Exception:
            wrong.append(f"afterwards: {traceback.format_exc()[-1500:]}")

    def _unfit(self, found: Found) -> list[str]:
        """Whether the sentence is about something else than what happened."""
        if found.what != "said":
            return []
        name = self._trouble.name.split("-")[0]
        state, words = found.state, found.words
        if state == FileState.DAMAGED or "is damaged" in words:
            return ["damage was said"]
        said = {
            "full": state == FileState.FULL and re.search("full|No space|free space", words),
            # Where SQLite may not open a file for writing it opens it for reading, and says so, whatever the reason.
            "io": state in (FileState.IO_ERROR, FileState.DENIED) or "put/output error" in words,
            # The rights say that it may be opened, which makes it an error of the disk.
            "denied": state in (FileState.DENIED, FileState.IO_ERROR) or re.search("(cannot|can) be written", words),
        }
        # A disk that was full for one call only looks like one with an error afterwards.
        passing = self._trouble.name == "full-once" and state == FileState.IO_ERROR
        return [] if said[name] or passing else [f"{name} was called {state}"]

    def _left(self, found: Found) -> list[str]:
        """What is wrong with what is there after a try."""
        if self._trouble.ends:
            # What a killed program leaves goes when it is old.
            for file in self._strays():
                os.utime(file, (0, 0))
        wrong = [] if self._trouble.ends else self._left_over("at once")
        (self._folder / "data").mkdir(exist_ok=True)
        copy = copied(self._folder / "data", self._folder.with_name("looked at"))
        held = content(copy / "shopdesk.db")
        raw = [name for name, wanted in self._raw if self._work.shown or wanted == held]
        if not raw:
            wrong.append("the data are neither as before nor as after")
        wrong += self._next_start(found, raw)
        if self._work.sound and self._database.exists():
            backup.verify(self._database)
        for one in backup.listed(self._folder / "data" / "backups"):
            check(one.file)
        self._work.look(self._folder)
        if self._trouble.ends and self._strays():
            # What lies in a folder that is not ours goes when the same is written once more.
            try_it(self._work, self._folder, self._disk, self._trouble, 0)
            self._disk.disarm()
        self._go_on()
        return wrong + self._left_over("in the end")

    def _next_start(self, found: Found, raw: list[str]) -> list[str]:
        opened = self._opened()
        then = [name for name, wanted in self._then if name in raw and wanted == opened]
        if not self._work.sound and isinstance(opened, str) and "is damaged" in opened:
            then = raw  # as it is: it was not closed in order, so all of it was looked at
        wrong = [f"left over in the data: {file.name}" for file in self._strays("data")] if self._trouble.ends else []
        if not then:
            wrong.append(f"the next start fails or shows something else: {opened if isinstance(opened, str) else ''}")
        elif found.what == "done" and "after" not in then:
            wrong.append("it was said to be done, and is not")
        elif found.what == "said" and "before" not in then and not _UNSURE.search(found.words):
            wrong.append("it was said to have failed, and is done")
        return wrong

    def _go_on(self) -> None:
        """The program works as if nothing had happened."""
        app = at(self._folder)
        try:
            with contextlib.suppress(EnvironmentFault):
                app.open()
            if app.is_open:
                app.services.stores.create(f"下一家 {NOW:%S}")
        finally:
            app.close()

    def _strays(self, below: str = "") -> list[Path]:
        return [file for file in (self._folder / below).rglob(".*") if file.name not in _LOCKS]

    def _left_over(self, when: str) -> list[str]:
        left = self._strays()
        # The library of workbooks clears up when the process ends, which a killed one does not.
        if not self._trouble.ends and (self._folder / "temp").exists():
            left += (self._folder / "temp").iterdir()
        return [f"left over {when}: {re.sub('[0-9a-f]{16}', 'HEX', file.name)}" for file in left]


def main(folder: str, count: str, seed: str, *works: str) -> None:
    """Print what was found for each work: every call under every trouble, or ``count`` calls under two of them."""
    told = {}
    for place, name in enumerate(works):
        draw = random.Random(f"{seed} {name}")
        (below := Path(folder) / str(place)).mkdir()
        sweep = Sweep(below, WORKS[name])
        for trouble in TROUBLES if count == "all" else draw.sample(sorted(TROUBLES), 2):
            calls = sweep.suffer(TROUBLES[trouble])
            numbers = list(range(1, calls + 1))
            if count != "all":
                numbers = sorted(draw.sample(numbers, min(int(count), calls)))
            wrong = {number: found for number in numbers if (found := sweep.point(number))}
            told[f"{name}: {trouble}"] = {"calls": calls, "tried": len(numbers), "wrong": wrong}
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])

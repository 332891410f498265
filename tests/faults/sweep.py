"""Do one work again and again, each time with the disk failing at another call, and look at what is left.

Run with ``disk.so`` before the process's own library: ``python -m tests.faults.sweep FOLDER COUNT SEED WORK...``. One
process does the work; at each call it is split, and in the copy that call fails. The answer is one JSON document; how
far it came stands in ``FOLDER/step`` meanwhile.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import hashlib
import json
import os
import random
import re
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.infra.paths import AppPaths
from shopdesk.services.backups import check
from shopdesk.storage.places import place_of
from shopdesk.storage.sqlite import backup
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.faults.beginnings import NOW, Work, at
from tests.faults.disk import EVERY, TROUBLES, Disk, Trouble
from tests.faults.standing import Standing
from tests.faults.works import WORKS, copied

_LOCKS = {".in-use", ".first-store"}
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


class Split:
    """A process that does the work once, and of which at each call a copy does the rest with that call failing."""

    def __init__(self, work: Work, folder: Path, disk: Disk, trouble: Trouble) -> None:
        """Begin; the process stops before its first call."""
        self._folder, self._errors = folder, folder.with_suffix(".err")
        self._asked, asks = os.pipe()
        hears, self._says = os.pipe()
        self._told, tells = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            for one in (self._asked, self._says, self._told):
                os.close(one)
            os.dup2(os.open(self._errors, os.O_CREAT | os.O_TRUNC | os.O_RDWR | os.O_APPEND), 2)
            disk.split(asks, hears)
            found = try_it(work, folder, disk, trouble, EVERY)
            calls = disk.disarm()
            os.write(tells, json.dumps([asdict(found), calls]).encode())
            if disk.is_copy:
                atexit._run_exitfuncs()
            os._exit(0)
        for one in (asks, hears, tells):
            os.close(one)

    def tries(self, numbers: Iterable[int]) -> Iterator[tuple[int, Found, int, str]]:
        """Each of these calls: what its copy found, how many calls there were, what it wrote to standard error.

        While one is looked at the folder is as the copy left it.
        """
        left, number = set(numbers), 0
        while os.read(self._asked, 1):
            number += 1
            if number not in left:
                os.write(self._says, b"n")
                continue
            standing = Standing(self._folder, self._process)
            self._errors.write_bytes(b"")
            os.write(self._says, b"y")
            ended = os.read(self._asked, 1)
            if not ended:
                break
            yield number, *self._heard(ended[0]), self._errors.read_text(errors="replace")
            standing.put_back()
            os.write(self._says, b"g")
        os.waitpid(self._process, 0)
        found, _calls = self._heard(0)
        for one in (self._asked, self._says, self._told):
            os.close(one)
        # What the copies did has not reached the process itself.
        assert found.what == "done", (found, number)

    def _heard(self, ended: int) -> tuple[Found, int]:
        if ended:
            name = signal.Signals(ended).name
            return Found("killed" if name == "SIGKILL" else "fault", name), 0
        said, calls = json.loads(os.read(self._told, 65536))
        return Found(**said), calls


def _counts(place: Path) -> bytes:
    """What of a file the next start can see, all of it but what SQLite does not read itself.

    Of a log the frames behind the last one that ends a transaction never happened, and the index beside it is made
    anew by whoever opens the data first (sqlite.org/fileformat2.html, "The Write-Ahead Log").
    """
    if place.name.endswith("-shm"):
        return b""
    held = place.read_bytes()
    if not place.name.endswith("-wal"):
        return held
    frame = 24 + int.from_bytes(held[8:12], "big")
    ends = [at for at in range(32, len(held) - 7, frame) if any(held[at + 4 : at + 8])]
    return held[: ends[-1] + frame] if ends else b""


def files(folder: Path) -> list[tuple[str, int, str]]:
    """Each file and folder below: its name, its rights, its content as far as it counts."""
    return [
        (
            str(place.relative_to(folder)),
            place.lstat().st_mode,
            hashlib.sha256(_counts(place)).hexdigest() if place.is_file() else "",
        )
        for place in sorted(folder.rglob("*"))
    ]


class Sweep:
    """One work under one trouble after the other."""

    def __init__(self, folder: Path, work: Work, begun: Path) -> None:
        """Begin with a copy of ``begun``; do the work once in peace to see what is there before and afterwards."""
        self._work, self._trouble = work, next(iter(TROUBLES.values()))
        self._disk = Disk()
        self._begun, self._folder = begun, folder / "tried"
        copied(self._begun, self._folder)
        if work.first is not None:
            app = at(self._folder)
            app.open()
            work.first(app, self._folder)
            app.close()
        self._judged: dict[str, list[str]] = {}
        self._met: Counter[str] = Counter()
        self._raw = [("before", content(self._database))]
        self._then = [("before", self._opened())]
        self.suffer(self._trouble)
        self._raw.append(("after", content(self._database)))
        self._then.append(("after", self._opened()))

    def suffer(self, trouble: Trouble) -> int:
        """From now on it is this trouble; the answer is at how many calls it could strike."""
        self._trouble = trouble
        self._judged.clear()
        self._met.clear()
        copied(self._begun, self._folder)
        # In this process, so that all that the work imports is there.
        found = try_it(self._work, self._folder, self._disk, trouble, 0)
        assert found.what == "done", found
        # What is there already is not gone through (and so copied) by each try.
        gc.collect()
        gc.freeze()
        return self._disk.disarm()

    @property
    def outcomes(self) -> int:
        """How many different outcomes there were under this trouble."""
        return len(self._judged)

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

    def points(self, numbers: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        """Fail at each of these calls; what is wrong afterwards.

        What is looked at is the files and what the program said. Where both are what an earlier call left under the
        same trouble, the same would be found once more, so only the second, fourth, eighth ... of them is looked at.
        """
        split = copied(self._begun, self._folder.with_name("split"))
        for number, found, calls, words in Split(self._work, split, self._disk, self._trouble).tries(numbers):
            outcome = repr((found, calls >= number, words, files(split)))
            self._met[outcome] += 1
            wrong = []
            if self._met[outcome].bit_count() == 1:
                copied(split, self._folder)
                wrong = self._wrong(found, calls >= number, words)
                if wrong != self._judged.setdefault(outcome, wrong):
                    wrong.append("the same outcome was judged otherwise before")
            yield number, wrong or self._judged[outcome]

    def _wrong(self, found: Found, met: bool, words: str) -> list[str]:
        wrong = []
        if words.strip():
            wrong.append(f"standard error: {words.strip()[-1500:]}")
        if found.what == "fault":
            wrong.append(f"no sentence: {found.words[-1500:]}")
        if found.what == "done" and self._trouble.ends and met:
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
            # Of several files the sentences are told, and no state.
            "full": state in (FileState.FULL, None) and re.search("full|No space|free space", words),
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
            check(place_of(AppPaths(self._folder / "data")), one.file)
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
    """Print what was found for each work: every call under every trouble, or ``count`` calls under one of them.

    Which one goes by turns from work to work, so that each trouble meets several works; one that cannot strike at all
    gives its turn to the next.
    """
    told = {}
    turn = random.Random(seed).randrange(len(TROUBLES))
    begun: dict[Any, Path] = {}
    for place, name in enumerate(works):
        draw = random.Random(f"{seed} {name}")
        work = WORKS[name]
        (below := Path(folder) / str(place)).mkdir()
        if work.begin not in begun:
            begun[work.begin] = below / "begun"
            begun[work.begin].mkdir()
            work.begin(begun[work.begin])
        sweep = Sweep(below, work, begun[work.begin])
        for step in range(len(TROUBLES)):
            trouble = list(TROUBLES)[(turn + place + step) % len(TROUBLES)]
            calls = sweep.suffer(TROUBLES[trouble])
            numbers = list(range(1, calls + 1))
            if count != "all":
                numbers = sorted(draw.sample(numbers, min(int(count), calls)))
            wrong = {}
            for number, found in sweep.points(numbers):
                if found:
                    wrong[number] = found
                (Path(folder) / "step").write_text(f"{name}: {trouble} {number} of {calls}", encoding="utf-8")
            told[f"{name}: {trouble}"] = {
                "calls": calls,
                "tried": len(numbers),
                "outcomes": sweep.outcomes,
                "wrong": wrong,
            }
            if count != "all" and calls:
                break
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One of several people who work on the same store, each at a PC of their own: ``python -m tests.day_of_work``.

Each job is told on standard output with what became of it, as one line of JSON. Where a job says that nothing was
changed it is done once more, as a person would. It ends when standard input is closed.
"""

from __future__ import annotations

import json
import random
import select
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.people import Person
from shopdesk.infra.settings import ACTOR
from shopdesk.storage.postgres import lost_answers
from tests.import_files import SHORT, short_row, write_csv

ROWS = 20
FEN = 10_000
"""What each imported order brought, in fen."""
_PATIENCE_S = 900.0
_UNSURE = "It may be in the data or not"


def counted(person: Person) -> int:
    """What they counted to in a person's note."""
    return int(person.note.split()[0]) if person.note else 0


@dataclass
class Worker:
    """A person with an open program."""

    app: App
    name: str
    draw: random.Random
    number: int = 0
    faults: int = 0
    mine: list[int] = field(default_factory=list)
    undoable: dict[str, Any] | None = None

    @property
    def store_id(self) -> int:
        return self.app.services.stores.all()[0].id or 0

    def work(self) -> dict[str, Any]:
        """One job, until it is done or refused for a reason; what became of it."""
        self.number += 1
        kinds: list[Callable[[str], dict[str, Any]]] = [self.count, self.problem, self.answer, self.bring, self.undo]
        (job,) = self.draw.choices(kinds, weights=(6, 4, 4, 2, 4))
        told = self.until_done(job)
        self.undoable = told if told["how"] == "done" and told["job"] in ("count", "problem") else None
        return told | {"who": self.name, "faults": self.faults}

    def until_done(self, job: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        token = f"{self.name}-{self.number}"
        named = {"job": job.__name__, "token": token}
        while True:
            try:
                return named | {"how": "done"} | job(token)
            except EnvironmentFault as fault:
                if _UNSURE in str(fault):
                    return named | {"how": "unsure"}
                if fault.state not in (FileState.UNREACHABLE, FileState.LOCKED):
                    raise
                self.faults += 1
                # A person looks up; the server is there again after a moment.
                select.select([sys.stdin], [], [], 0.1)
            except UserError as error:
                return named | {"how": "refused", "why": str(error)}

    def count(self, token: str) -> dict[str, Any]:
        """One more in a note that all of them count in: a write over what another wrote would lose one.

        It is signed, because two who write the very same into a field do not contradict each other.
        """
        person = self.draw.choice(self.app.services.people.everyone(self.store_id))
        self.app.services.people.edit(replace(person, note=f"{counted(person) + 1} {token}"))
        return {"person": person.id}

    def problem(self, token: str) -> dict[str, Any]:
        today = self.app.clock.today()
        self.app.services.problems.create(Problem(store_id=self.store_id, title=token, opened_on=today))
        return {}

    def answer(self, token: str) -> dict[str, Any]:
        day = self.app.clock.today() - timedelta(days=self.draw.randrange(3))
        sheet = self.app.services.daily.sheet(self.store_id, day)
        item = self.draw.choice([line.item for line in sheet.lines if line.item.kind is AnswerKind.YES_NO])
        self.app.services.daily.answer(sheet, item.code, Result.PASS, words=token, reason=token)
        return {}

    def bring(self, token: str) -> dict[str, Any]:
        store = self.app.services.stores.all()[0]
        rows = [short_row(f"{token}-{row}", gross="100.00", received="100.00") for row in range(ROWS)]
        file = write_csv(self.app.paths.data / f"{token}.csv", [SHORT, *rows])
        result = self.app.services.imports.run_file(file, store)
        # Done once more because its answer was lost, it finds its own rows: of these it brought none twice.
        self.mine.append(result.run.id or 0)
        return {"new": result.run.new, "run": result.run.id}

    def undo(self, _token: str) -> dict[str, Any]:
        """Take back one's own last change, or an import."""
        if self.undoable is None:
            if not self.mine:
                return {"of": "nothing"}
            run = self.app.services.imports.undo(self.mine[-1])
            self.mine.pop()
            return {"of": "bring", "run": run.id}
        of = self.undoable
        undone = self.app.services.history.undo()
        self.undoable = None
        return {"of": of["job"] if undone else "nothing", "what": of["token"], "person": of.get("person")}


def opened(folder: Path) -> App:
    """The program; opened once more where the server does not answer just then, as a person would."""
    while True:
        try:
            return open_app(folder, "en")
        except EnvironmentFault as fault:
            if fault.state not in (FileState.UNREACHABLE, FileState.LOCKED):
                raise
            select.select([sys.stdin], [], [], 0.1)


def main() -> None:
    """Work until nobody wants more."""
    # However long a busy machine takes to start the server again: each answer is had in the end.
    lost_answers.PATIENCE_S = _PATIENCE_S
    folder, name, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    app = opened(folder)
    app.settings.set(ACTOR, name)
    worker = Worker(app, name, random.Random(f"{seed} {name}"))
    while not select.select([sys.stdin], [], [], 0)[0]:
        print(json.dumps(worker.work()), flush=True)
    app.close()


if __name__ == "__main__":
    main()

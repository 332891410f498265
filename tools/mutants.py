"""Change one rule of the domain at a time and see whether a test notices.

Run by ``make mutants``. A mutant is a module of ``shopdesk/domain`` with one comparison, sign, ``and``/``or``, ``not``
or number changed, as mutmut changes them. mutmut's own runner leaves out what stands outside of plain functions
(properties, limits, declarations), which are half of our rules; so only its operators are used here.

Each mutant is tried in a fork of this process, in which the libraries are imported already and the mutated module is
put in place of the real one before anything of ShopDesk is imported. There run only the unit and storage tests that
pass through the changed line (or, for what runs at import, whose file asks for the module), the quick ones first, until
one fails. Which these are is measured once and kept in ``build/`` until a test file or the program changes. Measuring
all tests takes as long as running them. ``--near`` measures only the test files that ask for something of the same
area: for ``ledger/*`` what lies in or asks for a folder called ledger. ``--quick`` measures unit tests only. A mutant
that dies by these dies by all; one that survives may still die by a test elsewhere.

Mutants that mean the same as the rule are named in ``tests/equal_mutants.toml``; an entry that fits no mutant any more
is an error.
"""

from __future__ import annotations

import argparse
import ast
import gc
import hashlib
import importlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest
from mutations import DOMAIN, ROOT, Equals, Mutant, chosen, mutants_of, name_of

MEASURED = ROOT / "build" / "mutants" / "tests.json"
TESTS = ROOT / "tests"
TEST_FOLDERS = ("tests/unit", "tests/storage")
# Seconds of processor time: a slower test does not count as quick; together the tests of one mutant get no more.
SLOWEST_TEST = 2.0
MOST_TIME = 3.0
# Imported once, before the forks.
LIBRARIES = (
    "PySide6.QtTest",
    "PySide6.QtWidgets",
    "_hypothesis_pytestplugin",
    "alembic.command",
    "chinese_calendar",
    "cnlunar",
    "holidays",
    "hypothesis.strategies",
    "openpyxl",
    "pandas",
    "pytest_timeout",
    "pytestqt.plugin",
    "python_calamine",
    "sqlalchemy.dialects.sqlite",
)


def main() -> int:
    """Try the mutants that the arguments ask for and print what became of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=["*"], help="such as kpi/alerts or 'daily/*'; all by default")
    parser.add_argument("--sample", type=int, help="try so many, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing; the same seed draws the same mutants")
    parser.add_argument("--at-least", type=float, default=90.0, help="per cent that have to die")
    parser.add_argument("--near", action="store_true", help="measure only the tests that ask for the modules' area")
    parser.add_argument("--quick", action="store_true", help="measure only unit tests")
    parser.add_argument("--list", action="store_true", help="only list the mutants, not trying any")
    args = parser.parse_args()
    mutants = [mutant for path in chosen(args.modules) for mutant in sorted(mutants_of(path), key=lambda one: one.line)]
    equals = Equals.read()
    if args.modules == ["*"]:
        equals.check(mutants)
    if args.sample is not None and args.sample < len(mutants):
        mutants = random.Random(args.seed).sample(mutants, args.sample)
        mutants.sort(key=lambda mutant: (mutant.module, mutant.line))
    if args.list:
        for mutant in mutants:
            print(f"{mutant.module}:{mutant.line}: {mutant.old}  ->  {mutant.new}")
        return 0
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()  # no fork looks through the libraries for garbage
    return Run(mutants, equals, measured(Area.of(mutants) if args.near else None, quick=args.quick)).report(
        args.at_least
    )


# --- which tests pass through which line -------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What the tests cost and through which lines of the domain each passes."""

    seconds: dict[str, float]
    tests: dict[str, dict[int, set[str]]]

    def for_mutant(self, mutant: Mutant) -> list[str]:
        """The tests to try, the quick ones and those without a database first, within the time."""
        lines = self.tests.get(mutant.module, {})
        found: set[str] = set().union(*(lines.get(line, set()) for line in mutant.lines))
        if not mutant.inside:
            # What runs at import leaves no line: whoever uses the module, and whose file asks for it, may notice.
            modules = (mutant.module, *users_of(mutant.module))
            for module in modules:
                found |= set().union(*self.tests.get(module, {}).values())
            files = {name for name in {test.split("::")[0] for test in self.seconds} if asks_for(ROOT / name, modules)}
            found |= {test for test in self.seconds if test.split("::")[0] in files}
        ordered = sorted(found, key=lambda test: (not test.startswith(TEST_FOLDERS[0]), self.seconds[test], test))
        spent, within = 0.0, []
        for test in ordered:
            spent += self.seconds[test]
            if spent > MOST_TIME:
                break
            within.append(test)
        return within


def users_of(module: str) -> list[str]:
    """The modules of the domain that import a module by name."""
    return [name_of(path) for path in sorted(DOMAIN.rglob("*.py")) if asks_for(path, (module,))]


def asks_for(path: Path, modules: Sequence[str]) -> bool:
    """Whether a file imports one of the modules of the domain."""
    return not imported(path).isdisjoint(f"shopdesk.domain.{module.replace('/', '.')}" for module in modules)


@cache
def imported(path: Path) -> frozenset[str]:
    """The dotted names of all that a file imports from."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return frozenset(
        name for node in nodes for name in (f"{node.module}", *(f"{node.module}.{one.name}" for one in node.names))
    )


@dataclass(frozen=True)
class Area:
    """What the other layers and the tests call some modules of the domain."""

    folders: frozenset[str]
    modules: frozenset[str]

    @classmethod
    def of(cls, mutants: Sequence[Mutant]) -> Area:
        """The folders and names of the mutants' modules; a module at the top is its own folder."""
        names = {tuple(mutant.module.split("/")) for mutant in mutants}
        folders = {part for name in names for part in (name[:-1] or name)}
        return cls(frozenset(folders), frozenset(name[-1] for name in names))

    def has(self, path: Path) -> bool:
        """Whether a test file lies here, is called like a module, or it or its helpers ask for something from here."""
        if not self.folders.isdisjoint(path.parts) or not self.modules.isdisjoint(path.stem.split("_")):
            return True
        names = imported(path)
        helpers = [TESTS / f"{name.removeprefix('tests.').replace('.', '/')}.py" for name in names]
        helpers += [path.with_name(f"{name.rpartition('.')[2]}.py") for name in names]
        for helper in helpers:
            if helper != path and helper.is_file():
                names |= imported(helper)
        return any(name.startswith("shopdesk.") and not self.folders.isdisjoint(name.split(".")) for name in names)


def measured(near: Area | None = None, *, quick: bool = False) -> Measured:
    """Read what was measured; measure anew the test files that changed since, or all when the program did.

    Args:
        near: the area whose tests are wanted; of others only what was measured before is read.
        quick: the same for unit tests against all.
    """
    kept: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}
    program = fingerprint(sorted((ROOT / "shopdesk").rglob("*.py")))
    helpers = [*(ROOT / "tests").glob("*.py")]
    helpers += [path for folder in TEST_FOLDERS for path in (ROOT / folder).rglob("*.py") if path.name[:5] != "test_"]
    shared = fingerprint(sorted(helpers))
    files = [path for folder in TEST_FOLDERS for path in sorted((ROOT / folder).rglob("test_*.py"))]
    wanted = {path.relative_to(ROOT).as_posix(): f"{program} {shared} {fingerprint([path])}" for path in files}
    known = {name: one for name, one in kept.items() if wanted.get(name) == one["of"]}
    missing = [name for name in wanted if name not in known and (near is None or near.has(ROOT / name))]
    if quick:
        missing = [name for name in missing if name.startswith(TEST_FOLDERS[0])]
    if missing:
        print(f"mutants: measuring the tests of {len(missing)} files", flush=True)
        MEASURED.parent.mkdir(parents=True, exist_ok=True)
        answer = MEASURED.with_name("fresh.json")
        answer.unlink(missing_ok=True)
        if in_fork(lambda: measure(missing, answer)) != 0 or not answer.is_file():
            sys.exit("mutants: the tests fail without any mutant; make them pass first")
        fresh = json.loads(answer.read_text(encoding="utf-8"))
        known |= {name: {"of": wanted[name], **fresh.get(name, {"tests": {}})} for name in missing}
        MEASURED.write_text(json.dumps(known), encoding="utf-8")
    seconds: dict[str, float] = {}
    tests: dict[str, dict[int, set[str]]] = {}
    for one in known.values():
        for test, (cost, modules) in one["tests"].items():
            if cost > SLOWEST_TEST:
                continue
            seconds[test] = cost
            for module, lines in modules.items():
                for line in lines:
                    tests.setdefault(module, {}).setdefault(line, set()).add(test)
    return Measured(seconds, tests)


def fingerprint(paths: Iterator[Path] | Sequence[Path]) -> str:
    """A short sign of what the files hold."""
    told = hashlib.sha256()
    for path in paths:
        told.update(path.as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def measure(files: Sequence[str], answer: Path) -> int:
    """Run test files with the lines noted for each test; write them and the costs to a file."""
    import coverage

    noted = coverage.Coverage(data_file=None, config_file=False, source=[str(DOMAIN)])
    watch = Watch(noted)
    noted.start()
    code = pytest.main([*PYTEST, *files], plugins=[watch])
    noted.stop()
    data = noted.get_data()
    lines: dict[str, dict[str, list[int]]] = {}
    for file in data.measured_files():
        for line, names in data.contexts_by_lineno(file).items():
            for name in names:
                if name:
                    lines.setdefault(name, {}).setdefault(name_of(Path(file)), []).append(line)
    told: dict[str, Any] = {}
    for test, cost in watch.seconds.items():
        told.setdefault(test.split("::")[0], {"tests": {}})["tests"][test] = (round(cost, 4), lines.get(test, {}))
    answer.write_text(json.dumps(told), encoding="utf-8")
    return int(code)


class Watch:
    """Tells coverage which test is running, and how much processor time each takes."""

    def __init__(self, noted: Any) -> None:
        """Take the measuring to be told."""
        self._noted = noted
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Around each test."""
        self._noted.switch_context(item.nodeid)
        begun = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - begun
        self._noted.switch_context("")
        return result


# --- trying ------------------------------------------------------------------------------------------------------

PYTEST = ("-x", "-q", "--assert=plain", "--timeout=0", "--tb=short", "--rootdir", str(ROOT))
PYTEST += ("--basetemp", str(MEASURED.with_name("tmp")))
for _plugin in ("cacheprovider", "xdist", "unraisableexception", "faulthandler"):
    PYTEST += ("-p", f"no:{_plugin}")


class Only:
    """Keeps the tests asked for and puts them in that order."""

    def __init__(self, tests: Sequence[str]) -> None:
        """Take their node ids."""
        self._place = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """After the files were read."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place), key=lambda item: self._place[item.nodeid]
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A failure says all; putting everything in order first takes longer than most tests."""
        if report.failed:
            os._exit(int(pytest.ExitCode.TESTS_FAILED))


class Mutated(importlib.abc.MetaPathFinder):
    """Finds the mutated module instead of the real one."""

    def __init__(self, mutant: Mutant) -> None:
        """Take the mutant."""
        self._name = f"shopdesk.domain.{mutant.module.replace('/', '.')}".removesuffix(".__init__")
        self._path = str(DOMAIN / f"{mutant.module}.py")
        self._source = mutant.source

    def find_spec(self, name: str, _path: object, _target: ModuleType | None = None) -> ModuleSpec | None:
        """The module when it is the one."""
        if name != self._name:
            return None
        loader = _Loader(name, self._path)
        loader.source = self._source
        return importlib.util.spec_from_file_location(name, self._path, loader=loader)


class _Loader(SourceFileLoader):
    """Runs the source given, not that of the file, and keeps no byte code."""

    source = ""

    def get_code(self, _name: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


def in_fork(work: Any, seconds: float | None = None) -> int:
    """Do work in a fork of this process, silently; its answer, or minus the signal that ended it.

    Args:
        work: gives a small number.
        seconds: processor time after which it is ended.
    """
    sys.stdout.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    answer = 70
    try:
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        with open(os.devnull, "w") as nothing:
            if "MUTANTS_SHOW" not in os.environ:
                os.dup2(nothing.fileno(), 1)
                os.dup2(nothing.fileno(), 2)
            answer = work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(answer)


class Run:
    """One run over some mutants."""

    def __init__(self, mutants: Sequence[Mutant], equals: Equals, known: Measured) -> None:
        """Take the mutants, those that mean the same, and what was measured of the tests."""
        self._mutants = mutants
        self._equals = equals
        self._known = known
        self._tried: Counter[str] = Counter()
        self._killed: Counter[str] = Counter()
        self._equal: Counter[str] = Counter()

    def report(self, at_least: float) -> int:
        """Try all, print the survivors as they come and then the numbers of each module; 1 when too few died."""
        for mutant in self._mutants:
            if mutant in self._equals:
                self._equal[mutant.module] += 1
                continue
            self._tried[mutant.module] += 1
            tests = self._known.for_mutant(mutant)
            if tests and dies(mutant, tests, self._known):
                self._killed[mutant.module] += 1
            else:
                word = f"{len(tests)} tests pass" if tests else "no test comes by"
                print(f"{mutant.module}:{mutant.line}: {mutant.old}  ->  {mutant.new}  ({word})", flush=True)
        return self._numbers(at_least)

    def _numbers(self, at_least: float) -> int:
        print(f"\n{'module':32} {'tried':>6} {'died':>6} {'%':>4} {'equal':>6}")
        for module in sorted({*self._tried, *self._equal}):
            self._line(module, self._tried[module], self._killed[module], self._equal[module])
        tried, killed = self._tried.total(), self._killed.total()
        self._line("all", tried, killed, self._equal.total())
        return int(tried > 0 and killed * 100 < at_least * tried)

    @staticmethod
    def _line(name: str, tried: int, killed: int, equal: int) -> None:
        share = f"{killed * 100 / tried:.0f}" if tried else "-"
        print(f"{name:32} {tried:6} {killed:6} {share:>4} {equal:6}")


def dies(mutant: Mutant, tests: Sequence[str], known: Measured) -> bool:
    """Whether one of the tests fails with a mutant, or does not end."""

    def work() -> int:
        from hypothesis import Phase, settings

        # The same examples each time; the smallest one that fails is of no interest here.
        phases = [Phase.explicit, Phase.generate]
        settings.register_profile("mutants", derandomize=True, database=None, phases=phases, deadline=None)
        settings.load_profile("mutants")
        sys.meta_path.insert(0, Mutated(mutant))
        only = Only(tests)
        code = pytest.main([*PYTEST, *sorted({test.split("::")[0] for test in tests})], plugins=[only])
        if code == pytest.ExitCode.NO_TESTS_COLLECTED or code == pytest.ExitCode.USAGE_ERROR:
            return 70
        return int(code)

    code = in_fork(work, 20 + 4 * sum(known.seconds[test] for test in tests))
    if code == 70:
        sys.exit(f"mutants: the tests could not be run: {' '.join(tests)}")
    return code != 0


if __name__ == "__main__":
    sys.exit(main())

"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess

import pytest

from tests.architecture.sources import ROOT, modules, nodes, relative

# A screenful of a class's outline; fewer made services inherit from one another only to stay under the count.
MOST_LINES = 450
# A longer file needs a reason here. The number is what it may grow to.
LONGER: dict[str, tuple[int, str]] = {
    "migrations/versions/0001_first_schema.py": (
        1200,
        "generated from the tables; a revision is one file",
    ),
}

BANNED_NAMES = {
    "processEvents": "long work belongs to the task runner",
    "QTableWidget": "business data belong to a model",
    "QTableWidgetItem": "business data belong to a model",
}
# A path of one machine: a home folder with a name, or a folder that only the author's machine has.
FOLDERS = ("home/[a-z]\\w*", "root", "Users/[A-Za-z]\\w*", "work")
MACHINE_PATH = re.compile(rf"(?<![\w.])(/({'|'.join(FOLDERS)})/|[A-Z]:\\Users\\\w)")
TEXT_SUFFIXES = {
    ".cfg", ".css", ".csv", ".desktop", ".in", ".ini", ".iss", ".json", ".lock", ".mako", ".md", ".plist", ".py",
    ".qss", ".sh", ".spec", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml", "",
}  # fmt: skip


def own_files():
    """The project's files: what git tracks or would track, or where git is missing all but what tools make."""
    if shutil.which("git") and (ROOT / ".git").exists():
        asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        return [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    made = {".git", ".venv", "build", "dist", "out", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def test_no_file_names_a_path_of_one_machine():
    found = []
    for path in own_files():
        if path.suffix not in TEXT_SUFFIXES or path.name == "test_house_rules.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{relative(path)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


# What joins with commas all the same, and why.
COMMAS = {
    "shopdesk/domain/calendar/notice.py": "both languages at once, each with its own comma",
    "shopdesk/domain/growth/scorecards.py": "bands as they are typed",
    "shopdesk/domain/payroll/slip.py": "a fault for the log",
    "shopdesk/domain/text.py": "Names themselves in English",
    "shopdesk/services/imports/service.py": "kept with an import",
    "shopdesk/services/payroll/words.py": "headings of the Chinese workbook",
}


def test_names_are_joined_as_the_language_of_the_reader_writes_them():
    found = []
    for path in modules("shopdesk/domain", "shopdesk/services", "shopdesk/reporting", "shopdesk/gui", "shopdesk/cli"):
        for node in nodes(path, ast.Attribute):
            comma = isinstance(node.value, ast.Constant) and node.value.value in (", ", "、")
            if comma and node.attr == "join":
                found.append(relative(path))
    assert set(found) == set(COMMAS), "say Names(…) as a value of a Text, or infra.i18n.in_a_row(…)"


@pytest.mark.parametrize("name", BANNED_NAMES)
def test_banned_names_are_not_used(name):
    found = []
    for path in modules("shopdesk"):
        found += [f"{relative(path)}:{n.lineno}" for n in nodes(path, ast.Attribute) if n.attr == name]
        found += [f"{relative(path)}:{n.lineno}" for n in nodes(path, ast.Name) if n.id == name]
    assert not found, f"{BANNED_NAMES[name]}: {found}"


def test_nothing_sleeps():
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in modules("shopdesk", "tests")
        for call in nodes(path, ast.Call)
        if ast.unparse(call.func) in {"time.sleep", "sleep", "QThread.sleep", "QThread.msleep", "QTest.qSleep"}
    ]
    found += [  # programs that a test runs are text
        f"{relative(path)}:{text.lineno}"
        for path in modules("shopdesk", "tests")
        for text in nodes(path, ast.Constant)
        if isinstance(text.value, str) and re.search(r"leep\(\d|leep\([a-z]", text.value)
    ]
    assert not found, f"wait for a signal instead: {found}"


def test_only_the_clock_asks_what_time_it_is():
    clocks = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "datetime.date.today"}
    found = [
        f"{relative(path)}:{call.lineno}"
        for path in modules("shopdesk/domain", "shopdesk/services", "shopdesk/importing", "shopdesk/reporting")
        for call in nodes(path, ast.Call)
        if ast.unparse(call.func) in clocks
    ]
    assert not found, f"take the time from the context's clock: {found}"


def test_money_does_not_become_a_float():
    found = [
        f"{relative(path)}:{call.lineno}: {ast.unparse(call)}"
        for path in modules("shopdesk/domain", "shopdesk/services", "shopdesk/storage")
        for call in nodes(path, ast.Call)
        if ast.unparse(call.func) == "float" and re.search(r"fen|yuan|amount|money|price|cost", ast.unparse(call))
    ]
    assert not found, "\n".join(found)


def test_files_stay_short():
    too_long = []
    for path in modules("shopdesk", "migrations", "tools", "packaging", "benchmarks", "tests"):
        allowed, _reason = LONGER.get(relative(path), (MOST_LINES, ""))
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > allowed:
            too_long.append(f"{relative(path)} has {count} lines, allowed are {allowed}")
    assert not too_long, "\n".join(too_long)


def test_exceptions_for_long_files_are_still_needed():
    stale = [
        name
        for name, (_allowed, reason) in LONGER.items()
        if not reason
        or not (ROOT / name).exists()
        or len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    ]
    assert not stale


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word):
    found = [
        f"{relative(path)}:{number}"
        for path in modules("shopdesk", "migrations", "tools", "packaging", "benchmarks")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(rf"#.*\b{word}\b|\"\"\".*\b{word}\b", line)
    ]
    assert not found


def test_only_the_path_module_knows_where_files_lie():
    found = [
        f"{relative(path)}:{name.lineno}"
        for path in modules("shopdesk")
        if relative(path) != "shopdesk/infra/paths.py"
        for name in nodes(path, ast.Name)
        if name.id == "__file__"
    ]
    found += [
        f"{relative(path)}:{node.lineno}"
        for path in modules("shopdesk")
        if relative(path) != "shopdesk/infra/paths.py"
        for node in [*nodes(path, ast.Attribute)]
        if node.attr in {"_MEIPASS"} or ast.unparse(node) == "importlib.resources"
    ]
    assert not found, f"use shopdesk.infra.paths: {found}"


MADE_BY_CONTROLS = ("QPushButton", "QToolButton")
OWN_BUTTONS = {
    # They paint themselves, so they are classes of their own and are named where they are made.
    "shopdesk/gui/pages/kpi/money/tiles.py": "name, figure and a word stand below each other on it",
    "shopdesk/gui/widgets/elided_button.py": "a long name is shortened to the room there is",
    "shopdesk/gui/widgets/reminder_bell.py": "the number of reminders is painted over the bell",
}


OPENED_BY_SYSTEM = {
    "shopdesk/gui/photos/opening.py": "refuses what would run something",
    "shopdesk/gui/saving.py": "a file that the program has just written",
    "shopdesk/gui/jobs.py": "the data folder",
}


def test_kept_files_are_handed_to_the_system_in_one_place():
    """A data file may come from anywhere, and a file kept in it may be a program."""
    found = {
        relative(path)
        for path in modules("shopdesk")
        for one in nodes(path, ast.Attribute)
        if one.attr in ("openUrl", "startfile")
    }
    assert found == set(OPENED_BY_SYSTEM)


def test_buttons_are_made_in_one_place():
    """The name, the name read aloud, and the tip with its key are given in ``gui/widgets/controls.py``."""
    found = []
    for path in modules("shopdesk/gui"):
        if relative(path) == "shopdesk/gui/widgets/controls.py":
            continue
        for call in nodes(path, ast.Call):
            if isinstance(call.func, ast.Name) and call.func.id in MADE_BY_CONTROLS:
                found.append(f"{relative(path)}:{call.lineno}")
        for known in nodes(path, ast.ClassDef):
            bases = {base.id for base in known.bases if isinstance(base, ast.Name)}
            if bases & set(MADE_BY_CONTROLS) and relative(path) not in OWN_BUTTONS:
                found.append(f"{relative(path)}:{known.lineno} {known.name}")
    assert not found, "use controls.button, tool, push or menu_button:\n" + "\n".join(found)


def test_every_role_of_a_widget_has_a_look():
    """A role that no style names changes nothing: headings stood there like any words."""
    named, styled = {}, set()
    for path in modules("shopdesk/gui"):
        source = path.read_text(encoding="utf-8")
        for role in re.findall(r'setProperty\("role", "(\w+)"\)|\brole="(\w+)"[,)]', source):
            named.setdefault("".join(role), relative(path))
        styled |= set(re.findall(r'\[role="(\w+)"\]', source))
    assert len(named) >= 10, "the roles are found"
    assert not {role: path for role, path in named.items() if role not in styled}


def test_decimals_are_shown_by_the_function_that_rounds_half_up():
    """A format of Python rounds a half to the even digit: 0.125 would be shown as 0.12 and 0.135 as 0.14."""
    by_hand = re.compile(r":[+,]*\.\d+f[}\"']|signed\(format_yuan")
    found = [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in modules("shopdesk/gui/pages/kpi", "shopdesk/reporting", "shopdesk/domain/report")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if by_hand.search(line)
    ]
    assert not found, f"use decimal_text, percent_text or signed_yuan of the domain: {found}"

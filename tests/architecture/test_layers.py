"""Which layer may import which: the contracts of pyproject.toml, and what they cannot say."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.architecture.sources import PACKAGE, ROOT, modules, nodes, relative


def imported(path):
    for node in nodes(path, ast.Import):
        yield from ((node.lineno, alias.name) for alias in node.names)
    for node in nodes(path, ast.ImportFrom):
        yield node.lineno, node.module or ""


def test_the_import_contracts_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_imports_nothing_but_the_standard_library():
    foreign = [
        f"{relative(path)}:{line} imports {name}"
        for path in modules("shopdesk/domain")
        for line, name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("shopdesk.domain")
    ]
    assert not foreign, "\n".join(foreign)


def test_slow_libraries_are_imported_only_when_used():
    """What the first window does not need must not delay it: the start imports Qt and our own code only."""
    slow = ["sqlalchemy", "alembic", "pyqtgraph", "numpy", "openpyxl", "python_calamine", "olefile", "icalendar"]
    code = f"import sys, shopdesk.__main__, shopdesk.bootstrap; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_the_data_brings_no_rules_of_the_trade():
    """What every start and every commit goes through knows of nouns by name only; their rules come with their pages."""
    code = "\n".join(
        [
            "import sys, shopdesk.bootstrap, shopdesk.services.registry, shopdesk.services.context",
            "import shopdesk.storage.unit_of_work",
            "rules = tuple(f'shopdesk.domain.{name}' for name in ('ledger', 'payroll', 'kpi', 'setup', 'campaigns'))",
            "print([name for name in sys.modules if name.startswith(rules)])",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_page_brings_what_only_a_file_needs():
    """Pages are loaded ahead of the first click, and stay: the writer of workbooks alone takes 20 MB."""
    pages = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules("shopdesk/gui/pages")]
    code = "\n".join(
        [
            "import importlib, sys",
            f"for page in {pages}:",
            "    importlib.import_module(page.removesuffix('.__init__'))",
            "slow = ['alembic', 'openpyxl', 'python_calamine', 'olefile', 'icalendar', 'psycopg']",
            "print([name for name in slow if name in sys.modules])",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_folder_with_code_is_a_package():
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert not [relative(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()]


def test_no_service_leads_back_to_itself_by_its_imports():
    """Imports for types alone count: who reads has to follow them too."""
    graph = {}
    for path in modules("shopdesk/services"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        graph[name] = {wanted for _line, wanted in imported(path) if wanted.startswith("shopdesk.services")}
    assert "shopdesk.services.registry" in graph
    circles = []
    for start in graph:
        seen, open_ones = set(), list(graph[start])
        while open_ones:
            one = open_ones.pop()
            if one in seen or one not in graph:
                continue
            seen.add(one)
            open_ones += graph[one]
        if start in seen:
            circles.append(start)
    assert not circles, circles


def test_no_service_needs_one_that_needs_it():
    from shopdesk.services.registry import SERVICES

    left = {noun: set(made.needs) for noun, made in SERVICES.items()}
    while ready := {noun for noun, needs in left.items() if not needs & left.keys()}:
        left = {noun: needs for noun, needs in left.items() if noun not in ready}
    assert not left


def test_services_are_composed_and_inherit_nothing_of_each_other():
    """A part of a service's work is an object that it holds, so what a name does stands in the class of that name."""
    heirs = []
    for path in modules("shopdesk/services"):
        own = {node.name for node in nodes(path, ast.ClassDef)}
        for node in nodes(path, ast.ImportFrom):
            if (node.module or "").startswith("shopdesk.services"):
                own |= {alias.asname or alias.name for alias in node.names}
        heirs += [
            f"{relative(path)}:{node.lineno} {node.name}"
            for node in nodes(path, ast.ClassDef)
            if own & {ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases}
        ]
    assert not heirs, "\n".join(heirs)


def test_no_dialog_knows_the_whole_desktop():
    """A dialog says by a protocol what it needs; only what puts the window together knows all of it."""
    assembling = {"app.py", "commands.py", "jobs.py", "pictures.py"}
    knowing = {
        path.name
        for path in modules("shopdesk/gui")
        for _line, name in imported(path)
        if name == "shopdesk.gui.desktop"
    }
    assert knowing <= assembling

"""What ships is used: every icon is drawn somewhere, every resource file is read by name or with its folder."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePosixPath

from tests.architecture.sources import ROOT, modules, nodes, parsed, relative

RESOURCES = ROOT / "resources"
SHIPPED = sorted(path.relative_to(RESOURCES).as_posix() for path in RESOURCES.rglob("*") if path.is_file())


@cache
def said(module: Path) -> frozenset[str]:
    """Every piece of text in a module; what a name is put into stands as a star."""
    found, inside = set(), set()
    for node in nodes(module, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values]
        found.add("".join(parts))
        inside.update(map(id, node.values))
    texts = [
        node.value for node in nodes(module, ast.Constant) if isinstance(node.value, str) and id(node) not in inside
    ]
    return frozenset(found.union(texts, *(re.findall(r"\$controls/([\w-]+\.svg)", text) for text in texts)))


@cache
def readers() -> tuple[Path, ...]:
    """The modules that ask for resources."""
    return tuple(path for path in modules("shopdesk") if re.search(r"\bresource\(", path.read_text(encoding="utf-8")))


def used(name: str) -> bool:
    """Whether the program names a resource, or one module its folder and a name or pattern that the rest fits."""
    path = PurePosixPath(name)
    if name.startswith("icons/"):
        icons = {path.name if path.parent.name == "controls" else path.stem}
        return any(icons & said(module) for module in modules("shopdesk"))
    for module in readers():
        texts = [text for text in said(module) if text and " " not in text]
        if any(fnmatch(name, text) for text in texts if "/" in text and text.endswith(path.suffix)):
            return True
        # A folder is named itself, or by a file in it; what is read of it may be said in another module.
        places = {*texts, *(str(PurePosixPath(text).parent) for text in texts if "/" in text)}
        patterns = [text for text in texts if text.endswith(path.suffix) and "/" not in text]
        if f'resource("{path.parent}")' in module.read_text(encoding="utf-8"):
            patterns = patterns or [f"*{path.suffix}"]
        here = any(fnmatch(str(path.parent), place) for place in places)
        if here and any(fnmatch(path.name, pattern) for pattern in patterns):
            return True
    return False


def test_every_icon_and_resource_is_used():
    unused = [name for name in SHIPPED if not used(name)]
    assert not unused, f"{len(unused)} files that nothing reads:\n" + "\n".join(unused)


def test_what_nothing_names_is_found():
    assert not used("icons/sunflower.svg")
    assert not used("calendar/moons.toml")


# SQLAlchemy, html.parser, logging and openpyxl call these.
CALLED_FROM_OUTSIDE = {
    "process_bind_param", "process_result_value", "handle_starttag", "handle_endtag", "handle_data", "handleError",
    "do_execute", "write_worksheet",
}  # fmt: skip

# Only tests ask for these so far: rules that hold and that no page shows yet, and what tests compare with.
ASKED_BY_TESTS_ONLY = {
    "EVERY_NOUN_HAS", "WORK", "can_lock", "check_bands", "check_funnel", "remove_notice", "sales_over",
    "scheme_text", "slip_of_percent", "term_on", "year_before",
    # Sharing, which no dialog shows yet.
    "Holder", "hold_to", "invite", "new_password", "to_text",
}  # fmt: skip


def named(module: Path) -> Counter[str]:
    """How often each name stands in a module other than where it is made; texts that are names count."""
    found: Counter[str] = Counter()
    for node in nodes(module, ast.Name):
        if isinstance(node.ctx, ast.Load):
            found[node.id] += 1
    found.update(node.attr for node in nodes(module, ast.Attribute))
    found.update(alias.name for node in nodes(module, ast.ImportFrom) for alias in node.names)
    for node in nodes(module, ast.Constant):
        if isinstance(node.value, str):
            found.update(re.findall(r"[A-Za-z_]\w+", node.value) if len(node.value) < 200 else ())
    return found


def made(module: Path) -> Iterator[tuple[int, str]]:
    """What a module makes: its functions, classes and constants, and below the window the methods of its classes."""
    for node in parsed(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        if isinstance(node, ast.ClassDef) and "gui" not in module.parts:
            # A compiler's ``visit_…`` overrides SQLAlchemy's, which calls it by a name that it puts together.
            compiles = any(isinstance(base, ast.Name) and "Compiler" in base.id for base in node.bases)
            yield from (
                (inner.lineno, inner.name)
                for inner in node.body
                if isinstance(inner, ast.FunctionDef) and not (compiles and inner.name.startswith("visit_"))
            )
        targets = node.targets if isinstance(node, ast.Assign) else []
        yield from ((node.lineno, target.id) for target in targets if isinstance(target, ast.Name))


def test_nothing_is_made_that_nothing_names():
    """What only tests ask for is listed above, so that it is known; what nobody asks for goes."""
    everywhere = Counter(ASKED_BY_TESTS_ONLY | CALLED_FROM_OUTSIDE)
    for path in modules("shopdesk", "tools", "packaging", "migrations"):
        everywhere.update(named(path))
    unused = [
        f"{relative(path)}:{line} {name}"
        for path in modules("shopdesk")
        for line, name in made(path)
        if not everywhere[name] and not name.startswith("__")
    ]
    assert not unused, f"{len(unused)} names that nothing uses:\n" + "\n".join(unused)

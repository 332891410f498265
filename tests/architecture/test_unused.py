"""What ships is used: every icon is drawn somewhere, every resource file is read by name or with its folder."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePosixPath

from tests.architecture.sources import ROOT, modules, nodes

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

"""The program's own source files, for tests that read code instead of running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "shopdesk"


def modules(*folders: str) -> list[Path]:
    """Every Python file below some folders of the checkout, in a steady order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    """How a file is called in messages and exception lists."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _by_kind(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    found: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(parsed(path)):
        found.setdefault(type(node), []).append(node)
    return found


def nodes(path: Path, kind: type[Node]) -> Iterator[Node]:
    """All nodes of one kind in a file, which is walked through once for all tests."""
    return (node for one, found in _by_kind(path).items() if issubclass(one, kind) for node in found)  # type: ignore[misc]


def forget() -> None:
    """Let go of what was read."""
    parsed.cache_clear()
    _by_kind.cache_clear()

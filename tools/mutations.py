"""The mutants of a module of the domain, and those that are named as equal in meaning.

mutmut says how a node changes; which nodes are rules, and by which line a mutant is named, is said here.
"""

from __future__ import annotations

import fnmatch
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst
from libcst.metadata import CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation import mutators

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = ROOT / "shopdesk" / "domain"
EQUALS = ROOT / "tests" / "equal_mutants.toml"
CHANGED = (
    libcst.BinaryOperation,
    libcst.UnaryOperation,
    libcst.BooleanOperation,
    libcst.ComparisonTarget,
    libcst.AugAssign,
)
# A union of types or sets is no rule about numbers.
LEFT_ALONE = (libcst.BitOr, libcst.BitAnd, libcst.BitXor, libcst.BitOrAssign, libcst.BitAndAssign)


@dataclass(frozen=True)
class Mutant:
    """One changed place: the whole new source, and the old and new line to show and to name it by."""

    module: str
    line: int
    old: str
    new: str
    source: str
    lines: range
    inside: bool
    """Whether it stands in a function; otherwise it is run at import and no line tells who uses it."""
    is_number: bool


def chosen(patterns: Sequence[str]) -> list[Path]:
    """The modules of the domain that fit one of the patterns."""
    found = [
        path
        for path in sorted(DOMAIN.rglob("*.py"))
        if any(fnmatch.fnmatch(name_of(path), pattern.removesuffix(".py")) for pattern in patterns)
    ]
    if not found:
        sys.exit(f"mutants: no module of {DOMAIN.relative_to(ROOT)} is called {' or '.join(patterns)}")
    return found


def name_of(path: Path) -> str:
    """A module's name within the domain, such as ``kpi/alerts``."""
    return path.relative_to(DOMAIN).with_suffix("").as_posix()


def mutants_of(path: Path) -> Iterator[Mutant]:
    """All mutants of a module, from top to bottom."""
    source = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(libcst.parse_module(source))
    places = wrapper.resolve(PositionProvider)
    parents = wrapper.resolve(ParentNodeProvider)
    # Only the statement of the module that holds the node is written anew: that is twenty times faster.
    pieces = [wrapper.module.code_for_node(statement) for statement in wrapper.module.body]
    begin = source.index("".join(pieces)) if pieces else 0
    for number, statement in enumerate(wrapper.module.body):
        end = begin + len(pieces[number])
        for node in nodes_of(statement):
            for changed in changes(node):
                piece = wrapper.module.code_for_node(statement.deep_replace(node, changed))
                mutated = source[:begin] + piece + source[end:]
                lines, inside = surroundings(node, parents, places)
                line = places[node].start.line
                old, new = difference(source, mutated, line)
                is_number = isinstance(node, libcst.BaseNumber)
                yield Mutant(name_of(path), line, old, new, mutated, lines, inside, is_number)
        begin = end


def nodes_of(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    """A node and all below it but the types, which no run reads, and how long a text may be, which is no rule."""
    is_length = isinstance(node, libcst.Arg) and node.keyword is not None and node.keyword.value == "longest"
    if not isinstance(node, libcst.Annotation) and not is_length:
        yield node
        for child in node.children:
            yield from nodes_of(child)


def changes(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    """What mutmut makes of a node, as far as it is a rule: no texts, no arguments left out."""
    if isinstance(node, libcst.Integer | libcst.Float):
        yield from mutators.operator_number(node)
    elif isinstance(node, CHANGED) and not isinstance(node.operator, LEFT_ALONE):
        yield from mutators.operator_swap_op(node)
        if isinstance(node, libcst.UnaryOperation):
            yield from mutators.operator_remove_unary_ops(node)
        if isinstance(node, libcst.ComparisonTarget):
            for operator in mutators.operator_keywords(node.operator):
                yield node.with_changes(operator=operator)


def surroundings(node: libcst.CSTNode, parents: Any, places: Any) -> tuple[range, bool]:
    """The lines of the statement (or its head) around a node, and whether these are in a function."""
    place: CodeRange = places[node]
    first, last = place.start.line, place.end.line
    statement: libcst.CSTNode | None = None
    inside = False
    while node in parents:
        parent = parents[node]
        if statement is None and isinstance(node, libcst.BaseSmallStatement | libcst.BaseCompoundStatement):
            statement = node
        if isinstance(parent, libcst.FunctionDef | libcst.Lambda) and node is parent.body:
            inside = True
            break
        node = parent
    if isinstance(statement, libcst.BaseSmallStatement):
        first, last = places[statement].start.line, places[statement].end.line
    elif statement is not None:
        first = places[statement].start.line
    return range(first, last + 1), inside


def difference(source: str, mutated: str, line: int) -> tuple[str, str]:
    """The first line from one on that differs, before and after, without its indentation."""
    pairs = zip(source.splitlines()[line - 1 :], mutated.splitlines()[line - 1 :], strict=False)
    old, new = next((old, new) for old, new in pairs if old != new)
    return old.strip(), new.strip()


class Equals:
    """The mutants that mean the same as the rule, or for which any value would do as well."""

    def __init__(self, named: dict[tuple[str, str, str], str], numbers: dict[str, str]) -> None:
        """Take the single mutants by module, old and new line, and the modules whose numbers are free."""
        self._named = named
        self._numbers = numbers

    @classmethod
    def read(cls) -> Equals:
        """Read the file that names them."""
        told = tomllib.loads(EQUALS.read_text(encoding="utf-8"))
        named = {(one["module"], one["line"], one["becomes"]): one["why"] for one in told.get("mutant", [])}
        return cls(named, {one["module"]: one["why"] for one in told.get("numbers", [])})

    def __contains__(self, mutant: Mutant) -> bool:
        """Whether a mutant is named."""
        if mutant.is_number and any(fnmatch.fnmatch(mutant.module, pattern) for pattern in self._numbers):
            return True
        return (mutant.module, mutant.old, mutant.new) in self._named

    def check(self, mutants: Sequence[Mutant]) -> None:
        """Stop when an entry names a mutant that the source does not give any more."""
        there = {(mutant.module, mutant.old, mutant.new) for mutant in mutants}
        stale = [key for key in self._named if key not in there]
        stale += [
            (pattern, "numbers", "") for pattern in self._numbers if not fnmatch.filter([k[0] for k in there], pattern)
        ]
        if stale:
            lines = "\n".join(f"  {module}: {old}  ->  {new}" for module, old, new in stale)
            sys.exit(f"mutants: {EQUALS.name} names what the source does not give any more:\n{lines}")

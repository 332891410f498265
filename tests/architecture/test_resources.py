"""Every shipped file is readable and reachable through the one module that knows where files lie."""

from __future__ import annotations

import ast
import json
import tomllib
from xml.etree import ElementTree

import pytest

from shopdesk.infra import paths
from tests.architecture.sources import ROOT, modules, nodes, relative

RESOURCES = ROOT / "resources"
SHIPPED = sorted(path.relative_to(RESOURCES).as_posix() for path in RESOURCES.rglob("*") if path.is_file())


def test_the_path_module_finds_every_shipped_file():
    assert SHIPPED
    for name in SHIPPED:
        assert paths.resource(name).is_file(), name


def test_a_name_that_does_not_ship_is_an_error():
    with pytest.raises(FileNotFoundError):
        paths.resource("templates/none.toml")


def test_the_migrations_are_found():
    assert (paths.migrations() / "env.py").is_file()
    assert list((paths.migrations() / "versions").glob("0001_*.py"))


def test_every_resource_named_in_the_code_exists():
    missing = []
    for path in modules("shopdesk"):
        for call in nodes(path, ast.Call):
            if ast.unparse(call.func) not in {"resource", "paths.resource"} or not call.args:
                continue
            name = call.args[0]
            if isinstance(name, ast.Constant) and not (RESOURCES / str(name.value)).exists():
                missing.append(f"{relative(path)}:{call.lineno}: {name.value}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.endswith((".json", ".toml", ".svg"))])
def test_shipped_files_are_well_formed(name):
    text = (RESOURCES / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        json.loads(text, object_pairs_hook=without_repeats)
    elif name.endswith(".toml"):
        tomllib.loads(text)
    else:
        root = ElementTree.fromstring(text)
        assert root.tag.endswith("svg")
        assert root.get("viewBox"), "an icon without a viewBox does not scale"


def without_repeats(pairs):
    names = [name for name, _value in pairs]
    assert len(names) == len(set(names)), f"said twice: {sorted({n for n in names if names.count(n) > 1})}"
    return dict(pairs)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.startswith("rules/")])
def test_a_rule_says_where_it_comes_from(name):
    rules = tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))
    assert {"as_of", "version"} & set(rules), "which state of affairs the file describes"
    for table in tables(rules):
        assert ("source_zh" in table) == ("source_en" in table), table
        if "verified" in table:
            assert {"source", "source_zh"} & set(table), f"a figure without its source: {table}"
            assert "as_of" in table or "as_of" in rules, f"a figure without its day: {table}"


def tables(value):
    """Every table of a document, the document itself included."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from tables(part)
    elif isinstance(value, list):
        for part in value:
            yield from tables(part)

"""The user guides: both languages say the same chapters, their pictures exist, and what they promise is there."""

from __future__ import annotations

import argparse
import ast
import re

import pytest

from shopdesk.cli.main import build_parser
from shopdesk.infra import paths
from tests.architecture.sources import ROOT

LANGUAGES = ("zh_CN", "en")
TEXTS = {language: paths.guide(language).read_text(encoding="utf-8") for language in LANGUAGES}
KEYS = re.compile(r"\| `((?:Ctrl|Shift)\+[^`]+|F\d+)`(?: … `(Ctrl\+\d)`)? \|")


def headings(text: str) -> list[tuple[int, str]]:
    """Level and number of each heading; the words differ by language."""
    found = re.findall(r"^(#+) (\d+\.)?", text, re.MULTILINE)
    return [(len(marks), number) for marks, number in found]


def test_both_guides_have_the_same_chapters_tables_and_pictures():
    chinese, english = (TEXTS[language] for language in LANGUAGES)
    assert headings(chinese) == headings(english)
    assert [number for level, number in headings(english) if level == 2] == [f"{n}." for n in range(1, 13)]
    rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in (chinese, english)]
    assert rows[0] == rows[1]
    pictures = [re.findall(r"\]\(images/([\w-]+?)-(?:zh_CN|en)-light\.png\)", text) for text in (chinese, english)]
    assert pictures[0] == pictures[1]
    assert {"setup", "people", "promotions", "daily", "kpi"} <= set(pictures[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_there_and_of_the_guides_own_language(language):
    names = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXTS[language])
    assert len(names) >= 8
    assert not [name for name in names if not (ROOT / "docs" / name).is_file()]
    assert not [name for name in names if f"-{language}-" not in name]


def menu_keys() -> dict[str, str]:
    """Every shortcut of the menus, read from the source, by key."""
    tree = ast.parse((ROOT / "shopdesk" / "gui" / "commands.py").read_text(encoding="utf-8"))
    keys = {}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Command" and len(node.args) > 3):
            continue
        name, shortcut = node.args[0], node.args[3]
        if isinstance(shortcut, ast.Constant) and shortcut.value:
            keys[shortcut.value] = getattr(name, "value", "")
    return keys | {f"Ctrl+{number}": "view" for number in range(1, 6)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_keys_names_every_shortcut_of_the_menus_and_no_other(language):
    table = TEXTS[language].split("## 12.")[1].split("###")[0]
    said = set()
    for first, last in KEYS.findall(table):
        numbers = range(int(first[-1]), int(last[-1]) + 1) if last else ()
        said |= {f"Ctrl+{number}" for number in numbers} or {first}
    assert said == set(menu_keys())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_page_is_in_the_pages_sources(language):
    """A key written in the second table stands in the code of some page or widget, under one of Qt's spellings."""
    table = TEXTS[language].split("## 12.")[1].split("###")[1]
    spellings = {
        "Ctrl+N": ('"Ctrl+N"', "StandardKey.New"),
        "Ctrl+F": ("StandardKey.Find",),
        "Ctrl+C": ("StandardKey.Copy",),
        "Ctrl+V": ("StandardKey.Paste",),
        "Ctrl+Enter": ('"Ctrl+Return"',),
        "Ctrl+Shift+1": ('f"Ctrl+Shift+{(index + 1) % 10}"',),
    }
    gui = ROOT / "shopdesk" / "gui"
    files = [path for folder in ("pages", "widgets", "photos") for path in (gui / folder).rglob("*.py")]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (*files, gui / "part_tabs.py"))
    keys = set(re.findall(r"`((?:Ctrl|F2)[^`]*)`", table)) - {"Ctrl"}
    assert len(keys) > 8
    assert not [key for key in keys if not any(one in sources for one in spellings.get(key, (f'"{key}"',)))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_guide_is_one_the_program_knows(language):
    block = TEXTS[language].split("## 10.")[1].split("```")[1]
    lines = [line for line in block.splitlines() if line.startswith("shopdesk ")]
    assert len(lines) > 12
    parser = build_parser()
    for line in lines:
        words = re.sub(r"\[[^\]]*\]", "", re.split(r"\s{3,}|(?<=\]) |;", line)[0]).split()[1:]
        accepts(parser, words)
        for option in re.findall(r"--[\w-]+", line.split("   ")[0]):
            assert option in help_of(parser, words), f"{line}: {option}"


def accepts(parser: argparse.ArgumentParser, words: list[str]) -> None:
    """Fail where the parser would refuse the words."""
    try:
        parser.parse_args(words)
    except SystemExit:
        pytest.fail(f"not understood: {' '.join(words)}")


def help_of(parser: argparse.ArgumentParser, words: list[str]) -> str:
    """The help of the command that the words choose."""
    for word in words:
        groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        if groups and word in groups[0].choices:
            parser = groups[0].choices[word]
    return parser.format_help()


def test_the_guides_ship_with_every_kind_of_program():
    assert "docs" in (ROOT / "packaging" / "shopdesk.spec").read_text(encoding="utf-8")
    assert "shopdesk/_shipped/docs" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

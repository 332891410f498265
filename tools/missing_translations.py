"""List the English sentences under ``shopdesk`` without Chinese: ``python tools/missing_translations.py [PATH…]``."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAYERS = {"tr", "Text"}


def literals(file: Path) -> Iterator[tuple[str, int]]:
    """Each catalogue key in a file with its line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        if name in SAYERS and isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
            context = [word.value for word in node.keywords if word.arg == "context"]
            prefix = f"{context[0].value}|" if context and isinstance(context[0], ast.Constant) else ""
            yield prefix + first.value, node.lineno


def main() -> None:
    """Print a JSON object with an empty translation for each missing key, under its file."""
    known: dict[str, str] = {}
    for catalogue in (ROOT / "resources" / "translations" / "zh_CN").glob("*.json"):
        known.update(json.loads(catalogue.read_text(encoding="utf-8")))
    places = [Path(word) for word in sys.argv[1:]] or [ROOT / "shopdesk"]
    for place in places:
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            missing = {key: "" for key, _line in literals(file) if key not in known}
            if missing:
                print(file)
                print(json.dumps(missing, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

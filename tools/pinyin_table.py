"""Write the readings of Chinese characters that the search uses: ``python tools/pinyin_table.py``.

Needs pypinyin, which the program itself does not: its readings, without tones and with v for ü, are stored as plain
data for the characters of GB 2312, which names of goods, people and figures are written in.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parent.parent / "resources" / "languages" / "pinyin.txt"
_MOST_READINGS = 3  # rarer ones would only find what nobody means


def characters() -> list[str]:
    """Every Chinese character of GB 2312."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def table() -> str:
    """A line for each syllable, with every character that is read so."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for character in characters():
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        for reading in readings[:_MOST_READINGS]:
            lines[reading.replace("ü", "v")].append(character)
    return "".join(f"{syllable} {''.join(found)}\n" for syllable, found in sorted(lines.items()))


if __name__ == "__main__":
    text = table()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text("utf-8") == text else "The shipped readings are out of date.")
    TARGET.write_text(text, "utf-8")

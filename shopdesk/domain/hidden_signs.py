"""Signs that turn the reading direction: nobody sees them, and what stands behind them reads backwards.

A file named ``gpj.exe`` behind one of them reads as ``exe.jpg``, and a person's name as another's. So they are written
out wherever a text comes in, and wherever a stored one is read.
"""

from __future__ import annotations

import re

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The bidirectional controls of Unicode (UAX #9, section 2)."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What steers a terminal; lines and tabs are none of them."""


def turns(text: str) -> bool:
    """Whether a text has such a sign."""
    return not text.isascii() and _TURNING.search(text) is not None


def visible(text: str) -> str:
    """The text with its turning signs written out: ``[U+202E]``."""
    if not turns(text):
        return text
    return _TURNING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def without_controls(text: str) -> str:
    """The text without signs that steer a terminal: they come with what is pasted, and one of them ends a text."""
    return text if text.isprintable() else _CONTROLS.sub("", text)

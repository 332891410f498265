"""Signs that turn the reading direction: nobody sees them, and what stands behind them reads backwards.

A file named ``gpj.exe`` behind one of them reads as ``exe.jpg``, and a person's name as another's. So they are written
out wherever a text comes in, and wherever a stored one is read.
"""

from __future__ import annotations

import re

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The bidirectional controls of Unicode (UAX #9, section 2)."""

_STEERING = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_CONTROLS = re.compile(f"[{_STEERING}]")
"""What steers a terminal; lines and tabs are none of them."""

_HIDDEN = re.compile(f"[{_STEERING}{_TURNING.pattern[1:-1]}]")


def turns(text: str) -> bool:
    """Whether a text has such a sign."""
    return not text.isascii() and _TURNING.search(text) is not None


def has_hidden(text: str) -> bool:
    """Whether a text has a sign that nobody sees: one that turns the reading direction, or one that steers a terminal.

    Tabs and ends of lines are none of them.
    """
    return not text.isprintable() and _HIDDEN.search(text) is not None


def plainly(text: str) -> str:
    """The text as it may be kept and shown: turning signs written out, those that steer a terminal taken away."""
    return visible(without_controls(text)) if has_hidden(text) else text


def escaped(document: str) -> str:
    """A JSON document with these signs as its escapes: nothing turns or steers on a screen, and no value changes."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", document) if has_hidden(document) else document


def visible(text: str) -> str:
    """The text with its turning signs written out: ``[U+202E]``."""
    if not turns(text):
        return text
    return _TURNING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def without_controls(text: str) -> str:
    """The text without signs that steer a terminal: they come with what is pasted, and one of them ends a text."""
    return text if text.isprintable() else _CONTROLS.sub("", text)
